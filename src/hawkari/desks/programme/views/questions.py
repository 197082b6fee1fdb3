"""Pages of an item bank: a question added, changed, read, retired; and the bank as a table."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.programme.curriculum_forms import ChangeForm, QuestionForm
from hawkari.desks.programme.services.curricula import view_curriculum
from hawkari.desks.programme.services.question_tables import load_questions, question_table
from hawkari.desks.programme.services.questions import (
    add_question,
    retire_question,
    review_question,
    view_question,
)
from hawkari.desks.programme.training_words import training_refusal
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.training import (
    done,
    fates_page,
    page,
    questions_frame,
    sent_file,
)
from hawkari.errors import BadInput

__all__ = ["change", "load", "new_question", "question_step", "table"]

STEPS = {"read": review_question, "retire": retire_question}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@finds
def new_question(request: WorkRequest, name: str) -> HttpResponse:
    """Add a question; the page stays, so that the next one can be typed."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        request,
        form,
        lambda _: add_question(request.access, name, form.question()),
        said=_("The question is added. A colleague reads it."),
    ):
        return redirect("programme:new_question", name)
    view = view_curriculum(request.access, name)
    context = {
        "form": form,
        "curriculum": view.curriculum,
        "name": name,
        "count": len(view.questions),
        **questions_frame(),
    }
    return page(request, "question_form", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@finds
def change(request: WorkRequest, name: str, code: str) -> HttpResponse:
    """Change a question: its next version, which nobody has read."""
    found = view_question(request.access, name, code)
    posted = request.method == "POST"
    form = ChangeForm(request.POST) if posted else ChangeForm(initial=ChangeForm.said(found))
    if posted and done(
        request,
        form,
        lambda _: add_question(request.access, name, form.question(code)),
        said=_("The question is changed. A colleague reads it; tests that asked it keep it."),
    ):
        return redirect("programme:curriculum", name)
    context = {
        "form": form,
        "curriculum": found.curriculum,
        "question": found,
        "name": name,
        **questions_frame(),
    }
    return page(request, "question_form", context, status=422 if form.errors else 200)


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
    # Back to where the question stood: the next one to read is there.
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() else ""
    return redirect(f"{reverse('programme:curriculum', args=[name])}{query}#question-{code}")


@require_POST
@finds
def load(request: WorkRequest, name: str) -> HttpResponse:
    """Take in a table of questions, and say what became of each row."""
    back = reverse("programme:curriculum", args=[name])
    if (sent := sent_file(request)) is None:
        return redirect(back)
    try:
        fates = load_questions(request.access, name, sent[0], file=sent[1])
    except BadInput as error:
        messages.error(request, training_refusal(error))
        return redirect(back)
    shown = {"of": gettext("Question"), **questions_frame()}
    return fates_page(request, gettext("Table of questions"), fates, back=back, shown=shown)


@require_GET
@finds
def table(request: WorkRequest, name: str) -> HttpResponse:
    """The bank as a workbook, to translate or change, and to load again."""
    return attachment(question_table(request.access, name), f"{name}-questions.xlsx", XLSX)
