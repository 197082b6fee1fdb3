"""The reading steps: what is read of each post after its import, in this order.

A part of the desk adds its step as one line of `STEPS`: the module and name of a `Step`. Modules
are imported when posts are read, so that an engine's tables load only then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from hawkari.desks.campaign.models import Post

__all__ = ["STEPS", "Step", "steps"]

STEPS: tuple[str, ...] = (
    "hawkari.desks.campaign.services.read_language:STEP",
    "hawkari.desks.campaign.services.read_selectors:STEP",
    "hawkari.desks.campaign.services.read_adverts:STEP",
    "hawkari.desks.campaign.services.read_operators:STEP",
    # Last: whether a post is an advert and its language are known by then.
    "hawkari.desks.campaign.services.read_claims:STEP",
)
"""Each ``module:name`` of a `Step`, e.g. ``hawkari.desks.campaign.services.languages:STEP``."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is read of posts.

    Attributes:
        name: by which an import keeps how far it has come; another name reads all posts again.
        read: reads some posts of one import, in the order of their keys, in one transaction. It
            sets `fields` on them, which are saved after it, and writes rows of its own. Being
            called again with the same posts must change nothing.
        fields: of `Post` that it sets.
        batch: how many posts at once, at most.
        title: in English, for progress.
    """

    name: str
    read: Callable[[Sequence[Post]], None]
    fields: tuple[str, ...]
    title: str
    batch: int = 500


def steps() -> tuple[Step, ...]:
    """Every step, in the order in which they are read."""
    found = []
    for address in STEPS:
        module, _, name = address.partition(":")
        found.append(getattr(import_module(module), name))
    return tuple(found)
