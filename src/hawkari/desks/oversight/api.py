"""The desk's API: the audit log for auditors. OpenAPI at ``/oversight/api/openapi.json``.

Whoever is logged in (session cookie) asks under their own access, as on the pages. Every error has
one shape: ``{"error": {"code", "message", "remedy"}}``. A term that may have been searched is asked
for by post, so that it stands in no address.
"""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Form, Query, Schema

from hawkari.desks.oversight.keeping_api import keeping_router
from hawkari.desks.oversight.services.auditing import (
    LogPage,
    Wanted,
    health,
    look_up,
    searched,
    unusual,
)
from hawkari.desks.programs import REFUSALS, access_of, addresses, make_api
from hawkari.evidence.audit import Act

__all__ = ["api", "urls"]


class EntryQuery(Schema):
    """What of the log to give; an empty field asks for everything."""

    person: str = Field("", max_length=200, description="Canonical id, or id as stated")
    officer: str = Field("", max_length=150, description="A user name")
    act: Literal["", "look"] | Act = Field("", description="An act; look for every kind of look")
    outcome: Literal["", "refused"] = Field("", description="refused: refused or nothing found")
    first: date | None = Field(None, description="First day, UTC")
    last: date | None = Field(None, description="Last day, inclusive, UTC")
    page: int = Field(1, ge=1, le=10_000_000, description="Of 50 entries each, newest first")


class PeriodQuery(Schema):
    """A period of days; the last 30 if not given."""

    first: date | None = None
    last: date | None = None


class TermIn(Schema):
    """A term that may have been searched."""

    term: str = Field(max_length=200)


class EntryOut(Schema):
    """One entry: acts, ids and counts; never a name or a value of a person."""

    seq: int
    at: datetime
    actor: str
    agency: str
    role: str
    purpose: str
    act: str
    what: str = Field(description="Kind of thing it was about; may be empty")
    outcome: str
    count: int
    recipient: str
    reason: str = Field(description="Of looks and disclosures, in the officer's words")
    has_reason: bool
    ids: list[str] = Field(description="The first three; # and a hash for ids as stated")
    more: int = Field(description="Ids besides")
    is_whole: bool = Field(description="Everything in the operation was looked at")


class EntriesOut(Schema):
    """A page of entries, newest first."""

    total: int
    page: int
    pages: int
    is_unknown: bool = Field(description="No person or thing of this id is known")
    entries: list[EntryOut]


class PatternOut(Schema):
    """What a plain rule counted: something to ask about, no finding."""

    rule: str = Field(examples=["many_people"])
    threshold: int
    window: Literal["hour", "day"]
    actor: str
    start: datetime
    counted: int


class PatternsOut(Schema):
    """What the rules count in a period, newest first."""

    first: date
    last: date
    time_zone: str
    patterns: list[PatternOut]


class HealthOut(Schema):
    """The state of the log as a whole; null for what never happened."""

    size: int
    root: str
    verified_at: datetime | None
    verified_whole: bool | None
    shipped_at: datetime | None
    unshipped: int


api = make_api("Hawkari oversight", "oversight:api")
api.add_router("", keeping_router(REFUSALS))


@api.get("/audit/entries", response={200: EntriesOut, **REFUSALS})
def entries(request: HttpRequest, asked: Query[EntryQuery]) -> dict[str, Any]:
    """Who saw a person, what an officer did, what was refused; audited."""
    fields = asked.model_dump(exclude={"page"})
    wanted = Wanted(**{**fields, "act": str(fields["act"])})
    return _entries(look_up(access_of(request), wanted, page=asked.page))


@api.post("/audit/term", response={200: EntriesOut, **REFUSALS})
def term(request: HttpRequest, asked: Form[TermIn]) -> dict[str, Any]:
    """Whether, when and by whom a term was searched; audited without the term."""
    return _entries(searched(access_of(request), asked.term))


@api.get("/audit/patterns", response={200: PatternsOut, **REFUSALS})
def patterns(request: HttpRequest, period: Query[PeriodQuery]) -> dict[str, Any]:
    """What the plain rules count; audited."""
    found = unusual(access_of(request), first=period.first, last=period.last)
    listed = [
        {
            "rule": one.pattern.id,
            "threshold": one.pattern.threshold,
            "window": one.pattern.window,
            "actor": one.actor,
            "start": one.start,
            "counted": one.found,
        }
        for one in found.found
    ]
    zone = found.hours.time_zone
    return {"first": found.first, "last": found.last, "time_zone": zone, "patterns": listed}


@api.get("/audit/health", response={200: HealthOut, **REFUSALS})
def log_health(request: HttpRequest) -> dict[str, Any]:
    """The log's size and head, and when it was last verified and shipped; audited."""
    access = access_of(request)
    look_up(access, Wanted())
    found = health(access)
    return {
        "size": found.size,
        "root": found.root,
        "verified_at": found.verified.at if found.verified else None,
        "verified_whole": found.verified.whole if found.verified else None,
        "shipped_at": found.shipped.at if found.shipped else None,
        "unshipped": found.unshipped,
    }


def _entries(found: LogPage) -> dict[str, Any]:
    rows = [
        {name: getattr(row, name) for name in EntryOut.model_fields} | {"ids": list(row.ids)}
        for row in found.rows
    ]
    return {
        "total": found.total,
        "page": found.number,
        "pages": found.pages,
        "is_unknown": found.is_unknown,
        "entries": rows,
    }


urls = addresses(api)
