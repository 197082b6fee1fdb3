"""The shipped register and files of one's own are loaded; each row has its fate."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.cells import standing
from hawkari.desks.programme.services.public_view import public_items
from hawkari.desks.programme.services.reading import Query, find_items
from hawkari.desks.programme.services.register_loading import (
    import_register,
    load_lines,
    seed_lines,
)
from hawkari.errors import AccessDenied, BadInput
from tests.desks.programme.promising import Programme, browser_of, item

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "ar", "ckb")


@pytest.fixture
def officer():
    return Programme().officer()


@pytest.fixture
def seeded(officer):
    load = load_lines(officer, seed_lines(), public=True)
    assert load.refused == []
    return officer


def amounts(key: str) -> list[tuple[str, int, str]]:
    said = Claim.objects.filter(item__seed=key, attribute="amount")
    return sorted({(one.bound, int(one.amount), one.currency) for one in said})


def test_the_shipped_register_holds_the_three_lines_and_the_total_in_both_readings(seeded):
    lines = ("border-training", "kurdistan-projects", "crime-capacity")
    assert [amounts(one) for one in lines] == [
        [("at_most", 300_000, "GBP")], [("exact", 200_000, "GBP")], [("exact", 300_000, "GBP")],
    ]  # fmt: skip
    assert amounts("package-2024") == [("at_least", 800_000, "GBP"), ("exact", 800_000, "GBP")]
    assert sum(one[0][1] for one in map(amounts, lines)) == 800_000


def test_three_disagreements_of_the_shipped_register_are_open_and_no_others(seeded):
    rows = find_items(seeded, Query(kind="")).rows
    open_ones = {(row.item.seed, cell.attribute) for row in rows for cell in row.cells.values()
                 if cell.is_open}  # fmt: skip
    assert open_ones == {
        ("package-2024", "amount"), ("sanctions-2025", "number"),
        ("returns-agreement-2025", "signed_by"),
    }  # fmt: skip


def test_what_nobody_published_of_the_package_is_asked_and_empty(seeded):
    empty = {
        ("border-training", "spent"), ("border-training", "trained"),
        ("kurdistan-projects", "spent"), ("crime-capacity", "spent"), ("taskforce", "called"),
        ("taskforce", "starts"), ("statement-border-2024", "words"),
        ("returns-agreement-2025", "words"), ("returns-agreement-2025", "returned"),
    }  # fmt: skip
    found = {
        (one.seed, cell.attribute)
        for one in RegisterItem.objects.prefetch_related("claims")
        for cell in standing(one, one.claims.all())
        if not cell.current
    }
    assert empty <= found


def test_every_fact_has_its_reporter_stays_reported_and_speaks_three_languages(seeded):
    claims = list(Claim.objects.all())
    assert len(claims) == 112
    assert {one.status for one in claims} == {"reported"}
    assert {one.grade for one in claims} == {""}
    assert all(one.reported_by for one in claims)
    assert all(set(one.names) == {"ar", "ckb"} for one in RegisterItem.objects.all())
    told = [one for one in claims if one.value and one.attribute in ("what", "parties", "happened")]
    assert all(set(one.translations) == {"ar", "ckb"} for one in told)


def test_the_register_answers_on_one_page_in_three_languages(seeded):
    browser = browser_of(seeded)
    answers = {
        "en": ("up to £300,000", "at least £800,000", "not published", "Royal assent"),
        "ar": ("حتى £300,000", "غير منشور", "فرقة عمل جديدة", "10 مواطنين عراقيين"),
        "ckb": ("تا £300,000", "بڵاونەکراوەتەوە", "هێزێکی ئەرکی نوێ", "10 هاووڵاتیی عێراقی"),
    }
    for language in LANGUAGES:
        browser.cookies["django_language"] = language
        shown = browser.get(reverse("programme:register")).content.decode()
        for words in (*answers[language], "£200,000", "£66,500,000", "2025-08-20"):
            assert words in shown, (language, words)


def test_loading_the_same_file_again_adds_nothing(seeded):
    again = load_lines(seeded, seed_lines(), public=True)
    assert (again.items, again.claims, again.kept) == (0, 0, 112)
    assert RegisterItem.objects.count() == 17


def test_a_table_brings_items_and_claims_and_says_what_became_of_each_row(officer):
    rows = [
        "key,kind,name,parent,attribute,value,amount,currency,day,reported_by,published_on",
        "s,agreement,Statement,,,,,,,,",
        's,,,,made_on,,,,2024-11-28,"The Gazette",2024-11-29',
        't,commitment,Train the police,s,amount,,"300,000",GBP,,The Gazette,',
        't,,,,amount,,"300,000",GBP,,The Gazette,',
        "u,output,A course,s,,,,,,,",
        "v,commitment,Another,nowhere,,,,,,,",
        "t,,,,amount,,NaN,GBP,,The Gazette,",
        "t,,,,made_on,,,,28/11/2024,The Gazette,",
        ",agreement,Without key,,,,,,,,",
        "w,wish,Odd kind,,,,,,,,",
    ]
    load = import_register(officer, "\n".join(rows).encode(), "promises.csv")
    assert [(one.is_new, one.claims, one.kept) for one in load.fates[:4]] == [
        (True, 0, 0), (False, 1, 0), (True, 1, 0), (False, 0, 1),
    ]  # fmt: skip
    assert [one.place for one in load.refused] == ["6", "7", "8", "9", "10", "11"]
    assert [one.problem.partition(":")[0] for one in load.refused] == [
        "parent", "there is no item nowhere", "amount", "day", "key", "kind",
    ]  # fmt: skip
    assert RegisterItem.objects.count() == 2
    assert Claim.objects.count() == 2


def test_a_workbook_is_read_like_a_table_and_a_known_reference_takes_claims(officer):
    of = item(officer)
    book = Workbook()
    book.active.append(["Reference", "Attribute", "Value", "Reported by"])
    book.active.append([of.reference, "place", "Erbil", "The Gazette"])
    stream = io.BytesIO()
    book.save(stream)
    load = import_register(officer, stream.getvalue(), "claims.xlsx")
    assert (load.items, load.claims, load.refused) == (0, 1, [])
    assert Claim.objects.get().item == of


HOSTILE = [
    "[]", "{", "1", "null", '"x"', '{"key": "a"}', '{"key": "a", "kind": 5, "name": "x"}',
    '{"key": "a", "kind": "agreement", "name": {"en": 5}}',
    '{"key": "a", "kind": "agreement", "name": "x", "claims": 5}',
    '{"key": "a", "kind": "agreement", "name": "x", "claims": [5]}',
    '{"key": "a", "kind": "agreement", "name": "x", "asked": 5}',
    '{"key": "a", "kind": "agreement", "name": "x", "asked": ["colour"]}',
    '{"key": "a\\u0000", "kind": "agreement", "name": "x"}',
    '{"key": "a", "kind": "agreement", "name": "\\ud800"}',
    '{"key": "a", "kind": "agreement", "name": "x", "parent": "\\ud800"}',
    '{"key": "a", "kind": "agreement", "name": "x", "claims": [{"attribute": "amount",'
    ' "amount": 1.5, "currency": "GBP"}]}',
    '{"key": "a", "kind": "agreement", "name": "x", "claims": [{"attribute": "amount",'
    ' "amount": "1e30", "currency": "GBP"}]}',
    "[" * 100_000,
]  # fmt: skip


def test_a_hostile_line_is_refused_in_words_and_the_good_ones_beside_it_are_kept(officer):
    good = json.dumps({"key": "good", "kind": "agreement", "name": "Statement"})
    load = load_lines(officer, [*HOSTILE, good])
    assert [one.place for one in load.refused] == [str(n) for n in range(1, len(HOSTILE) + 1)]
    assert all(one.problem and one.remedy for one in load.refused)
    assert [one.seed for one in RegisterItem.objects.all()] == ["good"]


def test_a_file_that_is_none_is_refused_whole_and_on_the_page(officer):
    browser = browser_of(officer)
    for content in (b"", b"\xff\xfe\x00", b"a,b\n1,2\n"):
        with pytest.raises(BadInput):
            import_register(officer, content, "x.csv")
        file = SimpleUploadedFile("x.csv", content)
        answer = browser.post(reverse("programme:load_register"), {"file": file})
        assert answer.status_code == 422
        assert "Nothing was taken in." in answer.content.decode()
    assert browser.post(reverse("programme:load_register")).status_code == 422
    file = SimpleUploadedFile("x.csv", b"key,kind,name\na,agreement,One\nb,wish,Two\n")
    shown = browser.post(reverse("programme:load_register"), {"file": file}).content.decode()
    assert "item added" in shown
    assert "refused" in shown


def test_only_who_keeps_the_register_loads_into_it_and_one_agency_s_keys_are_its_own():
    programme = Programme()
    with pytest.raises(AccessDenied):
        load_lines(programme.officer("liaison"), seed_lines())
    one, other = programme.officer(), programme.officer(agency="elsewhere")
    line = json.dumps({"key": "s", "kind": "agreement", "name": "Statement"})
    assert load_lines(one, [line]).items == load_lines(other, [line]).items == 1
    assert public_items(one) == []
