"""Deconfliction: that a partner works on the same subject, and whom to call. Nothing else."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation

__all__ = ["DeconflictionDesk", "DeconflictionNotice"]


class DeconflictionDesk(models.Model):
    """That an operation takes part in deconfliction, and whom a partner calls.

    Set by a person: without it none of the operation's subjects is matched.
    """

    operation = models.OneToOneField(Operation, on_delete=models.CASCADE, related_name="+")
    call = models.CharField(max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()


class DeconflictionNotice(models.Model):
    """A partner works on somebody or something that a subject of this operation has too.

    `reference` is the same on both sides. `record` is our own subject, as stated. `call` is empty
    until the partner has said whom to call. `seen_by` is who took note of it here.
    """

    reference = models.CharField(max_length=32)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    record = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    call = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("operation", "partner", "record", "kind"), name="notice_once"
            ),
        )
