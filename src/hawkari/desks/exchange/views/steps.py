"""What every step at the desk shares: do it, say what became of it, show the page."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from hawkari.desks.exchange.refusal_words import refused
from hawkari.desks.exchange.sharing_words import REFUSALS
from hawkari.desks.exchange.views.common import refuse
from hawkari.desks.pages import WorkRequest
from hawkari.desks.refusals import Refusals
from hawkari.errors import BadInput
from hawkari.evidence.identities import EntityNotFound

__all__ = ["take_step"]


def take_step(
    request: WorkRequest,
    page: str,
    step: Callable[[], object],
    *,
    said: str,
    form: forms.Form | None = None,
    words: Refusals = REFUSALS,
) -> HttpResponse:
    """Take a step if its form can be read, say what became of it, and go to a page.

    Args:
        request: who asks.
        page: address to go to.
        step: what is done.
        said: what to say when it was done.
        form: what was sent with it; None where nothing was.
        words: of the part of the desk that may refuse it.
    """
    if form is not None and not form.is_valid():
        problems = "; ".join(f"{form[name].label}: {why[0]}" for name, why in form.errors.items())
        refuse(request, gettext("Nothing was changed:"), problems)
        return redirect(page)
    try:
        step()
    except BadInput as error:
        refuse(request, gettext("Nothing was changed:"), refused(error, words))
    except EntityNotFound:
        refuse(
            request, gettext("Nothing was changed:"), gettext("There is no such person or thing.")
        )
    else:
        messages.success(request, said)
    return redirect(page)
