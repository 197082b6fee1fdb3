"""Replays a history that was written elsewhere: whether each step was one that guards allow."""

from collections.abc import Iterator, Sequence

from hawkari.engines.casework import (
    Consequence,
    Event,
    EventKind,
    State,
    check,
    check_body,
    consequences,
    fold,
    foreseen,
    load_table,
)

__all__ = ["lawful"]

LEADS_TO = {
    EventKind.BOOKED: State.BOOKED,
    EventKind.DEPARTED: State.DEPARTED,
    EventKind.ARRIVED: State.ARRIVED,
    EventKind.REFUSED_ON_ARRIVAL: State.REFUSED_ON_ARRIVAL,
    EventKind.CLOSED: State.CLOSED,
}
STOPS = frozenset(
    {
        *(EventKind.BARRIER_OPENED, EventKind.CONSENT_WITHDRAWN, EventKind.DOCUMENT),
        *(EventKind.RECEIVER_ANSWERED, EventKind.DETAILS, EventKind.CORRECTED),
    }
)
"""Kinds of event that may bring others about."""


def lawful(events: Sequence[Event]) -> list[str]:
    """What is wrong with a history, in plain words; empty when nothing is.

    A case that comes from elsewhere is held to the guards as if it had been worked on here: it
    cannot have departed past a barrier that was known, and what a barrier brings about must stand
    right after it.

    Args:
        events: all of a case's, in the order in which they were recorded.
    """
    return list(_wrong_order(events)) or [
        f"event {one.number} ({one.kind}): {words}"
        for place, one in enumerate(events)
        for words in _wrong(events, place, one)
    ]


def _wrong_order(events: Sequence[Event]) -> Iterator[str]:
    if not events or events[0].kind is not EventKind.OPENED:
        yield "a history begins with the event opened"
        return
    for place, one in enumerate(events):
        if one.number != place + 1:
            yield f"event {place + 1} has number {one.number}; they count from 1 without gaps"
        if place and one.recorded < events[place - 1].recorded:
            yield f"event {one.number} was recorded before the one above it"
        if one.at > one.recorded:
            yield f"event {one.number} was recorded before it happened"
        if place and one.kind is EventKind.OPENED:
            yield f"event {one.number}: a case is opened once"


def _wrong(events: Sequence[Event], place: int, event: Event) -> Iterator[str]:
    yield from check_body(event.kind, event.body)
    to = LEADS_TO.get(event.kind)
    if event.kind is EventKind.MOVED and event.body.get("to") in tuple(State):
        to = State(str(event.body["to"]))
    if to is not None:
        facts = foreseen(events[:place], event)
        verdict = check(
            load_table(), facts, to, event.recorded, actor=event.actor, second=event.second
        )
        yield from (
            f"the guards do not allow {to}: {one.guard} reads {one.params['reading']}"
            for one in verdict.reasons
        )
    if event.kind in STOPS:
        yield from _missing(events, place, event)


def _missing(events: Sequence[Event], place: int, event: Event) -> Iterator[str]:
    """What the event must have brought about, and did not."""
    due = consequences(load_table(), fold(events[: place + 1]), event)
    after = events[place + 1 : place + 1 + len(due)]
    if len(after) < len(due) or not all(map(_is, after, due)):
        yield f"must be followed by {', '.join(one.kind for one in due)}"


def _is(event: Event, due: Consequence) -> bool:
    said = {name: value for name, value in due.body.items() if name != "why"}
    return event.kind is due.kind and all(
        event.body.get(name) == value for name, value in said.items()
    )
