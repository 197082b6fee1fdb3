"""Whether another marking would let more people have a value, or do more with it."""

from hawkari.evidence.grading.codes import HandlingCode
from hawkari.evidence.grading.union import ACTIONS, LEVELS, LIGHTS
from hawkari.evidence.marking_terms import MarkingTerms

__all__ = ["loosened"]


def loosened(before: MarkingTerms, after: MarkingTerms) -> tuple[str, ...]:
    """What of a marking's restrictions would be looser; source and intelligence do not count.

    A condition that differs in anything counts as looser: whether other words ask for less is for
    their originator to say. A condition that is new, where there was none, does not.

    Returns:
        Names of the parts, in the order of a marking; empty if none.
    """
    checks = (
        ("handling", (before.handling, after.handling) == (HandlingCode.CONDITIONS, "P")),
        ("condition", before.condition is not None and before.condition != after.condition),
        ("europol", not set(before.europol) <= set(after.europol)),
        ("europol_text", before.europol_text not in ("", after.europol_text)),
        ("tlp", _is_looser(before.tlp, after.tlp, LIGHTS)),
        ("pap", _is_looser(before.pap, after.pap, ACTIONS)),
        ("gsc", _is_looser(before.gsc, after.gsc, LEVELS)),
    )
    return tuple(name for name, is_looser in checks if is_looser)


def _is_looser(before: str, after: str, order: tuple[str, ...]) -> bool:
    """Whether a code is looser than another; none is loosest, an unknown one strictest."""
    return _place(after, order) > _place(before, order)


def _place(code: str, order: tuple[str, ...]) -> int:
    if not code:
        return len(order)
    return order.index(code) if code in order else -1
