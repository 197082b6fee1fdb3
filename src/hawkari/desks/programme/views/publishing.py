"""Pages of what may be published: who publishes, what is stated of an activity, and the rules."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.pages import WorkRequest, form_page
from hawkari.desks.programme.iati_out import FIELDS
from hawkari.desks.programme.iati_out.values import Details, Party, Share
from hawkari.desks.programme.publish_forms import (
    CountryRow,
    DetailsForm,
    PartyRow,
    PublisherForm,
    RuleForm,
    SectorRow,
    initial_of,
)
from hawkari.desks.programme.publish_words import DEFAULT_WHY, DOES, REFUSALS
from hawkari.desks.programme.publish_words import FIELDS as FIELD_WORDS
from hawkari.desks.programme.services.publications import find_publications
from hawkari.desks.programme.services.publish_checks import Failing
from hawkari.desks.programme.services.publish_details import (
    details_of,
    publisher_of,
    set_publisher,
    state_details,
)
from hawkari.desks.programme.services.publish_overview import lacking, standing_of_activities
from hawkari.desks.programme.services.publish_rules import NewRule, RuleRow, rule_rows, set_rule
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.publish_shown import failing_rows, publication_rows
from hawkari.desks.refusals import at_field, refusal
from hawkari.errors import BadInput

__all__ = ["publish", "publish_details", "publish_rule", "publish_rules", "publisher"]

PARTIES = forms.formset_factory(PartyRow, extra=2, min_num=2, max_num=12)
COUNTRIES = forms.formset_factory(CountryRow, extra=1, min_num=1, max_num=6)
SECTORS = forms.formset_factory(SectorRow, extra=1, min_num=2, max_num=12)

GROUPS = {
    "what": (
        _("What it is"),
        ("title_en", "title_ar", "title_ckb", "description_en", "description_ar",
         "description_ckb", "status"),
    ),
    "when": (_("When"), ("planned_start", "actual_start", "planned_end", "actual_end")),
    "aid": (
        _("What kind of aid it is"),
        ("flow", "aid", "finance", "tied", "collaboration", "scope", "currency"),
    ),
    "where": (
        _("Where, and whom to write to"),
        ("area", "place", "organisation", "person", "email", "telephone"),
    ),
}  # fmt: skip
"""Fields of the form by what they are about."""
PART_WORDS = {
    "parties": _("Organisations that take part"),
    "countries": _("Countries"),
    "sectors": _("Sectors"),
}


@require_GET
def publish(request: WorkRequest) -> HttpResponse:
    """What may be published, what was, and what its activities still lack."""
    access = request.access
    context = {
        "publisher": publisher_of(access),
        "activities": standing_of_activities(access),
        "publications": publication_rows(find_publications(access)),
        "section": "programme_publish",
    }
    return render(request, "programme/publish.html", context)


@require_http_methods(["GET", "POST"])
def publisher(request: WorkRequest) -> HttpResponse:
    """State under which identifier and name the agency publishes."""
    now = publisher_of(request.access)
    initial = {} if now is None else {"ref": now.ref, "kind": now.kind, "name": now.name}
    form = PublisherForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_publisher(request.access, **form.cleaned_data)
        except BadInput as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("The publisher is stated."))
            return redirect("programme:publish")
    context = {"form": form, "now": now, "section": "programme_publish"}
    return form_page(request, "programme/publisher.html", context)


@require_http_methods(["GET", "POST"])
@finds
def publish_details(request: WorkRequest, reference: str) -> HttpResponse:
    """What is stated of an activity, with each broken rule beside its field."""
    stated = details_of(request.access, reference)
    sent = request.POST if request.method == "POST" else None
    form = DetailsForm(sent, initial=initial_of(stated.details, stated.seen))
    parts = _formsets(sent, stated.details)
    details = stated.details
    if sent is not None and all([form.is_valid(), *(one.is_valid() for one in parts.values())]):
        rows = {key: tuple(_values(one)) for key, one in parts.items()}
        details = form.details(rows["parties"], rows["countries"], rows["sectors"])
        try:
            state_details(request.access, reference, details, seen=form.cleaned_data["seen"])
        except BadInput as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("It is kept. What it still lacks is said below."))
            return redirect("programme:publish_details", reference)
    failing = lacking(request.access, stated.item, details)
    beside = _beside(failing)
    context = {
        "form": form,
        "item": stated.item,
        "stated": stated.seen > 0,
        "groups": [
            (words, key, [(form[one], beside.get(one, [])) for one in names])
            for key, (words, names) in GROUPS.items()
        ],
        "parts": [(PART_WORDS[key], key, one, beside.get(key, [])) for key, one in parts.items()],
        "failing": failing_rows(failing),
        "section": "programme_publish",
    }
    return form_page(request, "programme/publish_details.html", context, *parts.values())


@require_GET
@finds
def publish_rules(request: WorkRequest) -> HttpResponse:
    """Every field, what happens to it when it is published, and why."""
    of = request.GET.get("activity", "")
    rows = [rule_row(one) for one in rule_rows(request.access, of)]
    context = {"rows": rows, "of": of, "section": "programme_publish", "density": "compact"}
    return render(request, "programme/publish_rules.html", context)


@require_http_methods(["GET", "POST"])
@finds
def publish_rule(request: WorkRequest, field: str) -> HttpResponse:
    """State a rule for one field, of all activities or of one."""
    if field not in FIELDS:
        raise Http404
    of = (request.POST or request.GET).get("activity", "")
    row = next(one for one in rule_rows(request.access, of) if one.field.key == field)
    initial = {"does": row.rule.does, "days": row.rule.days or None}
    form = RuleForm(request.POST or None, field=field, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        new = NewRule(field, said["does"], said["why"], said.get("days") or 0)
        try:
            set_rule(request.access, new, reference=of)
        except BadInput as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("The rule is stated."))
            address = redirect("programme:publish_rules")
            if of:
                address["Location"] += f"?activity={of}"
            return address
    context = {"form": form, "row": rule_row(row), "of": of, "section": "programme_publish"}
    return form_page(request, "programme/publish_rule.html", context)


def rule_row(row: RuleRow) -> dict[str, Any]:
    """A rule as its page shows it."""
    return {
        "key": row.field.key,
        "words": FIELD_WORDS[row.field.key],
        "does": DOES[row.rule.does],
        "days": row.rule.days,
        "why": row.rule.why,
        "default_why": DEFAULT_WHY[row.field.guards],
        "kept": row.kept,
        "looser": row.looser,
    }


def _formsets(sent: Any, details: Details) -> dict[str, Any]:
    """The rows of a form, by the name under which they are stated."""
    parties = [
        {"role": one.role, "name": one.org.name, "ref": one.org.ref, "kind": one.org.kind}
        for one in details.parties
    ]
    return {
        "parties": PARTIES(sent, initial=parties, prefix="parties"),
        "countries": COUNTRIES(sent, initial=_shares(details.countries), prefix="countries"),
        "sectors": SECTORS(sent, initial=_shares(details.sectors), prefix="sectors"),
    }


def _shares(shares: tuple[Share, ...]) -> list[dict[str, Any]]:
    return [{"code": one.code, "percentage": one.percentage} for one in shares]


def _values(rows: Any) -> Iterator[Any]:
    """What the rows state that are not empty."""
    for row in rows.forms:
        found: Party | Share | None = row.party() if isinstance(row, PartyRow) else row.share()
        if found is not None:
            yield found


def _beside(failing: tuple[Failing, ...]) -> dict[str, list[dict[str, Any]]]:
    """What is wrong, by the field that it is about."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in failing_rows(failing):
        found.setdefault(row["field"], []).append(row)
    return found


def refuse(form: forms.Form, error: BadInput) -> None:
    """Say what a service refused beside its field, or above all of them."""
    at_field(form, error, refusal(error, REFUSALS))
