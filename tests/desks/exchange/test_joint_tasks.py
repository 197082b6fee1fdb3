"""Tasks between two nodes: each side's person takes its steps, and both see the same list."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from hawkari.desks.exchange.models import InMessage, JointStep, JointTask
from hawkari.desks.exchange.node.sending import send
from hawkari.desks.exchange.services.joint_lists import joint_list, joint_waiting
from hawkari.desks.exchange.services.joint_tasks import (
    Proposal,
    Words,
    accept,
    decline,
    finish,
    propose,
    withdraw,
)
from hawkari.desks.exchange.services.texts import translate
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry, Operation

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
ASKED = Proposal(
    partner="asayish",
    kind="question",
    what="Is +9647000000001 still in use?",
    why="It rang twice before each crossing.",
    language="en",
)
FOUND = Words("بەڵێ، دوێنێ بەکار هاتووە", "ckb")
BUSY = Words("No one is free before spring", "en")


@pytest.fixture
def nodes(three_nodes) -> Any:
    """The three nodes, each in the operation."""
    for node in (three_nodes.uk, three_nodes.krg, three_nodes.iraq):
        with node:
            node.operation()
    return three_nodes


def asked(nodes, proposal: Proposal = ASKED) -> str:
    """A task of the UK to the Kurdistan Region that has arrived; its reference."""
    with nodes.uk:
        reference = propose(nodes.uk.access(), proposal).reference
    nodes.deliver_all()
    return reference


def seen(node) -> list[tuple[str, str, str]]:
    """A node's list: reference, state and answer of each task, with nothing of its side."""
    with node:
        page = joint_list(node.access())
        return [(one.task.reference, one.task.state, one.task.answer) for one in page.tasks]


def steps(node) -> list[tuple[str, ...]]:
    with node:
        rows = JointStep.objects.order_by("side", "number")
        return [(o.side, str(o.number), o.state, str(o.due), o.words, o.by) for o in rows]


def test_a_task_goes_from_proposal_to_result_and_both_sides_see_the_same(nodes):
    reference = asked(nodes)
    with nodes.krg:
        access = nodes.krg.access()
        assert joint_list(access).tasks[0].texts["what"].written.words == ASKED.what
        accept(access, reference, due=access.today + timedelta(days=3), words=Words())
    nodes.deliver_all()
    assert seen(nodes.uk) == seen(nodes.krg) == [(reference, "accepted", "")]
    with nodes.krg:
        finish(nodes.krg.access(), reference, words=FOUND, answer="confirmed")
    nodes.deliver_all()
    assert seen(nodes.uk) == seen(nodes.krg) == [(reference, "done", "confirmed")]
    assert steps(nodes.uk) == steps(nodes.krg)
    assert seen(nodes.iraq) == []


def test_each_step_stands_in_both_audit_logs(nodes):
    reference = asked(nodes)
    with nodes.krg:
        decline(nodes.krg.access(), reference, words=BUSY)
    nodes.deliver_all()
    for node in (nodes.uk, nodes.krg):
        with node:
            entries = AuditEntry.records.filter(
                act="decide", object_ids__contains=f'"{reference}"'
            ).order_by("seq")
            assert [one.detail["state"] for one in entries] == ["proposed", "declined"]


def test_a_result_that_crosses_a_withdrawal_is_not_lost_on_either_side(nodes):
    reference = asked(nodes)
    with nodes.krg:
        access = nodes.krg.access()
        accept(access, reference, due=access.today, words=Words())
    nodes.deliver_all()
    with nodes.uk:
        withdraw(nodes.uk.access(), reference, words=Words("No longer needed"))
    with nodes.krg:
        finish(nodes.krg.access(), reference, words=FOUND, answer="refuted")
    nodes.deliver_all()
    assert seen(nodes.uk) == seen(nodes.krg) == [(reference, "done", "refuted")]


def test_a_withdrawal_that_arrives_before_its_proposal_holds(nodes):
    with nodes.uk:
        task = propose(nodes.uk.access(), ASKED)
        withdraw(nodes.uk.access(), task.reference, words=Words("A mistake"))
        first, second = [one.message for one in JointStep.objects.order_by("number")]
    nodes.deliver_all()
    with nodes.krg:
        # The same two, told in the other order.
        JointStep.objects.all().delete()
        JointTask.objects.all().delete()
        from hawkari.desks.exchange.handlers.joint_tasks import on_task
        from tests.desks.exchange.told import told_again

        for message in (second, first):
            with transaction.atomic():
                on_task(told_again(InMessage.objects.get(id=message)))
    assert seen(nodes.uk) == seen(nodes.krg) == [(task.reference, "withdrawn", "")]


