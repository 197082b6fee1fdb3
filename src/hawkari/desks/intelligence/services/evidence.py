"""The statements behind a tie: why is this line here."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.intelligence.services.networks import Filters, Whole, whole
from hawkari.desks.intelligence.values import ChartTie, strictest
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.entities import EntityNotFound, EntityView, ValueView, entities_of
from hawkari.evidence.entities.values import value_views
from hawkari.evidence.identities import log_ids

__all__ = ["BehindTie", "TiePage", "statements_behind", "tie_between"]

CHUNK = 500
# A call record has a handful of statements; hundreds of calls are a table for another program.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class BehindTie:
    """One kind of tie with the statements it rests on, at most `SHOWN`, and how many there are."""

    tie: ChartTie
    statements: tuple[ValueView, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TiePage:
    """Why two entities are tied."""

    left: EntityView
    right: EntityView
    ties: tuple[BehindTie, ...]
    handling: str


def statements_behind(access: Access, statement_ids: Collection[int]) -> dict[int, ValueView]:
    """Visible statements by number; audited once. One query for each `CHUNK` of them.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        found = {view.statement_id: view for view in _views(access, statement_ids)}
        audit.record(
            Act.CONSULT,
            access=access,
            objects=log_ids(sorted({view.entity_id for view in found.values()})),
            count=len(found),
            detail={"what": "statements behind ties"},
        )
    return found


def _views(access: Access, statement_ids: Collection[int]) -> Iterator[ValueView]:
    for chunk in _chunks(sorted(set(statement_ids))):
        yield from value_views(visible_to(access).filter(pk__in=chunk))


def tie_between(access: Access, left: str, right: str) -> TiePage:
    """The ties of two entities with their statements, most recent kinds by name.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if one of them, or any tie between them, is unknown or hidden.
    """
    network = whole(access, Filters(focus=left, hops=1))
    views = entities_of(access, [left, right])
    if left not in views or right not in views:
        raise EntityNotFound(right if left in views else left)
    ends = (views[left], views[right])
    ties = _ties(network, ends)
    if not ties:
        raise EntityNotFound(f"{left} ~ {right}")
    wanted = {tie.kind: tie.statements[:SHOWN] for tie in ties}
    behind = statements_behind(access, [one for listed in wanted.values() for one in listed])
    shown = tuple(
        BehindTie(
            tie,
            tuple(behind[one] for one in wanted[tie.kind] if one in behind),
            len(tie.statements),
        )
        for tie in ties
    )
    return TiePage(*ends, shown, strictest([tie.handling for tie in ties]))


def _ties(network: Whole, ends: tuple[EntityView, EntityView]) -> tuple[ChartTie, ...]:
    low, high = sorted(end.canonical_id for end in ends)
    return network.edges.get((low, high), ())


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
