"""Whatever people do in whatever order: no decision is lost or invented, and all can be undone."""

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.evidence.access import visible_to
from hawkari.evidence.entities import entities_of, get_entity
from hawkari.evidence.judgements import JudgementKind, judge, live_events, withdraw
from hawkari.evidence.loading.files import Terms, load_file
from hawkari.evidence.models import CanonicalEntity, ClusterMember
from tests.evidence.factories import World
from tests.evidence.installations import run as run_task
from tests.evidence.installations import start
from tests.evidence.judging import ACTS, Desk, at_random, play
from tests.evidence.loaders.cases import LAYOUT
from tests.evidence.test_processes import own  # noqa: F401  a fixture

pytestmark = pytest.mark.contract

YES, NO = JudgementKind.POSITIVE, JudgementKind.NEGATIVE
acts = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(0, 1),
        st.tuples(st.integers(0, 19), st.integers(0, 19)),
    ),
    max_size=10,
)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sequence=acts)
def test_no_sequence_of_two_people_s_acts_loses_or_invents_a_decision(db, sequence):
    with transaction.atomic():
        play(Desk(), sequence)
        transaction.set_rollback(True)


def many(sequences: int, *, seed: int) -> None:
    dice = random.Random(seed)
    for number in range(sequences):
        sequence = at_random(dice, acts=8)
        try:
            with transaction.atomic():
                play(Desk(), sequence)
                transaction.set_rollback(True)
        except AssertionError as error:
            raise AssertionError(f"sequence {number}: {sequence}") from error


# In blocks: a test that takes minutes counts as one that hangs.
@pytest.mark.parametrize("seed", range(4))
def test_a_hundred_random_sequences_lose_and_invent_nothing(db, seed):
    many(25, seed=seed)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 300))
def test_ten_thousand_random_sequences_lose_and_invent_nothing(db, seed):
    many(50, seed=seed)


@pytest.fixture
def four(world):
    """Records p, q, r, s, each with values of its own, and an analyst."""
    for place, name in enumerate("pqrs"):
        world.person(
            "nca", f"nca:{name}", name=f"Saman {name}", phone=f"+44770090012{place}",
            birthDate=f"199{place}-01-01",
        )  # fmt: skip
    return world.access("nca")


def statement_by_statement(access) -> dict[str, tuple]:
    """Every record's entity: its id, members and each of its statements."""
    views = entities_of(access, [f"nca:{name}" for name in "pqrs"])
    return {
        one: (
            view.canonical_id,
            view.members,
            tuple((value.statement_id, value.prop, value.value) for value in view.values),
        )
        for one, view in views.items()
    }


@pytest.mark.django_db
def test_unmerging_after_three_merges_gives_the_old_entities_back_statement_by_statement(four):
    steps = [statement_by_statement(four)]
    joins = []
    for left, right in (("p", "q"), ("q", "r"), ("r", "s")):
        joins.append(judge(four, f"nca:{left}", f"nca:{right}", YES))
        steps.append(statement_by_statement(four))
    assert len({whole for _, whole, _ in steps[-1].values()}) == 1
    for join, before in zip(reversed(joins), reversed(steps[:-1]), strict=True):
        withdraw(four, join.pk, reason="mistake")
        assert statement_by_statement(four) == before


@pytest.mark.django_db
def test_a_split_in_the_middle_keeps_the_old_id_with_the_oldest_and_old_ids_lead_on(four):
    before = {name: get_entity(four, f"nca:{name}").canonical_id for name in "pqrs"}
    for left, right in (("p", "q"), ("r", "s")):
        judge(four, f"nca:{left}", f"nca:{right}", YES)
    bridge = judge(four, "nca:q", "nca:r", YES)
    assert {get_entity(four, old).canonical_id for old in before.values()} == {before["p"]}
    withdraw(four, bridge.pk, reason="mistake")
    assert get_entity(four, before["q"]).canonical_id == before["p"]
    assert get_entity(four, before["s"]).canonical_id == before["r"]
    assert CanonicalEntity.objects.get(entity_id="nca:r").split_from_id == before["p"]
    assert len(set(CanonicalEntity.objects.values_list("canonical_id", flat=True))) == 4


