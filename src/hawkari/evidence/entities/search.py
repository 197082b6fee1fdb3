"""Search: a name in any script, the beginning of one, or an identifier in any format."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from hawkari.engines import names
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities.finding import (
    Found,
    How,
    find_beginnings,
    find_identifiers,
    find_names,
)
from hawkari.evidence.entities.profile import build_entities
from hawkari.evidence.entities.values import EntityView
from hawkari.evidence.identities import Clusters, clusters_of
from hawkari.evidence.models import Act

__all__ = ["SearchHit", "search"]

LONGEST_QUERY = 200
SURE = 0.5
RANK = {How.IDENTIFIER: 0, How.NAME: 1, How.BEGINNING: 2}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One entity that answers a query.

    Attributes:
        canonical_id, schema, caption, caption_romanised: as in `EntityView`.
        matched_name: the value that matched, as stated.
        matched_prop: its property.
        matched_source: slug of the source that states it.
        how: ``identifier``, ``name`` or ``beginning``.
        probability: 0-1, that query and value are one person's name; 1 for an identifier.
        pairs: words of the query beside the words of the value that they were matched with.
        agencies: slugs of the agencies that state something of the entity, sorted.
        is_protected: see `EntityView`.
    """

    canonical_id: str
    schema: str
    caption: str
    caption_romanised: str
    matched_name: str
    matched_prop: str
    matched_source: str
    how: str
    probability: float
    pairs: tuple[tuple[str, str], ...]
    agencies: tuple[str, ...]
    is_protected: bool

    @property
    def explanation(self) -> str:
        """Why this is a hit, in one line of English."""
        if self.how == How.IDENTIFIER:
            return f"{self.matched_prop} is the same"
        if self.how == How.BEGINNING:
            return "a word begins alike"
        return ", ".join(f"{left} ~ {right}" for left, right in self.pairs)


def search(
    access: Access, query: str, *, limit: int = 20, as_typed: bool = False
) -> list[SearchHit]:
    """Entities that a query may mean, best first: identifiers, then names, then beginnings.

    Only what this access may see is found, ranked or counted. The number of hits is audited, and
    the terms as keyed hashes. What is shown while somebody types has been seen like any other
    answer, so it is audited like one, marked as such.

    Args:
        access: who asks.
        query: a name in any script, or a phone number, document, account, address or user name in
            any format; cut at 200 characters. Empty finds nothing.
        limit: at most so many hits.
        as_typed: whether the query is what a box holds while somebody is still typing.

    Raises:
        AccessDenied: if the role may not search.
    """
    require(access, Action.SEARCH)
    terms = query.replace("\x00", "").strip()[:LONGEST_QUERY]
    if not terms:
        return []
    with transaction.atomic():
        found = [*find_identifiers(access, terms), *find_names(access, terms)]
        if len(found) < limit:
            found += find_beginnings(access, terms)
        hits = _hits(access, terms, _best(access, found, query=terms, limit=limit))
        audit.record(
            Act.SEARCH,
            access=access,
            objects=[hit.canonical_id for hit in hits],
            count=len(hits),
            detail={"terms": audit.term_hashes(terms)} | ({"as_typed": True} if as_typed else {}),
        )
    return hits


def _order(found: Found, query: str) -> tuple[bool, int, bool, float, str, str]:
    """Sure finds before unsure ones; then by how, the very words, probability and value."""
    unsure = found.how is not How.IDENTIFIER and found.probability < SURE
    # Among the unsure, a word that begins alike says more than a name that hardly matches.
    rank = -RANK[found.how] if unsure else RANK[found.how]
    other_words = found.value.casefold() != query.casefold()
    return (unsure, rank, other_words, -found.probability, found.value, found.entity_id)


def _best(access: Access, found: Iterable[Found], *, query: str, limit: int) -> dict[str, Found]:
    """The best find of each entity, by canonical id, best first."""
    best: dict[str, Found] = {}
    ranked = sorted(found, key=lambda one: _order(one, query))
    # Several finds lead to one entity: look at more than are wanted.
    shortlist = list(dict.fromkeys(one.entity_id for one in ranked))[: limit * 5]
    heads = clusters_of(access, shortlist).head
    for one in ranked:
        if one.entity_id in heads:
            best.setdefault(heads[one.entity_id], one)
    return dict(list(best.items())[:limit])


def _hits(access: Access, query: str, best: dict[str, Found]) -> list[SearchHit]:
    views = build_entities(access, _clusters(access, best))
    return [_hit(query, views[canonical], one) for canonical, one in best.items()]


def _clusters(access: Access, best: dict[str, Found]) -> Clusters:
    return clusters_of(access, [one.entity_id for one in best.values()])


def _hit(query: str, view: EntityView, found: Found) -> SearchHit:
    pairs: tuple[tuple[str, str], ...] = ()
    if found.how is How.NAME:
        aligned = names.compare(query, found.value).alignments
        pairs = tuple((one.token_a, one.token_b) for one in aligned)
    return SearchHit(
        canonical_id=view.canonical_id,
        schema=view.schema,
        caption=view.caption,
        caption_romanised=view.caption_romanised,
        matched_name=found.value,
        matched_prop=found.prop,
        matched_source=found.source,
        how=found.how.value,
        probability=found.probability,
        pairs=pairs,
        agencies=view.agencies,
        is_protected=view.is_protected,
    )
