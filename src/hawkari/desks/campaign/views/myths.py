"""Pages of the myth bank: the list, a myth, a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.campaign.bank import LANGUAGES
from hawkari.desks.campaign.myth_forms import MythForm, SayingForm, WhyForm
from hawkari.desks.campaign.myth_words import refused
from hawkari.desks.campaign.services.access import require_campaign
from hawkari.desks.campaign.services.bank_reading import bank_of, myth_row
from hawkari.desks.campaign.services.myths import (
    NewMyth,
    Saying,
    add_variant,
    make_myth,
    retire_myth,
)
from hawkari.desks.campaign.views.common import finds
from hawkari.desks.pages import WorkRequest
from hawkari.desks.refusals import at_field
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = ["bank_context", "myth", "myths", "new_myth", "not_changed", "retired", "saying"]


def bank_context(**more: Any) -> dict[str, Any]:
    """What every page of the bank shows around its own."""
    said = gettext("Answers to myths: nothing leaves until three people have signed it.")
    return {"section": "campaign_myths", "handling_words": said, **more}


def not_changed(request: WorkRequest, why: str) -> None:
    """Tell the reader on the next page that nothing was changed, and why."""
    said = gettext("Nothing was changed:")
    messages.error(request, f"{said} {why}")


@require_GET
def myths(request: WorkRequest) -> HttpResponse:
    """The myths, and which answers may leave."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:100]
    bank = bank_of(request.access, asked)
    leaving = sum(one.state == "leaves" for row in bank.rows for one in row.stands)
    context = bank_context(
        bank=bank, asked=asked, leaving=leaving, languages=LANGUAGES, density="compact"
    )
    return render(request, "campaign/myths.html", context)


@require_http_methods(["GET", "POST"])
def new_myth(request: WorkRequest) -> HttpResponse:
    """Keep a myth; ``text`` and ``language`` of the address begin it."""
    require_campaign(request.access)
    begun = {name: request.GET[name] for name in ("text", "language") if name in request.GET}
    form = MythForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sayings = (Saying(given["language"], given["text"]),)
        try:
            made = make_myth(request.access, NewMyth(given["topic"], sayings))
        except BadInput as error:
            at_field(form, error, refused(error))
        else:
            messages.success(request, gettext("The myth is kept. It has no answer yet."))
            return redirect("campaign:myth", made.reference)
    return render(request, "campaign/new_myth.html", bank_context(form=form), status=_status(form))


@require_GET
@finds
def myth(request: WorkRequest, reference: str) -> HttpResponse:
    """One myth: how it is said, and how its answers stand."""
    return _shown(request, reference, SayingForm())


@require_POST
@finds
def saying(request: WorkRequest, reference: str) -> HttpResponse:
    """Keep another way in which a myth is said."""
    form = SayingForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            add_variant(request.access, reference, Saying(given["language"], given["text"]))
        except BadInput as error:
            at_field(form, error, refused(error))
        else:
            messages.success(request, gettext("It is kept that it is said so."))
            return redirect("campaign:myth", reference)
    return _shown(request, reference, form)


@require_POST
@finds
def retired(request: WorkRequest, reference: str) -> HttpResponse:
    """Answer a myth no longer."""
    try:
        retire_myth(request.access, reference, why=request.POST.get("why", "")[:1_000])
    except BadInput as error:
        not_changed(request, refused(error))
    else:
        messages.success(request, gettext("The myth is answered no longer; nothing of it leaves."))
    return redirect("campaign:myth", reference)


def _shown(request: WorkRequest, reference: str, form: SayingForm) -> HttpResponse:
    access = request.access
    row = myth_row(access, reference)
    own = row.myth.agency_id == access.user.agency_id
    context = bank_context(
        row=row,
        form=form,
        why=WhyForm(auto_id="retire-%s"),
        may_write=own and access.may(Action.CAMPAIGN) and row.myth.retired_at is None,
    )
    return render(request, "campaign/myth.html", context, status=_status(form))


def _status(form: Any) -> int:
    return 400 if form.errors else 200
