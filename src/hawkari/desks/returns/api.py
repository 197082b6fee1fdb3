"""The desk's API. OpenAPI at ``/returns/api/openapi.json``.

Whoever is logged in (session cookie) asks under their own access, as on the pages. Every error has
one shape: ``{"error": {"code", "message", "remedy"}}``; a step that guards forbid answers 409 with
the reasons.
"""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema

from hawkari.desks.programs import REFUSALS, ErrorOut, access_of, addresses, make_api, says
from hawkari.desks.returns.reintegration_api import router
from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import confirm_departure, propose_departure
from hawkari.desks.returns.services.finding import find_cases
from hawkari.desks.returns.services.reasons import reasons_json, why_json
from hawkari.desks.returns.services.refusals import CaseNotFound, StepRefused

__all__ = ["api", "urls"]


class CaseOut(Schema):
    """A case in a list: its reference and where it is; never a name."""

    reference: str
    state: str
    since: datetime
    route: str
    receiver: str


class CasesOut(Schema):
    """Cases, the one worked on last first."""

    cases: list[CaseOut]
    more: bool = Field(description="There are others besides")


class ReasonOut(Schema):
    """One thing that keeps a case from a step."""

    guard: str = Field(examples=["appeal_pending"])
    subject: str
    mark: str = Field(description="open, unknown (nobody looked, so it counts as open), condition")
    title: str = Field(description="In English; the pages say it in three languages")
    since: datetime | None
    authority: str
    basis_status: str = Field(description="seen: the rule was read in its source; or unconfirmed")
    verified_by: str = Field(description="Who signed the rule; empty for nobody")
    would_change_it: str


class WhyOut(Schema):
    """Why a person cannot be returned now."""

    case: str
    state: str
    at: datetime
    can_depart: bool = Field(description="Nothing known stops it; two officers still decide")
    reasons: list[ReasonOut]
    disclaimer: str


class RefusedOut(ErrorOut):
    """A step that guards forbid."""

    reasons: list[ReasonOut]


class BarrierIn(Schema):
    """A barrier that opens."""

    barrier: str = Field(max_length=60, examples=["asylum_claim"])
    source: str = Field(max_length=2000, description="What says so")
    at: datetime | None = Field(None, description="When it opened; now if not given")
    ends: date | None = None
    review: date | None = None


class ProposalIn(Schema):
    """Why a departure is proposed."""

    why: str = Field(max_length=2000, description="What the first officer looked at")


class ConfirmationIn(Schema):
    """Which proposal is confirmed."""

    seen: int = Field(ge=1, description="Number of the event that proposes it, as it was read")


class RecordedOut(Schema):
    """What was recorded."""

    events: list[str] = Field(description="Number and kind of each", examples=["14 departed"])


api = make_api("Hawkari returns", "returns:api")
api.add_exception_handler(
    CaseNotFound, says(api, 404, code="not_found", remedy="Look at the list of cases.")
)


def _refused(api: NinjaAPI) -> Any:
    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        problem = {"code": "refused", "message": str(error), "remedy": "See the reasons."}
        body = {"error": problem, "reasons": reasons_json(error.reasons)}
        return api.create_response(request, body, status=409)

    return handle


api.add_exception_handler(StepRefused, _refused(api))
NOT_FOUND = {**REFUSALS, 404: ErrorOut}
STEPPED = {200: RecordedOut, 409: RefusedOut, **NOT_FOUND}


@api.get("/cases", response={200: CasesOut, **REFUSALS})
def cases(request: HttpRequest, q: str = "") -> dict[str, Any]:
    """Cases of this operation and agency; audited."""
    found = find_cases(access_of(request), q.strip()[:100])
    listed = [
        {
            "reference": one.reference,
            "state": one.standing.state,
            "since": one.standing.since,
            "route": one.standing.route,
            "receiver": one.standing.receiver,
        }
        for one in found.cases
    ]
    return {"cases": listed, "more": found.more}


@api.get("/cases/{reference}/why", response={200: WhyOut, **NOT_FOUND})
def why(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Why this person cannot be returned now, on whose authority, since when; audited."""
    return why_json(access_of(request), reference)


@api.post("/cases/{reference}/barriers", response=STEPPED)
def barrier(request: HttpRequest, reference: str, given: BarrierIn) -> dict[str, Any]:
    """Open a barrier. Before departure it voids the booking at once."""
    fields = given.model_dump(exclude={"barrier"})
    fields["source"] = given.source.replace("\0", "")
    return _recorded(open_barrier(access_of(request), reference, given.barrier, **fields))


@api.post("/cases/{reference}/departure/proposal", response=STEPPED)
def proposal(request: HttpRequest, reference: str, given: ProposalIn) -> dict[str, Any]:
    """Propose the booked departure, as the first officer."""
    return _recorded(
        propose_departure(access_of(request), reference, why=given.why.replace("\0", ""))
    )


@api.post("/cases/{reference}/departure/confirmation", response=STEPPED)
def confirmation(request: HttpRequest, reference: str, given: ConfirmationIn) -> dict[str, Any]:
    """Confirm the proposed departure, as the second officer; everything is asked anew."""
    return _recorded(confirm_departure(access_of(request), reference, seen=given.seen))


def _recorded(rows: list[Any]) -> dict[str, Any]:
    return {"events": [f"{one.number} {one.kind}" for one in rows]}


api.add_router("", router)
urls = addresses(api)
