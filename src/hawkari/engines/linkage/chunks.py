"""Finished chunks of a long comparison, kept in a folder, so that a stopped run goes on from them.

What is kept are levels of pairs by number, no value of a record; they count only for the very same
records, compared by the same version.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.model import MODEL_VERSION
from hawkari.engines.linkage.values import Record
from hawkari.engines.names import KEY_VERSION

__all__ = ["Chunks"]

Arrays = tuple[NDArray[Any], ...]


class Chunks:
    """Where chunks are kept.

    Args:
        folder: of its own, made when it is needed; None keeps nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def over(self, records: Sequence[Record]) -> "Chunks":
        """The chunks of these very records, in this order; those of others are thrown away."""
        if self._folder is None:
            return self
        self._folder.mkdir(parents=True, exist_ok=True)
        mark = _mark(records)
        marked = self._folder / "of.txt"
        if not marked.exists() or marked.read_text("ascii") != mark:
            self.forget()
            self._folder.mkdir(parents=True, exist_ok=True)
            marked.write_text(mark, "ascii")
        return self

    def once(self, name: str, computed: Callable[[], Arrays]) -> Arrays:
        """A chunk as it was kept, or else computed and kept."""
        if self._folder is None:
            return computed()
        path = self._folder / f"{name}.npz"
        if path.exists():
            with np.load(path, allow_pickle=False) as kept:
                return tuple(kept[key] for key in sorted(kept.files))
        arrays = computed()
        # Renamed when whole: a run may be stopped while it writes.
        half = path.with_name(f"{name}.half")
        with half.open("wb") as stream:
            named: dict[str, Any] = {f"{n:02}": array for n, array in enumerate(arrays)}
            np.savez(stream, **named)
        half.replace(path)
        return arrays

    def forget(self) -> None:
        """Throw all chunks away."""
        if self._folder is None or not self._folder.exists():
            return
        for path in sorted(self._folder.iterdir()):
            if path.suffix in {".npz", ".half", ".txt"}:
                path.unlink()
        self._folder.rmdir()


def _mark(records: Sequence[Record]) -> str:
    """One hash over all that a comparison reads."""
    seen = hashlib.sha256(f"{MODEL_VERSION} {KEY_VERSION}".encode())
    for one in records:
        properties = sorted((name, tuple(values)) for name, values in one.properties.items())
        seen.update(repr((one.id, one.schema, one.source, properties)).encode())
    return seen.hexdigest()
