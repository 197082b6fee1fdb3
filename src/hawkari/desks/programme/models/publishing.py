"""What is published: who publishes, what an officer stated, the rules, and each file as it left.

Nothing here is edited: a newer row holds, and the older one stays.
"""

from django.conf import settings
from django.db import models

from hawkari.desks.programme.models.register import RegisterItem
from hawkari.evidence.models import Agency, Operation

__all__ = [
    "ImportedActivity",
    "PartnerImport",
    "Publication",
    "PublicationState",
    "PublishRule",
    "PublishedIdentifier",
    "Publisher",
    "PublishingDetails",
]

_USER = settings.AUTH_USER_MODEL


class PublicationState(models.TextChoices):
    """How far a publication is. Only what is approved leaves."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Publisher(models.Model):
    """Under which identifier and name an agency publishes; the newest row holds."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=60)
    kind = models.CharField(max_length=4)
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)


class PublishedIdentifier(models.Model):
    """The identifier of an activity: made once, and the same for ever."""

    item = models.OneToOneField(RegisterItem, on_delete=models.PROTECT, related_name="+")
    identifier = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.identifier


class PublishingDetails(models.Model):
    """What an officer stated of an activity for publication (`iati_out.Details` as JSON)."""

    item = models.ForeignKey(RegisterItem, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)


class PublishRule(models.Model):
    """What happens to a field when it is published: of one activity, or of all (`item` null)."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RegisterItem, on_delete=models.PROTECT, null=True, related_name="+")
    field = models.CharField(max_length=30)
    does = models.CharField(max_length=10)
    days = models.PositiveIntegerField(default=0)
    why = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("operation", "agency", "field"), name="publish_rule"),)


class Publication(models.Model):
    """A file as it was prepared: its bytes, what was withheld from it, and who reviewed it.

    `activities` lists reference, identifier and title of each; `withheld` what stayed inside, and
    why: it is shown to the own agency and never leaves. `loosened` lists the rules under which more
    of an activity leaves than by default, so that the reviewer looks at those first. `last_rule` is
    the newest rule that it was made under.
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    activities = models.JSONField(default=list)
    withheld = models.JSONField(default=list)
    loosened = models.JSONField(default=list)
    last_rule = models.PositiveBigIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=PublicationState, default=PublicationState.WAITING
    )
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.reference


class PartnerImport(models.Model):
    """An IATI file of somebody else, and what came of each of its activities."""

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    version = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.reference


class ImportedActivity(models.Model):
    """One activity of such a file, whole: every element and attribute, unknown ones included.

    `fate` is ``new``, ``changed`` or ``same`` against the one imported before, or ``refused`` with
    `problem`. `findings` are the failing rules by official id; `told` counts what it holds.
    """

    imported = models.ForeignKey(PartnerImport, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    identifier = models.CharField(max_length=300, blank=True)
    reporter = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=500, blank=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, blank=True)
    fate = models.CharField(max_length=10)
    problem = models.CharField(max_length=500, blank=True)
    valid = models.BooleanField(default=False)
    findings = models.JSONField(default=dict)
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        indexes = (models.Index(fields=("identifier",), name="imported_identifier"),)
