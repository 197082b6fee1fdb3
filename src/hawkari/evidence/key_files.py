"""Keys that live in files: made at first use, readable by their owner only, never in a database."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

__all__ = ["read_or_make"]


def read_or_make(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of a key file; where there is none, `make` gives them and the file is written.

    The file appears whole or not at all, with mode 0600, and of several processes that make it at
    once the first one's stands.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp makes a file that only its owner may read.
        descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(make())
                stream.flush()
                os.fsync(stream.fileno())
            _take_name(Path(made), path)
        finally:
            Path(made).unlink(missing_ok=True)
    return path.read_bytes()


def _take_name(made: Path, path: Path) -> None:
    try:
        path.hardlink_to(made)
    except FileExistsError:
        return
