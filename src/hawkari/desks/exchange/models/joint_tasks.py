"""Tasks that one agency proposes to another, kept alike on both sides."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation, Task, TaskAnswer


class JointKind(models.TextChoices):
    """What is asked for: an answer to a question, or something to be done."""

    QUESTION = "question"
    ACTION = "action"


class JointState(models.TextChoices):
    """How far a joint task is.

    Its asker proposes and may withdraw; who is asked accepts until a day, says what came of it, or
    declines with the reason.
    """

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Side(models.TextChoices):
    """Who took a step: the asker, or who is asked."""

    ASKER = "asker"
    ASKED = "asked"


class JointTask(models.Model):
    """One thing that one agency asks of another; each side keeps the same row.

    `reference` is random and the same on both sides. `is_ours`: we asked; else the partner did.
    `handling` and `condition` are the asker's, for the words of the task. `state`, `due` and
    `answer` follow from the steps alone (`joint.standing`), so that both sides come to the same,
    in whatever order messages arrive. `plan_task` is the task of the network desk's plan that it
    was proposed from: the asker's own, never sent. `kept_at` is when its answer was kept there.
    """

    reference = models.CharField(max_length=32, unique=True)
    is_ours = models.BooleanField()
    partner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=JointKind)
    what = models.TextField()
    why = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    handling = models.CharField(max_length=1)
    condition = models.TextField(blank=True)
    wanted_by = models.DateField(null=True)
    plan_task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=JointState, default=JointState.PROPOSED)
    due = models.DateField(null=True)
    answer = models.CharField(max_length=12, choices=TaskAnswer, blank=True)

    class Meta:
        indexes = (models.Index(fields=("operation", "state"), name="joint_task_state"),)


class JointStep(models.Model):
    """One step of a joint task; never updated.

    `number` counts the steps of its side, from 1. `by` is the person as `side`'s agency names them;
    `by_user` is set where it is one of our own. `message` is the id of the message that told the
    other side, or told us. `at` is by the clock of who took the step.
    """

    task = models.ForeignKey(JointTask, on_delete=models.PROTECT, related_name="steps")
    side = models.CharField(max_length=5, choices=Side)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=JointState)
    due = models.DateField(null=True)
    answer = models.CharField(max_length=12, choices=TaskAnswer, blank=True)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    by = models.CharField(max_length=150)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    message = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("task", "side", "number"), name="joint_step_once"),
        )
