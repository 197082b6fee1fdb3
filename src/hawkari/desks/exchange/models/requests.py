"""Requests: what one agency asks another for, and how that stands; alike on both sides."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation


class RequestState(models.TextChoices):
    """How far a request is, on both sides.

    ``sent`` until the other side looks at it, then ``deciding``; it ends as ``answered`` (by a
    package), ``declined`` (with a reason) or ``withdrawn`` (by who asked).
    """

    SENT = "sent"
    DECIDING = "deciding"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class InformationRequest(models.Model):
    """What one agency asks another for in an operation; each side keeps the same row.

    `reference` is random and the same on both sides. `holder` is the agency whose row this is: only
    its own people know of it. `is_ours`: we asked; else the partner did.
    `ticket` is the reference of the hit that it follows, empty where it was made by hand.
    `identifiers` are those the asker chose to show, ``[{"type", "value"}]``. `action` is what the
    asker will do with the answer (`ReleaseAction`), `purpose` the kind of purpose. `asked_by` is
    the person's name as their agency gives it, `message` the id of the message that
    carried it, of ours only. Overdue is computed from `deadline`, never kept.
    """

    reference = models.CharField(max_length=32)
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    is_ours = models.BooleanField()
    partner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    ticket = models.CharField(max_length=64, blank=True)
    what = models.TextField()
    why = models.TextField()
    legal_basis = models.TextField()
    purpose = models.CharField(max_length=14)
    action = models.CharField(max_length=12)
    identifiers = models.JSONField(default=list)
    deadline = models.DateField()
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.SENT)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=12, blank=True)
    message = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("deadline", "pk")
        indexes = (models.Index(fields=("operation", "state"), name="request_state"),)
        constraints = (
            models.UniqueConstraint(fields=("reference", "holder"), name="request_once_a_side"),
        )


class RequestStep(models.Model):
    """One step of a request: who, of which side, did what, when, with which words.

    `by_user` is set where one of our own people did it. Never updated.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=RequestState)
    words = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=150)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
