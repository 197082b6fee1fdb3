"""Packages: what was decided to be released, to whom, what became of it; and what was received."""

from django.conf import settings
from django.db import models

from hawkari.desks.exchange.models.requests import InformationRequest
from hawkari.desks.exchange.models.transfers import TransferRecord
from hawkari.evidence.models import Agency, CorrectionNotice, Disclosure, LoadRun, Operation


class PackageState(models.TextChoices):
    """How far a package of ours is. ``returned`` by the second person: it is a draft again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RELEASED = "released"
    DROPPED = "dropped"


class Package(models.Model):
    """What we decide to release in answer to a request; the partner's copy is `ReceivedPackage`.

    `onward` are the terms for passing it on; `review_by` the day by which the recipient reviews or
    erases it. `root` is the Merkle tree head of its statements once released. `supersedes` is the
    older package that it corrects. `hands` are the numbers of the users who changed the draft.
    """

    reference = models.CharField(max_length=32, unique=True)
    request = models.ForeignKey(
        InformationRequest, on_delete=models.PROTECT, related_name="packages"
    )
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PackageState, default=PackageState.DRAFT)
    is_bulk = models.BooleanField(default=True)
    onward = models.TextField(blank=True)
    review_by = models.DateField(null=True)
    note = models.TextField(blank=True)
    root = models.CharField(max_length=64, blank=True)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    hands = models.JSONField(default=list)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)


class PackageRecipient(models.Model):
    """One agency that receives a package, what was stated of it, and what came back.

    `reference` is the package's for this recipient, empty for who asked: it knows the package by
    the reference of the package itself. `ceiling` is the highest classification that it may hold.
    `message` is the id of the message that carried the package. What follows comes with its
    receipt: how many statements it loaded, those it `refused` with the reason, or that it declined
    all of them.
    """

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="recipients")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=32, blank=True, db_index=True)
    ceiling = models.CharField(max_length=24, blank=True)
    transfer = models.ForeignKey(
        TransferRecord, on_delete=models.PROTECT, null=True, related_name="+"
    )
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, null=True, related_name="+"
    )
    message = models.CharField(max_length=32, blank=True)
    receipted_at = models.DateTimeField(null=True)
    receipted_by = models.CharField(max_length=150, blank=True)
    receipt_words = models.TextField(blank=True)
    is_declined = models.BooleanField(default=False)
    loaded_count = models.IntegerField(default=0)
    refused = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("package", "agency"), name="recipient_once"),
        )

    @property
    def name_of_package(self) -> str:
        """The reference by which this recipient knows the package."""
        return self.reference or self.package.reference


class Choice(models.TextChoices):
    """What becomes of one statement of a package."""

    UNDECIDED = "undecided"
    RELEASE = "release"
    WITHHOLD = "withhold"


class PackageRow(models.Model):
    """The decision on one statement, by its number; its value is not kept here.

    `item` is its random reference in the package. `sanitised` replaces its value where that is
    not empty. `condition` are words that are added to its handling, until `condition_until`.
    `is_recalled` once it was recalled from every recipient.
    """

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="rows")
    number = models.BigIntegerField(db_index=True)
    item = models.CharField(max_length=32, unique=True)
    choice = models.CharField(max_length=10, choices=Choice, default=Choice.UNDECIDED)
    reason = models.TextField(blank=True)
    sanitised = models.TextField(blank=True)
    condition = models.TextField(blank=True)
    condition_until = models.DateField(null=True)
    is_recalled = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("package", "number"), name="package_row_once"),
        )


class ReceivedState(models.TextChoices):
    """How far a received package is."""

    WAITING = "waiting"
    LOADED = "loaded"
    DECLINED = "declined"
    RECALLED = "recalled"


class ReceivedPackage(models.Model):
    """A partner's package as it came; its values stand in `body` until a person loads it.

    `body` is emptied of its statements once they are loaded, or may no longer be. `root` is the
    tree head of its statements, checked when it arrived. `load` is the load that its statements
    stand in. `request` is ours that it answers; none where another partner's was answered to us
    too. `onward` and `review_by` are its terms. `holder` is the agency that received it: only its
    own people know of it.
    """

    reference = models.CharField(max_length=32)
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(
        InformationRequest, on_delete=models.PROTECT, null=True, related_name="received"
    )
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()
    root = models.CharField(max_length=64)
    size = models.IntegerField()
    signer = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=ReceivedState, default=ReceivedState.WAITING)
    supersedes = models.CharField(max_length=32, blank=True)
    onward = models.TextField()
    review_by = models.DateField()
    received_at = models.DateTimeField()
    load = models.ForeignKey(LoadRun, on_delete=models.PROTECT, null=True, related_name="+")
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    loaded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("reference", "holder"), name="received_once"),
        )


class ReceivedItem(models.Model):
    """One statement of a received package.

    `position` is its place in the package's tree and `digest` its leaf hash in hexadecimal.
    `number` is that of the statement that stands for it now, 0 until it is loaded. `is_withdrawn`
    once its originator recalled or retracted it. `refusal` says why it was not loaded. `row` is the
    item under which it stands in the load: its own, or that of another that says the same.
    """

    package = models.ForeignKey(ReceivedPackage, on_delete=models.CASCADE, related_name="items")
    item = models.CharField(max_length=32)
    position = models.IntegerField()
    digest = models.CharField(max_length=64)
    row = models.CharField(max_length=32, blank=True)
    number = models.BigIntegerField(default=0, db_index=True)
    refusal = models.TextField(blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("package", "item"), name="item_once"),)


class EventKind(models.TextChoices):
    """What is said of a package after it left.

    ``use`` and ``feedback`` come from the recipient; ``correction`` and ``recall`` from the
    originator, and each recipient answers them.
    """

    USE = "use"
    FEEDBACK = "feedback"
    CORRECTION = "correction"
    RECALL = "recall"


class PackageEvent(models.Model):
    """One thing said of a package, between us and one partner; alike on both sides.

    `reference` is random and the same on both sides, `holder` whose row this is. Of `package` and
    `received` one is set: ours or theirs; none where a recall came before the package that it
    recalls, whose reference `about` keeps. `items` are the statements meant, ``{"item": …}`` and
    ``"marking"`` where it changed; empty for all of the package. `code` is a word of a closed list
    (what a use was, how useful, what changed). `entities` and `categories` say whose category
    changed, by the ids of the package, and what it is now. `answer_due` is the day by which the
    other side says what it did; `problem` says why the message could not be sent, `message` is its
    id.
    """

    reference = models.CharField(max_length=32)
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=EventKind)
    about = models.CharField(max_length=32, db_index=True)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, null=True, related_name="events")
    received = models.ForeignKey(
        ReceivedPackage, on_delete=models.PROTECT, null=True, related_name="events"
    )
    partner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    is_ours = models.BooleanField()
    code = models.CharField(max_length=20, blank=True)
    items = models.JSONField(default=list)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    entities = models.JSONField(default=list)
    categories = models.JSONField(default=dict)
    notices = models.ManyToManyField(CorrectionNotice, related_name="+")
    withdrawn = models.IntegerField(default=0)
    answer_due = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answer = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    message = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("reference", "holder", "partner"), name="event_once_a_partner"
            ),
        )
