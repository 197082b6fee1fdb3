"""What is loaded bit by bit ends in the figures, clusters and joins of everything at once."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.errors import HawkariError
from hawkari.evidence import rule_judgements
from hawkari.evidence.harm import mark_harm
from hawkari.evidence.identities import clusters_of, live_events
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.linking import counts, increments, resolution
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.linking.stored_pairs import pair_of
from hawkari.evidence.models import Candidate, JudgementEvent, LinkRun
from hawkari.evidence.withdrawing import withdraw
from tests.evidence.factories import World
from tests.evidence.linking import FATHERS, GIVEN, person

pytestmark = pytest.mark.contract

SLOW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PEOPLE = [f"{given} {father}" for given in GIVEN for father in FATHERS]
KNOWN = 20
"""So many people have a record of agency nca before anything else comes."""
LATER = [(number, agency) for number in range(8) for agency in ("krg", "iq", "de")]
"""Second to fourth records of the first people."""
COUNTED = ("records", "joined_by_rule", "proposed_by_rule", "entities", "cuts")


@pytest.fixture
def small(monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    for module in (increments, resolution):
        monkeypatch.setattr(module, "LEAST_KNOWN", 10)


def load(world: World, number: int, agency: str) -> str:
    """One record of a person; two agencies have some of them as somebody born a year apart."""
    entity_id = f"{agency}:{number}"
    born = {"birthDate": "1931-01-05"} if (agency, number % 4) == ("de", 0) else {}
    person(world, entity_id, PEOPLE[number], number, agency, **born)
    return entity_id


def outcome(access) -> dict[str, object]:
    """What stands after a run, by which nobody could tell how it came about."""
    run = LinkRun.objects.latest("pk")
    records = {side for row in live_events() for side in (row.left_id, row.right_id)}
    members = clusters_of(access, records).members.values()
    return {
        "counts": {name: run.counts[name] for name in COUNTED},
        "clusters": {tuple(sorted(one)) for one in members},
        "said": {(one.left_id, one.right_id, one.judgement, one.rule) for one in live_events()},
        "refused": {
            (one.left_id, one.right_id, one.cut)
            for one in Candidate.objects.filter(run=run).exclude(cut="")
        },
    }


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("load"), st.lists(st.sampled_from(LATER), min_size=1, max_size=4)),
        st.tuples(st.just("mark"), st.sampled_from(range(8))),
        st.tuples(st.just("version"), st.tuples(st.sampled_from(range(8)), st.integers(8, 15))),
        st.tuples(st.just("retract"), st.sampled_from(range(8))),
        st.tuples(
            st.sampled_from(("positive", "negative", "unsure")),
            st.tuples(st.sampled_from(range(8)), st.sampled_from(range(8))),
        ),
    ),
    min_size=1,
    max_size=6,
)


def restate(world: World, number: int, version: int, as_of: int | None) -> None:
    """The first record of a person says what another's says, or nothing any more."""
    how = {"version": str(version), "slot": f"nca:{number}.csv"}
    if as_of is None:
        world.load("nca", [], **how)
    else:
        person(world, f"nca:{number}", PEOPLE[as_of], as_of, "nca", how=how)


def decide(world: World, kind: str, pair: tuple[int, int], known: list[str]) -> None:
    """Somebody decides on two of the later records, or on one and its person's first."""
    ids = [*known, *(f"nca:{number}" for number in pair)]
    left, right = ids[pair[0] % len(ids)], ids[pair[1] % len(ids)]
    if left != right:
        try:
            judge(world.access("nca"), left, right, kind)
        except HawkariError:
            return


@SLOW
@given(steps=STEPS)
def test_a_whole_run_changes_nothing_of_what_runs_over_what_is_new_came_to(db, small, steps):
    with transaction.atomic():
        world = World()
        for number in range(KNOWN):
            load(world, number, "nca")
        access = world.access("nca")
        resolve(access)
        known: list[str] = []
        says: dict[int, int | None] = {number: number for number in range(KNOWN)}
        for version, (what, how) in enumerate(steps, 2):
            if what in {"version", "retract"}:
                number, as_of = how if what == "version" else (how, None)
                restate(world, number, version, as_of)
                report = resolve(access)
                assert says[number] == as_of or report.compared == (as_of is not None)
                says[number] = as_of
            elif what == "load":
                fresh = [one for one in how if f"{one[1]}:{one[0]}" not in known]
                known += [load(world, *one) for one in dict.fromkeys(fresh)]
                report = resolve(access)
                assert not fresh or report.compared < report.records, "it went on from the last"
            elif what == "mark":
                if says[how] is not None:
                    mark_harm(access, f"nca:{how}", reason="hunted")
            else:
                decide(world, what, how, known)
        known.append(load(world, KNOWN, "krg"))
        assert resolve(access).compared == 1
        bit_by_bit = outcome(access)
        resolve(access, whole=True)
        assert outcome(access) == bit_by_bit
        transaction.set_rollback(True)


