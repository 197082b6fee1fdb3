"""The draft of a reviewed export, and the decision on each row.

The draft lists statement numbers; values are read each time through the one door, so that a draft
never shows more than its reader may see, and nothing has to be erased from it at a disposal.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_parts, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.categories import categories_of
from hawkari.evidence.disclosures import DisclosureView, disclosures_of
from hawkari.evidence.entities.values import ValueView, caption_of, common_schema, value_views
from hawkari.evidence.identities import clusters_of, stated_ids
from hawkari.evidence.models import (
    RowDecision,
    SubjectExport,
    SubjectExportRow,
    SubjectExportState,
)
from hawkari.evidence.retention.scope import own_canonical
from hawkari.evidence.subject_access.beside import HeldBeside, held_beside
from hawkari.evidence.subject_access.exemptions import THIRD_PARTY, exemptions
from hawkari.evidence.unseen import statements_of

__all__ = ["DraftView", "ExportRow", "ExportView", "draft", "export_of", "exports", "mark"]

# Properties of a person that are about somebody else too.
ABOUT_OTHERS = frozenset({"fatherName", "motherName"})


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One statement of an export with the decision on it.

    `value` is None where the statement can no longer be read: it was retracted, disposed of, or is
    not the reader's to see. `third_party`: it is about somebody else too.
    """

    id: int
    number: int
    value: ValueView | None
    third_party: bool
    decision: str
    exemption: str
    reason: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """An export in a list: who asked, about whom (a canonical id), how far it is."""

    id: int
    entity: str
    requester: str
    reference: str
    state: str
    drafted_by: str
    drafted_at: datetime


@dataclass(frozen=True, slots=True)
class ExportView:
    """An export as a whole.

    Attributes:
        about: its line in the list.
        caption: the person's name as the reader may know it.
        categories: set in this operation, sorted; empty for unset, which blocks approval.
        rows: by property as stated, then number.
        missing: statements of the person that stand now and are not in the export.
        received: who received which of the statements before.
        beside: what is held on the person beside statements, by kind.
        reviewed_by, approved_by: user names; empty where nobody has yet.
    """

    about: DraftView
    caption: str
    categories: tuple[str, ...]
    rows: tuple[ExportRow, ...]
    missing: int
    received: tuple[DisclosureView, ...]
    reviewed_by: str
    approved_by: str
    beside: tuple[HeldBeside, ...] = ()

    @property
    def undecided(self) -> int:
        """Rows nobody has decided on."""
        return sum(row.decision == RowDecision.UNDECIDED for row in self.rows)

    @property
    def unreadable(self) -> int:
        """Rows whose statement can no longer be read."""
        return sum(row.value is None for row in self.rows)


def draft(access: Access, entity: str, *, requester: str, reference: str = "") -> SubjectExport:
    """Begin an export of everything held on a person that the drafter may see.

    Statements of the person's records and the references to them; what is about others too is
    marked for redaction from the start.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if nobody asked.
        EntityNotFound: if there is no such person that the user may see.
    """
    require(access, Action.SUBJECT_ACCESS)
    if not requester.strip():
        raise BadInput("an export needs the name of who asked", "Say who is to receive it.")
    canonical = own_canonical(access, entity)
    with transaction.atomic():
        export = SubjectExport.objects.create(
            operation=access.operation,
            entity=canonical,
            requester=requester.strip()[:200],
            reference=reference.strip()[:80],
            drafted_by=access.user,
            drafted_at=timezone.now(),
        )
        values, members = _held_on(access, canonical), _members(access, canonical)
        SubjectExportRow.objects.bulk_create(
            [_new_row(export, value, members) for value in values], batch_size=1000
        )
        _audit(access, export, "drafted", count=len(values))
    return export


def _held_on(access: Access, canonical: str) -> list[ValueView]:
    """What the access may see of a person, and of whatever refers to the person; by number."""
    members = _members(access, canonical)
    numbers = statements_of(sorted(members), visible_parts(access))
    about = visible_to(access).filter(pk__in=in_ids(numbers))
    records = set(about.values_list("entity_id", flat=True)) | members
    found = value_views(visible_to(access).filter(entity_id__in=in_list(sorted(records))))
    return sorted(found, key=lambda one: one.statement_id)


def _members(access: Access, canonical: str) -> set[str]:
    """The records of a person as this access may know them."""
    return set(clusters_of(access, stated_ids([canonical]).values()).head)


def _new_row(export: SubjectExport, value: ValueView, members: set[str]) -> SubjectExportRow:
    """A row still undecided; redacted where it is about somebody else, as far as we can tell."""
    if value.entity_id in members:
        others = value.prop_type == "entity" or value.prop in ABOUT_OTHERS
    else:
        others = value.value not in members
    return SubjectExportRow(
        export=export,
        number=value.statement_id,
        third_party=others,
        decision=RowDecision.REDACT if others else RowDecision.UNDECIDED,
        exemption=THIRD_PARTY if others else "",
    )


