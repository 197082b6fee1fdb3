"""Puts the statements of a package into the store, as a source of its originator's.

Grade, handling and conditions are those of each statement. Agencies that a condition names and
nobody here knows are left out of whom it is satisfied for, so that fewer may see the value. All of
it is part of the caller's transaction.
"""

from dataclasses import replace
from datetime import date

from hawkari.desks.exchange.models import ReceivedItem, ReceivedPackage
from hawkari.desks.exchange.packages import Item, ReadPackage
from hawkari.evidence.access import Access
from hawkari.evidence.disclosures import after_load
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.grading.reading import above_ceiling
from hawkari.evidence.grading.terms import as_terms
from hawkari.evidence.grading.values import MarkingValue
from hawkari.evidence.loading.markings import installation_ceiling
from hawkari.evidence.marking_terms import MarkingTerms
from hawkari.evidence.models import Agency, LoadRun, Source
from hawkari.evidence.restating import standing_in
from hawkari.evidence.retention.blocking import refuse_disposed
from hawkari.evidence.store import FileFacts, StatementRow, begin_load
from hawkari.evidence.watchlists import match_load

__all__ = ["load_statements", "source_of_partner", "terms_here"]

USUAL = MarkingTerms(Grade.parse("3E"), HandlingCode.PERMITTED)
"""What a load says of statements without a marking of their own; no statement of a package is."""


def load_statements(access: Access, package: ReceivedPackage, read: ReadPackage) -> LoadRun:
    """Load what can be used of a package; what cannot keeps its refusal.

    Args:
        access: who loads.
        package: as it is kept; its items are brought up to date.
        read: the same, checked.
    """
    source = source_of_partner(package.sender, package.review_by)
    known = frozenset(Agency.objects.values_list("slug", flat=True))
    items = {one.item: one for one in package.items.all()}
    rows: dict[tuple[object, ...], StatementRow] = {}
    for one in read.items:
        if items[one.item].is_withdrawn:
            continue
        refusal = one.refusal or _refusal(one, package.holder.slug, access.today)
        if refusal:
            items[one.item].refusal = refusal
        else:
            row = _row(one, source, known)
            items[one.item].row = rows.setdefault(_said(row), row).row
    kept, disposed = refuse_disposed(source, list(rows.values()))
    gone = {one.row: one.problem for one in disposed}
    for held in items.values():
        held.refusal = held.refusal or gone.get(held.row, "")
    writer = begin_load(
        FileFacts(
            source=source,
            slot=package.reference,
            file_name=f"package-{package.reference}",
            sha256=package.root,
            size=package.size,
            layout="package/1",
            marking=USUAL,
        )
    )
    writer.write_batch(kept, rows=len(read.items))
    load = writer.finish()
    numbers = standing_in(load, [one.row for one in kept])
    for held in items.values():
        held.number = numbers.get(held.row, 0)
    ReceivedItem.objects.bulk_update(items.values(), ["number", "row", "refusal"], batch_size=500)
    after_load(load)
    match_load(load)
    return load


def source_of_partner(agency: Agency, review_by: date) -> Source:
    """The source of what a partner shares with us; due for review when its earliest package is."""
    source, _ = Source.objects.get_or_create(
        slug=f"shared-by-{agency.slug}"[:60],
        defaults={
            "agency": agency,
            "name": f"Shared by {agency.name}"[:200],
            "default_grade": str(USUAL.grade),
            "default_handling": USUAL.handling.value,
            "review_due": review_by,
        },
    )
    if review_by < source.review_due:
        source.review_due = review_by
        source.save(update_fields=["review_due"])
    return source


def terms_here(marking: MarkingValue, known: frozenset[str]) -> MarkingTerms:
    """A partner's marking as it is kept here: agencies that nobody here knows are left out."""
    terms = as_terms(marking)
    if terms.condition is None:
        return terms
    agencies = tuple(one for one in terms.condition.agencies if one in known)
    return replace(terms, condition=replace(terms.condition, agencies=agencies))


def _refusal(item: Item, holder: str, today: date) -> str:
    """Why a statement cannot be kept here; empty if it can."""
    marking = item.marking
    if marking is None:
        return "its marking is missing"
    if marking.gsc and above_ceiling(marking.gsc, installation_ceiling()):
        return f"{marking.gsc} is above the ceiling of this installation"
    if marking.condition is not None and holder not in marking.condition.agencies:
        return "its condition does not name us"
    if item.keep_until is None or item.keep_until < today:
        return "the period for which it may be kept has lapsed"
    return ""


def _said(row: StatementRow) -> tuple[object, ...]:
    """What a row says and under which marking: two items may say the same, of two sources."""
    marking = row.marking.same_as() if row.marking is not None else ""
    return (row.entity_id, row.schema, row.prop, row.value, row.lang, row.seen, marking)


def _row(item: Item, source: Source, known: frozenset[str]) -> StatementRow:
    marking = item.marking
    if marking is None:  # `_refusal` has refused it
        raise ValueError(item.item)
    entity = f"{source.slug}:{item.entity}"
    value = f"{source.slug}:{item.value}" if item.prop_type == "entity" else item.value
    return StatementRow(
        entity_id=entity,
        schema=item.schema,
        prop=item.prop,
        prop_type=item.prop_type,
        value=value,
        lang=item.lang[:12],
        row=item.item,
        seen=item.seen[:32],
        marking=terms_here(marking, known),
    )
