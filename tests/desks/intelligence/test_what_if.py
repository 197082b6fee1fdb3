"""What if somebody were taken out: figures, partners' reach, and who is never in it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from hawkari.desks.intelligence.services.what_if import ask_what_if
from hawkari.desks.intelligence.services.what_if_values import Asked, WhatIfPage
from hawkari.evidence.access import Access
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import AuditEntry, Category
from tests.desks.intelligence.case import Case, text_of

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ar", "ckb")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def asked(access: Access, first: str, second: str = "", **more) -> WhatIfPage:
    """The page on choices of people as stated, `first` and `second` parted by blanks."""
    return ask_what_if(access, Asked(tuple(first.split()), tuple(second.split()), **more))


def address(query: str) -> str:
    return f"{reverse('intelligence:what_if')}?{query}"


def test_what_falls_apart_and_who_is_left_is_said_by_name(case: Case):
    (branch,) = asked(case.access(), "uk-1").branches
    assert [part.size for part in branch.before] == [5]
    assert [part.size for part in branch.after] == [2, 2]
    named = [{who.caption for who in part.named} for part in branch.after]
    assert sorted(named, key=sorted) == sorted(
        [{"Saman Karim", "Kawa Osman"}, {"ئاراس جەمال", "Nawzad Rahim"}], key=sorted
    )
    left = branch.outcome.found.left
    assert 0 < left.low <= left.value <= left.high <= 1


def test_whoever_is_protected_has_no_place_among_the_most_tied_of_a_part(case: Case):
    access = case.access()
    set_category(access, case.id_of("uk-1"), Category.VICTIM, basis="fact")
    (branch,) = asked(access, "uk-5").branches
    (part,) = branch.after
    assert [one.may_be_chosen for one in part.named] == [True, True, False, False]
    assert max(part.named, key=lambda one: one.degree).id == case.id_of("uk-1")


def test_a_partner_reaches_whom_its_own_statements_name(case: Case):
    page = asked(case.access(), "uk-1 krg-2")
    (branch,) = page.branches
    reached = {one.partner: {who.caption for who in one.reaches} for one in branch.alone}
    names = page.partners
    assert reached[names["nca"]] == {"Rebwar Hama Amin"}
    assert reached[names["krg"]] == {"ئاراس جەمال"}
    assert branch.unreached == ()


@pytest.mark.parametrize("category", ["migrant", "victim", "witness"])
def test_nobody_to_be_protected_is_taken_out_steps_in_or_is_planned(case: Case, category: str):
    access = case.access()
    protected = case.id_of("krg-2")
    set_category(access, protected, Category(category), basis="fact")
    page = asked(access, "uk-1 krg-2", "uk-4")
    assert {one.id for one in page.refused} == {protected, case.id_of("uk-4")}
    (branch,) = page.branches
    assert [one.id for one in branch.people] == [case.id_of("uk-1")]
    named = {one.who.id for one in (*branch.steps_in, *page.plan)} | {
        one.id for one in page.offered
    }
    assert named.isdisjoint({protected, case.id_of("uk-4")})
    assert page.unranked == 2


def test_a_search_shows_a_protected_person_as_never_to_be_chosen(case: Case):
    page = asked(case.access(), "", query="Nawzad Rahim")
    assert [(one.caption, one.may_be_chosen) for one in page.offered] == [("Nawzad Rahim", False)]
    body = text_of(case.client().get(address("q=Nawzad+Rahim")))
    assert "never: protected" in body
    assert "without=" not in body


def test_two_choices_are_compared_in_the_same_networks(case: Case):
    page = asked(case.access(), "uk-1", "uk-5")
    assert page.comparison is not None
    assert [branch.number for branch in page.branches] == [1, 2]
    swapped = asked(case.access(), "uk-5", "uk-1").comparison
    assert swapped is not None
    assert page.comparison.better == pytest.approx(1 - swapped.better)
    alike = asked(case.access(), "uk-5", "uk-5").comparison
    assert alike is not None
    assert (alike.better, alike.verdict) == (0.5, "cannot tell")


def test_cannot_tell_is_an_answer_with_its_reason(case: Case):
    uk5 = case.id_of("uk-5")
    body = text_of(case.client().get(address(f"without={uk5}&other={uk5}")))
    assert "Cannot tell which choice leaves less" in body
    assert "Nine in ten, one way or the other, would be needed" in body


def test_the_plan_keeps_to_each_partners_budget(case: Case):
    access = case.access()
    page = asked(access, "uk-1", budgets={"krg": 0, "nca": 1})
    assert [one.partner for one in page.plan] == [page.partners["nca"]]
    assert asked(access, "uk-1", budgets={"krg": 0, "nca": 0}).plan == ()


def test_every_figure_names_the_ties_statements_and_grades_it_rests_on(case: Case):
    (branch,) = asked(case.access(), "uk-1").branches
    ((who, listed),) = branch.basis
    assert (who.statements, who.grade, who.handling) == (3, "2B", "P")
    assert {one.other.caption for one in listed} == {"ئاراس جەمال", "Saman Karim", "Nawzad Rahim"}
    assert all(tie.statements and tie.grade for one in listed for tie in one.ties)


def test_two_viewers_are_told_of_what_each_may_see(case: Case):
    (for_uk,) = asked(case.access("nca"), "uk-5").branches
    (for_france,) = asked(case.access("fr"), "uk-5").branches
    kinds = [
        {tie.kind for one in branch.basis[0][1] for tie in one.ties}
        for branch in (for_uk, for_france)
    ]
    assert kinds == [{"shared phone"}, {"shared phone", "payment"}]


def test_somebody_hidden_or_untied_is_not_told_from_somebody_unknown(case: Case):
    page = asked(case.access("nca"), "fr-9 nobody")
    assert page.unknown == ("fr-9", "nobody")
    assert page.branches == ()


def test_the_look_is_audited_with_whom_it_was_about(case: Case):
    access = case.access()
    asked(access, "uk-1 uk-4")
    entry = AuditEntry.records.order_by("-seq")[0]
    assert entry.detail == {"what": "what if", "refused": 1}
    assert entry.object_ids == [case.id_of("uk-1")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_renders_in_every_language_whatever_is_asked(case: Case, language: str):
    client = case.client()
    client.cookies["django_language"] = language
    uk1, krg2, uk4 = (case.id_of(one) for one in ("uk-1", "krg-2", "uk-4"))
    for query in (
        "",
        "q=Zzyzx",
        f"without={uk1}&without={uk4}&other={krg2}&budget-nca=1&budget-krg=x&hops=2&kind=call",
        "without=nobody&budget-nca=99999",
    ):
        response = client.get(address(query))
        assert response.status_code == 200
        body = text_of(response)
        assert "<script>" not in body
        assert "style=" not in body
    assert client.get(address("focus=nobody")).status_code == 404


def test_links_of_the_page_keep_what_was_asked_of_the_network(case: Case):
    uk1 = case.id_of("uk-1")
    body = text_of(case.client().get(address(f"kind=call&grade=B&without={uk1}")))
    assert f"{reverse('intelligence:network')}?kind=call&amp;grade=B" in body
    assert "?kind=call&amp;grade=B&amp;other=" not in body.split("choice-1")[0]
    assert f"?kind=call&amp;grade=B&amp;without={uk1}&amp;other=" in body


def test_a_program_is_told_the_same_with_what_it_rests_on(case: Case):
    client, uk1, uk4 = case.client(), case.id_of("uk-1"), case.id_of("uk-4")
    api = reverse("intelligence:api:what_if")
    answer = client.get(api, {"without": [uk1, uk4], "other": [case.id_of("uk-5")]}).json()
    assert answer["refused"] == [uk4]
    first, second = answer["choices"]
    assert [one["id"] for one in first["people"]] == [uk1]
    assert first["parts"] == [2, 2]
    assert all(one["statements"] for one in (*first["rests_on"], *second["rests_on"]))
    assert answer["comparison"]["verdict"] in {"less is left", "no less is left", "cannot tell"}
    assert "officer decides" in answer["note"]
    assert client.get(api, {"focus": "nobody"}).status_code == 404
    april = client.get(api, {"without": [uk1], "begin": "2026-04-01"}).json()
    assert (april["unknown"], april["choices"]) == ([uk1], [])
