"""Resolution and review: certain pairs joined by rule, the rest queued, people's word above all."""

import pytest

from hawkari.errors import AccessDenied
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import get_entity
from hawkari.evidence.judgements import JudgementKind, judge, live_events, withdraw
from hawkari.evidence.linking.resolution import CERTAIN_MATCH, resolve
from hawkari.evidence.models import AuditEntry, Candidate, Category, JudgementEvent, LinkRun
from hawkari.evidence.reviewing.queue import candidates_behind, queue_counts
from tests.evidence.undoing import undo_last

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO, UNSURE = JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE


@pytest.fixture
def access(world):
    """Two records of one man in two scripts with one phone and document; others beside them."""
    same = {"birthDate": "1984-09-16", "gender": "male", "phone": "+447700900123"}
    world.person("nca", "nca:1", name="Barzan Ahmed Hassan", idNumber="A1234567", **same)
    world.person("krg", "krg:1", name="بەرزان ئەحمەد حەسەن", idNumber="A1234567", **same)
    world.person("nca", "nca:2", name="Barzan Rasul Omar", birthDate="1971-05-05", gender="male")
    world.person("krg", "krg:2", name="سامان کەریم", birthDate="1990-03-02", gender="male")
    world.person("nca", "nca:3", name="Saman Kareem", gender="male")
    return world.access("nca")


def rule_s_event(access):
    (event,) = [one for one in live_events(access) if {one.left, one.right} == {"krg:1", "nca:1"}]
    return event


def joined(access) -> set[str]:
    return set(get_entity(access, "nca:1").members)


def test_what_is_certain_is_joined_by_the_rule_and_marked_as_its_own(access):
    report = resolve(access)
    assert joined(access) == {"nca:1", "krg:1"}
    event = rule_s_event(access)
    assert (event.maker, event.by_rule) == (CERTAIN_MATCH, True)
    assert event.probability >= report.join_at
    assert event.reasons
    assert {"comparison", "level", "weight", "left", "right"} <= set(event.reasons[0])
    assert (report.records, report.entities) == (5, 5 - report.joined_by_rule)


def test_running_it_again_changes_nothing(access):
    first = resolve(access)
    events = list(JudgementEvent.objects.values())
    again = resolve(access)
    assert list(JudgementEvent.objects.values()) == events
    assert (again.newly_joined, again.withdrawn_by_rule) == (0, 0)
    assert (again.entities, again.to_review) == (first.entities, first.to_review)
    assert set(Candidate.objects.values_list("run", flat=True)) <= {again.run}


def test_the_run_is_kept_with_its_model_and_audited(access):
    report = resolve(access)
    run = LinkRun.objects.get(pk=report.run)
    assert run.model_version
    assert run.plan["rules"]
    assert len(run.parts) == 5
    entry = AuditEntry.records.get(act="combine")
    assert (entry.count, entry.detail["records"]) == (report.joined_by_rule, 5)


def test_the_rule_proposes_where_a_wrong_merge_would_do_harm_and_takes_its_joins_back(
    world, access
):
    resolve(access)
    set_category(access, "nca:1", Category.SUSPECT, basis="assessment")
    report = resolve(access)
    assert report.proposed_by_rule == 1
    assert joined(access) == {"nca:1"}
    assert rule_s_event(access).judgement == JudgementKind.PROPOSED
    again = resolve(access)
    assert (again.newly_joined, again.withdrawn_by_rule) == (0, 0)
    judge(access, "nca:1", "krg:1", YES)
    assert joined(access) == {"nca:1"}
    judge(world.access("nca"), "nca:1", "krg:1", YES)
    assert joined(access) == {"nca:1", "krg:1"}
    resolve(access)
    assert [one.by_rule for one in live_events(access) if "nca:1" in {one.left, one.right}] == [
        False
    ]


def test_a_person_s_no_is_never_joined_by_the_rule(access):
    judge(access, "nca:1", "krg:1", NO)
    resolve(access)
    assert joined(access) == {"nca:1"}


def test_what_a_person_left_open_or_took_back_is_not_joined_by_the_rule(access):
    resolve(access)
    event = rule_s_event(access)
    withdraw(access, event.event, reason="two men, one phone")
    resolve(access)
    assert joined(access) == {"nca:1"}
    judge(access, "nca:1", "krg:1", UNSURE)
    resolve(access)
    assert joined(access) == {"nca:1"}


