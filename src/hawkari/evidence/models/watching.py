"""Watchlists: what somebody waits for, and what new data brought."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Category, Operation
from hawkari.evidence.models.people import Agency


class WatchKind(models.TextChoices):
    """What an entry waits for."""

    NAME = "name"
    PHONE = "phone"
    DOCUMENT = "document"
    PLATE = "plate"
    BOAT = "boat"


class WatchGround(models.TextChoices):
    """What an entry is for: to find out about a crime, or to keep somebody from harm."""

    INVESTIGATION = "investigation"
    SAFEGUARDING = "safeguarding"


class WatchEntry(models.Model):
    """One thing that is waited for, in one operation, by one agency.

    `value` is what was typed; blank once the entry is removed. `at_least`
    (0-1) is the probability from which on a name is a match; 1 for anything but a name.
    `category` is the subject category of whom it is about, blank where unset. `told` are those who
    are to be told besides whoever placed it. `call` is the number that a border post calls on a
    hit; blank where posts do not check for it. Matched through `expires`; on `review_due` somebody
    must say whether it goes on.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=WatchKind)
    value = models.CharField(max_length=200, blank=True)
    at_least = models.FloatField(default=1.0)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    ground = models.CharField(max_length=15, choices=WatchGround)
    reason = models.TextField()
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    call = models.CharField(max_length=40, blank=True)
    expires = models.DateField()
    review_due = models.DateField()
    muted_until = models.DateField(null=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    placed_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    remove_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("review_due", "pk")
        indexes = (models.Index(fields=("operation", "removed_at"), name="watch_standing"),)


class AlertState(models.TextChoices):
    """What became of an alert."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    DISMISSED = "dismissed"


class WatchAlert(models.Model):
    """That a record as stated says what an entry waits for; once, however often it is loaded.

    Holds no value: `digest` is a keyed hash of the value's normal form, and readers find the value
    among the statements that they may see, or nothing. `probability` (0-1) is that of both names
    being one person's when it was raised, 1 for anything but a name.
    """

    entry = models.ForeignKey(WatchEntry, on_delete=models.PROTECT, related_name="alerts")
    entity_id = models.CharField(max_length=200, db_index=True)
    digest = models.CharField(max_length=32)
    probability = models.FloatField()
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=AlertState, default=AlertState.OPEN)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "entity_id", "digest"), name="one_alert_a_match"
            ),
        )
