"""From other schemes to 3x5x2: as the data say, the lowest they allow, never upwards.

Only 5x5x5 is converted (our proposal: no official table was found). Europol's and Admiralty codes
are shown beside the lowest honest 3x5x2 grade, ``2D``: untested, not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hawkari.errors import BadInput
from hawkari.evidence.grading.codes import (
    Grade,
    HandlingCode,
    IntelligenceAssessment,
    SourceEvaluation,
)
from hawkari.evidence.grading.schemes import Use, scheme

__all__ = ["NOT_CONVERTED", "Converted", "Ruling", "converted", "is_raised", "options"]

NOT_CONVERTED = Grade(SourceEvaluation.UNTESTED, IntelligenceAssessment.NOT_KNOWN)
"""The grade beside codes that are not converted: it claims nothing."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the table allows for one code: `codes` of 3x5x2, highest first; a condition's words."""

    part: str
    codes: tuple[str, ...]
    condition: str = ""

    @property
    def lowest(self) -> str:
        """What holds until a named analyst chooses."""
        return self.codes[-1]


@dataclass(frozen=True, slots=True)
class Converted:
    """A 3x5x2 grade made from another scheme's codes.

    Attributes:
        grade: the lowest that the table allows.
        handling: None where the scheme has no handling code, or none was given.
        condition: the old rule's words, where handling became C.
        is_open: whether a named analyst may still choose a higher grade, with a reason.
        was_converted: false where the scheme is only shown beside.
    """

    grade: Grade
    handling: HandlingCode | None = None
    condition: str = ""
    is_open: bool = False
    was_converted: bool = True


def options(scheme_id: str, part: str, code: str) -> Ruling:
    """What the conversion table allows for one code.

    Raises:
        BadInput: if the scheme, the part or the code is not known, or the scheme has no table.
    """
    source = scheme(scheme_id)
    table = source.data.get("conversion")
    if table is None:
        raise BadInput(f"{scheme_id} is not converted", "Give a 3x5x2 grade beside it.")
    known = source.read(part, code).code
    row = table["parts"][part]
    ruling = row["codes"][known]
    return Ruling(row["to"], tuple(ruling["to"]), ruling.get("condition", ""))


def converted(scheme_id: str, codes: Mapping[str, str]) -> Converted:
    """The 3x5x2 grade of codes of another scheme.

    Args:
        scheme_id: of any scheme but 3x5x2.
        codes: part to code, as the scheme's own data name them. A part that is missing counts as
            not judged.

    Raises:
        BadInput: if a code is not known.
    """
    if scheme(scheme_id).use is not Use.IMPORT:
        for part, code in codes.items():
            scheme(scheme_id).read(part, code)
        return Converted(NOT_CONVERTED, was_converted=False)
    rulings = {one.part: one for one in (options(scheme_id, *item) for item in codes.items())}
    source, intelligence = rulings.get("source"), rulings.get("intelligence")
    handling = rulings.get("handling")
    return Converted(
        Grade(
            SourceEvaluation(source.lowest) if source else NOT_CONVERTED.source,
            IntelligenceAssessment(intelligence.lowest)
            if intelligence
            else NOT_CONVERTED.intelligence,
        ),
        HandlingCode(handling.lowest) if handling else None,
        handling.condition if handling else "",
        is_open=any(len(one.codes) > 1 for one in rulings.values()),
    )


def is_raised(before: Grade, after: Grade) -> bool:
    """Whether a grade stands higher than another in either part.

    For this check only, 1 > 2 > 3 and A > B > C > D > E: a rise needs a named analyst and a
    reason. The order is in the data (``uk-5x5x5.json``), and means nothing else.
    """
    order = scheme("uk-5x5x5").data["conversion"]["order"]
    places = (
        (order["source"], before.source.value, after.source.value),
        (order["intelligence"], before.intelligence.value, after.intelligence.value),
    )
    return any(codes.index(new) < codes.index(old) for codes, old, new in places)
