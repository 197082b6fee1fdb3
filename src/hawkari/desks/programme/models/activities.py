"""What a project or the taskforce is made of: milestones, assets, positions, risks, decisions.

Each entry hangs on an item of the kind activity. People stand in none of them: custodians, owners
and those who decide are offices. Nothing is deleted: what was wrong is withdrawn, with a reason.
"""

from datetime import date

from django.conf import settings
from django.db import models

from hawkari.desks.programme.models.documents import Document
from hawkari.desks.programme.models.register import RegisterItem

__all__ = [
    "ActivityFacts",
    "Asset",
    "AssetCheck",
    "AssetState",
    "Decision",
    "DecisionKind",
    "Entry",
    "EntryPast",
    "Milestone",
    "MilestoneProof",
    "Position",
    "PositionCount",
    "Risk",
]


class AssetState(models.TextChoices):
    """How an asset was found when somebody looked."""

    IN_USE = "in_use"
    STORED = "stored"
    BROKEN = "broken"
    MISSING = "missing"
    HANDED_OVER = "handed_over"


class DecisionKind(models.TextChoices):
    """Whether something was decided, or somebody met."""

    DECISION = "decision"
    MEETING = "meeting"


class Entry(models.Model):
    """What every entry keeps: whose it is, who made it, and whether it was withdrawn."""

    item = models.ForeignKey(RegisterItem, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        abstract = True


class EntryPast(models.Model):
    """How an entry stood until it was changed; the entry itself tells how it stands now.

    `what` is the kind of entry, e.g. ``milestone``, and `number` its key. `values` holds by name
    what can change of it, days as ISO 8601; None where it was changed before this was kept, so
    that nobody knows how it stood. Append-only.
    """

    what = models.CharField(max_length=10)
    number = models.BigIntegerField()
    values = models.JSONField(null=True)
    until = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("what", "number", "until"), name="entry_past"),)


class ActivityFacts(models.Model):
    """What is known of an activity as a whole: partners and lead by office, legal basis, days."""

    item = models.OneToOneField(RegisterItem, on_delete=models.PROTECT, related_name="facts")
    lead = models.CharField(max_length=200, blank=True)
    partners = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)


class Milestone(Entry):
    """Something to be reached by a day. `due` stays as first agreed; `revised` is a later one.

    That it was reached is shown by documents that are kept; `evidence` is a note beside them, and
    stands alone where nobody handed a document in.
    """

    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=200, blank=True)
    begins = models.DateField(null=True)
    due = models.DateField()
    revised = models.DateField(null=True)
    revised_why = models.TextField(blank=True)
    done = models.DateField(null=True)
    evidence = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("due", "pk")

    @property
    def expected(self) -> date:
        """The day that holds now."""
        return self.revised or self.due


class MilestoneProof(models.Model):
    """That a kept document shows a milestone to be reached. Never edited nor taken away."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="proofs")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("milestone", "document"), name="milestone_proof_once"
            ),
        )  # fmt: skip


class Asset(Entry):
    """A thing that was handed to an activity: what, held by which office, and where."""

    reference = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=200)
    mark = models.CharField(max_length=100, blank=True)
    custodian = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    received = models.DateField(null=True)
    every_days = models.PositiveSmallIntegerField(default=180)

    class Meta:
        ordering = ("pk",)


class AssetCheck(models.Model):
    """That somebody looked at an asset. Never edited; the newest says how it stands."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="checks")
    day = models.DateField()
    state = models.CharField(max_length=12, choices=AssetState)
    custodian = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("day", "pk")


class Position(Entry):
    """A kind of post in an activity, e.g. an analyst seconded by an office; nobody is named."""

    title = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    planned = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("pk",)


class PositionCount(models.Model):
    """How many posts of a kind were filled on a day. Never edited; the newest holds."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="counts")
    day = models.DateField()
    filled = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("day", "pk")


class Risk(Entry):
    """What may go wrong, how likely and how bad (1 to 5), and what is done about it."""

    reference = models.CharField(max_length=16, unique=True)
    words = models.TextField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=200)
    response = models.TextField(blank=True)
    opened = models.DateField()
    review = models.DateField()
    closed = models.DateField(null=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    @property
    def weight(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact


class Decision(Entry):
    """A decision or a meeting: which offices, what and why, and what is to be done by when.

    It may hang on any item of the register, not only on an activity.
    """

    kind = models.CharField(max_length=10, choices=DecisionKind)
    day = models.DateField()
    offices = models.CharField(max_length=300)
    words = models.TextField()
    why = models.TextField(blank=True)
    action = models.CharField(max_length=500, blank=True)
    action_owner = models.CharField(max_length=200, blank=True)
    action_due = models.DateField(null=True)
    action_done = models.DateField(null=True)
    action_evidence = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-day", "-pk")
