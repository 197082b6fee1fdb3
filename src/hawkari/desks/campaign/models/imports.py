"""Imports: files of posts that somebody was allowed to export, and the channels they are from."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation


class Channel(models.Model):
    """Where posts stand: a channel, group, account or page of one platform.

    `platform` is e.g. ``telegram``, `ref` its id there, or its name where the file has no id.
    `is_person` is whether it is one account's own, so that its name may be a person's.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=20)
    ref = models.CharField(max_length=120)
    name = models.CharField(max_length=300, blank=True)
    is_person = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("operation", "agency", "platform", "ref"), name="channel_once"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.ref


class Import(models.Model):
    """One file of posts. Only the agency that imported it reads its posts.

    `form` is one of `services.forms.FORMS`. `lawful_basis` says on which ground it was exported and
    is kept, `dpia` where the data protection impact assessment is. `keep_until` is the day by
    which somebody says whether it is still kept; `hold` a reason why it must not go even then.
    `posts` are those that were new, `known` those that were here already, `bad` rows that could not
    be read (`BadRow` lists them), `wordless` posts that have no text. `other_fields` counts fields
    of the file that mean nothing to this desk; each post keeps its own in `Post.other`.
    `passed_over` counts what was in the file and is no post, e.g. conversations of two persons.
    `read_to` says for each reading step, by name, up to which post it has read.
    `disposed_at`, `disposed_by`, `disposed_why` make a tombstone: its posts are gone.
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    form = models.CharField(max_length=20)
    lawful_basis = models.TextField()
    dpia = models.CharField(max_length=500, blank=True)
    keep_until = models.DateField()
    hold = models.TextField(blank=True)
    posts = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    wordless = models.PositiveIntegerField(default=0)
    other_fields = models.JSONField(default=dict)
    passed_over = models.JSONField(default=dict)
    read_to = models.JSONField(default=dict)
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.CharField(max_length=150, blank=True)
    disposed_why = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("operation", "agency", "keep_until"), name="import_keep_until"),
            models.Index(fields=("operation", "agency", "sha256"), name="import_file"),
        )

    def __str__(self) -> str:
        return self.reference


class BadRow(models.Model):
    """A row of an import that could not be read: where it stands, what is wrong, what to do."""

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="bad_rows")
    place = models.CharField(max_length=120)
    problem = models.CharField(max_length=300)
    remedy = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
