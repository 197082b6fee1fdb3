"""The pages of joint tasks, and tasks of the plan that go to a partner and come back answered."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from hawkari.desks.exchange.models import JointTask
from hawkari.desks.exchange.services.joint_lists import joint_waiting, plan_tasks
from hawkari.desks.exchange.services.joint_tasks import (
    Proposal,
    Words,
    accept,
    finish,
    keep_answer,
    propose,
)
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import Category, Task
from hawkari.evidence.tasks import propose_task
from tests.desks.intelligence.case import Case
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db
NEW = {
    "partner": "asayish",
    "kind": "question",
    "what": "ئایا ئەم ژمارەیە هێشتا بەکار دێت؟",
    "language": "ckb",
    "handling": "P",
}


@pytest.fixture
def nodes(three_nodes) -> Iterator[Any]:
    for node in (three_nodes.uk, three_nodes.krg):
        with node:
            node.operation()
    return three_nodes


def text(answer: Any) -> str:
    return str(answer.content.decode())


def browser(node, role: str = "analyst") -> Client:
    """A member's browser, in English."""
    client = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    client.force_login(node.user(role))
    return client


def reference() -> str:
    return JointTask.objects.get().reference


def test_a_task_is_proposed_accepted_and_answered_on_the_pages(nodes):
    with nodes.uk:
        pages = browser(nodes.uk)
        assert "Nobody was asked anything yet" in text(pages.get("/exchange/tasks"))
        sent = pages.post("/exchange/tasks/new", NEW)
        assert sent.headers["Location"] == f"/exchange/tasks#task-{reference()}"
        page = text(pages.get("/exchange/tasks"))
        assert "The task is on its way to asayish." in page
        assert '<bdi dir="auto" lang="ckb">ئایا' in page
        assert "on its way" in page
        assert "Take back" in page
    nodes.deliver_all()
    with nodes.krg:
        pages, at = browser(nodes.krg), f"/exchange/tasks/{reference()}"
        assert "Accept or decline a partner&#x27;s task" in text(pages.get("/exchange/"))
        pages.post(f"{at}/accept", {"due": "2999-01-01", "words": "", "language": "ckb"})
        page = text(pages.get("/exchange/tasks"))
        assert "Say what came of it" in page
        assert "Take back" not in page
        done = {"answer": "confirmed", "words": "بەڵێ", "language": "ckb"}
        pages.post(f"{at}/done", done)
    nodes.deliver_all()
    with nodes.uk:
        page = text(browser(nodes.uk).get("/exchange/tasks"))
        assert "No task is open." in page
        assert "received by the partner" in page
        assert "بەڵێ" in page


def test_a_form_that_lacks_something_says_what_and_sends_nothing(nodes):
    with nodes.uk:
        pages = browser(nodes.uk)
        lacking = pages.post("/exchange/tasks/new", NEW | {"what": ""})
        assert lacking.status_code == 400
        assert "There is a problem" in text(lacking)
        unsaid = pages.post("/exchange/tasks/new", NEW | {"handling": "C"})
        assert "Handling C needs its condition" in text(unsaid)
        assert not JointTask.objects.exists()


def test_a_step_that_cannot_be_taken_is_told_on_the_list(nodes):
    with nodes.uk:
        pages = browser(nodes.uk)
        pages.post("/exchange/tasks/new", NEW)
        at = f"/exchange/tasks/{reference()}"
        pages.post(f"{at}/accept", {"due": "2999-01-01"})
        assert "The task is no longer as it was shown." in text(pages.get("/exchange/tasks"))
        pages.post(f"{at}/withdraw", {"words": ""})
        assert "Why, in words" in text(pages.get("/exchange/tasks"))
        pages.post(f"{at}/keep")
        assert "There is no answer to keep." in text(pages.get("/exchange/tasks"))


def test_an_installation_that_is_no_node_says_that_there_is_no_partner():
    world = World()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(world.member("nca", "liaison"))
    assert "There is no partner to ask" in text(client.get("/exchange/tasks"))
    assert "There is no partner to ask" in text(client.get("/exchange/tasks/new"))


def planned(node) -> int:
    """A task of the network desk's plan for the Kurdistan Region; its number."""
    Case(World(node.operation())).load()
    access = node.access("analyst")
    grounds = visible_to(access).filter(entity_id__startswith="call-")
    return propose_task(
        access,
        ("uk-1", "krg-2"),
        agency="asayish",
        statements=list(grounds.values_list("pk", flat=True)),
        figures={"probability": 0.5, "change": 0.1},
    ).pk


def of_plan(number: int) -> Proposal:
    return Proposal("asayish", "question", "Do these two still meet?", plan_task=number)


def answered(nodes, number: int) -> str:
    """A task of the plan that was sent and came back confirmed; its reference."""
    with nodes.uk:
        task = propose(nodes.uk.access("analyst"), of_plan(number))
    nodes.deliver_all()
    with nodes.krg:
        access = nodes.krg.access()
        accept(access, task.reference, due=access.today, words=Words())
        finish(access, task.reference, words=Words("Seen on Monday"), answer="confirmed")
    nodes.deliver_all()
    return str(task.reference)


def test_a_task_of_the_plan_goes_to_a_partner_without_what_the_plan_says(nodes):
    with nodes.uk:
        number = planned(nodes.uk)
        page = text(browser(nodes.uk).get(f"/exchange/tasks/new?task={number}"))
        assert "Rebwar Hama Amin" in page
        assert "for your eyes only, not sent" in page
        (one,) = plan_tasks(nodes.uk.access("analyst"))
        assert one.task.number == number
        propose(nodes.uk.access("analyst"), of_plan(number))
        assert plan_tasks(nodes.uk.access("analyst")) == []
        with pytest.raises(BadInput, match="sent already"):
            propose(nodes.uk.access("analyst"), of_plan(number))
    nodes.deliver_all()
    with nodes.krg:
        task = JointTask.objects.get()
        assert (task.what, task.plan_task) == ("Do these two still meet?", None)
        assert "Rebwar" not in text(browser(nodes.krg).get("/exchange/tasks"))


def test_a_partners_answer_is_kept_in_the_plan_by_a_person_once(nodes):
    with nodes.uk:
        number = planned(nodes.uk)
    reference = answered(nodes, number)
    with nodes.uk:
        assert Task.objects.get(pk=number).state == "proposed"
        access = nodes.uk.access("analyst")
        assert [one.what for one in joint_waiting(access)] == [
            "Keep a partner's answer in the plan"
        ]
        assert joint_waiting(nodes.uk.access("liaison")) == []
        with pytest.raises(AccessDenied):
            keep_answer(nodes.uk.access("liaison"), reference)
        with pytest.raises(BadInput, match="no answer to keep"):
            keep_answer(nodes.uk.guest("analyst"), reference)
        keep_answer(access, reference)
        task = Task.objects.get(pk=number)
        assert (task.state, task.answer) == ("done", "confirmed")
        step = task.steps.order_by("pk").last()
        assert step is not None
        assert step.words == "asayish, asayish-liaison: Seen on Monday"
        with pytest.raises(BadInput, match="no answer to keep"):
            keep_answer(access, reference)


def test_nobody_is_sent_after_a_victim(nodes):
    with nodes.uk:
        number = planned(nodes.uk)
        access = nodes.uk.access("analyst")
        set_category(access, "uk-1", Category.VICTIM, basis="fact", reason="said so")
        assert plan_tasks(access) == []
        with pytest.raises(BadInput, match="victim, migrant or witness"):
            propose(access, of_plan(number))
