"""Organisations that pay, are paid or take part: what an officer states of each name."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation

__all__ = ["OrganisationReference"]


class OrganisationReference(models.Model):
    """Under which identifier an organisation of a name is known; the newest row of a name holds.

    `key` is the name as it is compared. `ref` is its identifier in aid data, e.g.
    ``GB-COH-01234567``, and `kind` a code of IATI's list OrganisationType; each is empty where
    nobody states it.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    ref = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=4, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("operation", "agency", "key"), name="organisation_key"),)

    def __str__(self) -> str:
        return f"{self.name} {self.ref}".strip()
