"""What the pages of the work with receiving authorities show; each look is audited."""

from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.returns.models import Case, IdentityCheck
from hawkari.desks.returns.services.access import own_agency, require_reading
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.receiving import packages_of, waiting_packages
from hawkari.evidence import audit, outbox
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act, IncomingPackage, OutgoingPackage, OutgoingState

__all__ = ["InboxPage", "ReceiverPage", "inbox_page", "receiver_page"]


@dataclass(frozen=True, slots=True)
class ReceiverPage:
    """A case's packages.

    `recipients` are who may be asked, `may_work` and `may_decide` what the reader's role allows.
    """

    case: Case
    sent: tuple[OutgoingPackage, ...]
    came: tuple[IncomingPackage, ...]
    checks: tuple[IdentityCheck, ...]
    recipients: list[tuple[str, str]]
    may_work: bool
    may_decide: bool
    reader: int


@dataclass(frozen=True, slots=True)
class InboxPage:
    """What waits: answers to cases of ours with the case, what is asked of us, our own drafts."""

    answers: tuple[tuple[IncomingPackage, str], ...]
    asked: tuple[IncomingPackage, ...]
    ours: tuple[OutgoingPackage, ...]
    may_work: bool
    may_decide: bool
    reader: int


def receiver_page(access: Access, reference: str) -> ReceiverPage:
    """A case's packages, both ways; audited.

    Raises:
        AccessDenied: if the role may not read cases.
        BadInput: if there is no such case.
    """
    case = case_of(access, reference)
    sent, came = packages_of(access, reference)
    others = access.operation.agencies.exclude(pk=own_agency(access).pk).order_by("name")
    _look(access, [case.reference], len(sent) + len(came), what="case packages")
    return ReceiverPage(
        case=case,
        sent=tuple(sent),
        came=tuple(came),
        checks=tuple(IdentityCheck.objects.filter(case=case).select_related("by")),
        recipients=[(one.slug, one.name) for one in others],
        may_work=access.may(Action.CASEWORK),
        may_decide=access.may(Action.RETURN_DECIDE),
        reader=access.user.pk,
    )


def inbox_page(access: Access) -> InboxPage:
    """What came and waits, and answers of ours that have not left; audited.

    Raises:
        AccessDenied: if the role may not read cases.
    """
    require_reading(access)
    waits = waiting_packages(access)
    states = (OutgoingState.DRAFT, OutgoingState.RELEASED)
    ours = outbox.known_outgoing(access).filter(about__startswith="asked ", state__in=states)
    _look(access, [], len(waits), what="return packages")
    return InboxPage(
        answers=tuple(one for one in waits if one[1]),
        asked=tuple(one for one, about in waits if not about),
        ours=tuple(ours),
        may_work=access.may(Action.CASEWORK),
        may_decide=access.may(Action.RETURN_DECIDE),
        reader=access.user.pk,
    )


def _look(access: Access, objects: list[str], count: int, *, what: str) -> None:
    with transaction.atomic():
        audit.record(
            Act.CONSULT, access=access, objects=objects, count=count, detail={"what": what}
        )
