"""Pages of courses: the list, a new one, and one with everything that is to be done in it."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.learning_drawing import funnel_bars
from hawkari.desks.programme.services.course_view import CourseView, view_course
from hawkari.desks.programme.services.courses import (
    add_session,
    close_course,
    list_courses,
    make_course,
    send_back,
    sign_course,
)
from hawkari.desks.programme.services.forgetting_trainees import due_to_forget, forget_course
from hawkari.desks.programme.services.trainers import assign_trainer
from hawkari.desks.programme.services.training_access import require_training
from hawkari.desks.programme.training_forms import (
    CourseForm,
    FileForm,
    SessionForm,
    TrainerChoice,
    WhyForm,
)
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.training import done, page
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.evidence.access import Access

__all__ = ["course", "course_step", "courses", "funnel_file", "new_course"]

Does = Callable[[Access, str, dict[str, Any]], object]
STEPS: Mapping[str, tuple[Does, Promise]] = {
    "session": (
        lambda access, ref, data: add_session(access, ref, day=data["day"], topic=data["topic"]),
        _("The session is added."),
    ),
    "trainer": (
        lambda access, ref, data: assign_trainer(access, ref, data["trainer"].pk),
        _("The trainer is named."),
    ),
    "close": (
        lambda access, ref, _data: close_course(access, ref),
        _("The course is closed. A colleague signs it."),
    ),
    "sign": (lambda access, ref, _data: sign_course(access, ref), _("The course is signed.")),
    "back": (
        lambda access, ref, data: send_back(access, ref, why=data["why"]),
        _("The course is sent back, and open again."),
    ),
    "forget": (
        lambda access, ref, data: forget_course(access, ref, why=data["why"]),
        _("The names are erased."),
    ),
}


@require_GET
def courses(request: WorkRequest) -> HttpResponse:
    """The courses of the agency."""
    found = list_courses(request.access)
    context = {"found": found, "due": due_to_forget(request.access)}
    return page(request, "courses", context)


@require_http_methods(["GET", "POST"])
def new_course(request: WorkRequest) -> HttpResponse:
    """Make a course; what was typed stays on the page until it is right."""
    require_training(request.access)
    form = CourseForm(request.access, request.POST if request.method == "POST" else None)
    made: list[Any] = []
    if request.method == "POST" and done(
        request,
        form,
        lambda _: made.append(make_course(request.access, form.course())),
        said=_("The course is made. Load its class list and add its sessions."),
    ):
        return redirect("programme:course", made[0].reference)
    return page(request, "new_course", {"form": form}, status=422 if form.errors else 200)


@require_GET
@finds
def course(request: WorkRequest, reference: str) -> HttpResponse:
    """One course: who came, what they learnt, who was lost."""
    return _course(request, view_course(request.access, reference))


def _course(request: WorkRequest, view: CourseView, **sent: forms.Form) -> HttpResponse:
    own: dict[str, forms.Form] = {
        "session": SessionForm(initial={"day": view.course.first}),
        "trainer": TrainerChoice(may_teach=view.may_teach),
        "back": WhyForm(auto_id="id_back_%s"),
        "forget": WhyForm(auto_id="id_forget_%s"),
    }
    wrong = next((one for one in sent.values() if one.errors), None)
    context = {
        "view": view,
        "course": view.course,
        "bars": funnel_bars(view.stages),
        "form": wrong,
        "forms": {**own, **sent},
        "file_form": FileForm(),
        "forget_due": view.course.keep_until <= request.access.today,
    }
    return page(request, "course", context, status=422 if wrong else 200)


@require_POST
@finds
def course_step(request: WorkRequest, reference: str, step: str) -> HttpResponse:
    """Do one of the steps of a course."""
    does, said = STEPS[step]
    view = view_course(request.access, reference)
    form = _form(step, request.POST, view)
    if done(request, form, lambda data: does(request.access, reference, data), said=said):
        return redirect("programme:course", reference)
    if not form.fields:
        for error in form.non_field_errors():
            messages.error(request, str(error))
        return redirect("programme:course", reference)
    return _course(request, view, **{step: form})


def _form(step: str, data: Any, view: CourseView) -> forms.Form:
    if step == "session":
        return SessionForm(data)
    if step == "trainer":
        return TrainerChoice(data, may_teach=view.may_teach)
    return (
        WhyForm(data, auto_id=f"id_{step}_%s") if step in ("back", "forget") else forms.Form(data)
    )


@require_GET
@finds
def funnel_file(request: WorkRequest, reference: str) -> HttpResponse:
    """The stages of a course as CSV."""
    view = view_course(request.access, reference)
    rows: list[tuple[object, ...]] = [("stage", "reached", "share", "lost", "without_stage_before")]
    for one in view.stages:
        share = "" if one.share is None else f"{one.share:.4f}"
        rows.append((one.stage.value, one.reached, share, one.lost, one.gained))
    return csv_attachment(f"{view.course.reference}-funnel.csv", rows)
