"""Regradings: a new judgement on how good a value is; and the codes of an agency of its own."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.markings import Marking
from hawkari.evidence.models.statements import Statement


class Regrading(models.Model):
    """One statement put in another's place under another marking. Append-only.

    `old` is retracted, `new` says the same under the new marking, and `root` is the statement that
    the file itself states: a newer file that says it again keeps `new` standing. `before` and
    `after` are the two markings. Taking a regrading back is a regrading of its own, with `undoes`.
    """

    root = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    old = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    new = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="+")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    is_rise = models.BooleanField()
    reason = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()


class AgencyCode(models.Model):
    """One code that an agency uses and no shipped vocabulary has: an action or sanitisation code.

    `part` is a part of `uk-3x5x2` that takes own codes; `words` its meaning by language, English
    at least; `source` where the agency has it from.
    """

    agency = models.ForeignKey("evidence.Agency", on_delete=models.PROTECT, related_name="codes")
    part = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    words = models.JSONField()
    source = models.TextField()
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ("agency", "part", "code")
        constraints = (
            models.UniqueConstraint(fields=("agency", "part", "code"), name="agency_code_once"),
        )
