"""Joint tasks: what one agency asks another to find out or to do, and what came of it.

A person proposes a task, a person of the other agency accepts it until a day or declines it with
the reason, and says what came of it. Each step is a signed message to the other side, in the
transaction that keeps it. What is written is what is sent: nothing of the evidence goes along.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.exchange.joint.messages import STEP, TASK, said_of_step, said_of_task
from hawkari.desks.exchange.joint.standing import OPEN, standing
from hawkari.desks.exchange.language_words import LANGUAGES
from hawkari.desks.exchange.models.joint_tasks import (
    JointKind,
    JointState,
    JointStep,
    JointTask,
    Side,
)
from hawkari.desks.exchange.models.nodes import Partner, PartnerState
from hawkari.desks.exchange.node.people import own_rows
from hawkari.desks.exchange.node.sending import send
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act, Agency, Task, TaskAnswer, TaskState
from hawkari.evidence.task_reading import OPEN_STATES, heads_of, known_tasks, spared_among
from hawkari.evidence.tasks import accept_task, finish_task

__all__ = [
    "Proposal",
    "Words",
    "accept",
    "decline",
    "finish",
    "keep_answer",
    "known_joint_tasks",
    "partners_in",
    "propose",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Words:
    """What a person adds to a step, and its language (a code of `LANGUAGES`, or empty)."""

    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A step that somebody takes, with what goes with it."""

    state: JointState
    words: Words = Words()
    due: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is asked of whom.

    Attributes:
        partner: short name of the agency that is asked.
        kind: of `JointKind`.
        what: is to be found out or done, in the asker's words.
        why: it is asked.
        language: of both.
        handling: of these words: ``P``, or ``C`` with its condition.
        condition: in words; empty with ``P``.
        wanted_by: the day by which it would help, or None.
        plan_task: number of the network desk's task that it comes from, or None.
    """

    partner: str
    kind: str
    what: str
    why: str = ""
    language: str = ""
    handling: str = "P"
    condition: str = ""
    wanted_by: date | None = None
    plan_task: int | None = None


def partners_in(access: Access) -> list[Agency]:
    """The partners that can be asked: pinned, and taking part in the operation."""
    pinned = Partner.objects.filter(
        state=PartnerState.PINNED, agency__operations=access.operation
    ).select_related("agency")
    return [one.agency for one in pinned.order_by("agency__name")]


def known_joint_tasks(access: Access) -> QuerySet[JointTask]:
    """The tasks between this node's agency and its partners: for its own people only."""
    found = JointTask.objects.filter(operation=access.operation).select_related("partner")
    return own_rows(access, found)


def propose(access: Access, proposal: Proposal) -> JointTask:
    """Ask a partner; sent with the person's signature, and kept as proposed.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the partner cannot be asked, words or condition are missing, the day is past,
            or the task of the plan is not one that may be sent.
        NodeUnset: if this installation is no node.
    """
    require(access, Action.EXCHANGE)
    _check(access, proposal)
    with transaction.atomic():
        partner = next((o for o in partners_in(access) if o.slug == proposal.partner), None)
        if partner is None:
            raise BadInput(f"{proposal.partner!r} is no partner here", "Ask one of the list.")
        plan_task = _of_plan(access, proposal, partner)
        task = JointTask.objects.create(
            reference=secrets.token_hex(16),
            is_ours=True,
            partner=partner,
            operation=access.operation,
            kind=proposal.kind,
            what=proposal.what.strip(),
            why=proposal.why.strip(),
            language=proposal.language,
            handling=proposal.handling,
            condition=proposal.condition.strip(),
            wanted_by=proposal.wanted_by,
            plan_task=plan_task,
        )
        _step(access, task, _Taken(JointState.PROPOSED))
    return task


def _check(access: Access, proposal: Proposal) -> None:
    if proposal.kind not in JointKind.values:
        raise BadInput(f"{proposal.kind!r} is nothing to ask for", "Ask a question or an action.")
    if not proposal.what.strip():
        raise BadInput("a task needs its words", "Say what is to be found out or done.")
    if proposal.language and proposal.language not in LANGUAGES:
        raise BadInput(f"{proposal.language!r} is no language of this list", "Choose one of it.")
    if proposal.handling not in ("P", "C"):
        raise BadInput(f"{proposal.handling!r} is no handling code", "Give P or C.")
    if (proposal.handling == "C") != bool(proposal.condition.strip()):
        raise BadInput("handling C needs its condition, and P has none", "Write what holds.")
    _not_past(access, proposal.wanted_by)


def _not_past(access: Access, day: date | None) -> None:
    if day is not None and day < access.today:
        raise BadInput(f"{day.isoformat()} is past", "Give today or a later day.")


def _of_plan(access: Access, proposal: Proposal, partner: Agency) -> Task | None:
    """The plan's task that this comes from: open, of this partner, spared nobody, not sent yet."""
    if proposal.plan_task is None:
        return None
    found = known_tasks(access).filter(pk=proposal.plan_task, state__in=OPEN_STATES).first()
    if found is None or found.agency_id != partner.pk or not heads_of(access, [found]):
        raise BadInput("the plan has no such open task of this partner", "Look at it again.")
    if spared_among(access, (found.left_id, found.right_id)):
        raise BadInput(
            "an end of its tie is a victim, migrant or witness", "Nobody is sent after them."
        )
    type(found).objects.select_for_update().get(pk=found.pk)
    if JointTask.objects.filter(plan_task=found, state__in=OPEN).exists():
        raise BadInput("this task of the plan was sent already", "Go on with that one.")
    return found


