"""Whether somebody passed a course, by its own rule: sessions attended, and the last test."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Missing", "Passing", "passing"]


class Missing(StrEnum):
    """Why somebody has not passed, or why nobody can tell yet."""

    LEFT = "left"
    NO_SESSIONS = "no_sessions"
    ATTENDANCE_OPEN = "attendance_open"
    ATTENDANCE = "attendance"
    NO_TEST = "no_test"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Passing:
    """Whether somebody passed.

    Attributes:
        passed: None while it cannot be told.
        attended: sessions they were at.
        sessions: of so many.
        score: of the test after the course; None where it was not sat.
        most: of so many questions.
        why: what is missing; empty where they passed.
    """

    passed: bool | None
    attended: int
    sessions: int
    score: int | None
    most: int | None
    why: tuple[Missing, ...]


def passing(
    *,
    attended: int,
    recorded: int,
    sessions: int,
    test: tuple[int, int] | None,
    least: tuple[int, int],
    left: bool = False,
) -> Passing:
    """Whether somebody passed by the rule of their course.

    Args:
        attended: sessions they were at.
        recorded: sessions of which it is recorded whether they were there.
        sessions: of the course.
        test: right answers and number of questions of the test after it; None where not sat.
        least: percent of sessions and percent of right answers that pass it.
        left: whether they left the course.
    """
    attend, score = least
    failed, open_ = [], []
    if left:
        failed.append(Missing.LEFT)
    if not sessions:
        open_.append(Missing.NO_SESSIONS)
    elif (attended + sessions - recorded) * 100 < attend * sessions:
        failed.append(Missing.ATTENDANCE)
    elif attended * 100 < attend * sessions:
        open_.append(Missing.ATTENDANCE_OPEN)
    if test is None:
        open_.append(Missing.NO_TEST)
    elif test[0] * 100 < score * test[1]:
        failed.append(Missing.SCORE)
    right, most = test if test is not None else (None, None)
    passed = False if failed else None if open_ else True
    return Passing(passed, attended, sessions, right, most, (*failed, *open_))
