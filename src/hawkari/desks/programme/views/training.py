"""What the pages of training share: their frame, and forms that a service answers."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.services.fates import RowFate, taken_of
from hawkari.desks.programme.services.training_access import require_training
from hawkari.desks.programme.training_forms import FileForm
from hawkari.desks.programme.training_words import training_refusal
from hawkari.errors import BadInput

__all__ = ["SECTION", "done", "fates_page", "page", "questions_frame", "sent_file"]

SECTION = "programme_courses"


def page(
    request: WorkRequest, name: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A page of training; it says of itself that it holds names."""
    said = gettext("Names of officers who were trained: for whoever keeps courses only.")
    shown = {"section": SECTION, "handling_words": said, "density": "compact", **context}
    return render(request, f"programme/{name}.html", shown, status=status)


def done(
    request: WorkRequest, form: forms.Form, does: Callable[[dict[str, Any]], object], *, said: Any
) -> bool:
    """Whether a service did what was filled in; if not, the form says why.

    Args:
        request: of whoever asks.
        form: as it was sent.
        does: calls the service with what was filled in.
        said: what is told once it is done.
    """
    if not form.is_valid():
        return False
    try:
        does(form.cleaned_data)
    except BadInput as error:
        field = error.where[0] if error.where and error.where[0] in form.fields else None
        form.add_error(field, training_refusal(error))
        return False
    messages.success(request, said)
    return True


def questions_frame() -> dict[str, object]:
    """What a page of curricula and their questions says of itself."""
    said = gettext("Questions of tests: not to be handed to whoever will sit them.")
    return {"section": "programme_curricula", "handling_words": said}


def sent_file(request: WorkRequest) -> tuple[bytes, str] | None:
    """A file that was sent, and its name; whoever may not is refused before it is looked for."""
    require_training(request.access)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, gettext("Choose a file."))
        return None
    file = form.cleaned_data["file"]
    return file.read(), file.name or ""


def fates_page(
    request: WorkRequest,
    title: str,
    fates: tuple[RowFate, ...],
    *,
    back: str,
    shown: Mapping[str, object] | None = None,
) -> HttpResponse:
    """What became of each row of a file, and the way back.

    Args:
        request: of whoever sent it.
        title: what was sent in.
        fates: of its rows.
        back: the page that it was sent from.
        shown: what the page says of itself, and `of` what rows are; those of trainees otherwise.
    """
    taken, refused = taken_of(fates)
    words = [
        (one, training_refusal(BadInput(one.problem, one.remedy)) if one.problem else "")
        for one in fates
    ]
    context = {
        "title": title,
        "fates": words,
        "taken": taken,
        "refused": refused,
        "back": back,
        "of": gettext("Trainee"),
        **(shown or {}),
    }
    return page(request, "fates", context)
