"""Pages on who may see what: the policy, what a colleague sees, who sees a source. No content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.oversight.services.colleagues import colleagues_of, seen_by, who_sees
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.access import Action, require
from hawkari.evidence.policy import policy

__all__ = ["colleague", "colleagues", "source_readers", "the_policy"]

FRAME = {"handling": "", "density": "compact"}


@require_GET
def the_policy(request: HttpRequest) -> HttpResponse:
    """The policy as tables; the same for everybody."""
    return render(
        request, "oversight/policy.html", {**FRAME, "policy": policy(), "section": "policy"}
    )


@require_GET
def colleagues(request: WorkRequest) -> HttpResponse:
    """The members of the operation in use, each with a way to what they see."""
    found = colleagues_of(request.access)
    context = {**FRAME, "members": found, "section": "colleagues"}
    return render(request, "oversight/colleagues.html", context)


@require_GET
def colleague(request: WorkRequest, username: str) -> HttpResponse:
    """What one person can see in the operation in use, and why."""
    require(request.access, Action.EXPLAIN_ACCESS)
    found = seen_by(request.access, request.access.operation.slug, username)
    context = {**FRAME, "found": found, "section": "colleagues"}
    return render(request, "oversight/colleague.html", context)


@require_GET
def source_readers(request: WorkRequest, source: str) -> HttpResponse:
    """Which members of the operation in use can see a source, and why not."""
    require(request.access, Action.EXPLAIN_ACCESS)
    found = who_sees(request.access, request.access.operation.slug, source)
    context = {**FRAME, "found": found, "section": "colleagues"}
    return render(request, "oversight/source_readers.html", context)
