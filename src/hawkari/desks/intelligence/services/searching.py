"""Search, as the page shows it."""

from dataclasses import dataclass

from hawkari.engines import names
from hawkari.evidence.access import Access
from hawkari.evidence.entities import SearchHit, search

__all__ = ["LIMIT", "LIMIT_TYPED", "SHORTEST", "SearchResult", "find", "spellings"]

LIMIT = 20
LIMIT_TYPED = 8
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits of a query, and which of the page's states it is in.

    Attributes:
        query: as asked, without blanks around it.
        hits: best first, at most `LIMIT`.
        state: ``empty`` (nothing asked), ``short`` (too short to search), ``none`` or ``found``.
        is_cut: whether there may be more hits than are shown.
    """

    query: str
    hits: tuple[SearchHit, ...]
    state: str
    is_cut: bool = False


def find(access: Access, query: str, *, limit: int = LIMIT, as_typed: bool = False) -> SearchResult:
    """Entities that a query may mean: a name in any script, a phone number, a document.

    A query of fewer than `SHORTEST` letters or digits is not run, and not audited.

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
    if sum(char.isalnum() for char in asked) < SHORTEST:
        return SearchResult(asked, (), "short")
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
