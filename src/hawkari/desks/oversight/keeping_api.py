"""Operations of the desk's API on reviews due and corrections due; `api` adds them to its own."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hawkari.evidence.access import Access
from hawkari.evidence.disclosures import mark_notice, outbox
from hawkari.evidence.retention import due

__all__ = ["keeping_router"]

State = Literal["", "due", "sent", "acknowledged", "not_needed"]


class NoticeOut(Schema):
    """What one past recipient is to be told; numbers of statements, never a value."""

    id: int
    recipient: str = Field(examples=["Police nationale"])
    medium: str = Field(examples=["brief"])
    disclosed_at: datetime
    disclosed_by: str
    change: Literal["retracted", "regraded", "disposed", "category"]
    cause: str = Field(examples=["load:12"])
    detail: str
    statements: list[int]
    entity: str = Field(description="Canonical id, for a change of category; else empty")
    state: Literal["due", "sent", "acknowledged", "not_needed"]
    note: str
    raised_at: datetime
    changed_by: str
    changed_at: datetime | None
    may_become: list[str]


class NoticesOut(Schema):
    """Notices, oldest first."""

    notices: list[NoticeOut]


class MarkIn(Schema):
    """The state a notice moves to, and how it was sent or why it is not needed."""

    state: Literal["due", "sent", "acknowledged", "not_needed"]
    note: str = Field("", max_length=1000)


class RuleOut(Schema):
    """The retention rule behind a review."""

    id: str = Field(examples=["own-source"])
    version: int
    title: str
    authority: str
    status: str = Field(examples=["unconfirmed"])


class DueOut(Schema):
    """One thing to be reviewed."""

    kind: Literal["source", "entity", "hold"]
    id: str
    caption: str
    due: date
    overdue: bool
    categories: list[str]
    rule: RuleOut
    counted_from: date | None
    on_hold: bool


class QueueOut(Schema):
    """What is due, the most overdue first."""

    due: list[DueOut]


class QueueQuery(Schema):
    """How far ahead to look, and for what."""

    within_days: int = Field(30, ge=0, le=36_500)
    kind: Literal["", "source", "entity", "hold"] = ""


class NoticeQuery(Schema):
    """Which notices to give."""

    state: State = ""
    limit: int = Field(100, ge=1, le=500)


def keeping_router(refusals: dict[int, Any]) -> Router:
    """The operations, each with the API's own refusals.

    Args:
        refusals: status to schema of what the API answers when it refuses.
    """
    router = Router()

    @router.get("/corrections", response={200: NoticesOut, **refusals})
    def corrections(request: HttpRequest, asked: Query[NoticeQuery]) -> dict[str, Any]:
        """Who is to be told of which change; audited."""
        found = outbox(_access(request), state=asked.state, limit=asked.limit)
        return {"notices": [asdict(one) for one in found]}

    @router.post("/corrections/{int:notice_id}", response={200: NoticeOut, **refusals})
    def mark(request: HttpRequest, notice_id: int, given: MarkIn) -> dict[str, Any]:
        """Move a notice on; audited, as a disclosure when it is sent."""
        moved = mark_notice(_access(request), notice_id, given.state, note=given.note)
        return asdict(moved)

    @router.get("/retention/due", response={200: QueueOut, **refusals})
    def reviews(request: HttpRequest, asked: Query[QueueQuery]) -> dict[str, Any]:
        """What is due for review; audited."""
        found = due(_access(request), within_days=asked.within_days, kind=asked.kind)
        return {"due": [asdict(item) for item in found]}

    return router


def _access(request: HttpRequest) -> Access:
    carrier: Any = request
    access: Access = carrier.access
    return access
