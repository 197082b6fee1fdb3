"""Search, as the page shows it."""

from dataclasses import dataclass

from hawkari.desks.intelligence.languages import is_right_to_left
from hawkari.engines import names
from hawkari.evidence.access import Access
from hawkari.evidence.entities import SearchHit, search

__all__ = ["LIMIT", "LIMIT_TYPED", "SearchResult", "find", "spellings"]

LIMIT = 20
LIMIT_TYPED = 8
# Letters or digits: of a query that is sent, and of what a box holds while somebody types.
# Arabic script writes no short vowels, so two of its letters say as much as three Latin ones.
SHORTEST, SHORTEST_TYPED, SHORTEST_ARABIC = 2, 3, 2


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits of a query, and which of the page's states it is in.

    Attributes:
        query: as asked, without blanks around it.
        hits: best first, at most `LIMIT`.
        state: ``empty`` (nothing asked), ``short`` (too short to search), ``none`` or ``found``.
        is_cut: whether there may be more hits than are shown.
        least: letters or digits that a query of its script must have.
    """

    query: str
    hits: tuple[SearchHit, ...]
    state: str
    is_cut: bool = False
    least: int = SHORTEST


def find(access: Access, query: str, *, limit: int = LIMIT, as_typed: bool = False) -> SearchResult:
    """Entities that a query may mean: a name in any script, a phone number, a document.

    A query of too few letters or digits is not run, and not audited: two, or three of Latin script
    while somebody is typing.

    Args:
        access: who asks.
        query: see `hawkari.evidence.entities.search`.
        limit: at most so many hits.
        as_typed: whether it is asked while somebody is still typing.

    Raises:
        AccessDenied: if the role may not search; audited.
    """
    asked = query.strip()
    if not asked:
        return SearchResult("", (), "empty")
    typed = SHORTEST_ARABIC if is_right_to_left(asked) else SHORTEST_TYPED
    least = typed if as_typed else SHORTEST
    if sum(char.isalnum() for char in asked) < least:
        return SearchResult(asked, (), "short", least=least)
    hits = tuple(search(access, asked, limit=limit, as_typed=as_typed))
    return SearchResult(asked, hits, "found" if hits else "none", len(hits) == limit)


def spellings(query: str) -> tuple[names.Spelling, ...]:
    """How a name may be written in the other script, for whoever searches elsewhere as well.

    Returns:
        In Arabic script for a Latin name, and the other way round; none for what holds a digit.
    """
    if not query or any(char.isdigit() for char in query):
        return ()
    return names.arabic_spellings(query) or names.latin_spellings(query)