@pytest.fixture
def twenty(db, small):
    """Twenty people of one agency, linked; the world, and who links."""
    world = World()
    for number in range(KNOWN):
        load(world, number, "nca")
    access = world.access("nca")
    resolve(access)
    return world, access


def counted(report) -> tuple[int, ...]:
    """Records, pairs joined and proposed, entities; what is to review is looked up by pair."""
    kept = set(Candidate.objects.filter(run=report.run).values_list("left_id", "right_id"))
    joined = {(one.left_id, one.right_id) for one in live_events() if one.judgement == "positive"}
    assert report.to_review == len(kept - joined)
    return (report.records, report.joined_by_rule, report.proposed_by_rule, report.entities)


def test_a_run_counts_what_one_counts_by_hand(twenty):
    world, access = twenty
    load(world, 1, "krg")
    load(world, 2, "krg")
    assert counted(resolve(access)) == (22, 2, 0, 20)
    load(world, 1, "iq")  # with its person's first two records: two pairs more
    assert counted(resolve(access)) == (23, 4, 0, 20)
    mark_harm(access, "nca:3", reason="hunted")
    load(world, 3, "krg")  # one pair that waits for two people
    assert counted(resolve(access)) == (24, 4, 1, 21)
    judge(access, "krg:2", "nca:2", JudgementKind.NEGATIVE)
    load(world, 5, "krg")
    assert counted(resolve(access)) == (25, 4, 1, 22)
    assert counted(resolve(access, whole=True)) == (25, 4, 1, 22)


def test_pairs_of_what_a_record_said_before_are_counted_no_more(twenty):
    """Of the old version, with old records and with one that is restated beside it."""
    world, access = twenty
    load(world, 1, "krg")
    before = resolve(access).pairs
    for version in (2, 3):
        for number, as_of in ((1, 2), (2, 1)) if version == 2 else ((1, 1), (2, 2)):
            restate(world, number, version, as_of)
        report = resolve(access)
        assert report.compared == 2
    assert report.pairs == before == resolve(access, whole=True).pairs


def test_a_pair_of_which_the_rule_speaks_twice_counts_once(twenty):
    world, access = twenty
    load(world, 1, "krg")
    run = LinkRun.objects.get(pk=resolve(access).run)
    again = JudgementEvent.objects.get(left_id="krg:1")
    again.pk = None
    again.rests_on = []
    again.save()
    found = counts.counts_of(run, pairs=0, known=lambda ids: ids)
    waiting = Candidate.objects.filter(run=run).count() - 1
    assert (found["joined_by_rule"], found["to_review"], found["entities"]) == (1, waiting, 20)


def test_what_is_read_of_judgements_does_not_grow_with_those_that_stand(twenty, monkeypatch):
    world, access = twenty
    read = []

    def reading(events):
        rows = list(listed(events))
        read.append(len(rows))
        return rows

    listed = counts._listed
    monkeypatch.setattr(counts, "_listed", reading)
    for number in range(1, 9):
        load(world, number, "krg")
    assert resolve(access).entities == 20
    assert JudgementEvent.objects.count() == 8
    read.clear()
    load(world, 0, "krg")
    assert resolve(access).entities == 20
    assert read == [0, 1]  # what stood around the new record before, and now


def test_pairs_left_to_people_are_looked_up_among_those_that_are_asked(twenty):
    world, access = twenty
    for number in (1, 2):
        load(world, number, "krg")
    resolve(access)
    for event in live_events():
        withdraw(access, event.pk, reason="not sure")
    taken_back = {("krg:1", "nca:1"), ("krg:2", "nca:2")}
    assert rule_judgements._in_hand(access, [], None) == taken_back
    one = pair_of(Candidate.objects.get(left_id="krg:1", right_id="nca:1"))
    assert rule_judgements._in_hand(access, [], [one]) == {("krg:1", "nca:1")}
    assert rule_judgements._in_hand(access, [], []) == set()
