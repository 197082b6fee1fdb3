"""Compiles the engines' inner loops before the first visitor waits for them."""

import os
from collections.abc import Callable
from pathlib import Path

__all__ = ["is_compiled", "warm"]


def is_compiled(folder: str | None) -> bool:
    """Whether compiled functions are kept in a folder; None for no folder."""
    return folder is not None and any(Path(folder).glob("**/*.nbc"))


def warm(tell: Callable[[str], None]) -> None:
    """Run each compiled engine once, on invented names and ties.

    Compiling takes about half a minute on two cores and is kept in `NUMBA_CACHE_DIR`; later starts
    read it from there in about a second.

    Args:
        tell: told in words when compiling lies ahead.
    """
    if not is_compiled(os.environ.get("NUMBA_CACHE_DIR")):
        tell("compiling the engines, this once: about half a minute")
    # Imported here: with the modules, numba itself takes a second to load.
    from hawkari.engines import disruption, names  # noqa: PLC0415

    names.compare("Barzan Invented", "بەرزان")
    names.compare_many(["Barzan Invented"], ["برزان"])
    ties = [disruption.Tie("a", "b", grade="2B"), disruption.Tie("b", "c", grade="2B")]
    network = disruption.Network.from_ties(ties)
    disruption.layout(network)
    disruption.brokers(network)
    disruption.removal_order(network)