def exports(access: Access) -> list[DraftView]:
    """The exports that the own agency prepares in the operation, newest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.SUBJECT_ACCESS)
    found = _own(access).select_related("drafted_by")
    with transaction.atomic():
        views = [_line(one) for one in found.order_by("-pk")]
        audit.record(
            Act.CONSULT, access=access, count=len(views), detail={"what": "subject exports"}
        )
    return views


def export_of(access: Access, export_id: int) -> ExportView:
    """One export with every row, as this reader may see it; audited.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such export of the own agency in the operation.
    """
    require(access, Action.SUBJECT_ACCESS)
    export = find_export(access, export_id)
    with transaction.atomic():
        view = view_of(access, export)
        _audit(access, export, "read", act=Act.CONSULT, count=len(view.rows))
    return view


def find_export(access: Access, export_id: int) -> SubjectExport:
    """The own agency's export of this number; BadInput if there is none. Not audited."""
    people = ("drafted_by", "reviewed_by", "approved_by")
    found = _own(access).filter(pk=export_id).select_related(*people).first()
    if found is None:
        raise BadInput(f"there is no export {export_id} in this operation", "See the exports.")
    return found


def _own(access: Access) -> QuerySet[SubjectExport]:
    """Who asked an agency is that agency's to know, and its answer is its own."""
    agency = access.user.agency_id
    return SubjectExport.objects.filter(operation=access.operation, drafted_by__agency=agency)


def view_of(access: Access, export: SubjectExport) -> ExportView:
    """An export as an access may see it. Not audited: for services that do so."""
    rows = list(SubjectExportRow.objects.filter(export=export).order_by("pk"))
    numbers = [row.number for row in rows]
    readable = visible_to(access).filter(pk__in=in_ids(numbers))
    values = {one.statement_id: one for one in value_views(readable)}
    clusters = clusters_of(access, stated_ids([export.entity]).values())
    now = [one.statement_id for one in _held_on(access, export.entity)]
    captions = ((one.prop, one.value) for one in values.values() if one.entity_id in clusters.head)
    categories = [one.set_here for one in categories_of(access, clusters).values()]
    return ExportView(
        about=_line(export),
        caption=caption_of(_schema(access, clusters.head), captions) or export.entity,
        categories=tuple(sorted(frozenset[str]().union(*categories))),
        rows=tuple(
            ExportRow(
                id=row.pk,
                number=row.number,
                value=values.get(row.number),
                third_party=row.third_party,
                decision=row.decision,
                exemption=row.exemption,
                reason=row.reason,
            )
            for row in rows
        ),
        missing=len(set(now) - set(numbers)),
        received=tuple(disclosures_of(access, sorted(values))),
        reviewed_by=export.reviewed_by.get_username() if export.reviewed_by is not None else "",
        approved_by=export.approved_by.get_username() if export.approved_by is not None else "",
        beside=held_beside(access, list(clusters.head)),
    )


def _schema(access: Access, entity_ids: Iterable[str]) -> str:
    rows = visible_to(access).filter(entity_id__in=in_list(list(entity_ids)))
    found = set(rows.values_list("schema", flat=True).distinct())
    return common_schema(found) if found else ""


def _line(export: SubjectExport) -> DraftView:
    return DraftView(
        id=export.pk,
        entity=export.entity,
        requester=export.requester,
        reference=export.reference,
        state=export.state,
        drafted_by=export.drafted_by.get_username(),
        drafted_at=export.drafted_at,
    )


def mark(
    access: Access,
    export_id: int,
    rows: Collection[int],
    *,
    decision: str,
    exemption: str = "",
    reason: str = "",
) -> int:
    """Decide on rows of a draft: release, or redact under an exemption with a reason.

    Args:
        access: who decides.
        export_id: the export.
        rows: ids of its rows.
        decision: ``release`` or ``redact``.
        exemption: id of an exemption, to redact.
        reason: why, in words; must be given to redact, and to release what is about others.

    Returns:
        How many rows were marked.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the export is not a draft, a row is not its own, the decision is incomplete.
    """
    require(access, Action.SUBJECT_ACCESS)
    if decision not in {RowDecision.RELEASE, RowDecision.REDACT}:
        raise BadInput(f"{decision!r} is no decision", "Give release or redact.")
    if decision == RowDecision.REDACT and (exemption not in exemptions() or not reason.strip()):
        raise BadInput(
            "a row is redacted under an exemption and with a reason",
            f"Exemptions: {', '.join(exemptions())}.",
        )
    with transaction.atomic():
        export = _draft(access, export_id)
        chosen = SubjectExportRow.objects.filter(export=export, pk__in=in_ids(sorted(rows)))
        if chosen.count() != len(set(rows)):
            raise BadInput("some of the rows are not of this export", "Reload the page.")
        others = chosen.filter(third_party=True).exists()
        if decision == RowDecision.RELEASE and others and not reason.strip():
            raise BadInput(
                "releasing what is about somebody else needs a reason", "Say why it may be told."
            )
        count = chosen.update(
            decision=decision,
            exemption=exemption if decision == RowDecision.REDACT else "",
            reason=reason,
            decided_by=access.user,
            decided_at=timezone.now(),
        )
        _audit(access, export, f"rows marked {decision}", act=Act.DECIDE, count=count)
    return count


def _draft(access: Access, export_id: int) -> SubjectExport:
    export = find_export(access, export_id)
    locked = SubjectExport.objects.select_for_update().get(pk=export.pk)
    if locked.state != SubjectExportState.DRAFT:
        raise BadInput(f"the export is {locked.state}, not a draft", "Draft a new one.")
    return locked


def _audit(
    access: Access, export: SubjectExport, what: str, *, count: int, act: Act = Act.DECIDE
) -> None:
    audit.record(
        act,
        access=access,
        objects=[export.entity],
        count=count,
        detail={"what": "subject export", "export": export.pk, "step": what},
    )
