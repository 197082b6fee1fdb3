"""What is done before the first visitor comes, so that nobody waits for it."""

import gc
import os
from collections.abc import Callable
from pathlib import Path

__all__ = ["is_compiled", "settle", "warm"]


def is_compiled(folder: str | None) -> bool:
    """Whether compiled functions are kept in a folder; None for no folder."""
    return folder is not None and any(Path(folder).glob("**/*.nbc"))


def warm(tell: Callable[[str], None]) -> None:
    """Run each compiled engine once, on invented names, ties and posts.

    Compiling takes about half a minute on two cores and is kept in `NUMBA_CACHE_DIR`; later starts
    read it from there in about a second.

    Args:
        tell: told in words when compiling lies ahead.
    """
    if not is_compiled(os.environ.get("NUMBA_CACHE_DIR")):
        tell("compiling the engines, this once: about half a minute")
    # Imported here: with the modules, numba itself takes a second to load.
    from hawkari.engines import disruption, names, posts  # noqa: PLC0415

    names.compare("Barzan Invented", "بەرزان")
    names.compare_many(["Barzan Invented"], ["برزان"])
    ties = [disruption.Tie("a", "b", grade="2B"), disruption.Tie("b", "c", grade="2B")]
    network = disruption.Network.from_ties(ties)
    disruption.layout(network)
    disruption.brokers(network)
    disruption.removal_order(network)
    wording = "An invented advert of a passage, one of two"
    posts.cluster_posts([posts.PostText(one, f"{wording} {one}") for one in ("1", "2")])


def settle() -> None:
    """Import every page, and let the garbage collector pass over all that is there by then.

    It stays until the server ends. Otherwise the collector looks through all modules and
    vocabularies every few dozen requests, and that request takes about twice as long.
    """
    from django.urls import get_resolver  # noqa: PLC0415  needs settings

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
