"""What tasks brought reaches the figures, for who may know of it, until it is taken back."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from hawkari.desks.intelligence.services.asking import asking, propose
from hawkari.desks.intelligence.services.what_if import ask_what_if
from hawkari.desks.intelligence.services.what_if_values import Asked, WhatIfPage
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import AuditEntry, Category, Statement, Task
from hawkari.evidence.task_reading import findings
from hawkari.evidence.tasks import accept_task, finish_task, withdraw_answer
from tests.desks.intelligence.case import Case, text_of

pytestmark = pytest.mark.django_db
WHAT_IF = reverse("intelligence:what_if")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def analyst(case: Case) -> Access:
    return case.access()


def answered(case: Case, access: Access, answer: str, ends: str = "uk-1 uk-3") -> int:
    """A task on the tie of two people as stated, with its answer; its number."""
    one, other = (case.id_of(each) for each in ends.split())
    agency = access.user.agency.slug
    number = propose(access, (one, other), agency=agency, reason="it decides")
    accept_task(access, number, due=access.today)
    finish_task(access, number, answer=answer, words="seen at the harbour")
    return number


def without_rebwar(access: Access, **more) -> WhatIfPage:
    return ask_what_if(access, Asked(("uk-1",), **more))


def sizes(page: WhatIfPage) -> tuple[list[int], list[int]]:
    (branch,) = page.branches
    return [part.size for part in branch.before], [part.size for part in branch.after]


def test_a_refuted_tie_holds_nothing_together_any_more(case: Case, analyst: Access):
    assert sizes(without_rebwar(analyst)) == ([5], [2, 2])
    statements = Statement.objects.count()
    number = answered(case, analyst, "refuted")
    page = without_rebwar(analyst)
    assert sizes(page) == ([3], [2])
    assert page.answers == 1
    (_, listed) = page.branches[0].basis[0]
    told = {one.other.caption: one.answer for one in listed}
    assert told["Saman Karim"].task == number
    assert not told["Saman Karim"].holds
    assert told["Nawzad Rahim"] is None
    assert Statement.objects.count() == statements, "an answer changes no statement"


def test_a_confirmed_tie_counts_for_more_than_its_grade(case: Case, analyst: Access):
    before = without_rebwar(analyst)
    answered(case, analyst, "confirmed")
    after = without_rebwar(analyst)
    assert sizes(after) == sizes(before)
    assert after.branches[0].outcome.found.left != before.branches[0].outcome.found.left
    assert after.plan
    assert [one.left_after for one in after.plan] != [one.left_after for one in before.plan]


def test_the_evidence_alone_can_still_be_asked(case: Case, analyst: Access):
    before = without_rebwar(analyst)
    answered(case, analyst, "refuted")
    alone = without_rebwar(analyst, by_evidence_alone=True)
    assert alone.numbers == before.numbers
    assert (alone.answers, alone.by_evidence_alone) == (1, True)


def test_an_answer_that_was_taken_back_counts_nowhere(case: Case, analyst: Access):
    before, asked = without_rebwar(analyst), asking(analyst)
    number = answered(case, analyst, "refuted")
    assert asking(analyst).learnt == 1
    with pytest.raises(BadInput, match="needs its reason"):
        withdraw_answer(analyst, number, words=" ")
    withdraw_answer(analyst, number, words="it was his cousin")
    after = without_rebwar(analyst)
    assert (after.numbers, after.answers) == (before.numbers, 0)
    page = asking(analyst)
    assert (page.learnt, page.plan) == (0, asked.plan)
    ((_, (one,)),) = page.tasks
    assert (one.task.state, one.task.answer) == ("accepted", "")
    steps = [(step.state, step.answer) for step in one.task.steps]
    assert steps[2:] == [("done", "refuted"), ("withdrawn", "")]
    entry = AuditEntry.records.filter(act="decide").order_by("-seq")[0]
    assert (entry.detail["state"], entry.justification) == ("withdrawn", "it was his cousin")
    finish_task(analyst, number, answer="confirmed", words="asked again")
    assert [one.holds for one in findings(analyst).values()] == [True]


def test_only_an_answer_is_taken_back_and_only_by_who_may_set_tasks(case: Case, analyst: Access):
    ends = (case.id_of("uk-1"), case.id_of("uk-3"))
    number = propose(analyst, ends, agency="nca")
    with pytest.raises(BadInput, match="no task"):
        withdraw_answer(analyst, number, words="not answered yet")
    done = answered(case, analyst, "refuted", "uk-1 krg-2")
    with pytest.raises(AccessDenied):
        withdraw_answer(case.access(role="auditor"), done, words="why not")
    assert Task.objects.get(pk=done).answer == "refuted"


def test_who_may_not_see_what_a_task_rests_on_is_told_nothing_by_a_figure(case: Case):
    british, french = case.access("nca"), case.access("fr")
    before = ask_what_if(british, Asked(("uk-5",)))
    number = answered(case, french, "refuted", "uk-3 uk-5")
    assert ask_what_if(french, Asked(("uk-5",))).answers == 1
    after = ask_what_if(british, Asked(("uk-5",)))
    assert (after.numbers, after.answers) == (before.numbers, 0)
    with pytest.raises(BadInput, match="no task"):
        withdraw_answer(british, number, words="told")


@pytest.mark.parametrize("category", ["victim", "migrant", "witness"])
def test_nothing_that_was_learnt_about_the_protected_counts(
    case: Case, analyst: Access, category: str
):
    answered(case, analyst, "refuted")
    set_category(analyst, case.id_of("uk-3"), Category(category), basis="fact")
    assert without_rebwar(analyst).answers == 0


def test_using_answers_is_in_the_log_without_their_words(case: Case, analyst: Access):
    answered(case, analyst, "refuted")
    without_rebwar(analyst)
    looks = AuditEntry.records.filter(act="consult").order_by("-seq")
    entry = next(one for one in looks if one.detail.get("what") == "answers of tasks")
    assert entry.object_ids == sorted((case.id_of("uk-1"), case.id_of("uk-3")))
    assert "harbour" not in str(entry.detail)


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_pages_say_how_many_answers_were_used_and_take_them_back(case: Case, language: str):
    number = answered(case, case.access(), "refuted")
    client, uk1 = case.client(), case.id_of("uk-1")
    client.cookies["django_language"] = language
    page = text_of(client.get(WHAT_IF, {"without": uk1}))
    assert 'id="learnt"' in page
    assert f"without={uk1}&amp;answers=left-out" in page
    assert f"#task-{number}" in page
    alone = text_of(client.get(WHAT_IF, {"without": uk1, "answers": "left-out"}))
    assert f"?without={uk1}#learnt" in alone
    network = text_of(client.get(reverse("intelligence:network")))
    if language == "en":
        assert "One answer is reckoned in" in page
        assert "one answer of a task is left out" in alone
        assert "One answer is reckoned in" in network
    back = reverse("intelligence:withdraw_answer", args=[number])
    client.post(back, {"words": ""})
    assert Task.objects.get().state == "done"
    assert client.post(back, {"words": "his cousin"}, follow=True).status_code == 200
    assert Task.objects.get().state == "accepted"
    assert 'id="learnt"' not in text_of(client.get(WHAT_IF, {"without": uk1}))


def test_a_program_is_told_of_the_answers_and_takes_one_back(case: Case):
    number = answered(case, case.access(), "refuted")
    client, uk1 = case.client(), case.id_of("uk-1")
    api = reverse("intelligence:api:what_if")
    found = client.get(api, {"without": [uk1]}).json()
    assert (found["answers"], found["by_evidence_alone"]) == (1, False)
    assert found["choices"][0]["parts"] == [2]
    told = {one["answer"] for one in found["choices"][0]["rests_on"]}
    assert told == {"refuted", ""}
    alone = client.get(api, {"without": [uk1], "by_evidence_alone": "true"}).json()
    assert alone["choices"][0]["parts"] == [2, 2]
    back = reverse("intelligence:api:withdraw_answer", args=[number])
    json = {"content_type": "application/json"}
    assert client.post(back, {"words": "his cousin"}, **json).json() == {"number": number}
    assert client.post(back, {"words": "again"}, **json).status_code == 422
