"""Everything that is known of an activity and has a place in aid data, before any rule is asked."""

from collections.abc import Iterable

from hawkari.desks.programme.iati_out.values import Activity
from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.desks.programme.services.access import known_items
from hawkari.desks.programme.services.publish_details import (
    identifiers,
    newest_details,
    publisher_of,
)
from hawkari.desks.programme.services.publish_money import money_of
from hawkari.desks.programme.services.publish_results import results_of
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.errors import BadInput
from hawkari.evidence.access import Access

__all__ = ["chosen", "material_of"]

PARENT, CHILD = "1", "2"


def chosen(access: Access, references: Iterable[str]) -> list[RegisterItem]:
    """The activities of these references, in the register's order.

    Raises:
        NotFound: if one is no activity that the reader may know of.
        BadInput: if none is chosen.
    """
    asked = {one.replace("\0", "") for one in references}
    if not asked:
        raise BadInput("no activity is chosen", "Choose at least one.", where=("activities",))
    found = list(known_items(access).filter(kind=ItemKind.ACTIVITY, reference__in=asked))
    if missing := asked - {one.reference for one in found}:
        raise NotFound("activity", min(missing))
    return found


def material_of(access: Access, items: Iterable[RegisterItem]) -> dict[int, Activity]:
    """What is known of each activity, by its key; nothing of it has passed a rule yet.

    Raises:
        BadInput: if nobody said under which identifier the agency publishes.
    """
    listed = list(items)
    named = identifiers(access, listed)
    publisher = publisher_of(access)
    if publisher is None:  # `identifiers` has refused already.
        raise BadInput("nobody said under which identifier this agency publishes")
    stated = newest_details(listed)
    budgets, transactions = money_of(access, listed)
    results = results_of(access, listed)
    return {
        one.pk: Activity(
            reference=one.reference,
            identifier=named[one.pk],
            publisher=publisher,
            details=stated[one.pk].details,
            budgets=budgets.get(one.pk, ()),
            transactions=transactions.get(one.pk, ()),
            results=results.get(one.pk, ()),
            related=_related(one, listed, named),
        )
        for one in listed
    }


def _related(
    item: RegisterItem, published: Iterable[RegisterItem], named: dict[int, str]
) -> tuple[tuple[str, str], ...]:
    """Ties to what is published in the same file; no other activity is mentioned."""
    parent = [(PARENT, named[item.parent_id])] if item.parent_id in named else []
    children = [(CHILD, named[one.pk]) for one in published if one.parent_id == item.pk]
    return (*parent, *children)
