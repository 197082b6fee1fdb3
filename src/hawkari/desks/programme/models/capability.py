"""What border posts can do, as their own offices stated it: a self-assessment, never a measurement.

It tells where a border is weak, so it is of the internal view only.
"""

from django.conf import settings
from django.db import models

from hawkari.desks.programme.models.register import RegisterItem
from hawkari.evidence.models import Agency, Operation

__all__ = ["BorderPost", "SelfAssessment", "Stage"]


class Stage(models.TextChoices):
    """Whether a self-assessment is of the time before the help or after it."""

    BEFORE = "before"
    AFTER = "after"


class BorderPost(models.Model):
    """A border post of one agency's programme, by the name that its self-assessments give it."""

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=240)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("operation", "agency", "key"), name="border_post_once"),
        )

    def __str__(self) -> str:
        return self.name


class SelfAssessment(models.Model):
    """What an office stated of its post on one day. Never edited: a newer one is another.

    A number that is None was not stated, which is never 0. `procedures` holds yes, partly or no by
    the procedure's code; what is not in it was not stated. Checks and hits are of the days from
    `checks_first` to `checks_last`. `stated_by` is an office, not a person.
    """

    post = models.ForeignKey(BorderPost, on_delete=models.PROTECT, related_name="self_assessments")
    activity = models.ForeignKey(
        RegisterItem, on_delete=models.PROTECT, null=True, related_name="self_assessments"
    )
    stage = models.CharField(max_length=6, choices=Stage)
    stated_on = models.DateField()
    stated_by = models.CharField(max_length=200)
    people_needed = models.PositiveIntegerField(null=True)
    people_posted = models.PositiveIntegerField(null=True)
    people_trained = models.PositiveIntegerField(null=True)
    equipment_needed = models.PositiveIntegerField(null=True)
    equipment_working = models.PositiveIntegerField(null=True)
    procedures = models.JSONField(default=dict)
    checks = models.PositiveIntegerField(null=True)
    hits = models.PositiveIntegerField(null=True)
    checks_first = models.DateField(null=True)
    checks_last = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-stated_on", "-pk")
