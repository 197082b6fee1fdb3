"""The review queue: the pair in hand, decisions, undo."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.intelligence.forms import DecisionForm, WithdrawForm
from hawkari.desks.intelligence.services.reviewing import (
    Conflict,
    conflict_of,
    queue,
    take_back,
)
from hawkari.desks.intelligence.services.reviewing import decide as decide_pair
from hawkari.desks.intelligence.services.reviewing import undo as undo_last
from hawkari.desks.intelligence.views.common import WorkRequest, finds_entities
from hawkari.evidence.judgements import JudgementConflict

__all__ = ["decide", "review", "undo", "withdraw_from_review"]


def _after(request: WorkRequest) -> int | None:
    """The candidate to go on behind, as address or form give it; else the beginning."""
    given = request.GET.get("after", "") or request.POST.get("after", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def _onwards(request: WorkRequest) -> HttpResponse:
    """To the next pair, behind what was left for later."""
    after = _after(request)
    address = reverse("intelligence:review")
    return redirect(address if after is None else f"{address}?after={after}")


def _page(
    request: WorkRequest, *, conflict: Conflict | None = None, status: int = 200
) -> HttpResponse:
    found = queue(request.access, after=_after(request))
    codes = [
        side.handling
        for pair in (found.pair, found.following)
        if pair is not None
        for side in (pair.left, pair.right)
    ]
    context = {
        "queue": found,
        "pair": found.pair,
        "after": _after(request),
        "conflict": conflict,
        "form": DecisionForm(),
        "section": "review",
        "density": "compact",
        "handling": "C" if "C" in codes else "P",
    }
    return render(request, "intelligence/review.html", context, status=status)


@require_GET
def review(request: WorkRequest) -> HttpResponse:
    """The next pair to decide, or the one behind a candidate that is left for later."""
    return _page(request)


@require_POST
@finds_entities
def decide(request: WorkRequest) -> HttpResponse:
    """Keep a decision and go on to the next pair; a contradiction is refused with its path."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Nothing was decided: the form was incomplete."))
        return redirect("intelligence:review")
    given = form.cleaned_data
    try:
        decide_pair(
            request.access,
            (given["left"], given["right"]),
            given["judgement"],
            reason=given["reason"],
        )
    except JudgementConflict as refused:
        return _page(request, conflict=conflict_of(request.access, refused), status=409)
    messages.success(request, _said(given["judgement"]))
    return _onwards(request)


def _said(judgement: str) -> str:
    return {
        "positive": gettext("Saved: the same person."),
        "negative": gettext("Saved: different people. Never proposed again."),
        "unsure": gettext("Saved: unsure. The pair comes back at the end of the queue."),
    }[judgement]


@require_POST
def undo(request: WorkRequest) -> HttpResponse:
    """Take the user's last decision back."""
    if undo_last(request.access) is None:
        messages.info(request, gettext("There is no decision of yours to undo."))
    else:
        messages.success(request, gettext("Undone: the pair is open again."))
    return redirect("intelligence:review")


@require_POST
def withdraw_from_review(request: WorkRequest) -> HttpResponse:
    """Withdraw one judgement by its number, with a reason."""
    form = WithdrawForm(request.POST)
    if form.is_valid():
        take_back(request.access, form.cleaned_data["event"], reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Withdrawn: the pair is open again."))
    else:
        messages.error(request, gettext("Nothing was withdrawn: say why it is taken back."))
    return redirect("intelligence:review")
