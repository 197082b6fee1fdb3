"""What must hold between the nodes when the exchange is over."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any

__all__ = ["check_ending"]

Standing = Mapping[str, Any]
STEPS = {
    "blind query": ("nca", "asayish", "federal-police"),
    "blind ticket": ("nca", "asayish"),
    "request": ("nca", "asayish"),
    "package": ("nca", "asayish"),
    "package correction": ("nca", "asayish"),
    "package recall": ("nca", "asayish"),
}
"""What must be in the audit logs of which agencies."""


def check_ending(standings: Mapping[str, Standing]) -> list[str]:
    """What the nodes do not agree on, in words; nothing when all is well.

    Args:
        standings: of every node by its agency's short name, see `standing.standing_at`.
    """
    return [*_messages(standings), *_states(standings), *_logs(standings)]


def _messages(standings: Mapping[str, Standing]) -> Iterator[str]:
    for giver, taker in permutations(standings, 2):
        sent = standings[giver]["sent"].get(taker, [])
        taken = standings[taker]["taken"].get(giver, [])
        if sent != taken:
            yield f"{giver} sent {len(sent)} messages to {taker}, who took {len(taken)}"
    for name, standing in standings.items():
        if standing["open"] or standing["unsent"]:
            yield f"{standing['open'] + standing['unsent']} messages of {name} are on their way"


def _states(standings: Mapping[str, Standing]) -> Iterator[str]:
    uk, krg = standings["nca"], standings["asayish"]
    for what in ("tickets", "requests", "events"):
        if uk[what] != krg[what] or not uk[what]:
            yield f"the {what} of both sides differ"
    if uk["received"] != krg["released"] or len(uk["received"]) != 1:
        yield "the package received is not the one released"
    if set(uk["states"].values()) != {"recalled"}:
        yield "the package is not recalled at its recipient"
    if not all(is_answered for kind, is_answered in uk["events"].values() if kind in WAITS):
        yield "a correction or recall was not answered"
    if uk["shared"]:
        yield f"{len(uk['shared'])} recalled statements are still seen at the recipient"


WAITS = frozenset({"correction", "recall"})


def _logs(standings: Mapping[str, Standing]) -> Iterator[str]:
    for step, agencies in STEPS.items():
        for agency in agencies:
            if not any(name.startswith(step) for name in standings[agency]["audited"]):
                yield f"the log of {agency} holds no {step}"
