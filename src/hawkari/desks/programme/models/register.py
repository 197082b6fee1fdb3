"""The register: what was promised, what came of it, and who says so.

An item is a thing that is spoken of; everything that is known of it is a claim with its reporter.
Nothing known stands in the item itself, so that two reports of one thing can both stay.
"""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation


class ItemKind(models.TextChoices):
    """What an item is. Each kind's parent is of the kind before it, or of its own."""

    AGREEMENT = "agreement"
    COMMITMENT = "commitment"
    ACTIVITY = "activity"
    OUTPUT = "output"
    INDICATOR = "indicator"


class ClaimStatus(models.TextChoices):
    """How far a claim is believed. Only an officer changes it, with a reason."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    PREFERRED = "preferred"
    CONTRADICTED = "contradicted"
    WITHDRAWN = "withdrawn"


class RegisterItem(models.Model):
    """One agreement, commitment, activity, output or indicator of one agency's register.

    `name` is how the register calls it, in English; `names` the same by language code. `strand` is
    a short word by which items are grouped, e.g. ``border`` or ``campaign``. `seed` names the entry
    of the shipped register that it came from, so that the seed loads once. `public` says whether
    the public view shows that it exists at all. `asked` names what a reader asks of it beside what
    is asked of every item of its kind: where nobody says it, it is "not published".
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ItemKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    name = models.CharField(max_length=300)
    names = models.JSONField(default=dict)
    strand = models.CharField(max_length=20, blank=True)
    seed = models.CharField(max_length=60, blank=True)
    asked = models.JSONField(default=list)
    public = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("operation", "agency", "kind"), name="register_kind"),)
        constraints = (
            models.UniqueConstraint(
                fields=("operation", "agency", "seed"), condition=~models.Q(seed=""),
                name="register_seed_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"


class Claim(models.Model):
    """What somebody says of one attribute of an item. Never edited: a better one is another claim.

    `attribute` is one of `services.attributes`, e.g. ``amount``, ``signed_by``, ``status``.
    `value` is what is claimed, as text in `language`, and `translations` the same by other
    languages' codes, which are aids and never compared; of an amount also `amount` and `currency`
    (ISO 4217), with `bound`: ``exact``, ``at_most`` ("up to"), ``at_least``; of a number `amount`
    without `currency`; of a date also `day`, which of words is the day they
    speak of. `status` is that of its newest `ClaimStatusChange`.
    `reported_by` names the reporter by office or outlet, never a private person; `quotation` is
    short. `grade` is UK 3x5x2, e.g. ``2B``; empty where nobody graded it. An officer's own entry
    has their agency as `reported_by` and no `url`.
    """

    item = models.ForeignKey(RegisterItem, on_delete=models.PROTECT, related_name="claims")
    attribute = models.CharField(max_length=30)
    value = models.TextField()
    language = models.CharField(max_length=8, default="en")
    translations = models.JSONField(default=dict)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    bound = models.CharField(max_length=8, blank=True)
    day = models.DateField(null=True)
    reported_by = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(null=True)
    retrieved_on = models.DateField(null=True)
    quotation = models.CharField(max_length=500, blank=True)
    grade = models.CharField(max_length=4, blank=True)
    status = models.CharField(max_length=12, choices=ClaimStatus, default=ClaimStatus.REPORTED)
    status_why = models.TextField(blank=True)
    public = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("item", "attribute"), name="claim_attribute"),)


class ClaimStatusChange(models.Model):
    """That an officer believes a claim more or less than before, and why. Append-only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="changes")
    status = models.CharField(max_length=12, choices=ClaimStatus)
    why = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
