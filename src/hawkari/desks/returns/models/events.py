"""What happened in a case: append-only, and nothing else says how the case stands."""

from django.conf import settings
from django.db import models

from hawkari.desks.returns.models.cases import Case


class CaseEvent(models.Model):
    """One thing that happened; its form is `hawkari.engines.casework.Event`.

    Never updated and never deleted: what was wrong is put right by a further event of the kind
    ``corrected``. Disposal alone empties `body`, and says so in `erased`. `number` counts from 1 in
    each case without gaps. `at` is when it happened, `recorded` when it was written down. `actor`
    and `second` are user names, `by` the account.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    recorded = models.DateTimeField()
    actor = models.CharField(max_length=150)
    second = models.CharField(max_length=150, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    body = models.JSONField(default=dict)
    erased = models.BooleanField(default=False)

    class Meta:
        ordering = ("case_id", "number")
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="case_event_once"),)


class Told(models.Model):
    """That somebody who works on a case, or was on its booking, must know of an event.

    `user` is a colleague; else `who` names somebody outside with their part, e.g. ``escort: …``,
    who is told by a person and not by this software: `done_by` says by whom, `done_at` when.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="told")
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="told")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    who = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    done_by = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("user", "done_at"), name="told_waiting"),)
