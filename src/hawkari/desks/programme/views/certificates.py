"""Pages of certificates: of a course, the list, one, and verifying any."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment, form_page
from hawkari.desks.programme.badges import Holder
from hawkari.desks.programme.certificate_forms import IssueForm, RevokeForm, VerifyForm
from hawkari.desks.programme.certificate_words import FOUND, MISSING, REFUSALS, STATES
from hawkari.desks.programme.services.badges import (
    certificate_view,
    issuer_name,
    open_badge,
    status_list,
    verify_here,
)
from hawkari.desks.programme.services.certificates import (
    course_certificates,
    find_certificates,
    issue_to_all,
    state_of,
)
from hawkari.desks.programme.services.papers import certificate_paper
from hawkari.desks.programme.services.revocations import (
    keep_certificate,
    propose_revocation,
    revoke,
)
from hawkari.desks.programme.views.common import finds
from hawkari.desks.refusals import at_field, refusal
from hawkari.errors import BadInput

__all__ = [
    "badge_file",
    "certificate",
    "certificates",
    "course_page",
    "issuer_file",
    "keep",
    "paper_file",
    "revoke_page",
    "status_file",
    "verify",
]

SECTION = "programme_certificates"
JWT, PDF, TEXT = "application/vc+jwt", "application/pdf", "text/plain; charset=utf-8"


@require_GET
def certificates(request: WorkRequest) -> HttpResponse:
    """The certificates of one's own agency, the newest first."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    found = find_certificates(request.access, state=state)
    context = {
        "found": [(one, STATES[state_of(one, request.access.today)]) for one in found],
        "state": state,
        "states": {"": gettext("All"), **STATES}.items(),
        "section": SECTION,
        "density": "compact",
    }
    return render(request, "programme/certificates.html", context)


@require_http_methods(["GET", "POST"])
@finds
def course_page(request: WorkRequest, reference: str) -> HttpResponse:
    """Who of a course passed; issue certificates to all who did."""
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = issue_to_all(request.access, reference, until=form.cleaned_data["until"])
        except BadInput as error:
            at_field(form, error, refusal(error, REFUSALS))
        else:
            told = ngettext("%(n)d certificate issued.", "%(n)d certificates issued.", len(made))
            messages.success(request, told % {"n": len(made)})
            return redirect("programme:course_certificates", reference)
    view = course_certificates(request.access, reference)
    context = {
        "view": view,
        "rows": [(row, [MISSING[one] for one in row.passing.why]) for row in view.rows],
        "form": form,
        "section": SECTION,
        "density": "compact",
    }
    return form_page(request, "programme/course_certificates.html", context)


@require_http_methods(["GET", "POST"])
@finds
def certificate(request: WorkRequest, reference: str) -> HttpResponse:
    """One certificate, what verifying it finds, and a form to propose that it be revoked."""
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_revocation(request.access, reference, form.cleaned_data["why"])
        except BadInput as error:
            at_field(form, error, refusal(error, REFUSALS))
        else:
            messages.success(request, gettext("Proposed. It holds until another person agrees."))
            return redirect("programme:certificate", reference)
    view = certificate_view(request.access, reference)
    found = view.certificate
    context = {
        "view": view,
        "one": found,
        "state": state_of(found, request.access.today),
        "state_words": STATES[state_of(found, request.access.today)],
        "found": FOUND[view.verdict.state],
        "is_own": found.revoke_proposed_by_id == request.access.user.pk,
        "form": form,
        "section": SECTION,
    }
    return form_page(request, "programme/certificate.html", context)


@require_POST
@finds
def revoke_page(request: WorkRequest, reference: str) -> HttpResponse:
    """Agree, as the second person, that a certificate is revoked."""
    try:
        revoke(request.access, reference)
    except BadInput as error:
        messages.error(request, refusal(error, REFUSALS))
    else:
        messages.success(request, gettext("Revoked. Hand out the new status list."))
    return redirect("programme:certificate", reference)


@require_POST
@finds
def keep(request: WorkRequest, reference: str) -> HttpResponse:
    """Decline a proposal, or take one's own back."""
    try:
        keep_certificate(request.access, reference)
    except BadInput as error:
        messages.error(request, refusal(error, REFUSALS))
    else:
        messages.success(request, gettext("The certificate holds on."))
    return redirect("programme:certificate", reference)


@require_GET
@finds
def badge_file(request: WorkRequest, reference: str) -> HttpResponse:
    """The badge itself, for its holder."""
    return attachment(open_badge(request.access, reference), f"{reference}.jwt", JWT)


@require_GET
@finds
def paper_file(request: WorkRequest, reference: str) -> HttpResponse:
    """The certificate to be printed."""
    try:
        made = certificate_paper(request.access, reference, fonts=settings.DOCUMENT_FONTS)
    except BadInput as error:
        messages.error(request, refusal(error, REFUSALS))
        return redirect("programme:certificate", reference)
    return attachment(made, f"{reference}.pdf", PDF)


@require_GET
def status_file(request: WorkRequest) -> HttpResponse:
    """The own agency's status list, signed now."""
    return attachment(status_list(request.access), "status.jwt", JWT)


@require_GET
def issuer_file(request: WorkRequest) -> HttpResponse:
    """The own agency's public key."""
    return attachment(issuer_name(request.access) + "\n", "issuer.txt", TEXT)


@require_http_methods(["GET", "POST"])
def verify(request: WorkRequest) -> HttpResponse:
    """Verify any certificate; what was given is not kept."""
    posted = request.method == "POST"
    form = VerifyForm(request.POST, request.FILES) if posted else VerifyForm()
    context: dict[str, Any] = {"form": form, "section": SECTION}
    if posted and form.is_valid():
        said = form.cleaned_data
        verdict = verify_here(
            request.access,
            said["text"],
            status=said["status"] or None,
            trusted=[said["issuer"].strip()] if said["issuer"].strip() else (),
            holder=Holder(said["name"], said["code"]) if said["name"] else None,
        )
        context |= {"verdict": verdict, "found": FOUND[verdict.state]}
    else:
        context["issuer"] = issuer_name(request.access)
    return form_page(request, "programme/verify_certificate.html", context)
