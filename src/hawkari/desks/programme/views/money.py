"""Pages of money: all lines, one line by quarters, a new line or budget, and rates."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.formats import item_words
from hawkari.desks.programme.models import RegisterItem
from hawkari.desks.programme.money_drawing import bars_of, quarter_drawing
from hawkari.desks.programme.money_forms import BudgetForm, LineForm, RateForm
from hawkari.desks.programme.money_words import (
    BOUNDS,
    BUDGET_KINDS,
    BUDGET_STATUSES,
    KINDS,
    STATES,
    money_refusal,
)
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.money import (
    LineRow,
    add_budget,
    add_line,
    lines,
    lines_under,
    list_rates,
    record_rate,
    totals_of,
    view_line,
    waiting_amendments,
    waiting_transactions,
)
from hawkari.desks.programme.services.money.making import fundable_items
from hawkari.desks.programme.views.common import finds
from hawkari.desks.refusals import at_field
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = ["SECTION", "line", "lines_file", "money", "new_budget", "new_line", "page", "rates"]

SECTION = "programme_money"
PAGE = 100


@require_GET
@finds
def money(request: WorkRequest) -> HttpResponse:
    """All lines or those under an item, and how each stands."""
    found, item = _asked(request)
    bars = bars_of(found)
    # The sums are of all lines, whichever page of them is shown.
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [(one, bars[one.line.pk], BOUNDS[one.line.bound]) for one in shown],
        "shown": shown,
        "totals": totals_of(found),
        "may_record": request.access.may(Action.PROGRAMME),
        "waiting": len(waiting_transactions(request.access))
        + len(waiting_amendments(request.access)),
        "item": item,
    }
    return page(request, "money", context)


def _asked(request: WorkRequest) -> tuple[tuple[LineRow, ...], RegisterItem | None]:
    """The lines that were asked for, and the item that they hang on if one was named."""
    under = request.GET.get("under", "")[:16]
    if not under:
        return lines(request.access), None
    found = lines_under(request.access, under)
    return found.rows, found.item


@require_GET
@finds
def lines_file(request: WorkRequest) -> HttpResponse:
    """All lines or those under an item as CSV; what is not published is an empty cell, never 0."""
    head = (
        "line", "name", "item", "currency", "bound", "promised", "planned", "received", "pledged",
        "committed", "paid", "left", "waiting",
    )  # fmt: skip
    rows = [
        (
            one.line.reference, one.line.name, one.line.item.reference, one.line.currency,
            one.line.bound, one.line.amount, one.planned, one.sums.received, one.sums.pledged,
            one.committed, one.paid, one.left, one.waiting,
        )
        for one in _asked(request)[0]
    ]  # fmt: skip
    return csv_attachment("money.csv", (head, *rows))


@require_http_methods(["GET", "POST"])
def new_line(request: WorkRequest) -> HttpResponse:
    """Make a line; what was typed stays on the page until it is right."""
    require_programme(request.access)
    items = fundable_items(request.access)
    data = request.POST if request.method == "POST" else None
    form = LineForm(data, items=items, first=request.GET.get("item", "")[:16])
    if data is not None and form.is_valid():
        try:
            made = add_line(request.access, form.line())
        except BadInput as error:
            at_field(form, error, money_refusal(error))
        else:
            messages.success(request, gettext("The line is kept."))
            return redirect("programme:line", made.reference)
    return page(request, "new_line", {"form": form, "items": items}, status=status_of(form))


@require_GET
@finds
def line(request: WorkRequest, reference: str) -> HttpResponse:
    """One line: by quarters, its forecast, budgets and transactions."""
    view = view_line(request.access, reference)
    context = {
        "view": view,
        "row": view.row,
        "line": view.row.line,
        "bound": BOUNDS[view.row.line.bound],
        "item_name": item_words(view.row.line.item),
        "drawing": quarter_drawing(view.quarters, view.row.line.amount),
        "quarters": view.quarters,
        "budgets": [
            (one, BUDGET_KINDS[one.kind], BUDGET_STATUSES[one.status])
            for one in (*view.budgets, *view.replaced)
        ],
        "held": {one.pk for one in view.budgets},
        "amendments": [(one, STATES[one.state]) for one in view.amendments],
        "transactions": [(one, KINDS[one.kind], STATES[one.state]) for one in view.transactions],
    }
    return page(request, "line", context)


@require_GET
@finds
def quarters_file(request: WorkRequest, reference: str) -> HttpResponse:
    """A line by quarters as CSV."""
    view = view_line(request.access, reference)
    rows = [
        (one.period.name, view.row.line.currency, one.planned, one.paid, one.left)
        for one in view.quarters
    ]
    head = ("quarter", "currency", "planned", "paid", "left")
    return csv_attachment(f"{view.row.line.reference}.csv", (head, *rows))


@require_http_methods(["GET", "POST"])
@finds
def new_budget(request: WorkRequest, reference: str) -> HttpResponse:
    """Plan what is spent of a line, or revise the plan."""
    require_programme(request.access)
    view = view_line(request.access, reference)
    form = BudgetForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            add_budget(request.access, reference, form.budget())
        except BadInput as error:
            at_field(form, error, money_refusal(error))
        else:
            messages.success(request, gettext("The budget is kept."))
            return redirect("programme:line", reference)
    context = {"form": form, "line": view.row.line}
    return page(request, "new_budget", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def rates(request: WorkRequest) -> HttpResponse:
    """The exchange rates, and a new one."""
    form = RateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            record_rate(request.access, form.new_rate())
        except BadInput as error:
            at_field(form, error, money_refusal(error))
        else:
            messages.success(request, gettext("The rate is kept."))
            return redirect("programme:rates")
    context = {
        "form": form,
        "found": list_rates(request.access),
        "may_record": request.access.may(Action.PROGRAMME),
    }
    return page(request, "rates", context, status=status_of(form))


def page(
    request: WorkRequest, name: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A page of money."""
    shown = {"section": SECTION, "density": "compact", **context}
    return render(request, f"programme/{name}.html", shown, status=status)


def status_of(form: forms.Form) -> int:
    """422 for a form that was not taken."""
    return 422 if form.is_bound and form.errors else 200


def decided(
    request: WorkRequest, back_to: tuple[str, str], *, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do one step with a sum, say what became of it, and go back to the page of what it is about.

    Args:
        request: the request.
        back_to: the address's name, and the reference.
        act: the step.
        said: what is said once it is done.
    """
    try:
        act()
    except BadInput as error:
        messages.error(request, money_refusal(error))
    else:
        messages.success(request, said)
    return redirect(*back_to)
