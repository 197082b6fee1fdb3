"""Search: any script, any format, the beginning of a name; audited."""

import pytest

from hawkari.errors import AccessDenied
from hawkari.evidence.audit import term_hashes
from hawkari.evidence.entities import search
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import AuditEntry
from tests.evidence.factories import row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture
def access(world):
    world.person(
        "nca", "nca:1", name="Barzan Ahmed Hassan", phone="+447700900123", idNumber="A1234567"
    )
    world.person("krg", "krg:1", name="بەرزان ئەحمەد حەسەن")
    world.person("iq", "iq:1", name="برزان احمد حسن")
    world.person("iq", "iq:2", name="سامان كريم")
    return world.access("nca")


def found(access, query: str) -> list[str]:
    return [hit.matched_name for hit in search(access, query)]


@pytest.mark.parametrize("query", ["بەرزان", "Barzan", "برزان", "Berzan Ahmad"])
def test_a_name_is_found_in_every_script_it_is_written_in(access, query):
    assert set(found(access, query)) >= {
        "Barzan Ahmed Hassan", "بەرزان ئەحمەد حەسەن", "برزان احمد حسن",
    }  # fmt: skip
    assert "سامان كريم" not in found(access, query)


def test_a_hit_says_what_matched_whose_it_is_and_why(access):
    hit = next(hit for hit in search(access, "بەرزان") if "nca" in hit.agencies)
    assert (hit.matched_name, hit.matched_prop, hit.matched_source) == (
        "Barzan Ahmed Hassan", "name", "nca-persons",
    )  # fmt: skip
    assert hit.how == "name"
    assert 0.5 < hit.probability <= 1
    assert hit.explanation.endswith("~ barzan")


@pytest.mark.parametrize(
    "query", ["+447700900123", "07700 900123", "0044 7700 900 123", "٠٧٧٠٠٩٠٠١٢٣", "a-123 4567"]
)
def test_an_identifier_is_found_in_any_format(access, query):
    (hit,) = search(access, query)
    assert (hit.how, hit.probability, hit.caption) == ("identifier", 1.0, "Barzan Ahmed Hassan")


@pytest.mark.parametrize("typed", ["Barz", "berz", "بەرز", "برز", "Ahmed barz"])
def test_the_beginning_of_a_name_is_enough_in_any_script(access, typed):
    assert set(found(access, typed)) >= {
        "Barzan Ahmed Hassan", "بەرزان ئەحمەد حەسەن", "برزان احمد حسن",
    }  # fmt: skip


def test_what_is_found_while_typing_is_audited_as_such(access):
    search(access, "Barz", as_typed=True)
    entry = AuditEntry.records.filter(act="search").get()
    assert (entry.count, entry.detail["as_typed"]) == (3, True)


def test_a_document_of_its_own_leads_to_its_holder(world, access):
    document = [
        row("krg:d", "number", "B765", schema="Identification"),
        row("krg:d", "holder", "krg:1", schema="Identification"),
    ]
    world.load("krg", document, slot="documents.csv")
    (hit,) = search(access, "B 765")
    assert (hit.caption, hit.matched_name) == ("بەرزان ئەحمەد حەسەن", "B765")


def test_a_call_with_the_number_is_no_hit(world, access):
    world.load("krg", [row("krg:c", "callerNumber", "+447700900123", schema="Call")], slot="calls")
    assert len(search(access, "+447700900123")) == 1


def test_records_of_one_entity_are_one_hit_by_the_best_of_its_names(access):
    judge(access, "nca:1", "krg:1", JudgementKind.POSITIVE)
    hits = search(access, "بەرزان ئەحمەد حەسەن")
    assert len([hit for hit in hits if "nca" in hit.agencies]) == 1
    assert hits[0].matched_name == "بەرزان ئەحمەد حەسەن"


def test_every_search_is_audited_with_its_terms_hashed_and_its_count(access):
    search(access, " Barzan ")
    search(access, "Nobody Whatsoever")
    entries = AuditEntry.records.filter(act="search").order_by("seq")
    assert [(entry.detail["terms"], entry.count) for entry in entries] == [
        (term_hashes("barzan"), 3), (term_hashes("nobody whatsoever"), 0),
    ]  # fmt: skip
    assert not any("arzan" in str(entry.detail) for entry in entries)


@pytest.mark.parametrize("query", ["", "  ", "\x00", "!!!", "%_'\"", "ا" * 5000, "\u200f"])
def test_awkward_queries_find_nothing_and_break_nothing(access, query):
    assert search(access, query) == []


def test_a_role_that_may_not_search_is_denied(world):
    with pytest.raises(AccessDenied):
        search(world.access("nca", "auditor"), "Barzan")


def test_no_more_hits_than_asked_for(access):
    assert len(search(access, "Barzan", limit=2)) == 2
