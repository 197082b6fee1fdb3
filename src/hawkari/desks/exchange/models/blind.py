"""What both sides keep of blind matching: indexes held and received, counters, suspensions."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency

__all__ = [
    "BlindAdmitted",
    "BlindCounter",
    "BlindSuspension",
    "HeldIndex",
    "HeldTag",
    "IndexPiece",
    "PartnerIndex",
    "Purpose",
]

KIND = 10


class Purpose(models.TextChoices):
    """What an index is of: everything that may be matched, or subjects of open operations only."""

    RECORDS = "records"
    SUBJECTS = "subjects"


class HeldIndex(models.Model):
    """An index of our own records for one partner, type and epoch; what it was made from.

    `saved` is the engine's state of it, `public` the public key of its scope. `parts` are the parts
    of loads that it covers, `as_of` when its records were last read. `decoys` are tags of invented
    values, in hexadecimal, that nobody holds.
    """

    partner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    kind = models.CharField(max_length=KIND)
    epoch = models.IntegerField()
    public = models.BinaryField()
    saved = models.BinaryField()
    parts = models.JSONField(default=list)
    decoys = models.JSONField(default=list)
    as_of = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("partner", "purpose", "kind", "epoch"), name="held_index_once"
            ),
        )


class HeldTag(models.Model):
    """Which record brought which tag into an index of ours. Gone with the index.

    `tag` is the engine's tag less 2^63, as the database's numbers have a sign.
    """

    index = models.ForeignKey(HeldIndex, on_delete=models.CASCADE, related_name="tags")
    tag = models.BigIntegerField()
    record = models.CharField(max_length=200)

    class Meta:
        indexes = (
            models.Index(fields=("index", "tag"), name="held_tag"),
            models.Index(fields=("index", "record"), name="held_record"),
        )


class PartnerIndex(models.Model):
    """Our copy of a partner's index; nothing of it says anything without that partner."""

    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    kind = models.CharField(max_length=KIND)
    epoch = models.IntegerField()
    public = models.BinaryField()
    saved = models.BinaryField()
    decoys = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("holder", "purpose", "kind", "epoch"), name="partner_index_once"
            ),
        )


class IndexPiece(models.Model):
    """A piece of a published index or change that waits for the others, or for its turn."""

    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    kind = models.CharField(max_length=KIND)
    epoch = models.IntegerField()
    number = models.IntegerField()
    is_whole = models.BooleanField()
    place = models.IntegerField()
    pieces = models.IntegerField()
    public = models.BinaryField()
    decoys = models.JSONField(default=list)
    content = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("holder", "purpose", "kind", "epoch", "number", "is_whole", "place"),
                name="index_piece_once",
            ),
        )


class BlindCounter(models.Model):
    """How much was evaluated for whom: one counter of the engine's charges. `name` is a digest."""

    name = models.CharField(max_length=64, primary_key=True)
    used = models.BigIntegerField(default=0)
    day = models.DateField()


class BlindAdmitted(models.Model):
    """A query that was charged: its id is never admitted again."""

    query = models.CharField(max_length=64, primary_key=True)
    day = models.DateField()


class BlindSuspension(models.Model):
    """Somebody may not ask until a person lifts it: an officer, or with no name a whole agency.

    `agency` is whose officer; our own agency's are stopped from asking, a partner's are refused.
    `officer` is in the one writing that the engine counts by; `named` as they write themselves.
    `told_by` is the partner that told us, if it was one.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=150, blank=True)
    named = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=200)
    query = models.CharField(max_length=64, blank=True)
    told_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lift_reason = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("agency", "officer"), name="suspension_of"),)
