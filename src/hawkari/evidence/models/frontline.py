"""Checks at border posts: each one that was made, and the sealed files that answer offline."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Operation
from hawkari.evidence.models.people import Agency


class FrontlineFile(models.Model):
    """A sealed file that was given to a border post; see `hawkari.evidence.frontline.sealed`.

    `number` is its random id, `log_key` (hexadecimal) the key that its log is proved by. Holds no
    passphrase and nothing of what the file answers from. It answers through `expires`.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=32, unique=True)
    post = models.CharField(max_length=100)
    expires = models.DateField()
    log_key = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()


class FrontlineCheck(models.Model):
    """One check: when, by whom or with which file, and whether the answer was to call a desk.

    Never what was asked. `line` numbers the checks of a file; None for a check on the page.
    `digest` is the line's proof, empty on the page.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    file = models.ForeignKey(
        FrontlineFile, on_delete=models.PROTECT, null=True, related_name="checks"
    )
    line = models.IntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    hit = models.BooleanField()

    class Meta:
        indexes = (models.Index(fields=("user", "at"), name="check_by_user"),)
        constraints = (models.UniqueConstraint(fields=("file", "line"), name="one_check_a_line"),)
