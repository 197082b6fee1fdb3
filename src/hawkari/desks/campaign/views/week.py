"""The page of one week, and its tables as CSV."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from hawkari.desks.campaign.models import Variant
from hawkari.desks.campaign.services.bank_reading import MythRow, rows_of
from hawkari.desks.campaign.services.week import ClaimWeek, Week, monday_of, week_of
from hawkari.desks.campaign.services.week_prices import RoutePrices
from hawkari.desks.campaign.week_drawing import Bar, Dot, bars_of, dots_of, route_map
from hawkari.desks.pages import WorkRequest
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.engines.posts.trends import FEWEST, Says, Trend

__all__ = ["week", "week_file"]

SHOWN_SERIES = 8


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim of the week with its words and its answers.

    Attributes:
        claim: its counts.
        row: its myth; None if it is not kept any more.
        missing: codes of languages it was said in for which no answer may leave.
        bars: of its weeks.
    """

    claim: ClaimWeek
    row: MythRow | None
    missing: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def words(self) -> Variant | None:
        """The claim in the reader's language, or else as the bank lists it."""
        if self.row is None:
            return None
        claims = {one.language: one for one in self.row.sayings if one.is_claim}
        return claims.get(get_language() or "en", self.row.claim)

    @property
    def answered(self) -> str:
        """``all``, ``some`` or ``none`` of the languages it was said in; empty if in none."""
        if not self.claim.languages:
            leaves = self.row is not None and any(o.state == "leaves" for o in self.row.stands)
            return "" if leaves else "none"
        if not self.missing:
            return "all"
        return "none" if len(self.missing) == len(self.claim.languages) else "some"


@dataclass(frozen=True, slots=True)
class PriceLine:
    """Prices of a route with the dots of its weeks, and the lowest and highest price drawn."""

    prices: RoutePrices
    dots: tuple[Dot, ...]
    lowest: float
    highest: float


@require_GET
def week(request: WorkRequest) -> HttpResponse:
    """What is claimed, where and in which languages, what is asked for it, and who is new."""
    found = week_of(request.access, _day(request.GET.get("week", "")))
    lines = _lines(request, found)
    context = {
        "week": found,
        "lines": lines,
        "beyond": [one for one in lines if _is_beyond_chance(one.claim.trend)],
        "unanswered": [one for one in lines if one.missing],
        "first_missing": next((one for one in lines if one.missing and one.row), None),
        "prices": [PriceLine(one, *dots_of(one.weeks)) for one in found.prices],
        "languages": [
            (one, bars_of(one.series, max(max(o.series) for o in found.languages)))
            for one in found.languages[:SHOWN_SERIES]
        ],
        "map": route_map(found.places, language=get_language() or "en"),
        "earlier": _name(found.monday - timedelta(days=7)),
        "later": _name(found.monday + timedelta(days=7)),
        "name": _name(found.monday),
        "is_now": found.monday == monday_of(request.access.today),
        "is_newest": not request.GET.get("week"),
        "section": "campaign_week",
        "density": "compact",
    }
    return render(request, "campaign/week.html", context)


def _lines(request: WorkRequest, found: Week) -> list[ClaimLine]:
    named = [one.myth for one in found.claims]
    kept = {one.myth.reference: one for one in rows_of(request.access, named)}
    top = max((max(one.series) for one in found.claims), default=1)
    return [
        ClaimLine(
            one, kept.get(one.myth), _missing(one, kept.get(one.myth)), bars_of(one.series, top)
        )
        for one in found.claims
    ]


def _is_beyond_chance(one: Trend) -> bool:
    """Whether a claim grew, or is new and more than a few posts."""
    return one.says is Says.UP or (one.says is Says.NEW and one.now >= FEWEST)


def _missing(claim: ClaimWeek, row: MythRow | None) -> tuple[str, ...]:
    states = {one.language: one.state for one in row.stands} if row is not None else {}
    return tuple(code for code, _ in claim.languages if states.get(code) != "leaves")


@require_GET
def week_file(request: WorkRequest, table: str) -> HttpResponse:
    """One table of a week as CSV."""
    if table not in TABLES:
        raise Http404
    found = week_of(request.access, _day(request.GET.get("week", "")))
    return csv_attachment(f"{_name(found.monday)}-{table}.csv", TABLES[table](found))


Rows = Iterable[list[Any]]
TREND = ["posts", "posts_before", "ratio", "ratio_lo", "ratio_hi", "says"]


def _trend(one: Trend) -> list[Any]:
    rounded = [
        None if number is None else round(number, 3) for number in (one.ratio, one.lo, one.hi)
    ]
    return [one.now, one.before, *rounded, one.says.value]


def _claims(found: Week) -> Rows:
    yield ["myth", *TREND, "channels", "languages", *_mondays(found)]
    for one in found.claims:
        said = " ".join(f"{code or 'unread'}:{count}" for code, count in one.languages)
        yield [one.myth, *_trend(one.trend), one.channels, said, *one.series]


def _languages(found: Week) -> Rows:
    yield ["language", *TREND, "adverts", *_mondays(found)]
    for one in found.languages:
        yield [one.code or "unread", *_trend(one.trend), one.adverts[-1], *one.series]


def _operators(found: Week) -> Rows:
    yield ["operator", "first", "adverts", "channels", "routes"]
    for one in found.operators:
        yield [
            one.name,
            one.first,
            one.adverts,
            one.channels,
            "; ".join(" > ".join(route) for route in one.routes),
        ]


def _prices(found: Week) -> Rows:
    yield ["origin", "destination", "currency", "week", "prices", "median", "lo", "hi"]
    for one in found.prices:
        for monday, asked in zip(found.mondays, one.weeks, strict=True):
            if asked is not None:
                numbers = [asked.count, asked.median, asked.lo, asked.hi]
                yield [one.origin, one.destination, one.currency, _name(monday), *numbers]


def _places(found: Week) -> Rows:
    yield ["origin", "destination", "posts"]
    for one in found.places:
        yield [one.origin, one.destination, one.posts]


TABLES = {
    "claims": _claims,
    "languages": _languages,
    "operators": _operators,
    "prices": _prices,
    "places": _places,
}


def _mondays(found: Week) -> list[str]:
    return [_name(one) for one in found.mondays]


def _name(monday: date) -> str:
    """``2026-W47``."""
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02}"


def _day(said: str) -> date | None:
    """The Monday of a week by its ISO name; None for anything else."""
    year, _, number = said.partition("-W")
    if not (year.isdecimal() and number.isdecimal() and said.isascii()):
        return None
    try:
        found = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return None
    # Series begin some weeks before, and every date must be one that stores know.
    return found if 2000 <= found.year <= 2100 else None
