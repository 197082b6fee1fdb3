"""Pages of review, holds and disposal."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.oversight.keeping_forms import (
    DisposeForm,
    ExtendForm,
    HoldForm,
    KeepForm,
    LiftForm,
)
from hawkari.desks.oversight.services.retention import (
    due_item,
    hold_named,
    holds_page,
    queue,
    request_of,
    subject_of,
)
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.access import Action
from hawkari.evidence.confirmation import needs_confirmation
from hawkari.evidence.retention import (
    DisposalView,
    HoldTerms,
    disposals,
    dispose,
    extend,
    keep,
    lift_hold,
    prove,
    resume,
)

__all__ = [
    "disposal",
    "dispose_one",
    "extend_one",
    "holds",
    "keep_one",
    "lift",
    "resume_one",
    "retention",
    "review_one",
]

WITHIN = 90
FAR = 36_500


@require_GET
def retention(request: WorkRequest) -> HttpResponse:
    """What is due for review, and what was disposed of."""
    asked = request.GET.get("within", "")
    within = min(int(asked), FAR) if asked.isascii() and asked.isdecimal() else WITHIN
    kind = request.GET.get("kind", "")
    page = queue(request.access, within=within, kind=kind)
    context = {
        "page": page,
        "kind": kind,
        "within": within,
        "section": "retention",
        "density": "compact",
    }
    return render(request, "oversight/retention.html", context)


@needs_confirmation
@require_GET
def review_one(request: WorkRequest, kind: str, name: str) -> HttpResponse:
    """One thing that is due: keep, extend or dispose."""
    return _review_page(request, kind, name)


def _review_page(
    request: WorkRequest, kind: str, name: str, *, status: int = 200, **forms: object
) -> HttpResponse:
    item = due_item(request.access, kind, name)
    applies_to = "entity" if kind == "entity" else "source"
    bad = next((form for form in forms.values()), None)
    context = {
        "item": item,
        "keep": forms.get("keep") or KeepForm(applies_to=applies_to),
        "extend": forms.get("extend") or ExtendForm(),
        "dispose": forms.get("dispose") or DisposeForm(),
        "form": bad,
        "may_dispose": request.access.may(Action.DISPOSE) and kind != "hold",
        "section": "retention",
    }
    return render(request, "oversight/retention_review.html", context, status=status)


@require_POST
def keep_one(request: WorkRequest, kind: str, name: str) -> HttpResponse:
    """Keep for another period."""
    form = KeepForm(request.POST, applies_to="entity" if kind == "entity" else "source")
    if not form.is_valid():
        return _review_page(request, kind, name, status=422, keep=form)
    given = form.cleaned_data
    rule = given["rule"] if kind != "hold" else ""
    made = keep(request.access, subject_of(kind, name), reason=given["reason"], rule=rule)
    messages.success(request, gettext("Kept. The next review is due %s.") % made.due_after)
    return redirect("oversight:retention")


@require_POST
def extend_one(request: WorkRequest, kind: str, name: str) -> HttpResponse:
    """Put the next review off to a day."""
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _review_page(request, kind, name, status=422, extend=form)
    given = form.cleaned_data
    made = extend(
        request.access, subject_of(kind, name), until=given["until"], reason=given["reason"]
    )
    messages.success(request, gettext("Extended. The next review is due %s.") % made.due_after)
    return redirect("oversight:retention")


@needs_confirmation
@require_POST
def dispose_one(request: WorkRequest, kind: str, name: str) -> HttpResponse:
    """Dispose of one thing; goes to its tombstone."""
    form = DisposeForm(request.POST)
    if not form.is_valid():
        return _review_page(request, kind, name, status=422, dispose=form)
    asked = request_of(kind, name, reason=form.cleaned_data["reason"])
    return _to_tombstone(request, dispose(request.access, asked))


@needs_confirmation
@require_POST
def resume_one(request: WorkRequest, number: int) -> HttpResponse:
    """Go on with a disposal that was interrupted."""
    return _to_tombstone(request, resume(request.access, number))


def _to_tombstone(request: WorkRequest, view: DisposalView) -> HttpResponse:
    if view.problem:
        said = gettext("The values are gone; what they left behind could not be cleaned yet.")
        messages.warning(request, said)
    else:
        messages.success(request, gettext("Disposed of. Nothing of it is left."))
    return redirect("oversight:disposal", view.id)


@require_GET
def disposal(request: WorkRequest, number: int) -> HttpResponse:
    """One disposal's tombstone, with the proof by its numbers."""
    proof = prove(request.access, number, home=settings.HOME)
    context = {
        "proof": proof,
        "view": next(one for one in disposals(request.access) if one.id == number),
        "may_dispose": request.access.may(Action.DISPOSE),
        "section": "retention",
        "handling": "",
    }
    return render(request, "oversight/disposal.html", context)


@require_http_methods(["GET", "POST"])
def holds(request: WorkRequest) -> HttpResponse:
    """Holds in force and lifted; a form to place one."""
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        terms = HoldTerms(
            kind=given["kind"],
            reason=given["reason"],
            reference=given["reference"],
            review_due=given["review_due"],
        )
        hold_named(request.access, given["what"], given["named"], terms=terms)
        messages.success(request, gettext("On hold: nothing of it is disposed of."))
        return redirect("oversight:holds")
    in_force, lifted = holds_page(request.access)
    context = {
        "in_force": in_force,
        "lifted": lifted,
        "form": form,
        "may_hold": request.access.may(Action.HOLD),
        "section": "holds",
    }
    status = 422 if form.errors else 200
    return render(request, "oversight/holds.html", context, status=status)


@require_POST
def lift(request: WorkRequest) -> HttpResponse:
    """End a hold, with the reason."""
    form = LiftForm(request.POST)
    if form.is_valid():
        lift_hold(request.access, form.cleaned_data["hold"], reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Lifted: it is due for review again."))
    else:
        messages.error(request, gettext("Nothing was lifted: say why."))
    return redirect("oversight:holds")