def test_the_day_can_be_moved_and_both_sides_compute_what_is_overdue(nodes):
    reference = asked(nodes)
    with nodes.krg:
        today = nodes.krg.access().today
        accept(nodes.krg.access(), reference, due=today, words=Words())
    nodes.deliver_all()
    for node in (nodes.uk, nodes.krg):
        with node:
            tomorrow = replace(node.access(), today=today + timedelta(days=1))
            assert joint_list(tomorrow).late == 1
    with nodes.krg:
        accept(nodes.krg.access(), reference, due=today + timedelta(days=9), words=Words())
    nodes.deliver_all()
    with nodes.uk:
        later = replace(nodes.uk.access(), today=today + timedelta(days=1))
        assert joint_list(later).late == 0


def test_what_waits_is_told_to_the_side_that_has_to_act(nodes):
    reference = asked(nodes)
    with nodes.uk:
        assert joint_waiting(nodes.uk.access()) == []
    with nodes.krg:
        access = nodes.krg.access()
        (one,) = joint_waiting(access)
        assert (one.what, one.note) == ("Accept or decline a partner's task", "nca")
        assert one.about == ASKED.what
        accept(access, reference, due=access.today, words=Words())
        assert [one.what for one in joint_waiting(access)] == ["Say what came of a task"]
    nodes.deliver_all()
    with nodes.uk:
        later = replace(nodes.uk.access(), today=access.today + timedelta(days=1))
        assert [one.what for one in joint_waiting(later)] == ["Ask after a task that is overdue"]


def test_a_step_that_the_partners_node_did_not_take_waits_for_its_sender(nodes):
    with nodes.krg:
        nodes.krg.operation().agencies.remove(nodes.krg.agency_of(nodes.uk))
    asked(nodes)
    with nodes.uk:
        access = nodes.uk.access()
        (one,) = joint_waiting(access)
        assert one.what == "Look at a step that the partner's node did not take"
        (step,) = joint_list(access).tasks[0].steps
        assert (step.delivery, "no operation of this name" in step.refused) == ("failed", True)


