"""Cells of tables, drawn with a seed."""

import random

from measures import unseen_values, values

__all__ = ["draw"]

KINDS = values.KINDS | unseen_values.KINDS


def draw(kind: str, rng: random.Random, *, row: int) -> str:
    """One cell; ``seq`` counts the rows from 1; one in twenty of the others is empty."""
    if kind == "seq":
        return str(row + 1)
    empty = rng.random() < 0.05 and not kind.startswith(("name", "first", "last", "ref"))
    value = KINDS[kind](rng)
    return "" if empty else value
