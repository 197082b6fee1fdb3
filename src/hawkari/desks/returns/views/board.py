"""The board of return cases: what waits, its file, and one thing done to many cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.returns.board_forms import BulkForm, FilterForm, filters_of
from hawkari.desks.returns.board_words import ACTIONS, LISTS
from hawkari.desks.returns.services.board import Board, Row, Stock, board, export_rows
from hawkari.desks.returns.services.bulk import AT_ONCE, act_on
from hawkari.desks.returns.services.cases import caseworkers
from hawkari.desks.spreadsheets import CSV_TYPE, csv_line
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = ["act", "board_file", "board_page"]


SAY_WHAT = frozenset({"idle", "expiring", "overdue", "look_again", "late", "pool"})
"""Lists whose name alone does not say why a case is in them."""


@dataclass(frozen=True, slots=True)
class StockLine:
    """One row of the stock: an authority's cases in a state, and how wide each age is drawn.

    `first` is how many rows the state has, at its first one; 0 at the others. `bars` are
    ``(from, width)`` of 100 for each age, all rows to one scale.
    """

    stock: Stock
    first: int
    days: int
    bars: tuple[tuple[str, str], ...]


@require_GET
def board_page(request: WorkRequest) -> HttpResponse:
    """What waits, where and for how long."""
    filters = filters_of(request.GET)
    found = board(request.access, filters)
    return render(request, "returns/board.html", _context(request, found))


def _context(request: WorkRequest, found: Board) -> dict[str, object]:
    may_work = request.access.may(Action.CASEWORK)
    return {
        "board": found,
        "lists": [(name, words, found.counts.get(name)) for name, words in LISTS.items()],
        "list": LISTS[found.filters.view],
        "lines": list(_lines(found)),
        "says_what": found.filters.view in SAY_WHAT,
        "form": FilterForm(initial=found.filters.as_query()),
        "query": urlencode(found.filters.as_query()),
        "rest": urlencode(
            {name: one for name, one in found.filters.as_query().items() if name != "view"}
        ),
        "bulk": BulkForm() if may_work else None,
        "workers": caseworkers(request.access) if may_work else (),
        "may_close": request.access.may(Action.RETURN_DECIDE),
        "ticked": "tick" in request.GET,
        "section": "returns_board",
        "density": "compact",
    }


def _lines(found: Board) -> Iterator[StockLine]:
    most = max((one.cases for one in found.stock), default=1)
    for _, group in groupby(found.stock, key=lambda one: one.state):
        rows = list(group)
        for place, one in enumerate(rows):
            days = (found.now - one.oldest).days
            yield StockLine(one, 0 if place else len(rows), days, _bars(one, most))


def _bars(stock: Stock, most: int) -> tuple[tuple[str, str], ...]:
    found, at = [], 0.0
    for cases in stock.ages:
        width = 100 * cases / most
        found.append((f"{at:.2f}", f"{width:.2f}"))
        at += width
    return tuple(found)


COLUMNS = (
    *("reference", "state", "since", "receiver", "route", "caseworker", "last_worked_on"),
    *("idle_since", "first_expires", "duty", "duty_from", "asked_at", "late_barrier"),
    *("late_learned", "pool", "open_barriers", "unknown_barriers"),
)


@require_GET
def board_file(request: WorkRequest) -> StreamingHttpResponse:
    """The list as CSV, without names: references and how each case stands."""
    rows = export_rows(request.access, filters_of(request.GET))
    response = StreamingHttpResponse(_csv(rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = 'attachment; filename="return-cases.csv"'
    return response


def _csv(rows: Iterator[Row]) -> Iterator[str]:
    yield csv_line(COLUMNS)
    for row in rows:
        one = row.standing
        yield csv_line((
            row.reference, one.state, one.since, one.receiver, one.route,
            one.caseworker.get_username() if one.caseworker else "", one.touched,
            one.idle_since, one.first_expires, one.duty, one.duty_from, one.asked_at,
            one.late_barrier, one.late_learned, one.pool, one.barriers_open,
            row.unknown,
        ))  # fmt: skip


@require_POST
def act(request: WorkRequest) -> HttpResponse:
    """Do one thing to the ticked cases, and say of each what became of it."""
    filters = filters_of(request.POST)
    form = BulkForm(request.POST)
    names = [one.get_username() for one in caseworkers(request.access)]
    form.fields["worker"].choices = [(one, one) for one in names]  # type: ignore[attr-defined]
    problem, outcomes = "", []
    if form.is_valid():
        try:
            outcomes = act_on(request.access, request.POST.getlist("case"), form.wanted())
        except BadInput as error:
            problem = _words_of(error)
    else:
        problem = gettext("Choose what is to be done, from the lists.")
    context = {
        "outcomes": outcomes,
        "problem": problem,
        "done": sum(one.done for one in outcomes),
        "action": ACTIONS[form.cleaned_data["action"]] if outcomes else "",
        "query": urlencode(filters.as_query()),
        "section": "returns_board",
    }
    return render(request, "returns/board_done.html", context, status=400 if problem else 200)


def _words_of(error: BadInput) -> str:
    if "no case" in error.problem:
        return gettext("No case is ticked.")
    if str(AT_ONCE) in error.problem:
        return gettext("At most %(number)s cases at once.") % {"number": AT_ONCE}
    return gettext("Say what is to be done, and why: a hold and a closing need a reason in words.")
