"""What is loaded bit by bit ends in the figures, clusters and joins of everything at once."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.errors import HawkariError
from hawkari.evidence import increments, resolution
from hawkari.evidence.harm import mark_harm
from hawkari.evidence.identities import clusters_of, live_events
from hawkari.evidence.judgements import judge
from hawkari.evidence.models import Candidate, LinkRun
from hawkari.evidence.resolution import resolve
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
    assert (
        run.counts["to_review"]
        == Candidate.objects.filter(run=run).count() - run.counts["joined_by_rule"]
    )
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
        st.tuples(
            st.sampled_from(("positive", "negative", "unsure")),
            st.tuples(st.sampled_from(range(8)), st.sampled_from(range(8))),
        ),
    ),
    min_size=1,
    max_size=6,
)


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
        for what, how in steps:
            if what == "load":
                fresh = [one for one in how if f"{one[1]}:{one[0]}" not in known]
                known += [load(world, *one) for one in dict.fromkeys(fresh)]
                report = resolve(access)
                assert not fresh or report.compared < report.records, "it went on from the last"
            elif what == "mark":
                mark_harm(access, f"nca:{how}", reason="hunted")
            else:
                decide(world, what, how, known)
        known.append(load(world, KNOWN, "krg"))
        assert resolve(access).compared == 1
        bit_by_bit = outcome(access)
        resolve(access, whole=True)
        assert outcome(access) == bit_by_bit
        transaction.set_rollback(True)
