"""Numbers that one desk hands another: how many, of which group, in which quarter. About nobody."""

from django.db import models

from hawkari.evidence.models.operations import Operation
from hawkari.evidence.models.people import Agency


class IndicatorRelease(models.Model):
    """A desk's numbers of one period, as an officer released them.

    `desk` is the name of the desk's app; `first` and `last` are days, both included. A period is
    released once: of two versions somebody could subtract one from the other. What was wrong is
    withdrawn, with a reason, and only then may the period be released again.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ("-first", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("operation", "agency", "desk", "first", "last"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="indicator_period_once",
            ),
        )


class Indicator(models.Model):
    """One number of a release. `number` and `value` are None where they are hidden.

    `code` names what is counted; `by` and `group` which part of it, both empty for all. `number`
    is of people; `value` a share or a mean among them, None where the indicator is a count.
    """

    release = models.ForeignKey(IndicatorRelease, on_delete=models.PROTECT, related_name="rows")
    code = models.CharField(max_length=40)
    by = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField(null=True)
    value = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("release", "code", "by", "group"), name="indicator_row_once"
            ),
        )
