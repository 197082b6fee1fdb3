"""The myth bank by API: read only. What is not signed says so, and carries its reasons."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hawkari.desks.campaign.bank import data_of
from hawkari.desks.campaign.services.bank_reading import MythRow, Stand, bank_of, myth_row
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of

__all__ = ["router"]

router = Router()


class MythsIn(Schema):
    """Which myths."""

    q: str = Field("", max_length=100, description="Part of a reference, or of what is said")


class StandOut(Schema):
    """How the answer in one language stands."""

    language: str
    state: str = Field(
        description="none, incomplete, waits, changed, expired, retired; leaves if it may leave"
    )
    reasons: list[str] = Field(description="Why it may not leave; empty if it may")
    verdict: str
    expires: date | None
    drafted: str = Field(description="person, machine (checked by nobody) or seed (not vetted)")
    signed: int = Field(description="How many of the three signatures stand")


class MythOut(Schema):
    """A myth in a list."""

    reference: str
    topic: str
    agency: str
    origin: str = Field(description="person or seed (not vetted)")
    claims: dict[str, str] = Field(description="By language")
    answers: list[StandOut]


class MythsOut(Schema):
    """Myths, the newest first."""

    myths: list[MythOut]
    more: bool


class SayingOut(Schema):
    """One way in which a myth is said."""

    language: str
    text: str
    is_claim: bool
    drafted: str


class OneMythOut(MythOut):
    """A myth with all that is kept of it. Words of answers only where they may leave."""

    sayings: list[SayingOut]
    vetted: dict[str, dict[str, Any]] = Field(
        description="By language, the words of each answer that may leave today"
    )


@router.get("/myths", response={200: MythsOut, **REFUSALS})
def myths(request: HttpRequest, asked: Query[MythsIn]) -> dict[str, Any]:
    """The myths of this operation, and how their answers stand; audited."""
    bank = bank_of(access_of(request), asked.q.replace("\0", "").strip())
    return {"myths": [_row(one) for one in bank.rows], "more": bank.more}


@router.get("/myths/{reference}", response={200: OneMythOut, **REFUSALS, 404: ErrorOut})
def myth(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One myth; audited."""
    row = myth_row(access_of(request), reference)
    sayings = [
        {"language": one.language, "text": one.text, "is_claim": one.is_claim,
         "drafted": one.drafted}
        for one in row.sayings
    ]  # fmt: skip
    return _row(row) | {"sayings": sayings, "vetted": _vetted(row)}


def _row(row: MythRow) -> dict[str, Any]:
    return {
        "reference": row.myth.reference,
        "topic": row.myth.topic,
        "agency": row.myth.agency.slug,
        "origin": row.myth.origin,
        "claims": {one.language: one.text for one in row.sayings if one.is_claim},
        "answers": [_stand(one) for one in row.stands],
    }


def _stand(stand: Stand) -> dict[str, Any]:
    content = stand.content
    return {
        "language": stand.language,
        "state": stand.state,
        "reasons": [str(one) for one in stand.reasons],
        "verdict": content.verdict.value if content else "",
        "expires": content.expires if content else None,
        "drafted": stand.drafted,
        "signed": stand.signed,
    }


def _vetted(row: MythRow) -> dict[str, Any]:
    return {
        one.language: data_of(one.content)
        for one in row.stands
        if one.content is not None and one.state == "leaves"
    }
