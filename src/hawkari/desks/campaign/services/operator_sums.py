"""Sums over an operator's posts: when and where seen, what offered, at which prices."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from hawkari.desks.campaign.models import Post, PostSelector, SelectorKind
from hawkari.desks.campaign.services.access import known_posts
from hawkari.evidence.access import Access

__all__ = ["REACHED_BY", "Operator", "Price", "adverts", "filled", "summed"]

REACHED_BY = (SelectorKind.PHONE, SelectorKind.HANDLE)


@dataclass(frozen=True, slots=True)
class Price:
    """Prices of one currency in an operator's posts."""

    currency: str
    least: Decimal
    middle: Decimal
    most: Decimal
    posts: int


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator's posts, summed up.

    Attributes:
        key: as in `Post.operator`.
        template: the template family.
        posts, channels: how many.
        first, last: when seen; None where no post says when.
        languages: codes, the most frequent first.
        services: what is offered, the most frequent first.
        routes: (origin, destination), the most frequent first.
        prices: a currency each.
        contacts: how many different phones and accounts are named.
    """

    key: str
    template: str
    posts: int
    channels: int
    first: datetime | None
    last: datetime | None
    languages: tuple[str, ...]
    services: tuple[str, ...]
    routes: tuple[tuple[str, str], ...]
    prices: tuple[Price, ...]
    contacts: int


def adverts(access: Access) -> QuerySet[Post]:
    """Adverts with an operator that the reader's agency imported."""
    return known_posts(access).filter(is_advert=True).exclude(operator="")


def summed(rows: QuerySet[Post]) -> Any:  # a query set of rows that no model describes
    """One row an operator: its posts, channels, and when it was seen."""
    return (
        rows.order_by()
        .values("operator")
        .annotate(
            posts=Count("pk"),
            channels=Count("channel", distinct=True),
            first=Min("at"),
            last=Max("at"),
            family=Min("template"),
        )
    )


def filled(access: Access, sums: Sequence[dict[str, Any]]) -> list[Operator]:
    """Sums of operators with what is counted of their posts besides."""
    keys = [str(row["operator"]) for row in sums]
    posts = adverts(access).filter(operator__in=keys)
    languages = _most(posts.exclude(language__in=("", "und")).values_list("operator", "language"))
    named = PostSelector.objects.filter(post__in=posts)
    routes = named.filter(kind=SelectorKind.ROUTE)
    contacts = dict(
        named.filter(kind__in=REACHED_BY)
        .order_by()
        .values_list("post__operator")
        .annotate(many=Count("value", distinct=True))
    )
    offered = [
        (operator, service)
        for operator, services in posts.values_list("operator", "services")
        for service in services
    ]
    pairs = _most(
        (operator, (origin, destination))
        for operator, origin, destination in routes.values_list("post__operator", "value", "second")
    )
    prices, services = _prices(named), _most(offered)
    return [
        Operator(
            key=key,
            template=str(row["family"]),
            posts=row["posts"],
            channels=row["channels"],
            first=row["first"],
            last=row["last"],
            languages=languages.get(key, ()),
            services=services.get(key, ()),
            routes=pairs.get(key, ()),
            prices=prices.get(key, ()),
            contacts=contacts.get(key, 0),
        )
        for key, row in zip(keys, sums, strict=True)
    ]


def _most(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """For each operator its different values, the most frequent first."""
    counts: dict[str, Counter[Any]] = defaultdict(Counter)
    for operator, value in pairs:
        counts[operator][value] += 1
    return {
        operator: tuple(sorted(found, key=lambda one: (-found[one], str(one))))
        for operator, found in counts.items()
    }


def _prices(named: QuerySet[PostSelector]) -> dict[str, tuple[Price, ...]]:
    amounts: dict[str, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    rows = named.filter(kind=SelectorKind.PRICE, amount__isnull=False).order_by()
    for operator, currency, amount in rows.values_list("post__operator", "second", "amount"):
        if amount is not None:
            amounts[operator][currency].append(amount)
    return {
        operator: tuple(
            Price(currency, min(some), median(some), max(some), len(some))
            for currency, some in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
        )
        for operator, found in amounts.items()
    }
