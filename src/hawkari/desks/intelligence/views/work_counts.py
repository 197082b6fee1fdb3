"""The page of a quarter's work as numbers: looked at, released to the programme desk or not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from hawkari.desks.intelligence.services.work_counts import preview, release, releases, withdraw
from hawkari.desks.intelligence.task_words import ANSWERED
from hawkari.desks.pages import WorkRequest
from hawkari.desks.refusals import Refusals, refusal
from hawkari.errors import BadInput
from hawkari.evidence.access import Action
from hawkari.evidence.indicators import quarters_before

__all__ = ["withdraw_work_counts", "work_counts"]

QUARTERS = 4
CODES = {
    "pairs_decided": _("Pairs of records that people decided on"),
    "tasks_answered": _("Tasks that were answered"),
}
GROUPS = {
    **ANSWERED,
    "positive": _("the same person"),
    "negative": _("different people"),
    "unsure": _("unsure"),
}
REFUSED: Refusals = (
    ("quarter that is over", _("Only a whole quarter that is over is released.")),
    ("released already", _("This quarter was released already. Withdraw that release first.")),
    ("no such release", _("There is no such release.")),
    ("needs a reason", _("Say why.")),
)


@require_http_methods(["GET", "POST"])
def work_counts(request: WorkRequest) -> HttpResponse:
    """The numbers of a quarter as they would leave, and those that did."""
    access = request.access
    quarters = quarters_before(access.today, QUARTERS)
    asked = request.POST.get("quarter") or request.GET.get("quarter", "")
    period = next((one for one in quarters if one.name == asked), quarters[0])
    if request.method == "POST":
        return _step(
            request,
            lambda: release(access, period),
            gettext("The quarter is released to the programme desk."),
        )
    rows, found = preview(access, period), releases(access)
    standing = [one for one in found if one.withdrawn_at is None]
    context = {
        "quarters": quarters,
        "period": period,
        "rows": [(CODES[one.code], GROUPS.get(one.group, ""), one) for one in rows],
        "releases": [
            (one, [(CODES[row.code], GROUPS.get(row.group, ""), row) for row in one.rows.all()])
            for one in found
        ],
        "released": any(
            one.first == period.first and one.operation == access.operation for one in standing
        ),
        "may_release": access.may(Action.RELEASE),
        "section": "tasks",
        "handling": "",
        "density": "compact",
    }
    return render(request, "intelligence/work_counts.html", context)


@require_POST
def withdraw_work_counts(request: WorkRequest) -> HttpResponse:
    """Take a release back."""
    number = request.POST.get("number", "")
    which = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    why = request.POST.get("why", "").replace("\0", "")[:500]
    return _step(
        request,
        lambda: withdraw(request.access, which, why=why),
        gettext("The release is withdrawn."),
    )


def _step(request: WorkRequest, step: Callable[[], object], said: str) -> HttpResponse:
    try:
        step()
    except BadInput as error:
        messages.error(request, refusal(error, REFUSED))
    else:
        messages.success(request, said)
    return redirect("intelligence:work_counts")
