"""What review keeps beside judgements: marks of harm, second readings, and what stands open."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.judgements import JudgementEvent
from hawkari.evidence.models.operations import Operation


class HarmMark(models.Model):
    """A wrong merge of this entity would do harm: it takes two people of the mark's operation.

    Nobody who works in that operation joins it alone, and no run of linkage in it does; whoever
    works in others only is not told, and may. Set by a person, or by a desk in a person's name
    (`desk`, empty for a person's own word), for one operation; whoever works there knows of it.
    `entity_id` is the id as stated; the mark holds for its whole cluster. Lifted with a reason,
    never deleted.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT)
    entity_id = models.CharField(max_length=200, db_index=True)
    desk = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.TextField(blank=True)


class SecondReading(models.Model):
    """What another reviewer answered on a decided pair, without knowing the decision.

    It measures how far reviewers agree, and never changes a cluster. `answer` is a kind of
    judgement: positive, negative or unsure. `statements_seen` and `rests_on` as in a judgement.
    """

    first = models.ForeignKey(JudgementEvent, on_delete=models.PROTECT, related_name="readings")
    left_id = models.CharField(max_length=200, db_index=True)
    right_id = models.CharField(max_length=200, db_index=True)
    answer = models.CharField(max_length=10)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT)
    read_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    statements_seen = models.JSONField(default=list)
    rests_on = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "read_by"), name="second_reading_once"),
        )


class IssueKind(models.TextChoices):
    """Why a pair is in the queue again: see `ReviewIssue`."""

    DOUBTFUL = "doubtful"
    CONFLICT = "conflict"
    DISAGREEMENT = "disagreement"


class ReviewIssue(models.Model):
    """Something about a pair that a person must settle; no cluster changes by it.

    | Kind | Cause |
    |---|---|
    | doubtful | `birth date`, `gender`, `document`: a later statement contradicts a join that a \
person made; `new record`: one matches one side and contradicts the other; `weight`: the present \
model would no longer propose it |
    | conflict | `refused`: a decision was refused, for earlier ones stand against it; `import`: \
so was one from a file; `judgements`: joins and a refusal stand against one another |
    | disagreement | `second reading`: two reviewers answered differently |

    `wanted` is the judgement that was refused; empty elsewhere. `events` are the judgements it is
    about, `statements_seen` the statements; no value is kept here. `rests_on` lists the parts all
    of them belong to: only who may see these is shown the issue. `figures` holds numbers only,
    such as the weight now and at the time. Settled by a person (`settled_by`), or, with nobody
    there, because the judgement it is about no longer stands.
    """

    kind = models.CharField(max_length=12, choices=IssueKind)
    cause = models.CharField(max_length=20)
    left_id = models.CharField(max_length=200, db_index=True)
    right_id = models.CharField(max_length=200, db_index=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT)
    wanted = models.CharField(max_length=10, blank=True)
    events = models.JSONField(default=list)
    statements_seen = models.JSONField(default=list)
    rests_on = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settlement = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("operation", "settled_at"), name="issue_open"),)
