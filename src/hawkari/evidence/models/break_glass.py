"""Reading beyond one's role for a limited time: asked for, shown to everybody, reviewed."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Operation


class GlassOutcome(models.TextChoices):
    """What the review of a use of break-glass found."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


class BreakGlass(models.Model):
    """One use of break-glass, by one user in one operation.

    On from `asked_at` until `expires_at`, or until `ended_at` if that comes first. `reviewed_by`
    is never `user`; no `outcome` means that the review is still due.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="broken_glass")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="broken_glass"
    )
    reason = models.TextField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=14, choices=GlassOutcome, blank=True)
    note = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(reviewed_by=models.F("user")), name="glass_reviewed_by_another"
            ),
        )
