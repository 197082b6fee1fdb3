"""UK 3x5x2 grades: source evaluation, intelligence assessment, handling code.

The three parts answer different questions and are kept as separate enums, never one number.
Wording as in the College of Policing APP "Intelligence management" page and police training
cards; the wording of the APP Intelligence Report itself was not read. Not legal advice;
verified by: nobody yet.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from hawkari.errors import BadInput

__all__ = ["Grade", "HandlingCode", "IntelligenceAssessment", "SourceEvaluation"]


class SourceEvaluation(StrEnum):
    """How reliable the source is."""

    RELIABLE = "1"
    UNTESTED = "2"
    NOT_RELIABLE = "3"


class IntelligenceAssessment(StrEnum):
    """How the source knows what it says."""

    KNOWN_DIRECTLY = "A"
    KNOWN_INDIRECTLY_CORROBORATED = "B"
    KNOWN_INDIRECTLY = "C"
    NOT_KNOWN = "D"
    SUSPECTED_FALSE = "E"


class HandlingCode(StrEnum):
    """Whether the value may be shared lawfully, and whether conditions apply."""

    PERMITTED = "P"
    CONDITIONS = "C"


@dataclass(frozen=True, slots=True)
class Grade:
    """Source evaluation and intelligence assessment of one statement, e.g. ``2D``."""

    source: SourceEvaluation
    intelligence: IntelligenceAssessment

    @classmethod
    def parse(cls, text: str) -> "Grade":
        """Read ``2D``, ``2 D`` or ``2d``.

        Raises:
            BadInput: if the text is not one digit 1-3 and one letter A-E; unknown codes are
                refused, never defaulted.
        """
        match = re.fullmatch(r"\s*([123])\s*([A-Ea-e])\s*", text)
        if match is None:
            raise BadInput(
                f"{text!r} is not a 3x5x2 grade",
                "Give a source evaluation 1-3 and an intelligence assessment A-E, such as 2D.",
            )
        return cls(SourceEvaluation(match[1]), IntelligenceAssessment(match[2].upper()))

    def __str__(self) -> str:
        return f"{self.source}{self.intelligence}"
