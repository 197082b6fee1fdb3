"""New facts that speak against a person's join put it back into the queue, with the statements."""

import pytest

from hawkari.engines.linkage import CONTRADICTING_BIRTHS, Cut, Linkage, Reason, ScoredPair
from hawkari.evidence.entities import get_entity
from hawkari.evidence.judgements import JudgementKind, judge, withdraw
from hawkari.evidence.linking.records import read_records
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.models import Candidate, JudgementEvent, ReviewIssue
from hawkari.evidence.reviewing.doubts import raise_contradictions, raise_doubts, raise_newcomers
from hawkari.evidence.reviewing.issues import settle
from hawkari.evidence.reviewing.items import next_items
from hawkari.evidence.reviewing.kinds import ItemFilter, ItemKind
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
    read, now = read_records(access), linkage or found(scored(5.0, 0.9))
    return raise_doubts(access, read, now, people=decided(access), parts=read.all_parts)


def parts_of(access) -> frozenset[int]:
    return read_records(access).all_parts


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


@pytest.mark.parametrize("same", ["1363-06-25", "2684-06-25", "١٩٨٤-٠٩-١٦", "1984-09-16"])
def test_one_day_in_two_calendars_raises_no_doubt(world, access, same):
    world.person("nca", "nca:p", how={"version": "2"}, name="Saman p", birthDate="1984-09-16")
    judge(access, "nca:p", "nca:q", YES)
    again(world, birthDate=same)
    assert doubts(access) == 0
    world.person("nca", "nca:q", how={"version": "3"}, name="Saman q", birthDate="1342-06-25")
    assert doubts(access) == 1


def test_a_doubt_stands_once_however_many_files_say_the_same(world, access):
    judge(access, "nca:p", "nca:q", YES)
    again(world, birthDate="1971-06-06")
    assert doubts(access) == 1
    world.person("nca", "nca:q", how={"slot": "copy.csv"}, birthDate="1971-06-06")
    world.person("nca", "nca:q", how={"slot": "more.csv"}, birthDate="1972-07-07")
    assert doubts(access) == 0, "an open doubt holds what speaks against the join"
    settle(access, next_items(access, only=DOUBTFUL)[0].number, reason="a clerk's slip")
    assert doubts(access) == 1, "nobody looked at the third date"
    settle(access, next_items(access, only=DOUBTFUL)[0].number, reason="another slip")
    world.person("nca", "nca:q", how={"slot": "more.csv", "version": "2"}, name="Saman")
    world.person("nca", "nca:q", how={"slot": "again.csv"}, birthDate="1971-06-06")
    assert doubts(access) == 0, "that a statement is taken back, or said again, is no news"
    assert ReviewIssue.objects.count() == 2


def test_two_people_who_joined_the_same_pair_are_asked_once(world, access):
    judge(access, "nca:p", "nca:q", YES)
    judge(world.access("nca"), "nca:p", "nca:q", YES)
    again(world, birthDate="1971-06-06")
    assert doubts(access) == 1
    (item,) = next_items(access, only=DOUBTFUL)
    assert len(item.judgements) == 2


def test_who_was_shown_a_value_by_any_statement_is_not_asked_again(world, access):
    again(world, birthDate="1971-06-06")
    judge(access, "nca:p", "nca:q", YES)
    world.person("nca", "nca:q", how={"slot": "copy.csv"}, birthDate="1971-06-06")
    assert doubts(access) == 0


def test_a_doubt_is_shown_to_nobody_who_may_not_see_the_statement_that_raised_it(world, access):
    join = judge(access, "nca:p", "nca:q", YES)
    world.person("krg", "nca:q", how={"shared_with": []}, birthDate="1971-06-06")
    insider = world.access("krg")
    world.person("nca", "nca:q", how={"version": "2"}, name="Saman q")
    assert doubts(insider) == 1
    (item,) = next_items(insider, only=DOUBTFUL)
    assert [one.event for one in item.judgements] == [join.pk]
    assert next_items(access, only=DOUBTFUL) == []


