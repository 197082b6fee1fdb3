"""Columns that say how each row is graded and under which terms: the layout's ``marking``.

    "marking": {"scheme": "uk-5x5x5", "columns": {"grade": "Grading", "condition": "Caveat"}}

Keys are ``grade``, the parts of the scheme, and those of `entering.PLAIN_KEYS`. A row whose marking
cannot be read is refused as a whole, by name: a value without its terms is not kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.grading.entering import NATIVE, keys_of, read_marking
from hawkari.evidence.loaders.values import Cell, Context, Refused
from hawkari.evidence.marking_terms import MarkingTerms

__all__ = ["LARGEST_MEMORY", "MarkingReader", "MarkingRule", "read_rule"]

LARGEST_MEMORY = 10_000
"""So many different markings of one file are remembered; a file has a handful."""


@dataclass(frozen=True, slots=True)
class MarkingRule:
    """Which columns state a row's marking, in which scheme. `columns` are pairs of key, column."""

    scheme: str
    columns: tuple[tuple[str, str], ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns it takes."""
        return tuple(column for _, column in self.columns)


def read_rule(data: Any) -> MarkingRule:
    """A layout's ``marking``, checked word by word.

    Raises:
        BadInput: if a key or the scheme is not known, or no column is named.
    """
    if not isinstance(data, dict) or not set(data) <= {"scheme", "columns"}:
        raise BadInput("the marking is no object with scheme and columns", _SEE)
    columns = data.get("columns")
    texts = isinstance(columns, dict) and all(isinstance(one, str) for one in columns.values())
    if not texts or not columns:
        raise BadInput("the marking names no columns", _SEE)
    scheme_id = str(data.get("scheme", NATIVE))
    known = keys_of(scheme_id)
    strange = sorted(set(columns) - set(known))
    if strange:
        raise BadInput(
            f"the marking has unknown keys: {', '.join(strange)}",
            f"Known keys in {scheme_id}: {', '.join(known)}.",
        )
    return MarkingRule(scheme_id, tuple((str(key), column) for key, column in columns.items()))


_SEE = "See docs/reference/layouts.md."


class MarkingReader:
    """Reads the markings of one table's rows; the same cells are read once."""

    def __init__(self, rule: MarkingRule, place: Callable[[str], int], context: Context) -> None:
        self._keys = tuple(key for key, _ in rule.columns)
        self._headers = dict(rule.columns)
        self._cells = tuple(place(column) for _, column in rule.columns)
        self._scheme = rule.scheme
        self._context = context
        self._known: dict[tuple[str, ...], MarkingTerms | BadInput | None] = {}

    def read(self, cells: Sequence[Cell], row: str) -> MarkingTerms | Refused | None:
        """The marking of a row; None where its cells say nothing; what is wrong with it."""
        texts = tuple(_text(cells[cell]) for cell in self._cells)
        if texts not in self._known:
            if len(self._known) >= LARGEST_MEMORY:
                self._known.clear()
            self._known[texts] = self._read(dict(zip(self._keys, texts, strict=True)))
        found = self._known[texts]
        if isinstance(found, BadInput):
            key = found.where[0] if found.where else ""
            return Refused(row, self._headers.get(key, key), found.problem, found.remedy)
        return found

    def _read(self, given: Mapping[str, str]) -> MarkingTerms | BadInput | None:
        if not any(text.strip() for text in given.values()):
            return None
        try:
            return read_marking(
                given, self._context.usual, scheme_id=self._scheme, ceiling=self._context.ceiling
            )
        except BadInput as error:
            return error


def _text(cell: Cell) -> str:
    """A cell as its file shows it; a spreadsheet's number ``2.0`` is the code ``2``."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
