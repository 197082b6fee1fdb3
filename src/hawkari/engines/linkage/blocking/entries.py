"""Keys of a rule for every record of a table: products of columns, as compiled loops."""

# Compiled loops take their arrays by position.
# ruff: noqa: PLR0917

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.keys import MOST_PLACES, KeyTable, Ragged
from hawkari.engines.linkage.blocking.rules import Rule
from hawkari.engines.names.compiled import compiled

__all__ = ["Columns", "Entries", "column_of", "entries_of"]

_PAIR = 128
_MOST_GROUPS = 400  # of a record, so that many aliases do not multiply
_YEAR = 10_000


class Entries(NamedTuple):
    """Keys of one rule: key k stands in record ``rows[k]``; repeats within a record are possible.

    Attributes:
        keys: uint64.
        rows: int32, rising.
    """

    keys: NDArray[np.uint64]
    rows: NDArray[np.int32]


class Columns:
    """Columns of a table that rules combine, each built when it is first asked for."""

    def __init__(self, table: KeyTable) -> None:
        """Take a table.

        Args:
            table: of all records, old and new.
        """
        self.table = table
        self._built: dict[tuple[int, bool] | str, Ragged] = {}

    def groups(self, parts: int, *, first: bool) -> Ragged:
        """Groups of so many parts of one name, as one number each; in any order."""
        return self._kept((parts, first), lambda: _groups(self.table, parts, first=first))

    def beside(self, name: str) -> Ragged:
        """A field of the table or a form of the date of birth."""
        return self._kept(name, lambda: column_of(self.table, name))

    def _kept(self, key: tuple[int, bool] | str, build: Callable[[], Ragged]) -> Ragged:
        if key not in self._built:
            self._built[key] = build()
        return self._built[key]

    def forget(self) -> None:
        """Let go of what was built."""
        self._built.clear()


def entries_of(rule: Rule, columns: Columns, rows: tuple[int, int]) -> Entries:
    """The keys of a rule in the records from one row up to another."""
    (begin, end), table = rows, columns.table
    only = Ragged(np.arange(len(table) + 1), np.zeros(len(table), np.uint64))
    groups = columns.groups(rule.parts, first=rule.first) if rule.parts else only
    beside = columns.beside(rule.beside) if rule.beside else only
    sizes = np.diff(groups.starts[begin : end + 1]) * np.diff(beside.starts[begin : end + 1])
    keys = np.empty(int(sizes.sum()), np.uint64)
    owners = np.repeat(np.arange(begin, end, dtype=np.int32), sizes)
    _products(table.family, groups, beside, begin, end, keys)
    return Entries(keys, owners)


def column_of(table: KeyTable, name: str) -> Ragged:
    """A column that stands beside name parts, uint64; see `Rule.beside`."""
    if name in ("day", "calendar day"):
        return _days(table.birth, with_year=name == "day")
    if name == "year":
        return _years(table.birth, reach=0)
    if name == "near years":
        return _years(table.birth, reach=2)
    if name == "place and year":
        return _each_with_each(table.place, _years(table.birth, reach=0))
    field: Ragged = getattr(table, name)
    return field


def _days(birth: Ragged, *, with_year: bool) -> Ragged:
    """Full dates, day and month in rising order."""
    month, day = birth.values % _YEAR // 100, birth.values % 100
    year = birth.values // _YEAR if with_year else 0
    value = year * _YEAR + np.minimum(month, day) * 100 + np.maximum(month, day)
    return _chosen(birth, day > 0, value)


def _chosen(of: Ragged, kept: NDArray[np.bool_], values: NDArray[np.int64]) -> Ragged:
    counted = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept, dtype=np.int64)])
    return Ragged(counted[of.starts], values[kept].astype(np.uint64))


def _each_with_each(some: Ragged, others: Ragged) -> Ragged:
    """Every value of one column with every value of another, as one number each."""
    sizes = np.diff(some.starts) * np.diff(others.starts)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    values = np.empty(int(starts[-1]), np.uint64)
    _products(np.zeros(len(sizes), np.uint64), some, others, 0, len(sizes), values)
    return Ragged(starts, values)


def _years(birth: Ragged, *, reach: int) -> Ragged:
    """Each year and the `reach` ones after it: years at most so far apart share one."""
    width = reach + 1
    years = np.repeat(birth.values // _YEAR, width) + np.tile(np.arange(width), len(birth.values))
    return Ragged(birth.starts * width, years.astype(np.uint64))


def _groups(table: KeyTable, parts: int, *, first: bool) -> Ragged:
    if parts == 1 and not first:
        return table.part
    starts = np.zeros(len(table) + 1, np.int64)
    _group(table.part, table.where, parts, starts, np.empty(0, np.uint64))
    starts = np.cumsum(starts)
    values = np.empty(int(starts[-1]), np.uint64)
    _group(table.part, table.where, parts, starts, values)
    return Ragged(starts, values)


@compiled
def _mix(a: Any, b: Any) -> Any:
    """Two numbers as one; both orders differ. Source: SplitMix64's finaliser (Steele et al.)."""
    z = (a * np.uint64(0x9E3779B97F4A7C15)) ^ (b + np.uint64(0xD1B54A32D192ED03))
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@compiled
def _apart(one: int, other: int) -> bool:
    """Whether two keys are of different parts of one name."""
    a, b = one % _PAIR, other % _PAIR
    if a // MOST_PLACES != b // MOST_PLACES:
        return False
    end_a = a + 1 if one >= _PAIR else a
    end_b = b + 1 if other >= _PAIR else b
    return end_a < b or end_b < a


@compiled
def _group(part: Any, where: Any, parts: int, ends: Any, out: Any) -> None:
    """Write the groups of each record; where `out` is empty, count them into `ends`, one on."""
    for row in range(len(part.starts) - 1):
        begin, end = part.starts[row], part.starts[row + 1]
        if len(out) == 0:
            ends[row + 1] = _of_record(part.values[begin:end], where[begin:end], parts, out)
        else:
            _of_record(
                part.values[begin:end], where[begin:end], parts, out[ends[row] : ends[row + 1]]
            )


@compiled
def _of_record(keys: Any, where: Any, parts: int, out: Any) -> int:
    """Write a record's groups as far as there is room; returns how many there are."""
    found = 0
    for i in range(len(keys)):
        if parts == 1:
            if where[i] % MOST_PLACES == 0:
                found = _write(out, found, keys[i])
            continue
        for j in range(i + 1, len(keys)):
            if not _apart(where[i], where[j]):
                continue
            low, high = min(keys[i], keys[j]), max(keys[i], keys[j])
            if parts == 2:
                found = _write(out, found, _mix(low, high))
                continue
            for k in range(j + 1, len(keys)):
                if _apart(where[i], where[k]) and _apart(where[j], where[k]):
                    least, most = min(low, keys[k]), max(high, keys[k])
                    middle = low ^ high ^ keys[k] ^ least ^ most
                    found = _write(out, found, _mix(_mix(least, middle), most))
    return found


@compiled
def _write(out: Any, found: int, group: Any) -> int:
    if found < len(out):
        out[found] = group
    return min(found + 1, _MOST_GROUPS)


@compiled
def _products(family: Any, groups: Any, beside: Any, begin: int, end: int, out: Any) -> None:
    at = 0
    for row in range(begin, end):
        for i in range(groups.starts[row], groups.starts[row + 1]):
            head = _mix(family[row], groups.values[i])
            for j in range(beside.starts[row], beside.starts[row + 1]):
                out[at] = _mix(head, beside.values[j])
                at += 1
