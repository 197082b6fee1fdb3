"""Tables of the accounts: lock-out counters, start links, and requests that need two people."""

from django.conf import settings
from django.db import models


class Throttle(models.Model):
    """Failed tries of one kind against one name or address.

    `key` is a keyed hash: what people type into the name field may be a password. `until` of None
    means that the next try is looked at.
    """

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        app_label = "site"


class StartLink(models.Model):
    """A link with which one person sets their own password, once, for a limited time.

    Kept as SHA-256 of 256 random bits, like a login link. `made_by` is a user name.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "site"


class FactorReset(models.Model):
    """A request to take away a person's second factors, which another person must confirm.

    `asked_by` and `closed_by` are user names. `closed_at` of None means open; a closed one was
    `done` or withdrawn.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factor_resets"
    )
    reason = models.TextField()
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True)
    done = models.BooleanField(default=False)

    class Meta:
        app_label = "site"
        constraints = (
            models.UniqueConstraint(
                fields=("user",),
                condition=models.Q(closed_at__isnull=True),
                name="one_open_reset_a_user",
            ),
        )
