"""Who was lost on the way: how many of those enrolled reached each stage of a course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Stage", "StageCount", "funnel"]


class Stage(StrEnum):
    """From the class list to practice."""

    ENROLLED = "enrolled"
    CAME = "came"
    PRE = "pre"
    POST = "post"
    PASSED = "passed"
    SEEN_3 = "seen_3"
    SEEN_6 = "seen_6"


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many reached a stage.

    Attributes:
        stage: which.
        reached: how many.
        share: of those enrolled; None where nobody is.
        lost: how many reached the stage before and not this one.
        gained: how many reached this one without the stage before, e.g. came after the first test.
    """

    stage: Stage
    reached: int
    share: float | None
    lost: int
    gained: int


def funnel(reached: Sequence[Mapping[Stage, bool]]) -> tuple[StageCount, ...]:
    """How many reached each stage.

    Args:
        reached: of each person enrolled, which stages they reached; a stage that is not said was
            not reached.
    """
    counts = []
    before: Stage | None = None
    for stage in Stage:
        here = [stage is Stage.ENROLLED or one.get(stage, False) for one in reached]
        there = [before in (None, Stage.ENROLLED) or one.get(before, False) for one in reached]
        number = sum(here)
        counts.append(
            StageCount(
                stage=stage,
                reached=number,
                share=number / len(reached) if reached else None,
                lost=sum(was and not now for was, now in zip(there, here, strict=True)),
                gained=sum(now and not was for was, now in zip(there, here, strict=True)),
            )
        )
        before = stage
    return tuple(counts)
