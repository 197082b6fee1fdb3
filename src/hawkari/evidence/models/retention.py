"""Review, holds and disposal: what was decided about keeping, and what is gone."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Operation
from hawkari.evidence.models.sources import LoadRun, Source


class HoldKind(models.TextChoices):
    """Why something must not be disposed of for now."""

    COURT = "court"
    INQUIRY = "inquiry"
    COMPLAINT = "complaint"


class Hold(models.Model):
    """Stops the disposal of one source, load, entity or statement until someone lifts it.

    Exactly one of `source`, `load`, `entity` (a canonical id) and `statement` (a number) is given.
    `review_due` is the day by which someone must say whether the hold goes on.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=HoldKind)
    reference = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="holds")
    load = models.ForeignKey(LoadRun, on_delete=models.PROTECT, null=True, related_name="holds")
    entity = models.CharField(max_length=32, blank=True)
    statement = models.BigIntegerField(null=True)
    review_due = models.DateField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("review_due", "pk")


class DisposalState(models.TextChoices):
    """How far a disposal is: `erasing` values, `cleaning` what they left behind, or `done`."""

    ERASING = "erasing"
    CLEANING = "cleaning"
    DONE = "done"


class DisposalScope(models.TextChoices):
    """What a disposal is of."""

    SOURCE = "source"
    LOAD = "load"
    ENTITY = "entity"
    STATEMENTS = "statements"


class Disposal(models.Model):
    """One disposal: by whom, why, under which rule, how far; the tombstone of what it erased.

    Holds ids, counts and times, never a value. `targets` are statement numbers where the scope is
    an entity or single statements; `sources` those it took values from. `position` is the last
    statement looked at, so that an interrupted disposal goes on behind it. `held` counts what
    holds kept back. A disposal keeps its values from being loaded again until someone readmits
    them (`readmitted_at`).
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=10, choices=DisposalScope)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, related_name="disposals"
    )
    load = models.ForeignKey(LoadRun, on_delete=models.PROTECT, null=True, related_name="disposals")
    entity = models.CharField(max_length=32, blank=True)
    targets = models.JSONField(default=list)
    sources = models.ManyToManyField(Source, related_name="+")
    rule = models.CharField(max_length=60)
    rule_version = models.IntegerField()
    reason = models.TextField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=DisposalState, default=DisposalState.ERASING, db_index=True
    )
    position = models.BigIntegerField(default=0)
    statements = models.BigIntegerField(default=0)
    entities = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    judgements = models.BigIntegerField(default=0)
    candidates = models.BigIntegerField(default=0)
    refused_rows = models.BigIntegerField(default=0)
    figures = models.BigIntegerField(default=0)
    notices = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    readmitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    readmitted_at = models.DateTimeField(null=True)
    readmission_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)


class Tombstone(models.Model):
    """The tombstone of one statement: its number, and a keyed hash that knows its value again.

    `digest` is 32 hexadecimal digits of an HMAC under the installation's secret; see
    `hawkari.evidence.retention.blocking`.
    """

    statement = models.BigIntegerField(primary_key=True)
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="erased")
    digest = models.CharField(max_length=32, db_index=True)


class DisposedFile(models.Model):
    """A keyed hash of a file whose load was disposed of, so that the same bytes are refused."""

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="files")
    digest = models.CharField(max_length=32, db_index=True)


class ReviewDecision(models.TextChoices):
    """What a review decided."""

    KEEP = "keep"
    EXTEND = "extend"
    DISPOSE = "dispose"


class RetentionReview(models.Model):
    """One decision at a review: keep, extend with a reason and a date, or dispose. Append-only.

    Of a source, an entity (its canonical id) or a hold. `rule` is the rule it was decided under;
    `due_after` the next review, None for a disposal.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="reviews")
    entity = models.CharField(max_length=32, blank=True, db_index=True)
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, null=True, related_name="reviews")
    decision = models.CharField(max_length=8, choices=ReviewDecision)
    reason = models.TextField()
    rule = models.CharField(max_length=60)
    rule_version = models.IntegerField()
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    disposal = models.ForeignKey(
        Disposal, on_delete=models.PROTECT, null=True, related_name="reviews"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
