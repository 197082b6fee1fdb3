"""Packages to and from receiving authorities: held here, carried by the desk that exchanges."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Operation
from hawkari.evidence.models.people import Agency

REFERENCE = 32


class Basis(models.TextChoices):
    """On what a package about a person rests. Kept here; never sent."""

    CONSENT = "consent"
    PUBLIC_TASK = "public task"
    LEGAL_DUTY = "legal duty"
    VITAL_INTERESTS = "vital interests"


class OutgoingState(models.TextChoices):
    """How far a package is.

    ``released``: a person let it go, and the exchange has not taken it yet. ``posted``: it is on
    its way. ``delivered``: the recipient's node took it; ``refused``: it did not.
    """

    DRAFT = "draft"
    RELEASED = "released"
    POSTED = "posted"
    DELIVERED = "delivered"
    REFUSED = "refused"
    DROPPED = "dropped"

    @classmethod
    def unsent(cls) -> tuple["OutgoingState", ...]:
        """The states of what has not left and still may."""
        return cls.DRAFT, cls.RELEASED


class OutgoingPackage(models.Model):
    """What an agency tells a receiving authority of one person, or answers it.

    Only `reference`, `kind`, `body` and `answers` leave, with the operation's short name; see
    `hawkari.evidence.outbox.fields`. `about` is the desk's own id of the case. `prepared_by`
    wrote the note, `note_read_by` read it before it may leave, and `note_digest` is of the note
    that was read: another note has not been read.
    """

    reference = models.CharField(max_length=REFERENCE, unique=True)
    kind = models.CharField(max_length=10)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=64, db_index=True)
    answers = models.CharField(max_length=REFERENCE, blank=True, db_index=True)
    body = models.JSONField(default=dict)
    basis = models.CharField(max_length=20, choices=Basis)
    purpose = models.TextField()
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    note_read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    note_digest = models.CharField(max_length=64, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    released_at = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=10, choices=OutgoingState, default=OutgoingState.DRAFT, db_index=True
    )
    message = models.CharField(max_length=REFERENCE, blank=True, db_index=True)
    settled_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)


class IncomingState(models.TextChoices):
    """What became of a package that came: a person takes it into a case, or sets it aside."""

    WAITING = "waiting"
    TAKEN = "taken"
    ASIDE = "set aside"


class IncomingPackage(models.Model):
    """What another agency told or asked us about one person; it changes nothing by itself.

    `answers` is the reference of a package of ours, or empty. `about` is the case into which it
    was taken.
    """

    reference = models.CharField(max_length=REFERENCE)
    kind = models.CharField(max_length=10)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=150, blank=True)
    answers = models.CharField(max_length=REFERENCE, blank=True, db_index=True)
    body = models.JSONField(default=dict)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=IncomingState, default=IncomingState.WAITING, db_index=True
    )
    about = models.CharField(max_length=64, blank=True, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("sender", "reference"), name="incoming_package_once"),
        )
