"""Tasks: what an officer asks an agency to find out, and how that went."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Operation
from hawkari.evidence.models.people import Agency


class TaskKind(models.TextChoices):
    """What is to be done."""

    CONFIRM_TIE = "confirm tie"


class TaskState(models.TextChoices):
    """How far a task is: ``proposed``, ``accepted``, ``done``; or ``declined`` before that.

    ``withdrawn`` is of a step only: its task's answer was taken back, and it is accepted again.
    """

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class TaskAnswer(models.TextChoices):
    """What was found out; ``cannot tell`` changes nothing that is known."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    CANNOT_TELL = "cannot tell"


class Task(models.Model):
    """One thing that an agency is asked to find out, as it stands; `TaskStep` keeps its history.

    Created by an officer, never by the program. `left_id` and `right_id` are the tie's ends, ids as
    stated, the smaller left. `rests_on` lists the parts of loads of the tie's statements: only who
    may see all of these knows of the task. `figures` holds numbers only: what the engine said of
    the tie when it was proposed. `due` and `answer` are empty until they are given.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=TaskKind)
    left_id = models.CharField(max_length=200, db_index=True)
    right_id = models.CharField(max_length=200, db_index=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=TaskState)
    due = models.DateField(null=True)
    answer = models.CharField(max_length=12, choices=TaskAnswer, blank=True)
    rests_on = models.JSONField(default=list)
    figures = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("operation", "state"), name="task_state"),)


class TaskStep(models.Model):
    """One step of a task: who did what, when, with which words. Never updated but for disposal."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=TaskState)
    due = models.DateField(null=True)
    answer = models.CharField(max_length=12, choices=TaskAnswer, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
