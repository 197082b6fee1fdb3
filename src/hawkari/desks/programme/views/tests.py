"""Pages of tests: drawn, printed, answered, and what each question told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.programme.learning import LETTERS
from hawkari.desks.programme.services.course_papers import printed_paper
from hawkari.desks.programme.services.curricula import LANGUAGES
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.testing import (
    Sat,
    TestView,
    draw,
    load_answers,
    record_answers,
    view_test,
)
from hawkari.desks.programme.training_forms import AnswersForm, DrawForm
from hawkari.desks.programme.training_words import training_refusal
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.training import done, fates_page, page, sent_file
from hawkari.errors import BadInput

__all__ = ["answers", "draw_test", "paper", "sheet", "test"]


@require_GET
@finds
def test(request: WorkRequest, reference: str, when: str) -> HttpResponse:
    """A test of a course, and what each of its questions told."""
    return _test(request, view_test(request.access, reference, when), DrawForm())


def _test(request: WorkRequest, view: TestView, form: DrawForm) -> HttpResponse:
    context = {
        "view": view,
        "course": view.course,
        "form": form,
        "languages": LANGUAGES,
        "asked": [(one, LETTERS[one.question.right]) for one in view.asked],
        "flagged": [one for one in view.asked if one.figures and one.figures.is_flagged],
        "unread": sum(one.question.reviewed_by_id is None for one in view.asked),
        "may_draw": not view.sittings and view.course.closed_at is None,
    }
    return page(request, "test", context, status=422 if form.errors else 200)


@require_POST
@finds
def draw_test(request: WorkRequest, reference: str, when: str) -> HttpResponse:
    """Draw a test."""
    form = DrawForm(request.POST)
    if done(
        request,
        form,
        lambda data: draw(request.access, reference, when, each=data["each"], seed=data["seed"]),
        said=_("The test is drawn. Print its paper."),
    ):
        return redirect("programme:test", reference, when)
    return _test(request, view_test(request.access, reference, when), form)


@require_GET
@finds
def paper(request: WorkRequest, reference: str, *, when: str, language: str) -> HttpResponse:
    """The paper of a test in one language."""
    try:
        document = printed_paper(request.access, reference, when, language=language)
    except BadInput as error:
        messages.error(request, training_refusal(error))
        return redirect("programme:test", reference, when)
    return attachment(document, f"{reference}-{when}-{language}.pdf", "application/pdf")


@require_POST
@finds
def answers(request: WorkRequest, reference: str, when: str) -> HttpResponse:
    """Take in a table of answers, and say what became of each row."""
    back = reverse("programme:test", args=[reference, when])
    if (sent := sent_file(request)) is None:
        return redirect(back)
    try:
        fates = load_answers(request.access, reference, when, content=sent[0], file=sent[1])
    except BadInput as error:
        messages.error(request, training_refusal(error))
        return redirect(back)
    return fates_page(request, gettext("Answer sheets"), fates, back=back)


@require_http_methods(["GET", "POST"])
@finds
def sheet(request: WorkRequest, reference: str, *, when: str, number: str) -> HttpResponse:
    """Type one trainee's answer sheet."""
    view = view_test(request.access, reference, when)
    who = view.course.enrolments.filter(number=int(number)).first()
    if view.drawn is None or who is None:
        raise NotFound("answer sheet", f"{number} of {reference}")
    options = [len(one.question.words["en"]["options"]) for one in view.asked]
    known = next((one for one in view.sittings if one.enrolment_id == who.pk), None)
    first = {
        "language": view.course.language,
        "day": min(request.access.today, view.course.last),
    }
    if known is not None:
        first |= {"language": known.language, "day": known.day, "minutes": known.minutes}
        first |= {f"q{one.place}": "" if one.chosen is None else str(one.chosen)
                  for one in known.answers.all()}  # fmt: skip
    posted = request.POST if request.method == "POST" else None
    form = AnswersForm(options, posted, initial=first)
    if posted is not None and done(
        request,
        form,
        lambda data: record_answers(
            request.access,
            reference,
            when,
            number=int(number),
            sat=Sat(form.answers(), data["language"], data["day"], data["minutes"]),
        ),
        said=_("The answers are recorded."),
    ):
        return redirect("programme:test", reference, when)
    context = {"form": form, "course": view.course, "when": when, "person": who}
    return page(request, "answer_sheet", context, status=422 if form.errors else 200)
