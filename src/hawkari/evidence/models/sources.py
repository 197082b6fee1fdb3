"""Sources, their loads, and the rows that were refused."""

from django.db import models

from hawkari.evidence.models.markings import Marking
from hawkari.evidence.models.people import Agency


class Source(models.Model):
    """A dataset of one agency: a file kept up to date, a list, an extraction.

    `mapping` is the confirmed column mapping of an unknown layout, one entry a *slot* (see
    `LoadRun.slot`): ``{slot: {"layout": …, …}}``.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sources")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    default_grade = models.CharField(max_length=2)
    default_handling = models.CharField(max_length=1)
    mapping = models.JSONField(default=dict)
    review_due = models.DateField()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


class LoadState(models.TextChoices):
    """Where a load stands. `running` rows found at start-up were interrupted and resume."""

    RUNNING = "running"
    COMPLETE = "complete"
    REFUSED = "refused"


class LoadRun(models.Model):
    """One load of one file into one source.

    `marking` is the load's usual one; a row may have its own, and each statement's `part` says
    which it has.

    `slot` names what a newer file replaces: by default the file's name. `batches` counts the
    committed batches, `rows_read` the rows they cover, so that an interrupted load resumes.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="loads")
    slot = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    layout = models.CharField(max_length=80)
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=LoadState, default=LoadState.RUNNING)
    batches = models.IntegerField(default=0)
    rows_read = models.BigIntegerField(default=0)
    rows_refused = models.BigIntegerField(default=0)
    statements_read = models.BigIntegerField(default=0)
    statements_repeated = models.BigIntegerField(default=0)
    statements_added = models.BigIntegerField(default=0)
    statements_retracted = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("source", "slot")),)


class RefusedRow(models.Model):
    """A row (or one field of it) that was not loaded, with the reason and the remedy."""

    load = models.ForeignKey(LoadRun, on_delete=models.CASCADE, related_name="refused")
    row = models.CharField(max_length=80)
    field = models.CharField(max_length=120, blank=True)
    problem = models.TextField()
    remedy = models.TextField(blank=True)
