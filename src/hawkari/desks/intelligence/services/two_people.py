"""Entities whose joining needs two people: marked with a reason, seen, and lifted with one."""

from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import EntityView
from hawkari.evidence.harm import HarmView, harms_of, lift_harm_mark, mark_harm, marks_of

__all__ = ["HarmView", "lift", "mark", "marks_on", "needs_two_people"]


def mark(access: Access, entity: str, *, reason: str) -> int:
    """Say that a wrong join of an entity would do harm; the number of the mark. Audited.

    What was joined stays joined. From now on nobody who works in the operation, and no rule in it,
    joins it alone; whoever works in other operations only is not told, and may.

    Raises:
        AccessDenied: if the role may not set categories, which is the same right; audited.
        Refused: without a reason.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.CATEGORIZE)
    if not reason.strip():
        raise Refused(RefusedBecause.NO_REASON)
    return mark_harm(access, entity, reason=reason).pk


def lift(access: Access, number: int, *, reason: str, entity: str = "") -> None:
    """Take a mark back; what was proposed meanwhile still awaits its second person. Audited.

    Args:
        access: who lifts it.
        number: of the mark.
        reason: why.
        entity: the entity on which it was shown; empty where it was named by its number alone.

    Raises:
        AccessDenied: if the role may not set categories; audited.
        Refused: without a reason.
        BadInput: if no such mark stands in the operation, on this entity.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.CATEGORIZE)
    if not reason.strip():
        raise Refused(RefusedBecause.NO_REASON)
    lift_harm_mark(access, number, reason=reason, entity=entity)


def marks_on(access: Access, *entities: EntityView) -> list[HarmView]:
    """The marks that stand on some entities, oldest first; not audited, for pages that are."""
    return marks_of(access, [one for view in entities for one in view.members])


def needs_two_people(access: Access, entity: EntityView) -> bool:
    """Whether joining an entity takes two people: by a mark, or by its subject category."""
    return bool(harms_of(access, entity.members))
