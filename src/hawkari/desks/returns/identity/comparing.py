"""Two records side by side, each field with what was found."""

from dataclasses import dataclass
from enum import StrEnum

from hawkari.desks.returns.identity.dates import compare_dates
from hawkari.desks.returns.identity.numbers import compare_numbers
from hawkari.desks.returns.identity.records import FIELDS, Record
from hawkari.engines import names

__all__ = ["Row", "Verdict", "compare_records"]

NAMES = frozenset({"full_name", "other_name", "father_name", "grandfather_name", "mother_name"})


class Verdict(StrEnum):
    """What was found of one field. ``one side`` and ``unknown`` say nothing for or against."""

    SAME = "same"
    NEAR = "near"
    DIFFERENT = "different"
    ONE_SIDE = "one side"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both records.

    Attributes:
        field: its name.
        ours: as we hold it.
        theirs: as they hold it.
        verdict: what was found.
        reasons: codes of `compare_dates` and `compare_numbers`; ``other_script`` and
            ``words_missing`` of names; ``other_document`` where the numbers are of two kinds.
        explained: of names, word by word; None elsewhere.
    """

    field: str
    ours: str
    theirs: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    explained: names.Explanation | None = None


def compare_records(ours: Record, theirs: Record) -> tuple[Row, ...]:
    """Every field of two records, in the order of `FIELDS`; there is no total."""
    return tuple(_row(name, ours, theirs) for name in FIELDS)


def _row(name: str, ours: Record, theirs: Record) -> Row:
    a, b = getattr(ours, name).strip(), getattr(theirs, name).strip()
    if not a or not b:
        return Row(name, a, b, Verdict.ONE_SIDE if a or b else Verdict.UNKNOWN)
    if name in NAMES:
        return _names(name, a, b)
    if name == "born":
        found, reasons = compare_dates(a, b)
    elif name == "document_number":
        found, reasons = _numbers(ours, theirs)
    else:
        found, reasons = ("same" if a.casefold() == b.casefold() else "different"), ()
    return Row(name, a, b, Verdict(found), reasons)


def _numbers(ours: Record, theirs: Record) -> tuple[str, tuple[str, ...]]:
    """Numbers of two kinds of document cannot agree, and that says nothing against."""
    kinds = {ours.document_kind, theirs.document_kind} - {""}
    if len(kinds) == 2:
        return "unknown", ("other_document",)
    return compare_numbers(ours.document_number, theirs.document_number)


def _names(field: str, a: str, b: str) -> Row:
    found = names.explain(a, b)
    near = {names.Closeness.SAME, names.Closeness.NEAR, names.Closeness.SHORT_FORM}
    met = [one.closeness for one in found.matches]
    lone = bool(found.missing_a or found.missing_b)
    if not met or any(one not in near for one in met):
        verdict = Verdict.DIFFERENT
    elif lone or any(one is not names.Closeness.SAME for one in met):
        verdict = Verdict.NEAR
    else:
        verdict = Verdict.SAME
    scripts = {names.script_of(one) for one in (a, b)}
    reasons = [
        *(["other_script"] if len(scripts) == 2 else []),
        *(["words_missing"] if lone else []),
    ]
    return Row(field, a, b, verdict, tuple(reasons), found)
