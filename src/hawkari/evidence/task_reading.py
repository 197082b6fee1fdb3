"""Tasks as their reader may know them, and what the answers to them say of ties."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.categories import categories_for
from hawkari.evidence.grounds import known_to
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.models import Act, Task, TaskAnswer, TaskState

__all__ = [
    "OPEN_STATES",
    "Finding",
    "StepView",
    "TaskView",
    "findings",
    "heads_of",
    "known_tasks",
    "learnt",
    "spared_among",
    "tasks_of",
]

# Nobody is sent after these, whatever is uncertain about them.
SPARED = frozenset({"victim", "migrant", "witness"})
OPEN_STATES = (TaskState.PROPOSED, TaskState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a task, oldest first in `TaskView.steps`."""

    state: str
    due: date | None
    answer: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as its reader may know it.

    Attributes:
        number: of the task.
        left, right: canonical ids of the tie's ends, as this reader knows them.
        agency, agency_name: who is asked.
        state: ``proposed``, ``accepted``, ``done`` or ``declined``.
        due: until when; None until it is accepted.
        answer: ``confirmed``, ``refuted``, ``cannot tell``; empty until it is done.
        figures: what the engine said of the tie when it was proposed; numbers by name.
        steps: what happened, oldest first.
        is_late: whether it is accepted and past its day.
        is_spared: whether an end is a victim, migrant or witness by now, so that nothing more may
            be done on it but to decline it.
    """

    number: int
    left: str
    right: str
    agency: str
    agency_name: str
    state: str
    due: date | None
    answer: str
    figures: Mapping[str, float]
    steps: tuple[StepView, ...]
    is_late: bool
    is_spared: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What the answer of a task says of a tie.

    Attributes:
        holds: whether the tie was confirmed; refuted otherwise.
        task: number of the task.
        agency_name: who was asked.
        at: when it was answered.
    """

    holds: bool
    task: int
    agency_name: str
    at: datetime


def tasks_of(access: Access) -> list[TaskView]:
    """The tasks of the operation that the access may know of: open ones first, by day, then number.

    A task of which an end may not be seen is left out. Audited.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        found = _views(access)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=sorted({end for one in found for end in (one.left, one.right)}),
            count=len(found),
            detail={"what": "tasks"},
        )
    return sorted(
        found, key=lambda one: (one.state not in OPEN_STATES, one.due or date.max, one.number)
    )


def findings(access: Access) -> dict[tuple[str, str], Finding]:
    """What finished tasks that the access may know of say of ties; see `learnt`.

    Audited where there is anything.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        found = learnt(_views(access))
        if found:
            audit.record(
                Act.CONSULT,
                access=access,
                objects=sorted({end for pair in found for end in pair}),
                count=len(found),
                detail={"what": "answers of tasks"},
            )
    return found


def _views(access: Access) -> list[TaskView]:
    rows = list(
        known_tasks(access).select_related("agency").prefetch_related("steps__by").order_by("pk")
    )
    heads = heads_of(access, rows)
    spared = spared_among(access, {one for pair in heads.values() for one in pair})
    return [_view(access, row, heads[row.pk], spared=spared) for row in rows if row.pk in heads]


def learnt(tasks: Collection[TaskView]) -> dict[tuple[str, str], Finding]:
    """What finished tasks say of ties, by ends in text order.

    The later answer counts where two were given; an answer that cannot tell changes nothing.
    """
    done = [one for one in tasks if one.state == TaskState.DONE and not one.is_spared]
    found: dict[tuple[str, str], Finding] = {}
    for one in sorted(done, key=lambda one: (one.steps[-1].at, one.number)):
        if one.answer != TaskAnswer.CANNOT_TELL:
            holds = one.answer == TaskAnswer.CONFIRMED
            found[one.left, one.right] = Finding(
                holds, one.number, one.agency_name, one.steps[-1].at
            )
    return found


def known_tasks(access: Access) -> QuerySet[Task]:
    """The tasks of the operation that rest on nothing hidden from the access."""
    return Task.objects.filter(known_to(access), operation=access.operation)


def heads_of(access: Access, tasks: Collection[Task]) -> dict[int, tuple[str, str]]:
    """Canonical ids of the ends by task, in text order; without those of which one is hidden.

    Ends that were joined meanwhile are one entity: there is no tie left to ask about.
    """
    ids = {one for task in tasks for one in (task.left_id, task.right_id)}
    head = clusters_of(access, sorted(ids)).head
    pairs = {
        task.pk: tuple(sorted({head.get(task.left_id, ""), head.get(task.right_id, "")}))
        for task in tasks
    }
    return {pk: (pair[0], pair[1]) for pk, pair in pairs.items() if len(pair) == 2 and all(pair)}


def spared_among(access: Access, ids: Collection[str]) -> set[str]:
    """Those of some ids who are a victim, migrant or witness: nobody is sent after them."""
    held = categories_for(access, sorted(ids))
    return {one for one, categories in held.items() if categories & SPARED}


def _view(access: Access, row: Task, ends: tuple[str, str], *, spared: Collection[str]) -> TaskView:
    steps = sorted(row.steps.all(), key=lambda one: one.pk)
    is_late = row.state == TaskState.ACCEPTED and row.due is not None and row.due < access.today
    return TaskView(
        number=row.pk,
        left=ends[0],
        right=ends[1],
        agency=row.agency.slug,
        agency_name=row.agency.name,
        state=row.state,
        due=row.due,
        answer=row.answer,
        figures=row.figures,
        steps=tuple(
            StepView(one.state, one.due, one.answer, one.words, one.by.get_username(), one.at)
            for one in steps
        ),
        is_late=is_late,
        is_spared=not set(spared).isdisjoint(ends),
    )
