"""Statements: one value of one property of one entity, as one source gave it."""

from django.db import models

from hawkari.evidence.models.markings import LoadPart
from hawkari.evidence.models.sources import LoadRun, Source


class Statement(models.Model):
    """One value of one property of one entity, as one source gave it. Append-only.

    Rows are written in bulk by `hawkari.evidence.store` and never updated or deleted by it; a
    correction is a `Retraction` with a reason, and `retracted`. Never query this table directly:
    every read goes through `hawkari.evidence.access.visible_to`, so no other table leads here by
    name.

    `key` is 32 hexadecimal digits over source, slot, entity, schema, property, value, original
    value, language, date seen and marking: what makes two statements the same.
    `part` holds its grade, handling and restrictions.
    `entity_id` is ``<source slug>:<id as stated>``. `row` says where in the file, e.g. ``12`` or
    ``Persons!12``; `original_value` is the cell as written where cleaning changed it.
    `seen` is the date the source gives for the value (ISO, may be partial), empty if none.
    `retracted` is whether there is a `Retraction` of it, set in the same transaction as that is
    made: every read asks, and looking in the other table for each row costs a third of a read.
    """

    key = models.CharField(max_length=32, db_index=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    load = models.ForeignKey(LoadRun, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(LoadPart, on_delete=models.PROTECT, related_name="+", db_index=False)
    entity_id = models.CharField(max_length=200, db_index=True)
    schema = models.CharField(max_length=40)
    prop = models.CharField(max_length=40)
    prop_type = models.CharField(max_length=20)
    value = models.TextField()
    original_value = models.TextField(blank=True)
    lang = models.CharField(max_length=12, blank=True)
    row = models.CharField(max_length=80)
    seen = models.CharField(max_length=32, blank=True)
    recorded_at = models.DateTimeField()
    retracted = models.BooleanField(db_default=False)


class Retraction(models.Model):
    """Takes one statement back, with the reason. The statement itself stays.

    Whoever makes one sets the statement's `retracted` in the same transaction.
    """

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="retraction")
    reason = models.TextField()
    load = models.ForeignKey(LoadRun, on_delete=models.PROTECT, null=True, db_index=False)
    retracted_at = models.DateTimeField()


class SearchKey(models.Model):
    """A key under which a statement is found; see `hawkari.evidence.search_keys` for the forms.

    Derived and rebuildable. Always joined to `visible_to(...)`, so that a hidden value is never
    found or counted.
    """

    pk = models.CompositePrimaryKey("key", "statement")
    key = models.CharField(max_length=48)
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="search_keys", db_index=False
    )


class LoadSighting(models.Model):
    """A standing statement that a running load of a newer file met again.

    Scratch of a load: written with its batches, so that an interrupted load resumes; deleted when
    the load completes and what was not met again is retracted.
    """

    pk = models.CompositePrimaryKey("load", "statement")
    load = models.ForeignKey(LoadRun, on_delete=models.CASCADE, related_name="+", db_index=False)
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="+", db_index=False
    )