def test_free_text_keeps_its_language_and_takes_a_translation_with_its_maker(nodes):
    reference = asked(nodes)
    with nodes.krg:
        access = nodes.krg.access()
        accept(access, reference, due=access.today, words=Words())
        finish(access, reference, words=FOUND, answer="confirmed")
    nodes.deliver_all()
    with nodes.uk:
        access = nodes.uk.access()
        where = ("joint-task", reference, "asked-2")
        translate(access, where, language="en", words="Yes, it was used yesterday")
        (task,) = joint_list(access).tasks
        text = task.steps[-1].words
        assert text is not None
        assert (text.written.words, text.written.language) == (FOUND.text, "ckb")
        assert [(one.language, one.by) for one in text.translations] == [("en", "nca-liaison")]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"partner": "nca"}, "no partner"),
        ({"partner": "nobody"}, "no partner"),
        ({"kind": "order"}, "nothing to ask for"),
        ({"what": "  "}, "needs its words"),
        ({"language": "xx"}, "no language"),
        ({"handling": "X"}, "no handling code"),
        ({"handling": "C"}, "needs its condition"),
        ({"condition": "Ask first"}, "needs its condition"),
        ({"plan_task": 999}, "no such open task"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_sent(nodes, changed, problem):
    with nodes.uk:
        with pytest.raises(BadInput, match=problem):
            propose(nodes.uk.access(), replace(ASKED, **changed))
        assert not JointTask.objects.exists()
    assert nodes.deliver_all() == 0


def test_steps_that_do_not_fit_are_refused(nodes):
    reference = asked(nodes)
    with nodes.uk:
        access = nodes.uk.access()
        with pytest.raises(BadInput, match="as it was shown"):
            accept(access, reference, due=access.today, words=Words())
        with pytest.raises(BadInput, match="needs a reason"):
            withdraw(access, reference, words=Words(" "))
    with nodes.krg:
        access = nodes.krg.access()
        with pytest.raises(BadInput, match="as it was shown"):
            withdraw(access, reference, words=BUSY)
        with pytest.raises(BadInput, match="as it was shown"):
            finish(access, reference, words=FOUND, answer="confirmed")
        with pytest.raises(BadInput, match="is past"):
            accept(access, reference, due=access.today - timedelta(days=1), words=Words())
        accept(access, reference, due=access.today, words=Words())
        with pytest.raises(BadInput, match="no answer to this task"):
            finish(access, reference, words=FOUND, answer="")
        decline(access, reference, words=BUSY)
        with pytest.raises(BadInput, match="as it was shown"):
            finish(access, reference, words=FOUND, answer="confirmed")


@pytest.mark.parametrize("role", ["trainer", "auditor", "administrator", "caseworker"])
def test_who_may_not_exchange_sees_and_does_nothing(nodes, role: str):
    reference = asked(nodes)
    with nodes.krg:
        access = nodes.krg.access(role)
        for act in (
            lambda: joint_list(access),
            lambda: propose(access, ASKED),
            lambda: accept(access, reference, due=access.today, words=Words()),
            lambda: decline(access, reference, words=BUSY),
        ):
            with pytest.raises(AccessDenied):
                act()


def test_members_of_another_operation_see_nothing_of_a_task(nodes):
    asked(nodes)
    with nodes.krg:
        other = Operation.objects.create(
            slug="other", name="Other", purpose="Test", starts="2026-01-01"
        )
        access = replace(nodes.krg.access(), operation=other)
        assert joint_list(access).tasks == ()
        assert joint_waiting(access) == []
        with pytest.raises(BadInput, match="as it was shown"):
            decline(access, JointTask.objects.get().reference, words=BUSY)


def test_a_partner_that_takes_no_part_in_the_operation_is_not_asked(nodes):
    with nodes.uk:
        nodes.uk.operation().agencies.remove(nodes.uk.agency_of(nodes.krg))
        with pytest.raises(BadInput, match="no partner"):
            propose(nodes.uk.access(), ASKED)


GOOD_TASK = {
    "reference": "a" * 32, "kind": "question", "what": "x", "why": "", "language": "en",
    "handling": "P", "condition": "", "wanted_by": "",
}  # fmt: skip
GOOD_STEP = {
    "number": 1, "state": "proposed", "due": "", "answer": "", "words": "", "language": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("task", "step", "code"),
    [
        ({"reference": "A" * 32}, {}, "malformed"),
        ({"reference": "ab"}, {}, "malformed"),
        ({"kind": "order"}, {}, "malformed"),
        ({"what": ""}, {}, "malformed"),
        ({"what": "x" * 2001}, {}, "malformed"),
        ({"what": 7}, {}, "malformed"),
        ({"handling": "C"}, {}, "malformed"),
        ({"handling": ""}, {}, "malformed"),
        ({"wanted_by": "soon"}, {}, "malformed"),
        ({}, {"state": "accepted"}, "malformed"),
        ({}, {"state": "done"}, "malformed"),
        ({}, {"number": 0}, "malformed"),
        ({}, {"number": True}, "malformed"),
        ({}, {"answer": "confirmed"}, "malformed"),
        ({}, {"state": "withdrawn", "words": ""}, "malformed"),
    ],
)
def test_a_partners_node_that_sends_nonsense_is_refused_with_the_reason(nodes, task, step, code):
    body = {"task": GOOD_TASK | task, "step": GOOD_STEP | step}
    assert outcome(nodes, "joint-task", body) == code
    with nodes.krg:
        assert not JointTask.objects.exists()


def outcome(nodes, kind: str, body: dict[str, Any], **how: Any) -> str:
    """What a node answers to another's message; to the Kurdistan Region's by the UK's."""
    sender, to = how.get("sender", nodes.uk), how.get("to", nodes.krg)
    with sender:
        sent = send(
            kind,
            body,
            to=[sender.agency_of(to)],
            by=sender.user(),
            operation=how.get("operation", "op-corridor"),
        )
    nodes.deliver_all()
    with to:
        return InMessage.objects.get(id=sent.id).outcome


def test_a_partner_cannot_answer_for_another_or_change_a_task_that_stands(nodes):
    reference = asked(nodes)
    step = {"reference": reference, "step": GOOD_STEP | {"state": "done", "words": "x"}}
    assert outcome(nodes, "joint-task-step", step) == "unknown-task"
    third = outcome(nodes, "joint-task-step", step, sender=nodes.iraq, to=nodes.uk)
    assert third == "unknown-task", "asked of the Kurdistan Region, not of Baghdad"
    changed = {"task": GOOD_TASK | {"reference": reference}, "step": GOOD_STEP | {"number": 2}}
    assert outcome(nodes, "joint-task", changed) == "other-task"
    assert outcome(nodes, "joint-task", {"task": GOOD_TASK, "step": GOOD_STEP}) == "ok"
    assert outcome(nodes, "joint-task", {"task": GOOD_TASK, "step": GOOD_STEP}) == "step-twice"
    another = {"task": GOOD_TASK | {"reference": "b" * 32}, "step": GOOD_STEP}
    assert outcome(nodes, "joint-task", another, operation="nowhere") == "unknown-operation"
