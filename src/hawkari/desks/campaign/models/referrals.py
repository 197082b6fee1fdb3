"""What became of adverts: those accepted into evidence, and those referred to a platform."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation

__all__ = ["AdvertAcceptance", "Referral", "ReferralStep"]


class AdvertAcceptance(models.Model):
    """A person's word that an advert's selectors are a smuggler's: they stand in evidence now.

    `subject` is ``operator:KEY`` for a cluster, ``post:NUMBER`` for a single advert. `selectors`
    are those that were accepted, each ``kind value``, and `posts` how many adverts became
    messages. `entity` is the id under which evidence states the operator. Accepting again makes
    a newer row; evidence then no longer says what the newer one leaves out.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    subject = models.CharField(max_length=60)
    source = models.CharField(max_length=60)
    entity = models.CharField(max_length=200)
    grade = models.CharField(max_length=2)
    handling = models.CharField(max_length=1)
    why = models.TextField()
    selectors = models.JSONField(default=list)
    posts = models.PositiveIntegerField()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("operation", "agency", "subject"), name="acceptance_subject"),
        )


class Referral(models.Model):
    """What a person referred to a platform, elsewhere: software sends nothing.

    `subject` is ``post:NUMBER``, ``channel:NUMBER`` or ``operator:KEY``; `what` says it in words,
    and `address` where it stood. `basis` is on which legal ground, `ground` the provision or rule
    in words. `sent_on` is the day of the referral, `platform_reference` the platform's own number.
    `outcome` is that of the newest step that has one; empty while none is known.
    """

    class Basis(models.TextChoices):
        """On which legal ground a platform is told."""

        DSA_NOTICE = "dsa_16"
        DSA_FLAGGER = "dsa_22"
        ONLINE_SAFETY = "osa"
        TERMS = "terms"
        ORDER = "order"

    class Outcome(models.TextChoices):
        """What the platform did."""

        REMOVED = "removed"
        CLOSED = "closed"
        LIMITED = "limited"
        KEPT = "kept"
        NO_ANSWER = "no_answer"

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    platform = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    what = models.CharField(max_length=500)
    address = models.CharField(max_length=500, blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    ground = models.CharField(max_length=500)
    sent_on = models.DateField()
    sent_by = models.CharField(max_length=150)
    platform_reference = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("operation", "agency", "subject"), name="referral_subject"),
        )

    def __str__(self) -> str:
        return self.reference


class ReferralStep(models.Model):
    """What came of a referral: an outcome, or that the same was seen again (`seen_again`).

    `on` is the day it happened or was seen; `post` the number of a post here that shows it, if any.
    """

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Referral.Outcome, blank=True)
    seen_again = models.BooleanField(default=False)
    address = models.CharField(max_length=500, blank=True)
    post = models.PositiveBigIntegerField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("on", "pk")
