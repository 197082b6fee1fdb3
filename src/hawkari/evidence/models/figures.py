"""Numbers of public series: how many, on which route, when. About nobody."""

from django.db import models

from hawkari.evidence.models.markings import LoadPart
from hawkari.evidence.models.sources import LoadRun


class RouteFigure(models.Model):
    """One number of a public series, as the newest file of its slot gives it.

    `period` is an ISO day or month; `nationality` of those counted, empty for all. What a newer
    file brings takes the place of what the older one of the slot brought.
    """

    load = models.ForeignKey(LoadRun, on_delete=models.CASCADE, related_name="figures")
    part = models.ForeignKey(LoadPart, on_delete=models.CASCADE, related_name="+")
    series = models.CharField(max_length=40)
    measure = models.CharField(max_length=40)
    route = models.CharField(max_length=120)
    nationality = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=10)
    value = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("part", "series", "period")),)
