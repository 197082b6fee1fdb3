"""Codes of the schemes that rules ask for, one enum a scheme, never one number.

The words, sources and everything else about them is data: ``resources/schemes/*.json``. Wording
of 3x5x2 as in the College of Policing APP "Intelligence management" page and police training
cards; the wording of the APP Intelligence Report itself was not read. Not legal advice; verified
by: nobody yet.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from hawkari.errors import BadInput

__all__ = [
    "Classification",
    "EuropolHandling",
    "Grade",
    "HandlingCode",
    "IntelligenceAssessment",
    "PermissibleActions",
    "SourceEvaluation",
    "TrafficLight",
]


class SourceEvaluation(StrEnum):
    """3x5x2: how reliable the source is."""

    RELIABLE = "1"
    UNTESTED = "2"
    NOT_RELIABLE = "3"


class IntelligenceAssessment(StrEnum):
    """3x5x2: how the source knows what it says."""

    KNOWN_DIRECTLY = "A"
    KNOWN_INDIRECTLY_CORROBORATED = "B"
    KNOWN_INDIRECTLY = "C"
    NOT_KNOWN = "D"
    SUSPECTED_FALSE = "E"


class HandlingCode(StrEnum):
    """3x5x2: whether the value may be shared lawfully, and whether conditions apply."""

    PERMITTED = "P"
    CONDITIONS = "C"


class EuropolHandling(StrEnum):
    """Europol handling codes; they combine to a set."""

    CRIME_ONLY = "H0"
    NOT_JUDICIAL = "H1"
    NOT_PASSED_ON = "H2"
    OTHER_RESTRICTIONS = "H3"


class TrafficLight(StrEnum):
    """TLP 2.0: who may have it."""

    RED = "RED"
    AMBER_STRICT = "AMBER+STRICT"
    AMBER = "AMBER"
    GREEN = "GREEN"
    CLEAR = "CLEAR"


class PermissibleActions(StrEnum):
    """PAP: what the recipient may do with it."""

    RED = "RED"
    AMBER = "AMBER"
    GREEN = "GREEN"
    CLEAR = "CLEAR"


class Classification(StrEnum):
    """UK GSC, as far as this system holds it: nothing above OFFICIAL-SENSITIVE is taken in."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, slots=True)
class Grade:
    """3x5x2 source evaluation and intelligence assessment of one statement, e.g. ``2D``."""

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
