"""Joint tasks on either database: one node, with a partner that the test plays."""

import pytest

from hawkari.desks.exchange.models import Delivery, JointStep
from hawkari.desks.exchange.services.joint_lists import joint_list
from hawkari.desks.exchange.services.joint_tasks import Proposal, Words, accept, finish, propose
from hawkari.desks.exchange.services.texts import translate
from tests.desks.exchange.playing import PlayedPartner, be_node, partner_of
from tests.evidence.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
REFERENCE = "a" * 32
TASK = {
    "reference": REFERENCE, "kind": "action", "what": "بەلەمەکە بگرن", "why": "", "language": "ckb",
    "handling": "C", "condition": "تەنها بۆ ئەم کارە", "wanted_by": "2999-01-01",
}  # fmt: skip
STEP = {"number": 1, "state": "proposed", "due": "", "answer": "", "words": "", "language": ""}


@pytest.fixture
def world() -> World:
    be_node()
    world = World()
    world.agency("nca")
    return world


@pytest.fixture
def partner(world: World) -> PlayedPartner:
    return partner_of(world.operation)


def test_a_partners_task_is_kept_translated_accepted_and_answered(world, partner):
    says = {"task": TASK, "step": STEP}
    assert partner.says("joint-task", says, operation=world.operation.slug).outcome == "ok"
    access = world.access("nca", "liaison")
    translate(access, ("joint-task", REFERENCE, "what"), language="en", words="Take the boat")
    accept(access, REFERENCE, due=access.today, words=Words())
    finish(access, REFERENCE, words=Words("Taken", "en"))
    (one,) = joint_list(access).tasks
    assert (one.task.state, one.task.due, one.task.handling) == ("done", access.today, "C")
    assert [step.step.state for step in one.steps] == ["proposed", "accepted", "done"]
    assert [step.delivery for step in one.steps] == ["", "waiting", "waiting"]
    assert [made.words for made in one.texts["what"].translations] == ["Take the boat"]


def test_a_step_and_its_message_are_kept_together_or_not_at_all(world, partner, monkeypatch):
    access = world.access("nca", "liaison")
    monkeypatch.setattr("hawkari.desks.exchange.services.joint_tasks.standing", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        propose(access, Proposal("asayish", "question", "Who drives?"))
    assert not JointStep.objects.exists()
    assert not Delivery.objects.exists()
