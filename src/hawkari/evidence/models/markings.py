"""Markings: how a value is graded, and under which terms it may be seen and passed on."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.people import Agency


class HandlingCondition(models.Model):
    """The words under which values of handling C may be shared, and with whom, until when.

    `text` is always present; `code` is the agency's own code for it, if any. It is satisfied for
    the users it names and the agencies it names; an empty set of both satisfies nobody but the
    originator. `purposes` are the kinds of purpose it is for (see `PurposeKind`), empty for any.
    With `consult_originator`, nobody else sees the value before a `ConditionSatisfaction` names
    their agency. An unknown or lapsed condition denies.
    """

    source = models.ForeignKey(
        "evidence.Source", on_delete=models.PROTECT, related_name="conditions"
    )
    text = models.TextField()
    code = models.CharField(max_length=40, blank=True)
    agencies = models.ManyToManyField(Agency, related_name="+")
    users = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    purposes = models.JSONField(default=list)
    consult_originator = models.BooleanField(default=False)
    expires = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(null=True)


class ConditionSatisfaction(models.Model):
    """The originator's agreement, after being consulted, that one agency may have the values."""

    condition = models.ForeignKey(
        HandlingCondition, on_delete=models.CASCADE, related_name="satisfactions"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    note = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()


class Marking(models.Model):
    """One distinct set of grade, handling and restrictions; an installation has a few hundred.

    `key` is 32 hexadecimal digits over everything else, so that equal markings are one row; see
    `hawkari.evidence.markings`. The 3x5x2 columns are always filled: as given, or as the lowest
    that the stated conversion allows, and `originals` keeps the codes as given for ever:
    ``{scheme: {part: code}}``. `europol` is a sorted list of H0 to H3, `europol_text` the words of
    H3. `tlp`, `pap` and `gsc` hold a code of the vocabulary of that name, or nothing.
    Never updated: a new grade is a new marking, on a new statement.
    """

    key = models.CharField(max_length=32, unique=True)
    source_evaluation = models.CharField(max_length=1)
    intelligence_assessment = models.CharField(max_length=1)
    handling = models.CharField(max_length=1)
    condition = models.ForeignKey(
        HandlingCondition, on_delete=models.PROTECT, null=True, related_name="+"
    )
    originals = models.JSONField(default=dict)
    europol = models.JSONField(default=list)
    europol_text = models.TextField(blank=True)
    tlp = models.CharField(max_length=12, blank=True)
    pap = models.CharField(max_length=5, blank=True)
    gsc = models.CharField(max_length=24, blank=True)

    @property
    def grade(self) -> str:
        """Source evaluation and intelligence assessment, e.g. ``2D``."""
        return f"{self.source_evaluation}{self.intelligence_assessment}"


class LoadPart(models.Model):
    """The statements of one load under one marking: what is seen together or not at all."""

    load = models.ForeignKey("evidence.LoadRun", on_delete=models.PROTECT, related_name="parts")
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("load", "marking"), name="part_once_a_load"),
        )
