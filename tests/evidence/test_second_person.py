"""Merges above a stated harm take two people, and the rule never makes them."""

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import second_person
from hawkari.evidence.access import open_access
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import get_entity
from hawkari.evidence.harm import harms_of, lift_harm_mark, mark_harm, marks_of
from hawkari.evidence.judgements import (
    JudgementConflict,
    JudgementKind,
    judge,
    live_events,
    undo,
)
from hawkari.evidence.models import AuditEntry, Category, IssueKind, JudgementEvent
from hawkari.evidence.reviewing.issues import Issue, raise_issues
from hawkari.evidence.reviewing.items import next_items
from hawkari.evidence.reviewing.kinds import ItemKind
from hawkari.evidence.second_person import confirm, decline
from tests.evidence.undoing import undo_last

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO, UNSURE = JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE
PROPOSED = JudgementKind.PROPOSED


@pytest.fixture
def first(world):
    """The first analyst; p is a suspect of the operation, q and r are not."""
    for name in "pqr":
        world.person("nca", f"nca:{name}", name=f"Saman {name}")
    access = world.access("nca")
    set_category(access, "nca:p", Category.SUSPECT, basis="assessment")
    return access


@pytest.fixture
def second(world, first):
    return world.access("nca")


def together(access, one: str) -> set[str]:
    return {member.removeprefix("nca:") for member in get_entity(access, f"nca:{one}").members}


def kinds(access) -> list[str]:
    return [one.judgement for one in live_events(access)]


def test_a_first_yes_on_a_subject_is_a_proposal_and_joins_nothing(first):
    event = judge(first, "nca:p", "nca:q", YES, reason="same scar")
    assert event.judgement == PROPOSED
    assert together(first, "p") == {"p"}
    assert AuditEntry.records.filter(act="decide").latest("seq").detail["judgement"] == PROPOSED


def test_a_second_person_confirms_by_saying_so_or_by_the_same_answer(first, second):
    proposal = judge(first, "nca:p", "nca:q", YES)
    event = confirm(second, proposal.pk, reason="seen the passport")
    assert (event.judgement, event.confirms_id) == (YES, proposal.pk)
    assert together(first, "p") == {"p", "q"}
    (shown,) = live_events(first)
    assert (shown.maker, shown.proposed_by) == (second.user.username, first.user.username)
    judge(first, "nca:p", "nca:r", YES)
    assert judge(second, "nca:q", "nca:r", YES).judgement == YES
    assert together(first, "r") == {"p", "q", "r"}


def test_nobody_confirms_their_own_proposal(first):
    proposal = judge(first, "nca:p", "nca:q", YES)
    with pytest.raises(BadInput, match="yourself"):
        confirm(first, proposal.pk)
    with pytest.raises(BadInput, match="second person"):
        judge(first, "nca:q", "nca:p", YES)
    with pytest.raises(BadInput, match="yourself"):
        decline(first, proposal.pk, reason="no")
    assert kinds(first) == [PROPOSED]


@pytest.mark.parametrize("at_once", ["withdrawn", "confirmed"])
def test_a_proposal_that_is_decided_at_the_same_moment_is_not_confirmed_again(
    world, first, second, monkeypatch, at_once
):
    proposal = judge(first, "nca:p", "nca:q", YES)
    third = world.access("nca")

    def somebody_is_faster(*pair, **how):
        monkeypatch.setattr(second_person, "judge", judge)
        if at_once == "withdrawn":
            undo(first, proposal.pk)
        else:
            confirm(third, proposal.pk)
        return judge(*pair, **how)

    monkeypatch.setattr(second_person, "judge", somebody_is_faster)
    with pytest.raises(BadInput, match=f"no proposal {proposal.pk} awaits you"):
        confirm(second, proposal.pk)
    assert kinds(first) == ([] if at_once == "withdrawn" else [YES])
    assert all(one.maker != second.user.username for one in live_events(first))


def test_a_refused_confirmation_is_kept_for_the_second_person(first, second):
    proposal = judge(first, "nca:p", "nca:q", YES)
    other = judge(first, "nca:p", "nca:r", NO)
    judge(second, "nca:q", "nca:r", YES)
    with pytest.raises(JudgementConflict):
        confirm(second, proposal.pk)
    (conflict,) = [one for one in next_items(second) if one.kind is ItemKind.CONFLICT]
    assert other.pk in {one.event for one in conflict.judgements}
    assert kinds(first) == [PROPOSED, NO, YES]


def test_declining_opens_the_pair_again_and_refuses_nothing(first, second):
    proposal = judge(first, "nca:p", "nca:q", YES)
    with pytest.raises(BadInput, match="reason"):
        decline(second, proposal.pk, reason=" ")
    decline(second, proposal.pk, reason="another scar")
    assert kinds(first) == []
    with pytest.raises(BadInput, match="no proposal"):
        confirm(second, proposal.pk)


def test_a_no_answers_a_proposal_and_its_undoing_brings_the_proposal_back(first, second):
    judge(first, "nca:p", "nca:q", YES)
    judge(second, "nca:p", "nca:q", NO)
    assert kinds(first) == [NO]
    undo_last(second)
    assert kinds(first) == [PROPOSED]


def test_undoing_the_confirmation_brings_the_proposal_back(first, second):
    judge(first, "nca:p", "nca:q", YES)
    judge(second, "nca:p", "nca:q", YES)
    undo_last(second)
    assert (kinds(first), together(first, "p")) == ([PROPOSED], {"p"})


