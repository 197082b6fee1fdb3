"""The board: what waits, where and for how long, counted and listed from how cases stand.

Nothing here is about what a person is like: lists are in the order of time and of deadlines of the
work. Whether something is late is worked out when the board is read, by the clocks.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from hawkari.desks.returns.models import Standing
from hawkari.desks.returns.services.access import require_reading
from hawkari.desks.returns.services.next_duty import cutoffs
from hawkari.engines.casework import Receiver, Route, State
from hawkari.engines.casework.values import AFTER_DEPARTURE
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "AGES",
    "VIEWS",
    "Board",
    "Filters",
    "Row",
    "Stock",
    "board",
    "board_counts",
    "export_rows",
]

AGES = (7, 28, 90)
"""Days by which the stock is told apart; a last column holds what is older."""
IDLE = timedelta(days=14)
EXPIRING = timedelta(days=30)
UNTOUCHED = timedelta(days=90)
A_PAGE = 25
EVER = datetime.min.replace(year=1900, tzinfo=UTC)
"""Before anything: compared with it, a column that is not empty is found by its index."""
MOST_EXPORTED = 100_000
OPEN = tuple(one for one in State if one is not State.CLOSED)
BEFORE_DEPARTURE = tuple(one for one in OPEN if one not in AFTER_DEPARTURE)


@dataclass(frozen=True, slots=True)
class View:
    """One list of the board.

    Attributes:
        column: by which it is ordered, the longest first.
        condition: which cases are in it, at an instant.
        newest_first: whether it is ordered the other way round.
    """

    column: str
    condition: Callable[[datetime], Q]
    newest_first: bool = False


def _overdue(now: datetime) -> Q:
    late = cutoffs(now)
    any_of = Q()
    for duty, last in late.items():
        any_of |= Q(duty=duty, duty_from__lte=last)
    # The outer bound lets the database walk one range of the index.
    return Q(duty_from__lte=max(late.values())) & any_of


VIEWS: Mapping[str, View] = {
    "all": View("touched", lambda _: Q(state__in=OPEN)),
    "idle": View("idle_since", lambda now: Q(idle_since__lte=now - IDLE)),
    "expiring": View("first_expires", lambda now: Q(first_expires__lte=(now + EXPIRING).date())),
    "overdue": View("duty_from", _overdue),
    "look_again": View("unknown_from", lambda now: Q(unknown_from__lte=now)),
    "unanswered": View("asked_at", lambda _: Q(asked_at__gt=EVER)),
    "late": View(
        "late_learned", lambda _: Q(late_learned__gt=EVER, state__in=OPEN), newest_first=True
    ),
    "untouched": View(
        "touched", lambda now: Q(touched__lte=now - UNTOUCHED, state__in=BEFORE_DEPARTURE)
    ),
    "pool": View("touched", lambda _: Q(pool__gt="", state__in=OPEN)),
}
"""The lists by name, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see; empty is everything.

    Attributes:
        view: one of `VIEWS`.
        state, receiver, route: only these.
        worker: ``me``, ``nobody`` or empty.
        after: where the list goes on, as `Board.more` said.
    """

    view: str = "all"
    state: str = ""
    receiver: str = ""
    route: str = ""
    worker: str = ""
    after: str = ""

    def known(self) -> "Filters":
        """The same without what is no value of its field, so that no address breaks the page."""
        fits = {
            "view": self.view if self.view in VIEWS else "all",
            "state": self.state if self.state in OPEN else "",
            "receiver": self.receiver if self.receiver in tuple(Receiver) else "",
            "route": self.route if self.route in tuple(Route) else "",
            "worker": self.worker if self.worker in {"me", "nobody"} else "",
            "after": self.after if _cursor(self.after) else "",
        }
        return Filters(**fits)

    def as_query(self) -> dict[str, str]:
        """What of it is set, for an address; without where a list goes on."""
        said = ("view", "state", "receiver", "route", "worker")
        return {name: value for name in said if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Stock:
    """How many open cases stand in one state with one receiving authority, by how long.

    `ages` are counts within each of `AGES` and beyond; `oldest` is when the oldest came there.
    """

    state: str
    receiver: str
    cases: int
    ages: tuple[int, ...]
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a list: how it stands, who it is about, and since when it is in the list.

    `unknown` is how many barriers are unknown at the board's instant.
    """

    standing: Standing
    when: datetime | date
    unknown: int

    @property
    def reference(self) -> str:
        """Of the case."""
        return self.standing.case.reference

    @property
    def day(self) -> date:
        """The day of `when`."""
        return self.when.date() if isinstance(self.when, datetime) else self.when


@dataclass(frozen=True, slots=True)
class Board:
    """The board as one reader sees it now.

    Attributes:
        filters: as used.
        stock: by state and receiving authority, in the order of the states.
        counts: how many cases are in each view.
        rows: a page of the view asked for.
        more: where the list goes on; empty at its end.
        now: the instant at which it is all so.
    """

    filters: Filters
    stock: tuple[Stock, ...]
    counts: Mapping[str, int]
    rows: tuple[Row, ...]
    now: datetime
    more: str = ""
    ages: tuple[int, ...] = field(default=AGES)

    @property
    def open_cases(self) -> int:
        """All open cases that the filters leave."""
        return sum(one.cases for one in self.stock)


