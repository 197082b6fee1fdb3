"""The letters of a case: made, looked at, and recorded as served."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.refusals import refusal
from hawkari.desks.returns.letter_forms import LetterForm, ServedForm
from hawkari.desks.returns.refusal_words import PACKAGES
from hawkari.desks.returns.services.letter_view import LettersPage, letters_page
from hawkari.desks.returns.services.letters import letter_content, make_letter, serve_letter
from hawkari.desks.returns.views.common import finds_cases
from hawkari.desks.returns.views.steps import show_form, take_step
from hawkari.errors import BadInput

__all__ = ["letter", "letters", "served"]


@require_http_methods(["GET", "POST"])
@finds_cases
def letters(request: WorkRequest, reference: str) -> HttpResponse:
    """The letters of a case, and a form to make one."""
    page = letters_page(request.access, reference)
    form = LetterForm(request.POST or None, initial=page.initial) if page.may_work else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            made = make_letter(
                request.access, reference, form.asked(), fonts=settings.DOCUMENT_FONTS
            )
        except BadInput as error:
            form.add_error(None, refusal(error, PACKAGES))
        else:
            messages.success(
                request, gettext("Letter %(name)s was made.") % {"name": made.reference}
            )
            return redirect("returns:letters", reference)
    return _shown(request, page, form)


def _shown(request: WorkRequest, page: LettersPage, form: LetterForm | None) -> HttpResponse:
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "served_form": ServedForm(auto_id=False),
        "section": "returns_cases",
    }
    return show_form(request, "returns/letters.html", context)


@require_GET
def letter(request: WorkRequest, reference: str, letter: str) -> HttpResponse:
    """The pages of a letter, as they were made."""
    try:
        content = letter_content(request.access, reference, letter)
    except BadInput as error:
        raise Http404 from error
    return attachment(content, "letter.pdf", "application/pdf")


@require_POST
@finds_cases
def served(request: WorkRequest, reference: str, letter: str) -> HttpResponse:
    """Record that a notice was served."""
    form = ServedForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say how, where and when it was served."))
        return redirect("returns:letters", reference)
    take_step(
        request,
        lambda: serve_letter(request.access, reference, letter, served=form.served()),
        said=gettext("The notice is served; its period is computed."),
        words=PACKAGES,
    )
    return redirect("returns:letters", reference)
