"""Tasks of an operation: which uncertain tie an agency is asked to look into, and what came of it.

An officer proposes a task, one accepts it with a due date, one says what was found. The program
proposes, accepts and answers nothing. An answer changes no statement and no cluster: it is kept
beside them, and plans are reckoned anew with it (`task_reading.learnt`) until it is taken back.
Nothing is asked about a tie of
somebody who is a victim, migrant or witness.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.identities import EntityNotFound, clusters_of, log_ids, stated_ids
from hawkari.evidence.models import (
    Act,
    Agency,
    Task,
    TaskAnswer,
    TaskKind,
    TaskState,
    TaskStep,
)
from hawkari.evidence.task_reading import OPEN_STATES, heads_of, known_tasks, spared_among

__all__ = [
    "accept_task",
    "decline_task",
    "finish_task",
    "propose_task",
    "withdraw_answer",
]


def propose_task(
    access: Access,
    ends: tuple[str, str],
    *,
    agency: str,
    statements: Collection[int],
    figures: Mapping[str, float],
    reason: str = "",
) -> Task:
    """Ask an agency to look into a tie; it stands as proposed until somebody accepts it.

    Args:
        access: who asks.
        ends: of the tie, by canonical ids or ids as stated.
        agency: short name of who is asked; it must take part in the operation.
        statements: numbers of the statements behind the tie.
        figures: what the engine said of it.
        reason: why, in the asker's words.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the agency takes no part, the same is asked of it already, nothing that may be
            seen states the tie, or an end of it is a victim, migrant or witness.
        EntityNotFound: if there is no such end that the user may see.
    """
    require(access, Action.TASK)
    asked = access.operation.agencies.filter(slug=agency).first()
    if asked is None:
        raise BadInput(f"{agency!r} takes no part in the operation", "Ask one that does.")
    stated = stated_ids(ends)
    left, right = sorted(stated[one] for one in ends)
    clusters = clusters_of(access, (left, right))
    for end in (left, right):
        if end not in clusters.head:
            raise EntityNotFound(end)
    _spare(access, (left, right))
    parts = visible_to(access).filter(pk__in=in_ids(sorted(statements)))
    grounds = sorted(set(parts.values_list("part", flat=True)))
    if not grounds:
        raise BadInput("nothing that you may see states this tie", "Choose one of the network.")
    with transaction.atomic():
        _refuse_twice(access, (left, right), asked)
        task = Task.objects.create(
            operation=access.operation,
            kind=TaskKind.CONFIRM_TIE,
            left_id=left,
            right_id=right,
            agency=asked,
            state=TaskState.PROPOSED,
            rests_on=grounds,
            figures=dict(figures),
        )
        _step(access, task, words=reason)
    return task


def _refuse_twice(access: Access, ends: tuple[str, str], asked: Agency) -> None:
    """Refuse to ask an agency what it is asked already, of any record of the two clusters."""
    # Whoever asks at the same time waits here.
    type(access.operation).objects.select_for_update().get(pk=access.operation.pk)
    clusters = clusters_of(access, ends)
    wanted = tuple(sorted({clusters.head[one] for one in ends}))
    open_ones = known_tasks(access).filter(agency=asked, state__in=OPEN_STATES).order_by("pk")
    for number, pair in heads_of(access, list(open_ones)).items():
        if pair == wanted:
            raise BadInput(
                f"task {number} asks this of {asked.name} already", "Go on with that one."
            )


def accept_task(access: Access, number: int, *, due: date, words: str = "") -> None:
    """Take a proposed task on, until a day.

    Args:
        access: who accepts. Of another agency than the one asked: then `words` must say who there
            agreed.
        number: of the task.
        due: the day by which it is to be answered, today or later.
        words: what the one accepting adds.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such task to accept, the day is past, or words are missing.
    """
    require(access, Action.TASK)
    if due < access.today:
        raise BadInput(f"{due.isoformat()} is past", "Give today or a later day.")
    with transaction.atomic():
        task = _task(access, number, (TaskState.PROPOSED,))
        _say_for_whom(access, task, words)
        _spare(access, (task.left_id, task.right_id))
        task.state, task.due = TaskState.ACCEPTED, due
        task.save(update_fields=["state", "due"])
        _step(access, task, words=words)


def finish_task(access: Access, number: int, *, answer: str, words: str = "") -> None:
    """Say what was found about the tie of an accepted task.

    Args:
        access: who says so; as in `accept_task`.
        number: of the task.
        answer: ``confirmed``, ``refuted`` or ``cannot tell``.
        words: how it was found, or what stood in the way.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such task to answer, the answer is none of these, or words are
            missing.
    """
    require(access, Action.TASK)
    if answer not in TaskAnswer.values:
        raise BadInput(f"{answer!r} is no answer", f"Give one of {', '.join(TaskAnswer.values)}.")
    with transaction.atomic():
        task = _task(access, number, (TaskState.ACCEPTED,))
        _say_for_whom(access, task, words)
        _spare(access, (task.left_id, task.right_id))
        task.state, task.answer = TaskState.DONE, answer
        task.save(update_fields=["state", "answer"])
        _step(access, task, words=words)


def withdraw_answer(access: Access, number: int, *, words: str) -> None:
    """Take the answer of a task back: it is accepted as before, and no plan counts the answer.

    Args:
        access: who takes it back.
        number: of the task.
        words: why.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such answered task, or words are missing.
    """
    require(access, Action.TASK)
    if not words.strip():
        raise BadInput("taking an answer back needs its reason", "Say why it does not stand.")
    with transaction.atomic():
        task = _task(access, number, (TaskState.DONE,))
        task.state, task.answer = TaskState.ACCEPTED, ""
        task.save(update_fields=["state", "answer"])
        _step(access, task, words=words, state=TaskState.WITHDRAWN)


def decline_task(access: Access, number: int, *, words: str) -> None:
    """Say that a task that is not done yet will not be done.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such open task, or words are missing.
    """
    require(access, Action.TASK)
    if not words.strip():
        raise BadInput("declining a task needs a reason", "Say why it will not be done.")
    with transaction.atomic():
        task = _task(access, number, OPEN_STATES)
        task.state = TaskState.DECLINED
        task.save(update_fields=["state"])
        _step(access, task, words=words)


def _spare(access: Access, ends: tuple[str, str]) -> None:
    if spared_among(access, ends):
        raise BadInput(
            "an end of this tie is a victim, migrant or witness", "Nobody is sent after them."
        )


def _task(access: Access, number: int, states: Collection[TaskState]) -> Task:
    """A task in one of some states, which nobody else changes until the transaction ends."""
    found = known_tasks(access).select_for_update().filter(pk=number, state__in=states).first()
    if found is None or found.pk not in heads_of(access, [found]):
        words = " or ".join(str(one) for one in states)
        raise BadInput(f"no task {number} is {words}", "Look at the list again.")
    return found


def _say_for_whom(access: Access, task: Task, words: str) -> None:
    if access.user.agency_id != task.agency_id and not words.strip():
        raise BadInput(
            f"this task is for {task.agency.name}, and you are of another agency",
            "Say who there told you so.",
        )


def _step(access: Access, task: Task, *, words: str, state: str = "") -> None:
    """Keep what was done, and audit it; last in its transaction."""
    state = state or task.state
    TaskStep.objects.create(
        task=task,
        state=state,
        due=task.due,
        answer=task.answer,
        words=words,
        by=access.user,
        at=timezone.now(),
    )
    audit.record(
        Act.DECIDE,
        access=access,
        objects=log_ids((task.left_id, task.right_id)),
        count=1,
        justification=words,
        detail={
            "what": "task",
            "task": task.pk,
            "state": str(state),
            "agency": task.agency.slug,
            "answer": str(task.answer),
        },
    )
