"""The audit log's table. Written only by `hawkari.evidence.audit`."""

from django.db import models


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


class AuditEntry(models.Model):
    """Who did or saw what, when, why. Append-only; a leaf of a Merkle tree (RFC 9162 section 2.1).

    `leaf_hash` is SHA-256(0x00 || canonical JSON of the entry); `root_hash` is the tree head
    over all entries up to and including this one. Both in hexadecimal. `seq` starts at 0 and has
    no gaps.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=12, choices=Act)
    actor = models.CharField(max_length=150)
    agency = models.CharField(max_length=40, blank=True)
    operation = models.CharField(max_length=40, blank=True)
    justification = models.TextField(blank=True)
    objects = models.JSONField(default=list)
    count = models.BigIntegerField(default=0)
    recipient = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, default="ok")
    detail = models.JSONField(default=dict)
    leaf_hash = models.CharField(max_length=64)
    root_hash = models.CharField(max_length=64)

    records = models.Manager()

    class Meta:
        ordering = ("seq",)


class AuditHead(models.Model):
    """The log's tree head: one row, locked while an entry is appended.

    `peaks` are the roots of the tree's complete subtrees in hexadecimal, largest first, so that
    an append costs O(log size); `root_hash` is the tree head over `size` entries.
    """

    size = models.BigIntegerField(default=0)
    peaks = models.JSONField(default=list)
    root_hash = models.CharField(max_length=64, blank=True)
