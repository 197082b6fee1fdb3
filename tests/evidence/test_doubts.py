"""New facts that speak against a person's join put it back into the queue, with the statements."""

import pytest

from hawkari.engines.linkage import Cut, Linkage, Reason, ScoredPair
from hawkari.evidence.doubts import raise_contradictions, raise_doubts, raise_newcomers
from hawkari.evidence.entities import get_entity
from hawkari.evidence.issues import settle
from hawkari.evidence.judgements import JudgementKind, judge, withdraw
from hawkari.evidence.link_records import read_records
from hawkari.evidence.models import Candidate, JudgementEvent
from hawkari.evidence.resolution import resolve
from hawkari.evidence.review_items import next_items
from hawkari.evidence.review_kinds import ItemFilter, ItemKind
from hawkari.evidence.rule_judgements import decided
from tests.evidence.proposing import candidate, stored_run

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO = JudgementKind.POSITIVE, JudgementKind.NEGATIVE
DOUBTFUL = ItemFilter(kinds=frozenset({ItemKind.DOUBTFUL}))
CONFLICTS = ItemFilter(kinds=frozenset({ItemKind.CONFLICT}))


def found(*pairs: ScoredPair, cuts: tuple[Cut, ...] = ()) -> Linkage:
    return Linkage(pairs=pairs, clusters={}, cuts=cuts, plan=(), parameters={}, guard=())


def scored(weight: float, probability: float) -> ScoredPair:
    reason = Reason("name", "the same", weight, "a", "b")
    return ScoredPair("nca:p", "nca:q", weight, probability, (reason,), "phone")


@pytest.fixture
def access(world):
    for name in "pq":
        world.person("nca", f"nca:{name}", name=f"Saman {name}", birthDate="1990-01-01")
    return world.access("nca")


def doubts(access, linkage: Linkage | None = None) -> int:
    now = linkage or found(scored(5.0, 0.9))
    return raise_doubts(access, read_records(access), now, people=decided(access))


def again(world, **values) -> None:
    """A newer file on q."""
    world.person("nca", "nca:q", how={"version": "2"}, name="Saman q", **values)


def test_nothing_new_raises_no_doubt(access):
    judge(access, "nca:p", "nca:q", YES)
    assert doubts(access) == 0


@pytest.mark.parametrize(
    ("values", "cause", "shown"),
    [
        ({"birthDate": "1971-06-06"}, "birth date", {"1990-01-01", "1971-06-06"}),
        ({"birthDate": "1990-01-01", "gender": "female"}, "gender", {"male", "female"}),
        ({"birthDate": "1990-01-01", "idNumber": "B2"}, "document", {"A1", "B2"}),
    ],
)
def test_a_contradicting_statement_puts_the_join_back_with_both_statements(
    world, access, values, cause, shown
):
    world.person("nca", "nca:p", how={"slot": "more"}, gender="male", idNumber="A1")
    event = judge(access, "nca:p", "nca:q", YES)
    again(world, **values)
    assert doubts(access) == 1
    (item,) = next_items(access, only=DOUBTFUL)
    assert (item.because[0].code, item.because[0].text) == ("doubtful", cause)
    assert {one.value for one in item.statements} == shown
    assert [one.event for one in item.judgements] == [event.pk]
    assert len(get_entity(access, "nca:p").members) == 2, "what was decided stands"


def test_what_the_decider_was_shown_raises_no_doubt(world, access):
    again(world, birthDate="1971-06-06")
    judge(access, "nca:p", "nca:q", YES)
    assert doubts(access) == 0


def test_slips_of_registers_and_forms_of_one_number_contradict_nothing(world, access):
    world.person("nca", "nca:p", how={"slot": "more"}, idNumber="A 1-2")
    judge(access, "nca:p", "nca:q", YES)
    again(world, birthDate="1991-02-03", idNumber="a12")
    assert doubts(access) == 0


def test_a_doubt_is_raised_once_and_a_settled_one_not_again_on_the_same_statements(world, access):
    judge(access, "nca:p", "nca:q", YES)
    again(world, birthDate="1971-06-06")
    assert (doubts(access), doubts(access)) == (1, 0)
    settle(access, next_items(access, only=DOUBTFUL)[0].number, reason="a clerk's slip")
    assert doubts(access) == 0
    world.person("nca", "nca:q", how={"version": "3"}, name="Saman q", birthDate="1955-05-05")
    assert doubts(access) == 1


def test_a_join_that_the_model_would_no_longer_propose_is_doubtful_with_both_weights(access):
    candidate(stored_run(access), "p", "q", probability=0.9, weight=5.0)
    judge(access, "nca:p", "nca:q", YES)
    assert doubts(access, found(scored(4.0, 0.8))) == 0
    assert doubts(access, found(scored(-6.0, 0.01))) == 1
    (item,) = next_items(access, only=DOUBTFUL)
    assert item.figures == {
        "weight then": 5.0, "probability then": 0.9, "weight now": -6.0, "probability now": 0.01,
    }  # fmt: skip


def test_a_withdrawn_join_is_in_doubt_no_more(world, access):
    event = judge(access, "nca:p", "nca:q", YES)
    again(world, birthDate="1971-06-06")
    doubts(access)
    withdraw(access, event.pk, reason="two men")
    assert next_items(access, only=DOUBTFUL) == []


def test_a_run_of_linkage_looks_for_doubts(world, access):
    judge(access, "nca:p", "nca:q", YES)
    resolve(access)
    again(world, birthDate="1971-06-06")
    assert resolve(access).doubtful == 1
    assert not Candidate.objects.filter(cut="", left_id="nca:p").exists()


def test_a_new_record_that_matches_one_side_and_contradicts_the_other_puts_the_join_in_doubt(
    world, access
):
    event = judge(access, "nca:p", "nca:q", YES)
    world.person("nca", "nca:n", name="Saman p", birthDate="1955-05-05")
    between = ("nca:n", "nca:q")
    cut = Cut("nca:n", "nca:p", "contradicting dates of birth", between, ("1955", "1990"))
    assert raise_newcomers(access, found(cuts=(cut,))) == 1
    assert raise_newcomers(access, found(cuts=(cut,))) == 0
    (item,) = next_items(access, only=DOUBTFUL)
    assert item.because[0].text == "new record"
    assert [one.event for one in item.judgements] == [event.pk]
    assert {one.value for one in item.statements} == {"1955-05-05", "1990-01-01"}


def test_a_new_record_that_contradicts_its_own_match_puts_no_join_in_doubt(world, access):
    judge(access, "nca:p", "nca:q", YES)
    world.person("nca", "nca:n", name="Saman p", birthDate="1955-05-05")
    cut = Cut("nca:n", "nca:p", "contradicting dates of birth", ("nca:n", "nca:p"), ("", ""))
    assert raise_newcomers(access, found(cuts=(cut,))) == 0


def test_judgements_that_contradict_one_another_wait_in_the_queue(access, world):
    world.person("nca", "nca:r", name="Saman r")
    judge(access, "nca:p", "nca:r", YES)
    judge(access, "nca:q", "nca:r", NO)
    late = judge(access, "nca:q", "nca:p", NO)
    JudgementEvent.objects.filter(pk=late.pk).update(judgement=YES)
    chain = ("nca:q", "nca:p", "nca:r")
    cut = Cut("nca:q", "nca:r", "contradictory judgements", ("nca:q", "nca:r"), (), chain)
    assert raise_contradictions(access, found(cuts=(cut,)), people=decided(access)) == 1
    (item,) = next_items(access, only=CONFLICTS)
    assert len(item.judgements) == 3
    assert item.because[0].code == "conflict"
