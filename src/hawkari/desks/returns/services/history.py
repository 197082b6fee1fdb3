"""The whole decision history of one case, for whoever reviews it: a monitor, or a person's lawyer.

It holds everything that was recorded, in order and with when it was learned; which steps the guards
refused; letters, packages and comparisons; who looked; and whether the guards of today would have
allowed each step on what was known then. Reading it is audited, printing it as a disclosure.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.returns.models import Case, IdentityCheck, MadeLetter
from hawkari.desks.returns.services.access import require_reading
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.receiving import packages_of
from hawkari.desks.returns.services.recording import events_of
from hawkari.desks.returns.services.replaying import lawful
from hawkari.engines.casework import Event, EventKind, Facts, fold
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act, AuditEntry, IncomingPackage, OutgoingPackage

__all__ = ["Entry", "History", "Look", "history_of"]

LATE = timedelta(days=1)
MOST_LOOKS = 500
LOOKS = (Act.CONSULT, Act.SEARCH, Act.DISCLOSE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `is_late`: it was learned more than a day after it happened.

    `is_wrong`: a later event says so.
    """

    event: Event
    is_late: bool
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Look:
    """An entry of the audit log about the case: who, in which role, when, what."""

    at: datetime
    actor: str
    role: str
    act: str
    what: str


@dataclass(frozen=True, slots=True)
class History:
    """Everything of one case.

    Attributes:
        case: with its person.
        facts: what the history comes to.
        read_at: when it was read.
        entries: every event, oldest first.
        faults: where the guards of today would not have allowed a step on what was known then.
        refused: steps that the guards refused, oldest first.
        looks: who looked, the newest first, at most `MOST_LOOKS`.
        looks_in_all: how many there are.
        letters: as they were made.
        sent: packages to receiving authorities.
        came: packages from them.
        checks: decisions on identity.
    """

    case: Case
    facts: Facts
    read_at: datetime
    entries: tuple[Entry, ...]
    faults: tuple[str, ...]
    refused: tuple[Look, ...]
    looks: tuple[Look, ...]
    looks_in_all: int
    letters: tuple[MadeLetter, ...]
    sent: tuple[OutgoingPackage, ...]
    came: tuple[IncomingPackage, ...]
    checks: tuple[IdentityCheck, ...]


def history_of(access: Access, reference: str, *, is_printed: bool = False) -> History:
    """The whole history of a case; audited.

    Args:
        access: who reads.
        reference: of the case.
        is_printed: whether it leaves the screen; then it is a disclosure.

    Raises:
        AccessDenied: if the role may not read cases.
        BadInput: if there is no such case.
    """
    require_reading(access)
    case = case_of(access, reference)
    with transaction.atomic():
        found = _history(access, case)
        audit.record(
            Act.DISCLOSE if is_printed else Act.CONSULT,
            access=access,
            objects=[case.reference],
            count=len(found.entries),
            detail={"what": "case history"},
        )
    return found


def _history(access: Access, case: Case) -> History:
    events = events_of(case)
    wrong = {one.body.get("event") for one in events if one.kind is EventKind.CORRECTED}
    looks = _about(access, case).filter(act__in=LOOKS)
    sent, came = packages_of(access, case.reference)
    is_erased = case.disposed_at is not None
    return History(
        case=case,
        facts=fold(events),
        read_at=timezone.now(),
        entries=tuple(
            Entry(one, one.recorded - one.at > LATE, one.number in wrong) for one in events
        ),
        faults=() if is_erased else tuple(lawful(events)),
        refused=tuple(map(_look, _about(access, case).filter(act=Act.DENY))),
        looks=tuple(map(_look, looks.order_by("-seq")[:MOST_LOOKS])),
        looks_in_all=looks.count(),
        letters=tuple(MadeLetter.objects.filter(case=case).defer("pdf")),
        sent=tuple(sent),
        came=tuple(came),
        checks=tuple(IdentityCheck.objects.filter(case=case).select_related("by")),
    )


def _about(access: Access, case: Case) -> QuerySet[AuditEntry]:
    """The log's entries about a case; nobody of another agency can have made one."""
    return AuditEntry.records.filter(
        operation=access.operation.slug, object_ids__contains=f'"{case.reference}"'
    ).order_by("seq")


def _look(entry: AuditEntry) -> Look:
    detail = entry.detail
    what = detail.get("to") or detail.get("what") or ""
    return Look(entry.at, entry.actor, entry.role, entry.act, str(what))
