"""Who must know when a booking falls: everybody on it, and everybody who works on the case."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from hawkari.desks.returns.models import Case, CaseEvent, CasePerson, Told
from hawkari.desks.returns.services.access import known_cases, require_reading
from hawkari.engines.casework import BookingFact, EventKind, Facts
from hawkari.engines.casework.values import AFTER_DEPARTURE
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act, User

__all__ = ["mark_told", "tell", "to_know", "to_tell"]

WORKED = (EventKind.BOOKED, EventKind.NOTE, EventKind.DEPARTED)
"""Whoever recorded one of these works on the booking; who proposes a departure leaves a note."""


def tell(access: Access, case: Case, rows: Sequence[CaseEvent], *, before: Facts) -> None:
    """Note who must know of what was just written, where it voids a booking or comes too late.

    Args:
        access: who wrote it, and so knows.
        case: of which.
        rows: what was written.
        before: what was known before.
    """
    booking = before.live_booking()
    fell = next((one for one in rows if one.kind == EventKind.BOOKING_VOIDED), None)
    late = next((one for one in rows if one.kind == EventKind.BARRIER_OPENED), None)
    event = fell or (late if before.state in AFTER_DEPARTURE else None)
    if booking is None or event is None:
        return
    now = timezone.now()
    colleagues = [
        Told(case=case, event=event, user=one, made_at=now)
        for one in _colleagues(case)
        if one.pk != access.user.pk
    ]
    outside = [
        Told(case=case, event=event, who=one, made_at=now) for one in _outside(case, booking)
    ]
    Told.objects.bulk_create([*colleagues, *outside])


def _colleagues(case: Case) -> Iterable[User]:
    on_it = User.objects.filter(
        pk__in=CaseEvent.objects.filter(case=case, kind__in=WORKED, by__isnull=False).values("by")
    )
    found = {one.pk: one for one in on_it}
    if case.caseworker is not None:
        found[case.caseworker.pk] = case.caseworker
    return found.values()


def _outside(case: Case, booking: BookingFact) -> list[str]:
    person = CasePerson.objects.get(case=case)
    named = {
        "person": person.name,
        "lawyer": person.lawyer,
        "carrier": booking.carrier,
        "escort": booking.escort,
        "reception": booking.reception,
    }
    return [f"{part}: {name}"[:200] for part, name in named.items() if name]


def to_know(access: Access) -> list[Told]:
    """What this officer has not yet said they know, oldest first."""
    waiting = Told.objects.filter(
        user=access.user, done_at__isnull=True, case__in=known_cases(access)
    )
    return list(waiting.select_related("case", "event"))


def to_tell(case: Case) -> list[Told]:
    """Who of a case must still be told, oldest first."""
    return list(
        Told.objects.filter(case=case, done_at__isnull=True).select_related("event", "user")
    )


def mark_told(access: Access, reference: str, number: int) -> None:
    """Say that somebody was told, or that one knows oneself.

    Args:
        access: who says so; only they themselves say that a colleague knows.
        reference: of the case.
        number: of the entry.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such entry that waits.
    """
    require_reading(access)
    require(access, Action.CASEWORK)
    with transaction.atomic():
        waiting = Told.objects.select_for_update(of=("self",)).filter(
            pk=number,
            done_at__isnull=True,
            case__in=known_cases(access).filter(reference=reference),
        )
        found = waiting.first()
        if found is None or found.user_id not in (None, access.user.pk):
            raise BadInput("nobody waits to be told here", "Look at the case again.")
        found.done_by, found.done_at = access.user.get_username(), timezone.now()
        found.save(update_fields=["done_by", "done_at"])
        audit.record(
            Act.ALTER, access=access, objects=[reference], count=1, detail={"what": "told"}
        )
