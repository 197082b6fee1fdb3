"""What the querier's own server watches: only it sees which values hit.

With the index at the querier, decoys and hit rates can be seen there alone. They stop an officer
who misuses a login; they do not stop an agency that alters its own server.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from hawkari.engines.blindmatch.index import TAG

__all__ = ["Alarm", "Band", "HitWatch", "decoys"]


class Alarm(StrEnum):
    """Why an officer is stopped, or looked at."""

    CANARY = "canary"
    FISHING = "fishing"
    KNOWN_LIST = "known-list"

    @property
    def suspends(self) -> bool:
        """Whether the officer may not go on until a person has looked."""
        return self is not Alarm.KNOWN_LIST


@dataclass(frozen=True, slots=True)
class Band:
    """Hit rates that casework has.

    Args:
        asked: values after which the rate says something.
        least: share of hits below which it looks like fishing.
        most: share above which somebody may be checking a list that he should not have.
    """

    asked: int = 750
    least: float = 0.001
    most: float = 0.9


@dataclass(slots=True)
class HitWatch:
    """Counts what each officer's queries hit, and raises alarms.

    Args:
        canaries: tags of decoys in the holder's index, told to this server and to no officer.
        band: what is usual.
        tallies: values asked and hits of each officer so far; give a mapping that lasts.
    """

    canaries: frozenset[bytes]
    band: Band = Band()
    tallies: MutableMapping[str, tuple[int, int]] = field(default_factory=dict)

    def observe(self, officer: str, outputs: Sequence[bytes], hits: Sequence[bool]) -> list[Alarm]:
        """Take in one answer, before the officer sees it.

        Args:
            officer: who asked.
            outputs: of the values asked for.
            hits: whether each is in the index.

        Returns:
            Alarms, gravest first; if any suspends, show the officer nothing.
        """
        before = self.tallies.get(officer, (0, 0))
        asked, held = before[0] + len(outputs), before[1] + sum(hits)
        self.tallies[officer] = asked, held
        found = [Alarm.CANARY] if any(out[:TAG] in self.canaries for out in outputs) else []
        if asked >= self.band.asked:
            share = held / asked
            found += [Alarm.FISHING] if share < self.band.least else []
            found += [Alarm.KNOWN_LIST] if share > self.band.most else []
        return found


def decoys(
    blocks: Iterable[tuple[str, int]], *, count: int, held: frozenset[str], rng: Random
) -> list[str]:
    """Invented phone numbers for a holder's index: a hit on one means that somebody tries numbers.

    Args:
        blocks: prefixes in E.164 and how many digits follow, of numbers that nobody is assigned.
        count: how many in each block; at most half the block, and what is free of it.
        held: numbers in the records, which are never decoys.
        rng: a generator that outsiders cannot foresee, e.g. `random.SystemRandom()`.
    """
    made: list[str] = []
    for prefix, digits in blocks:
        chosen: dict[str, None] = {}
        size = len(prefix) + digits
        taken = sum(number.startswith(prefix) and len(number) == size for number in held)
        while len(chosen) < min(count, 10**digits // 2, 10**digits - taken):
            number = f"{prefix}{rng.randrange(10**digits):0{digits}d}"
            if number not in held:
                chosen[number] = None
        made += chosen
    return made
