"""Runs of linkage obey harm that is stated in their operation, and tell of nothing beyond it."""

from datetime import date

import pytest

from hawkari.evidence.access import open_access
from hawkari.evidence.categories import clear_category, set_category
from hawkari.evidence.entities import get_entity
from hawkari.evidence.harm import lift_harm_mark, mark_harm
from hawkari.evidence.judgements import JudgementKind, judge, live_events, withdraw
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.models import Candidate, Category, LinkRun, Operation, OperationMember
from hawkari.evidence.reviewing.items import next_items
from hawkari.evidence.reviewing.kinds import ItemFilter, ItemKind
from hawkari.evidence.reviewing.priorities import Matters
from hawkari.evidence.reviewing.queue import candidates_behind
from tests.evidence.linking import namesake, person, thirty_people

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

PROPOSALS = ItemFilter(kinds=frozenset({ItemKind.PROPOSAL}))


@pytest.fixture
def access(world, monkeypatch, settings, tmp_path):
    """The rule joins krg:1 to nca:00, and krg:2 to nca:11."""
    thirty_people(world, monkeypatch, settings, tmp_path)
    person(world, "krg:1", "بەرزان ئەحمەد", 0, "krg")
    person(world, "krg:2", "سامان حسن", 6, "krg")
    return world.access("nca")


def increment(world, access):
    """Link one record more that has nothing to do with the others."""
    number = 40 + LinkRun.objects.count()
    person(world, f"iq:{number}", f"Shilan{number} Majid{number}", number, "iq")
    report = resolve(access)
    assert report.compared == 1
    return report


def members(access, one: str) -> set[str]:
    return set(get_entity(access, one).members)


def said(access, pair: set[str]) -> list[tuple[str, bool]]:
    """The live judgements on a pair: kind, and whether it is the rule's."""
    return [
        (one.judgement, one.by_rule) for one in live_events(access) if {one.left, one.right} == pair
    ]


PAIR = {"krg:1", "nca:00"}


def test_a_run_over_what_is_new_takes_a_join_back_on_which_harm_was_marked(world, access):
    resolve(access)
    assert members(access, "nca:00") == PAIR
    mark_harm(access, "nca:00", reason="a victim's brother")
    report = increment(world, access)
    assert (report.withdrawn_by_rule, report.proposed_by_rule) == (1, 1)
    assert said(access, PAIR) == [("proposed", True)]
    assert members(access, "nca:00") == {"nca:00"}
    assert members(access, "nca:11") == {"nca:11", "krg:2"}, "nobody marked these"
    assert [item.number for item in next_items(access, only=PROPOSALS)]
    again = resolve(access, whole=True)
    assert (again.newly_joined, again.withdrawn_by_rule) == (0, 0), "as a whole run has it"
    assert (again.joined_by_rule, again.proposed_by_rule, again.entities) == (
        report.joined_by_rule,
        report.proposed_by_rule,
        report.entities,
    )


def test_it_joins_again_what_no_longer_needs_two_people(world, access):
    resolve(access)
    mark = mark_harm(access, "krg:1", reason="a victim's brother")
    increment(world, access)
    lift_harm_mark(access, mark.pk, reason="no kin")
    report = increment(world, access)
    assert (report.newly_joined, report.proposed_by_rule) == (1, 0)
    assert members(access, "nca:00") == PAIR


def test_a_category_that_ends_between_runs_is_obeyed_too(world, access):
    set_category(access, "nca:00", Category.SUSPECT, basis="assessment")
    resolve(access)
    assert said(access, PAIR) == [("proposed", True)]
    clear_category(access, "nca:00", Category.SUSPECT, reason="another man")
    increment(world, access)
    assert said(access, PAIR) == [("positive", True)]
    assert members(access, "nca:00") == PAIR


def test_a_newcomer_is_proposed_and_not_joined_to_whom_harm_is_marked_on(world, access):
    resolve(access)
    mark_harm(access, "nca:22", reason="a victim's brother")
    person(world, "iq:1", "ڕێبوار عمر", 12, "iq")
    report = resolve(access)
    assert (report.compared, report.proposed_by_rule) == (1, 1)
    assert members(access, "nca:22") == {"nca:22"}


