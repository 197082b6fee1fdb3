"""The page of tasks: what to find out next, who is asked, and the plan with what was learnt."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.intelligence import task_words
from hawkari.desks.intelligence.forms import unread_in
from hawkari.desks.intelligence.services import asking as service
from hawkari.desks.intelligence.services.analysing import MOST_PEOPLE
from hawkari.desks.intelligence.tasks_forms import (
    ANSWERS,
    AcceptForm,
    AnswerForm,
    DeclineForm,
    ProposeForm,
    WithdrawForm,
)
from hawkari.desks.intelligence.views.common import AT_ONCE, finds_entities, refuse
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = [
    "accept_task",
    "answer_task",
    "decline_task",
    "propose_task",
    "tasks",
    "withdraw_answer",
]


@require_GET
def tasks(request: WorkRequest) -> HttpResponse:
    """What to find out next, and how far each task is.

    A large network is worked out when that is asked for, ``?ask=1``, as the page itself does.
    """
    at_once = MOST_PEOPLE if "ask" in request.GET else AT_ONCE
    page = service.asking(request.access, at_once=at_once)
    context = {
        "page": page,
        "may_task": request.access.may(Action.TASK),
        "own_agency": request.access.user.agency,
        "today": request.access.today.isoformat(),
        "answers": ANSWERS,
        "handling": page.handling,
        "section": "tasks",
        "density": "compact",
    }
    return render(request, "intelligence/tasks.html", context)


@require_POST
@finds_entities
def propose_task(request: WorkRequest) -> HttpResponse:
    """Ask an agency to look into a tie."""
    form = ProposeForm(request.POST)

    def propose() -> None:
        given = form.cleaned_data
        service.propose(
            request.access,
            (given["left"], given["right"]),
            agency=given["agency"],
            reason=given["reason"],
        )

    return _done(request, form, propose, gettext("The task was proposed."))


@require_POST
def accept_task(request: WorkRequest, number: int) -> HttpResponse:
    """Take a task on until a day."""
    form = AcceptForm(request.POST)
    return _done(
        request,
        form,
        lambda: service.accept(request.access, number, **form.cleaned_data),
        gettext("The task was accepted."),
    )


@require_POST
def answer_task(request: WorkRequest, number: int) -> HttpResponse:
    """Say what was found."""
    form = AnswerForm(request.POST)
    return _done(
        request,
        form,
        lambda: service.finish(request.access, number, **form.cleaned_data),
        gettext("The answer was kept, and the plan is reckoned anew with it."),
    )


@require_POST
def withdraw_answer(request: WorkRequest, number: int) -> HttpResponse:
    """Take an answer back."""
    form = WithdrawForm(request.POST)
    return _done(
        request,
        form,
        lambda: service.withdraw(request.access, number, **form.cleaned_data),
        gettext("The answer was taken back, and the plan is reckoned anew without it."),
    )


@require_POST
def decline_task(request: WorkRequest, number: int) -> HttpResponse:
    """Say that a task will not be done."""
    form = DeclineForm(request.POST)
    return _done(
        request,
        form,
        lambda: service.decline(request.access, number, **form.cleaned_data),
        gettext("The task was declined."),
    )


def _done(  # noqa: PLR0917  the four parts of every step
    request: WorkRequest, form: forms.Form, step: Callable[[], None], words: str
) -> HttpResponse:
    """Do a step if the form can be read, say what became of it, and show the page again."""
    if not form.is_valid():
        refuse(request, gettext("Nothing was changed:"), unread_in(form))
    else:
        try:
            step()
        except BadInput as error:
            refuse(request, gettext("Nothing was changed:"), task_words.refused(error))
        else:
            messages.success(request, words)
    return redirect("intelligence:tasks")
