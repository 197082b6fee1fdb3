"""The log of referrals to platforms by API: what was reported, on which ground, what came of it."""

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.campaign.services.referrals import referral_rows
from hawkari.desks.programs import REFUSALS, access_of

__all__ = ["router"]

router = Router()


class ReferralOut(Schema):
    """A referral, as in the table that is saved; all values are text."""

    reference: str
    platform: str
    what: str
    address: str
    basis: str
    ground: str
    sent_on: str
    sent_by: str
    platform_reference: str
    outcome: str
    outcome_on: str
    seen_again: str
    last_seen_again: str
    recorded_by: str
    recorded_at: str


class ReferralsOut(Schema):
    """Referrals, the newest first."""

    referrals: list[ReferralOut]


@router.get("/referrals", response={200: ReferralsOut, **REFUSALS})
def referrals(request: HttpRequest) -> dict[str, list[dict[str, str]]]:
    """Every referral that one's own agency recorded in this operation; audited."""
    return {"referrals": list(referral_rows(access_of(request)))}
