"""The review queue: the item in hand, answers, undo."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.intelligence import queue_words
from hawkari.desks.intelligence.forms import DecisionForm, QueueForm, UndoForm, WithdrawForm
from hawkari.desks.intelligence.services.deciding import (
    Conflict,
    answer,
    conflict_of,
)
from hawkari.desks.intelligence.services.deciding import withdraw as take_back
from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.desks.intelligence.services.reviewing import (
    Queue,
    Wanted,
    agencies_of,
    handling_of,
    queue,
    stands_first,
)
from hawkari.desks.intelligence.services.undoing import undo as undo_decision
from hawkari.desks.intelligence.values import strictest
from hawkari.desks.intelligence.views.common import finds_entities, refuse
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput
from hawkari.evidence.judgements import JudgementConflict

__all__ = ["decide", "review", "taken_back", "undo", "withdraw_from_review"]


def _filters(request: WorkRequest) -> QueueForm:
    """The filters, as address or form give them."""
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    return QueueForm(given, agencies=agencies_of(request.access))


def _address(form: QueueForm, *, after: str = "") -> str:
    """The queue under the same filters, behind what was left for later."""
    query = {**form.kept, **({"after": after} if after else {})}
    return reverse("intelligence:review") + (f"?{urlencode(query, doseq=True)}" if query else "")


def _queue(request: WorkRequest, wanted: Wanted) -> Queue:
    """The queue; from its beginning where there is no such item to go on behind."""
    try:
        return queue(request.access, wanted)
    except BadInput:
        return queue(request.access, Wanted("", wanted.kinds, wanted.agencies, wanted.reads))


def _page(
    request: WorkRequest, *, conflict: Conflict | None = None, status: int = 200
) -> HttpResponse:
    form = _filters(request)
    found = _queue(request, form.wanted)
    chain = () if conflict is None else conflict.chain
    context = {
        "queue": found,
        "pair": found.pair,
        "after": form.wanted.after,
        "conflict": conflict,
        "form": form,
        "address": _address(form),
        "kept": [(name, one) for name, given in form.kept.items() for one in _each(given)],
        "section": "review",
        "density": "compact",
        "handling": strictest([found.handling, handling_of(*chain)]),
    }
    return render(request, "intelligence/review.html", context, status=status)


def _each(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


@require_GET
def review(request: WorkRequest) -> HttpResponse:
    """The next item to answer, or the one behind what is left for later."""
    return _page(request)


@require_POST
@finds_entities
def decide(request: WorkRequest) -> HttpResponse:
    """Keep an answer and go on to the next item; a contradiction is refused with its path."""
    form = DecisionForm(request.POST)
    filters = _filters(request)
    if not form.is_valid():
        messages.error(request, gettext("Nothing was decided: the form was incomplete."))
        return redirect(_address(filters))
    try:
        kept = answer(request.access, form.answer)
    except JudgementConflict as refused:
        return _page(request, conflict=conflict_of(request.access, refused), status=409)
    except BadInput as refused:
        refuse(request, gettext("Nothing was decided:"), queue_words.refused(refused))
        return redirect(_address(filters, after=filters.wanted.after))
    said = queue_words.answered(kept.code, form.cleaned_data["thing"])
    messages.success(request, said)
    return redirect(_address(filters, after=filters.wanted.after))


@require_POST
def undo(request: WorkRequest) -> HttpResponse:
    """Take the user's last decision back, and show its pair again."""
    filters, form = _filters(request), UndoForm(request.POST)
    number = form.cleaned_data["event"] if form.is_valid() else 0
    try:
        pair = undo_decision(request.access, number)
    except Refused as refused:
        say = messages.info if refused.because is RefusedBecause.NOTHING_TO_UNDO else messages.error
        what = gettext("Nothing was undone:")
        say(request, f"{what} {queue_words.refused(refused)}")
        return redirect(_address(filters, after=filters.wanted.after))
    messages.success(request, gettext("Undone: the pair is open again."))
    # Behind what was left for later it stands first again, unless it was left for later after it.
    is_first = stands_first(request.access, filters.wanted, pair)
    return redirect(_address(filters, after=filters.wanted.after if is_first else ""))


@require_POST
def withdraw_from_review(request: WorkRequest) -> HttpResponse:
    """Withdraw one judgement by its number, with a reason."""
    filters = _filters(request)
    if taken_back(request):
        messages.success(request, gettext("Withdrawn: the pair is open again."))
    return redirect(_address(filters, after=filters.wanted.after))


def taken_back(request: WorkRequest) -> bool:
    """Withdraw the judgement that a form names; where that is refused, the reader is told why."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Nothing was withdrawn: say why it is taken back."))
        return False
    try:
        take_back(request.access, form.cleaned_data["event"], reason=form.cleaned_data["reason"])
    except BadInput as refused:
        refuse(request, gettext("Nothing was withdrawn:"), queue_words.refused(refused))
        return False
    return True