def test_a_proposal_against_a_refusal_is_refused_too(first, second):
    judge(first, "nca:p", "nca:q", NO)
    judge(first, "nca:q", "nca:r", YES)
    with pytest.raises(JudgementConflict):
        judge(second, "nca:p", "nca:r", YES)
    assert PROPOSED not in kinds(first)


def test_no_and_unsure_need_one_person(first):
    assert judge(first, "nca:p", "nca:q", UNSURE).judgement == UNSURE
    assert judge(first, "nca:p", "nca:q", NO).judgement == NO


def test_what_joins_a_subjects_cluster_needs_two_people_too(first, second):
    judge(first, "nca:p", "nca:q", YES)
    judge(second, "nca:p", "nca:q", YES)
    assert judge(first, "nca:q", "nca:r", YES).judgement == PROPOSED


def test_a_desk_marks_more_and_a_mark_is_lifted_with_a_reason(first, second):
    mark = mark_harm(first, "nca:q", reason="a victim's brother", desk="returns")
    assert [(one.desk, one.entity_id) for one in marks_of(second, ["nca:q"])] == [
        ("returns", "nca:q")
    ]
    assert judge(first, "nca:q", "nca:r", YES).judgement == PROPOSED
    with pytest.raises(BadInput, match="reason"):
        lift_harm_mark(second, mark.pk, reason="")
    lift_harm_mark(second, mark.pk, reason="no kin")
    assert set(harms_of(first)) == {"nca:p"}
    assert judge(second, "nca:q", "nca:r", YES).judgement == YES
    with pytest.raises(BadInput, match="no mark"):
        lift_harm_mark(second, mark.pk, reason="again")


def test_what_another_operation_holds_on_a_man_is_not_told_by_asking_for_two(world, first):
    from datetime import date

    from hawkari.evidence.models import Operation, OperationMember

    other = Operation.objects.create(
        slug="other", name="O", purpose="Test", starts=date(2026, 1, 1)
    )
    other.agencies.add(first.user.agency)
    there = world.member("nca")
    OperationMember.objects.create(operation=other, user=there, role="analyst")
    set_category(open_access(there, "other"), "nca:r", Category.SUSPECT, basis="fact")
    assert judge(first, "nca:q", "nca:r", YES).judgement == YES


def test_what_people_joined_already_needs_no_second_person_in_the_queue(first, second):
    join = judge(first, "nca:q", "nca:r", YES)
    mark_harm(first, "nca:q", reason="a witness")
    pair = ("nca:q", "nca:r")
    raise_issues(first, [Issue(IssueKind.DOUBTFUL, "gender", pair, events=(join.pk,))])
    (item,) = next_items(second)
    assert (item.kind, item.needs_two) == (ItemKind.DOUBTFUL, False)
    assert "two people" not in [one.code for one in item.because]


def test_a_proposal_waits_in_the_queue_of_others(first, second):
    proposal = judge(first, "nca:p", "nca:q", YES)
    (item,) = next_items(second)
    assert (item.kind, item.number, item.needs_two) == (ItemKind.PROPOSAL, proposal.pk, True)
    assert item.because[0].text == first.user.username
    assert [one.event for one in item.judgements] == [proposal.pk]
    assert next_items(first) == []
    confirm(second, proposal.pk)
    assert next_items(second) == []


def test_a_rule_is_no_first_person(first, second):
    from tests.evidence.proposing import stored_run

    stored_run(first)
    proposal = JudgementEvent.objects.create(
        left_id="nca:p", right_id="nca:q", judgement=PROPOSED, rule="certain-match",
        operation=first.operation, made_at=first.operation.linkrun_set.get().started_at,
    )  # fmt: skip
    with pytest.raises(BadInput, match="no first person"):
        confirm(second, proposal.pk)
    assert judge(first, "nca:p", "nca:q", YES).judgement == PROPOSED
    assert [one.maker for one in live_events(first)] == [first.user.username]
    assert judge(second, "nca:p", "nca:q", YES).judgement == YES


def test_only_who_may_set_categories_marks(world, first):
    with pytest.raises(AccessDenied):
        mark_harm(world.access("nca", "auditor"), "nca:q", reason="x")


def test_a_proposal_on_hidden_grounds_is_confirmed_by_nobody_who_may_not_see_them(world, first):
    world.person("krg", "nca:q", how={"shared_with": []}, phone="+447700900123")
    insider = world.access("krg")
    hidden = judge(insider, "nca:p", "nca:q", YES)
    assert hidden.judgement == PROPOSED
    own = judge(first, "nca:p", "nca:q", YES)
    assert (own.judgement, own.confirms_id) == (PROPOSED, None)
    assert together(first, "p") == {"p"}
    assert kinds(insider) == [PROPOSED, PROPOSED]


def test_a_mark_s_number_tells_nobody_of_a_record_they_may_not_see(world, first):
    world.person("nca", "nca:hidden", how={"shared_with": []}, name="Azad Hamid")
    mark = mark_harm(first, "nca:hidden", reason="hunted")
    stranger = world.access("krg")
    for number in (mark.pk, mark.pk + 100):
        with pytest.raises(BadInput, match=f"no mark {number} stands here"):
            lift_harm_mark(stranger, number, reason="no kin")
