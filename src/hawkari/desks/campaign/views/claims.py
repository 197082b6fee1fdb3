"""Pages of new claims: what many say and no myth answers; one made a myth, or put aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.campaign.bank import LANGUAGES
from hawkari.desks.campaign.claim_words import refused
from hawkari.desks.campaign.models import Claim
from hawkari.desks.campaign.myth_forms import MythForm, WhyForm
from hawkari.desks.campaign.services.claims import (
    claim_page,
    find_claims,
    look_again,
    make_myth_of,
    put_aside,
)
from hawkari.desks.campaign.services.myths import NewMyth, Saying
from hawkari.desks.campaign.views.common import finds
from hawkari.desks.pages import WorkRequest
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.errors import BadInput

__all__ = ["again", "aside", "claim", "claims", "claims_file", "made"]


def _context(**more: Any) -> dict[str, Any]:
    return {
        "section": "campaign_claims",
        "density": "compact",
        **more,
    }


@require_GET
def claims(request: WorkRequest) -> HttpResponse:
    """Claims without an answer, those of most posts first."""
    state = request.GET.get("state", "")
    state = state if state in Claim.State.values else Claim.State.OPEN.value
    found = find_claims(request.access, state=state)
    return render(request, "campaign/claims.html", _context(found=found, state=state))


@require_GET
def claims_file(request: WorkRequest) -> HttpResponse:
    """The same list as CSV; numbers only, no words of posts."""
    rows: list[tuple[object, ...]] = [("claim", "posts", "channels", "languages", "first", "last")]
    for one in find_claims(request.access).rows:
        days = (day.date().isoformat() if day else "" for day in (one.first, one.last))
        spoken = " ".join(one.languages)
        rows.append((one.claim.reference, one.posts, one.channels, spoken, *days))
    return csv_attachment("claims.csv", rows)


@require_GET
@finds
def claim(request: WorkRequest, reference: str) -> HttpResponse:
    """One claim and its posts."""
    return _shown(request, reference)


@require_POST
@finds
def made(request: WorkRequest, reference: str) -> HttpResponse:
    """Keep the claim in the myth bank."""
    form = MythForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        new = NewMyth(given["topic"], (Saying(given["language"], given["text"]),))
        try:
            myth = make_myth_of(request.access, reference, new)
        except BadInput as error:
            form.add_error(None, refused(error))
        else:
            messages.success(request, gettext("The myth is kept. It has no answer yet."))
            return redirect("campaign:myth", myth.reference)
    return _shown(request, reference, form=form)


@require_POST
@finds
def aside(request: WorkRequest, reference: str) -> HttpResponse:
    """Say that the claim needs no answer."""
    form = WhyForm(request.POST, auto_id="aside-%s")
    if form.is_valid():
        try:
            put_aside(request.access, reference, why=form.cleaned_data["why"])
        except BadInput as error:
            form.add_error(None, refused(error))
        else:
            messages.success(request, gettext("The claim is put aside, with your reason."))
            return redirect("campaign:claims")
    return _shown(request, reference, why=form)


@require_POST
def again(request: WorkRequest) -> HttpResponse:
    """Have all posts matched again to the myths as they are now."""
    look_again(request.access)
    messages.success(request, gettext("Posts will be matched again: read the imports on."))
    return redirect("campaign:imports")


def _shown(
    request: WorkRequest, reference: str, *, form: MythForm | None = None, why: Any = None
) -> HttpResponse:
    page = claim_page(request.access, reference)
    begun = next((one for one in page.row.languages if one in LANGUAGES), LANGUAGES[0])
    wrong = next((one for one in (form, why) if one is not None and one.errors), None)
    context = _context(
        page=page,
        row=page.row,
        myth_form=form or MythForm(initial={"language": begun}),
        why=why or WhyForm(auto_id="aside-%s"),
        form=wrong,
        is_open=page.row.claim.state == Claim.State.OPEN,
    )
    return render(request, "campaign/claim.html", context, status=422 if wrong else 200)
