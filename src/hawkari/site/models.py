"""Tables of the site: one-time login links here, the others in `accounts.models`."""

from django.conf import settings
from django.db import models

from hawkari.site.accounts.models import FactorReset, StartLink, Throttle

__all__ = ["FactorReset", "LoginLink", "StartLink", "Throttle"]


class LoginLink(models.Model):
    """A link that logs one user in, once, for a limited time.

    The token itself is never kept: `token_hash` is its SHA-256 in hexadecimal. The token has 256
    random bits, so a plain hash cannot be guessed backwards.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
