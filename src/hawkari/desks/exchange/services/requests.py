"""Requests: ask a partner, say how far a partner's request is, and read either.

A request names what is wanted, why, on which legal basis and by when. It is sent signed by the
person who asks. Overdue is computed from the deadline; each step is told to the other side, so
that both see the same states.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.exchange.models import (
    InformationRequest,
    PartnerState,
    RequestState,
    RequestStep,
)
from hawkari.desks.exchange.node.sending import send
from hawkari.desks.exchange.services.request_views import OPEN, RequestView, view_of
from hawkari.desks.exchange.services.transfers import partner_of
from hawkari.desks.exchange.services.ways import ways_of
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.grading import ReleaseAction
from hawkari.evidence.models import Act, Agency

__all__ = [
    "IDENTIFIERS",
    "Asked",
    "agency_of",
    "as_body",
    "ask",
    "check_asked",
    "decline",
    "find_request",
    "known_requests",
    "locked",
    "move_on",
    "partners_in",
    "request_of",
    "requests_of",
    "withdraw",
]

IDENTIFIERS = (
    "name", "phone", "document", "account", "imei", "vessel", "plate", "email", "handle", "wallet",
)  # fmt: skip
"""Types of identifiers that a request may show."""

LONGEST = 4000
MOST = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks a partner for.

    Attributes:
        partner: slug of the agency.
        what, why, legal_basis: in words, each in the asker's language; none empty.
        deadline: the day by which an answer is wanted.
        ticket: reference of the confirmed hit that it follows; empty where there is none.
        action: what will be done with the answer, a `ReleaseAction`.
        identifiers: pairs of type (`IDENTIFIERS`) and value that are shown to the partner.
        language: ISO 639 code of the words.
    """

    partner: str
    what: str
    why: str
    legal_basis: str
    deadline: date
    ticket: str = ""
    action: str = ReleaseAction.HOLD.value
    identifiers: Sequence[tuple[str, str]] = ()
    language: str = ""


def ask(access: Access, asked: Asked) -> RequestView:
    """Ask a partner; the request goes to its node at once.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if the partner takes no part in the operation or is not pinned, the deadline is
            past, or something is missing or unknown.
    """
    require(access, Action.EXCHANGE)
    partner = partner_of(access, asked.partner)
    check_asked(asked, access.today)
    with transaction.atomic():
        made = InformationRequest.objects.create(
            reference=uuid4().hex,
            holder=agency_of(access),
            is_ours=True,
            partner=partner,
            operation=access.operation,
            ticket=asked.ticket.strip(),
            what=asked.what.strip(),
            why=asked.why.strip(),
            legal_basis=asked.legal_basis.strip(),
            purpose=access.operation.purpose_kind,
            action=asked.action,
            identifiers=[{"type": kind, "value": value} for kind, value in asked.identifiers],
            deadline=asked.deadline,
            asked_by=access.user.get_username(),
            asked_at=timezone.now(),
            language=asked.language[:12],
        )
        _step(made, RequestState.SENT, access=access)
        message = send(
            "request",
            as_body(made),
            to=[partner],
            by=access.user,
            operation=access.operation.slug,
        )
        made.message = message.id
        made.save(update_fields=["message"])
        _audit(access, made, "asked", act=Act.DISCLOSE, words=made.why)
    return view_of(made, access.today)


def check_asked(asked: Asked, today: date) -> None:
    """Refuse a request that is not complete; of ours before it leaves, of a partner's on arrival.

    Raises:
        BadInput: saying what is missing.
    """
    texts = {"what": asked.what, "why": asked.why, "legal basis": asked.legal_basis}
    missing = [name for name, words in texts.items() if not words.strip()]
    if missing:
        raise BadInput(f"the request does not say {', '.join(missing)}", "Fill it in.")
    if any(len(words) > LONGEST for words in texts.values()) or len(asked.identifiers) > MOST:
        raise BadInput("the request is too long", f"Keep each field within {LONGEST} characters.")
    if asked.action not in set(ReleaseAction):
        raise BadInput(f"{asked.action!r} is no action", f"Give one of {', '.join(ReleaseAction)}.")
    if asked.deadline < today:
        raise BadInput(f"{asked.deadline.isoformat()} is past", "Give today or a later day.")
    strange = [kind for kind, _ in asked.identifiers if kind not in IDENTIFIERS]
    if strange or not all(value.strip() for _, value in asked.identifiers):
        raise BadInput(
            "an identifier has no value, or a type that is not known",
            f"Known types: {', '.join(IDENTIFIERS)}.",
        )


