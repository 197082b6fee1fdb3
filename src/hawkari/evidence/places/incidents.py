"""Public incidents on the map: where people died or went missing, as far as it became known."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.entities.links import Fact, handling_of
from hawkari.evidence.entities.ties import facts_of
from hawkari.evidence.models import Act
from hawkari.evidence.places.reading import ADDRESS_PROPS, spots_of

__all__ = ["INCIDENT", "IncidentSpot", "Incidents", "public_incidents"]

INCIDENT = "missing migrants"
"""The keyword by which a layout of public incidents marks its events."""
MONTH = len("2026-03")


@dataclass(frozen=True, slots=True)
class IncidentSpot:
    """A tenth of a degree of the map, and how many incidents it has."""

    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True, slots=True)
class Incidents:
    """Incidents in a period.

    Attributes:
        spots: where, most first.
        months: how many in each month that has any, newest first; empty text for undated ones.
        unplaced: how many have no position.
        handling: ``C`` if any statement behind these counts is of handling C, else ``P``.
    """

    spots: tuple[IncidentSpot, ...]
    months: tuple[tuple[str, int], ...]
    unplaced: int
    handling: str

    @property
    def total(self) -> int:
        """All incidents."""
        return sum(count for _, count in self.months)


def public_incidents(access: Access, *, begin: str = "", end: str = "") -> Incidents:
    """The public incidents that a reader may see.

    Args:
        access: who asks; the look is audited.
        begin: ISO day; leave out what was before it, and what has no date. Empty for none.
        end: ISO day; leave out what was after it, and what has no date. Empty for none.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        found = _found(access, begin, end)
        audit.record(
            Act.CONSULT, access=access, count=found.total, detail={"what": "public incidents"}
        )
    return found


def _found(access: Access, begin: str, end: str) -> Incidents:
    marked = facts_of(visible_to(access).filter(schema="Event", prop="keywords", value=INCIDENT))
    ids = sorted({fact.entity_id for fact in marked})
    own = visible_to(access).filter(entity_id__in=in_list(ids))
    facts = facts_of(own.filter(prop__in=("date", "addressEntity")))
    # Of several dates of an incident the first counts, whatever order they are read in.
    facts.sort(key=lambda fact: fact.value, reverse=True)
    dates = {fact.entity_id: fact.value for fact in facts if fact.prop == "date"}
    kept = {one for one in ids if _within(dates.get(one, ""), begin, end)}
    used = [fact for fact in (*marked, *facts) if fact.entity_id in kept]
    referring = {fact.entity_id: fact.value for fact in used if fact.prop == "addressEntity"}
    addresses = _addresses(access, referring.values())
    spots = spots_of(addresses)
    counts = Counter(
        (round(spots[address].latitude, 1), round(spots[address].longitude, 1))
        for address in referring.values()
        if address in spots
    )
    months = Counter(dates.get(one, "")[:MONTH] for one in kept)
    return Incidents(
        spots=tuple(IncidentSpot(*spot, count) for spot, count in counts.most_common()),
        months=tuple(sorted(months.items(), reverse=True)),
        unplaced=len(kept) - counts.total(),
        handling=handling_of((*used, *addresses)),
    )


def _within(date: str, begin: str, end: str) -> bool:
    if not begin and not end:
        return True
    return bool(date) and date >= begin[: len(date)] and (not end or date <= end[: len(date)])


def _addresses(access: Access, ids: Iterable[str]) -> list[Fact]:
    there = visible_to(access).filter(entity_id__in=in_list(sorted(set(ids))))
    return facts_of(there.filter(prop__in=ADDRESS_PROPS))
