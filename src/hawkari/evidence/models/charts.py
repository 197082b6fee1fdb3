"""Saved charts: whom a chart shows and how it was laid out, version by version."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.operations import Operation

__all__ = ["ChartVersion", "SavedChart"]


class SavedChart(models.Model):
    """A chart that the members of an operation share. Its name is typed by whoever made it."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)


class ChartVersion(models.Model):
    """A chart as it was saved once; never changed.

    `content` holds canonical ids, places and filters, and no value of any entity: what is shown is
    read anew for each reader. `number` counts from 1 within its chart.
    """

    chart = models.ForeignKey(SavedChart, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        ordering = ("chart", "number")
        constraints = (
            models.UniqueConstraint(fields=("chart", "number"), name="chart_version_once"),
        )
