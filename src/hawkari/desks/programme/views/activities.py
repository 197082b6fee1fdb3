"""Pages of activities: the list, one with its entries, and a form for each thing to be done."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.activity_drawing import gantt
from hawkari.desks.programme.activity_forms import FactsForm
from hawkari.desks.programme.activity_steps import ADDS, STEPS
from hawkari.desks.programme.activity_tables import TABLES
from hawkari.desks.programme.activity_words import KINDS, STATES, activity_refusal
from hawkari.desks.programme.formats import item_words
from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.desks.programme.result_words import LEVELS
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.activities import (
    HIGH_RISK,
    list_activities,
    view_activity,
)
from hawkari.desks.programme.services.entry_work import entry_of
from hawkari.desks.programme.services.operations import operation_counts
from hawkari.desks.programme.services.refusals import item_of
from hawkari.desks.programme.services.results import results
from hawkari.desks.programme.views.common import finds
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.errors import BadInput

__all__ = ["activities", "activity", "activity_add", "activity_file", "entry_step", "operations"]

SECTION = "programme_activities"
PREFILLED = ("custodian", "place", "likelihood", "impact", "response", "review")


@require_GET
def activities(request: WorkRequest) -> HttpResponse:
    """The activities of the register, page by page, and how many of all are behind."""
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    shown = list_activities(request.access, page=page)
    found = [(one, item_words(one.item)) for one in shown.rows]
    return _page(request, "programme/activities.html", {"found": found, "shown": shown})


@require_GET
@finds
def activity(request: WorkRequest, reference: str) -> HttpResponse:
    """One activity: what is late, its milestones, things, posts, risks and decisions."""
    one = view_activity(request.access, reference)
    starts = one.facts.starts if one.facts else None
    context = {
        "one": one,
        "item": one.item,
        "name": item_words(one.item),
        "drawing": gantt(one.milestones, today=one.day, starts=starts),
        "assets": [(each, STATES.get(each.state, "")) for each in one.assets],
        "decisions": [(each, KINDS[each.kind]) for each in one.decisions],
        "outputs": [
            (each, LEVELS[each.level]) for each in results(request.access, activity=one.item)
        ],
        "high": HIGH_RISK,
    }
    return _page(request, "programme/activity.html", context)


@require_GET
def operations(request: WorkRequest) -> HttpResponse:
    """What was counted from evidence, quarter by quarter, as it was released."""
    quarters = operation_counts(request.access)
    return _page(request, "programme/operations.html", {"quarters": quarters})


@require_http_methods(["GET", "POST"])
@finds
def activity_add(request: WorkRequest, reference: str, what: str) -> HttpResponse:
    """Write something down of an activity; what was typed stays until it is right."""
    require_programme(request.access)
    add = ADDS[what]
    item = item_of(request.access, reference, None if what == "decision" else ItemKind.ACTIVITY)
    initial = _facts_of(item) if what == "facts" else {"day": request.access.today}
    form = add.form(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            add.keep(request.access, reference, form.cleaned_data)
        except BadInput as error:
            _refuse(form, error)
        else:
            messages.success(request, gettext("It is written down."))
            return redirect(_home_of(item))
    return _form_page(request, form, item, words=add.words)


@require_http_methods(["GET", "POST"])
@finds
def entry_step(request: WorkRequest, what: str, number: str, *, step: str) -> HttpResponse:
    """Carry an entry on, or withdraw it."""
    if (what, step) not in STEPS:
        raise Http404
    to_do = STEPS[what, step]
    entry = entry_of(request.access, what, int(number))
    form = (
        to_do.form(request.POST, request.FILES)
        if request.method == "POST"
        else to_do.form(initial=_begun(entry))
    )
    if request.method == "POST" and form.is_valid():
        try:
            to_do.keep(request.access, entry.pk, form.cleaned_data)
        except BadInput as error:
            _refuse(form, error)
        else:
            messages.success(request, gettext("It is written down."))
            return redirect(f"{_home_of(entry.item)}#{what}-{number}")
    return _form_page(request, form, entry.item, words=to_do.words, entry=_said(entry))


@require_GET
@finds
def activity_file(request: WorkRequest, reference: str, what: str) -> HttpResponse:
    """The entries of one kind, as CSV."""
    one = view_activity(request.access, reference)
    return csv_attachment(f"{what}-{one.item.reference}.csv", TABLES[what](one))


def _page(
    request: HttpRequest, page: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    return render(
        request, page, {"section": SECTION, "density": "compact", **context}, status=status
    )


def _form_page(
    request: HttpRequest,
    form: forms.Form,
    item: RegisterItem,
    *,
    words: Promise,
    entry: str = "",
) -> HttpResponse:
    context = {
        "form": form, "item": item, "name": item_words(item), "words": words, "entry": entry,
        "back": _home_of(item), "density": "comfortable",
    }  # fmt: skip
    status = 422 if form.errors else 200
    return _page(request, "programme/activity_form.html", context, status=status)


def _home_of(item: RegisterItem) -> str:
    page = "activity" if item.kind == ItemKind.ACTIVITY else "item"
    return reverse(f"programme:{page}", args=[item.reference])


def _refuse(form: forms.Form, error: BadInput) -> None:
    field = next((one for one in error.where if one in form.fields), None)
    form.add_error(field, activity_refusal(error))


def _facts_of(item: RegisterItem) -> dict[str, Any]:
    facts = getattr(item, "facts", None)
    names: list[str] = [] if facts is None else list(FactsForm.base_fields)
    return {name: getattr(facts, name) for name in names}


def _begun(entry: Any) -> dict[str, Any]:
    """What a form begins with: how the entry stands now."""
    return {name: getattr(entry, name) for name in PREFILLED if hasattr(entry, name)}


def _said(entry: Any) -> str:
    return str(next(getattr(entry, name) for name in ("name", "title", "words")
                    if hasattr(entry, name)))  # fmt: skip
