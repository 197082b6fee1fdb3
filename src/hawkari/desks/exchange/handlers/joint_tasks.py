"""Takes what partners tell of joint tasks: their proposals, and their steps on ours."""

from hawkari.desks.exchange.joint.messages import (
    STEP,
    TASK,
    StepSaid,
    TaskSaid,
    reference_of,
    step_of,
    task_of,
)
from hawkari.desks.exchange.joint.standing import TAKES, standing
from hawkari.desks.exchange.models.joint_tasks import JointStep, JointTask, Side
from hawkari.desks.exchange.node.handling import Received, Refuse, handles
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.evidence import audit
from hawkari.evidence.models import Act, Operation

__all__ = ["on_step", "on_task"]


@handles(TASK)
def on_task(message: Received) -> None:
    """A partner proposes a task to us, or withdraws one."""
    said, step = task_of(message), step_of(message, TAKES[Side.ASKER])
    task = JointTask.objects.select_for_update().filter(reference=said.reference).first()
    if task is None:
        task = _new(message, said)
    elif task.is_ours or task.partner != message.sender or _stated(task) != said:
        raise Refuse("other-task", "another task has this reference")
    _keep(message, task, step)


@handles(STEP)
def on_step(message: Received) -> None:
    """A partner accepts, declines or finishes a task that we proposed to it."""
    reference, step = reference_of(message), step_of(message, TAKES[Side.ASKED])
    asked = JointTask.objects.filter(is_ours=True, partner=message.sender)
    task = asked.select_for_update().filter(reference=reference).first()
    if task is None:
        raise Refuse("unknown-task", "no task with this reference was proposed to you")
    _keep(message, task, step)


def _new(message: Received, said: TaskSaid) -> JointTask:
    return JointTask.objects.create(
        reference=said.reference,
        is_ours=False,
        partner=message.sender,
        operation=_operation(message),
        kind=said.kind,
        what=said.what,
        why=said.why,
        language=said.language,
        handling=said.handling,
        condition=said.condition,
        wanted_by=said.wanted_by,
    )


def _operation(message: Received) -> Operation:
    """The operation of the same name, if both agencies take part in it here."""
    both = Operation.objects.filter(slug=message.operation, agencies=message.sender)
    found = both.filter(agencies=own_agency()).first()
    if found is None:
        raise Refuse("unknown-operation", "here is no operation of this name with both of us in it")
    return found


def _stated(task: JointTask) -> TaskSaid:
    return TaskSaid(
        task.reference, task.kind, task.what, task.why, task.language,
        task.handling, task.condition, task.wanted_by,
    )  # fmt: skip


def _keep(message: Received, task: JointTask, step: StepSaid) -> None:
    side = Side.ASKED if task.is_ours else Side.ASKER
    if task.steps.filter(side=side, number=step.number).exists():
        raise Refuse("step-twice", "another step of this number came before")
    JointStep.objects.create(
        task=task,
        side=side,
        number=step.number,
        state=step.state,
        due=step.due,
        answer=step.answer,
        words=step.words,
        language=step.language,
        by=message.signer,
        at=message.sent_at,
        message=message.id,
    )
    now = standing(list(task.steps.all()))
    task.state, task.due, task.answer = now.state, now.due, now.answer
    task.save(update_fields=["state", "due", "answer"])
    audit.record(
        Act.DECIDE,
        actor=f"{message.sender.slug}: {message.signer}",
        objects=[task.reference],
        count=1,
        detail={"what": "joint task", "state": str(step.state), "side": str(side)},
    )
