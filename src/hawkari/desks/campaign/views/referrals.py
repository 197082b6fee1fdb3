"""Pages of what becomes of adverts: into evidence, and the log of referrals to platforms."""

from collections.abc import Iterable, Iterator, Mapping

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.campaign.models import Referral
from hawkari.desks.campaign.referral_forms import AcceptForm, ReferralForm, StepForm
from hawkari.desks.campaign.referral_words import BASES, OUTCOMES, REFUSALS, STATES
from hawkari.desks.campaign.services.accepting import (
    Accepted,
    accept,
    offer_of,
    shown_selector,
    subject_of,
)
from hawkari.desks.campaign.services.referrals import (
    COLUMNS,
    NewReferral,
    NewStep,
    find_referrals,
    record_referral,
    record_step,
    referral_rows,
    referral_view,
    subject_words,
)
from hawkari.desks.campaign.views.common import finds
from hawkari.desks.pages import WorkRequest, form_page
from hawkari.desks.refusals import at_field, refusal
from hawkari.desks.spreadsheets import BYTE_ORDER_MARK, CSV_TYPE, csv_line
from hawkari.errors import BadInput

__all__ = ["accept_advert", "new_referral", "referral", "referrals", "referrals_file"]


@require_http_methods(["GET", "POST"])
@finds
def accept_advert(request: WorkRequest, kind: str, name: str) -> HttpResponse:
    """Say which selectors of adverts are a smuggler's; they stand in evidence then."""
    subject = subject_of(kind, name)
    offer = offer_of(request.access, subject)
    choices = [(one.key, one.value) for one in offer.candidates]
    form = AcceptForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        words = said["condition"].strip()
        wanted = Accepted(
            tuple(said["selectors"]), said["why"], said["grade"], "C" if words else "P", words
        )
        try:
            accept(request.access, subject, wanted)
        except BadInput as error:
            at_field(form, error, refusal(error, REFUSALS))
        else:
            messages.success(request, gettext("It stands in evidence now."))
            return redirect("campaign:accept_advert", kind, name)
    last = offer.earlier[0].selectors if offer.earlier else []
    context = {
        "form": form,
        "offer": offer,
        "kind": kind,
        "name": name,
        "accepted": [shown_selector(one) for one in last],
        "ticked": request.POST.getlist("selectors") if request.method == "POST" else last,
        "section": "campaign_posts",
        "handling_words": gettext(
            "Posts of third parties: for this operation only. Phones and accounts are shown here."
        ),
    }
    return form_page(request, "campaign/accept.html", context)


@require_GET
def referrals(request: WorkRequest) -> HttpResponse:
    """The log, the newest first."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    found = find_referrals(request.access, state=state)
    context = {
        "found": [(one, BASES[one.basis], _outcome(one.outcome), _again(one)) for one in found],
        "state": state,
        "states": STATES.items(),
        "section": "campaign_referrals",
        "density": "compact",
    }
    return render(request, "campaign/referrals.html", context)


@require_GET
def referrals_file(request: WorkRequest, form: str) -> HttpResponse | StreamingHttpResponse:
    """The log as a table, or for programs."""
    rows = referral_rows(request.access)
    if form == "json":
        return JsonResponse({"referrals": list(rows)}, json_dumps_params={"ensure_ascii": False})
    response = StreamingHttpResponse(_csv(rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = 'attachment; filename="referrals.csv"'
    return response


@require_http_methods(["GET", "POST"])
@finds
def new_referral(request: WorkRequest) -> HttpResponse:
    """Record that something was referred, elsewhere."""
    subject = (request.POST or request.GET).get("subject", "")[:60]
    said = subject_words(request.access, subject)
    form = ReferralForm(
        request.POST or None,
        initial={
            "what": said,
            "platform": said.partition(":")[0].title() if ":" in said else "",
            "sent_on": request.access.today,
            "sent_by": request.access.user.get_username(),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = record_referral(
                request.access, NewReferral(subject=subject, **form.cleaned_data)
            )
        except BadInput as error:
            at_field(form, error, refusal(error, REFUSALS))
        else:
            messages.success(request, gettext("The referral is in the log."))
            return redirect("campaign:referral", made.reference)
    context = {"form": form, "subject": subject, "said": said, "section": "campaign_referrals"}
    return form_page(request, "campaign/new_referral.html", context)


@require_http_methods(["GET", "POST"])
@finds
def referral(request: WorkRequest, reference: str) -> HttpResponse:
    """One referral, what came of it, and a form for what comes next."""
    form = StepForm(request.POST or None, initial={"on": request.access.today})
    if request.method == "POST" and form.is_valid():
        try:
            record_step(request.access, reference, NewStep(**form.cleaned_data))
        except BadInput as error:
            at_field(form, error, refusal(error, REFUSALS))
        else:
            messages.success(request, gettext("It is in the log."))
            return redirect("campaign:referral", reference)
    view = referral_view(request.access, reference)
    context = {
        "view": view,
        "basis": BASES[view.referral.basis],
        "outcome": _outcome(view.referral.outcome),
        "steps": [(step, _outcome(step.outcome)) for step in view.steps],
        "form": form,
        "section": "campaign_referrals",
    }
    return form_page(request, "campaign/referral.html", context)


def _outcome(outcome: str) -> Promise | str:
    return OUTCOMES.get(outcome, "")


def _again(one: Referral) -> int:
    """How often the same was seen again."""
    return sum(step.seen_again for step in one.steps.all())


def _csv(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_line(COLUMNS)
    for row in rows:
        yield csv_line(row[name] for name in COLUMNS)
