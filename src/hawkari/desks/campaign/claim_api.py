"""New claims by API: how many say them, where and in which languages; no words of posts."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.campaign.services.claims import find_claims
from hawkari.desks.programs import REFUSALS, access_of

__all__ = ["router"]

router = Router()


class ClaimOut(Schema):
    """A claim that no myth answers."""

    reference: str
    posts: int
    channels: int
    languages: list[str]
    first: datetime | None
    last: datetime | None


class ClaimsOut(Schema):
    """Claims, those of most posts first."""

    claims: list[ClaimOut]
    more: bool


@router.get("/claims", response={200: ClaimsOut, **REFUSALS})
def claims(request: HttpRequest) -> dict[str, Any]:
    """Claims without an answer in the posts that one's own agency imported; audited."""
    found = find_claims(access_of(request))
    listed = [
        {
            "reference": one.claim.reference,
            "posts": one.posts,
            "channels": one.channels,
            "languages": list(one.languages),
            "first": one.first,
            "last": one.last,
        }
        for one in found.rows
    ]
    return {"claims": listed, "more": found.more}
