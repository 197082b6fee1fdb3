"""How a column's lengths of time are written: ``3:10`` is minutes or hours; by the column."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.proposing.proposal import UNSURE, ColumnProposal
from hawkari.evidence.loaders.tables import Sample

__all__ = ["clock_of", "with_clocks"]

HOURS_OF_A_DAY = 24
_LENGTH = re.compile(r"(\d{1,3}):(\d{2})(:\d{2})?")
_SAID = {
    "m:s": re.compile(r"(?<![a-z:])m(?:m|in)?\s*:\s*s(?:s|ec|ek|n)?(?![a-z:])", re.IGNORECASE),
    "h:m": re.compile(r"(?<![a-z:])(?:hh?|std|sa)\s*:\s*m(?:m|in)?(?![a-z:])", re.IGNORECASE),
}


def with_clocks(columns: Sequence[ColumnProposal], wide: Sample) -> list[ColumnProposal]:
    """The columns with how each length of time is written; one that does not say it is asked."""
    return [
        _read(one, wide.values(one.column)) if one.target == "duration" else one for one in columns
    ]


def clock_of(header: str, values: Sequence[str]) -> str | None:
    """How lengths of time are written, as `cleaning.CLOCKS`; ``""`` where none has a colon.

    Two numbers are what the header says (``mm:ss``), else minutes where the first of one is more
    than the hours of a day; None where nothing tells.
    """
    found = [match for value in values if (match := _LENGTH.fullmatch(fold_digits(value).strip()))]
    if not found:
        return ""
    two = [match for match in found if match[3] is None]
    if not two:
        return "h:m:s"
    for clock, pattern in _SAID.items():
        if pattern.search(header):
            return clock
    return "m:s" if any(int(match[1]) >= HOURS_OF_A_DAY for match in two) else None


def _read(one: ColumnProposal, values: Sequence[str]) -> ColumnProposal:
    clock = one.options.clock or clock_of(one.column, values)
    if clock is None:
        example = next(value for value in values if value.count(":") == 1)
        return replace(one.doubted("clock", example), state=UNSURE)
    return replace(one, options=replace(one.options, clock=clock))
