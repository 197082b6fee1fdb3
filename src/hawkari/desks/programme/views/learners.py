"""Pages of who came: the class list, a session, one trainee."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.programme.services.attending import load_scans, record_list, view_session
from hawkari.desks.programme.services.classes import leave, load_class, state_vetting
from hawkari.desks.programme.services.course_papers import session_list
from hawkari.desks.programme.services.course_view import view_trainee
from hawkari.desks.programme.services.forgetting_trainees import forget_trainee
from hawkari.desks.programme.services.practice import NewObservation, observe
from hawkari.desks.programme.training_forms import (
    LeaveForm,
    PracticeForm,
    VettingForm,
    WhyForm,
)
from hawkari.desks.programme.training_words import training_refusal
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.training import done, fates_page, page, sent_file
from hawkari.errors import BadInput
from hawkari.evidence.access import Access

__all__ = ["class_list", "scans", "session", "session_sheet", "trainee", "trainee_step"]

Who = tuple[Access, str, int]
Does = Callable[[Who, dict[str, Any]], object]


def _observed(who: Who, data: dict[str, Any]) -> object:
    access, reference, number = who
    return observe(access, reference, number, new=NewObservation(**data))


STEPS: Mapping[str, tuple[type[forms.Form], Does, Promise]] = {
    "leave": (
        LeaveForm,
        lambda who, data: leave(*who, day=data["day"], why=data["why"]),
        _("It is recorded that they left."),
    ),
    "vetting": (
        VettingForm,
        lambda who, data: state_vetting(*who, said=(data["vetting"], data["office"], data["day"])),
        _("It is recorded. Nothing is decided by it."),
    ),
    "practice": (PracticeForm, _observed, _("The observation is recorded.")),
    "forget": (
        WhyForm,
        lambda who, data: forget_trainee(*who, why=data["why"]),
        _("The name is erased."),
    ),
}


@require_POST
@finds
def class_list(request: WorkRequest, reference: str) -> HttpResponse:
    """Take in a class list, and say what became of each row."""
    back = reverse("programme:course", args=[reference])
    if (sent := sent_file(request)) is None:
        return redirect(back)
    try:
        fates = load_class(request.access, reference, sent[0], file=sent[1])
    except BadInput as error:
        messages.error(request, training_refusal(error))
        return redirect(back)
    return fates_page(request, gettext("Class list"), fates, back=back)


@require_POST
@finds
def scans(request: WorkRequest, reference: str) -> HttpResponse:
    """Take in a file of scanned codes, and say what became of each."""
    back = reverse("programme:course", args=[reference])
    if (sent := sent_file(request)) is None:
        return redirect(back)
    try:
        fates = load_scans(request.access, reference, sent[0])
    except BadInput as error:
        messages.error(request, training_refusal(error))
        return redirect(back)
    return fates_page(request, gettext("Scanned codes"), fates, back=back)


@require_http_methods(["GET", "POST"])
@finds
def session(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """One session's list, to be ticked."""
    problem = ""
    if request.method == "POST":
        said = request.POST.getlist("present")
        present = {int(one) for one in said if one.isascii() and one.isdecimal() and len(one) < 9}
        try:
            here = record_list(request.access, reference, number, present=present)
        except BadInput as error:
            problem = training_refusal(error)
        else:
            words = ngettext("%(n)s was there.", "%(n)s were there.", here)
            messages.success(request, words % {"n": here})
            return redirect("programme:course", reference)
    found, people = view_session(request.access, reference, number)
    context = {"session": found, "course": found.course, "people": people, "problem": problem}
    return page(request, "session", context, status=422 if problem else 200)


@require_GET
@finds
def session_sheet(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """The paper list of a session, with a code beside each name."""
    document = session_list(request.access, reference, number)
    return attachment(document, f"{reference}-{number}.pdf", "application/pdf")


@require_GET
@finds
def trainee(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """One trainee of a course."""
    return _trainee(request, reference, number)


def _trainee(request: WorkRequest, reference: str, number: int, **sent: forms.Form) -> HttpResponse:
    course, learner = view_trainee(request.access, reference, number)
    today = {"day": request.access.today}
    own: dict[str, forms.Form] = {
        name: form(initial=today, auto_id=f"id_{name}_%s") for name, (form, *_) in STEPS.items()
    }
    wrong = next(iter(sent.values()), None)
    context = {
        "course": course,
        "learner": learner,
        "person": learner.enrolment,
        "form": wrong,
        "forms": {**own, **sent},
    }
    return page(request, "trainee", context, status=422 if wrong else 200)


@require_POST
@finds
def trainee_step(request: WorkRequest, reference: str, *, number: str, step: str) -> HttpResponse:
    """Record something of a trainee."""
    kind, does, said = STEPS[step]
    form = kind(request.POST, auto_id=f"id_{step}_%s")
    who = (request.access, reference, int(number))
    if done(request, form, lambda data: does(who, data), said=said):
        return redirect("programme:trainee", reference, number)
    return _trainee(request, reference, int(number), **{step: form})
