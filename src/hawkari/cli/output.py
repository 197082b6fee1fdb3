"""What commands print: tables and progress for people on a terminal, JSON when asked."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from hawkari.errors import BadInput

__all__ = ["open_input", "open_output", "print_json", "read_text", "say"]


def say(text: str) -> None:
    """Print a line for people, at once: what follows may take long."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_json(value: dict[str, Any]) -> None:
    """Print one object as the last line of standard output; text stays readable, keys in order."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


@contextmanager
def open_input(path: str) -> Iterator[TextIO]:
    """A text file in UTF-8, or standard input for ``-``. Newlines are not translated.

    Raises:
        BadInput: if it cannot be opened.
    """
    if path == "-":
        yield sys.stdin
        return
    with _opened(path, mode="r", newline="", remedy="Check the path and who may read it") as stream:
        yield stream


def read_text(path: str) -> str:
    """All of a text file in UTF-8, or of standard input for ``-``.

    Raises:
        BadInput: if it cannot be opened, or is not UTF-8.
    """
    with open_input(path) as stream:
        try:
            text = stream.read()
            # Standard input lets bytes through that are no UTF-8, as lone surrogates.
            text.encode()
        except UnicodeError as error:
            raise BadInput(
                "the file is not UTF-8 text", "Save it as UTF-8 and try again", where=(path,)
            ) from error
    return text


@contextmanager
def open_output(path: str) -> Iterator[TextIO]:
    """A text file in UTF-8 with LF line ends, or standard output for ``-``.

    Raises:
        BadInput: if it cannot be opened for writing.
    """
    if path == "-":
        yield sys.stdout
        return
    remedy = "Give a file in a folder that exists and that you may write to"
    with _opened(path, mode="w", newline="\n", remedy=remedy) as stream:
        yield stream


def _opened(path: str, *, mode: str, newline: str, remedy: str) -> TextIO:
    try:
        return cast("TextIO", Path(path).open(mode, encoding="utf-8", newline=newline))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problem = f"the file cannot be opened: {reason}"
        raise BadInput(problem, remedy, where=(path,)) from error
