"""The audit log's tables. Written only by `hawkari.evidence.audit`."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Expression

from hawkari.evidence.log_entries import json_text

if TYPE_CHECKING:
    Text = models.TextField[Any, Any]
else:  # Django's own fields cannot be subscripted while it runs.
    Text = models.TextField


class Act(models.TextChoices):
    """What was done, after DPA 2018 s.62 (logging), plus our own. Verified by: nobody yet."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    SEARCH = "search"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"
    DECIDE = "decide"
    DENY = "deny"
    LOGIN = "login"
    EXCHANGE = "exchange"


class JsonText(Text):
    """JSON kept as the very text that was hashed, which no database may put in a form of its own.

    Of its text, `contains` finds a part, e.g. ``object_ids__contains='"5f0c…"'``.
    """

    def from_db_value(self, value: str | None, _expression: Expression, _connection: Any) -> Any:
        """The value that the text says."""
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str:
        """The text of a value."""
        return json_text(value)


class AuditEntry(models.Model):
    """Who did or saw what, when, why. Append-only; a leaf of a Merkle tree (RFC 9162 section 2.1).

    `leaf_hash` covers the fields of the entry's `version` (`hawkari.evidence.log_entries`);
    `node_hash` is the root of the largest complete subtree that ends with this entry, from which
    proofs are made. Both in hexadecimal. `seq` starts at 0 and has no gaps. `purpose` is the kind
    of purpose, and `basis` the legal basis, of the operation that was acted for.
    """

    seq = models.BigIntegerField(primary_key=True)
    version = models.SmallIntegerField(default=1)
    at = models.DateTimeField()
    act = models.CharField(max_length=12, choices=Act)
    actor = models.CharField(max_length=150)
    agency = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=20, blank=True, default="")
    operation = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=40, blank=True, default="")
    basis = models.TextField(blank=True, default="")
    justification = models.TextField(blank=True)
    object_ids = JsonText(default=list)
    count = models.BigIntegerField(default=0)
    recipient = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, default="ok")
    detail = JsonText(default=dict)
    leaf_hash = models.CharField(max_length=64)
    node_hash = models.CharField(max_length=64)

    records = models.Manager()

    class Meta:
        ordering = ("seq",)
        indexes = (
            models.Index(fields=("actor", "at"), name="audit_by_actor"),
            models.Index(fields=("operation", "at"), name="audit_by_operation"),
        )


class AuditHead(models.Model):
    """The log's tree head: one row, locked while an entry is appended.

    `peaks` are the roots of the tree's complete subtrees in hexadecimal, largest first, so that
    an append costs O(log size); `root_hash` is the tree head over `size` entries.
    """

    size = models.BigIntegerField(default=0)
    peaks = models.JSONField(default=list)
    root_hash = models.CharField(max_length=64, blank=True)


class AuditMark(models.Model):
    """That the log was verified, signed or shipped, when, and what its tree head was then.

    A verification compares the log with the heads that were signed or shipped. `place` is where
    it was shipped to; `whole` whether a verification found nothing wrong.
    """

    class Kind(models.TextChoices):
        """What was done with the log."""

        VERIFIED = "verified"
        SIGNED = "signed"
        SHIPPED = "shipped"

    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    size = models.BigIntegerField()
    root_hash = models.CharField(max_length=64)
    place = models.CharField(max_length=500, blank=True)
    whole = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)


class WorkingHours(models.Model):
    """When an operation's people are expected at work: only for asking about looks outside it.

    Hours are whole, of the clock in `time_zone` (IANA name): from `first_hour` until before
    `last_hour`. `days` are ISO weekday numbers as text, Monday is 1, e.g. ``12347`` in Iraq.
    """

    operation = models.OneToOneField(
        "evidence.Operation", on_delete=models.CASCADE, related_name="working_hours"
    )
    time_zone = models.CharField(max_length=60)
    first_hour = models.PositiveSmallIntegerField()
    last_hour = models.PositiveSmallIntegerField()
    days = models.CharField(max_length=7)
