"""Money: lines with their ceilings, budgets, transactions, and the rates they were converted at.

Every amount is a decimal in its own currency. Nothing of it is edited: a budget is revised by
another one, a transaction corrected by one that reverses it, a rate followed by a newer one, and a
line's sum changed by an amendment that keeps the sum before it.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models

from hawkari.desks.programme.models.documents import Document
from hawkari.desks.programme.models.register import RegisterItem
from hawkari.evidence.models import Agency, Operation


class Bound(models.TextChoices):
    """What a line's sum is: "up to" so much, or so much."""

    CEILING = "ceiling"
    AMOUNT = "amount"


class BudgetKind(models.TextChoices):
    """The first plan for a period, or one that replaces it."""

    ORIGINAL = "original"
    REVISED = "revised"


class BudgetStatus(models.TextChoices):
    """Whether anybody is bound by a plan."""

    INDICATIVE = "indicative"
    COMMITTED = "committed"


class TransactionKind(models.TextChoices):
    """What a transaction is; the values are the codes of IATI's list TransactionType."""

    INCOMING_FUNDS = "1"
    OUTGOING_COMMITMENT = "2"
    DISBURSEMENT = "3"
    EXPENDITURE = "4"
    INCOMING_COMMITMENT = "11"
    OUTGOING_PLEDGE = "12"


class TransactionState(models.TextChoices):
    """Recorded by one person, then approved or declined by another."""

    RECORDED = "recorded"
    APPROVED = "approved"
    DECLINED = "declined"


class Rate(models.Model):
    """One unit of `base` was worth `rate` units of `quote` on a day, and who says so."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-day", "-pk")
        indexes = (
            models.Index(
                fields=("operation", "agency", "base", "quote", "day"), name="rate_of_day"
            ),
        )
        constraints = (models.CheckConstraint(condition=models.Q(rate__gt=0), name="rate_above_0"),)


class Line(models.Model):
    """A sum for one purpose, and who pays, answers for and spends it.

    `item` is the commitment or activity of the register that it belongs to. `amount` is in
    `currency`, as its last approved amendment has it; with `bound` "ceiling" it is no commitment
    until a signed document makes one of it.
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RegisterItem, on_delete=models.PROTECT, related_name="lines")
    name = models.CharField(max_length=300)
    bound = models.CharField(max_length=8, choices=Bound)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    funder = models.CharField(max_length=200)
    accountable = models.CharField(max_length=200, blank=True)
    implementer = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="line_above_0"),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"


class Budget(models.Model):
    """What is planned to be spent of a line in at most one year, in the line's currency.

    Of two budgets for one period the later one holds.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="budgets")
    kind = models.CharField(max_length=8, choices=BudgetKind)
    status = models.CharField(max_length=10, choices=BudgetStatus)
    first = models.DateField()
    last = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    why = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("first", "pk")


class Recorded(models.Model):
    """What one person records and another approves or declines; until then it counts as nothing."""

    state = models.CharField(
        max_length=8, choices=TransactionState, default=TransactionState.RECORDED
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_why = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


def _by_two_people(name: str) -> tuple[models.CheckConstraint, ...]:
    """Whoever recorded it does not decide it, and what is decided was so by somebody."""
    return (
        models.CheckConstraint(
            condition=~models.Q(decided_by=models.F("made_by")), name=f"{name}_four_eyes"
        ),
        models.CheckConstraint(
            condition=models.Q(state="recorded", decided_by=None)
            | (~models.Q(state="recorded") & models.Q(decided_by__isnull=False)),
            name=f"{name}_decided",
        ),
    )


class Transaction(Recorded):
    """One movement or undertaking of money, recorded by one person and approved by another.

    `amount` is in `currency` as the document has it; `line_amount` is the same in the line's
    currency, at `rate` where the two differ. Both are negative only where it `reverses` another.
    `their_number` is the number that the payer's or the bank's books give it. Only what is
    approved counts.
    """

    reference = models.CharField(max_length=16, unique=True)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="transactions")
    kind = models.CharField(max_length=2, choices=TransactionKind)
    day = models.DateField()
    value_day = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    line_amount = models.DecimalField(max_digits=18, decimal_places=2)
    rate = models.ForeignKey(Rate, on_delete=models.PROTECT, null=True, related_name="+")
    provider = models.CharField(max_length=200)
    receiver = models.CharField(max_length=200)
    description = models.CharField(max_length=500, blank=True)
    their_number = models.CharField(max_length=60, blank=True)
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="reversals"
    )
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("day", "pk")
        indexes = (models.Index(fields=("line", "state", "kind"), name="transaction_counts"),)
        constraints = (
            *_by_two_people("transaction"),
            models.CheckConstraint(
                condition=models.Q(reverses=None, amount__gt=0, line_amount__gt=0)
                | models.Q(reverses__isnull=False, amount__lt=0, line_amount__lt=0),
                name="transaction_sign",
            ),
            models.UniqueConstraint(
                fields=("reverses",), condition=~models.Q(state="declined"),
                name="transaction_reversed_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Proof(models.Model):
    """That a document proves a transaction; one document may prove several."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="proofs")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="proofs")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("transaction", "document"), name="proof_once"),
        )


class Amendment(Recorded):
    """A line's sum raised or lowered by a signed document, recorded by one and approved by another.

    `before` is the line's sum when it was recorded, `amount` what it becomes, both in the line's
    currency; `day` is the day from which the document makes it so. Of one line one amendment waits
    at a time, so that `before` is still true when it is decided.
    """

    reference = models.CharField(max_length=16, unique=True)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="amendments")
    before = models.DecimalField(max_digits=18, decimal_places=2)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    day = models.DateField()
    why = models.CharField(max_length=500)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="amendments")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="amendment_above_0"),
            *_by_two_people("amendment"),
            models.UniqueConstraint(
                fields=("line",), condition=models.Q(state="recorded"), name="amendment_waits_alone"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def change(self) -> Decimal:
        """By how much the sum rises, or falls below 0."""
        return self.amount - self.before
