"""Pages of border posts: all of them, one before and after, a self-assessment, a file of them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment, form_page
from hawkari.desks.programme.capability.drawing import bars_of
from hawkari.desks.programme.capability_forms import FileForm, SelfAssessmentForm, WithdrawForm
from hawkari.desks.programme.capability_words import FATES, FIELDS, MEASURES, REFUSALS, UNITS
from hawkari.desks.programme.models import SelfAssessment
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.capability import (
    COLUMNS,
    file_rows,
    find_posts,
    make_self_assessment,
    post_view,
    withdraw_self_assessment,
)
from hawkari.desks.programme.services.capability_files import (
    load_self_assessments,
    self_assessment_form,
)
from hawkari.desks.programme.services.fates import RowFate
from hawkari.desks.programme.views.common import finds
from hawkari.desks.refusals import at_field, refusal
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.desks.uploads import was_too_large
from hawkari.errors import BadInput

__all__ = [
    "border_post",
    "border_posts",
    "form_file",
    "load",
    "new_self_assessment",
    "posts_file",
    "withdraw",
]

SECTION = "programme_posts"
NUMBERS = ("people_needed", "people_posted", "people_trained", "equipment_needed",
           "equipment_working", "checks", "hits")  # fmt: skip


@require_GET
def border_posts(request: WorkRequest) -> HttpResponse:
    """Every post with its shares before and after."""
    views = find_posts(request.access)
    context = {
        "found": [(view, [(row, UNITS.get(row.measure, "")) for row in view.rows])
                  for view in views],
        "measures": MEASURES.values(),
        "section": SECTION,
        "density": "compact",
    }  # fmt: skip
    return render(request, "programme/border_posts.html", context)


@require_GET
def posts_file(request: WorkRequest) -> HttpResponse:
    """The same as a table."""
    return csv_attachment("border-posts.csv", (COLUMNS, *file_rows(find_posts(request.access))))


@require_GET
@finds
def border_post(request: WorkRequest, reference: str) -> HttpResponse:
    """One post: what was stated before and after, by whom and when."""
    view = post_view(request.access, reference)
    context = {
        "view": view,
        "bars": [(one, MEASURES[one.row.measure]) for one in bars_of(view.rows)],
        "rows": [(row, MEASURES[row.measure], UNITS.get(row.measure, "")) for row in view.rows],
        "self_assessments": [(one, _facts(one)) for one in view.self_assessments],
        "form": WithdrawForm(),
        "section": SECTION,
    }
    return render(request, "programme/border_post.html", context)


@require_http_methods(["GET", "POST"])
@finds
def new_self_assessment(request: WorkRequest) -> HttpResponse:
    """State what a post can do."""
    require_programme(request.access)
    posted = request.method == "POST"
    initial = {"post": request.GET.get("post", "")[:120], "stated_on": request.access.today}
    form = SelfAssessmentForm(request.POST) if posted else SelfAssessmentForm(initial=initial)
    if posted and form.is_valid():
        try:
            made = make_self_assessment(request.access, form.self_assessment())
        except BadInput as error:
            at_field(form, error, refusal(error, REFUSALS))
        else:
            messages.success(request, gettext("The self-assessment is kept."))
            return redirect("programme:border_post", made.post.reference)
    return form_page(
        request, "programme/new_self_assessment.html", {"form": form, "section": SECTION}
    )


@require_http_methods(["GET", "POST"])
def load(request: WorkRequest) -> HttpResponse:
    """Take in a file of self-assessments, and show what became of each row."""
    require_programme(request.access)
    posted = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if posted else FileForm()
    fates: tuple[RowFate, ...] = ()
    if posted and was_too_large(request):
        form.add_error("file", gettext("The file is too large."))
    if posted and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            fates = load_self_assessments(request.access, sent.read(), file=str(sent.name))
        except BadInput as error:
            at_field(form, error, refusal(error, REFUSALS), otherwise="file")
    context = {
        "form": form,
        "fates": [(one, FATES[one.fate]) for one in fates],
        "section": SECTION,
    }
    return form_page(request, "programme/load_self_assessments.html", context)


@require_GET
def form_file(request: WorkRequest) -> HttpResponse:
    """The form for ODK Collect or Enketo."""
    made = self_assessment_form(request.access)
    return attachment(made, "border-post-self-assessment.xml", "application/xml")


@require_POST
@finds
def withdraw(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """Take a self-assessment back that was wrong."""
    try:
        withdraw_self_assessment(request.access, reference, number, why=request.POST.get("why", ""))
    except BadInput as error:
        messages.error(request, refusal(error, REFUSALS))
    else:
        messages.success(request, gettext("It is taken back, and stays on record."))
    return redirect("programme:border_post", reference)


def _facts(one: SelfAssessment) -> Sequence[tuple[Any, Any]]:
    """What one self-assessment says, in words; what was not stated is left out."""
    numbers = [(FIELDS[name], getattr(one, name)) for name in NUMBERS]
    answers = {"yes": gettext("yes"), "partly": gettext("partly"), "no": gettext("no")}
    said = [(FIELDS[code], answers[answer]) for code, answer in one.procedures.items()]
    return [*((name, value) for name, value in numbers if value is not None), *said]
