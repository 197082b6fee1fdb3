"""What every step at the desk shares: its form, what becomes of it, and its page."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from hawkari.desks.pages import WorkRequest
from hawkari.desks.refusals import Refusals, refusal
from hawkari.desks.returns.case_words import step_refusal
from hawkari.desks.returns.services.refusals import CaseNotFound, StepRefused
from hawkari.desks.returns.steps import PageStep
from hawkari.desks.returns.views.common import refuse
from hawkari.errors import BadInput

__all__ = ["add_refusal", "show_form", "step_of", "take_step"]


def step_of(steps: Mapping[str, PageStep], name: str) -> PageStep:
    """The step of that name; a 404 where there is none."""
    found = steps.get(name)
    if found is None:
        raise Http404
    return found


def take_step(
    request: WorkRequest, step: Callable[[], object], *, said: str, words: Refusals
) -> None:
    """Take a step, and tell the reader on the next page what became of it.

    Args:
        request: who asks.
        step: what is done.
        said: what to say when it was done.
        words: of the part of the desk that may refuse it.

    Raises:
        CaseNotFound: if there is no such case.
    """
    try:
        step()
    except CaseNotFound:
        raise
    except StepRefused as refused:
        refuse(request, step_refusal(refused))
    except BadInput as error:
        refuse(request, refusal(error, words))
    else:
        messages.success(request, said)


def add_refusal(form: forms.Form, error: BadInput, words: Refusals) -> None:
    """Say what a service refused at the field that it is about, if the reader sees that one.

    Args:
        form: what was sent.
        error: the refusal.
        words: of the part of the desk that refused.
    """
    field = next((one for one in error.where if one in form.fields), None)
    hidden = field is None or isinstance(form.fields[field].widget, forms.HiddenInput)
    form.add_error(None if hidden else field, refusal(error, words))


def show_form(request: WorkRequest, page: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page with a form; its status is 400 while what was sent cannot be used.

    Args:
        request: who asks.
        page: the template's name.
        context: what it shows; its `form` is None where there is none to fill in.
    """
    form = context["form"]
    return render(request, page, context, status=400 if form and form.errors else 200)
