"""What commands print: tables and progress for people on a terminal, JSON when asked."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

__all__ = ["open_input", "open_output", "print_json"]


def print_json(value: dict[str, Any]) -> None:
    """Print one object as the last line of standard output; text stays readable, keys in order."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


@contextmanager
def open_input(path: str) -> Iterator[TextIO]:
    """A text file in UTF-8, or standard input for ``-``. Newlines are not translated."""
    if path == "-":
        yield sys.stdin
        return
    with Path(path).open(encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def open_output(path: str) -> Iterator[TextIO]:
    """A text file in UTF-8 with LF line ends, or standard output for ``-``."""
    if path == "-":
        yield sys.stdout
        return
    with Path(path).open("w", encoding="utf-8", newline="\n") as stream:
        yield stream
