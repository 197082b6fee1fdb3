"""What readers and loaders hand on: cells, cleaned values, refusals, rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from hawkari.errors import HawkariError
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.grading.reading import CEILING
from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.partner_files import Meter
from hawkari.evidence.marking_terms import MarkingTerms
from hawkari.evidence.rows import FigureRow, StatementRow

__all__ = [
    "UNGRADED",
    "Cell",
    "Context",
    "Refused",
    "RowDraft",
    "RowOutcome",
    "Unreadable",
    "UnreadableValue",
    "Unused",
]

SHOWN_CHARACTERS = 60
MOST_UNUSED = 1_000
LONGEST_UNUSED = 120
UNGRADED = MarkingTerms(Grade.parse("2D"), HandlingCode.PERMITTED)
"""The usual marking where nobody says one: untested, not known, sharing permitted."""


class UnreadableValue(HawkariError):
    """One value that cannot be used; loaders turn it into a `Refused`.

    Args:
        problem: what is wrong, as the end of a sentence that begins with the value, e.g.
            ``"is not a calendar date"``.
        remedy: what the person can do about it, as a sentence.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"the value {problem}. {remedy}")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that its file format could not give a value for, e.g. a formula without a result."""

    problem: str
    remedy: str


Cell = str | int | float | bool | datetime | date | time | timedelta | Unreadable | None
"""One cell as its file format gives it; text is as written. Empty cells are None or ``""``."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row, or one field of it, that was not loaded.

    Attributes:
        row: where in the file, e.g. ``12`` or ``Persons!12``.
        field: the column's header or the property; empty when the whole row is refused.
        problem: the end of a sentence that begins with the value; a whole sentence without full
            stop when `value` is empty.
        remedy: what the person can do, as a sentence.
        value: the value as written, shortened; kept apart because it may be personal data above
            its reader's handling code.
    """

    row: str
    field: str
    problem: str
    remedy: str
    value: str = ""

    def told(self, *, show_value: bool) -> str:
        """The problem as one sentence without full stop, with or without the value itself."""
        if not self.value:
            return self.problem
        if show_value:
            return f"{_shortened(self.value)!r} {self.problem}"
        return f"the value {_without_numbers_of(self.value, self.problem)}"

    def without_value(self) -> "Refused":
        """The same, its value left out for good: it has conditions that the report's do not."""
        return replace(self, problem=self.told(show_value=False), value="")


def _without_numbers_of(value: str, problem: str) -> str:
    """A problem without the numbers that it takes from the value, such as a year of birth."""
    digits = fold_digits(value)
    return re.sub(r"\d+", lambda found: "…" if found[0] in digits else found[0], problem)


def _shortened(value: str) -> str:
    if len(value) <= SHOWN_CHARACTERS:
        return value
    return f"{value[:SHOWN_CHARACTERS]}…"


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What one row of a file became; rows are the unit in which loads count and resume.

    Attributes:
        statements: in the order of the layout; empty when nothing of the row could be used.
        refused: each field that could not be used, or the row as a whole.
        figures: numbers of a public series.
        damaged: true when the file could not be read on from here: what follows is unknown, so
            nothing older may be retracted for its absence.
        record: a refused row as it stands in its table, column and cell, where the context asks
            for it and it has at most 100,000 characters; else empty.
    """

    statements: Sequence[StatementRow]
    refused: Sequence[Refused] = ()
    damaged: bool = False
    record: Sequence[tuple[str, str]] = ()
    figures: Sequence[FigureRow] = ()


@dataclass(slots=True)
class RowDraft:
    """What one row becomes, while it is being read.

    Attributes:
        row: where the row is in the file.
        seen: the date on which the source saw what the row says; empty if it does not say.
        marking: the row's own grade and terms; None for those of the load.
    """

    row: str
    seen: str = ""
    marking: MarkingTerms | None = None
    statements: list[StatementRow] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def refuse(self, column: str, error: UnreadableValue, *, value: str = "") -> None:
        """Note that one field could not be used."""
        self.refused.append(Refused(self.row, column, error.problem, error.remedy, value))

    def outcome(self) -> RowOutcome:
        """The finished row; what it refuses keeps no value where its own handling is C."""
        refused: Sequence[Refused] = self.refused
        if self.marking is not None and self.marking.handling is HandlingCode.CONDITIONS:
            refused = [one.without_value() for one in refused]
        return RowOutcome(self.statements, refused)


@dataclass(slots=True)
class Unused:
    """What a file holds that its layout gives no meaning, counted by name; reported, not kept."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, count: int = 1) -> None:
        """Count one more value of a column or key that is not used.

        A file may hold names without end: those beyond the first 1,000 are counted together.
        """
        name = name[:LONGEST_UNUSED]
        if name not in self.counts and len(self.counts) >= MOST_UNUSED:
            name = "other names"
        self.counts[name] = self.counts.get(name, 0) + count


@dataclass(frozen=True, slots=True)
class Context:
    """What a loader must know beside the file.

    Attributes:
        source: the source's slug, which begins every entity id.
        country: ISO 3166-1 alpha-2 code in capitals that national phone numbers are dialled in;
            empty when unknown.
        encoding: the text encoding when the person states it; empty to detect it.
        unused: collects what has no meaning in the layout.
        meter: told how far the file has been read.
        usual: the load's grade and terms, which hold for what a row does not say of its own.
        ceiling: the highest security classification that is taken in.
        slot: what a newer version of the file replaces: ids that hold in one file alone are told
            apart by it; empty for the file's name.
        date_order: ``dmy``, ``mdy`` or ``ymd`` where a person says in which order the file's dates
            are; empty to tell it from the file.
        keep_records: whether refused rows come with their cells, to be mended.
    """

    source: str
    country: str = ""
    encoding: str = ""
    unused: Unused = field(default_factory=Unused)
    meter: Meter = field(default_factory=Meter)
    usual: MarkingTerms = UNGRADED
    ceiling: str = CEILING
    slot: str = ""
    date_order: str = ""
    keep_records: bool = False
