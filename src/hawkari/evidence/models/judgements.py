"""Judgements as events, the candidates they rest on, and the clusters that follow from them."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Operation


class JudgementKind(models.TextChoices):
    """What was decided about a pair of entities; `withdrawn` takes an earlier event back."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


class JudgementEvent(models.Model):
    """A decision on a pair of entities, or its withdrawal. Append-only.

    `left_id` < `right_id` always. Made by a person (`made_by`) or by a named rule (`rule`),
    never by neither. `probability`, `weight` (bits), `reasons` and `statements_seen` keep what
    the decider was shown.
    """

    left_id = models.CharField(max_length=200, db_index=True)
    right_id = models.CharField(max_length=200, db_index=True)
    judgement = models.CharField(max_length=10, choices=JudgementKind)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    rule = models.CharField(max_length=80, blank=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    probability = models.FloatField(null=True)
    weight = models.FloatField(null=True)
    reasons = models.JSONField(default=list)
    model_version = models.CharField(max_length=80, blank=True)
    statements_seen = models.JSONField(default=list)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="withdrawal"
    )

    class Meta:
        ordering = ("id",)


class LinkRun(models.Model):
    """One run of the linkage engine: its model, its blocking plan and its guard results."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    model_version = models.CharField(max_length=80)
    plan = models.JSONField(default=dict)
    parameters = models.JSONField(default=dict)


class Candidate(models.Model):
    """A pair the engine proposes, with its score and reasons. Rebuilt at will, never evidence."""

    run = models.ForeignKey(LinkRun, on_delete=models.CASCADE, related_name="candidates")
    left_id = models.CharField(max_length=200, db_index=True)
    right_id = models.CharField(max_length=200, db_index=True)
    weight = models.FloatField()
    probability = models.FloatField(db_index=True)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("run", "left_id", "right_id"), name="candidate_once"),
        )


class CanonicalEntity(models.Model):
    """A canonical id: ours, random, never reused. `merged_into` keeps an old address working."""

    canonical_id = models.CharField(max_length=32, primary_key=True)
    created_at = models.DateTimeField()
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")


class ClusterMember(models.Model):
    """Which canonical entity an entity as stated belongs to: a cache, always rebuildable."""

    entity_id = models.CharField(max_length=200, primary_key=True)
    canonical = models.ForeignKey(CanonicalEntity, on_delete=models.PROTECT, related_name="members")
