"""Which sources, loads, holds and disposals of an operation somebody may know of, and decide on.

A partner's source is known to whoever may see a statement of it; a hold to whoever may see what it
is on; a disposal, whose values nobody sees any more, to the agency that decided on it and those
whose values it erased. Unknown and hidden are told apart by nobody.
"""

from django.db.models import Q, QuerySet

from hawkari.evidence.access import Access, visible_parts, visible_to
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.identities import clusters_of, stated_ids
from hawkari.evidence.models import Disposal, Hold, LoadPart, LoadRun, Source

__all__ = ["known_disposals", "known_holds", "known_loads", "known_sources", "placed_here"]


def known_loads(access: Access) -> QuerySet[LoadRun]:
    """The loads of the operation's sources that are the own agency's, or can be seen in part."""
    parts = LoadPart.objects.filter(pk__in=in_ids(sorted(visible_parts(access))))
    return LoadRun.objects.filter(
        Q(source__agency=access.user.agency_id) | Q(pk__in=parts.values("load")),
        source__agency__operations=access.operation,
    )


def known_sources(access: Access) -> QuerySet[Source]:
    """The operation's sources that are the own agency's, or can be seen in part."""
    own = Q(agency=access.user.agency_id)
    return Source.objects.filter(
        own | Q(pk__in=known_loads(access).values("source")), agency__operations=access.operation
    )


def known_holds(access: Access) -> QuerySet[Hold]:
    """The operation's holds, lifted ones too, that the own agency placed or sees the object of."""
    rows = Hold.objects.filter(operation=access.operation)
    listed = list(rows.filter(source=None, load=None))
    numbers = sorted({one.statement for one in listed if one.statement is not None})
    seen = set(visible_to(access).filter(pk__in=in_ids(numbers)).values_list("pk", flat=True))
    entities = stated_ids({one.entity for one in listed if one.entity})
    heads = clusters_of(access, entities.values()).head
    seen_ones = [
        one.pk for one in listed if one.statement in seen or entities.get(one.entity) in heads
    ]
    return rows.filter(
        Q(placed_by__agency=access.user.agency_id)
        | Q(source__in=known_sources(access).values("pk"))
        | Q(load__in=known_loads(access).values("pk"))
        | Q(pk__in=in_ids(seen_ones))
    )


def placed_here(access: Access, hold: Hold) -> bool:
    """Whether this agency may let a hold go: its own, or one of an agency that has left."""
    agency = hold.placed_by.agency_id
    takes_part = access.operation.agencies.filter(pk=agency or 0).exists()
    return agency == access.user.agency_id or not takes_part


def known_disposals(access: Access) -> QuerySet[Disposal]:
    """The operation's disposals that the own agency decided on, or that erased values of it."""
    agency = access.user.agency_id
    return Disposal.objects.filter(
        Q(requested_by__agency=agency)
        | Q(source__agency=agency)
        | Q(load__source__agency=agency)
        | Q(sources__agency=agency),
        operation=access.operation,
    ).distinct()