def board(access: Access, filters: Filters, *, now: datetime | None = None) -> Board:
    """The board: stock and ageing, the counts of every list, and a page of one.

    Args:
        access: who reads.
        filters: what of it.
        now: the instant; None for the clock's.

    Raises:
        AccessDenied: if the role may not read cases.
    """
    require_reading(access)
    now, filters = now or timezone.now(), filters.known()
    cases = _filtered(access, filters)
    rows, more = _page(cases, filters, now)
    found = Board(filters, _stock(cases, now), _counts(cases, now), rows, now, more)
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[one.reference for one in rows],
            count=len(rows),
            detail={"what": "board", **filters.as_query()},
        )
    return found


def board_counts(access: Access, *, now: datetime | None = None) -> dict[str, int]:
    """How many cases are in each list of the board but "all", for the page that says what waits.

    Raises:
        AccessDenied: if the role may not read cases.
    """
    require_reading(access)
    counts = _counts(_filtered(access, Filters()), now or timezone.now())
    with transaction.atomic():
        audit.record(Act.CONSULT, access=access, detail={"what": "board counts"})
    return counts


def _filtered(access: Access, filters: Filters) -> QuerySet[Standing]:
    """Cases of the reader's own agency in this operation, as the filters say."""
    cases = Standing.objects.filter(operation=access.operation, agency=access.user.agency_id)
    for name in ("state", "receiver", "route"):
        if wanted := getattr(filters, name):
            cases = cases.filter(**{name: wanted})
    if filters.worker:
        mine = filters.worker == "me"
        cases = cases.filter(caseworker=access.user.pk) if mine else cases.filter(caseworker=None)
    return cases


def _stock(cases: QuerySet[Standing], now: datetime) -> tuple[Stock, ...]:
    # What is counted stands in the index, which alone answers: no row is read.
    within = {
        f"within_{days}": Count("since", filter=Q(since__gt=now - timedelta(days=days)))
        for days in AGES
    }
    rows = (
        cases.filter(state__in=OPEN)
        .order_by()
        .values("state", "receiver")
        .annotate(cases=Count("since"), oldest=Min("since"), **within)
    )
    found = [_stock_row(row) for row in rows]
    order = {state: place for place, state in enumerate(State)}
    return tuple(sorted(found, key=lambda one: (order[State(one.state)], one.receiver)))


def _stock_row(row: Mapping[str, Any]) -> Stock:
    reached = [row[f"within_{days}"] for days in AGES] + [row["cases"]]
    ages = tuple(this - before for this, before in zip(reached, [0, *reached], strict=False))
    return Stock(row["state"], row["receiver"], row["cases"], ages, row["oldest"])


def _counts(cases: QuerySet[Standing], now: datetime) -> dict[str, int]:
    return {
        name: cases.filter(view.condition(now)).count()
        for name, view in VIEWS.items()
        if name != "all"
    }


def _page(
    cases: QuerySet[Standing], filters: Filters, now: datetime
) -> tuple[tuple[Row, ...], str]:
    view = VIEWS[filters.view]
    found = _ordered(cases, view, now)
    if filters.after:
        found = found.filter(_beyond(view, filters.after))
    shown = list(found.select_related("case__person", "caseworker")[: A_PAGE + 1])
    rows = tuple(_row(one, view, now) for one in shown[:A_PAGE])
    more = _place(rows[-1]) if len(shown) > A_PAGE else ""
    return rows, more


def _row(one: Standing, view: View, now: datetime) -> Row:
    return Row(one, getattr(one, view.column), one.unknown_at(now))


def _ordered(cases: QuerySet[Standing], view: View, now: datetime) -> QuerySet[Standing]:
    sign = "-" if view.newest_first else ""
    return cases.filter(view.condition(now)).order_by(f"{sign}{view.column}", f"{sign}pk")


def _place(row: Row) -> str:
    """Where the next page begins: after this row, whatever comes or goes meanwhile."""
    text = f"{row.when.isoformat()}|{row.standing.pk}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _cursor(place: str) -> tuple[datetime, int] | None:
    try:
        padded = place + "=" * (-len(place) % 4)
        when, _, number = urlsafe_b64decode(padded.encode()).decode().partition("|")
        return datetime.fromisoformat(when), int(number)
    except ValueError:
        return None


def _beyond(view: View, place: str) -> Q:
    found = _cursor(place)
    if found is None:
        return Q()
    when: datetime | date = found[0]
    if view.column == "first_expires":
        when = found[0].date()
    elif found[0].tzinfo is None:
        return Q()
    way = "lt" if view.newest_first else "gt"
    column = view.column
    further = Q(**{f"{column}__{way}": when}) | Q(**{column: when, f"pk__{way}": found[1]})
    # The outer bound lets the database begin where the last page ended.
    return Q(**{f"{column}__{way}e": when}) & further


def export_rows(access: Access, filters: Filters, *, now: datetime | None = None) -> Iterator[Row]:
    """All rows of a view, for a file; without names, and audited as handed out.

    Args:
        access: who exports.
        filters: what of it.
        now: the instant; None for the clock's.

    Raises:
        AccessDenied: if the role may not read cases.
    """
    require_reading(access)
    now, filters = now or timezone.now(), filters.known()
    view = VIEWS[filters.view]
    found = _ordered(_filtered(access, filters), view, now).select_related("case", "caseworker")
    rows = [_row(one, view, now) for one in found[:MOST_EXPORTED]]
    with transaction.atomic():
        audit.record(
            Act.DISCLOSE,
            access=access,
            objects=[one.reference for one in rows[:A_PAGE]],
            count=len(rows),
            detail={"what": "board", "form": "csv", **filters.as_query()},
        )
    return iter(rows)
