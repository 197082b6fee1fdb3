"""How each case stands: computed from its events, so that boards need not read them."""

from datetime import datetime

from django.conf import settings
from django.db import models

from hawkari.desks.returns.models.cases import Case, Family
from hawkari.evidence.models import Agency, Operation


class Standing(models.Model):
    """What a case's events come to, as columns; always rebuildable (`hawkari returns rebuild`).

    Facts and instants only. Nothing that the passing of time changes is kept: whether something is
    overdue or has expired is worked out when it is read. None and empty mean that it is not so, or
    not known. No step is ever decided by this row: guards read the events.

    Attributes:
        operation, agency, caseworker, family: of the case.
        state, since: and when it came there.
        touched: when the latest event happened.
        route, receiver: as named.
        opened_at: when the case was opened.
        consent: of a voluntary return: ``given`` or ``withdrawn``; `consent_withdrawn_at`: when.
        pool: why the person should not be in the pool: ``leave``, ``citizen``, ``left``, ``died``.
        barriers_open, barriers_unknown: how many keep the case as known to be open, and as never
            looked at, whatever the day.
        unknown_from: when the first of the others becomes unknown: what somebody found counts for
            some time only. None once the person has left.
        unknown_turns: when each of them does, as ``[instant, how many]``, the earliest first.
        barrier_opened: when the oldest open one opened.
        review_at: the earliest review of an open barrier.
        late_barrier, late_learned: the open barrier learned of last while a notice ran or a booking
            stood, or more than a day after it had opened.
        document_kind, document_status: of the travel document that is furthest on.
        document_expires: last day of the usable travel document.
        agreed_since: the earliest moment since which a document is agreed or issued, or an
            acceptance stands; None after departure.
        idle_since: the later of `agreed_since` and `touched`.
        first_expires: the earlier of the days on which the usable travel document and the
            acceptance run out; None once the person has left.
        duty, duty_from: what we owe next, one of `services.next_duty.DUTIES`, and since when its
            clock runs; empty and None when nothing.
        asked_at: when the receiving authority was asked, while it has not answered.
        acceptance_expires: last day of the acceptance in force.
        notice_served: when the later of the notices that stand was served.
        notice_void: whether a notice was served and voided, and none served since.
        booked_for: the instant of departure that is booked.
        proposed_at: when somebody proposed the departure that waits for a second officer.
        departed_at, arrived_at, closed_at: when that happened.
        last_survey: month (0, 3, 6, 12) of the last follow-up.
        events: number of the last event that it was computed from.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="standing"
    )
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=24)
    since = models.DateTimeField()
    touched = models.DateTimeField()
    opened_at = models.DateTimeField()
    route = models.CharField(max_length=12, blank=True)
    receiver = models.CharField(max_length=12, blank=True)
    consent = models.CharField(max_length=12, blank=True)
    consent_withdrawn_at = models.DateTimeField(null=True)
    pool = models.CharField(max_length=12, blank=True)
    barriers_open = models.PositiveSmallIntegerField(default=0)
    barriers_unknown = models.PositiveSmallIntegerField(default=0)
    unknown_from = models.DateTimeField(null=True)
    unknown_turns = models.JSONField(default=list)
    barrier_opened = models.DateTimeField(null=True)
    review_at = models.DateField(null=True)
    late_barrier = models.CharField(max_length=40, blank=True)
    late_learned = models.DateTimeField(null=True)
    document_kind = models.CharField(max_length=40, blank=True)
    document_status = models.CharField(max_length=16, blank=True)
    document_expires = models.DateField(null=True)
    agreed_since = models.DateTimeField(null=True)
    idle_since = models.DateTimeField(null=True)
    first_expires = models.DateField(null=True)
    duty = models.CharField(max_length=24, blank=True)
    duty_from = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    acceptance_expires = models.DateField(null=True)
    notice_served = models.DateTimeField(null=True)
    notice_void = models.BooleanField(default=False)
    booked_for = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    last_survey = models.PositiveSmallIntegerField(null=True)
    events = models.PositiveIntegerField(default=0)

    class Meta:
        # What the board filters by stands in each index, so that no row is read to be left out.
        indexes = tuple(
            models.Index(
                fields=("operation", "agency", *fields, "route", "caseworker"),
                name=f"standing_{name}",
            )
            for name, fields in {
                "stage": ("state", "receiver", "since"),
                "idle": ("idle_since", "state", "receiver"),
                "expires": ("first_expires", "state", "receiver"),
                "duty": ("duty_from", "duty", "state", "receiver"),
                "unknown": ("unknown_from", "state", "receiver"),
                "late": ("late_learned", "state", "receiver"),
                "asked": ("asked_at", "state", "receiver"),
                "touched": ("touched", "state", "receiver"),
                "pool": ("pool", "touched", "state", "receiver"),
            }.items()
        )

    def unknown_at(self, now: datetime) -> int:
        """How many barriers are unknown at an instant, which no stored number can say."""
        turns: list[tuple[str, int]] = self.unknown_turns
        turned = sum(kinds for at, kinds in turns if datetime.fromisoformat(at) <= now)
        return int(self.barriers_unknown) + turned
