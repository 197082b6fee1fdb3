"""A proposal is answered once, however many files touch its records, to whoever may know of it."""

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import get_entity
from hawkari.evidence.explaining import GroundKind, why_not
from hawkari.evidence.harm import mark_harm
from hawkari.evidence.judgements import How, JudgementKind, judge, live_events, withdraw
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.models import Category, JudgementEvent, Operation, OperationMember
from hawkari.evidence.reviewing.items import item_counts, next_items
from hawkari.evidence.reviewing.kinds import ItemKind
from hawkari.evidence.second_person import confirm, decline
from tests.evidence.linking import namesake, person, thirty_people
from tests.evidence.undoing import undo_last

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO, UNSURE = JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE
PROPOSED = JudgementKind.PROPOSED


@pytest.fixture
def first(world):
    """The first analyst; p is a suspect of the operation."""
    for name in "pqr":
        world.person("nca", f"nca:{name}", name=f"Saman {name}")
    access = world.access("nca")
    set_category(access, "nca:p", Category.SUSPECT, basis="assessment")
    return access


@pytest.fixture
def second(world, first):
    return world.access("nca")


@pytest.fixture
def third(world, first):
    return world.access("nca")


def awaiting(access: Access) -> list[int]:
    return [one.number for one in next_items(access) if one.kind is ItemKind.PROPOSAL]


def kinds(access: Access) -> list[str]:
    return [one.judgement for one in live_events(access)]


def another_agencys_file(world) -> None:
    world.person("krg", "nca:q", gender="male")


def test_a_newer_file_of_the_same_handling_hides_nothing(world, first, second):
    proposal = judge(first, "nca:p", "nca:q", YES)
    world.person("nca", "nca:q", how={"slot": "more.csv"}, gender="male")
    answer = judge(second, "nca:p", "nca:q", UNSURE)
    gone = JudgementEvent.objects.get(withdraws=proposal)
    assert (gone.gives_way_to_id, kinds(first)) == (answer.pk, [UNSURE])


@pytest.mark.parametrize("kind", [YES, NO, UNSURE])
def test_a_proposal_is_answered_once_another_file_touched_its_records(
    world, first, second, third, kind
):
    proposal = judge(first, "nca:p", "nca:q", YES)
    another_agencys_file(world)
    judge(second, "nca:p", "nca:q", kind)
    assert kinds(third) == [kind]
    assert (awaiting(second), awaiting(third)) == ([], [])
    assert item_counts(third)[ItemKind.PROPOSAL] == 0
    with pytest.raises(BadInput, match="no proposal"):
        confirm(third, proposal.pk)
    with pytest.raises(BadInput, match="no proposal"):
        decline(third, proposal.pk, reason="no")


def test_who_takes_the_answer_back_opens_the_proposal_again(world, first, second, third):
    proposal = judge(first, "nca:p", "nca:q", YES)
    another_agencys_file(world)
    judge(second, "nca:p", "nca:q", UNSURE)
    undo_last(second)
    assert awaiting(third) == [proposal.pk]
    confirm(third, proposal.pk)
    assert set(get_entity(first, "nca:p").members) == {"nca:p", "nca:q"}


def test_a_join_is_confirmed_once(world, first, second, third):
    judge(first, "nca:p", "nca:q", YES)
    another_agencys_file(world)
    join = judge(second, "nca:p", "nca:q", YES)
    assert join.confirms is not None
    again = judge(third, "nca:p", "nca:q", YES)
    assert again.confirms is None
    assert JudgementEvent.objects.filter(confirms__isnull=False).count() == 1


def test_to_who_may_not_know_of_the_answer_the_proposal_waits_as_before(world, first, second):
    proposal = judge(first, "nca:p", "nca:q", YES)
    world.person("krg", "nca:q", how={"shared_with": []}, gender="male")
    insider = world.access("krg")
    judge(insider, "nca:p", "nca:q", UNSURE)
    assert awaiting(insider) == []
    assert (awaiting(second), kinds(first)) == ([proposal.pk], [PROPOSED])
    join = confirm(second, proposal.pk)
    assert (kinds(first), join.confirms_id) == ([YES], proposal.pk)


