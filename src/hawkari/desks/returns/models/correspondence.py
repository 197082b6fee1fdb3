"""Letters as they were made for a person, and what officers found when they compared records."""

from django.conf import settings
from django.db import models

from hawkari.desks.returns.models.cases import Case
from hawkari.evidence.models import Basis


class MadeLetter(models.Model):
    """A letter as it was made: what was handed over is what is kept.

    `said` are the values of `hawkari.desks.returns.letters.Letter`, `earliest` the end of the
    notice period that the letter names, `is_signed` whether a native reader had signed its words.
    `served_event` is the number of the case's event that says that it was served.
    """

    reference = models.CharField(max_length=16, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=8)
    said = models.JSONField(default=dict)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    is_signed = models.BooleanField()
    earliest = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    served_event = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("pk",)


class IdentityCheck(models.Model):
    """What an officer decided after comparing our record with what another authority holds.

    Never updated. `ours` and `theirs` are the records as they were compared, `source` says where
    theirs is from, e.g. the reference of a package.
    """

    class Outcome(models.TextChoices):
        """The officer's decision; the program has none."""

        SAME = "same"
        OTHER = "other"
        UNSURE = "unsure"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="identity_checks")
    ours = models.JSONField(default=dict)
    theirs = models.JSONField(default=dict)
    source = models.CharField(max_length=200)
    basis = models.CharField(max_length=20, choices=Basis)
    purpose = models.TextField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
