"""Keeps translations of texts, from whichever page shows the text."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from hawkari.desks.exchange.services.texts import translate as keep
from hawkari.desks.exchange.texts_forms import TranslationForm
from hawkari.desks.exchange.views.common import refuse
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput

__all__ = ["translate"]


@require_POST
def translate(request: WorkRequest) -> HttpResponse:
    """Keep a translation, and go back to the page that showed the text."""
    form = TranslationForm(request.POST)
    if not form.is_valid():
        refuse(request, gettext("Nothing was kept:"), gettext("the form was incomplete."))
    else:
        given = form.cleaned_data
        text = (given["kind"], given["reference"], given["field"])
        try:
            keep(request.access, text, language=given["language"], words=given["words"])
        except BadInput as error:
            refuse(request, gettext("Nothing was kept:"), _words(error))
        else:
            messages.success(request, gettext("The translation was kept, with your name."))
    return _back(request)


def _words(error: BadInput) -> str:
    if "language already" in error.problem:
        return gettext("The text is in that language already. Choose another one.")
    if "no such text" in error.problem:
        return gettext("There is no such text. Go back to the page, and look again.")
    return str(error)


def _back(request: WorkRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return redirect(target if ours else "exchange:waiting")
