"""What one week says: claims, languages, adverts, new operators, prices by route, places.

Weeks are those of ISO 8601, Monday to Sunday, in UTC. Copies of one text in a week count once
where posts are counted for a claim. Everything is aggregated; no post and no person is in it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Case, CharField, Count, F, Max, Min, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, TruncDate
from django.utils import timezone

from hawkari.desks.campaign.models import Post
from hawkari.desks.campaign.services.access import known_imports, known_posts, require_campaign
from hawkari.desks.campaign.services.week_prices import (
    PlaceCount,
    RoutePrices,
    places_of,
    prices_of,
)
from hawkari.engines.posts.trends import Trend, count_interval, judged, spread_of, trend
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["WEEKS", "ClaimWeek", "LanguageWeek", "OperatorWeek", "Week", "monday_of", "week_of"]

WEEKS = 12
"""How many weeks a series shows, this one included."""
DAY = timedelta(days=1)
MOST_OPERATORS = 50
Series = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClaimWeek:
    """A myth in the week.

    Attributes:
        myth: its reference.
        series: posts a week, copies joined, the week itself last.
        trend: against the week before, by the day.
        lo, hi: interval of the week's count.
        languages: codes with their posts, the commonest first.
        channels: in how many it stood.
    """

    myth: str
    series: Series
    trend: Trend
    lo: float
    hi: float
    languages: tuple[tuple[str, int], ...]
    channels: int


@dataclass(frozen=True, slots=True)
class LanguageWeek:
    """Posts in one language, all and adverts, a week each."""

    code: str
    series: Series
    adverts: Series
    trend: Trend


@dataclass(frozen=True, slots=True)
class OperatorWeek:
    """An operator (a cluster of adverts, not a person) that was first seen in the week."""

    name: str
    adverts: int
    channels: int
    first: date
    routes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Week:
    """One week. `days` are how many of its days there were; `partial` if not all of them yet."""

    monday: date
    days: int
    posts: int
    before: int
    channels: int
    adverts: Trend
    advert_series: Series
    claims: tuple[ClaimWeek, ...]
    languages: tuple[LanguageWeek, ...]
    operators: tuple[OperatorWeek, ...]
    more_operators: int
    prices: tuple[RoutePrices, ...]
    places: tuple[PlaceCount, ...]
    wordless: int
    unknown: int
    undated: int
    bad: int
    unread: int
    last_import: datetime | None
    mondays: tuple[date, ...] = field(default=())

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + 6 * DAY

    @property
    def partial(self) -> bool:
        """Whether the week is not over."""
        return self.days < 7

    @property
    def late(self) -> bool:
        """Whether nothing was imported after its end, so that posts of it may be missing."""
        end = datetime.combine(self.monday + 7 * DAY, time(), UTC)
        return self.last_import is not None and self.last_import < end


def monday_of(day: date) -> date:
    """The Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def week_of(access: Access, monday: date | None = None) -> Week:
    """One week; the last in which there are posts if none is named; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_campaign(access)
    rows = known_posts(access)
    if monday is None:
        newest = rows.aggregate(at=Max("at"))["at"]
        monday = monday_of(newest.astimezone(UTC).date() if newest is not None else access.today)
    else:
        monday = monday_of(monday)
    found = _week(access, rows, monday)
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            access=access,
            count=found.posts,
            detail={"what": "week of posts", "week": monday.isoformat()},
        )
    return found


def _week(access: Access, rows: QuerySet[Post], monday: date) -> Week:
    mondays = tuple(monday - timedelta(days=7 * back) for back in range(WEEKS - 1, -1, -1))
    days = min(7, max(1, (timezone.now().date() - monday).days + 1))
    window = _between(rows, mondays[0], monday + 7 * DAY)
    this = _between(rows, monday, monday + 7 * DAY)
    totals = _series(window, mondays)
    adverts = _series(window.filter(is_advert=True), mondays)
    operators, more = _new_operators(rows, this, monday)
    imports = known_imports(access)
    return Week(
        monday=monday,
        days=days,
        posts=totals[-1],
        before=totals[-2],
        channels=this.aggregate(n=Count("channel", distinct=True))["n"],
        adverts=_trend(adverts, days),
        advert_series=adverts,
        claims=_claims(window, mondays, days=days),
        languages=_languages(window, mondays, days=days),
        operators=operators,
        more_operators=more,
        prices=prices_of(window, mondays),
        places=places_of(this),
        wordless=this.filter(text="").count(),
        unknown=this.filter(language="und").count(),
        undated=rows.filter(at__isnull=True).count(),
        bad=sum(imports.values_list("bad", flat=True)),
        unread=this.filter(language="").exclude(text="").count(),
        last_import=imports.aggregate(at=Max("at"))["at"],
        mondays=mondays,
    )


def _between(rows: QuerySet[Post], first: date, end: date) -> QuerySet[Post]:
    return rows.filter(
        at__gte=datetime.combine(first, time(), UTC), at__lt=datetime.combine(end, time(), UTC)
    )


def _trend(series: Series, days: int) -> Trend:
    return trend(series[-1], series[-2], days=(days, 7), spread=_spread(series))


def _spread(series: Series) -> float:
    """How much the weeks before scatter, from the first that has posts: before it, none came in."""
    earlier = series[:-1]
    first = next((at for at, count in enumerate(earlier) if count), len(earlier))
    return spread_of(earlier[first:])


def _at(day: date, mondays: tuple[date, ...]) -> int:
    return (day - mondays[0]).days // 7


def _series(rows: QuerySet[Post], mondays: tuple[date, ...]) -> Series:
    found = [0] * len(mondays)
    days = rows.order_by().annotate(day=TruncDate("at", tzinfo=UTC)).values_list("day")
    for day, count in days.annotate(n=Count("pk")):
        found[_at(day, mondays)] += count
    return tuple(found)


def _claims(
    window: QuerySet[Post], mondays: tuple[date, ...], *, days: int
) -> tuple[ClaimWeek, ...]:
    text = Case(
        When(template="", then=Concat(Value("p"), Cast("pk", CharField()))),
        default=F("template"),
        output_field=CharField(),
    )
    rows = window.exclude(myth="").annotate(copy=text, day=TruncDate("at", tzinfo=UTC))
    seen: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in mondays])
    languages: dict[str, Counter[str]] = defaultdict(Counter)
    channels: dict[str, set[int]] = defaultdict(set)
    last = len(mondays) - 1
    fields = ("myth", "day", "copy", "language", "channel_id")
    for myth, day, copy, language, channel in rows.order_by().values_list(*fields).iterator():
        at = _at(day, mondays)
        if at == last:
            if copy not in seen[myth][at]:
                languages[myth][language] += 1
            channels[myth].add(channel)
        seen[myth][at].add(copy)
    series = {myth: tuple(map(len, weeks)) for myth, weeks in seen.items()}
    names = [myth for myth, counts in series.items() if counts[-1] or counts[-2]]
    names.sort(key=lambda myth: (-series[myth][-1], -series[myth][-2], myth))
    trends = judged([_trend(series[myth], days) for myth in names])
    found = []
    for myth, one in zip(names, trends, strict=True):
        lo, hi = count_interval(one.now, spread=_spread(series[myth]))
        common = tuple(languages[myth].most_common())
        found.append(ClaimWeek(myth, series[myth], one, lo, hi, common, len(channels[myth])))
    return tuple(found)


def _languages(
    window: QuerySet[Post], mondays: tuple[date, ...], *, days: int
) -> tuple[LanguageWeek, ...]:
    rows = window.annotate(day=TruncDate("at", tzinfo=UTC)).order_by()
    every: dict[str, list[int]] = defaultdict(lambda: [0] * len(mondays))
    adverts: dict[str, list[int]] = defaultdict(lambda: [0] * len(mondays))
    counted = rows.values_list("language", "day", "is_advert").annotate(n=Count("pk"))
    for code, day, is_advert, count in counted:
        every[code][_at(day, mondays)] += count
        if is_advert:
            adverts[code][_at(day, mondays)] += count
    codes = sorted(every, key=lambda code: (-every[code][-1], -sum(every[code]), code))
    trends = judged([_trend(tuple(every[code]), days) for code in codes])
    return tuple(
        LanguageWeek(code, tuple(every[code]), tuple(adverts[code]), one)
        for code, one in zip(codes, trends, strict=True)
    )


def _new_operators(
    rows: QuerySet[Post], this: QuerySet[Post], monday: date
) -> tuple[tuple[OperatorWeek, ...], int]:
    """Operators whose first advert of all is in the week, the largest first."""
    start = datetime.combine(monday, time(), UTC)
    here = this.exclude(operator="").order_by().values("operator")
    new = (
        rows.filter(operator__in=here)
        .order_by()
        .values("operator")
        .annotate(first=Min("at"))
        .filter(first__gte=start)
        .values("operator")
    )
    counted = list(
        this.filter(operator__in=new)
        .order_by()
        .values("operator")
        .annotate(n=Count("pk"), channels=Count("channel", distinct=True), first=Min("at"))
        .order_by("-n", "operator")
    )
    shown = counted[:MOST_OPERATORS]
    routes = _routes(this, [one["operator"] for one in shown])
    found = tuple(
        OperatorWeek(
            one["operator"],
            one["n"],
            one["channels"],
            one["first"].astimezone(UTC).date(),
            tuple(routes.get(one["operator"], ())),
        )
        for one in shown
    )
    return found, max(len(counted) - MOST_OPERATORS, 0)


def _routes(this: QuerySet[Post], operators: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    rows = (
        this.filter(operator__in=list(operators), selectors__kind="route")
        .order_by()
        .values_list("operator", "selectors__value", "selectors__second")
        .annotate(n=Count("pk"))
        .order_by("operator", "-n")
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for operator, origin, destination, _ in rows:
        if len(found[operator]) < 3:
            found[operator].append((origin, destination))
    return found