def test_a_join_that_is_no_longer_certain_is_withdrawn_by_the_rule(access):
    resolve(access)
    report = resolve(access, join_at=1.0)
    assert report.withdrawn_by_rule >= 1
    assert joined(access) == {"nca:1"}
    assert JudgementEvent.objects.filter(rule=CERTAIN_MATCH, judgement="withdrawn").exists()


def test_only_what_the_access_may_see_is_compared(world, access):
    world.person(
        "krg", "krg:secret", how={"shared_with": []}, name="Barzan Ahmed", phone="+447700900123"
    )
    assert resolve(access).records == 5
    assert resolve(world.access("krg")).records == 6


def test_candidates_of_a_run_over_hidden_loads_are_hidden(world, access):
    world.person("krg", "krg:secret", how={"shared_with": []}, name="Saman Kareem", gender="male")
    insider = world.access("krg")
    resolve(insider, join_at=1.0)
    assert candidates_behind(insider, None, limit=20)
    assert candidates_behind(access, None, limit=20) == []
    assert queue_counts(access).waiting == 0


def test_a_role_without_content_resolves_nothing(world):
    with pytest.raises(AccessDenied):
        resolve(world.access("nca", "administrator"))


@pytest.fixture
def queue(access):
    """Everything is left to people."""
    resolve(access, join_at=1.0)
    return access


def pairs(access, **how) -> list[set[str]]:
    return [
        {*one.left.members, *one.right.members}
        for one in candidates_behind(access, None, limit=20, **how)
    ]


def test_the_queue_is_by_priority_with_reasons_and_what_was_not_compared(queue):
    shown = candidates_behind(queue, None, limit=20)
    places = [one.matters.priority for one in shown]
    assert places == sorted(places, reverse=True)
    last = shown[-1]
    assert {*last.left.members, *last.right.members} == {"nca:1", "krg:1"}, "the model is sure"
    assert last.reasons[0]["comparison"]
    assert "mother's name" in last.not_compared
    assert "phone" not in last.not_compared
    assert last.left.get("idNumber") == ("A1234567",)
    row = Candidate.objects.get(pk=last.candidate)
    assert (row.agencies, row.languages) == ("krg nca", "Latn ckb")


def test_a_decided_pair_leaves_the_queue(queue):
    assert {"nca:1", "krg:1"} in pairs(queue)
    judge(queue, "nca:1", "krg:1", YES)
    assert {"nca:1", "krg:1"} not in pairs(queue)
    undo_last(queue)
    judge(queue, "nca:1", "krg:1", NO)
    assert {"nca:1", "krg:1"} not in pairs(queue)


def test_a_pair_left_open_comes_last_and_is_marked(queue):
    before = queue_counts(queue)
    judge(queue, "nca:1", "krg:1", UNSURE)
    last = candidates_behind(queue, None, limit=20)[-1]
    assert {*last.left.members, *last.right.members} == {"nca:1", "krg:1"}
    assert last.unsure
    after = queue_counts(queue)
    assert (after.waiting, after.unsure) == (before.waiting - 1, before.unsure + 1)
    assert after.decided_today == 1


def test_of_two_clusters_one_pair_is_asked(world, queue):
    for number in range(3):
        world.person("iq", f"iq:{number}", name="Barzan Ahmed Hassan", idNumber="A1234567")
    resolve(queue, join_at=1.0)
    for number in range(2):
        judge(queue, f"iq:{number}", f"iq:{number + 1}", YES)
    asked = [pair for pair in pairs(queue) if "nca:1" in pair and any("iq" in one for one in pair)]
    assert len(asked) == 1


def test_the_queue_goes_on_behind_a_cursor_even_when_that_was_decided(queue):
    everything = candidates_behind(queue, None, limit=20)
    first = everything[0]
    judge(queue, first.left.members[0], first.right.members[0], NO)
    rest = candidates_behind(queue, first.candidate, limit=20)
    assert [one.candidate for one in rest] == [one.candidate for one in everything[1:]]
    assert candidates_behind(queue, everything[-1].candidate, limit=20) == []


def test_a_judgement_keeps_the_score_and_reasons_shown(queue):
    shown = candidates_behind(queue, None, limit=20)[0]
    event = judge(queue, shown.left.members[0], shown.right.members[0], YES)
    assert (event.probability, event.weight) == (shown.probability, shown.weight)
    assert tuple(event.reasons) == shown.reasons
    assert event.model_version
