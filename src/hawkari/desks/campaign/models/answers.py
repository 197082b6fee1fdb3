"""Answers to myths: every version that was written, who signed it, and what left."""

from django.conf import settings
from django.db import models

from hawkari.desks.campaign.models.myths import Drafted, Myth

__all__ = ["AnswerSignature", "AnswerVersion", "MadeProduct"]


class AnswerVersion(models.Model):
    """The words of an answer in one language, as somebody wrote them; never changed.

    `content` is what `hawkari.desks.campaign.bank.data_of` gives. `number` counts from 1 for each
    myth and language; the highest is what stands.
    """

    myth = models.ForeignKey(Myth, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    drafted = models.CharField(max_length=10, choices=Drafted, default=Drafted.PERSON)
    note = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("myth_id", "language", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("myth", "language", "number"), name="answer_version_once"
            ),
        )


class AnswerSignature(models.Model):
    """One person's signature on a version, for one part.

    `digest` is of all words that products show (`hawkari.desks.campaign.bank.digest_of`); `stated`
    is the English sentence that the signer affirmed. A withdrawn signature stays, and counts no
    more.
    """

    class Part(models.TextChoices):
        """For what somebody signs, as in `hawkari.desks.campaign.bank.Part`."""

        COMMUNICATIONS = "communications"
        LEGAL = "legal"
        READER = "reader"

    version = models.ForeignKey(AnswerVersion, on_delete=models.PROTECT, related_name="signatures")
    part = models.CharField(max_length=14, choices=Part)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    stated = models.TextField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "part"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_signature_a_part",
            ),
            models.UniqueConstraint(
                fields=("version", "by"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_part_a_signer",
            ),
        )


class MadeProduct(models.Model):
    """That a product of a version left: by whom, when, and the hash of the file."""

    version = models.ForeignKey(AnswerVersion, on_delete=models.PROTECT, related_name="products")
    kind = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
