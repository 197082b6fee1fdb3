"""A proposal: what each column of a table most likely means, why, and what is doubtful about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

__all__ = [
    "DOUBTS",
    "EVIDENCE",
    "KEPT",
    "SAID",
    "SURE",
    "UNSURE",
    "ColumnProposal",
    "Options",
    "Proposal",
    "Remark",
    "TableProposal",
]

SURE, UNSURE, KEPT, SAID = "sure", "unsure", "kept", "said"
"""A column's state: proposed and sure enough to load; to be asked; known from the source's last
file; said by a person now."""

EVIDENCE = {
    "header": "the header is like “%s” (%s)",
    "role": "the header names a person of its own: %s",
    "values": "%s of %s values look like it (%s)",
    "kept": "so it was read in the last file of this source",
    "said": "so you say",
}
DOUBTS = {
    "no_meaning": "no known header word and no telling values: say what it means",
    "unknown_kept": "nobody knows this header; its values can be nobody's name, number or date, so "
    "it is kept as a note",
    "too_weak": "header and values speak for it, but not clearly enough",
    "values_differ": "the header says %s, but only %s of %s values look like it",
    "several": "it may also be %s",
    "parts_differ": "the parts of the header mean different things",
    "no_values": "the column has no values in the first rows, so only the header speaks",
    "order": "day and month can be read either way round: say dmy or mdy",
    "order_from": "day and month can be read either way round, and only the column %s tells its "
    "own: say dmy or mdy",
    "order_broken": "some dates are day first and some month first: say dmy or mdy, and the others "
    "will be refused",
    "order_differs": "the dates are said to be %s, which %s of %s cannot be: those will be refused",
    "decimal": "a number such as %s is thousands or thousandths: say point or comma, whichever is "
    "the decimal mark",
    "decimal_broken": "some numbers have a decimal point and some a decimal comma: say which, and "
    "the others will be refused",
    "decimal_differs": "%s of %s numbers do not have the decimal mark that is said: those will be "
    "refused",
    "clock": "a length of time such as %s is minutes and seconds or hours and minutes: say m:s or "
    "h:m",
    "thousands": "a number such as %s is read as thousands: %s has no thousandths",
    "currency_differs": "%s of %s amounts state another currency than the table: their own counts",
    "calendar": "the years are not Gregorian: say hijri, jalali or kurdish",
    "hijri": "Hijri days are not certain; mostly the month is kept",
    "short_years": "years have two digits; such dates will be refused",
    "not_unique": "the same id stands in several rows, so it is not the person's: kept as a note",
    "counts_in_file": "its numbers are as small as a list's own count, so they tell people apart in"
    " this file alone",
    "nothing": "nothing in this table would be used: say what at least one column means",
    "counts_rows": "it only counts the rows, so it is left out",
    "two_names": "two columns are both likely to be %s",
    "of_party": "it stands just after the name in %s, so it may be that person's",
    "whose": "the table names two people, and nothing tells whose it is",
    "whose_of": "it may be of whom the column %s names",
    "may_identify": "its values may be a phone, document, account or device, and the header does "
    "not surely say which",
    "likeliest_note": "it is most likely nothing that a record has a field for, so it is kept as a "
    "note",
    "reference": "it may be the reference of the payment or of the person",
    "no_place": "a row of this table has no property for it, so it is kept as a note",
    "identifier": "an identifier is taken only where header and values agree",
    "new": "this column is new since the last file of this source",
    "gone": "the last file of this source had a column %s, which is not there now",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One reason or doubt: a key of `EVIDENCE` or `DOUBTS`, and what its text is filled with."""

    code: str
    filled: tuple[str, ...] = ()

    def text(self) -> str:
        """The remark in English."""
        words = EVIDENCE.get(self.code) or DOUBTS[self.code]
        return words % self.filled if self.filled else words