def as_body(request: InformationRequest) -> dict[str, Any]:
    """A request as its message says it."""
    return {
        "request": request.reference,
        "ticket": request.ticket,
        "what": request.what,
        "why": request.why,
        "legal_basis": request.legal_basis,
        "purpose": request.purpose,
        "action": request.action,
        "identifiers": request.identifiers,
        "deadline": request.deadline.isoformat(),
        "language": request.language,
    }


def decline(access: Access, reference: str, *, words: str) -> None:
    """Say that a partner's request will not be answered, and why.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such open request of a partner, or no reason.
    """
    require(access, Action.RELEASE)
    if not words.strip():
        raise BadInput("declining a request needs a reason", "Say why it is not answered.")
    with transaction.atomic():
        found = locked(access, reference, is_ours=False)
        move_on(access, found, RequestState.DECLINED, words=words)


def withdraw(access: Access, reference: str, *, words: str = "") -> None:
    """Take a request of ours back: no answer is wanted any more.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if there is no such open request of ours.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = locked(access, reference, is_ours=True)
        move_on(access, found, RequestState.WITHDRAWN, words=words)


def move_on(
    access: Access, request: InformationRequest, state: RequestState, *, words: str = ""
) -> None:
    """Move a locked request on, tell the other side, and audit it."""
    request.state = state
    request.save(update_fields=["state"])
    _step(request, state, access=access, words=words)
    send(
        "request-state",
        {"request": request.reference, "state": state.value, "words": words},
        to=[request.partner],
        by=access.user,
        operation=request.operation.slug,
    )
    _audit(access, request, state.value, words=words)


def locked(access: Access, reference: str, *, is_ours: bool) -> InformationRequest:
    """An open request, which nobody else changes until the transaction ends.

    Raises:
        BadInput: if there is none.
    """
    found = (
        known_requests(access)
        .select_for_update(of=("self",))
        .filter(reference=reference, is_ours=is_ours, state__in=OPEN)
        .first()
    )
    if found is None:
        raise BadInput(f"no request {reference} is open", "Look at the list again.")
    return found


def known_requests(access: Access) -> QuerySet[InformationRequest]:
    """The requests of the operation that the own agency made or received."""
    own = InformationRequest.objects.filter(
        operation=access.operation, holder=access.user.agency_id
    )
    return own.select_related("partner", "operation")


def partners_in(access: Access) -> list[tuple[str, str]]:
    """The other agencies of the operation whose keys are pinned: short name and name.

    Raises:
        AccessDenied: if the role may not exchange.
    """
    require(access, Action.EXCHANGE)
    others = access.operation.agencies.exclude(users=access.user)
    return list(others.filter(partner__state=PartnerState.PINNED).values_list("slug", "name"))


def find_request(access: Access, reference: str) -> InformationRequest:
    """A request of the operation; BadInput if there is none."""
    found = known_requests(access).filter(reference=reference).first()
    if found is None:
        raise BadInput(f"there is no request {reference}", "Look at the list again.")
    return found


def requests_of(access: Access) -> list[RequestView]:
    """The requests of the operation, open ones first, then by deadline; audited.

    Raises:
        AccessDenied: if the role may not exchange.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = list(known_requests(access))
        ways = ways_of(one.message for one in found)
        views = [
            view_of(one, access.today, way=ways.get((one.message, one.partner.slug)))
            for one in found
        ]
        audit.record(Act.CONSULT, access=access, count=len(views), detail={"what": "requests"})
    return sorted(views, key=lambda one: (not one.is_open, one.deadline, one.reference))


def request_of(access: Access, reference: str) -> RequestView:
    """One request with its steps; audited.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if there is none in the operation.
    """
    require(access, Action.EXCHANGE)
    found = find_request(access, reference)
    with transaction.atomic():
        way = ways_of([found.message]).get((found.message, found.partner.slug))
        view = view_of(found, access.today, with_steps=True, way=way)
        _audit(access, found, "read", act=Act.CONSULT)
    return view


def _step(
    request: InformationRequest, state: RequestState, *, access: Access, words: str = ""
) -> None:
    RequestStep.objects.create(
        request=request,
        state=state,
        words=words,
        agency=agency_of(access),
        by=access.user.get_username(),
        by_user=access.user,
        at=timezone.now(),
    )


def agency_of(access: Access) -> Agency:
    """The agency of who acts; `open_access` lets nobody in who has none."""
    agency = access.user.agency
    if agency is None:
        raise BadInput("you belong to no agency", "Ask your administrator.")
    return agency


def _audit(
    access: Access,
    request: InformationRequest,
    step: str,
    *,
    act: Act = Act.DECIDE,
    words: str = "",
) -> None:
    audit.record(
        act,
        access=access,
        objects=[f"request {request.reference}"],
        count=1,
        justification=words,
        recipient=request.partner.slug if act == Act.DISCLOSE else "",
        detail={"what": "request", "step": step, "partner": request.partner.slug},
    )
