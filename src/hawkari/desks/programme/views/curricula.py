"""Pages of curricula: what is taught, and the bank of questions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.services.curricula import (
    add_question,
    list_curricula,
    retire_question,
    review_question,
    view_curriculum,
)
from hawkari.desks.programme.services.curriculum_seeds import load_curricula
from hawkari.desks.programme.training_forms import QuestionForm
from hawkari.desks.programme.training_words import training_refusal
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.training import done, page
from hawkari.errors import BadInput

__all__ = ["curricula", "curriculum", "load", "question_step"]

SECTION = "programme_curricula"
STEPS = {"read": review_question, "retire": retire_question}


def _said() -> str:
    return gettext("Questions of tests: not to be handed to whoever will sit them.")


@require_GET
def curricula(request: WorkRequest) -> HttpResponse:
    """The curricula of the agency."""
    context = {
        "found": list_curricula(request.access),
        "section": SECTION,
        "handling_words": _said(),
    }
    return page(request, "curricula", context)


@require_POST
def load(request: WorkRequest) -> HttpResponse:
    """Load the curricula that are shipped."""
    made = load_curricula(request.access)
    if made.curricula or made.questions:
        messages.success(request, gettext("They are loaded. Nobody has read them yet."))
    else:
        messages.success(request, gettext("The shipped curricula were here already."))
    return redirect("programme:curricula")


@require_http_methods(["GET", "POST"])
@finds
def curriculum(request: WorkRequest, name: str) -> HttpResponse:
    """One curriculum and its bank; a question can be added to it."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        request,
        form,
        lambda _: add_question(request.access, name, form.question()),
        said=_("The question is added. A colleague reads it."),
    ):
        return redirect("programme:curriculum", name)
    found, questions = view_curriculum(request.access, name)
    topics: dict[str, list[object]] = {}
    for one in questions:
        topics.setdefault(one.topic, []).append((one, "ABCDEF"[one.right]))
    context = {
        "curriculum": found,
        "name": name,
        "topics": topics,
        "count": len(questions),
        "unread": sum(one.reviewed_by_id is None for one in questions),
        "form": form,
        "section": SECTION,
        "handling_words": _said(),
    }
    return page(request, "curriculum", context, status=422 if form.errors else 200)


@require_POST
@finds
def question_step(request: WorkRequest, name: str, *, code: str, step: str) -> HttpResponse:
    """State that a question was read, or ask it no more."""
    try:
        STEPS[step](request.access, name, code)
    except BadInput as error:
        messages.error(request, training_refusal(error))
    else:
        messages.success(request, gettext("It is recorded."))
    return redirect("programme:curriculum", name)
