"""Why records are one and why two are apart, each reader told only what they may know."""

import pytest

from hawkari.errors import AccessDenied
from hawkari.evidence.cluster_cache import refresh_clusters
from hawkari.evidence.explaining import GroundKind, explain, why_not
from hawkari.evidence.identities import EntityNotFound
from hawkari.evidence.judgements import JudgementKind, judge, withdraw
from hawkari.evidence.models import AuditEntry, JudgementEvent
from hawkari.evidence.unseen import parts_of
from tests.evidence.factories import row
from tests.evidence.proposing import REASON, candidate, stored_run

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO, UNSURE = JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE


@pytest.fixture
def access(world):
    for name in "pqrs":
        world.person("nca", f"nca:{name}", name=f"Saman {name}")
    return world.access("nca")


def paths(found) -> dict[str, list[int]]:
    return {one.record.members[0]: [step.event for step in one.path] for one in found.records}


def kinds(access, left: str, right: str) -> list[GroundKind]:
    return [one.kind for one in why_not(access, f"nca:{left}", f"nca:{right}").grounds]


def test_each_record_is_explained_by_the_joins_that_lead_to_the_oldest(access):
    candidate(stored_run(access), "p", "q")
    first = judge(access, "nca:p", "nca:q", YES, reason="same scar")
    last = judge(access, "nca:q", "nca:r", YES)
    found = explain(access, "nca:r")
    assert found.canonical_id == explain(access, "nca:p").canonical_id
    assert paths(found) == {"nca:p": [], "nca:q": [first.pk], "nca:r": [last.pk, first.pk]}
    step = found.records[1].path[0]
    assert (step.maker, step.reason, step.reasons) == (
        access.user.username, "same scar", (REASON,),
    )  # fmt: skip
    assert [join.event for join in found.records[1].joins] == [first.pk, last.pk]
    entry = AuditEntry.records.filter(act="consult").latest("seq")
    assert entry.detail["what"] == "why records are one"


def test_a_record_alone_needs_no_reason(access):
    (alone,) = explain(access, "nca:s").records
    assert (alone.path, alone.joins) == ((), ())


def test_what_a_reader_may_not_see_is_in_no_explanation_and_leaves_no_gap(world, access):
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    insider = world.access("krg")
    judge(insider, "nca:p", "krg:x", YES)
    judge(insider, "krg:x", "nca:q", YES)
    assert set(paths(explain(insider, "nca:q"))) == {"nca:p", "krg:x", "nca:q"}
    assert paths(explain(access, "nca:q")) == {"nca:q": []}
    assert kinds(access, "p", "q") == [GroundKind.NOT_COMPARED]
    assert kinds(access, "p", "q") == kinds(access, "r", "s")
    with pytest.raises(EntityNotFound):
        why_not(access, "nca:p", "krg:x")
    with pytest.raises(EntityNotFound):
        explain(access, "krg:x")


def test_a_hidden_refusal_is_not_told(world, access):
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    insider = world.access("krg")
    judge(insider, "nca:p", "krg:x", YES)
    judge(insider, "krg:x", "nca:q", NO)
    assert kinds(access, "p", "q") == [GroundKind.NOT_COMPARED]
    assert kinds(insider, "p", "q") == [GroundKind.REFUSED]


def test_two_are_apart_because_somebody_said_so_between_any_of_their_records(access):
    judge(access, "nca:p", "nca:q", YES)
    refusal = judge(access, "nca:q", "nca:r", NO)
    found = why_not(access, "nca:p", "nca:r")
    assert [one.kind for one in found.grounds] == [GroundKind.REFUSED]
    assert [one.event for one in found.grounds[0].judgements] == [refusal.pk]
    withdraw(access, refusal.pk, reason="mistake")
    judge(access, "nca:p", "nca:r", UNSURE)
    assert kinds(access, "q", "r") == [GroundKind.LEFT_OPEN]


def test_two_that_are_one_are_told_so_with_the_joins(access):
    join = judge(access, "nca:p", "nca:q", YES)
    found = why_not(access, "nca:q", "nca:p")
    assert found.are_together
    assert [one.event for one in found.grounds[0].judgements] == [join.pk]


def test_the_run_says_what_people_have_not(access):
    run = stored_run(access)
    candidate(run, "p", "q", probability=0.4)
    candidate(run, "r", "s", probability=0.97, cut="contradicting gender")
    waiting = why_not(access, "nca:p", "nca:q").grounds[0]
    assert (waiting.kind, waiting.probability, waiting.reasons) == (
        GroundKind.WAITING, 0.4, (REASON,),
    )  # fmt: skip
    cut = why_not(access, "nca:r", "nca:s").grounds[0]
    assert (cut.kind, cut.words) == (GroundKind.CUT, "contradicting gender")
    assert kinds(access, "p", "s") == [GroundKind.NOT_PROPOSED]


def test_what_was_loaded_since_the_run_was_not_compared(world, access):
    stored_run(access)
    world.person("nca", "nca:t", name="Saman t")
    assert kinds(access, "p", "t") == [GroundKind.NOT_COMPARED]


def test_a_part_that_holds_notes_alone_makes_nothing_uncompared(world, access):
    run = stored_run(access)
    world.load("nca", [row("nca:p", "notes", "seen in Dover")], slot="notes.csv")
    assert set(parts_of(["nca:p"])) - set(run.parts), "the run read no part of notes"
    assert kinds(access, "p", "s") == [GroundKind.NOT_PROPOSED]


def test_a_hidden_refusal_is_told_by_no_join_without_effect(world, access):
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    insider = world.access("krg")
    judge(insider, "nca:p", "krg:x", YES)
    judge(insider, "krg:x", "nca:q", NO)
    join = judge(access, "nca:p", "nca:q", YES)
    plain = judge(access, "nca:r", "nca:s", YES)
    for left, right, event in (("p", "q", join), ("r", "s", plain)):
        (ground,) = why_not(access, f"nca:{left}", f"nca:{right}").grounds
        assert ground.kind is GroundKind.TOGETHER
        assert [one.event for one in ground.judgements] == [event.pk]
    assert paths(explain(access, "nca:q")) == {"nca:p": [], "nca:q": [join.pk]}
    assert GroundKind.REFUSED in kinds(insider, "p", "q")
    assert GroundKind.WITHOUT_EFFECT in kinds(insider, "p", "q")


def test_a_join_that_does_not_hold_is_told_as_that(access):
    judge(access, "nca:p", "nca:q", NO)
    event = judge(access, "nca:q", "nca:r", YES)
    JudgementEvent.objects.filter(pk=event.pk).update(left_id="nca:p", right_id="nca:q")
    refresh_clusters(["nca:p", "nca:q", "nca:r"])
    assert kinds(access, "p", "q") == [GroundKind.REFUSED, GroundKind.WITHOUT_EFFECT]


def test_a_role_without_content_is_told_nothing(world, access):
    administrator = world.access("nca", "administrator")
    with pytest.raises(AccessDenied):
        explain(administrator, "nca:p")
    with pytest.raises(AccessDenied):
        why_not(administrator, "nca:p", "nca:q")
