"""How worker and parent talk: frames of JSON behind their length, every field checked.

The parent believes nothing: a parser that a file has taken over may send anything. So no frame is
longer than 64 MiB, what it holds is data of known types, and a statement is taken only if
FollowTheMoney knows its property and its entity belongs to the source that is being loaded.
"""

import json
import os
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from hawkari.errors import BadInput, HawkariError
from hawkari.evidence.loaders.schemata import property_of
from hawkari.evidence.loaders.values import Refused, RowOutcome
from hawkari.evidence.marking_terms import MarkingTerms
from hawkari.evidence.rows import (
    LONGEST_KEY,
    LONGEST_NATIONALITY,
    LONGEST_ROUTE,
    MOST_COUNTED,
    FigureRow,
    StatementRow,
)

__all__ = ["MOST_BYTES", "Nonsense", "pack", "packed_rows", "read_exactly", "rows_of", "write_all"]

T = TypeVar("T")
MOST_BYTES = 64 << 20
LENGTH = struct.Struct(">I")
LONGEST_MARKING = 1 << 20
_NAMES = tuple(one.name for one in fields(StatementRow))
_FIELDS = attrgetter(*_NAMES)
_SHAPES = tuple([*([str] * (len(_NAMES) - 1)), last] for last in (NoneType, str))
_FIGURE_FIELDS = fields(FigureRow)
_FIGURE = attrgetter(*(one.name for one in _FIGURE_FIELDS))
_LONGEST_OF_FIGURE = (
    LONGEST_KEY, LONGEST_KEY, LONGEST_ROUTE, len("2031-03-05"), 0, LONGEST_NATIONALITY,
)  # fmt: skip
_PERIOD = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_REFUSAL_NAMES = tuple(one.name for one in fields(Refused))
_REFUSAL = attrgetter(*_REFUSAL_NAMES)


class Nonsense(HawkariError):
    """A worker sent what no loader says: it is broken, or a file has taken it over."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"the reader of files sent {what}")


def pack(kind: str, *content: Any) -> bytes:
    """One frame."""
    body = json.dumps([kind, *content], separators=(",", ":")).encode("ascii")
    return LENGTH.pack(len(body)) + body


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, waiting while the other end is busy."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_exactly(descriptor: int, count: int) -> bytes:
    """That many bytes; fewer when the other end has closed."""
    parts: list[bytes] = []
    while count:
        part = os.read(descriptor, min(count, 1 << 20))
        if not part:
            break
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def packed_rows(outcomes: Sequence[RowOutcome]) -> list[Any]:
    """Outcomes as plain data."""
    markings: dict[int, Any] = {}
    return [
        [
            [_plain_statement(statement, markings) for statement in outcome.statements],
            [_REFUSAL(refused) for refused in outcome.refused],
            outcome.damaged,
            [list(pair) for pair in outcome.record],
            [_FIGURE(figure) for figure in outcome.figures],
        ]
        for outcome in outcomes
    ]


def rows_of(data: Any, source: str) -> Iterator[RowOutcome]:
    """The outcomes that `packed_rows` made into plain data.

    Args:
        data: what came.
        source: slug that each entity id must begin with.

    Raises:
        Nonsense: if anything is not of its type, too long, unknown or another source's.
    """
    prefix = f"{source}:"
    for row in _listed(data):
        statements, refused, damaged, record, figures = _five(row)
        yield RowOutcome(
            [_statement(one, prefix) for one in _listed(statements)],
            [_refused(one) for one in _listed(refused)],
            damaged is True,
            tuple(_pair(one) for one in _listed(record)),
            [_figure(one) for one in _listed(figures)],
        )


def _plain_statement(row: StatementRow, markings: dict[int, Any]) -> list[Any]:
    """A statement as the list of its fields, all text but the last; markings told once are kept."""
    fields_of = list(_FIELDS(row))
    marking = fields_of[-1]
    if marking is not None:
        # The outcomes hold the markings while they are packed, so that no number is used twice.
        if id(marking) not in markings:
            markings[id(marking)] = json.dumps(_plain(marking), separators=(",", ":"))
        fields_of[-1] = markings[id(marking)]
    return fields_of


def _statement(data: Any, prefix: str) -> StatementRow:
    if not isinstance(data, list) or [*map(type, data)] not in _SHAPES:
        raise Nonsense("a StatementRow of another shape")
    if data[-1] is not None:
        data[-1] = _marking(data[-1])
    row = StatementRow(*data)
    if not row.entity_id.startswith(prefix):
        raise Nonsense("a statement about another source's entity")
    if len(row.entity_id) > 200 or len(row.row) > 80 or len(row.lang) > 12 or len(row.seen) > 32:
        raise Nonsense("a field that is too long")
    if not _is_known(row.schema, row.prop, row.prop_type):
        raise Nonsense("a property that FollowTheMoney does not know")
    return row


def _marking(text: Any) -> MarkingTerms:
    if type(text) is not str or len(text) > LONGEST_MARKING:
        raise Nonsense("a marking of another shape")
    return _marking_of(text)


@lru_cache(maxsize=10_000)
def _marking_of(text: str) -> MarkingTerms:
    """The marking that a text holds; the same object for the same text."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Nonsense("a marking that is none") from error
    return _made(MarkingTerms, data)