def accept(access: Access, reference: str, *, due: date, words: Words) -> None:
    """Take a partner's task on until a day; done again, it moves the day.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such open task of a partner, or the day is past.
    """
    require(access, Action.EXCHANGE)
    _not_past(access, due)
    _take(access, reference, _Taken(JointState.ACCEPTED, words, due=due))


def decline(access: Access, reference: str, *, words: Words) -> None:
    """Say that a partner's open task will not be done, and why.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such open task of a partner, or words are missing.
    """
    require(access, Action.EXCHANGE)
    _say(words, "declining a task needs a reason")
    _take(access, reference, _Taken(JointState.DECLINED, words))


def finish(access: Access, reference: str, *, words: Words, answer: str = "") -> None:
    """Say what came of an accepted task of a partner.

    Args:
        access: who says so.
        reference: of the task.
        words: what was found or done.
        answer: of a question: ``confirmed``, ``refuted`` or ``cannot tell``; else empty.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such accepted task, words are missing, or the answer is not one.
    """
    require(access, Action.EXCHANGE)
    _say(words, "a result needs its words")
    _take(access, reference, _Taken(JointState.DONE, words, answer=answer))


def withdraw(access: Access, reference: str, *, words: Words) -> None:
    """Take back a task that we proposed and that is not done.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such open task of ours, or words are missing.
    """
    require(access, Action.EXCHANGE)
    _say(words, "taking a task back needs a reason")
    _take(access, reference, _Taken(JointState.WITHDRAWN, words))


def _say(words: Words, problem: str) -> None:
    if not words.text.strip():
        raise BadInput(problem, "Say it in a sentence.")


# From which states each step may be taken, and whether by the asker.
FROM = {
    JointState.ACCEPTED: (OPEN, False),
    JointState.DECLINED: (OPEN, False),
    JointState.DONE: ((JointState.ACCEPTED,), False),
    JointState.WITHDRAWN: (OPEN, True),
}


def _take(access: Access, reference: str, taken: _Taken) -> None:
    """Take a step on an open task, which nobody else changes until the transaction ends."""
    states, is_ours = FROM[taken.state]
    with transaction.atomic():
        tasks = known_joint_tasks(access).select_for_update(of=("self",))
        task = tasks.filter(reference=reference, is_ours=is_ours, state__in=states).first()
        if task is None:
            raise BadInput("the task is no longer as it was shown", "Look at the list again.")
        if taken.state == JointState.DONE:
            _check_answer(task, taken.answer)
        _step(access, task, taken)


def _check_answer(task: JointTask, answer: str) -> None:
    wanted = TaskAnswer.values if task.kind == JointKind.QUESTION else [""]
    if answer not in wanted:
        raise BadInput(f"{answer!r} is no answer to this task", "Choose one of those shown.")


def _step(access: Access, task: JointTask, taken: _Taken) -> None:
    """Keep a step of ours, send it to the partner, and audit it; last in its transaction."""
    side = Side.ASKER if task.is_ours else Side.ASKED
    step = JointStep(
        task=task,
        side=side,
        number=task.steps.filter(side=side).count() + 1,
        state=taken.state,
        due=taken.due,
        answer=taken.answer,
        words=taken.words.text.strip(),
        language=taken.words.language if taken.words.language in LANGUAGES else "",
        by=access.user.get_username(),
        by_user=access.user,
        at=timezone.now().replace(microsecond=0),
    )
    body: dict[str, Any] = {"step": said_of_step(step)}
    body |= {"task": said_of_task(task)} if task.is_ours else {"reference": task.reference}
    sent = send(
        TASK if task.is_ours else STEP,
        body,
        to=[task.partner],
        by=access.user,
        operation=access.operation.slug,
    )
    step.message = sent.id
    step.save(force_insert=True)
    now = standing(list(task.steps.all()))
    task.state, task.due, task.answer = now.state, now.due, now.answer
    task.save(update_fields=["state", "due", "answer"])
    audit.record(
        Act.DECIDE,
        access=access,
        objects=[task.reference],
        count=1,
        justification=step.words,
        recipient=task.partner.slug,
        detail={"what": "joint task", "state": str(taken.state), "side": str(side)},
    )


def keep_answer(access: Access, reference: str) -> None:
    """Keep a partner's answer at the task of the plan that it was asked for.

    The plan's task is accepted for the partner where nobody did that before, and finished.

    Raises:
        AccessDenied: if the role may not change tasks of the plan.
        BadInput: if there is no such answer, it was kept already, or the plan's task takes none.
    """
    require(access, Action.TASK)
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        known = known_joint_tasks(access).select_for_update(of=("self",))
        ours = known.filter(is_ours=True, state=JointState.DONE)
        task = ours.filter(reference=reference, kept_at=None, plan_task__isnull=False).first()
        plan_task = task.plan_task if task is not None else None
        if task is None or plan_task is None:
            raise BadInput("there is no answer to keep", "Look at the list again.")
        words = _told_by(task)
        if plan_task.state == TaskState.PROPOSED:
            accept_task(access, plan_task.pk, due=access.today, words=words)
        finish_task(access, plan_task.pk, answer=task.answer, words=words)
        task.kept_at = timezone.now()
        task.save(update_fields=["kept_at"])


def _told_by(task: JointTask) -> str:
    """Who said it, for whoever reads the plan later."""
    step = task.steps.filter(side=Side.ASKED, state=JointState.DONE).order_by("number").last()
    said = f"{step.by}: {step.words}" if step is not None else ""
    return f"{task.partner.name}, {said}"