def elsewhere(world, user):
    """Access of the same person in another operation with the same files."""
    other = Operation.objects.create(
        slug="elsewhere", name="Other", purpose="Test", starts=date(2026, 1, 1)
    )
    other.agencies.set(world.operation.agencies.all())
    OperationMember.objects.create(operation=other, user=user, role="analyst")
    return open_access(user, "elsewhere")


@pytest.mark.parametrize("whole", [True, False])
def test_what_the_runner_works_on_elsewhere_shows_in_no_run(world, access, whole):
    namesake(world, "iq:5", "Kawa Rasul")
    resolve(access)
    there = elsewhere(world, access.user)
    for one in ("nca:43", "nca:00"):
        set_category(there, one, Category.SUSPECT, basis="assessment")
        mark_harm(there, one, reason="hunted")
    report = resolve(access, whole=True) if whole else increment(world, access)
    assert (report.withdrawn_by_rule, report.proposed_by_rule) == (0, 0)
    assert said(access, PAIR) == [("positive", True)]
    assert not Candidate.objects.filter(matters__is_subject=True).exists()


def test_a_subject_s_pairs_get_the_places_that_a_whole_run_gives_them(world, access):
    namesake(world, "iq:5", "Kawa Rasul")
    resolve(access)
    mark_harm(access, "iq:5", reason="a victim's brother")
    increment(world, access)
    columns = ("left_id", "right_id", "matters__is_subject", "matters__records", "cut")
    rows = Candidate.objects.filter(left_id="iq:5")
    shown = set(rows.values_list(*columns))
    assert {row[2] for row in shown} == {True}
    assert all(one.priority == Matters(**one.matters).priority for one in rows)
    resolve(access, whole=True)
    assert set(rows.all().values_list(*columns)) == shown


def test_a_proposal_of_another_operation_stands_in_for_none_of_this(world, access):
    there = elsewhere(world, access.user)
    mark_harm(there, "nca:00", reason="hunted")
    resolve(there)
    mark_harm(access, "nca:00", reason="a victim's brother")
    report = resolve(access)
    assert report.proposed_by_rule == 1
    colleague = world.access("nca")
    shown = next_items(colleague, only=PROPOSALS)
    assert [{*one.left.members, *one.right.members} for one in shown] == [PAIR]


def test_a_proposal_of_another_operation_hides_no_pair_of_this(world, access):
    namesake(world, "iq:5", "Kawa Rasul")
    resolve(access)
    pair = next(
        one for one in candidates_behind(access, None, limit=500) if "iq:5" in one.left.members
    )
    sides = (pair.left.members[0], pair.right.members[0])
    there = elsewhere(world, access.user)
    mark_harm(there, "iq:5", reason="hunted")
    assert judge(there, *sides, JudgementKind.POSITIVE).judgement == "proposed"
    shown = {one.candidate for one in candidates_behind(access, None, limit=500)}
    assert pair.candidate in shown


def test_a_proposal_of_this_operation_hides_the_pair(world, access):
    namesake(world, "iq:5", "Kawa Rasul")
    resolve(access)
    pair = next(
        one for one in candidates_behind(access, None, limit=500) if "iq:5" in one.left.members
    )
    mark_harm(access, "iq:5", reason="a victim's brother")
    judge(access, pair.left.members[0], pair.right.members[0], JudgementKind.POSITIVE)
    shown = {one.candidate for one in candidates_behind(access, None, limit=500)}
    assert pair.candidate not in shown


def test_a_yes_on_what_the_rule_joined_before_the_mark_awaits_a_second_person_in_the_queue(
    world, access
):
    resolve(access)
    mark_harm(access, "nca:00", reason="a victim's brother")
    event = judge(access, "nca:00", "krg:1", JudgementKind.POSITIVE)
    assert event.judgement == "proposed"
    colleague = world.access("nca")
    assert [one.number for one in next_items(colleague, only=PROPOSALS)] == [event.pk]
    assert judge(colleague, "nca:00", "krg:1", JudgementKind.POSITIVE).judgement == "positive"
    assert next_items(colleague, only=PROPOSALS) == []


