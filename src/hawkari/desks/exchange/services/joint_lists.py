"""The list of joint tasks: the same on both sides, what is due first first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from hawkari.desks.exchange.joint.standing import OPEN, is_late
from hawkari.desks.exchange.models.joint_tasks import JointState, JointStep, JointTask, Side
from hawkari.desks.exchange.models.nodes import Delivery, DeliveryState
from hawkari.desks.exchange.services.joint_tasks import known_joint_tasks, partners_in
from hawkari.desks.exchange.services.texts import Told, Written, keeps_texts, told
from hawkari.desks.exchange.services.waiting import Waiting, waits_for
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import entities_of
from hawkari.evidence.models import Act, Agency
from hawkari.evidence.task_reading import TaskView, tasks_of

__all__ = ["JointList", "JointView", "PlanTask", "StepShown", "joint_list", "plan_tasks"]

KIND = "joint-task"
ABOUT = 80


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step with its words as told, and how its message to the partner fares.

    `delivery` is empty for a step of the partner's; `refused` says in the partner's words why its
    node did not take the message.
    """

    step: JointStep
    agency: str
    words: Told | None
    delivery: str
    refused: str


@dataclass(frozen=True, slots=True)
class JointView:
    """A joint task as a page shows it.

    Attributes:
        task: the row.
        texts: ``what``, ``why`` and ``condition`` as told.
        steps: what happened, by the clocks of who did it.
        late: whether its day has passed.
        may_keep: whether its answer can be kept at a task of the plan.
    """

    task: JointTask
    texts: Mapping[str, Told]
    steps: tuple[StepShown, ...]
    late: bool
    may_keep: bool

    @property
    def is_open(self) -> bool:
        """Whether somebody may still do something about it."""
        return self.task.state in OPEN

    @property
    def day(self) -> date | None:
        """The day it is due, or wanted by before anybody accepted it."""
        return self.task.due or self.task.wanted_by


@dataclass(frozen=True, slots=True)
class PlanTask:
    """An open task of the network desk's plan that a partner could be asked.

    `left` and `right` name the ends of its tie.
    """

    task: TaskView
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class JointList:
    """The page: every joint task of the operation, open ones first, and who can be asked."""

    tasks: tuple[JointView, ...]
    partners: tuple[Agency, ...]

    @property
    def late(self) -> int:
        """How many are overdue."""
        return sum(one.late for one in self.tasks)

    @property
    def handling(self) -> str:
        """The stricter handling of the words on the page."""
        return "C" if any(one.task.handling != "P" for one in self.tasks) else "P"

    @property
    def open(self) -> int:
        """How many are open."""
        return sum(one.is_open for one in self.tasks)


def joint_list(access: Access) -> JointList:
    """Every joint task of the operation, by both sides; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        rows = list(known_joint_tasks(access).prefetch_related("steps"))
        views = _views(access, rows)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=sorted(one.reference for one in rows),
            count=len(rows),
            detail={"what": "joint tasks"},
        )
    views.sort(key=lambda one: (not one.is_open, one.day or date.max, -one.task.pk))
    return JointList(tuple(views), tuple(partners_in(access)))


def plan_tasks(access: Access) -> list[PlanTask]:
    """Open tasks of the plan, of a partner with a node, that were not sent to it yet; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.EXCHANGE)
    partners = {one.slug for one in partners_in(access)}
    sent = set(known_joint_tasks(access).filter(state__in=OPEN).values_list("plan_task", flat=True))
    open_ones = [
        one
        for one in tasks_of(access)
        if one.state in ("proposed", "accepted")
        and one.agency in partners
        and one.number not in sent
        and not one.is_spared
    ]
    named = entities_of(access, sorted({end for one in open_ones for end in (one.left, one.right)}))
    return [
        PlanTask(one, named[one.left].caption, named[one.right].caption)
        for one in open_ones
        if one.left in named and one.right in named
    ]


