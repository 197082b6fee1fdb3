"""Judgements as events, the candidates they rest on, and the clusters that follow from them."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Operation


class JudgementKind(models.TextChoices):
    """What was decided about a pair of entities; `withdrawn` takes an earlier event back.

    `proposed` is a positive that awaits a second person: kept, shown, and not in force.
    """

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"


class JudgementEvent(models.Model):
    """A decision on a pair of entities, or its withdrawal. Append-only.

    `left_id` < `right_id` always, both ids as stated. Made by a person (`made_by`) or by a named
    rule (`rule`), never by neither. `probability`, `weight` (bits), `reasons` and
    `statements_seen` keep what the decider was shown; `rests_on` lists the parts (see
    `LoadPart`) those statements belong to, so that a judgement never shows itself to someone who
    may not see what it rests on.
    A withdrawal names the event it takes back (`withdraws`) and, where an earlier decision had to
    give way to a new one, that new one (`gives_way_to`); `is_undo` where its maker took their own
    last decision back by the key for it. A positive by which a second person confirmed a proposal
    names that proposal (`confirms`). Proposals that were answered and could not give way, since
    some who know of them may not know of the answer, stand in `answers`: to whoever knows of the
    answer they wait no more.
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
    rests_on = models.JSONField(default=list)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="withdrawal"
    )
    gives_way_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="displaced"
    )
    confirms = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="confirmations"
    )
    is_undo = models.BooleanField(default=False, db_default=False)
    answers = models.ManyToManyField("self", symmetrical=False, related_name="answered_by")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(made_by__isnull=False) | ~models.Q(rule=""),
                name="judgement_has_a_maker",
            ),
        )
        indexes = (
            # People's few decisions among a rule's many, and the few of a kind: for every page.
            models.Index(
                fields=("operation", "id"),
                condition=models.Q(made_by__isnull=False),
                name="judgement_by_people",
            ),
            models.Index(fields=("judgement", "operation"), name="judgement_of_kind"),
        )


class LinkRun(models.Model):
    """One run of the linkage engine: its model, its blocking plan and its guard results.

    `parts` are those whose statements it read (see `LoadPart`): only someone who may see all of
    them is shown its candidates. `fingerprint` is a digest of the records it compared, `counts`
    what came of them. A run over what was new since another one names it (`base`). `superseded`:
    its candidates were dropped, since a later run read as much and nobody was shown them any more.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    model_version = models.CharField(max_length=80)
    plan = models.JSONField(default=dict)
    parameters = models.JSONField(default=dict)
    guard = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    records = models.IntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    superseded = models.BooleanField(default=False, db_default=False)


class Candidate(models.Model):
    """A pair the engine proposes, with its score and reasons. Rebuilt at will, never evidence.

    `priority` is its place in the queue, highest first, and `matters` what that is made of (see
    `hawkari.evidence.reviewing.priorities`). `agencies` are the slugs of the agencies the two
    records come from and `languages` the codes of what their names are written in, each sorted,
    without repeats, and joined by blanks. `cut` says why the engine refused to join the pair
    although it is probable enough; empty where it did not.
    """

    run = models.ForeignKey(LinkRun, on_delete=models.CASCADE, related_name="candidates")
    left_id = models.CharField(max_length=200, db_index=True)
    right_id = models.CharField(max_length=200, db_index=True)
    weight = models.FloatField()
    probability = models.FloatField(db_index=True)
    reasons = models.JSONField(default=list)
    priority = models.FloatField(default=0.0)
    matters = models.JSONField(default=dict)
    agencies = models.CharField(max_length=90, blank=True)
    languages = models.CharField(max_length=60, blank=True)
    cut = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("run", "left_id", "right_id"), name="candidate_once"),
        )
        indexes = (models.Index(fields=("run", "-priority", "id"), name="candidate_place"),)


class CanonicalEntity(models.Model):
    """A canonical id: ours, random, made once for one entity as stated, never reused.

    A cluster goes by the id of its member with the oldest statement (`first_statement`); the other
    members' ids lead there (`merged_into`). When a cluster splits, each part goes by the id of its
    own oldest member, so that the old id stays with the oldest statement; `split_from` records
    which cluster the part left. `changed_at` dates the last such change.
    """

    canonical_id = models.CharField(max_length=32, primary_key=True)
    entity_id = models.CharField(max_length=200, unique=True)
    first_statement = models.BigIntegerField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    split_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged"
    )


class ClusterMember(models.Model):
    """Which cluster an entity as stated belongs to; only clusters of two or more have rows.

    A cache of the live judgements taken all together, always rebuildable. Nobody is shown it as it
    is: `hawkari.evidence.identities` cuts each cluster down to what the viewer may see.
    """

    entity_id = models.CharField(max_length=200, primary_key=True)
    canonical = models.ForeignKey(CanonicalEntity, on_delete=models.PROTECT, related_name="members")
