"""Reading step: phones, accounts, prices, routes, dates, ways to pay and to travel, by engine."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from hawkari.desks.campaign.models import Post, PostSelector, SelectorKind
from hawkari.desks.campaign.services.steps import Step
from hawkari.engines.posts import Hit, read_selectors

__all__ = ["STEP", "read_posts"]

LARGEST_AMOUNT = 10**11


class Stretch(Protocol):
    """A hit of any kind: where it stands, and by which rule."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""

    @property
    def rule(self) -> str:
        """By which rule it was read."""

    @property
    def guessed(self) -> bool:
        """Whether something of it is not in the text."""


def read_posts(posts: Sequence[Post]) -> None:
    """Keep what each post names; what was read of it before is replaced."""
    PostSelector.objects.filter(post__in=posts).delete()
    rows = [row for one in posts if one.text for row in _rows(one)]
    PostSelector.objects.bulk_create(rows, batch_size=90)


def _rows(post: Post) -> Iterator[PostSelector]:
    day = post.at.date() if post.at is not None else None
    found = read_selectors(post.text, language=post.language, at=day)
    texts: tuple[tuple[SelectorKind, tuple[Hit, ...]], ...] = (
        (SelectorKind.PHONE, found.phones),
        (SelectorKind.HANDLE, found.handles),
        (SelectorKind.PAYMENT, found.payment),
        (SelectorKind.TRANSPORT, found.transport),
    )
    for kind, hits in texts:
        for hit in hits:
            yield _row(post, kind, hit, value=hit.value)
    for price in found.prices:
        row = _row(post, SelectorKind.PRICE, price, value=str(price.amount))
        row.second = price.currency
        row.amount = price.amount if abs(price.amount) < LARGEST_AMOUNT else None
        yield row
    for route in found.routes:
        row = _row(post, SelectorKind.ROUTE, route, value=route.origin)
        row.second = route.destination[:200]
        yield row
    for day_hit in found.dates:
        row = _row(post, SelectorKind.DATE, day_hit, value=day_hit.first.isoformat())
        row.second = day_hit.last.isoformat()
        yield row


def _row(post: Post, kind: SelectorKind, hit: Stretch, *, value: str) -> PostSelector:
    return PostSelector(
        post=post,
        kind=kind,
        value=value[:200],
        start=hit.span[0],
        end=hit.span[1],
        rule=hit.rule[:200],
        guessed=hit.guessed,
    )


STEP = Step("selectors", read_posts, (), "Selectors")
