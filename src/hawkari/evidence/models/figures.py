"""Numbers of public series: how many, on which route, when. About nobody."""

from django.db import models

from hawkari.evidence.models.markings import LoadPart
from hawkari.evidence.models.sources import LoadRun
from hawkari.evidence.rows import LONGEST_KEY, LONGEST_NATIONALITY, LONGEST_ROUTE


class RouteFigure(models.Model):
    """One number of a public series, as the newest file of its slot gives it.

    `period` is an ISO day or month; `nationality` of those counted, empty for all. What a newer
    file brings takes the place of what the older one of the slot brought.
    """

    load = models.ForeignKey(LoadRun, on_delete=models.CASCADE, related_name="figures")
    part = models.ForeignKey(LoadPart, on_delete=models.CASCADE, related_name="+")
    series = models.CharField(max_length=LONGEST_KEY)
    measure = models.CharField(max_length=LONGEST_KEY)
    route = models.CharField(max_length=LONGEST_ROUTE)
    nationality = models.CharField(max_length=LONGEST_NATIONALITY, blank=True)
    period = models.CharField(max_length=10)
    value = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("part", "series", "period")),)
