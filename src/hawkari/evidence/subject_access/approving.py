"""From a marked draft to a released export: submit, approve by a second person, release."""

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.disclosures import record_disclosure
from hawkari.evidence.models import (
    Medium,
    RowDecision,
    SubjectExport,
    SubjectExportRow,
    SubjectExportState,
)
from hawkari.evidence.subject_access.drafting import ExportView, find_export, view_of

__all__ = ["approve", "refuse", "release", "submit"]


def submit(access: Access, export_id: int) -> None:
    """Hand a draft with every row decided to a second person.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it is not a draft, a row is undecided or can no longer be read, or something
            stated since the draft is not in it.
    """
    require(access, Action.SUBJECT_ACCESS)
    with transaction.atomic():
        export = _locked(access, export_id, SubjectExportState.DRAFT)
        view = view_of(access, export)
        if view.undecided:
            raise BadInput(f"{view.undecided} rows are undecided", "Decide on each of them.")
        _refuse_changed(view)
        export.state = SubjectExportState.REVIEWED
        export.reviewed_by, export.reviewed_at = access.user, timezone.now()
        export.save(update_fields=["state", "reviewed_by", "reviewed_at"])
        _audit(access, export, "submitted", act=Act.DECIDE, count=len(view.rows))


def _refuse_changed(view: ExportView) -> None:
    if view.unreadable or view.missing:
        raise BadInput(
            f"what is held has changed since the draft: {view.unreadable} rows are gone, "
            f"{view.missing} are new",
            "Draft a new export.",
        )


def approve(access: Access, export_id: int, *, note: str = "") -> None:
    """Approve a reviewed export. Must be another person than drafted, marked or submitted it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it was not submitted, the user had a hand in it, the person's category is
            unset in this operation, or what is held has changed.
    """
    require(access, Action.APPROVE_DISCLOSURE)
    with transaction.atomic():
        export = _locked(access, export_id, SubjectExportState.REVIEWED)
        _refuse_own_work(access, export)
        view = view_of(access, export)
        if not view.categories:
            raise BadInput(
                "the person's subject category is unset, so nothing may leave",
                "Set a category in this operation first.",
            )
        _refuse_changed(view)
        _decide(access, export, SubjectExportState.APPROVED, note=note)


def refuse(access: Access, export_id: int, *, note: str) -> None:
    """Refuse a reviewed export, with the reason; a new draft can be made.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it was not submitted, or there is no reason.
    """
    require(access, Action.APPROVE_DISCLOSURE)
    if not note.strip():
        raise BadInput("refusing an export needs a reason", "Say what is wrong with it.")
    with transaction.atomic():
        export = _locked(access, export_id, SubjectExportState.REVIEWED)
        _refuse_own_work(access, export)
        _decide(access, export, SubjectExportState.REFUSED, note=note)


def _refuse_own_work(access: Access, export: SubjectExport) -> None:
    hands = {export.drafted_by_id, export.reviewed_by_id}
    rows = SubjectExportRow.objects.filter(export=export, decided_by__isnull=False)
    hands |= set(rows.values_list("decided_by", flat=True))
    if access.user.pk in hands:
        raise BadInput(
            "a second person decides: you drafted, marked or submitted this export",
            "Ask a colleague whose role allows it.",
        )


def _decide(access: Access, export: SubjectExport, state: SubjectExportState, *, note: str) -> None:
    export.state, export.approval_note = state, note
    export.approved_by, export.approved_at = access.user, timezone.now()
    export.save(update_fields=["state", "approval_note", "approved_by", "approved_at"])
    _audit(access, export, state.value, act=Act.DECIDE, justification=note)


def release(access: Access, export_id: int) -> ExportView:
    """Release an approved export: what is returned may be given to who asked.

    The first release is recorded as a disclosure of the released rows, so that corrections reach
    the recipient; every release is audited as one.

    Returns:
        The export with only readable rows; `to_pdf` and `to_json` leave redacted values out.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it is not approved, or what is held has changed since.
    """
    require(access, Action.SUBJECT_ACCESS)
    with transaction.atomic():
        export = _locked(
            access, export_id, SubjectExportState.APPROVED, SubjectExportState.RELEASED
        )
        view = view_of(access, export)
        _refuse_changed(view)
        told = [row.number for row in view.rows if row.decision == RowDecision.RELEASE]
        if export.disclosure is None:
            export.disclosure = record_disclosure(
                access,
                told,
                recipient=f"who asked in export {export.pk}",
                medium=Medium.SUBJECT_ACCESS,
            )
            export.state = SubjectExportState.RELEASED
            export.save(update_fields=["disclosure", "state"])
        _audit(access, export, "released", act=Act.DISCLOSE, count=len(told))
    return view


def _locked(access: Access, export_id: int, *states: SubjectExportState) -> SubjectExport:
    found = find_export(access, export_id)
    SubjectExport.objects.select_for_update().get(pk=found.pk)
    found.refresh_from_db()
    if found.state not in states:
        wanted = " or ".join(state.value for state in states)
        raise BadInput(f"the export is {found.state}, not {wanted}", "Reload the page.")
    return found


def _audit(
    access: Access,
    export: SubjectExport,
    step: str,
    *,
    act: Act,
    count: int = 1,
    justification: str = "",
) -> None:
    audit.record(
        act,
        access=access,
        objects=[export.entity],
        count=count,
        justification=justification,
        recipient=f"who asked in export {export.pk}" if act == Act.DISCLOSE else "",
        detail={"what": "subject export", "export": export.pk, "step": step},
    )
