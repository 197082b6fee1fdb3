"""Adverts by the evidence in them: each thing found adds to the log odds, or takes from them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hawkari.engines.posts.selectors import Selectors, Span
from hawkari.engines.posts.selectors.folding import Folded, fold
from hawkari.engines.posts.selectors.words import Entry, Found, Words, tokens

__all__ = ["AdvertReading", "Why", "advert_of"]

START = -4.0
"""Log odds of a post in which nothing is found: one of fifty is an advert."""
WEIGHTS = {
    "phone": 1.6,
    "handle": 1.2,
    "price": 1.2,
    "route": 2.2,
    "arrival": 2.0,
    "payment": 0.7,
    "transport": 0.7,
    "offer": 1.6,
    "service": 0.7,
    "against": -1.4,
    "long": -1.2,
    "nobody": -1.0,
}
"""What each kind of evidence adds, once a post however often it stands there."""
PASSAGE = frozenset({"route", "transport", "service", "offer", "arrival"})
"""Evidence that a passage is spoken of, of which an advert holds at least one."""
LONG = 600  # characters: adverts are short
ON_ARRIVAL = "pay after arrival"
SAID = {
    "long": "longer than adverts are",
    "nobody": "no way to reach anyone",
}


@dataclass(frozen=True, slots=True)
class Why:
    """A piece of evidence.

    Attributes:
        kind: `phone`, `handle`, `price`, `route`, `arrival` (pay on arrival), `payment`,
            `transport`, `offer`, `service`, `against`, `long` or `nobody`.
        meaning: what was read, in English or as a value.
        weight: what its kind adds to the log odds; the same for each piece of the kind.
        span: where it stands in the post; None for what is not there or is all of it.
    """

    kind: str
    meaning: str
    weight: float
    span: Span | None


@dataclass(frozen=True, slots=True)
class AdvertReading:
    """What a post was read to be; a person decides what it is.

    Attributes:
        is_advert: whether it more likely than not advertises a passage or what goes with one.
        probability: how likely, where one post of fifty is an advert.
        services: `lorry`, `boat`, `ship`, `plane`, `car`, `on foot`, `visa`, `documents`,
            `guide in a game`, `money`; in the order of the post; empty where it is no advert.
        why: the evidence, for and against.
    """

    is_advert: bool
    probability: float
    services: tuple[str, ...]
    why: tuple[Why, ...]


def advert_of(text: str, selectors: Selectors) -> AdvertReading:
    """Whether a post is an advert, what it offers, and why it is thought so.

    A way to reach someone and a price sell anything: without a route, a way to travel, pay on
    arrival or words of such offers a post is none.

    Args:
        text: the post as it was written.
        selectors: what `read_selectors` found in it.
    """
    folded = fold(text)
    found = (*_selected(selectors), *_worded(folded), *_shaped(text, selectors))
    # A word said three times is one piece of evidence, shown where it stands first.
    why = tuple({(one.kind, one.meaning): one for one in reversed(found)}.values())[::-1]
    kinds = {one.kind for one in why}
    total = START + sum(WEIGHTS[kind] for kind in kinds)
    if not kinds & PASSAGE:
        total = min(total, START)
    probability = 1 / (1 + math.exp(-total))
    offered = dict.fromkeys(one.meaning for one in why if one.kind == "service")
    is_advert = probability > 0.5
    return AdvertReading(is_advert, probability, tuple(offered) if is_advert else (), why)


def _selected(selectors: Selectors) -> Iterator[Why]:
    named = (
        ("phone", selectors.phones),
        ("handle", selectors.handles),
        ("price", selectors.prices),
        ("route", selectors.routes),
        ("payment", selectors.payment),
        ("transport", selectors.transport),
    )
    for kind, hits in named:
        for hit in hits:
            said = "arrival" if hit.value == ON_ARRIVAL else kind
            yield Why(said, hit.value, WEIGHTS[said], hit.span)


def _worded(folded: Folded) -> Iterator[Why]:
    for found in _words().find(tokens(folded.text)):
        kind = found.entry.kind
        yield Why(kind, found.entry.meaning, WEIGHTS[kind], _span(folded, found))


def _shaped(text: str, selectors: Selectors) -> Iterator[Why]:
    if len(text) > LONG:
        yield Why("long", SAID["long"], WEIGHTS["long"], None)
    if not selectors.phones and not selectors.handles:
        yield Why("nobody", SAID["nobody"], WEIGHTS["nobody"], None)


def _span(folded: Folded, found: Found) -> Span:
    return folded.span(found.start, found.end)


@cache
def _words() -> Words:
    text = (files(__package__) / "resources" / "adverts.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return Words(
        (term, Entry(kind, meaning, whole=len(term) <= 3))
        for kind, meaning, terms, _ in lines[1:]
        for term in terms.split("|")
    )
