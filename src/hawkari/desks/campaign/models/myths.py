"""Myths that smugglers spread, and the ways in which they are said."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation

__all__ = ["Drafted", "Myth", "Variant"]


class Drafted(models.TextChoices):
    """Who drafted words: a person, a machine, or the seeds that are shipped, vetted by nobody."""

    PERSON = "person"
    MACHINE = "machine"
    SEED = "seed"


class Myth(models.Model):
    """A myth of one operation, kept by one agency and read by all that take part.

    `key` is its name in the file that it was loaded from, empty for one made by hand. `retired_at`
    says that it is no longer answered: then no product of it leaves.
    """

    class Topic(models.TextChoices):
        """What a myth is about; where it is asylum, protection is due to whoever reads of it."""

        SAFETY = "safety"
        TRUST = "trust"
        ADVERT = "advert"
        PRICE = "price"
        WORK = "work"
        LAW = "law"
        ASYLUM = "asylum"
        OTHER = "other"

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="myths")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="myths")
    key = models.CharField(max_length=60, blank=True)
    topic = models.CharField(max_length=10, choices=Topic)
    origin = models.CharField(max_length=10, choices=Drafted, default=Drafted.PERSON)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_why = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("operation", "agency", "key"),
                condition=~models.Q(key=""),
                name="myth_loaded_once",
            ),
        )


class Variant(models.Model):
    """One way in which a myth is said; `is_claim` is the one that answers quote in its language."""

    myth = models.ForeignKey(Myth, on_delete=models.CASCADE, related_name="variants")
    language = models.CharField(max_length=8)
    text = models.TextField()
    is_claim = models.BooleanField(default=False)
    drafted = models.CharField(max_length=10, choices=Drafted, default=Drafted.PERSON)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("myth", "language"),
                condition=models.Q(is_claim=True),
                name="one_claim_a_language",
            ),
        )
