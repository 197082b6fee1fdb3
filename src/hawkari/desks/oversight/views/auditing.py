"""Pages of the audit log: who saw whom, what an officer did, what to ask about."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.oversight.audit_forms import HoursForm, PeriodForm, TermForm, WantedForm
from hawkari.desks.oversight.services.audit_tables import as_csv
from hawkari.desks.oversight.services.auditing import (
    Wanted,
    change_hours,
    health,
    look_up,
    searched,
    unusual,
)
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["audit", "audit_export", "audit_hours", "audit_patterns", "audit_term"]

FRAME = {"section": "audit", "handling": "", "density": "compact"}


def _wanted(form: WantedForm) -> Wanted:
    """The question; an unreadable one asks for nobody, so that the page shows what is wrong."""
    return form.wanted() if form.is_valid() else Wanted(person="-")


def _page_number(query: QueryDict) -> int:
    text = query.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _address(query: QueryDict) -> str:
    """The filters without the page, to be followed by another."""
    kept = query.copy()
    kept.pop("page", None)
    return kept.urlencode()


@require_GET
def audit(request: WorkRequest) -> HttpResponse:
    """The log's newest entries under the filters, and the log's own health."""
    form = WantedForm(request.GET)
    found = look_up(request.access, _wanted(form), page=_page_number(request.GET))
    context: dict[str, Any] = {
        **FRAME,
        "form": form,
        "found": found,
        "address": _address(request.GET),
        "kept": [(name, value) for name, value in request.GET.items() if name != "page"],
        "health": health(request.access),
        "term_form": TermForm(),
    }
    return render(request, "oversight/audit.html", context)


@needs_confirmation
@require_GET
def audit_export(request: WorkRequest) -> HttpResponseBase:
    """The rows under the filters as CSV; audited as a disclosure, with its reason."""
    wanted = _wanted(WantedForm(request.GET))
    lines = as_csv(request.access, wanted, reason=request.GET.get("why", "")[:1000])
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


@require_POST
def audit_term(request: WorkRequest) -> HttpResponse:
    """Whether a term was searched; by post, so that it stands in no address and no history."""
    form = TermForm(request.POST)
    term = form.cleaned_data["term"] if form.is_valid() else ""
    context = {**FRAME, "form": form, "found": searched(request.access, term)}
    return render(request, "oversight/audit_term.html", context)


@require_GET
def audit_patterns(request: WorkRequest) -> HttpResponse:
    """What the plain rules point at: something to ask about, never a finding."""
    form = PeriodForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {"first": None, "last": None}
    found = unusual(request.access, first=given["first"], last=given["last"])
    hours = HoursForm(
        initial={
            "time_zone": found.hours.time_zone,
            "first_hour": found.hours.first_hour,
            "last_hour": found.hours.last_hour,
            "days": list(found.hours.days),
        }
    )
    context = {**FRAME, "section": "patterns", "form": form, "found": found, "hours_form": hours}
    return render(request, "oversight/audit_patterns.html", context)


@require_POST
def audit_hours(request: WorkRequest) -> HttpResponse:
    """Set the working hours of the operation."""
    form = HoursForm(request.POST)
    if not form.is_valid():
        found = unusual(request.access)
        context = {**FRAME, "form": PeriodForm(), "found": found, "hours_form": form}
        return render(request, "oversight/audit_patterns.html", context, status=422)
    given = form.cleaned_data
    change_hours(
        request.access,
        time_zone=given["time_zone"],
        first_hour=given["first_hour"],
        last_hour=given["last_hour"],
        days="".join(given["days"]),
    )
    messages.success(request, gettext("The working hours are set."))
    return redirect("oversight:audit_patterns")
