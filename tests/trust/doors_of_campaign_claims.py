"""Doors of the campaign desk: claims without an answer."""

from typing import Any

from hawkari.desks.campaign.models import Claim, ClaimPost
from tests.desks.campaign.playing import Desk
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

REFERENCE = "C-2026-CLA2M3"


def _claim(ground: Ground) -> None:
    """Two posts of the analyst's agency that say the same."""
    analyst = ground.case.access()
    desk = Desk(agency=analyst.user.agency.slug, operation=analyst.operation)
    imported = desk.imported(analyst)
    claim, _ = Claim.objects.get_or_create(
        reference=REFERENCE, operation=analyst.operation, agency=analyst.user.agency
    )
    for text in ("the border is opening", "they open the border"):
        ClaimPost.objects.create(claim=claim, post=desk.post(imported, text))


def _reference(_ground: Ground) -> list[str]:
    return [REFERENCE]


def _myth(_ground: Ground) -> dict[str, Any]:
    return {"text": "The border is open", "language": "en", "topic": "law"}


def _why(_ground: Ground) -> dict[str, Any]:
    return {"why": "ordinary news"}


VISITS = (
    Visit("campaign:claims", ready=_claim),
    Visit("campaign:claims_file", ready=_claim),
    Visit("campaign:claim", arguments=_reference, ready=_claim),
    Visit("campaign:claim_made_myth", "post", arguments=_reference, ready=_claim, data=_myth),
    Visit("campaign:claim_aside", "post", arguments=_reference, ready=_claim, data=_why),
    Visit("campaign:match_again", "post", ready=_claim),
    Visit("campaign:api:claims", ready=_claim),
)
