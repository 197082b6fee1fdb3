"""What partners say of requests: a new one of theirs, and how far one is on their side."""

from datetime import date

from django.utils import timezone

from hawkari.desks.exchange.handlers.common import (
    LONGEST_WORDS,
    audit_received,
    operation_of,
    words_in,
)
from hawkari.desks.exchange.models import InformationRequest, RequestState, RequestStep
from hawkari.desks.exchange.node.handling import Received, Refuse, handles
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.services.request_views import OPEN
from hawkari.desks.exchange.services.requests import MOST, Asked, check_asked
from hawkari.errors import BadInput

__all__ = ["on_request", "on_request_state"]

THEIRS_TO_SAY = {
    True: frozenset({RequestState.DECIDING, RequestState.DECLINED}),
    False: frozenset({RequestState.WITHDRAWN}),
}
"""What the other side may say of a request, by whether it is ours."""


@handles("request")
def on_request(message: Received) -> None:
    """Keep a partner's request; it waits for a person."""
    operation = operation_of(message)
    asked = _asked(message, timezone.now().date())
    reference = message.text("request", longest=32)
    if InformationRequest.objects.filter(reference=reference, holder=own_agency()).exists():
        raise Refuse("known", "a request of this reference is known already")
    made = InformationRequest.objects.create(
        reference=reference,
        holder=own_agency(),
        is_ours=False,
        partner=message.sender,
        operation=operation,
        ticket=asked.ticket,
        what=asked.what,
        why=asked.why,
        legal_basis=asked.legal_basis,
        purpose=message.text("purpose", longest=14),
        action=asked.action,
        identifiers=[{"type": kind, "value": value} for kind, value in asked.identifiers],
        deadline=asked.deadline,
        asked_by=message.signer[:150],
        asked_at=message.sent_at,
        language=asked.language,
    )
    _keep_step(made, message, RequestState.SENT)
    audit_received(message, operation, f"request {reference}", what="request", step="received")


@handles("request-state")
def on_request_state(message: Received) -> None:
    """Move a request as the other side says; what is over stays over."""
    found = (
        InformationRequest.objects.select_for_update(of=("self",))
        .select_related("operation")
        .filter(
            reference=message.text("request", longest=32),
            holder=own_agency(),
            partner=message.sender,
            operation__slug=message.operation,
        )
        .first()
    )
    if found is None:
        raise Refuse("unknown-request", "there is no such request between us")
    said = message.text("state", longest=10)
    if said not in THEIRS_TO_SAY[found.is_ours]:
        raise Refuse("state", f"{said!r} is not for the other side to say of this request")
    if found.state not in OPEN:
        raise Refuse("over", f"the request is {found.state} already")
    found.state = RequestState(said)
    found.save(update_fields=["state"])
    _keep_step(found, message, found.state, words=words_in(message))
    audit_received(
        message, found.operation, f"request {found.reference}", what="request", step=said
    )


def _asked(message: Received, today: date) -> Asked:
    try:
        asked = Asked(
            partner=message.sender.slug,
            what=message.text("what", longest=LONGEST_WORDS),
            why=message.text("why", longest=LONGEST_WORDS),
            legal_basis=message.text("legal_basis", longest=LONGEST_WORDS),
            deadline=date.fromisoformat(message.text("deadline", longest=10)),
            ticket=message.text("ticket", longest=64, may_lack=True),
            action=message.text("action", longest=12),
            identifiers=_identifiers(message),
            language=message.text("language", longest=12, may_lack=True),
        )
        # It may have been on a stick for days: then it is overdue, and to be answered all the same.
        check_asked(asked, min(today, asked.deadline))
    except (ValueError, BadInput) as error:
        raise Refuse("malformed", f"the request is not complete: {error}") from error
    return asked


def _identifiers(message: Received) -> list[tuple[str, str]]:
    value = message.listed("identifiers", most=MOST)
    pairs = [(one.get("type"), one.get("value")) for one in value if isinstance(one, dict)]
    if len(pairs) != len(value) or not all(isinstance(one, str) for pair in pairs for one in pair):
        raise Refuse("malformed", "an identifier is not a type and a value")
    return [(str(kind), str(said)) for kind, said in pairs]


def _keep_step(
    request: InformationRequest, message: Received, state: RequestState | str, *, words: str = ""
) -> None:
    RequestStep.objects.create(
        request=request,
        state=state,
        words=words,
        agency=message.sender,
        by=message.signer[:150],
        at=message.sent_at,
    )
