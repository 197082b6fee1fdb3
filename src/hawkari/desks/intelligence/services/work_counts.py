"""A quarter's work on networks as numbers: decided pairs, answered tasks. About nobody.

Counted is what people of the reader's own agency decided and answered in the operation, as far as
the reader may know of it. Small numbers are hidden by `hawkari.evidence.indicators`, in the preview
as in the release. No number here claims that anything was prevented.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.identities import known_events
from hawkari.evidence.indicators import (
    IndicatorRow,
    Measure,
    Period,
    release_indicators,
    released_indicators,
    shown,
    withdraw_indicators,
)
from hawkari.evidence.models import (
    Act,
    IndicatorRelease,
    JudgementKind,
    TaskAnswer,
    TaskState,
    TaskStep,
)
from hawkari.evidence.task_reading import known_tasks

__all__ = ["CODES", "DESK", "preview", "release", "releases", "withdraw"]

DESK = "intelligence"
CODES = ("pairs_decided", "tasks_answered")
"""Pairs of records on which a person decided, by their answer; tasks answered, by the answer."""

_DECISIONS = (JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE)


def preview(access: Access, period: Period) -> tuple[IndicatorRow, ...]:
    """The numbers of a quarter as a release would show them; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.READ)
    with transaction.atomic():
        rows = shown(_measures(access, period))
        audit.record(
            Act.CONSULT, access=access, count=len(rows),
            detail={"what": "work counts", "period": period.name},
        )  # fmt: skip
    return rows


def release(access: Access, period: Period) -> IndicatorRelease:
    """Release the numbers of a quarter to the programme desk.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the quarter is not over, or was released already.
    """
    require(access, Action.RELEASE)
    measures = _measures(access, period)
    return release_indicators(access, DESK, period, measures=measures, action=Action.RELEASE)


def releases(access: Access) -> list[IndicatorRelease]:
    """What the agency released, newest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.READ)
    return released_indicators(access, DESK)


def withdraw(access: Access, number: int, *, why: str) -> None:
    """Take a release back, with a reason.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such release, or no reason.
    """
    # The number may be of another desk's release, which this one has no say in.
    own = IndicatorRelease.objects.filter(pk=number, desk=DESK).exists()
    withdraw_indicators(access, number if own else 0, why=why, action=Action.RELEASE)


def _measures(access: Access, period: Period) -> list[Measure]:
    first, after = _span(period)
    agency = access.user.agency_id
    decided = known_events(access).filter(
        operation=access.operation, made_by__agency=agency, made_at__gte=first, made_at__lt=after,
        judgement__in=_DECISIONS,
    )  # fmt: skip
    steps = TaskStep.objects.filter(
        task__in=known_tasks(access).filter(agency=agency, state=TaskState.DONE),
        state=TaskState.DONE, at__gte=first, at__lt=after,
    )  # fmt: skip
    # A task whose answer was taken back and given again has two such steps: its last one counts.
    answers = dict(steps.order_by("pk").values_list("task", "answer"))
    pairs = decided.order_by("pk").values_list("left_id", "right_id", "judgement")
    words = {(left, right): said for left, right, said in pairs}
    return [
        *_counted("pairs_decided", Counter(words.values()), [str(one) for one in _DECISIONS]),
        *_counted("tasks_answered", Counter(answers.values()), TaskAnswer.values),
    ]


def _counted(code: str, counts: Mapping[str, int], groups: Sequence[str]) -> list[Measure]:
    total = Measure(code, sum(counts.get(one, 0) for one in groups))
    return [total, *(Measure(code, counts.get(one, 0), by="answer", group=one) for one in groups)]


def _span(period: Period) -> tuple[datetime, datetime]:
    """The first moment of a quarter, and the first after it."""
    after = period.last + timedelta(days=1)
    return datetime.combine(period.first, time(), UTC), datetime.combine(after, time(), UTC)
