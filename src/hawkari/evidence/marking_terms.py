"""A marking as a loader or a person gives it: values only, without the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hawkari.evidence.grading.codes import Grade, HandlingCode

__all__ = ["Condition", "MarkingTerms", "as_text"]


@dataclass(frozen=True, slots=True)
class Condition:
    """The words under which values of handling C may be shared.

    Attributes:
        text: the words; never empty.
        agencies: slugs of the agencies that satisfy it; with none, only the originator sees them.
        until: last day on which it holds; None for no end.
        purposes: kinds of purpose it is for, values of `PurposeKind`; none for any.
        consult_originator: whether the originator must agree first, for each agency.
        code: the agency's own code for it; empty if none.
        users: user names of people who satisfy it by themselves.
    """

    text: str
    agencies: tuple[str, ...] = ()
    until: date | None = None
    purposes: tuple[str, ...] = ()
    consult_originator: bool = False
    code: str = ""
    users: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkingTerms:
    """A marking as a loader or a person gives it. Equal terms are the same marking.

    Attributes:
        grade: 3x5x2 source evaluation and intelligence assessment, as given or converted.
        handling: ``P``, or ``C`` with a condition.
        condition: the words of a C; None for P.
        originals: ``{scheme: {part: code}}`` as given, where it was not 3x5x2.
        europol: Europol handling codes, any order.
        europol_text: the words of H3.
        tlp: a TLP 2.0 code, or nothing.
        pap: a PAP code, or nothing.
        gsc: a government security classification, or nothing.
    """

    grade: Grade
    handling: HandlingCode
    condition: Condition | None = None
    originals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    europol: tuple[str, ...] = ()
    europol_text: str = ""
    tlp: str = ""
    pap: str = ""
    gsc: str = ""

    def same_as(self) -> str:
        """Text that is equal for equal terms and for no others, to keep them by."""
        return as_text(
            {
                "grade": str(self.grade),
                "handling": self.handling.value,
                "condition": repr(self.condition),
                "originals": {scheme: dict(parts) for scheme, parts in self.originals.items()},
                "europol": sorted(set(self.europol)),
                "europol_text": self.europol_text,
                "tlp": self.tlp,
                "pap": self.pap,
                "gsc": self.gsc,
            }
        )


def as_text(value: Mapping[str, object]) -> str:
    """Plain data as text that is equal for equal data: JSON, keys sorted, no blanks."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