def _views(access: Access, rows: Sequence[JointTask]) -> list[JointView]:
    texts = told(KIND, {row.reference: _texts(row) for row in rows})
    messages = [step.message for row in rows for step in row.steps.all()]
    sent = {one.message_id: one for one in Delivery.objects.filter(message__in=messages)}
    return [
        JointView(
            task=row,
            texts=texts[row.reference],
            steps=tuple(
                _shown(access, row, step, texts[row.reference], sent) for step in row.steps.all()
            ),
            late=_late(access, row),
            may_keep=_may_keep(row) and access.may(Action.TASK),
        )
        for row in rows
    ]


def _shown(  # noqa: PLR0917  what a step is shown with
    access: Access,
    row: JointTask,
    step: JointStep,
    texts: Mapping[str, Told],
    sent: Mapping[str, Delivery],
) -> StepShown:
    is_own = (step.side == Side.ASKER) == row.is_ours
    delivery = sent.get(step.message) if is_own else None
    agency = access.user.agency if is_own else row.partner
    return StepShown(
        step,
        agency=agency.name if agency is not None else "",
        words=texts.get(_field(step)),
        delivery=delivery.state if delivery is not None else "",
        refused=_refused(delivery),
    )


def _refused(delivery: Delivery | None) -> str:
    if delivery is None or delivery.state != DeliveryState.FAILED:
        return ""
    return delivery.last_error or delivery.outcome


def _texts(row: JointTask) -> dict[str, Written]:
    own = {
        "what": Written(row.what, row.language),
        "why": Written(row.why, row.language),
        "condition": Written(row.condition, row.language),
    }
    return own | {_field(one): Written(one.words, one.language) for one in row.steps.all()}


def _field(step: JointStep) -> str:
    return f"{step.side}-{step.number}"


def _late(access: Access, row: JointTask) -> bool:
    return is_late(row.state, due=row.due, wanted_by=row.wanted_by, today=access.today)


def _may_keep(row: JointTask) -> bool:
    is_answer = row.is_ours and row.state == JointState.DONE and bool(row.answer)
    return is_answer and row.plan_task_id is not None and row.kept_at is None


@keeps_texts(KIND)
def _texts_for(access: Access, reference: str) -> Mapping[str, Written]:
    row = known_joint_tasks(access).filter(reference=reference).first()
    return _texts(row) if row is not None and access.may(Action.EXCHANGE) else {}


@waits_for(Action.EXCHANGE)
def joint_waiting(access: Access) -> list[Waiting]:
    """Tasks of partners to accept or to do, own ones that are late, and answers to keep.

    And steps of ours that a partner's node did not take.
    """
    page = reverse("exchange:joint_tasks")
    rows = list(known_joint_tasks(access).order_by("pk").prefetch_related("steps"))
    failed = _failed(rows)
    found = []
    for row in rows:
        what = _to_do(access, row, is_refused=row.pk in failed)
        if what:
            found.append(
                Waiting(
                    what,
                    f"{page}#task-{row.reference}",
                    about=Truncator(row.what).chars(ABOUT),
                    note=row.partner.name,
                    due=row.due or row.wanted_by if row.state in OPEN else None,
                    since=max(step.at for step in row.steps.all()).date(),
                )
            )
    return found


def _failed(rows: Sequence[JointTask]) -> set[int]:
    """Open tasks of which a step of ours did not get to the partner, by number."""
    of = {step.message: row.pk for row in rows if row.state in OPEN for step in row.steps.all()}
    lost = Delivery.objects.filter(message__in=list(of), state=DeliveryState.FAILED)
    return {of[message] for message in lost.values_list("message_id", flat=True)}


def _to_do(access: Access, row: JointTask, *, is_refused: bool) -> str:
    """What a reader has to do about a task, in words; empty for nothing."""
    if is_refused:
        return gettext("Look at a step that the partner's node did not take")
    if row.is_ours:
        if _late(access, row):
            return gettext("Ask after a task that is overdue")
        can_keep = _may_keep(row) and access.may(Action.TASK)
        return gettext("Keep a partner's answer in the plan") if can_keep else ""
    if row.state == JointState.PROPOSED:
        return gettext("Accept or decline a partner's task")
    return gettext("Say what came of a task") if row.state == JointState.ACCEPTED else ""
