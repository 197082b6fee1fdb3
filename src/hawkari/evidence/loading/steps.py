"""How far a load is, as it is told while a file is read."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["LoadStep", "Progress", "tell_nobody"]


@dataclass(frozen=True, slots=True)
class LoadStep:
    """How far a load is.

    Attributes:
        done, total: bytes of the file read, and in all.
        statements: read so far, by this process.
        row: of the file, counted from its beginning also where an interrupted load goes on.
    """

    done: int
    total: int
    statements: int
    row: int


Progress = Callable[[LoadStep], None]
"""Told while a file is loaded, after each batch that was read."""


def tell_nobody(step: LoadStep) -> None:
    """Nobody watches."""
