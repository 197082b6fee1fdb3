"""The statements of a package as one recipient receives them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hawkari.desks.exchange.models import Choice, Package, PackageRecipient, PackageRow
from hawkari.desks.exchange.packages import Copy, tightened
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.audit.terms import keyed_hash
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.grading import MarkingValue
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.identities import Clusters, clusters_of
from hawkari.evidence.models import Agency, Statement, SubjectCategory

__all__ = ["copies_for", "item_as", "known_as"]


@dataclass(frozen=True, slots=True)
class _Stated:
    """The released statements with all that their copies need, read once for all of them."""

    statements: Mapping[int, Statement]
    clusters: Clusters
    markings: Mapping[int, MarkingValue]
    categories: Mapping[str, Mapping[str, str]]


def known_as(agency: Agency, canonical: str) -> str:
    """The id by which one recipient knows an entity, in every package alike.

    Another recipient knows it by another, so that the two learn nothing by comparing.
    """
    return keyed_hash(f"exchange:{agency.slug}:{canonical}")


def item_as(to: PackageRecipient, item: str) -> str:
    """The reference by which one recipient knows a statement of the package.

    Nobody but who asked has one that another recipient knows too.
    """
    return known_as(to.agency, item) if to.reference else item


def copies_for(access: Access, package: Package, to: PackageRecipient) -> list[Copy]:
    """The released statements as one recipient receives them, in the order of the package.

    Raises:
        BadInput: if one is gone, or refers to something of which nothing is released.
    """
    rows = list(package.rows.filter(choice=Choice.RELEASE, is_recalled=False).order_by("pk"))
    stated = _stated(access, [one.number for one in rows])
    missing = [one.number for one in rows if one.number not in stated.statements]
    if missing or _dangling(stated):
        raise BadInput(
            "a statement is gone, or refers to something of which nothing is released",
            "Release something of it too, or withhold the reference.",
        )
    return [_copy(to, row, stated) for row in rows]


def _stated(access: Access, numbers: Collection[int]) -> _Stated:
    found = visible_to(access).filter(pk__in=in_ids(sorted(set(numbers))))
    statements = {one.pk: one for one in found.select_related("part", "source")}
    everybody = {one.entity_id for one in statements.values()}
    everybody |= {one.value for one in statements.values() if one.prop_type == "entity"}
    clusters = clusters_of(access, everybody)
    return _Stated(
        statements,
        clusters,
        stored_markings({one.part.marking_id for one in statements.values()}, by_name=True),
        _categories(access, clusters),
    )


def _dangling(stated: _Stated) -> set[int]:
    head = stated.clusters.head
    about = {head[one.entity_id] for one in stated.statements.values()}
    return {
        number
        for number, one in stated.statements.items()
        if one.prop_type == "entity" and head.get(one.value) not in about
    }


def _categories(access: Access, clusters: Clusters) -> dict[str, dict[str, str]]:
    rows = SubjectCategory.objects.filter(
        operation=access.operation, entity_id__in=in_list(sorted(clusters.head))
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for entity_id, category, basis in rows.values_list("entity_id", "category", "basis"):
        found[clusters.head[entity_id]][category] = basis
    return found


def _copy(to: PackageRecipient, row: PackageRow, stated: _Stated) -> Copy:
    agency = to.agency
    one = stated.statements[row.number]
    canonical = stated.clusters.head[one.entity_id]
    value = row.sanitised or one.value
    if one.prop_type == "entity":
        value = known_as(agency, stated.clusters.head[one.value])
    return Copy(
        item=item_as(to, row.item),
        entity=known_as(agency, canonical),
        schema=one.schema,
        prop=one.prop,
        value=value,
        marking=tightened(
            stated.markings[one.part.marking_id],
            agency.slug,
            words=row.condition,
            until=row.condition_until,
        ),
        keep_until=one.source.review_due,
        lang=one.lang,
        seen=one.seen,
        categories=stated.categories.get(canonical),
        is_sanitised=bool(row.sanitised),
    )
