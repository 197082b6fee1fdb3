"""Judgements: joined, kept apart, refused with the path, withdrawn, undone."""

import pytest
from django.utils import timezone

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_parts
from hawkari.evidence.cluster_cache import rebuild_clusters, refresh_clusters
from hawkari.evidence.entities import EntityNotFound, get_entity
from hawkari.evidence.identities import log_ids
from hawkari.evidence.judgements import (
    JudgementConflict,
    JudgementKind,
    judge,
    live_events,
    undo,
    withdraw,
)
from hawkari.evidence.models import AuditEntry, CanonicalEntity, ClusterMember, JudgementEvent
from tests.evidence.undoing import undo_last

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO, UNSURE = JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE


@pytest.fixture
def access(world):
    """An analyst, and four records p, q, r, s that they see; p is the oldest."""
    for name in "pqrs":
        world.person("nca", f"nca:{name}", name=f"Saman {name}")
    return world.access("nca")


def together(access, one: str) -> set[str]:
    return {member.removeprefix("nca:") for member in get_entity(access, f"nca:{one}").members}


def by_rule(access, left: str, right: str, weight: float = 5.0) -> JudgementEvent:
    event = JudgementEvent.objects.create(
        left_id=f"nca:{left}",
        right_id=f"nca:{right}",
        judgement=YES,
        rule="certain-match",
        operation=access.operation,
        made_at=timezone.now(),
        weight=weight,
        rests_on=sorted(visible_parts(access)),
    )
    refresh_clusters([event.left_id])
    return event


def test_a_positive_joins_and_is_transitive(access):
    judge(access, "nca:q", "nca:p", YES)
    judge(access, "nca:q", "nca:r", YES)
    assert together(access, "p") == {"p", "q", "r"}
    assert together(access, "s") == {"s"}


def test_an_event_keeps_what_its_maker_was_shown(access):
    event = judge(access, "nca:q", "nca:p", YES, reason="same scar")
    assert (event.left_id, event.right_id, event.reason) == ("nca:p", "nca:q", "same scar")
    assert (event.made_by, event.operation) == (access.user, access.operation)
    assert len(event.statements_seen) == len(event.rests_on) == 2


def test_a_cluster_goes_by_the_id_of_its_oldest_record_and_old_ids_lead_there(access):
    before = {name: get_entity(access, f"nca:{name}").canonical_id for name in "pqr"}
    judge(access, "nca:q", "nca:r", YES)
    judge(access, "nca:p", "nca:r", YES)
    assert {get_entity(access, old).canonical_id for old in before.values()} == {before["p"]}
    assert CanonicalEntity.objects.get(entity_id="nca:r").merged_into_id == before["p"]


def test_a_split_keeps_the_old_id_with_the_oldest_and_remembers_where_the_rest_left(access):
    judge(access, "nca:q", "nca:r", YES)
    bridge = judge(access, "nca:p", "nca:q", YES)
    whole = get_entity(access, "nca:p").canonical_id
    withdraw(access, bridge.pk, reason="another man")
    assert together(access, "q") == {"q", "r"}
    assert get_entity(access, "nca:p").canonical_id == whole
    left = CanonicalEntity.objects.get(entity_id="nca:q")
    assert (left.split_from_id, left.merged_into_id) == (whole, None)
    assert get_entity(access, "nca:r").canonical_id == left.canonical_id


def test_a_negative_keeps_apart_whoever_joins_later(access):
    judge(access, "nca:p", "nca:q", NO)
    judge(access, "nca:p", "nca:r", YES)
    with pytest.raises(JudgementConflict) as caught:
        judge(access, "nca:q", "nca:r", YES)
    assert caught.value.chain in {
        ("nca:p", "nca:r", "nca:q"),
        ("nca:q", "nca:r", "nca:p"),
    }
    assert [one.maker for one in caught.value.against] == [access.user.username]
    assert "nca:p ≠ nca:q" in str(caught.value)
    assert together(access, "r") == {"p", "r"}
    assert AuditEntry.records.filter(act="decide", outcome="conflict").exists()


