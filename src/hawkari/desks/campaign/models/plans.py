"""Plans of campaigns: who is to read what where, how the roll-out was drawn, what was counted."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation

__all__ = ["Plan", "PlanAnswers", "PlanCount", "PlanMeasure", "PlanPlace"]


class Plan(models.Model):
    """A planned campaign of one operation; made by one agency, read by all that take part.

    Until it is sealed everything may change. Sealing draws the roll-out by `seed` and keeps the
    sha256 of all that was planned (`digest`) in the audit log, before `first`; nothing of it
    changes afterwards, nor do the counts up to the week `counted_to`. `sponsor` is who speaks: it
    stands on every product. `why_here` says why these places and why now: a roll-out that follows
    a spike is followed by a fall in any case.
    `change` is the expected share by which `outcome` changes, e.g. -0.2.
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    title = models.CharField(max_length=200)
    sponsor = models.CharField(max_length=200)
    audience = models.TextField()
    channels = models.TextField()
    why_here = models.TextField()
    outcome = models.CharField(max_length=300)
    change = models.DecimalField(max_digits=4, decimal_places=3)
    budget = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    first = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    waves = models.PositiveSmallIntegerField()
    weeks_between = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(null=True)
    sealed_by = models.CharField(max_length=150, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    counted_to = models.DateField(null=True)

    class Meta:
        ordering = ("-pk",)


class PlanPlace(models.Model):
    """A place of a plan; `wave` is None until drawn, 0 for those compared with, else from 1."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=120)
    district = models.CharField(max_length=120)
    wave = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("plan", "name"), name="plan_place_once"),)


class PlanCount(models.Model):
    """What was counted in one place in the week that begins on Monday `week`."""

    place = models.ForeignKey(PlanPlace, on_delete=models.CASCADE, related_name="counts")
    week = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("week",)
        constraints = (models.UniqueConstraint(fields=("place", "week"), name="plan_count_once"),)


class PlanMeasure(models.Model):
    """What was put in and what came back in one week: money, reach, engagement, recall."""

    class Kind(models.TextChoices):
        """From what is put in to what people keep."""

        SPENT = "spent"
        IMPRESSIONS = "impressions"
        REACH = "reach"
        COMPLETED = "completed"
        CLICKS = "clicks"
        CONTACTS = "contacts"
        RECALL = "recall"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    week = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ("week", "kind")
        constraints = (
            models.UniqueConstraint(fields=("plan", "week", "kind"), name="plan_measure_once"),
        )


class PlanAnswers(models.Model):
    """How many in one place answered so, before and after: nobody's own answers are kept."""

    place = models.ForeignKey(PlanPlace, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    is_after = models.BooleanField()
    asked = models.PositiveIntegerField()
    so = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("place", "question", "is_after"), name="plan_answers_once"
            ),
        )
