"""Attacks on accountability: to see somebody, and not to be in the log for it. Invented people."""

import pytest

from hawkari.desks.intelligence.services.deciding import conflict_of
from hawkari.desks.intelligence.services.profiles import profile
from hawkari.desks.intelligence.services.reviewing import queue
from hawkari.evidence.audit import ids_of_person
from hawkari.evidence.judgements import JudgementConflict, judge
from hawkari.evidence.models import AuditEntry

pytestmark = pytest.mark.contract


def looks(access, stated: str) -> int:
    """How many entries of somebody's doings name a person."""
    ids = set(ids_of_person(stated))
    mine = AuditEntry.records.filter(actor=access.user.get_username(), act__in=["consult"])
    return sum(not ids.isdisjoint(entry.object_ids) for entry in mine)


@pytest.fixture
def people(world, partner):
    for number, name in enumerate(["Dana Omar", "Dana Omer", "Dena Omar"], start=1):
        world.person("nca", f"nca:{number}", name=name)
    judge(partner, "nca:1", "nca:2", "positive", reason="the same scar")
    judge(partner, "nca:1", "nca:3", "negative", reason="another scar")


def test_whoever_is_named_beside_a_person_as_somebody_else_was_looked_at(world, people):
    analyst = world.access("nca")
    assert "Dena Omar" in str(profile(analyst, "nca:1").refusals)
    assert looks(analyst, "nca:3") == 1


def test_whoever_is_named_in_a_conflict_was_looked_at(world, people):
    analyst = world.access("nca")
    with pytest.raises(JudgementConflict) as refused:
        judge(analyst, "nca:2", "nca:3", "positive", reason="look")
    before = looks(analyst, "nca:1")
    assert "Dana Omar" in str(conflict_of(analyst, refused.value).chain)
    assert looks(analyst, "nca:1") == before + 1


def test_whoever_is_named_among_ones_last_decisions_was_looked_at(people, partner):
    before = looks(partner, "nca:3")
    assert "Dena Omar" in str(queue(partner).last)
    assert looks(partner, "nca:3") == before + 1
