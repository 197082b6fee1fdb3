"""Operators: adverts that one hand seems to write, and what they keep and vary. Never people.

An operator here is a cluster of posts. Whoever is behind it is for people to say, from evidence.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from django.db import transaction
from django.db.models import Count, F, QuerySet

from hawkari.desks.campaign.models import Post, PostSelector, SelectorKind
from hawkari.desks.campaign.services.access import require_campaign
from hawkari.desks.campaign.services.masking import masked
from hawkari.desks.campaign.services.operator_sums import (
    REACHED_BY,
    Operator,
    adverts,
    filled,
    summed,
)
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.engines.posts import SlotView, slots
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["ORDERS", "FoundOperators", "OperatorPage", "Week", "find_operators", "operator_page"]

MOST = 50
COMPARED = 300  # posts lined up for the slots
ORDERS = {
    "last": (F("last").desc(nulls_last=True), "-posts", "operator"),
    "first": (F("first").desc(nulls_last=True), "-posts", "operator"),
    "posts": ("-posts", "operator"),
}
"""By which operators are put in order: last seen, first seen, number of posts."""


@dataclass(frozen=True, slots=True)
class FoundOperators:
    """Operators of one page; `more` if there are others after it."""

    operators: tuple[Operator, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week's posts of an operator, by the Monday it begins with, and their middle prices."""

    monday: date
    posts: int
    prices: tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True)
class OperatorPage:
    """An operator with what its posts keep and vary.

    Attributes:
        operator: the sums.
        wording: what its posts say, with slots; people are hidden.
        weeks: weeks with posts, in order.
        channels: (platform, name or empty where it is a person's own, posts).
        family: other operators of the template, the largest first, with their posts.
        same_contact: other operators that name a phone or account that this one names.
    """

    operator: Operator
    wording: SlotView
    weeks: tuple[Week, ...]
    channels: tuple[tuple[str, str, int], ...]
    family: tuple[tuple[str, int], ...]
    same_contact: tuple[str, ...]


def find_operators(
    access: Access, *, order: str = "last", page: int = 1, least: int = 2
) -> FoundOperators:
    """Operators among the adverts that the reader's agency imported; audited.

    Args:
        access: who asks.
        order: one of `ORDERS`.
        page: from 1.
        least: fewest posts of an operator that is listed.

    Raises:
        AccessDenied: if the role may not.
    """
    require_campaign(access)
    begin = (max(page, 1) - 1) * MOST
    with transaction.atomic():
        rows = summed(adverts(access)).filter(posts__gte=least).order_by(*ORDERS[order])
        found = list(rows[begin : begin + MOST + 1])
        shown = filled(access, found[:MOST])
        keys = [one.key for one in shown]
        audit.record(
            Act.CONSULT, access=access, objects=keys, count=len(keys), detail={"what": "operators"}
        )
    return FoundOperators(tuple(shown), more=len(found) > MOST)


def operator_page(access: Access, key: str) -> OperatorPage:
    """One operator, with what its posts keep and vary; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none of that name that the reader may know of.
    """
    require_campaign(access)
    posts = adverts(access).filter(operator=key)
    with transaction.atomic():
        sums = list(summed(posts))
        if not sums:
            raise NotFound("operator", key)
        operator = filled(access, sums)[0]
        shown = list(posts.order_by("pk").prefetch_related("selectors")[:COMPARED])
        audit.record(
            Act.CONSULT, access=access, objects=[key], count=1, detail={"what": "operator"}
        )
    family = summed(adverts(access).filter(template=operator.template).exclude(operator=key))
    return OperatorPage(
        operator=operator,
        wording=slots([_hidden(one) for one in shown]),
        weeks=_weeks(posts),
        channels=_channels(posts),
        family=tuple((row["operator"], row["posts"]) for row in family.order_by("-posts")[:20]),
        same_contact=_same_contact(access, key, posts),
    )


def _hidden(post: Post) -> str:
    """A post's text with the people in it hidden."""
    return "".join(one.text or " ▇ " for one in masked(post))


def _weeks(posts: QuerySet[Post]) -> tuple[Week, ...]:
    counts: dict[date, int] = defaultdict(int)
    amounts: dict[date, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    for moment in posts.filter(at__isnull=False).order_by().values_list("at", flat=True):
        if moment is not None:
            counts[_monday(moment.date())] += 1
    named = PostSelector.objects.filter(
        post__in=posts, kind=SelectorKind.PRICE, amount__isnull=False, post__at__isnull=False
    )
    for moment, currency, amount in named.values_list("post__at", "second", "amount"):
        if moment is not None and amount is not None:
            amounts[_monday(moment.date())][currency].append(amount)
    return tuple(
        Week(
            monday,
            counts[monday],
            tuple((median(some), one) for one, some in sorted(amounts[monday].items())),
        )
        for monday in sorted(counts)
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _channels(posts: QuerySet[Post]) -> tuple[tuple[str, str, int], ...]:
    rows = (
        posts.order_by()
        .values_list("channel__platform", "channel__name", "channel__ref", "channel__is_person")
        .annotate(many=Count("pk"))
        .order_by("-many", "channel__ref")
    )
    return tuple(
        (platform, "" if is_person else name or ref, many)
        for platform, name, ref, is_person, many in rows[:20]
    )


def _same_contact(access: Access, key: str, posts: QuerySet[Post]) -> tuple[str, ...]:
    """Other operators that name a phone or account of this one, though they write otherwise."""
    mine = PostSelector.objects.filter(post__in=posts, kind__in=REACHED_BY)
    values = sorted(set(mine.values_list("value", flat=True)))[:200]
    others = adverts(access).exclude(operator=key)
    found = others.filter(selectors__kind__in=REACHED_BY, selectors__value__in=values)
    return tuple(sorted(set(found.values_list("operator", flat=True)))[:50])
