"""The restrictions of what is derived from several values: the union of theirs.

A score, a chart or a sentence of a brief may be seen and passed on only as all of its statements
may. For deciding, ask `may_release_all` or `readable` for each marking; this is for showing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hawkari.evidence.grading.codes import (
    Classification,
    HandlingCode,
    PermissibleActions,
    TrafficLight,
)
from hawkari.evidence.grading.values import ConditionValue, MarkingValue

__all__ = ["Restrictions", "strictest", "union"]

HANDLING = tuple(HandlingCode)[::-1]
LIGHTS = tuple(TrafficLight)
ACTIONS = tuple(PermissibleActions)
LEVELS = tuple(Classification)[::-1]


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Everything that restricts a derived thing.

    Attributes:
        handling: C if any of its statements has C.
        conditions: each condition once, in the order they come.
        europol: every Europol code of any statement.
        europol_texts: the words of every H3, each once.
        tlp, pap, gsc: the strictest of any statement; empty where none has one.
        markings: the markings it comes from, each once.
    """

    handling: str
    conditions: tuple[ConditionValue, ...]
    europol: frozenset[str]
    europol_texts: tuple[str, ...]
    tlp: str
    pap: str
    gsc: str
    markings: tuple[MarkingValue, ...]


def union(markings: Iterable[MarkingValue]) -> Restrictions:
    """The union of some markings' restrictions. Order does not matter but for the words' order."""
    listed = tuple(dict.fromkeys(markings))
    return Restrictions(
        handling=strictest((one.handling for one in listed), HANDLING),
        conditions=tuple(dict.fromkeys(one.condition for one in listed if one.condition)),
        europol=frozenset().union(*(one.europol for one in listed)),
        europol_texts=tuple(dict.fromkeys(one.europol_text for one in listed if one.europol_text)),
        tlp=strictest((one.tlp for one in listed), LIGHTS),
        pap=strictest((one.pap for one in listed), ACTIONS),
        gsc=strictest((one.gsc for one in listed), LEVELS),
        markings=listed,
    )


def strictest(codes: Iterable[str], order: Sequence[str]) -> str:
    """The strictest of some codes; an unknown one is stricter than all.

    Args:
        codes: empty ones, which restrict nothing, are passed over.
        order: the known codes, the strictest first.
    """
    given = [code for code in codes if code]
    unknown = sorted(set(given) - set(order))
    if unknown:
        return unknown[0]
    return min(given, key=order.index, default="")