def test_a_yes_on_what_people_joined_before_the_mark_changes_nothing_and_holds_nothing_alone(
    world, access
):
    joins = [
        judge(access, "nca:00", "nca:01", JudgementKind.POSITIVE),
        judge(access, "nca:01", "nca:02", JudgementKind.POSITIVE),
    ]
    mark_harm(access, "nca:00", reason="a victim's brother")
    yes = judge(world.access("nca"), "nca:00", "nca:02", JudgementKind.POSITIVE)
    assert next_items(access, only=PROPOSALS) == [], "there is nothing to decide"
    for one in joins:
        withdraw(access, one.pk, reason="mistake")
    assert members(access, "nca:00") == {"nca:00"}, "one person's word joins no marked man"
    assert [one.number for one in next_items(access, only=PROPOSALS)] == [yes.pk]


def test_the_engine_is_told_of_no_judgement_that_rests_on_more_than_the_run_read(world, access):
    """Readers of a run see what was refused in it, and why."""
    same = {"phone": "+447700900123"}
    person(world, "krg:8", "Dilshad Nuri", 40, "krg", **same)
    person(world, "nca:8", "Dilshad Nuri", 40, "nca", **same)
    world.person("krg", "krg:8", how={"slot": "notes", "shared_with": []}, notes="x")
    insider = world.access("krg")
    judge(insider, "krg:8", "nca:8", JudgementKind.NEGATIVE)
    person(world, "iq:8", "Dilshad Nuri", 40, "iq", **same)
    resolve(insider)
    assert not Candidate.objects.exclude(cut="").exists()
    assert members(insider, "krg:8").isdisjoint(members(insider, "nca:8")), "people's word holds"


def test_a_refusal_on_hidden_grounds_does_not_show_in_what_the_rule_joins(world, access):
    resolve(access)
    assert members(access, "nca:00") == PAIR
    person(world, "krg:1", "بەرزان ئەحمەد", 0, "krg", how={"shared_with": [], "slot": "own.csv"})
    insider = world.access("krg")
    refusal = judge(insider, "krg:1", "nca:00", JudgementKind.NEGATIVE)
    assert members(access, "nca:00") == {"nca:00"}
    resolve(access, whole=True)
    assert members(access, "nca:00") == PAIR, "whoever may not know of it is shown it as before"
    assert members(insider, "nca:00") == {"nca:00"}
    withdraw(insider, refusal.pk, reason="mistake")
    assert members(insider, "nca:00") == PAIR


def test_what_a_person_took_back_stays_so_whatever_another_operation_proposes(world, access):
    there = elsewhere(world, access.user)
    mark_harm(there, "nca:00", reason="hunted")
    resolve(there)
    resolve(access)
    (joined,) = (one for one in live_events(access) if {one.left, one.right} == PAIR)
    withdraw(access, joined.event, reason="mistake")
    report = resolve(access)
    assert report.newly_joined == 0
    assert members(access, "nca:00") == {"nca:00"}


def test_a_join_that_another_operation_took_back_is_made_again_by_the_next_run(world, access):
    there = elsewhere(world, access.user)
    resolve(there)
    resolve(access)
    mark_harm(there, "nca:00", reason="hunted")
    resolve(there)
    report = increment(world, access)
    assert (report.newly_joined, members(access, "nca:00")) == (1, PAIR)
    again = resolve(access, whole=True)
    assert (again.newly_joined, again.withdrawn_by_rule) == (0, 0), "as a whole run has it"
    assert again.entities == report.entities


def test_a_run_takes_back_every_join_of_the_rule_on_a_pair_that_is_marked(world, access):
    person(world, "krg:1", "بەرزان ئەحمەد", 0, "krg", how={"shared_with": [], "slot": "own.csv"})
    insider = world.access("krg")
    resolve(access)
    refusal = judge(insider, "krg:1", "nca:00", JudgementKind.NEGATIVE)
    resolve(access)
    withdraw(insider, refusal.pk, reason="mistake")
    assert said(access, PAIR) == [("positive", True)] * 2, "one stands again beside the other"
    mark_harm(access, "nca:00", reason="a victim's brother")
    report = resolve(access)
    assert (report.withdrawn_by_rule, report.proposed_by_rule) == (2, 1)
    assert said(access, PAIR) == [("proposed", True)]
    assert members(access, "nca:00") == {"nca:00"}
