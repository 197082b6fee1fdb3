"""What the commands of all desks and of the door above them share: options, files, what is counted.

It loads nothing but the command line, so that ``--help`` stays quick.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from hawkari.errors import BadInput

__all__ = [
    "LARGEST",
    "REFUSED_ROWS",
    "AsJson",
    "Operation",
    "read_bytes",
    "say_counted",
    "text_of",
]

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")]
Operation = Annotated[str, typer.Option(help="The operation; the local one if not given.")]
REFUSED_ROWS = 3
"""Exit status where good rows were kept and others refused."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read as a whole."""


def read_bytes(file: str, *, most: int = LARGEST, remedy: str = "") -> bytes:
    """All of a file.

    Args:
        file: its path; ``-`` is standard input.
        most: the most bytes that it may have.
        remedy: what to do where it has more.

    Raises:
        BadInput: if it cannot be read, or is larger.
    """
    try:
        if file == "-":
            content = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(most + 1)
    except OSError as error:
        raise BadInput(
            f"the file cannot be read ({error.strerror})", "Look at its name.", where=(file,)
        ) from error
    except ValueError as error:
        raise BadInput("no file can have this name", "Look at its name.", where=(file,)) from error
    if len(content) > most:
        remedy = remedy or f"Split it; at most {most >> 20} MiB."
        raise BadInput("the file is too large", remedy, where=(file,))
    return content


def text_of(content: bytes, file: str) -> str:
    """A file's content as text; a byte order mark is left out.

    Args:
        content: what was read.
        file: its path, for the refusal.

    Raises:
        BadInput: if it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("the file is not UTF-8", "Save it as UTF-8.", where=(file,)) from error


def say_counted(counted: Mapping[str, int], *, as_json: bool) -> None:
    """Print what was counted: as one JSON object, or as words."""
    words = ", ".join(f"{count} {name}" for name, count in counted.items())
    typer.echo(json.dumps(counted) if as_json else words)
