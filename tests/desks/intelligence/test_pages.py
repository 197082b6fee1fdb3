"""Pages in three languages: what they show, whom they refuse, how much they ask the database."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hawkari.desks.intelligence.views.common import AT_ONCE
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import AuditEntry, JudgementEvent, SubjectCategory
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.factories import row

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ar", "ckb")


class Parsed(HTMLParser):
    """Collects every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def every(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def pages(case: Case) -> list[str]:
    entity = reverse("intelligence:entity", args=[case.id_of("uk-1")])
    ends = sorted((case.id_of("uk-1"), case.id_of("krg-2")))
    return [
        reverse("intelligence:search"),
        reverse("intelligence:search") + "?q=Rebwar",
        reverse("intelligence:search") + "?q=Zzyzx",
        reverse("intelligence:search") + "?q=x",
        entity,
        entity + "?hops=2",
        reverse("intelligence:review"),
        reverse("intelligence:network"),
        reverse("intelligence:network") + f"?focus={case.id_of('uk-1')}&hops=2&kind=call&grade=B",
        reverse("intelligence:tie", args=ends),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_renders_in_every_language(case: Case, language: str):
    case.propose()
    client = case.client()
    client.cookies["django_language"] = language
    for address in pages(case):
        response = client.get(address)
        assert response.status_code == 200, address
        parsed = Parsed(text_of(response))
        assert parsed.every("html")[0]["lang"] == language
        ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), address


def test_no_page_has_a_style_or_script_that_the_content_policy_forbids(case: Case):
    case.propose()
    client = case.client()
    for address in pages(case):
        parsed = Parsed(text_of(client.get(address)))
        assert not parsed.every("style")
        for tag, attributes in parsed.tags:
            assert "style" not in attributes, (address, tag)
            assert not any(name.startswith("on") for name in attributes), (address, tag)
        for script in parsed.every("script"):
            assert "src" in script or script["type"] == "application/json"


def test_search_shows_both_scripts_the_source_and_the_probability_with_its_base_rate(case: Case):
    page = text_of(case.client().get(reverse("intelligence:search"), {"q": "Rebwar"}))
    assert "ڕێبوار محەمەد ئەمین" in page
    assert "Rebwar Muhammad Amin" in page
    assert "krg-persons" in page
    assert re.search(r"likely|almost certain|realistic possibility", page)
    assert "base rate" in page


def test_search_says_why_a_name_matched_word_by_word_and_letter_by_letter(case: Case):
    text = text_of(case.client().get("/search", {"q": "Rebwar Kawa"}))
    assert "Why this matched" in text
    assert "e~ê" in text
    assert "Typed, and not stated:" in text


def test_search_finds_an_identifier_whatever_its_punctuation(case: Case):
    page = text_of(case.client().get(reverse("intelligence:search"), {"q": "+44 7700 900-155"}))
    assert "Saman Karim" in page
    assert "Kawa Osman" in page
    assert "The same identifier" in page


def test_a_query_is_escaped(case: Case):
    page = text_of(case.client().get(reverse("intelligence:search"), {"q": "<script>x</script>"}))
    assert "<script>x" not in page


def test_the_entity_page_gives_every_value_with_agency_file_row_grade_and_handling(case: Case):
    page = text_of(case.client().get(reverse("intelligence:entity", args=[case.id_of("krg-1")])))
    assert "+9647000000001" in page
    assert "krg-1.csv" in page
    assert "reliable source, known indirectly but corroborated; sharing permitted" in page
    assert '<bdi lang="ckb" dir="rtl">ڕێبوار محەمەد ئەمین</bdi>' in page
    assert "unset" in page


def test_a_hidden_entity_and_an_unknown_one_are_told_apart_by_nobody(case: Case):
    hidden = case.id_of("fr-9", "fr")
    client = case.client("nca")
    for name in ("entity", "brief"):
        for one in (hidden, "0" * 32, "fr-9"):
            response = client.get(reverse(f"intelligence:{name}", args=[one]))
            assert response.status_code == 404
    assert client.get(reverse("intelligence:network"), {"focus": hidden}).status_code == 404


def test_an_id_that_was_merged_leads_to_its_entity(case: Case):
    merged = case.id_of("krg-1")
    judge(case.access(), "uk-1", "krg-1", JudgementKind.POSITIVE)
    kept = case.id_of("uk-1")
    client = case.client()
    response = client.get(reverse("intelligence:entity", args=[merged]))
    assert response.status_code == 302
    assert response["Location"] == reverse("intelligence:entity", args=[kept])


def test_a_category_is_set_and_taken_back_with_a_reason(case: Case):
    client = case.client()
    entity = case.id_of("uk-1")
    address = reverse("intelligence:category", args=[entity])
    given = {"category": "suspect", "basis": "assessment", "reason": "named by two partners"}
    page = text_of(client.post(address, given, follow=True))
    assert SubjectCategory.objects.get().reason == "named by two partners"
    assert "The category was set." in page
    client.post(address, {**given, "reason": "mistaken", "clear": ""}, follow=True)
    assert not SubjectCategory.objects.exists()


def test_a_category_without_a_reason_is_refused_with_an_error_summary(case: Case):
    address = reverse("intelligence:category", args=[case.id_of("uk-1")])
    response = case.client().post(address, {"category": "suspect", "basis": "fact"})
    assert response.status_code == 422
    assert "There is a problem" in text_of(response)
    assert 'href="#id_reason"' in text_of(response)
    assert not SubjectCategory.objects.exists()


def test_a_judgement_is_withdrawn_on_the_entity_page(case: Case):
    event = judge(case.access(), "uk-1", "krg-1", JudgementKind.POSITIVE)
    address = reverse("intelligence:withdraw", args=[case.id_of("uk-1")])
    client = case.client()
    refused = text_of(client.post(address, {"event": event.pk}, follow=True))
    assert "Nothing was withdrawn" in refused
    client.post(address, {"event": event.pk, "reason": "a namesake"}, follow=True)
    assert JudgementEvent.objects.get(withdraws=event).reason == "a namesake"


def test_the_network_page_says_what_it_is_and_is_not(case: Case):
    page = text_of(case.client().get(reverse("intelligence:network")))
    assert "An officer" in page or "an officer decides" in page
    assert "no finding of guilt" in page
    assert "never ranked" in page
    assert "investigative priorities" in page


def test_the_chart_and_its_table_have_the_same_rows(case: Case):
    page = text_of(case.client().get(reverse("intelligence:network")))
    parsed = Parsed(page)
    drawn = [one["data-el"] for one in parsed.every("path") if "data-el" in one]
    rows = [one["data-el"] for one in parsed.every("tr") if "data-el" in one]
    assert drawn
    assert set(drawn) <= set(rows)
    nodes = [one["data-el"] for one in parsed.every("circle") if "data-el" in one]
    assert set(nodes) <= set(rows)


def test_a_network_past_the_size_of_a_page_waits_to_be_asked(case: Case):
    star = [
        row(f"star-{number}", prop, value, schema="Call")
        for number in range(AT_ONCE)
        for prop, value in (("caller", "uk-1"), ("receiver", f"far-{number}"))
    ]
    people = [row(f"far-{number}", "name", f"Person {number}") for number in range(AT_ONCE)]
    case.world.load("nca", [*star, *people], slot="star.csv")
    client = case.client()
    waiting = text_of(client.get(reverse("intelligence:network"), {"most": "200"}))
    assert "Not worked out yet" in waiting
    assert "most=200&amp;analyse=1" in waiting
    assert "are left out" in waiting
    asked = text_of(client.get(reverse("intelligence:network"), {"most": "200", "analyse": "1"}))
    assert "Not worked out yet" not in asked
    assert "investigative priorities" in asked


@pytest.mark.parametrize("form", ["svg", "png", "graphml", "csv"])
def test_exports_are_downloads_under_the_filters_of_the_page(case: Case, form: str):
    address = reverse("intelligence:export", args=[form])
    response = case.client().get(address, {"kind": "call", "why": "for the briefing"})
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert b"shared phone" not in response.content
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert entry.justification == "for the briefing"


def test_an_unknown_form_of_export_is_not_found(case: Case):
    assert case.client().get(reverse("intelligence:export", args=["exe"])).status_code == 404


def test_filters_that_make_no_sense_count_as_left_out(case: Case):
    address = reverse("intelligence:network")
    response = case.client().get(address, {"hops": "99", "grade": "Q", "most": "1e9"})
    assert response.status_code == 200


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_whoever_reads_no_content_gets_403_everywhere(case: Case, role: str):
    client = case.client("nca", role)
    for address in [
        *pages(case)[1:2],
        *pages(case)[4:],
        reverse("intelligence:brief", args=[case.id_of("uk-1")]),
        reverse("intelligence:export", args=["csv"]),
    ]:
        assert client.get(address).status_code == 403, address
    for name in ("decide", "undo", "withdraw_from_review"):
        given = {
            "left": "uk-1",
            "right": "krg-1",
            "judgement": "positive",
            "event": 1,
            "reason": "x",
        }
        assert client.post(reverse(f"intelligence:{name}"), given).status_code == 403


def test_a_reviewer_may_not_see_a_form_that_would_refuse_them(case: Case):
    address = reverse("intelligence:entity", args=[case.id_of("uk-1")])
    for role in ("analyst", "reviewer"):
        client = case.client("nca", role)
        shown = "Set this category" in text_of(client.get(address))
        tried = client.post(
            reverse("intelligence:category", args=[case.id_of("uk-1")]),
            {"category": "suspect", "basis": "fact", "reason": "x"},
        )
        assert shown == (tried.status_code == 302)


def test_nobody_who_is_not_logged_in_gets_in(case: Case):
    for address in pages(case):
        assert Client(headers={"host": "127.0.0.1"}).get(address).status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_network(case: Case):
    client = case.client()
    addresses = [
        reverse("intelligence:network"),
        reverse("intelligence:search") + "?q=Rebwar",
        reverse("intelligence:entity", args=[case.id_of("uk-1")]),
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    before = counts()
    for number in range(20):
        case.world.person("nca", f"more-{number}", name=f"Rebwar Number{number}")
    calls = [
        row(f"more-call-{number}", prop, value, schema="Call")
        for number in range(20)
        for prop, value in (("caller", "uk-1"), ("receiver", f"more-{number}"))
    ]
    case.world.load("nca", calls, slot="more-calls.csv")
    after = counts()
    assert all(late <= early + 4 for early, late in zip(before, after, strict=True)), (
        before,
        after,
    )
    assert max(after) <= 160


def test_an_id_that_cannot_stand_in_an_address_is_plain_text(case: Case):
    """Partners' ids hold anything, slashes too."""
    rows = [
        row("acct/7", "accountNumber", "0001", schema="BankAccount"),
        row("acct-8", "accountNumber", "0002", schema="BankAccount"),
        row("acct-8", "owner", "acct/7", schema="BankAccount"),
    ]
    case.world.load("nca", rows, slot="accounts.csv")
    page = text_of(case.client().get(reverse("intelligence:entity", args=[case.id_of("acct-8")])))
    assert '<span class="id wrap">acct/7</span>' in page


def test_a_page_that_waits_fetches_the_analysis_by_itself(case: Case):
    """With a script; without one the same is a link."""
    client = case.client()
    page = Parsed(text_of(client.get(reverse("intelligence:network"))))
    assert not any("hx-get" in attributes for _, attributes in page.tags), "small: at once"
    case.world.load(
        "nca",
        [
            row(f"wide-{number}", prop, value, schema="Call")
            for number in range(AT_ONCE)
            for prop, value in (("caller", "uk-1"), ("receiver", f"near-{number}"))
        ]
        + [row(f"near-{number}", "name", f"Person {number}") for number in range(AT_ONCE)],
        slot="wide.csv",
    )
    page = Parsed(text_of(client.get(reverse("intelligence:network"), {"most": "200"})))
    (waiting,) = [one for one in page.every("div") if one.get("id") == "analysis"]
    assert waiting["hx-get"] == "?most=200&analyse=1"
    assert waiting["aria-busy"] == "true"