def test_a_doubt_by_the_model_is_shown_to_who_may_see_all_that_the_run_read(world, access):
    candidate(stored_run(access), "p", "q", probability=0.9, weight=5.0)
    judge(access, "nca:p", "nca:q", YES)
    world.person("krg", "krg:x", how={"shared_with": []}, name="Hidden")
    insider = world.access("krg")
    assert doubts(insider, found(scored(-6.0, 0.01))) == 1
    assert len(next_items(insider, only=DOUBTFUL)) == 1
    assert next_items(access, only=DOUBTFUL) == [], "the weight tells of what was read"
    assert doubts(access, found(scored(-6.0, 0.01))) == 1, "their own run tells them theirs"
    assert len(next_items(access, only=DOUBTFUL)) == 1


def test_a_doubt_by_the_model_is_raised_once_though_newer_files_replace_what_was_read(
    world, access
):
    candidate(stored_run(access), "p", "q", probability=0.9, weight=5.0)
    judge(access, "nca:p", "nca:q", YES)
    world.person("nca", "nca:m", name="Saman m")
    fallen = found(scored(-6.0, 0.01))
    assert doubts(access, fallen) == 1
    world.person("nca", "nca:m", how={"version": "2"}, name="Saman")
    assert doubts(access, fallen) == 0
    settle(access, next_items(access, only=DOUBTFUL)[0].number, reason="one man")
    world.person("nca", "nca:m", how={"version": "3"}, name="Saman n")
    assert doubts(access, fallen) == 0


def test_a_doubt_by_a_hidden_newcomer_is_hidden_too(world, access):
    judge(access, "nca:p", "nca:q", YES)
    world.person("krg", "krg:n", how={"shared_with": []}, name="Saman p", birthDate="1955-05-05")
    insider = world.access("krg")
    cut = Cut("krg:n", "nca:p", CONTRADICTING_BIRTHS, ("krg:n", "nca:q"), ("1955", "1990"))
    assert raise_newcomers(insider, found(cuts=(cut,)), parts=parts_of(insider)) == 1
    assert len(next_items(insider, only=DOUBTFUL)) == 1
    assert next_items(access, only=DOUBTFUL) == []


def test_several_newcomers_raise_one_doubt_of_one_join(world, access):
    judge(access, "nca:p", "nca:q", YES)
    cuts = []
    for name in "mn":
        world.person("nca", f"nca:{name}", name="Saman p", birthDate="1955-05-05")
        between = (f"nca:{name}", "nca:q")
        cuts.append(Cut(f"nca:{name}", "nca:p", CONTRADICTING_BIRTHS, between, ("1955", "1990")))
    how = {"parts": parts_of(access)}
    assert raise_newcomers(access, found(cuts=tuple(cuts)), **how) == 1
    assert raise_newcomers(access, found(cuts=tuple(cuts[:1])), **how) == 0
    settle(access, next_items(access, only=DOUBTFUL)[0].number, reason="two cousins")
    assert raise_newcomers(access, found(cuts=tuple(cuts)), **how) == 0


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
    cut = Cut("nca:n", "nca:p", CONTRADICTING_BIRTHS, between, ("1955", "1990"))
    assert raise_newcomers(access, found(cuts=(cut,)), parts=parts_of(access)) == 1
    assert raise_newcomers(access, found(cuts=(cut,)), parts=parts_of(access)) == 0
    (item,) = next_items(access, only=DOUBTFUL)
    assert item.because[0].text == "new record"
    assert [one.event for one in item.judgements] == [event.pk]
    assert {one.value for one in item.statements} == {"1955-05-05", "1990-01-01"}


def test_a_new_record_that_contradicts_its_own_match_puts_no_join_in_doubt(world, access):
    judge(access, "nca:p", "nca:q", YES)
    world.person("nca", "nca:n", name="Saman p", birthDate="1955-05-05")
    cut = Cut("nca:n", "nca:p", CONTRADICTING_BIRTHS, ("nca:n", "nca:p"), ("", ""))
    assert raise_newcomers(access, found(cuts=(cut,)), parts=parts_of(access)) == 0


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
    settle(access, item.number, reason="one of them is right, and I know which")
    assert raise_contradictions(access, found(cuts=(cut,)), people=decided(access)) == 0
    assert next_items(access, only=CONFLICTS) == [], "a settled contradiction stays settled"
    again = JudgementEvent.objects.get(judgement=NO)
    again.pk, again.made_by = None, world.access("nca").user
    again.save(force_insert=True)
    assert raise_contradictions(access, found(cuts=(cut,)), people=decided(access)) == 1, (
        "somebody else says it too"
    )
