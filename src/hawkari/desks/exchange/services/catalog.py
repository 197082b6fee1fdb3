"""Which sources a program may ask."""

from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_parts
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.models import LoadPart, Source

__all__ = ["catalog", "check_datasets", "visible_sources"]


def visible_sources(access: Access) -> dict[str, str]:
    """Names of the sources of which the access may see something, by slug. Not audited."""
    parts = LoadPart.objects.filter(pk__in=in_ids(sorted(visible_parts(access))))
    sources = Source.objects.filter(pk__in=parts.values("load__source")).order_by("slug")
    return dict(sources.values_list("slug", "name"))


def catalog(access: Access) -> dict[str, str]:
    """Names of the sources of which the access may see something, by slug; audited.

    Raises:
        AccessDenied: if the role may not search; audited.
    """
    require(access, Action.SEARCH)
    with transaction.atomic():
        found = visible_sources(access)
        audit.record(Act.CONSULT, access=access, count=len(found), detail={"what": "sources"})
    return found


def check_datasets(access: Access, slugs: frozenset[str]) -> None:
    """Refuse sources that the access does not see: one that is hidden like one that is not.

    Raises:
        BadInput: naming the first.
    """
    unknown = sorted(slugs - set(visible_sources(access)))
    if unknown:
        raise BadInput(f"there is no dataset {unknown[0]!r}", "See the catalog for what there is.")
