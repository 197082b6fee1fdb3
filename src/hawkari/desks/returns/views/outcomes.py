"""The page of outcomes: a quarter's numbers without anybody in them, looked at and released."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.returns.refusal_words import SETTLING
from hawkari.desks.returns.services.outcomes import preview, release, releases, withdraw
from hawkari.desks.returns.views.steps import take_step
from hawkari.evidence.access import Action
from hawkari.evidence.indicators import quarters_before

__all__ = ["outcomes", "withdraw_outcomes"]

QUARTERS = 4


@require_http_methods(["GET", "POST"])
def outcomes(request: WorkRequest) -> HttpResponse:
    """The numbers of a quarter as they would leave, and those that did."""
    access = request.access
    quarters = quarters_before(access.today, QUARTERS)
    asked = request.POST.get("quarter") or request.GET.get("quarter", "")
    period = next((one for one in quarters if one.name == asked), quarters[0])
    if request.method == "POST":
        take_step(
            request,
            lambda: release(access, period),
            said=gettext("The quarter is released to the programme desk."),
            words=SETTLING,
        )
        return redirect("returns:outcomes")
    found = releases(access)
    standing = [one for one in found if one.withdrawn_at is None]
    context = {
        "quarters": quarters,
        "period": period,
        "rows": preview(access, period) if access.may(Action.CASEWORK) else (),
        "releases": found,
        "released": any(one.first == period.first for one in standing),
        "may_release": access.may(Action.RETURN_DECIDE),
        "section": "returns_outcomes",
        "handling": "",
        "density": "compact",
    }
    return render(request, "returns/outcomes.html", context)


@require_POST
def withdraw_outcomes(request: WorkRequest) -> HttpResponse:
    """Take a release back."""
    number = request.POST.get("number", "")
    which = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    why = request.POST.get("why", "").replace("\0", "")[:500]
    take_step(
        request,
        lambda: withdraw(request.access, which, why=why),
        said=gettext("The release is withdrawn."),
        words=SETTLING,
    )
    return redirect("returns:outcomes")
