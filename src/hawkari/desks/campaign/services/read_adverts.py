"""Reading step: whether a post is an advert, which service it offers, and why."""

from collections.abc import Sequence
from decimal import Decimal

from hawkari.desks.campaign.models import Post, PostSelector, SelectorKind
from hawkari.desks.campaign.services.steps import Step
from hawkari.engines.posts import AdvertReading, Hit, PriceHit, RouteHit, Selectors, advert_of

__all__ = ["STEP", "read_posts"]


def read_posts(posts: Sequence[Post]) -> None:
    """Set what each post is, from its text and the selectors that were kept of it."""
    rows: dict[int, list[PostSelector]] = {}
    for row in PostSelector.objects.filter(post__in=posts):
        rows.setdefault(row.post_id, []).append(row)
    for post in posts:
        _set(post, advert_of(post.text, _selectors(rows.get(post.pk, []))))


def _set(post: Post, found: AdvertReading) -> None:
    post.is_advert = found.is_advert
    post.advert_probability = found.probability
    post.services = list(found.services)
    post.advert_why = [
        {"kind": one.kind, "meaning": one.meaning, "weight": one.weight, "span": one.span}
        for one in found.why
    ]


def _selectors(rows: Sequence[PostSelector]) -> Selectors:
    def hits(kind: SelectorKind) -> tuple[Hit, ...]:
        return tuple(
            Hit(one.value, (one.start, one.end), one.rule, one.guessed)
            for one in rows
            if one.kind == kind
        )

    prices = (
        PriceHit(one.amount or Decimal(0), one.second, (one.start, one.end), one.rule)
        for one in rows
        if one.kind == SelectorKind.PRICE
    )
    routes = (
        RouteHit(one.value, one.second, (one.start, one.end), one.rule)
        for one in rows
        if one.kind == SelectorKind.ROUTE
    )
    return Selectors(
        phones=hits(SelectorKind.PHONE),
        handles=hits(SelectorKind.HANDLE),
        prices=tuple(prices),
        routes=tuple(routes),
        payment=hits(SelectorKind.PAYMENT),
        transport=hits(SelectorKind.TRANSPORT),
    )


STEP = Step(
    "adverts-1",
    read_posts,
    ("is_advert", "advert_probability", "services", "advert_why"),
    "Adverts",
)
