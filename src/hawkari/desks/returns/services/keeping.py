"""How long a case is kept: reviewed by a day, then kept on with a reason, or disposed of.

Disposal erases who the person is and what every event says, here and in whatever other parts of
the desk keep about the case. That there was a case, and who did what when, stays as a tombstone.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.returns.models import Case, CaseEvent, CasePerson, Standing, Told
from hawkari.desks.returns.services.access import known_cases
from hawkari.desks.returns.services.recording import NewEvent, append, facts_of, locked_case
from hawkari.engines.casework import EventKind, State
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["FORGETTING", "dispose_case", "due_for_review", "keep_case"]

FORGETTING: tuple[str, ...] = (
    "hawkari.desks.returns.services.correspondence",
    "hawkari.desks.returns.services.forgetting_reintegration",
)
"""Modules of the desk that keep more about a case; each has ``forget_case(case)``."""
LONGEST = timedelta(days=366 * 2)
ERASED = {
    one.name: one.get_default() for one in CasePerson._meta.concrete_fields if not one.primary_key
}


def due_for_review(access: Access, *, within_days: int = 30) -> list[Case]:
    """Cases whose review is due within some days, the most overdue first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.RETAIN)
    until = access.today + timedelta(days=within_days)
    with transaction.atomic():
        found = list(
            known_cases(access)
            .filter(disposed_at__isnull=True, review_due__lte=until)
            .order_by("review_due", "pk")
        )
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[one.reference for one in found],
            count=len(found),
            detail={"what": "cases due for review"},
        )
    return found


def keep_case(access: Access, reference: str, *, until: date, why: str) -> Case:
    """Keep a case until its next review.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, no reason, or the day is past or too far ahead.
    """
    require(access, Action.RETAIN)
    if not why.strip():
        raise BadInput("keeping a case needs a reason", "Say what it is still needed for.")
    if not access.today < until <= access.today + LONGEST:
        raise BadInput("that is no day for the next review", "Give a day within two years.")
    with transaction.atomic():
        case = locked_case(access, reference)
        case.review_due = until
        case.save(update_fields=["review_due"])
        # Why stands in the case and not in the log, which others of the operation read too.
        note = {"about": "kept", "until": until.isoformat(), "text": why.strip()}
        append(access, case, [NewEvent(EventKind.NOTE, note)])
        detail = {"what": "case review", "decision": "keep", "until": until.isoformat()}
        _record(access, Act.DECIDE, case, detail=detail)
    return case


def dispose_case(access: Access, reference: str, *, why: str) -> Case:
    """Erase a closed case, and leave its tombstone.

    Args:
        access: who decides.
        reference: of the case.
        why: without a value of what is erased.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, it is not closed, or there is no reason.
    """
    require(access, Action.DISPOSE)
    if not why.strip():
        raise BadInput("a disposal needs a reason", "Say why it is not kept, without its values.")
    with transaction.atomic():
        case = locked_case(access, reference)
        if facts_of(case).state is not State.CLOSED:
            raise BadInput("only a closed case is disposed of", "Close it first, with its reason.")
        _erase(case)
        case.disposed_at = timezone.now()
        case.disposed_by = access.user.get_username()
        case.disposed_why = why.strip()
        case.save(update_fields=["disposed_at", "disposed_by", "disposed_why"])
        detail = {"what": "case", "events": CaseEvent.objects.filter(case=case).count()}
        _record(access, Act.ERASE, case, detail=detail)
    return case


def _erase(case: Case) -> None:
    for module in _forgetting():
        import_module(module).forget_case(case)
    CasePerson.objects.filter(case=case).update(**ERASED)
    CaseEvent.objects.filter(case=case).update(body={}, erased=True)
    Told.objects.filter(case=case).exclude(who="").update(who="erased")
    Standing.objects.filter(case=case).delete()


def _forgetting() -> Iterable[str]:
    return FORGETTING


def _record(access: Access, act: Act, case: Case, *, detail: Mapping[str, Any]) -> None:
    audit.record(act, access=access, objects=[case.reference], count=1, detail=dict(detail))