def test_a_negative_against_people_s_joins_is_refused_with_the_path(access):
    judge(access, "nca:p", "nca:r", YES)
    judge(access, "nca:r", "nca:q", YES)
    with pytest.raises(JudgementConflict) as caught:
        judge(access, "nca:p", "nca:q", NO)
    assert caught.value.chain == ("nca:p", "nca:r", "nca:q")
    assert together(access, "p") == {"p", "q", "r"}


def test_a_rule_s_join_gives_way_to_a_person_s_no_and_comes_back_when_that_is_undone(access):
    by_rule(access, "p", "q", weight=9.0)
    by_rule(access, "q", "r", weight=4.0)
    judge(access, "nca:p", "nca:r", NO)
    assert together(access, "p") == {"p", "q"}
    undo_last(access)
    assert together(access, "p") == {"p", "q", "r"}
    assert {one.maker for one in live_events(access)} == {"certain-match"}


def test_unsure_leaves_the_pair_open_and_a_decision_replaces_it(access):
    judge(access, "nca:p", "nca:q", UNSURE)
    assert together(access, "p") == {"p"}
    judge(access, "nca:p", "nca:q", YES)
    assert [one.judgement for one in live_events(access)] == [YES]
    undo_last(access)
    assert [one.judgement for one in live_events(access)] == [UNSURE]


def test_unsure_opens_what_a_rule_joined_but_not_what_a_person_did(access):
    by_rule(access, "p", "q")
    judge(access, "nca:p", "nca:q", UNSURE)
    assert together(access, "p") == {"p"}
    judge(access, "nca:r", "nca:s", YES)
    with pytest.raises(JudgementConflict):
        judge(access, "nca:r", "nca:s", UNSURE)


def test_withdrawing_a_join_forgets_no_refusal(access):
    judge(access, "nca:p", "nca:s", NO)
    join = judge(access, "nca:p", "nca:q", YES)
    withdraw(access, join.pk, reason="mistake")
    with pytest.raises(JudgementConflict):
        judge(access, "nca:p", "nca:s", YES)


def test_a_withdrawal_needs_a_reason_and_a_live_event(access):
    event = judge(access, "nca:p", "nca:q", YES)
    with pytest.raises(BadInput, match="reason"):
        withdraw(access, event.pk, reason=" ")
    withdraw(access, event.pk, reason="mistake")
    with pytest.raises(BadInput, match="no live judgement"):
        withdraw(access, event.pk, reason="again")


def test_undo_takes_back_one_s_own_last_decision_only(access, world):
    colleague = world.access("nca")
    judge(access, "nca:p", "nca:q", YES)
    judge(colleague, "nca:r", "nca:s", YES)
    undo_last(access)
    assert (together(access, "p"), together(access, "r")) == ({"p"}, {"r", "s"})
    assert undo_last(access) is None


def test_undo_takes_back_exactly_the_decision_named(access, world):
    colleague = world.access("nca")
    first = judge(access, "nca:p", "nca:q", YES)
    judge(access, "nca:r", "nca:s", YES)
    assert undo(access, first.pk).withdraws_id == first.pk
    assert (together(access, "p"), together(access, "r")) == ({"p"}, {"r", "s"})
    with pytest.raises(BadInput, match="does not stand any more"):
        undo(access, first.pk)
    theirs = judge(colleague, "nca:p", "nca:q", NO)
    for number in (theirs.pk, 10**9):
        with pytest.raises(BadInput, match="no decision of yours"):
            undo(access, number)


def test_undo_refuses_what_somebody_decided_on_since(access, world):
    event = judge(access, "nca:p", "nca:q", YES)
    judge(world.access("nca"), "nca:q", "nca:p", YES)
    with pytest.raises(BadInput, match="decided on this pair after"):
        undo(access, event.pk)
    assert together(access, "p") == {"p", "q"}


