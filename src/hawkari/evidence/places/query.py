"""Which places are stated of some people and things, as one viewer may see it."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.entities.links import Fact
from hawkari.evidence.entities.ties import facts_of
from hawkari.evidence.identities import clusters_of, stated_ids
from hawkari.evidence.models import Act
from hawkari.evidence.places.reading import (
    ADDRESS_PROPS,
    EVENT_PROPS,
    EVENTS,
    LOCATED_BY,
    OWN_PROPS,
    mentions_in,
)
from hawkari.evidence.places.values import Mention
from hawkari.evidence.search_keys import entity_key

__all__ = ["stated_places"]


def stated_places(access: Access, canonical_ids: Collection[str]) -> list[Mention]:
    """Where some people and things were born, live, went and were.

    A handful of queries, whatever the number of entities.

    Args:
        access: who asks; the look is audited.
        canonical_ids: or ids as stated; those unknown or hidden are left out.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        clusters = clusters_of(access, stated_ids(canonical_ids).values())
        members = sorted(clusters.head)
        own = _own(access, members)
        events = _events(access, members)
        addresses = _addresses(access, [*own, *events])
        found = mentions_in(own, events, addresses, head=clusters.head)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=sorted({one.who for one in found}),
            count=len(found),
            detail={"what": "places"},
        )
    return found


def _own(access: Access, members: Collection[str]) -> list[Fact]:
    there = visible_to(access).filter(entity_id__in=in_list(members), prop__in=OWN_PROPS)
    # A trip that stands on a chart of its own is read as one, below.
    return facts_of(there.exclude(schema__in=EVENTS))


def _events(access: Access, members: Collection[str]) -> list[Fact]:
    """The facts of the trips and events that refer to any of these."""
    keys = sorted({entity_key(one) for one in members})
    referring = visible_to(access).filter(
        schema__in=EVENTS, prop_type="entity", search_keys__key__in=in_list(keys)
    )
    ids = sorted(set(referring.values_list("entity_id", flat=True).distinct()))
    whole = visible_to(access).filter(entity_id__in=in_list(ids))
    return facts_of(whole.filter(Q(prop__in=EVENT_PROPS) | Q(prop_type="entity")))


def _addresses(access: Access, referring: Iterable[Fact]) -> list[Fact]:
    ids = sorted({fact.value for fact in referring if fact.prop in LOCATED_BY})
    there = visible_to(access).filter(entity_id__in=in_list(ids), prop__in=ADDRESS_PROPS)
    return facts_of(there)
