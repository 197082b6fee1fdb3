"""What whoever a value came from has allowed: kept with who said so, where, and when."""

from django.conf import settings
from django.db import models

from hawkari.desks.exchange.models.packages import Package
from hawkari.evidence.models import Agency


class PermissionKind(models.TextChoices):
    """What is allowed; the last three are of Europol's handling codes H1, H2 and H3.

    ``acknowledged`` is the recipient's word that it has read the restrictions of H3.
    """

    ONWARD = "onward"
    JUDICIAL = "judicial"
    PASSING_ON = "passing_on"
    ACKNOWLEDGED = "acknowledged"


class ReleasePermission(models.Model):
    """A permission that a package rests on: a row of a register, never updated.

    `originator` is whose values it is about, `recipient` who may have them. `given_by` is the
    person there who said so, `document` the reference of where, `given_on` the day. `words` are the
    very words of H3 that the recipient acknowledged.
    """

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="permissions")
    kind = models.CharField(max_length=12, choices=PermissionKind)
    originator = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    given_by = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    given_on = models.DateField()
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
