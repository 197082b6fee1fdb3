"""Search, as the page shows it."""

from dataclasses import dataclass

from hawkari.evidence.access import Access
from hawkari.evidence.entities import SearchHit, search

__all__ = ["LIMIT", "SHORTEST", "SearchResult", "find"]

LIMIT = 20
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


def find(access: Access, query: str, *, limit: int = LIMIT) -> SearchResult:
    """Entities that a query may mean: a name in any script, a phone number, a document.

    A query of fewer than `SHORTEST` letters or digits is not run, and not audited.

    Raises:
        AccessDenied: if the role may not search; audited.
    """
    asked = query.strip()
    if not asked:
        return SearchResult("", (), "empty")
    if sum(char.isalnum() for char in asked) < SHORTEST:
        return SearchResult(asked, (), "short")
    hits = tuple(search(access, asked, limit=limit))
    return SearchResult(asked, hits, "found" if hits else "none", len(hits) == limit)
