"""Pages of curricula: what is taught in which version, and what each still lacks."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.curriculum_forms import CurriculumForm, NextVersionForm
from hawkari.desks.programme.curriculum_words import gap_words
from hawkari.desks.programme.learning import LETTERS
from hawkari.desks.programme.models import Curriculum
from hawkari.desks.programme.services.curricula import (
    LANGUAGES,
    list_curricula,
    make_curriculum,
    name_of,
    view_curriculum,
)
from hawkari.desks.programme.services.curriculum_seeds import load_curricula
from hawkari.desks.programme.services.question_tables import COLUMNS, NEEDED
from hawkari.desks.programme.services.training_access import require_training
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.training import done, page, questions_frame

__all__ = ["curricula", "curriculum", "load", "new_curriculum", "new_version"]

PAGE = 25
"""Questions on a page, each with its answers in three languages."""


@require_GET
def curricula(request: WorkRequest) -> HttpResponse:
    """The curricula of the agency."""
    context = {"found": list_curricula(request.access), **questions_frame()}
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
def new_curriculum(request: WorkRequest) -> HttpResponse:
    """Make a curriculum; what was typed stays on the page until it is right."""
    require_training(request.access)
    form = CurriculumForm(request.POST if request.method == "POST" else None)
    made: list[Curriculum] = []
    if request.method == "POST" and done(
        request,
        form,
        lambda _: made.append(make_curriculum(request.access, form.curriculum())),
        said=_("The curriculum is made. Fill its item bank."),
    ):
        return redirect("programme:curriculum", name_of(made[0]))
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
@finds
def new_version(request: WorkRequest, name: str) -> HttpResponse:
    """Make the next version of a curriculum, beginning from what this one says."""
    before = view_curriculum(request.access, name).curriculum
    posted = request.method == "POST"
    form = (
        NextVersionForm(request.POST)
        if posted
        else NextVersionForm(initial=NextVersionForm.said(before))
    )
    made: list[Curriculum] = []
    if posted and done(
        request,
        form,
        lambda _: made.append(make_curriculum(request.access, form.curriculum(before))),
        said=_("The version is made. Courses that are there keep theirs."),
    ):
        return redirect("programme:curriculum", name_of(made[0]))
    return _form_page(request, form, before=before)


def _form_page(request: WorkRequest, form: Any, **more: object) -> HttpResponse:
    context = {"form": form, **more, **questions_frame()}
    return page(request, "curriculum_form", context, status=422 if form.errors else 200)


@require_GET
@finds
def curriculum(request: WorkRequest, name: str) -> HttpResponse:
    """One curriculum: what it lacks, and its item bank, topic by topic."""
    view = view_curriculum(request.access, name)
    shown = Paginator(view.questions, PAGE).get_page(request.GET.get("page"))
    topics: dict[str, list[object]] = {}
    for one in shown:
        topics.setdefault(one.topic, []).append((one, LETTERS[one.right]))
    context = {
        "curriculum": view.curriculum,
        "name": name,
        "gaps": [gap_words(one) for one in view.gaps],
        "versions": view.versions,
        "topics": topics,
        "shown": shown,
        "count": len(view.questions),
        "languages": LANGUAGES,
        "needed": [one for one in COLUMNS if one in NEEDED],
        "me": request.user,
        **questions_frame(),
    }
    return page(request, "curriculum", context)
