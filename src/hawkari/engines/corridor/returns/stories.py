"""What goes right and wrong in return cases, and how often."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from hawkari.engines.corridor.returns.people import Returnee
from hawkari.engines.corridor.spelling import pick
from hawkari.engines.corridor.tables import load_json

__all__ = ["Barrier", "Stories", "Story", "barriers", "suits"]


@dataclass(frozen=True, slots=True)
class Barrier:
    """One kind of barrier: the papers that open and lift it, and how long it tends to stand.

    Attributes:
        suits: whom it can be about: ``any``, ``family``, ``lone child``, ``young`` or ``woman``.
        ends_after: days after which it lapses; None where a decision is needed.
        document_kind: what kind of paper lifts it.
        decided_by: whose paper that is.
        outcome: what it says; ``""`` where there is nothing to choose.
    """

    kind: str
    source: str
    document: str
    days: tuple[int, int]
    suits: str
    ends_after: int | None
    document_kind: str
    decided_by: str
    outcome: str
    voids_notice: bool


@dataclass(frozen=True, slots=True)
class Story:
    """What is particular about one case.

    Attributes:
        name: as in the truth: ``smooth``, ``idle``, ``expired_acceptance``, …
        barrier: kind of barrier that opens; ``""`` for none.
        at: state in which the particular thing happens.
        lifts: whether the barrier is lifted.
        late: whether it was learned of long after it had opened.
        stops: whether nobody works on the case afterwards.
        pool: why the person should not be in the pool.
    """

    name: str
    share: float = 0.0
    barrier: str = ""
    at: str = ""
    lifts: bool = True
    late: bool = False
    stops: bool = False
    pool: str = ""


# Shares of cases; the rest are barriers, each kind as often as every other.
_STORIES = (
    Story("smooth", 0.38),
    Story("idle", 0.06, at="accepted_by_receiver", stops=True),
    Story("idle_document", 0.04, at="documenting", stops=True),
    Story("expired_acceptance", 0.04, at="accepted_by_receiver", stops=True),
    Story("expired_document", 0.03, at="accepted_by_receiver", stops=True),
    Story("consent_withdrawn", 0.05, at="accepted_by_receiver"),
    Story("refused_on_arrival", 0.04, at="departed"),
    Story("booking_missed", 0.03, at="booked"),
    Story("should_not_be_here", 0.05, at="documenting", stops=True),
    Story("not_worked", 0.04, at="screening", stops=True),
    Story("barrier", 0.24),
)
POOL = (("leave", 0.6), ("left", 0.25), ("citizen", 0.1), ("died", 0.05))
_STATES_OF_BARRIERS = (
    *("screening", "documenting", "accepted_by_receiver", "notice_served", "booked"),
)
LIFTED, LIFTED_LATE, LATE = 0.6, 0.35, 0.35


def barriers() -> tuple[Barrier, ...]:
    """Every kind of barrier that the sample knows."""
    return tuple(
        Barrier(
            row["kind"], row["source"], row["document"], tuple(row["days"]), row["suits"],
            row["ends_after"], row["document_kind"], row["decided_by"],
            row["outcome"],
            row["voids_notice"],
        )
        for row in load_json("returns.json")["barriers"]
    )  # fmt: skip


class Stories:
    """Gives each household its story; barriers in turn, so that no kind is left out."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        # Kinds wait at the front until somebody comes whom they can be about.
        self._waiting = deque(barriers())
        self._told = Counter[str]()

    def next(self, people: Sequence[Returnee]) -> Story:
        """The story of one household."""
        if people[0].alone_as_child:
            return Story("barrier", barrier="uac", at="screening", lifts=False)
        story = pick([(one, one.share) for one in _STORIES], self._rng)
        if story.name == "barrier":
            return self._barrier(people)
        if story.pool == "" and story.name == "should_not_be_here":
            return replace(story, pool=pick(POOL, self._rng))
        return story

    def _barrier(self, people: Sequence[Returnee]) -> Story:
        """The next kind of barrier that can be about these people, at any stage."""
        barrier = next(one for one in self._waiting if suits(one, people))
        self._waiting.remove(barrier)
        self._waiting.append(barrier)
        rng = self._rng
        late = rng.random() < LATE
        # Learned of only when the person had gone: rare, and the reason why boards show it.
        at = rng.choice((*_STATES_OF_BARRIERS[1:], "arrived") if late else _STATES_OF_BARRIERS)
        self._told[barrier.kind] += 1
        # The first of a kind stands from the start, the second is lifted: a small sample has both.
        times = self._told[barrier.kind]
        if times == 1:
            return Story("barrier", barrier=barrier.kind, at="screening", lifts=False)
        lifts = times == 2 or rng.random() < (LIFTED_LATE if late else LIFTED)
        return Story("barrier", barrier=barrier.kind, at=at, lifts=lifts, late=late)


def suits(barrier: Barrier, people: Sequence[Returnee]) -> bool:
    """Whether a kind of barrier can be about the first of these people, or about all of them."""
    first = people[0]
    return {
        "any": True,
        "family": len(people) > 1,
        "lone child": first.alone_as_child,
        "young": first.young,
        "woman": first.gender == "f" and not first.child,
    }[barrier.suits]
