"""Results: outputs, what is measured of each, and what was aimed at and found in each period."""

from django.conf import settings
from django.db import models

from hawkari.desks.programme.models.register import Claim, RegisterItem

__all__ = ["FigureKind", "IndicatorFigure", "ResultIndicator", "ResultLevel", "ResultOutput"]


class ResultLevel(models.TextChoices):
    """How far a result is from what was done: made, changed by it, or changed for good."""

    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class ResultOutput(models.Model):
    """What an item of kind output adds to the register: at which level of the logframe it is."""

    item = models.OneToOneField(RegisterItem, on_delete=models.PROTECT, related_name="result")
    level = models.CharField(max_length=8, choices=ResultLevel)


class ResultIndicator(models.Model):
    """What an item of kind indicator measures, and where its numbers come from.

    `measure` is as in IATI: of all but the qualitative a figure is a number, of that one words.
    `is_ascending` says whether more is better, `adds_up` whether figures of periods may be added.
    An indicator with a `desk` is linked: its actual figures are what that desk released to
    evidence under `code`, of the part `by`, `group`; they are read there and never copied, so that
    what is hidden or withdrawn there is so here. `takes` says which of the two released numbers:
    ``number``, of people, or ``value``, the share or mean among them.
    `verification` says how a figure can be checked, `assumption` what must hold for it to mean
    something: the other two columns of a logframe.
    """

    class Measure(models.IntegerChoices):
        """The codes of IATI's list of the same name."""

        UNIT = 1
        PERCENTAGE = 2
        NOMINAL = 3
        ORDINAL = 4
        QUALITATIVE = 5

    class Takes(models.TextChoices):
        """Which released number a linked indicator shows."""

        NUMBER = "number"
        VALUE = "value"

    item = models.OneToOneField(RegisterItem, on_delete=models.PROTECT, related_name="indicator")
    measure = models.PositiveSmallIntegerField(choices=Measure)
    is_ascending = models.BooleanField(default=True)
    adds_up = models.BooleanField(default=False)
    unit = models.CharField(max_length=80, blank=True)
    verification = models.TextField(blank=True)
    assumption = models.TextField(blank=True)
    desk = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=40, blank=True)
    takes = models.CharField(max_length=6, choices=Takes, blank=True)

    @property
    def is_qualitative(self) -> bool:
        """Whether its figures are words."""
        return self.measure == self.Measure.QUALITATIVE


class FigureKind(models.TextChoices):
    """What a figure is: where things stood before, what is aimed at, what was found."""

    BASELINE = "baseline"
    TARGET = "target"
    ACTUAL = "actual"


class IndicatorFigure(models.Model):
    """One baseline, target or actual figure. Never edited: a better one replaces it, with a reason.

    `first` and `last` are days, both included; a baseline is of one day. `value` is None where the
    indicator is qualitative: then `text` says it. `source` names where it is from; `claim` is the
    claim of the register that says so, if one does. What was replaced keeps its row.
    """

    indicator = models.ForeignKey(ResultIndicator, on_delete=models.PROTECT, related_name="figures")
    kind = models.CharField(max_length=8, choices=FigureKind)
    first = models.DateField()
    last = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.CharField(max_length=150, blank=True)
    replaced_why = models.TextField(blank=True)

    class Meta:
        ordering = ("first", "last", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "kind", "first", "last"),
                condition=models.Q(replaced_at__isnull=True),
                name="indicator_figure_once",
            ),
            models.UniqueConstraint(
                fields=("indicator",),
                condition=models.Q(replaced_at__isnull=True, kind="baseline"),
                name="indicator_baseline_once",
            ),
        )
