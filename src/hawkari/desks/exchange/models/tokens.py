"""Tokens by which programs ask for a person: what is kept of each is never the token itself."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Operation


class Door(models.TextChoices):
    """What a token opens. A token that opens one thing opens nothing else."""

    MATCH = "match"
    RECONCILE = "reconcile"
    STREAM = "stream"
    MISP = "misp"
    TAXII = "taxii"
    TAXII_ADD = "taxii-add"


class ProgramToken(models.Model):
    """A token: whose, for which operation and role, what it opens, and until when.

    `handle` is the public part, by which it is found and named in the audit log; `digest` is the
    SHA-256 of the secret part, 256 random bits, so no slow hash is needed (NIST SP 800-63B 5.1.1.2
    asks for one for what people choose). With another role the person makes another token.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    doors = models.JSONField(default=list)
    handle = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, blank=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
