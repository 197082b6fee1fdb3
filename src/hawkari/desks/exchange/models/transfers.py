"""Why a transfer abroad is lawful: the assessment of a partner, and the basis of a transfer."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation


class Risk(models.TextChoices):
    """What an assessment finds; ``unknown`` counts as serious."""

    NONE = "none"
    MITIGATED = "mitigated"
    SERIOUS = "serious"
    UNKNOWN = "unknown"


class RiskAssessment(models.Model):
    """Whether helping a partner may lead to the death penalty or to ill-treatment.

    One of a partner, until `valid_until`; a newer one replaces it. `assurances` are the words of
    what the partner has assured, needed where a risk is mitigated. `agreed_by` is the second
    person: without one the assessment counts for nothing.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80)
    death_penalty = models.CharField(max_length=10, choices=Risk)
    ill_treatment = models.CharField(max_length=10, choices=Risk)
    assurances = models.TextField(blank=True)
    reasoning = models.TextField()
    assessed_on = models.DateField()
    valid_until = models.DateField()
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)


class TransferRecord(models.Model):
    """The basis of one transfer: a row of the register, never updated.

    Fields are those of `hawkari.evidence.grading.TransferBasis`; `assessment` stands for the
    reference of the human-rights risk assessment. `description` says what kind of data leaves.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    is_relevant_authority = models.BooleanField(default=False)
    section = models.CharField(max_length=4)
    limb = models.CharField(max_length=12, blank=True)
    reasoning = models.TextField(blank=True)
    onward_terms = models.TextField(blank=True)
    instrument = models.TextField(blank=True)
    test_by = models.CharField(max_length=150, blank=True)
    test_at = models.DateTimeField(null=True)
    individual_case = models.BooleanField(default=False)
    rights_considered = models.BooleanField(default=False)
    is_eu_origin = models.BooleanField(default=False)
    eu_origin_authorisation = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    assessment = models.ForeignKey(
        RiskAssessment, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
