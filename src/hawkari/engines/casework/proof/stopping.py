"""Whether what stops a case before departure really stops it: every event, at every stage.

After the event and its consequences, read by the law's own code: the booking is void, the case is
held (or, where consent was withdrawn, closed), the notices are void where they must be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hawkari.engines.casework.consequences import consequences
from hawkari.engines.casework.events import Event, EventKind
from hawkari.engines.casework.folding import fold
from hawkari.engines.casework.proof.drafts import MORNING, OFFICER, draft
from hawkari.engines.casework.proof.history import History
from hawkari.engines.casework.proof.law_barriers import VOIDING, WHO_DECIDES
from hawkari.engines.casework.table import GuardTable
from hawkari.engines.casework.values import Json, Route, State

__all__ = ["Stopped", "breaks_of_stopping", "stopping"]

_STAGES = (
    *(State.VOLUNTARY_COUNSELLING, State.LIABLE, State.DOCUMENTING, State.ACCEPTED_BY_RECEIVER),
    *(State.NOTICE_SERVED, State.NOTICE_ELAPSED),
)
# What two officers recorded this morning of a journey that begins at noon.
_BEFORE_TAKE_OFF: Mapping[str, tuple[EventKind, ...]] = {
    "booked": (),
    "departed": (EventKind.DEPARTED,),
    "departed, and an arrival typed early": (EventKind.DEPARTED, EventKind.ARRIVED),
    "departed, and the booking taken back": (EventKind.DEPARTED, EventKind.CORRECTED),
}
# Where these stop a case, a booking that stands is void and the case held with it.
_WITH_BOOKING: tuple[tuple[EventKind, dict[str, Json]], ...] = (
    (EventKind.DOCUMENT, {"document": "P1", "kind": "passport", "status": "expired"}),
    (EventKind.DOCUMENT, {"document": "P1", "kind": "passport", "status": "refused"}),
    (
        EventKind.RECEIVER_ANSWERED,
        {"receiver": "erbil", "answer": "refused", "document": "A2", "dated": "2026-11-26"},
    ),
    (EventKind.DETAILS, {"receiver": "baghdad"}),
    (EventKind.DETAILS, {"route": "port"}),
    (EventKind.DETAILS, {"children": 1}),
    (EventKind.DETAILS, {"pool": "leave"}),
)


@dataclass(frozen=True, slots=True)
class Stopped:
    """How many events were tried at how many stages, and where one did not stop the case."""

    states: int
    edges: int
    breaks: tuple[str, ...]


def stopping(table: GuardTable) -> Stopped:
    """Try every event that must stop a case, at every stage of every route."""
    tried = list(_tries(table, tuple(WHO_DECIDES)))
    breaks = tuple(wrong for _, _, wrongs in tried for wrong in wrongs)
    return Stopped(len({stage for stage, _, _ in tried}), len(tried), breaks)


def breaks_of_stopping(table: GuardTable, barrier: str) -> bool:
    """Whether opening a barrier, by this table, leaves something standing that must not stand."""
    return any(wrongs for _, _, wrongs in _tries(table, (barrier,)))


def _tries(
    table: GuardTable, barriers: tuple[str, ...]
) -> Iterator[tuple[tuple[Route, str], EventKind, tuple[str, ...]]]:
    for route in Route:
        for stage, events in _stages(table, route):
            for kind, body in _stops(barriers, events):
                wrongs = tuple(f"{stage}: {one}" for one in _wrongs(table, events, kind, body=body))
                yield (route, stage), kind, wrongs


def _stages(table: GuardTable, route: Route) -> Iterator[tuple[str, tuple[Event, ...]]]:
    case = draft(table, route)
    booked = case.events()
    case.booking = None
    sought = case.events()
    for stage in _STAGES:
        yield stage, (*sought, _event(sought, EventKind.MOVED, {"to": stage}))
    booking = booked[-1].number
    said: Mapping[EventKind, dict[str, Json]] = {
        EventKind.DEPARTED: {"booking": booking},
        EventKind.ARRIVED: {},
        EventKind.CORRECTED: {"event": booking, "why": "wrong"},
    }
    for name, kinds in _BEFORE_TAKE_OFF.items():
        events = booked
        for kind in kinds:
            events = (*events, _event(events, kind, said[kind]))
        yield name, events


def _stops(
    barriers: tuple[str, ...], events: tuple[Event, ...]
) -> Iterator[tuple[EventKind, dict[str, Json]]]:
    for barrier in barriers:
        yield EventKind.BARRIER_OPENED, {"barrier": barrier, "source": "letter"}
    yield EventKind.CONSENT_WITHDRAWN, {"how": "by telephone"}
    if History(events, MORNING).booking is not None:
        yield from _WITH_BOOKING
        yield from _promised_notices(events)


def _promised_notices(
    events: tuple[Event, ...],
) -> Iterator[tuple[EventKind, dict[str, Json]]]:
    """Each notice that was served, voided by hand, where no consent carries the return."""
    if any(one.kind is EventKind.CONSENT_GIVEN for one in events):
        return
    for one in events:
        if one.kind is EventKind.NOTICE_SERVED:
            yield EventKind.NOTICE_VOIDED, {"notice": one.number, "why": "read to nobody"}


def _event(events: tuple[Event, ...], kind: EventKind, body: dict[str, Json]) -> Event:
    number = len(events) + 1
    return Event(kind, MORNING, MORNING, OFFICER, body=body, number=number)


def _wrongs(
    table: GuardTable, events: tuple[Event, ...], kind: EventKind, *, body: dict[str, Json]
) -> Iterator[str]:
    said = f"{kind} {body}"
    event = _event(events, kind, body)
    events = (*events, event)
    for one in consequences(table, fold(events), event):
        events = (*events, _event(events, one.kind, dict(one.body)))
    history = History(events, MORNING)
    if history.booking is not None:
        yield f"{said}: the booking stands"
    state = State.CLOSED if kind is EventKind.CONSENT_WITHDRAWN else State.HELD
    if fold(events).state is not state:
        yield f"{said}: the case is not {state}"
    if body.get("barrier") in VOIDING and list(history.notices()):
        yield f"{said}: a notice stands"
