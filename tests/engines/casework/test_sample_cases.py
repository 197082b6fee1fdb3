"""The sample corridor's return cases, held to the guard table step by step."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hawkari.engines.casework import (
    Event,
    EventKind,
    Facts,
    Route,
    State,
    check,
    check_body,
    consequences,
    fold,
    foreseen,
    load_table,
    why_not,
)
from hawkari.engines.casework.ageing import barrier_counts
from hawkari.engines.casework.reintegration import check_step, fold_reintegration
from hawkari.engines.casework.reintegration.steps import RECORDED
from hawkari.engines.corridor import generate_returns

CASES = 700
END = datetime(2026, 9, 30, tzinfo=UTC)
ZERO = timedelta(0)
LEADS_TO = {
    EventKind.BOOKED: State.BOOKED,
    EventKind.DEPARTED: State.DEPARTED,
    EventKind.ARRIVED: State.ARRIVED,
    EventKind.REFUSED_ON_ARRIVAL: State.REFUSED_ON_ARRIVAL,
    EventKind.CLOSED: State.CLOSED,
}


def event(row: dict[str, Any]) -> Event:
    return Event(
        kind=EventKind(row["kind"]),
        at=datetime.fromisoformat(row["at"]),
        recorded=datetime.fromisoformat(row["recorded"]),
        actor=row["actor"],
        second=row["second"],
        body=row["body"],
        number=row["number"],
    )


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> list[list[Event]]:
    out = tmp_path_factory.mktemp("returns")
    generate_returns(cases=CASES, seed=11, out=out)
    lines = Path(out / "returns.jsonl").read_text("utf-8").splitlines()
    return [[event(row) for row in json.loads(line)["events"]] for line in lines]


def steps(history: list[Event]) -> Iterator[tuple[list[Event], Event, State]]:
    """Each event that moves a case, with what was recorded before it."""
    for place, one in enumerate(history):
        to = LEADS_TO.get(one.kind)
        if one.kind is EventKind.MOVED:
            to = State(str(one.body["to"]))
        if to is not None:
            yield history[:place], one, to


def standing(histories: list[list[Event]]) -> Iterator[Facts]:
    for history in histories:
        facts = fold(history)
        if facts.state not in {State.CLOSED, State.DEPARTED, State.ARRIVED, State.FOLLOW_UP}:
            yield facts


def test_every_body_says_what_its_kind_asks_for(histories: list[list[Event]]):
    wrong = Counter(
        f"{one.kind}: {words}"
        for history in histories
        for one in history
        for words in check_body(one.kind, one.body)
    )
    assert not wrong


def test_the_guards_allowed_every_step_at_its_instant(histories: list[list[Event]]):
    table = load_table()
    refused = Counter[str]()
    taken = 0
    for history in histories:
        for before, one, to in steps(history):
            verdict = check(
                table, foreseen(before, one), to, one.recorded, actor=one.actor, second=one.second
            )
            taken += 1
            refused.update(f"{to}: {reason.guard}" for reason in verdict.reasons)
    assert taken > CASES
    assert not refused


def test_what_an_event_brings_about_stands_right_after_it(histories: list[list[Event]]):
    table = load_table()
    brought = 0
    for history in histories:
        for place, one in enumerate(history):
            if one.kind not in {EventKind.BARRIER_OPENED, EventKind.CONSENT_WITHDRAWN}:
                continue
            due = consequences(table, fold(history[: place + 1]), one)
            after = history[place + 1 : place + 1 + len(due)]
            assert [(e.kind, {**e.body, "why": ""}) for e in after] == [
                (e.kind, {**e.body, "why": ""}) for e in due
            ] or len(after) < len(due), one
            brought += len(due)
    assert brought


def test_reintegration_is_worded_as_the_desk_records_it(histories: list[list[Event]]):
    taken = Counter[EventKind]()
    for history in histories:
        route = Route(str(history[0].body["route"]))
        for place, one in enumerate(history):
            if one.kind in RECORDED:
                so_far = fold_reintegration(history[:place])
                check_step(so_far, one, route=route, arrived=True)
                taken[one.kind] += 1
    assert set(taken) == set(RECORDED)


def barriers_on_the_page(facts: Facts, at: datetime) -> Counter[str]:
    """How many reasons of a case are barriers that are open, and that nobody knows of."""
    table, found = load_table(), Counter[str]()
    for reason in why_not(table, facts, at):
        rule = table.barriers[reason.guard].barrier if reason.guard in table.barriers else None
        if any(one.lift is None for one in facts.barrier(reason.guard).openings):
            found["open"] += 1
        elif rule is not None and rule.kind == "hard":
            nobody_knows = reason.params["reading"] in {"unknown", "none"}
            found["unknown" if nobody_knows else "open"] += 1
    return found


def test_how_many_barriers_are_unknown_is_foretold_to_the_instant(histories: list[list[Event]]):
    table, moved = load_table(), 0
    for facts in list(standing(histories))[::4]:
        counts = barrier_counts(table, facts)
        edges = [turn + step for turn, _ in counts.turns for step in (-datetime.resolution, ZERO)]
        for at in (END - timedelta(days=300), *edges, END + timedelta(days=3000)):
            shown = barriers_on_the_page(facts, at)
            assert counts.open == shown["open"], (facts, at)
            assert counts.unknown_at(at) == shown["unknown"], (facts, at)
        moved += len(counts.turns)
    assert moved > CASES / 10


def test_every_kind_of_barrier_keeps_some_case_from_departing(histories: list[list[Event]]):
    table = load_table()
    keeps = {
        reason.guard
        for facts in standing(histories)
        for reason in why_not(table, facts, END)
        if reason.params["reading"] != "unknown"
    }
    assert set(table.barriers) <= keeps
