"""What reintegration keeps beside a case's events: links of follow-ups, and complaints."""

from django.conf import settings
from django.db import models

from hawkari.desks.returns.models.cases import Case
from hawkari.evidence.models import Agency, Operation


class FollowUp(models.Model):
    """One interview to be held: one link a person and wave.

    `code` is random and names nobody; the phone's form carries it, and what comes back is put to
    the case by it. The answers themselves are an event of the case. `instance` is the device's own
    id of the submission that was taken, `digest` the SHA-256 of what it says, so that sending it
    again changes nothing.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    wave = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10, unique=True)
    instrument = models.CharField(max_length=61)
    version = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    instance = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("case_id", "wave")
        constraints = (models.UniqueConstraint(fields=("case", "wave"), name="follow_up_once"),)


class Complaint(models.Model):
    """A complaint of a person or for them, kept apart from whoever it is about.

    It is no event of the case, because the caseworker reads those. `about` is the colleague
    complained of, None when it is nobody's conduct; `worker` is whose case it was at that time:
    neither reads it, works on it, nor learns that there is one. Disposal of the case empties what
    was said.
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    said = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    how = models.CharField(max_length=20)
    received = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=12, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("received", "pk")
        indexes = (
            models.Index(fields=("operation", "agency", "answered_at"), name="complaint_open"),
        )
