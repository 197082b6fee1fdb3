"""Cases: one person each, in a family group where there is one; and what is known of the person."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation


class Family(models.Model):
    """People who must not be parted by a return: their cases know of one another."""

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()


class Case(models.Model):
    """One person's return. What happened stands in its events; how it stands follows from them.

    `reference` is random and the only name that a case has in addresses, the audit log and
    packages. `agency` holds the case: only its own people know of it, whoever else takes part in
    the operation, so that nobody of a receiving state reads why somebody was protected.
    `caseworker` does the work; None while nobody does. `review_due` is the day by which somebody
    says whether it is still kept. `disposed_at`, `disposed_by` and `disposed_why` make a tombstone:
    person and bodies of events are gone, that there was a case is not.

    Whatever changes a case locks its row first, so that two people take their steps one after the
    other, and the second is judged on what the first has done.
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, related_name="cases")
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    review_due = models.DateField()
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.CharField(max_length=150, blank=True)
    disposed_why = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("operation", "agency", "review_due"), name="case_review_due"),
        )

    def __str__(self) -> str:
        return self.reference


class CasePerson(models.Model):
    """Who a case is about, as the agency has it; empty is unknown.

    `name` is in its own script, `romanised` an aid for readers. `birth_date` is ISO and may be a
    year, or a year and month. `sex` is ``female``, ``male``, ``other`` or empty. `nationality` is
    an ISO 3166-1 alpha-2 code. `documents` are ``[{"kind", "number", "issuer", "issued",
    "expires"}]``. None of it comes from intelligence, and none of it goes there.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="person"
    )
    name = models.CharField(max_length=300, blank=True)
    romanised = models.CharField(max_length=300, blank=True)
    other_names = models.JSONField(default=list)
    father_name = models.CharField(max_length=200, blank=True)
    mother_name = models.CharField(max_length=200, blank=True)
    birth_date = models.CharField(max_length=10, blank=True, db_index=True)
    birth_place = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=6, blank=True)
    nationality = models.CharField(max_length=2, blank=True)
    home_area = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    lawyer = models.CharField(max_length=300, blank=True)
    lawyer_contact = models.CharField(max_length=300, blank=True)
    documents = models.JSONField(default=list)
