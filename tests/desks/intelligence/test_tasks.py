"""What to find out next: asked, accepted, answered by officers; the plan with what was learnt."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from hawkari.desks.intelligence.services.asking import AskingPage, TaskOf, asking, propose
from hawkari.desks.intelligence.views.common import AT_ONCE
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import AuditEntry, Category, Statement, Task, TaskStep
from hawkari.evidence.retention.traces import ERASED_WORDS, blank_judgements
from hawkari.evidence.tasks import accept_task, decline_task, finish_task
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.factories import row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def analyst(case: Case) -> Access:
    return case.access()


def asked_of(case: Case, access: Access, ends: str = "uk-1 uk-3", agency: str = "nca") -> int:
    """Propose a task on the tie of two people as stated; its number."""
    one, other = (case.id_of(each) for each in ends.split())
    return propose(access, (one, other), agency=agency, reason="it decides the plan")


def answered(case: Case, access: Access, answer: str, ends: str = "uk-1 uk-3") -> int:
    number = asked_of(case, access, ends)
    accept_task(access, number, due=access.today)
    finish_task(access, number, answer=answer, words="seen at the harbour")
    return number


def only_task(page: AskingPage) -> TaskOf:
    ((_, (one,)),) = page.tasks
    return one


def plan(page: AskingPage) -> list[tuple[str, int, int]]:
    return [(one.who.caption, one.before, one.now) for one in page.plan]


def test_no_question_leads_to_a_migrant_and_each_names_whom_to_ask(case: Case, analyst: Access):
    page = asking(analyst)
    ends = {end.caption for one in page.questions for end in (one.left, one.right)}
    assert page.questions
    assert "Nawzad Rahim" not in ends
    assert all(one.partners and one.ties for one in page.questions)
    assert page.tasks == ()


def test_a_task_goes_from_proposed_to_done_and_keeps_every_step(case: Case, analyst: Access):
    number = answered(case, analyst, "confirmed")
    task = only_task(asking(analyst)).task
    assert (task.number, task.state, task.answer) == (number, "done", "confirmed")
    assert [one.state for one in task.steps] == ["proposed", "accepted", "done"]
    assert task.steps[-1].words == "seen at the harbour"
    assert 0 < task.figures["probability"] < 1
    entries = [one.detail for one in AuditEntry.records.filter(act="decide").order_by("seq")]
    assert [one["state"] for one in entries] == ["proposed", "accepted", "done"]


def test_a_refuted_tie_is_no_part_of_the_plan_any_more(case: Case, analyst: Access):
    case.world.person("nca", "uk-6", name="Dana Invented")
    calls = [
        row(f"more-{number}", prop, value, schema="Call")
        for number, ends in enumerate((("krg-2", "uk-5"), ("uk-1", "uk-6")))
        for prop, value in zip(("caller", "receiver"), ends, strict=True)
    ]
    case.world.load("nca", calls, slot="more.csv", grade="1B")
    assert plan(asking(analyst)) == [("Rebwar Hama Amin", 1, 1)]
    for ends in ("uk-1 krg-2", "uk-1 uk-3"):
        answered(case, analyst, "refuted", ends)
    page = asking(analyst)
    assert page.learnt == 2
    assert plan(page) == [("ئاراس جەمال", 0, 1), ("Rebwar Hama Amin", 1, 0)]
    asked = {(one.left.id, one.right.id) for one in page.questions}
    assert tuple(sorted((case.id_of("uk-1"), case.id_of("krg-2")))) not in asked


def test_figures_of_a_larger_network_wait_until_they_are_asked_for(case: Case, analyst: Access):
    waiting = asking(analyst, at_once=4)
    assert (waiting.waits, waiting.questions, waiting.plan) == (True, (), ())
    assert (waiting.people, waiting.unranked) == (5, 1)
    asked = asking(analyst, at_once=5)
    assert asked.questions
    assert not asked.waits
    assert asking(analyst, at_once=4) == asked, "worked out once, they need not wait again"


def test_the_page_of_a_large_network_comes_first_and_asks_for_its_figures(case: Case):
    people = [row(f"far-{number}", "name", f"Person {number}") for number in range(AT_ONCE)]
    star = [
        row(f"star-{number}", prop, value, schema="Call")
        for number in range(AT_ONCE)
        for prop, value in (("caller", "uk-1"), ("receiver", f"far-{number}"))
    ]
    case.world.load("nca", [*star, *people], slot="star.csv")
    body = text_of(case.client().get(reverse("intelligence:tasks")))
    assert "Not worked out yet" in body
    assert 'hx-get="?ask=1" hx-trigger="load"' in body
    assert 'href="?ask=1#questions"' in body, "and without scripts, by a link"
    assert "There is no plan" not in body


def test_an_answer_that_cannot_tell_changes_nothing(case: Case, analyst: Access):
    before = asking(analyst)
    statements = Statement.objects.count()
    answered(case, analyst, "cannot tell")
    after = asking(analyst)
    assert (after.learnt, after.plan, after.questions[0].question) == (
        0,
        before.plan,
        before.questions[0].question,
    )
    assert Statement.objects.count() == statements


def test_whoever_accepts_for_another_agency_says_who_agreed(case: Case, analyst: Access):
    number = asked_of(case, analyst, "uk-1 krg-2", "krg")
    with pytest.raises(BadInput, match="another agency"):
        accept_task(analyst, number, due=analyst.today)
    accept_task(analyst, number, due=analyst.today, words="Lt. Invented, by telephone")
    assert only_task(asking(analyst)).task.state == "accepted"


def test_steps_are_taken_in_order_once_and_not_into_the_past(case: Case, analyst: Access):
    number = asked_of(case, analyst)
    yesterday = analyst.today - timedelta(days=1)
    with pytest.raises(BadInput, match="already"):
        asked_of(case, analyst)
    with pytest.raises(BadInput, match="is past"):
        accept_task(analyst, number, due=yesterday)
    with pytest.raises(BadInput, match="no task"):
        finish_task(analyst, number, answer="confirmed")
    with pytest.raises(BadInput, match="no answer"):
        finish_task(analyst, number, answer="perhaps")
    with pytest.raises(BadInput, match="needs a reason"):
        decline_task(analyst, number, words=" ")
    decline_task(analyst, number, words="no staff")
    with pytest.raises(BadInput, match="no task"):
        accept_task(analyst, number, due=analyst.today)
    assert Task.objects.get().state == "declined"
    assert TaskStep.objects.count() == 2


def test_what_is_late_says_so(case: Case, analyst: Access):
    number = asked_of(case, analyst)
    accept_task(analyst, number, due=analyst.today)
    assert not only_task(asking(analyst)).task.is_late
    Task.objects.update(due=analyst.today - timedelta(days=1))
    assert only_task(asking(analyst)).task.is_late


@pytest.mark.parametrize("category", ["victim", "migrant", "witness"])
def test_nothing_is_asked_or_learnt_about_somebody_to_be_protected(
    case: Case, analyst: Access, category: str
):
    with pytest.raises(BadInput, match="victim, migrant or witness"):
        asked_of(case, analyst, "uk-1 uk-4")
    answered(case, analyst, "refuted")
    number = asked_of(case, analyst, "uk-1 krg-2")
    for one in ("uk-3", "krg-2"):
        set_category(analyst, case.id_of(one), Category(category), basis="fact")
    page = asking(analyst)
    assert page.learnt == 0
    assert all(one.task.is_spared for _, listed in page.tasks for one in listed)
    with pytest.raises(BadInput, match="victim, migrant or witness"):
        accept_task(analyst, number, due=analyst.today)


def test_only_who_sees_all_that_states_the_tie_knows_of_a_task(case: Case):
    french = case.access("fr")
    number = asked_of(case, french, "uk-3 uk-5", "fr")
    assert only_task(asking(french)).task.number == number
    british = case.access("nca")
    assert asking(british).tasks == ()
    with pytest.raises(BadInput, match="no task"):
        accept_task(british, number, due=british.today, words="told")


def test_a_role_that_reads_only_some_fields_proposes_nothing(case: Case, analyst: Access):
    ends = (case.id_of("uk-1"), case.id_of("uk-3"))
    with pytest.raises(AccessDenied):
        propose(case.access(role="liaison"), ends, agency="nca")
    with pytest.raises(BadInput, match="no tie"):
        propose(analyst, (ends[0], case.id_of("uk-5")), agency="nca")
    with pytest.raises(BadInput, match="takes no part"):
        propose(analyst, ends, agency="nobody")


def test_a_disposal_takes_the_words_of_tasks_with_it(case: Case, analyst: Access):
    answered(case, analyst, "refuted")
    blank_judgements(["uk-3"])
    assert {one.words for one in TaskStep.objects.all()} == {ERASED_WORDS, ""}


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_does_every_step_and_says_what_became_of_it(case: Case, language: str):
    client = case.client()
    client.cookies["django_language"] = language
    page = reverse("intelligence:tasks")
    ends = {"left": case.id_of("uk-1"), "right": case.id_of("uk-3")}
    assert client.get(page).status_code == 200

    def does(name: str, given: dict[str, str], *number: int) -> str:
        answer = client.post(reverse(f"intelligence:{name}", args=number), given, follow=True)
        assert answer.status_code == 200
        assert "style=" not in text_of(answer)
        return text_of(answer)

    does("propose_task", {**ends, "agency": "nca", "reason": "unsure"})
    number = Task.objects.get().pk
    assert "due:" not in does("accept_task", {"due": "not a day"}, number), "a field's own name"
    assert Task.objects.get().state == "proposed"
    does("accept_task", {"due": "2999-01-31"}, number)
    assert "2999-01-31" in does("answer_task", {"answer": ""}, number)
    does("answer_task", {"answer": "refuted", "words": "two different men"}, number)
    assert Task.objects.get().answer == "refuted"
    assert "two different men" in does("decline_task", {"words": "late"}, number)


def test_a_program_does_the_same(case: Case):
    client = case.client()

    def api(name: str, *number: int) -> str:
        return reverse(f"intelligence:api:{name}", args=number)

    ends = {"left": case.id_of("uk-1"), "right": case.id_of("uk-3")}
    json = {"content_type": "application/json"}
    made = client.post(api("propose_task"), {**ends, "agency": "nca"}, **json).json()
    number = made["number"]
    assert client.post(api("accept_task", number), {"due": "2999-01-31"}, **json).status_code == 200
    given = {"answer": "confirmed", "words": "seen"}
    assert client.post(api("answer_task", number), given, **json).status_code == 200
    assert client.post(api("decline_task", number), {"words": "x"}, **json).status_code == 422
    found = client.get(api("tasks")).json()
    (task,) = found["tasks"]
    assert (task["state"], task["answer"], len(task["steps"])) == ("done", "confirmed", 3)
    assert found["learnt"] == 1
    assert {one["left"] for one in found["questions"]} <= {one["id"] for one in _people(client)}


def _people(client) -> list[dict[str, str]]:
    return client.get(reverse("intelligence:api:network")).json()["nodes"]
