"""Who received which values, what they are to be told since, and what a person may be told."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Category, Operation


class Medium(models.TextChoices):
    """How values left the screen."""

    BRIEF = "brief"
    EXPORT = "export"
    API = "api"
    PACKAGE = "package"
    SUBJECT_ACCESS = "subject_access"


class Disclosure(models.Model):
    """One handing over: to whom, by whom, for which operation, when, how, why.

    `recipient` is a name in words; the statements handed over are its `items`.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=200)
    medium = models.CharField(max_length=16, choices=Medium)
    reason = models.TextField(blank=True)
    disclosed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    disclosed_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class DisclosureItem(models.Model):
    """One statement that a disclosure handed over, by number; its value is not kept here."""

    pk = models.CompositePrimaryKey("disclosure", "number")
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    number = models.BigIntegerField(db_index=True)


class Change(models.TextChoices):
    """What happened to a value after it was handed over."""

    RETRACTED = "retracted"
    REGRADED = "regraded"
    DISPOSED = "disposed"
    CATEGORY = "category"


class NoticeState(models.TextChoices):
    """Where a notice stands; `not_needed` carries a reason."""

    DUE = "due"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    NOT_NEEDED = "not_needed"


class CorrectionNotice(models.Model):
    """A past recipient must be told of a change: the outbox of corrections.

    One notice for each disclosure, change and cause (such as ``load:12`` or ``disposal:3``).
    `statements` are the numbers concerned, rising; empty for a change of category, which is about
    `entity`, a canonical id. Holds no value.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="notices")
    change = models.CharField(max_length=10, choices=Change)
    cause = models.CharField(max_length=80)
    statements = models.JSONField(default=list)
    entity = models.CharField(max_length=32, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.DUE)
    note = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("disclosure", "change", "cause"), name="notice_once_a_cause"
            ),
        )


class CategoryPeriod(models.Model):
    """Since when until when a person had a category in an operation. Ended, never deleted.

    `entity_id` is the id as stated on which it was set. `until` of None: it holds.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    entity_id = models.CharField(max_length=200, db_index=True)
    category = models.CharField(max_length=20, choices=Category)
    basis = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    since = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)


class SubjectExportState(models.TextChoices):
    """Where a reviewed export stands."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    RELEASED = "released"
    REFUSED = "refused"


class SubjectExport(models.Model):
    """Everything held on one person, on its way to being told or disclosed.

    `entity` is a canonical id; `requester` who asked, in words; `reference` the request's own.
    The reviewer marks rows and submits; a second person approves or refuses.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    entity = models.CharField(max_length=32, db_index=True)
    requester = models.CharField(max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    state = models.CharField(
        max_length=10, choices=SubjectExportState, default=SubjectExportState.DRAFT
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approval_note = models.TextField(blank=True)
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, null=True, related_name="subject_exports"
    )

    class Meta:
        ordering = ("pk",)


class RowDecision(models.TextChoices):
    """What becomes of one row of a reviewed export."""

    UNDECIDED = "undecided"
    RELEASE = "release"
    REDACT = "redact"


class SubjectExportRow(models.Model):
    """The decision on one statement of a reviewed export, by number; its value is not kept here.

    `exemption` is the id of an entry of ``resources/exemptions.json`` where it is redacted.
    `third_party` marks what is about somebody else too.
    """

    export = models.ForeignKey(SubjectExport, on_delete=models.CASCADE, related_name="rows")
    number = models.BigIntegerField(db_index=True)
    third_party = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, choices=RowDecision, default=RowDecision.UNDECIDED)
    exemption = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("export", "number"), name="export_row_once"),
        )
