"""Pages on operations: which there are, who works in the one in use, its review, a new one."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.oversight.access_forms import KINDS, OpenForm, OperationReviewForm
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput
from hawkari.evidence.access import Action, require
from hawkari.evidence.confirmation import needs_confirmation
from hawkari.evidence.models import PurposeKind, User
from hawkari.evidence.operations import (
    NewOperation,
    open_operation,
    operation_view,
    operations_of,
    review_operation,
)

__all__ = ["open_one", "operation", "operations", "review_one_operation"]

FRAME = {"handling": "", "density": "compact", "section": "operations"}


@require_GET
def operations(request: HttpRequest) -> HttpResponse:
    """The operations of whoever asks, those whose review is overdue first."""
    found = operations_of(cast("User", request.user))
    return render(request, "oversight/operations.html", {**FRAME, "operations": found})


@require_GET
def operation(request: WorkRequest) -> HttpResponse:
    """The operation in use: purpose, basis, agencies, members, reviews."""
    return _page(request, OperationReviewForm())


def _page(request: WorkRequest, form: OperationReviewForm, *, status: int = 200) -> HttpResponse:
    found = operation_view(request.access)
    context = {
        **FRAME,
        "found": found,
        "kind": KINDS[PurposeKind(found.operation.purpose_kind)],
        "form": form,
        "may_review": request.access.may(Action.REVIEW_OPERATIONS),
        "may_explain": request.access.may(Action.EXPLAIN_ACCESS),
    }
    return render(request, "oversight/operation.html", context, status=status)


@needs_confirmation
@require_http_methods(["GET", "POST"])
def review_one_operation(request: WorkRequest) -> HttpResponse:
    """Say whether the operation in use goes on; asking for the address shows its page."""
    form = OperationReviewForm(request.POST or None)
    if request.method == "GET":
        return _page(request, form)
    require(request.access, Action.REVIEW_OPERATIONS)
    if form.is_valid():
        given = form.cleaned_data
        try:
            review_operation(
                request.access,
                request.access.operation.slug,
                go_on=given["decision"] == "go_on",
                reason=given["reason"],
                next_due=given["next_due"],
            )
        except BadInput as error:
            form.add_error("next_due", f"{error.problem}. {error.remedy}")
        else:
            messages.success(request, gettext("The review is kept."))
            return redirect("oversight:operations")
    return _page(request, form, status=422)


@needs_confirmation
@require_http_methods(["GET", "POST"])
def open_one(request: WorkRequest) -> HttpResponse:
    """A new operation of one's own agency."""
    require(request.access, Action.MANAGE_OPERATIONS)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agency = request.access.user.agency
        own = {agency.slug: ""} if agency is not None else {}
        try:
            open_operation(request.access, NewOperation(agencies=own, **form.cleaned_data))
        except BadInput as error:
            form.add_error(None, f"{error.problem}. {error.remedy}")
        else:
            messages.success(request, gettext("The operation is open. Give people roles in it."))
            return redirect("oversight:operations")
    status = 422 if form.errors else 200
    return render(request, "oversight/operation_open.html", {**FRAME, "form": form}, status=status)
