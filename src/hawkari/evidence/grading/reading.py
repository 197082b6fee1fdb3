"""Whether one reader may see a value under its marking: the rules of the one door, as a function.

`hawkari.evidence.access` asks this once a marking and turns the answers into a filter, so that
what it hides is not found and not counted. Whatever is not known denies. Our rules, in words in
``docs/reference/grading.md``; not legal advice; verified by: nobody yet.
"""

from dataclasses import dataclass
from datetime import date

from hawkari.evidence.grading.codes import (
    Classification,
    EuropolHandling,
    HandlingCode,
    TrafficLight,
)
from hawkari.evidence.grading.known import unknown_codes
from hawkari.evidence.grading.reasons import Decision, decided
from hawkari.evidence.grading.values import ConditionValue, MarkingValue, Ref

__all__ = ["CEILING", "CRIME", "Reader", "above_ceiling", "readable"]

CRIME = frozenset({"crime"})
"""Kinds of purpose that are to prevent and combat crime, as H0 asks."""

CEILING = Classification.OFFICIAL_SENSITIVE.value
LEVELS = tuple(level.value for level in Classification)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, for what, on which day.

    Attributes:
        agency, user: who.
        partners: the agencies that take part in the operation.
        purpose: the kind of purpose of the operation, e.g. ``crime``.
        today: the day that conditions are judged on.
        ceiling: the highest classification that this installation shows.
    """

    agency: Ref
    user: Ref
    partners: frozenset[Ref]
    purpose: str
    today: date
    ceiling: str = CEILING


def readable(marking: MarkingValue, reader: Reader, *, originator: Ref) -> Decision:
    """Whether the reader may see values under the marking.

    Args:
        marking: of the values.
        reader: who asks.
        originator: the agency whose values they are; its own people always see them.

    Returns:
        The decision with every failing rule; `notices` holds the words of H3, which must be shown
        beside the value.
    """
    notices = (marking.europol_text,) if marking.europol_text else ()
    if reader.agency == originator:
        return Decision(allowed=True, notices=notices)
    causes = [
        *unknown_codes(marking),
        *_handling(marking, reader),
        *_europol(marking, reader.purpose),
        *_traffic_light(marking, reader),
    ]
    if marking.gsc in LEVELS and above_ceiling(marking.gsc, reader.ceiling):
        causes.append("gsc-ceiling")
    return decided(causes, notices=notices)


def above_ceiling(level: str, ceiling: str) -> bool:
    """Whether a known classification is above a ceiling; an unknown ceiling is below all."""
    return ceiling not in LEVELS or LEVELS.index(level) > LEVELS.index(ceiling)


def _handling(marking: MarkingValue, reader: Reader) -> list[str]:
    condition = marking.condition
    if marking.handling != HandlingCode.CONDITIONS:
        return []
    if condition is None:
        return ["condition-missing"]
    causes = []
    if condition.expires is not None and condition.expires < reader.today:
        causes.append("condition-lapsed")
    if not condition.names(reader.agency, (reader.user,)):
        causes.append("condition-not-named")
    if condition.purposes and reader.purpose not in condition.purposes:
        causes.append("condition-purpose")
    if condition.must_consult and reader.agency not in condition.satisfied_for:
        causes.append("condition-consult")
    return causes


def _europol(marking: MarkingValue, purpose: str) -> list[str]:
    if EuropolHandling.CRIME_ONLY in marking.europol and purpose not in CRIME:
        return ["europol-h0"]
    return []


def _traffic_light(marking: MarkingValue, reader: Reader) -> list[str]:
    condition = marking.condition or ConditionValue("")
    named = reader.agency in condition.agencies
    partner = reader.agency in reader.partners
    shared = marking.handling == HandlingCode.PERMITTED and partner
    match marking.tlp:
        case TrafficLight.RED:
            return [] if reader.user in condition.users else ["tlp-red"]
        case TrafficLight.AMBER_STRICT:
            return [] if named else ["tlp-amber-strict"]
        case TrafficLight.AMBER:
            return [] if named or shared else ["tlp-amber"]
        case TrafficLight.GREEN:
            return [] if partner else ["tlp-green"]
        case _:
            return []
