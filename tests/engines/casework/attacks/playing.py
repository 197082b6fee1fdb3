"""Histories for attacks, and what they come to."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hawkari.engines.casework import (
    Event,
    EventKind,
    Facts,
    State,
    check,
    consequences,
    fold,
    foreseen,
    load_table,
    why_not,
)
from tests.engines.casework.cases import NOW

TABLE = load_table()


def said(
    events: list[Event],
    kind: EventKind,
    body: Mapping[str, object],
    *,
    at: datetime = NOW,
    recorded: datetime | None = None,
    actor: str = "soran",
) -> list[Event]:
    """The history with one more event and with what follows from it, as the desk records it."""
    recorded = recorded or max(at, events[-1].recorded if events else at)
    event = Event(kind, at, recorded, actor, body=body, number=len(events) + 1)  # type: ignore[arg-type]
    after = [*events, event]
    for one in consequences(TABLE, fold(after), event):
        after.append(
            Event(one.kind, recorded, recorded, actor, body=one.body, number=len(after) + 1)
        )
    return after


def looked(events: list[Event], *, at: datetime = NOW) -> list[Event]:
    """Somebody looks for every barrier and says that there is none."""
    body = {"barriers": list(TABLE.barriers), "source": "screening form"}
    return said(events, EventKind.BARRIER_CHECKED, body, at=at)


def opened(events: list[Event], barrier: str, **more: object) -> list[Event]:
    at = more.pop("at", NOW)
    recorded = more.pop("recorded", None)
    body = {"barrier": barrier, "source": "letter", **more}
    return said(events, EventKind.BARRIER_OPENED, body, at=at, recorded=recorded)  # type: ignore[arg-type]


def lifted(
    events: list[Event],
    barrier: str,
    *,
    kind: str,
    by: str,
    opening: int | None = None,
    at: datetime = NOW,
    outcome: str | None = None,
) -> list[Event]:
    """Lift the last opening of a barrier, or the one of a number, with what ends it unless said."""
    if opening is None:
        opening = max(
            one.number
            for one in events
            if one.kind is EventKind.BARRIER_OPENED and one.body["barrier"] == barrier
        )
    body = {
        "barrier": barrier,
        "opening": opening,
        "document": "D1",
        "document_kind": kind,
        "dated": at.date().isoformat(),
        "decided_by": by,
    }
    if outcome is None:
        outcome = ending(barrier, kind, by)
    body |= {"outcome": outcome} if outcome else {}
    return said(events, EventKind.BARRIER_LIFTED, body, at=at)


def ending(barrier: str, kind: str, by: str) -> str:
    """What such a paper says that ends the barrier; empty where there is nothing to choose."""
    paper = TABLE.paper(barrier, kind, by)
    return paper.outcomes.lifts[0] if paper is not None and paper.outcomes is not None else ""


def refusing(events: list[Event], at: datetime = NOW) -> list[str]:
    """The guards that keep the case from departing."""
    return [reason.guard for reason in why_not(TABLE, fold(events), at)]


def facts(events: list[Event]) -> Facts:
    return fold(events)


def tried(
    events: list[Event], kind: EventKind, body: Mapping[str, object], to: State, at: datetime = NOW
) -> list[str]:
    """The guards that refuse a step taken at an instant; empty when it is allowed."""
    event = Event(kind, at, at, "soran", body=body, number=len(events) + 1)  # type: ignore[arg-type]
    verdict = check(TABLE, foreseen(events, event), to, at, actor="soran", second="rebin")
    return [reason.guard for reason in verdict.reasons]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def days(count: int) -> timedelta:
    return timedelta(days=count)
