"""Free text keeps its language; people translate it, and it is said who did."""

import pytest
from django.test import Client

from hawkari.desks.exchange.models import TextTranslation
from hawkari.desks.exchange.services import texts as service
from hawkari.desks.exchange.services.texts import Written, keeps_texts, told, translate
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import AuditEntry
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db
SORANI = Written("تکایە بزانن ئەم ژمارەیە هێشتا بەکار دێت یان نا", "ckb")
WHERE = ("note", "n1", "what")
ENGLISH = "Please find out whether this number is still in use"


@pytest.fixture(autouse=True)
def notes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Written]:
    """A part of the desk that keeps one note, `n1`, which trainers may not see."""
    kept = {"what": SORANI}
    monkeypatch.setattr(service, "_finders", {})

    @keeps_texts("note")
    def found(access: Access, reference: str) -> dict[str, Written]:
        return kept if reference == "n1" and access.role != "analyst" else {}

    return kept


def shown(notes: dict[str, Written]) -> list[tuple[str, str, str]]:
    text = told("note", {"n1": notes})["n1"]["what"]
    return [(one.words, one.language, one.by) for one in text.translations]


def test_a_translation_stands_beside_the_text_with_who_made_it(notes):
    world = World()
    access = world.access("nca", "liaison")
    translate(access, WHERE, language="en", words=f" {ENGLISH} ")
    assert shown(notes) == [(ENGLISH, "en", access.user.username)]
    assert AuditEntry.records.filter(act="alter", object_ids__contains='"n1"').exists()


def test_the_newest_translation_of_a_language_is_shown_and_the_older_one_kept(notes):
    access = World().access("nca", "liaison")
    for words in ("first", "second"):
        translate(access, WHERE, language="en", words=words)
    assert [words for words, _, _ in shown(notes)] == ["second"]
    assert TextTranslation.objects.count() == 2


def test_a_translation_of_other_words_is_not_shown(notes):
    translate(World().access("nca", "liaison"), WHERE, language="en", words=ENGLISH)
    notes["what"] = Written("شتێکی تر", "ckb")
    assert shown(notes) == []


@pytest.mark.parametrize(
    ("where", "language", "words", "problem"),
    [
        (WHERE, "ckb", "x", "in that language already"),
        (WHERE, "xx", "x", "no language of this list"),
        (WHERE, "en", "  ", "1 to 4,000"),
        (WHERE, "en", "x" * 4001, "1 to 4,000"),
        (("note", "n2", "what"), "en", "x", "no such text"),
        (("note", "n1", "why"), "en", "x", "no such text"),
        (("letter", "n1", "what"), "en", "x", "no such text"),
    ],
)
def test_what_cannot_be_a_translation_is_refused(where, language: str, words: str, problem: str):
    with pytest.raises(BadInput, match=problem):
        translate(World().access("nca", "liaison"), where, language=language, words=words)
    assert not TextTranslation.objects.exists()


def test_nobody_translates_what_they_may_not_see():
    with pytest.raises(BadInput, match="no such text"):
        translate(World().access("nca", "analyst"), WHERE, language="en", words="x")
    with pytest.raises(AccessDenied):
        translate(World().access("nca", "trainer"), WHERE, language="en", words="x")


@pytest.mark.parametrize(
    ("back", "leads"), [("/exchange/?a=1", "/exchange/?a=1"), ("https://x.test/", "/exchange/")]
)
def test_the_form_keeps_it_and_goes_back_to_where_the_text_stood(notes, back: str, leads: str):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(World().member("nca", "liaison"))
    sent = {"kind": "note", "reference": "n1", "field": "what", "language": "en"}
    answer = client.post("/exchange/translations", {**sent, "words": ENGLISH, "next": back})
    assert answer.headers["Location"] == leads
    assert [words for words, _, _ in shown(notes)] == [ENGLISH]
    client.post("/exchange/translations", {**sent, "language": "ckb", "words": "x"})
    page = client.get("/exchange/").content.decode()
    assert "The text is in that language already." in page