def test_undo_is_refused_alike_where_a_hidden_decision_is_newer(access, world):
    event = judge(access, "nca:p", "nca:q", YES)
    world.person("krg", "nca:p", how={"shared_with": []}, gender="male")
    judge(world.access("krg"), "nca:p", "nca:q", YES)
    assert undo(access, event.pk).withdraws_id == event.pk


def test_undo_last_undoes_nothing_older_in_the_place_of_the_last(access, world):
    colleague = world.access("nca")
    judge(access, "nca:p", "nca:q", YES)
    judge(access, "nca:r", "nca:s", UNSURE)
    answer = judge(colleague, "nca:r", "nca:s", NO)
    with pytest.raises(BadInput, match="does not stand any more"):
        undo_last(access)
    assert together(access, "p") == {"p", "q"}
    withdraw(colleague, answer.pk, reason="mistake")
    later = judge(access, "nca:p", "nca:r", NO)
    # What stands again has a newer number than the last decision, and is not it.
    assert undo_last(access).withdraws_id == later.pk
    assert [undo_last(access).judgement for _ in range(2)] == ["withdrawn"] * 2
    assert (undo_last(access), live_events(access)) == (None, [])


def test_undo_finds_a_decision_that_stands_again(access, world):
    first = judge(access, "nca:p", "nca:q", UNSURE)
    colleague = world.access("nca")
    withdraw(colleague, judge(colleague, "nca:p", "nca:q", NO).pk, reason="mistake")
    undo(access, first.pk)
    assert live_events(access) == []


def test_what_stands_again_gives_way_to_what_was_decided_meanwhile(access, world):
    judge(access, "nca:p", "nca:q", UNSURE)
    first = judge(access, "nca:p", "nca:q", YES)
    second = judge(world.access("nca"), "nca:p", "nca:q", YES)
    withdraw(access, first.pk, reason="mistake")
    assert [one.event for one in live_events(access)] == [second.pk]
    withdraw(access, second.pk, reason="mistake")
    assert [one.judgement for one in live_events(access)] == [UNSURE]


def test_events_are_only_ever_added(access):
    judge(access, "nca:p", "nca:q", UNSURE)
    judge(access, "nca:p", "nca:q", YES)
    before = list(JudgementEvent.objects.values())
    undo_last(access)
    assert list(JudgementEvent.objects.values())[: len(before)] == before


def test_every_decision_is_audited_with_its_reason(access):
    judge(access, "nca:p", "nca:q", YES, reason="same scar")
    entry = AuditEntry.records.filter(act="decide").get()
    assert (entry.object_ids, entry.justification) == (log_ids(["nca:p", "nca:q"]), "same scar")


def test_nobody_judges_what_they_may_not_see_or_by_a_role_that_may_not(access, world):
    world.person("asayish", "asayish:x", how={"shared_with": []}, name="Saman")
    with pytest.raises(EntityNotFound):
        judge(access, "nca:p", "asayish:x", YES)
    with pytest.raises(EntityNotFound):
        judge(access, "nca:p", "nca:unknown", YES)
    with pytest.raises(BadInput):
        judge(access, "nca:p", "nca:p", YES)
    with pytest.raises(AccessDenied):
        judge(world.access("nca", "auditor"), "nca:p", "nca:q", YES)
    assert not JudgementEvent.objects.exists()


def clusters() -> set[tuple[str, str]]:
    return set(ClusterMember.objects.values_list("entity_id", "canonical_id"))


def test_the_cache_is_what_a_fresh_build_gives(access):
    judge(access, "nca:p", "nca:q", YES)
    judge(access, "nca:r", "nca:s", YES)
    bridge = judge(access, "nca:q", "nca:r", YES)
    withdraw(access, bridge.pk, reason="mistake")
    kept = clusters()
    ClusterMember.objects.all().delete()
    assert rebuild_clusters() == 2
    assert clusters() == kept
