"""The pages of joint tasks: the list that both sides see, and proposing one."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.exchange import joint_words
from hawkari.desks.exchange.joint_forms import AcceptForm, DoneForm, ProposeForm, ReasonForm
from hawkari.desks.exchange.refusal_words import refused
from hawkari.desks.exchange.services import joint_tasks as service
from hawkari.desks.exchange.services.joint_lists import PlanTask, joint_list, plan_tasks
from hawkari.desks.exchange.services.joint_tasks import Proposal, Words
from hawkari.desks.exchange.views.steps import take_step
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput

__all__ = [
    "accept_joint_task",
    "decline_joint_task",
    "finish_joint_task",
    "joint_tasks",
    "keep_joint_answer",
    "propose_joint_task",
    "withdraw_joint_task",
]

_take = partial(take_step, words=joint_words.REFUSALS)


@require_GET
def joint_tasks(request: WorkRequest) -> HttpResponse:
    """Every joint task of the operation: what we asked, and what we are asked."""
    page = joint_list(request.access)
    context = {
        "page": page,
        "today": request.access.today.isoformat(),
        "own": request.access.user.agency,
        "answers": joint_words.ANSWERS,
        "handling": page.handling,
        "section": "exchange_tasks",
        "density": "compact",
    }
    return render(request, "exchange/joint_tasks.html", context)


@require_http_methods(["GET", "POST"])
def propose_joint_task(request: WorkRequest) -> HttpResponse:
    """Propose a task: by hand, or one of the network desk's plan (``?task=`` its number)."""
    of_plan = plan_tasks(request.access)
    partners = [(one.slug, one.name) for one in service.partners_in(request.access)]
    form = ProposeForm(request.POST or None, initial=_initial(request, of_plan))
    form.fields["partner"].choices = partners  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            task = service.propose(request.access, _proposal(form))
        except BadInput as error:
            form.add_error(None, refused(error, joint_words.REFUSALS))
        else:
            words = gettext("The task is on its way to %(partner)s.")
            messages.success(request, words % {"partner": task.partner.name})
            return redirect(_place(task.reference))
    context = {
        "form": form,
        "partners": partners,
        "of_plan": of_plan,
        "chosen": _chosen(form, of_plan),
        "section": "exchange_tasks",
    }
    answer = render(request, "exchange/joint_propose.html", context)
    answer.status_code = 400 if form.errors else 200
    return answer


def _initial(request: WorkRequest, of_plan: list[PlanTask]) -> dict[str, Any]:
    initial: dict[str, Any] = {"language": get_language(), "handling": "P"}
    asked = next((o for o in of_plan if str(o.task.number) == request.GET.get("task")), None)
    if asked is not None:
        initial |= {"partner": asked.task.agency, "plan_task": asked.task.number}
    return initial


def _chosen(form: ProposeForm, of_plan: list[PlanTask]) -> PlanTask | None:
    wanted = str(form["plan_task"].value() or "")
    return next((one for one in of_plan if str(one.task.number) == wanted), None)


def _proposal(form: ProposeForm) -> Proposal:
    return Proposal(**form.cleaned_data)


@require_POST
def accept_joint_task(request: WorkRequest, reference: str) -> HttpResponse:
    """Take a partner's task on until a day, or move that day."""
    form = AcceptForm(request.POST)
    return _take(
        request,
        _place(reference),
        lambda: service.accept(
            request.access, reference, due=form.cleaned_data["due"], words=_words(form)
        ),
        said=gettext("The task was accepted; the partner is told."),
        form=form,
    )


@require_POST
def decline_joint_task(request: WorkRequest, reference: str) -> HttpResponse:
    """Say that a partner's task will not be done."""
    form = ReasonForm(request.POST)
    return _take(
        request,
        _place(reference),
        lambda: service.decline(request.access, reference, words=_words(form)),
        said=gettext("The task was declined; the partner is told."),
        form=form,
    )


@require_POST
def finish_joint_task(request: WorkRequest, reference: str) -> HttpResponse:
    """Say what came of a partner's task."""
    form = DoneForm(request.POST)
    return _take(
        request,
        _place(reference),
        lambda: service.finish(
            request.access, reference, words=_words(form), answer=form.cleaned_data["answer"]
        ),
        said=gettext("The result is on its way to the partner."),
        form=form,
    )


@require_POST
def withdraw_joint_task(request: WorkRequest, reference: str) -> HttpResponse:
    """Take back a task that we proposed."""
    form = ReasonForm(request.POST)
    return _take(
        request,
        _place(reference),
        lambda: service.withdraw(request.access, reference, words=_words(form)),
        said=gettext("The task was taken back; the partner is told."),
        form=form,
    )


@require_POST
def keep_joint_answer(request: WorkRequest, reference: str) -> HttpResponse:
    """Keep a partner's answer at the plan's task that it was asked for."""
    return _take(
        request,
        _place(reference),
        lambda: service.keep_answer(request.access, reference),
        said=gettext("The answer was kept, and the plan is reckoned anew with it."),
    )


def _words(form: forms.Form) -> Words:
    return Words(form.cleaned_data["words"], form.cleaned_data["language"])


def _place(reference: str) -> str:
    return f"{reverse('exchange:joint_tasks')}#task-{reference}"
