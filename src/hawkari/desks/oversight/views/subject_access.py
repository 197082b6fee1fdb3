"""Pages of reviewed exports: list and draft, one export's rows, approval, download."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.oversight.keeping_forms import ApprovalForm, DraftForm, MarkForm
from hawkari.desks.oversight.services.subject_access import Document, released_json, released_pdf
from hawkari.desks.pages import WorkRequest, attachment
from hawkari.evidence.access import Action
from hawkari.evidence.confirmation import needs_confirmation
from hawkari.evidence.subject_access import (
    approve,
    draft,
    export_of,
    exports,
    mark,
    refuse,
    submit,
)

__all__ = [
    "approve_export",
    "download_json",
    "download_pdf",
    "mark_rows",
    "subject_access",
    "subject_export",
    "submit_export",
]


@require_http_methods(["GET", "POST"])
def subject_access(request: WorkRequest) -> HttpResponse:
    """Every export of the operation; a form to begin one."""
    form = DraftForm(request.POST or None, initial={"entity": request.GET.get("entity", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = draft(
            request.access,
            given["entity"],
            requester=given["requester"],
            reference=given["reference"],
        )
        return redirect("oversight:subject_export", made.pk)
    context = {"exports": exports(request.access), "form": form, "section": "subject_access"}
    status = 422 if form.errors else 200
    return render(request, "oversight/subject_access.html", context, status=status)


@needs_confirmation
@require_GET
def subject_export(request: WorkRequest, number: int) -> HttpResponse:
    """One export with every row and what may be done next."""
    return _page(request, number, MarkForm())


def _page(request: WorkRequest, number: int, form: MarkForm, *, status: int = 200) -> HttpResponse:
    context = {
        "export": export_of(request.access, number),
        "form": form,
        "approval": ApprovalForm(),
        "may_approve": request.access.may(Action.APPROVE_DISCLOSURE),
        "section": "subject_access",
        "density": "compact",
    }
    return render(request, "oversight/subject_export.html", context, status=status)


@require_POST
def mark_rows(request: WorkRequest, number: int) -> HttpResponse:
    """Decide on the rows chosen."""
    form = MarkForm(request.POST)
    chosen = [int(one) for one in request.POST.getlist("row") if one.isdecimal()]
    if not form.is_valid() or not chosen:
        if not chosen:
            messages.error(request, gettext("Nothing was marked: choose at least one row."))
        return _page(request, number, form, status=422)
    given = form.cleaned_data
    mark(
        request.access,
        number,
        chosen,
        decision=given["decision"],
        exemption=given["exemption"],
        reason=given["reason"],
    )
    messages.success(request, gettext("Saved."))
    return redirect("oversight:subject_export", number)


@require_POST
def submit_export(request: WorkRequest, number: int) -> HttpResponse:
    """Hand it to a second person."""
    submit(request.access, number)
    messages.success(request, gettext("Submitted: a second person decides."))
    return redirect("oversight:subject_export", number)


@needs_confirmation
@require_POST
def approve_export(request: WorkRequest, number: int) -> HttpResponse:
    """Approve or refuse it."""
    note = request.POST.get("note", "")[:1000]
    if "refuse" in request.POST:
        refuse(request.access, number, note=note)
        messages.success(request, gettext("Refused."))
    else:
        approve(request.access, number, note=note)
        messages.success(request, gettext("Approved: it may be released."))
    return redirect("oversight:subject_export", number)


@needs_confirmation
@require_GET
def download_pdf(request: WorkRequest, number: int) -> HttpResponse:
    """The released export as a PDF; recorded as a disclosure."""
    return _attachment(released_pdf(request.access, number, fonts=settings.DOCUMENT_FONTS))


@needs_confirmation
@require_GET
def download_json(request: WorkRequest, number: int) -> HttpResponse:
    """The released export as JSON; recorded as a disclosure."""
    return _attachment(released_json(request.access, number))


def _attachment(document: Document) -> HttpResponse:
    return attachment(document.content, document.name, document.media_type)
