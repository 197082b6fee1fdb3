"""The quarterly report: its figures with the rows behind each, and the document to hand out."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.programme.activity_words import activity_refusal
from hawkari.desks.programme.report_words import FORMS, LANGUAGE_NAMES
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.reports import Asked, make_report, tell_quarter
from hawkari.errors import BadInput
from hawkari.evidence.indicators import quarter_of, quarters_before

__all__ = ["report", "report_file"]

SECTION = "programme_report"
QUARTERS_BACK = 12


@require_GET
def report(request: WorkRequest) -> HttpResponse:
    """The figures of a quarter, each with its rows."""
    require_reading(request.access)
    today = request.access.today
    quarters = [one.name for one in (quarter_of(today), *quarters_before(today, QUARTERS_BACK))]
    quarter = request.GET.get("quarter", quarters[1])
    language = (get_language() or "en").split("-")[0]
    known_on = request.GET.get("known_on", "")
    told, refused = None, ""
    try:
        told = tell_quarter(request.access, Asked(quarter, language, known_on=known_on))
    except BadInput as error:
        refused = activity_refusal(error)
    if told is not None and told.period.name not in quarters:
        quarters.append(told.period.name)
    context = {
        "told": told,
        "report": told.report if told else None,
        "quarter": told.period.name if told else quarter,
        "known_on": known_on or today.isoformat(),
        "today": today,
        "is_past": told is not None and told.report.known_on < today,
        "refused": refused,
        "quarters": quarters,
        "languages": LANGUAGE_NAMES,
        "language": language,
        "forms": FORMS,
        "section": SECTION,
        "density": "compact",
    }
    return render(request, "programme/report.html", context, status=422 if refused else 200)


@require_GET
def report_file(request: WorkRequest) -> HttpResponse:
    """The report of a quarter as a document."""
    asked = Asked(
        request.GET.get("quarter", ""),
        request.GET.get("language", "en"),
        request.GET.get("format", "docx"),
        request.build_absolute_uri("/"),
        request.GET.get("known_on", ""),
    )
    try:
        made = make_report(request.access, asked, fonts=settings.DOCUMENT_FONTS)
    except BadInput as error:
        messages.error(request, activity_refusal(error))
        return redirect(reverse("programme:report"))
    return attachment(made.content, made.name, made.media_type)