@dataclass(frozen=True, slots=True)
class Options:
    """How a column's values are to be read; empty where there is nothing to say.

    `order`, `calendar`, `factor`, `decimal`, `clock` as in `cleaning.Reading`; `currency` is ISO
    4217.
    """

    order: str = ""
    calendar: str = ""
    currency: str = ""
    factor: int = 1
    decimal: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """One column.

    Attributes:
        column: its header.
        target: what it becomes: ``birthDate``, ``father.phone``, ``passenger 2.name``, ``notes``,
            ``ignore``, ``id``; where unsure, the best guess, or empty.
        concept: the meaning behind it; empty where a person said the target.
        role: whose it is; empty for the main entity; `number` of several.
        confidence: 0-1, see `columns`.
        state: `SURE`, `UNSURE`, `KEPT` or `SAID`.
        evidence: what speaks for it.
        doubts: what speaks against, or is not known.
        examples: up to five different values.
        alternatives: other targets, likeliest first.
        language: of the header, ISO 639-3; empty if unknown.
        options: how its values are read.
    """

    column: str
    target: str
    concept: str = ""
    role: str = ""
    number: int = 0
    confidence: float = 0.0
    state: str = UNSURE
    evidence: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    examples: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    language: str = ""
    options: Options = field(default_factory=Options)

    def doubted(self, code: str, *filled: str, stops: bool = False) -> "ColumnProposal":
        """The same with one more doubt; with `stops`, it is no longer sure."""
        state = UNSURE if stops and self.state == SURE else self.state
        return replace(self, doubts=(*self.doubts, Remark(code, filled)), state=state)

    def as_data(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        options = {
            name: getattr(self.options, name)
            for name in ("order", "calendar", "currency", "factor", "decimal", "clock")
            if getattr(self.options, name) not in ("", 1)
        }
        return {
            "column": self.column,
            "target": self.target,
            "state": self.state,
            "confidence": round(self.confidence, 3),
            "evidence": [remark.text() for remark in self.evidence],
            "doubts": [remark.text() for remark in self.doubts],
            "examples": list(self.examples),
            "alternatives": list(self.alternatives),
            **({"reading": options} if options else {}),
        }


@dataclass(frozen=True, slots=True)
class TableProposal:
    """One table: what each row is about, and its columns in order.

    `kind` is ``people``, ``payments``, ``calls``, ``vehicles`` or ``seizures``; `layout` is the
    table's part of a layout, None while a column is unsure; `long` the columns of key and value of
    a long table; `older` the entities of the last file's layout, by which ids are made as before.
    """

    sheet: str
    kind: str
    columns: tuple[ColumnProposal, ...]
    header: tuple[str, ...] = ()
    layout: Mapping[str, Any] | None = None
    long: tuple[str, str] | None = None
    doubts: tuple[Remark, ...] = ()
    older: Mapping[str, Any] | None = None

    @property
    def unsure(self) -> tuple[ColumnProposal, ...]:
        """The columns that somebody must decide."""
        return tuple(one for one in self.columns if one.state == UNSURE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """All tables of a file."""

    file: str
    tables: tuple[TableProposal, ...]

    @property
    def unsure(self) -> tuple[tuple[TableProposal, ColumnProposal], ...]:
        """The columns that somebody must decide, with their tables."""
        return tuple((table, one) for table in self.tables for one in table.unsure)

    def layout_data(self) -> dict[str, Any] | None:
        """The layout that the proposal makes, as ``--mapping`` takes it; None while unsure."""
        tables: Sequence[Any] = [table.layout for table in self.tables]
        if not tables or any(table is None for table in tables):
            return None
        return {"name": "proposed", "title": f"proposed for {self.file}", "tables": list(tables)}

    def as_data(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "file": self.file,
            "sure": not self.unsure,
            "tables": [
                {
                    "sheet": table.sheet,
                    "kind": table.kind,
                    "doubts": [remark.text() for remark in table.doubts],
                    "columns": [one.as_data() for one in table.columns],
                }
                for table in self.tables
            ],
            "mapping": self.layout_data(),
        }
