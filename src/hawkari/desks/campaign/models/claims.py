"""Claims that nobody has answered yet: posts that say the same and match no myth."""

from django.conf import settings
from django.db import models

from hawkari.desks.campaign.models.posts import Post
from hawkari.evidence.models import Agency, Operation


class Claim(models.Model):
    """Posts of one agency that say the same, and what was made of them.

    A claim is open until somebody makes a myth of it (`myth` is its reference) or puts it aside,
    with a reason; posts that join it later stay with it either way.
    """

    class State(models.TextChoices):
        """What was made of it."""

        OPEN = "open"
        MYTH = "myth"
        ASIDE = "aside"

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    myth = models.CharField(max_length=16, blank=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("operation", "agency", "state"), name="claim_state"),)


class ClaimPost(models.Model):
    """A post that makes a claim; at most one each. It goes when its post is disposed of."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="members")
    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="in_claim")

    class Meta:
        ordering = ("pk",)
