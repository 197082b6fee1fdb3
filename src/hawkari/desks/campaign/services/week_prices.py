"""What adverts ask, by route and week, and which places they name.

A price belongs to the route that its post names; where it names several, to the nearest before it.
Prices in different currencies are never put together: no rate of exchange is assumed. An operator
who asks the same again in a week counts once.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date

from django.db.models import QuerySet

from hawkari.desks.campaign.models import Post, PostSelector, SelectorKind
from hawkari.engines.posts.trends import Asked, asked

__all__ = ["PlaceCount", "RoutePrices", "places_of", "prices_of"]

MOST_ROUTES = 12
MOST_PLACES = 60
Route = tuple[str, str, str]
"""Origin, destination, currency."""


@dataclass(frozen=True, slots=True)
class RoutePrices:
    """Prices of one route in one currency: each week's median with interval, None without any."""

    origin: str
    destination: str
    currency: str
    weeks: tuple[Asked | None, ...]


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many posts of the week name a route from one place to another."""

    origin: str
    destination: str
    posts: int


def prices_of(window: QuerySet[Post], mondays: tuple[date, ...]) -> tuple[RoutePrices, ...]:
    """Prices by route over the weeks, the routes with most prices in the last two first."""
    weekly: dict[Route, list[set[tuple[str, float]]]] = defaultdict(
        lambda: [set() for _ in mondays]
    )
    for post in _priced(window):
        at = (post.day - mondays[0]).days // 7
        for route, amount in post.pairs():
            weekly[route][at].add((post.whose, amount))
    order = sorted(
        weekly, key=lambda route: (-len(weekly[route][-1]), -len(weekly[route][-2]), route)
    )
    order = [one for one in order if weekly[one][-1] or weekly[one][-2]]
    return tuple(
        RoutePrices(*route, tuple(asked([amount for _, amount in week]) for week in weekly[route]))
        for route in order[:MOST_ROUTES]
    )


@dataclass(slots=True)
class _Priced:
    """A post with its prices and routes, each with where it begins."""

    day: date
    whose: str
    prices: list[tuple[int, float, str]]
    routes: list[tuple[int, str, str]]

    def pairs(self) -> list[tuple[Route, float]]:
        """Each price with its route; none where the post names no route."""
        found: list[tuple[Route, float]] = []
        for start, amount, currency in self.prices:
            before = [one for one in self.routes if one[0] <= start]
            route = max(before) if before else min(self.routes, default=None)
            if route is not None:
                found.append(((route[1], route[2], currency), amount))
        return found


def _priced(window: QuerySet[Post]) -> list[_Priced]:
    """The posts of a window that are not known to be no adverts, with what they ask."""
    rows = (
        PostSelector.objects.filter(
            post__in=window.exclude(is_advert=False),
            kind__in=(SelectorKind.PRICE, SelectorKind.ROUTE),
        )
        .order_by()
        .values_list(
            "post_id", "post__at", "post__operator", "kind", "start", "value", "second", "amount"
        )
    )
    posts: dict[int, _Priced] = {}
    for number, at, operator, kind, start, value, second, amount in rows.iterator():
        post = posts.get(number)
        if at is None:
            continue
        if post is None:
            whose = operator or f"post {number}"
            post = posts[number] = _Priced(at.astimezone(UTC).date(), whose, [], [])
        if kind == SelectorKind.ROUTE:
            post.routes.append((start, value, second))
        elif amount is not None and amount > 0 and second:
            post.prices.append((start, float(amount), second))
    return list(posts.values())


def places_of(this: QuerySet[Post]) -> tuple[PlaceCount, ...]:
    """The routes that posts of a week name, each post counted once, the commonest first."""
    rows = PostSelector.objects.filter(post__in=this, kind=SelectorKind.ROUTE).order_by()
    named = set(rows.values_list("post_id", "value", "second"))
    counted = Counter((origin, destination) for _, origin, destination in named)
    return tuple(PlaceCount(*route, posts) for route, posts in counted.most_common(MOST_PLACES))
