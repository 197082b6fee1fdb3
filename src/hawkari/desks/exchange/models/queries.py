"""Blind queries that our officers ask."""

from django.conf import settings
from django.db import models

from hawkari.desks.exchange.models.blind import KIND, Purpose
from hawkari.evidence.models import Agency, Operation

__all__ = ["BlindQuery", "QueryState"]


class QueryState(models.TextChoices):
    """How far a query is. ``stopped``: answered, but an alarm keeps the answer from its officer."""

    WAITING = "waiting"
    SENT = "sent"
    ANSWERED = "answered"
    REFUSED = "refused"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class BlindQuery(models.Model):
    """One blind query to one partner, for values of one type.

    `subjects` (``[{"label", "forms", "birth"}]``) and `blinds` are there until the answer is read;
    then both are erased: of what did not hit nothing is left but `openings`, which is sealed and
    lets an auditor test whether a value that they bring was asked for. `asked_by` is empty for the
    nightly deconfliction. `rule` says why a query was refused or stopped. `hits` counts
    what became tickets, `things_hit` all of which some value hit.
    """

    id = models.CharField(max_length=32, primary_key=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    index_purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.RECORDS)
    kind = models.CharField(max_length=KIND)
    epoch = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=QueryState)
    legal_basis = models.TextField()
    purpose = models.TextField()
    necessity = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    authorized_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    subjects = models.JSONField(default=list)
    blinds = models.BinaryField(default=bytes)
    openings = models.BinaryField(default=bytes)
    commitment = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.IntegerField()
    asked_for = models.IntegerField()
    hits = models.IntegerField(default=0)
    things_hit = models.IntegerField(default=0)
    rule = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("operation", "asked_at"), name="blind_query_of"),)
