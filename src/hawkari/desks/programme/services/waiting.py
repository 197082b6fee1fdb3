"""How much waits for a reader at the desk, for the page that says what needs them now."""

from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.programme.models import Publication, TransactionState
from hawkari.desks.programme.services.activities import behind
from hawkari.desks.programme.services.behind import what_is_behind
from hawkari.desks.programme.services.certificates import known_certificates
from hawkari.desks.programme.services.money.known import (
    known_amendments,
    known_transactions,
)
from hawkari.desks.programme.services.training_access import known_courses
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act

__all__ = ["ProgrammeWork", "programme_work"]


@dataclass(frozen=True, slots=True)
class ProgrammeWork:
    """What waits; nobody is told of what they recorded, prepared, closed or proposed themselves.

    Attributes:
        payments: transactions, and amendments of lines, to approve or decline.
        publications: publications to review.
        late: milestones, actions, checks and reviews of risks whose day has passed.
        promises: promises whose next date has passed, or of which somebody says they are behind.
        courses: closed courses to sign.
        revocations: certificates of which somebody proposed to revoke them.
    """

    payments: int = 0
    publications: int = 0
    late: int = 0
    promises: int = 0
    courses: int = 0
    revocations: int = 0


def programme_work(access: Access) -> ProgrammeWork:
    """What waits for a reader, by what their role may do; nothing where it may do none of it."""
    counts: dict[str, int] = {}
    if access.may(Action.APPROVE_MONEY):
        counts["payments"] = _payments(access)
        counts["publications"] = _publications(access)
    if access.may(Action.PROGRAMME):
        counts["late"] = len(behind(access))
        counts["promises"] = len(what_is_behind(access).late)
    if access.may(Action.TRAIN):
        counts["courses"] = _courses(access)
        counts["revocations"] = _revocations(access)
    if counts:
        with transaction.atomic():
            audit.record(
                Act.CONSULT, access=access, count=sum(counts.values()),
                detail={"what": "programme work"},
            )  # fmt: skip
    return ProgrammeWork(**counts)


def _payments(access: Access) -> int:
    of_money = (known_transactions(access), known_amendments(access))
    return sum(
        rows.filter(state=TransactionState.RECORDED).exclude(made_by=access.user).count()
        for rows in of_money
    )


def _publications(access: Access) -> int:
    waiting = Publication.objects.filter(
        operation=access.operation, agency=access.user.agency_id, state="waiting"
    )
    return waiting.exclude(prepared_by=access.user).count()


def _courses(access: Access) -> int:
    closed = known_courses(access).filter(closed_at__isnull=False, signed_at__isnull=True)
    return closed.exclude(closed_by=access.user).count()


def _revocations(access: Access) -> int:
    proposed = known_certificates(access).filter(
        revoke_proposed_at__isnull=False, revoked_at__isnull=True
    )
    return proposed.exclude(revoke_proposed_by=access.user).count()