def test_an_answer_that_stands_again_answers_what_it_answered(world, first, second, third):
    judge(first, "nca:p", "nca:q", YES)
    another_agencys_file(world)
    judge(second, "nca:p", "nca:q", UNSURE)
    over = judge(third, "nca:p", "nca:q", NO)
    assert kinds(first) == [NO]
    withdraw(third, over.pk, reason="mistake")
    assert (kinds(first), awaiting(third)) == ([UNSURE], [])


def test_an_answer_is_to_the_proposal_that_it_names(first, second, third):
    one = judge(first, "nca:p", "nca:q", YES)
    decline(second, one.pk, reason="another scar")
    two = judge(third, "nca:p", "nca:q", YES)
    with pytest.raises(BadInput, match=f"no proposal {one.pk}"):
        confirm(second, one.pk)
    assert confirm(second, two.pk).confirms_id == two.pk


@pytest.fixture
def elsewhere(world, first):
    """Somebody of the same agency, who works in another operation and sees the same files."""
    other = Operation.objects.create(
        slug="other", name="O", purpose="Test", starts=first.operation.starts
    )
    other.agencies.add(first.user.agency)
    user = world.member("nca")
    OperationMember.objects.filter(user=user).update(operation=other)
    return open_access(user, "other")


def test_a_proposal_is_no_business_of_another_operation(first, second, elsewhere):
    """That there is one tells that somebody there holds something on the man."""
    proposal = judge(first, "nca:p", "nca:q", YES)
    assert (kinds(elsewhere), awaiting(elsewhere)) == ([], [])
    grounds = why_not(elsewhere, "nca:p", "nca:q").grounds
    assert GroundKind.PROPOSED not in [one.kind for one in grounds]
    for act in (confirm, decline, withdraw):
        with pytest.raises(BadInput):
            act(elsewhere, proposal.pk, reason="not mine")
    assert (kinds(first), awaiting(second)) == ([PROPOSED], [proposal.pk])


def test_that_a_join_took_two_people_is_no_business_of_another_operation(first, second, elsewhere):
    confirm(second, judge(first, "nca:p", "nca:q", YES).pk)
    assert [one.proposed_by for one in live_events(first)] == [first.user.username]
    (known,) = live_events(elsewhere)
    assert (known.judgement, known.maker, known.proposed_by) == (YES, second.user.username, "")


def test_a_decision_in_another_operation_confirms_and_ends_no_proposal(first, second, elsewhere):
    proposal = judge(first, "nca:p", "nca:q", YES)
    own = judge(elsewhere, "nca:p", "nca:q", UNSURE)
    assert (own.judgement, kinds(first)) == (UNSURE, [PROPOSED, UNSURE])
    assert awaiting(second) == [proposal.pk]
    undo_last(elsewhere)
    join = judge(elsewhere, "nca:p", "nca:q", YES)
    assert (join.judgement, join.confirms_id) == (YES, None)
    withdraw(elsewhere, join.pk, reason="mistake")
    assert (kinds(first), awaiting(second)) == ([PROPOSED], [proposal.pk])


def test_who_agrees_to_what_the_rule_proposes_agrees_to_a_colleague_s_words_for_it(
    world, monkeypatch, settings, tmp_path
):
    """The rule and a person propose to join the same two clusters, by other pairs."""
    thirty_people(world, monkeypatch, settings, tmp_path)
    person(world, "krg:2", "سامان حسن", 6, "krg")
    namesake(world, "iq:9", "Saman Hassan")
    first, second = world.access("nca"), world.access("nca")
    judge(first, "nca:11", "iq:9", YES)
    mark_harm(first, "nca:11", reason="a victim's brother")
    proposal = judge(first, "iq:9", "krg:2", YES)
    resolve(first)
    (by_rule,) = (one for one in live_events(second) if one.by_rule)
    assert (by_rule.left, by_rule.right, by_rule.judgement) == ("krg:2", "nca:11", PROPOSED)
    yes = judge(second, "nca:11", "krg:2", YES, how=How(answers=by_rule.event))
    assert (yes.judgement, yes.confirms_id) == (YES, proposal.pk)
    assert set(get_entity(second, "krg:2").members) == {"krg:2", "nca:11", "iq:9"}