def table(*, order: str) -> str:
    lines = {"7": "7,Ali,12/03/1984,07700 900101", "8": "8,Ali H,12/03/1984,07700 900101",
             "9": "9,Omar,01/02/1970,"}  # fmt: skip
    return "Ref,Full name,Born,Phone\n" + "".join(f"{lines[key]}\n" for key in order)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("slot", ["", "people"])
def test_renaming_a_file_and_moving_its_rows_changes_no_judgement(tmp_path, slot):
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_user

    user, operation = ensure_local_user(username="analyst")
    access = open_access(user, operation.slug)
    terms = Terms(agency="nca", source="people", mapping=dict(LAYOUT.data), country="GB", slot=slot)

    def load(name: str, order: str) -> None:
        path = tmp_path / name
        path.write_text(table(order=order), encoding="utf-8")
        load_file(path, terms, access=access)

    load("people.csv", "789")
    ids = sorted(set(visible_to(access).values_list("entity_id", flat=True)))
    judge(access, ids[0], ids[1], YES, reason="same scar")
    judge(access, ids[1], ids[2], NO)
    before = live_events(access)
    entities = {one: get_entity(access, one).members for one in ids}
    load("people renamed.csv", "978")
    assert sorted(set(visible_to(access).values_list("entity_id", flat=True))) == ids
    assert live_events(access) == before
    assert {one: get_entity(access, one).members for one in ids} == entities


@pytest.mark.django_db
def test_loading_a_then_b_is_loading_b_then_a():
    outcomes = []
    for order in ("ab", "ba"):
        with transaction.atomic():
            world = World()
            for agency in order:
                for name in "pq":
                    world.person(agency, f"{agency}:{name}", name=f"Saman {name}")
            access = world.access("a")
            judge(access, "a:p", "b:p", YES)
            judge(access, "a:q", "b:q", YES)
            judge(access, "a:p", "b:q", NO)
            ids = ["a:p", "a:q", "b:p", "b:q"]
            views = entities_of(access, ids)
            outcomes.append({one: frozenset(views[one].members) for one in ids})
            transaction.set_rollback(True)
    assert outcomes[0] == outcomes[1]


@pytest.mark.django_db
def test_each_viewer_s_entities_part_what_they_see_and_hold_nothing_hidden(world, four):
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    insider = world.access("krg")
    judge(insider, "nca:p", "krg:x", YES)
    judge(insider, "krg:x", "nca:q", YES)
    judge(four, "nca:r", "nca:s", YES)
    for access in (insider, four):
        seen = set(visible_to(access).values_list("entity_id", flat=True))
        views = entities_of(access, sorted(seen))
        members = [one for view in views.values() for one in view.members]
        assert set(members) == seen
        assert all(
            views[one].members == view.members for view in views.values() for one in view.members
        )
    assert get_entity(four, "nca:p").members == ("nca:p",)
    assert get_entity(four, "nca:p").canonical_id != get_entity(four, "nca:q").canonical_id
    assert set(get_entity(insider, "nca:q").members) == {"nca:p", "krg:x", "nca:q"}


def test_of_two_writers_who_contradict_one_another_the_later_gets_the_conflict(own):  # noqa: F811
    for _ in range(3):
        both = [start(own, "decide", kind) for kind in ("positive", "negative")]
        outcomes = []
        for process in both:
            said, errors = process.communicate(timeout=600)
            assert process.returncode == 0, errors
            outcomes.append(said.strip())
        assert sorted(outcomes) == ["conflict", "made"]
        assert run_task(own, "undecide") == "1"


@pytest.mark.django_db
def test_the_cache_of_clusters_is_never_shown_to_anybody_as_it_is(world, four):
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    judge(world.access("krg"), "nca:p", "krg:x", YES)
    assert ClusterMember.objects.filter(entity_id="nca:p").exists()
    assert get_entity(four, "nca:p").members == ("nca:p",)
