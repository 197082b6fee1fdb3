"""Finds cases by reference or name; the newest work first, never people by a score."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from hawkari.desks.returns.models import Case
from hawkari.desks.returns.services.access import known_cases, require_reading
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.audit import term_hashes
from hawkari.evidence.models import Act

__all__ = ["FoundCases", "find_cases"]

MOST = 50


@dataclass(frozen=True, slots=True)
class FoundCases:
    """Cases that were found, the one worked on last first; `more` if there are others."""

    cases: tuple[Case, ...]
    more: bool


def find_cases(access: Access, asked: str) -> FoundCases:
    """Cases whose reference or one of whose names holds what is asked; all with nothing asked.

    Audited, with a keyed hash of what was asked.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    rows = known_cases(access).filter(disposed_at__isnull=True)
    if asked:
        rows = rows.filter(
            Q(reference__iexact=asked)
            | Q(person__name__icontains=asked)
            | Q(person__romanised__icontains=asked)
        )
    rows = rows.select_related("person", "standing", "caseworker").order_by("-standing__touched")
    with transaction.atomic():
        found = list(rows[: MOST + 1])
        audit.record(
            Act.SEARCH if asked else Act.CONSULT,
            access=access,
            objects=[one.reference for one in found[:MOST]],
            count=min(len(found), MOST),
            detail={"what": "cases", "terms": term_hashes(asked) if asked else []},
        )
    return FoundCases(tuple(found[:MOST]), more=len(found) > MOST)
