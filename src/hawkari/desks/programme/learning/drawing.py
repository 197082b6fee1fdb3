"""Tests drawn by chance from an item bank: as many of each topic, other ones before and after.

Questions of one topic are parallel. Whoever knows the seed and the bank can draw again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

__all__ = ["Draw", "draw_test"]


@dataclass(frozen=True, slots=True)
class Draw:
    """A drawn test: keys of questions in the order of the paper, and how many were asked before."""

    questions: tuple[int, ...]
    overlap: int


def draw_test(
    bank: Mapping[str, Collection[int]], each: int, *, seed: str, asked: Iterable[int] = ()
) -> Draw:
    """A test with up to `each` questions of every topic.

    Args:
        bank: keys of questions by topic.
        each: questions of a topic; of a smaller topic, all of it.
        seed: any text; the same gives the same test.
        asked: keys that other tests of the course ask; taken last, and counted as overlap.
    """
    known = frozenset(asked)
    chosen: list[int] = []
    for topic in sorted(bank):
        order = sorted(_shuffled(bank[topic], f"{seed}/{topic}"), key=lambda one: one in known)
        chosen += order[:each]
    paper = _shuffled(chosen, f"{seed}/order")
    return Draw(tuple(paper), sum(one in known for one in paper))


def _shuffled(keys: Collection[int], seed: str) -> Sequence[int]:
    """The keys in an order that the seed alone decides, whatever order they came in."""
    return sorted(keys, key=lambda one: sha256(f"{seed}/{one}".encode()).digest())