def _refused(data: Any) -> Refused:
    texts = _listed(data)
    if len(texts) != len(_REFUSAL_NAMES) or not all(type(one) is str for one in texts):
        raise Nonsense("a refusal of another shape")
    return Refused(*texts)


@cache
def _is_known(schema: str, prop: str, prop_type: str) -> bool:
    try:
        return bool(property_of(schema, prop).type.name == prop_type)
    except BadInput:
        return False


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise Nonsense("something that is no list")
    return data


def _pair(data: Any) -> tuple[str, str]:
    if not isinstance(data, list) or len(data) != 2 or not all(type(one) is str for one in data):
        raise Nonsense("a cell of another shape")
    return data[0], data[1]


def _figure(data: Any) -> FigureRow:
    cells = _listed(data)
    if [*map(type, cells)] != [str, str, str, str, int, str]:
        raise Nonsense("a figure of another shape")
    texts = zip(cells, _LONGEST_OF_FIGURE, strict=True)
    if any(isinstance(one, str) and len(one) > most for one, most in texts):
        raise Nonsense("a figure that is too long")
    row = FigureRow(*cells)
    if not 0 <= row.value <= MOST_COUNTED or _PERIOD.fullmatch(row.period) is None:
        raise Nonsense("a figure of no number or no time")
    return row


def _five(data: Any) -> list[Any]:
    if not isinstance(data, list) or len(data) != 5:
        raise Nonsense("a row of another shape")
    return data


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@cache
def _hints(kind: Any) -> tuple[Any, ...]:
    hints: Mapping[str, Any] = get_type_hints(kind)
    return tuple(hints[name] for name in _names(kind))


def _plain(value: Any) -> Any:
    """A dataclass as the list of its fields; tuples and sets as lists; enums as their value."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, name)) for name in _names(type(value))]
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return str(value)


def _made(kind: type[T], data: Any) -> T:
    """A dataclass from the list of its fields, each of the type that it declares."""
    hints: tuple[Any, ...] = _hints(cast("Any", kind))
    if not isinstance(data, list) or len(data) != len(hints):
        raise Nonsense(f"a {kind.__name__} of another shape")
    given = [
        one if hint is str and type(one) is str else _as(hint, one)
        for hint, one in zip(hints, data, strict=True)
    ]
    return kind(*given)


def _as(hint: Any, data: Any) -> Any:
    """Data as the declared type: text, whole number, truth, list, table, dataclass or None."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return _as_one_of(inside, data)
    if is_dataclass(hint) and isinstance(hint, type):
        return _made(hint, data)
    if origin in (tuple, frozenset, list):
        return origin(_as(inside[0], one) for one in _listed(data))
    if origin is not None and issubclass(origin, Mapping) and isinstance(data, dict):
        return {str(key): _as(inside[1], one) for key, one in data.items()}
    if hint in (str, int, bool) and type(data) is hint:
        return data
    if isinstance(hint, type) and isinstance(data, str):
        return _from_text(hint, data)
    raise Nonsense(f"a {type(data).__name__} where there is none")


def _as_one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None and NoneType in kinds:
        return None
    for kind in kinds:
        try:
            return _as(kind, data)
        except Nonsense:
            continue
    raise Nonsense("a value of no type that is declared")


def _from_text(kind: type, text: str) -> Any:
    """A date, or a code of a closed list."""
    try:
        if issubclass(kind, Enum):
            return next(one for one in kind if str(one.value) == text)
        if kind is date:
            return date.fromisoformat(text)
    except (StopIteration, ValueError) as error:
        raise Nonsense(f"a {kind.__name__} that is none") from error
    raise Nonsense(f"text where a {kind.__name__} belongs")
