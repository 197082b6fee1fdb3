"""No case passes a safeguard; and the proof of it would notice if one could."""

import random
from dataclasses import replace
from importlib import import_module
from itertools import product

import pytest

from hawkari.engines.casework import EventKind, State, check, consequences, load_table
from hawkari.engines.casework.proof import (
    EQUIVALENT,
    equivalence,
    is_killed,
    mutants,
    prove,
    unlawful_departure,
    without,
    worlds_alone,
)
from hawkari.engines.casework.proof.drafts import MORNING, draft
from hawkari.engines.casework.proof.history import History
from hawkari.engines.casework.proof.law import unlawful
from hawkari.engines.casework.proof.law_barriers import HARD, WHO_DECIDES
from hawkari.engines.casework.proof.scenes import scenes
from hawkari.engines.casework.proof.search import World, search
from hawkari.engines.casework.proof.stopping import stopping
from hawkari.engines.casework.readings import Hands, subject_readings
from hawkari.engines.casework.values import Route

TABLE = load_table()
ALONE = worlds_alone(TABLE)
MUTANTS = list(mutants(TABLE))


def test_no_unlawful_state_is_reachable_in_the_shipped_table():
    proof = prove(TABLE)
    assert proof.breaches == ()
    assert proof.breaks == ()
    assert proof.blocked == (), "a table on which nobody can depart proves nothing"
    assert proof.holds
    assert proof.states > 400_000


@pytest.mark.parametrize("guard", TABLE.guards)
def test_without_any_one_guard_an_unlawful_departure_is_found(guard):
    found = unlawful_departure(without(TABLE, guard), ALONE)
    assert found is not None
    assert (found.path[0], found.path[-1]) == (State.INTAKE, State.DEPARTED)
    assert found.wrongs


def test_every_broken_table_is_noticed_or_allows_exactly_what_the_shipped_one_allows():
    survivors = [one for one in MUTANTS if not is_killed(one, ALONE)]
    assert [one.name for one in survivors if not equivalence(one)] == []
    assert len(MUTANTS) - len(survivors) > 800
    used = {equivalence(one) for one in survivors}
    assert used == set(EQUIVALENT.values()), "an equivalence that no mutant needs any more"


def test_an_equivalent_table_lets_nothing_more_or_less_through_alone_or_in_pairs():
    same = [one for one in MUTANTS if equivalence(one) and not is_killed(one, ALONE)]
    subjects = {one.subject for one in same}
    chance = random.Random(1)
    every = scenes(TABLE)
    for route, scene in product(Route, [one for one in every if one.subject in subjects]):
        others = [one for one in every if one.subject != scene.subject and route in one.routes]
        for chosen in [(scene,), *((scene, one) for one in chance.sample(others, 4))]:
            world = together(route, chosen)
            for to in State:
                allowed = opens(world, TABLE, to)
                assert all(opens(world, one.table, to) == allowed for one in same), (world, to)


def together(route, chosen):
    case = draft(TABLE, route)
    for scene in chosen:
        scene.change(case)
    return World(route, tuple(chosen), case.events(), Hands(case.actor, case.second))


def opens(world, table, to):
    """From which states a case in a world may come to a state."""
    passed = all(
        guard.lets_through(to, world.facts.route, world.reading(table)(guard.subject).value)
        for guard in table.looking_before[to]
    )
    return {s for s in State if table.has_step(s, to, world.facts.route)} if passed else set()


def test_every_scene_reads_what_it_is_there_to_show_and_every_reading_has_one():
    shown = {}
    for (route, subject), worlds in ALONE.items():
        for world in worlds:
            (scene,) = world.scenes
            assert world.reading(TABLE)(subject).value == scene.reading, (route, str(world))
            shown.setdefault(subject, set()).add(scene.reading)
    for subject, readings in shown.items():
        missing = set(subject_readings(subject)) - readings
        assert missing <= ({"lapsed"} if subject.startswith("barrier:") else set()), subject


def test_the_law_names_the_barriers_of_the_table_in_words_of_its_own():
    hard = {name for name, guard in TABLE.barriers.items() if guard.barrier.kind == "hard"}
    assert set(HARD) == hard
    assert set(WHO_DECIDES) == set(TABLE.barriers)


def some_worlds(count, seed=1):
    """Worlds in which several subjects stand in some way at once, mostly as they should."""
    chance = random.Random(seed)
    every = {}
    for scene in scenes(TABLE):
        every.setdefault(scene.subject, []).append(scene)
    for _ in range(count):
        route = chance.choice(list(Route))
        chosen = []
        for subject in chance.sample(list(every), chance.randint(2, 6)):
            here = [scene for scene in every[subject] if route in scene.routes]
            good = [scene for scene in here if scene.reading == here[0].reading]
            chosen.append(chance.choice(good if chance.random() < 0.7 else here))
        try:
            yield together(route, chosen)
        except KeyError:
            # Two scenes that leave out the same detail.
            continue


def test_a_step_is_a_conjunction_each_guard_refuses_by_its_own_subject_alone():
    """What makes one subject at a time enough: no guard looks at a second one."""
    seen = 0
    for world in some_worlds(300):
        facts = replace(world.facts, state=State.BOOKED)
        verdict = check(
            TABLE,
            facts,
            State.DEPARTED,
            MORNING,
            actor=world.hands.actor,
            second=world.hands.second,
        )
        alone = [
            guard.name
            for guard in TABLE.guards.values()
            if not guard.lets_through(
                State.DEPARTED, facts.route, world.reading(TABLE)(guard.subject).value
            )
        ]
        assert [reason.guard for reason in verdict.reasons] == alone
        assert verdict.allowed == (alone == [])
        seen += verdict.allowed
    assert seen > 5


@pytest.mark.parametrize("seed", range(3))
def test_what_the_guards_let_depart_with_many_things_at_once_is_lawful(seed):
    departed = 0
    for world in some_worlds(400, seed):
        facts = replace(world.facts, state=State.BOOKED)
        actor, second = world.hands.actor, world.hands.second
        verdict = check(TABLE, facts, State.DEPARTED, MORNING, actor=actor, second=second)
        if verdict.allowed:
            departed += 1
            history = History(world.events, MORNING, actor, second)
            assert unlawful(State.BOOKED, State.DEPARTED, history) == [], str(world)
    assert departed > 20


def test_every_event_that_must_stop_a_case_stops_it_at_every_stage():
    stopped = stopping(TABLE)
    assert stopped.breaks == ()
    # Four ways before take-off beside the stages before a booking, on each route.
    assert stopped.states == len(Route) * 10
    assert stopped.edges > 1100


def test_the_search_voids_each_notice_by_hand_at_every_stage_of_a_booking(monkeypatch):
    def ignoring(table, facts, event):
        found = consequences(table, facts, event)
        return () if event.kind is EventKind.NOTICE_VOIDED else found

    module = import_module("hawkari.engines.casework.proof.stopping")
    monkeypatch.setattr(module, "consequences", ignoring)
    # Two notices, two routes that rest on them, three ways before take-off: where the booking
    # was taken back too, the case is held by that.
    broken = [one for one in stopping(TABLE).breaks if one.endswith("the case is not held")]
    assert len(broken) == 2 * 2 * 3


def test_a_search_of_nothing_is_no_proof():
    shut = replace(TABLE, steps=tuple(one for one in TABLE.steps if one.to is not State.DEPARTED))
    found = search(shut, ALONE[Route.ENFORCED, "hands"])
    assert found.departures == set()
