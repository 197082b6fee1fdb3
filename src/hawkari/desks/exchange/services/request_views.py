"""What is shown of a request, alike to both sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from hawkari.desks.exchange.models import InformationRequest, RequestState
from hawkari.desks.exchange.services.texts import Told, Written, keeps_texts, told
from hawkari.desks.exchange.services.ways import Way
from hawkari.evidence.access import Access

__all__ = ["OPEN", "RequestView", "StepView", "texts_of", "view_of"]

OPEN = (RequestState.SENT, RequestState.DECIDING)
"""States in which an answer is still wanted."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a request, of either side: ``state`` since ``at`` by somebody of ``agency``."""

    state: str
    words: str
    agency: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as both sides see it.

    Attributes:
        reference: the same on both sides.
        is_ours: whether we asked.
        is_open: whether an answer is still wanted.
        is_overdue: whether it is open and its deadline is past.
        steps: what was done, oldest first.
        way: how far the message is on its way, of ours only.
    """

    reference: str
    is_ours: bool
    partner: str
    partner_name: str
    ticket: str
    what: str
    why: str
    legal_basis: str
    purpose: str
    action: str
    identifiers: tuple[tuple[str, str], ...]
    deadline: date
    state: str
    is_open: bool
    is_overdue: bool
    asked_by: str
    asked_at: datetime
    language: str
    steps: tuple[StepView, ...] = field(default=())
    way: Way | None = None


def view_of(
    request: InformationRequest,
    today: date,
    *,
    with_steps: bool = False,
    way: Way | None = None,
) -> RequestView:
    """A request as it is shown."""
    is_open = request.state in OPEN
    steps = request.steps.select_related("agency") if with_steps else ()
    return RequestView(
        reference=request.reference,
        is_ours=request.is_ours,
        partner=request.partner.slug,
        partner_name=request.partner.name,
        ticket=request.ticket,
        what=request.what,
        why=request.why,
        legal_basis=request.legal_basis,
        purpose=request.purpose,
        action=request.action,
        identifiers=tuple(_pair(one) for one in request.identifiers),
        deadline=request.deadline,
        state=request.state,
        is_open=is_open,
        is_overdue=is_open and request.deadline < today,
        asked_by=request.asked_by,
        asked_at=request.asked_at,
        language=request.language,
        steps=tuple(
            StepView(one.state, one.words, one.agency.name, one.by, one.at) for one in steps
        ),
        way=way,
    )


def _pair(data: Mapping[str, str]) -> tuple[str, str]:
    return data["type"], data["value"]


@keeps_texts("request")
def _texts_for(access: Access, reference: str) -> Mapping[str, Written]:
    found = InformationRequest.objects.filter(
        operation=access.operation, holder=access.user.agency_id, reference=reference
    ).first()
    return {} if found is None else _written(found.what, found.why, found.language)


def texts_of(request: RequestView) -> dict[str, Told]:
    """The words of a request in their language, with what people translated of them, by field."""
    written = _written(request.what, request.why, request.language)
    return told("request", {request.reference: written})[request.reference]


def _written(what: str, why: str, language: str) -> dict[str, Written]:
    return {"what": Written(what, language), "why": Written(why, language)}
