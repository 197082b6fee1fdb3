"""The part of the desk's API that follows arrival: how one stands, what is due, interviews."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from hawkari.desks.programs import REFUSALS, ErrorOut, access_of
from hawkari.desks.returns.services.follow_up import due_follow_ups, take_submissions
from hawkari.desks.returns.services.reintegration import reintegration_of

__all__ = ["router"]

MOST = 500


class AidOut(Schema):
    """An item of assistance; pounds as exact text."""

    number: int
    kind: str
    amount: str = Field(examples=["240.50"])
    state: str


class ReferralOut(Schema):
    """A referral, without to whom."""

    number: int
    service: str
    state: str


class SurveyOut(Schema):
    """A follow-up interview and its score, 0 to 1; None where too few items were answered."""

    month: int
    day: date
    agreed: bool
    score: float | None
    highest: float | None


class ReintegrationOut(Schema):
    """How one person's reintegration stands."""

    case: str
    arrived: datetime | None
    plan_due: datetime | None
    plan_overdue: bool
    left: str = Field(description="Pounds that may still be promised")
    plans: int
    aid: list[AidOut]
    referrals: list[ReferralOut]
    surveys: list[SurveyOut]


class DueOut(Schema):
    """An interview that is due or overdue."""

    case: str
    month: int
    state: str
    due: datetime


class DuesOut(Schema):
    """Interviews, soonest first."""

    due: list[DueOut]


class InterviewIn(Schema):
    """One interview as a phone sent it."""

    name: str = Field(max_length=200)
    xml: str = Field(max_length=1_000_000)


class InterviewsIn(Schema):
    """Interviews to be taken."""

    interviews: list[InterviewIn] = Field(max_length=MOST)


class TakenOut(Schema):
    """What became of one interview: ``taken``, ``known`` or ``refused``, then with why."""

    name: str
    state: str
    case: str
    month: int | None
    why: str


class AllTakenOut(Schema):
    """What became of each, in the order sent."""

    interviews: list[TakenOut]


router = Router()


@router.get(
    "/cases/{reference}/reintegration", response={200: ReintegrationOut, **REFUSALS, 404: ErrorOut}
)
def reintegration(request: HttpRequest, reference: str) -> dict[str, Any]:
    """How one person's reintegration stands; audited."""
    found = reintegration_of(access_of(request), reference)
    done, due = found.done, found.plan_due
    return {
        "case": reference,
        "arrived": found.arrived,
        "plan_due": due.binding if due is not None else None,
        "plan_overdue": found.plan_overdue,
        "left": str(found.left),
        "plans": len(done.plans),
        "aid": [
            {"number": a.number, "kind": a.kind, "amount": str(a.amount), "state": str(a.state)}
            for a in done.aid
        ],
        "referrals": [
            {"number": r.number, "service": r.service, "state": str(r.state)}
            for r in done.referrals
        ],
        "surveys": [
            {
                "month": s.month,
                "day": s.day,
                "agreed": s.agreed,
                "score": s.scores.get("", {}).get("value"),
                "highest": s.scores.get("", {}).get("highest"),
            }
            for s in done.surveys
        ],
    }


@router.get("/follow-ups", response={200: DuesOut, **REFUSALS})
def follow_ups(request: HttpRequest) -> dict[str, Any]:
    """Interviews that are due or overdue; audited."""
    due = due_follow_ups(access_of(request))
    return {
        "due": [
            {"case": one.reference, "month": one.wave, "state": one.state, "due": one.due}
            for one in due
        ]
    }


@router.post("/interviews", response={200: AllTakenOut, **REFUSALS})
def interviews(request: HttpRequest, given: InterviewsIn) -> dict[str, Any]:
    """Take interviews. Each by itself: good ones are kept, and sending again changes nothing."""
    sent = [
        (one.name.replace("\0", ""), one.xml.encode("utf-8", "replace")) for one in given.interviews
    ]
    taken = take_submissions(access_of(request), sent)
    return {
        "interviews": [
            {
                "name": one.name,
                "state": one.state,
                "case": one.reference,
                "month": one.wave,
                "why": one.why,
            }
            for one in taken
        ]
    }
