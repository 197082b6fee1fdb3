"""Pages, API and commands of the myth bank: what a person sees, signs and takes."""

import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from hawkari.desks.campaign.bank import LANGUAGES, Part, Verdict
from hawkari.desks.campaign.models import AnswerVersion, MadeProduct, Myth
from hawkari.desks.campaign.myth_forms import AnswerForm, initial_of
from hawkari.desks.campaign.myth_words import GROUPS, PARTS, REFUSED, STATEMENTS, reason_words
from hawkari.desks.campaign.services import bank_reading
from hawkari.desks.campaign.services.answers import STATEMENTS as SIGNED
from hawkari.desks.campaign.services.bank_loading import load_bank, seed_lines
from hawkari.desks.campaign.services.bank_reading import answer_page
from hawkari.desks.campaign.services.exporting import Asked, export_bank
from hawkari.desks.campaign.services.products import KINDS
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from tests.desks.campaign.answering import FONTS, SAID, content
from tests.desks.campaign.signing import Bank

pytestmark = pytest.mark.django_db
OK, FOUND, BAD, FORBIDDEN, NOT_FOUND, FAILED = 200, 302, 400, 403, 404, 500


@pytest.fixture
def bank(db) -> Bank:
    return Bank()


def browser(access: Access, language: str = "en") -> Client:
    client = Client(headers={"host": "127.0.0.1", "accept-language": language})
    client.force_login(access.user)
    return client


def at(name: str, *arguments: str) -> str:
    return reverse(f"campaign:{name}", args=arguments)


def test_the_list_says_how_many_answers_may_leave_today(bank: Bank):
    bank.signed("ckb")
    shown = browser(bank.author).get(at("myths")).content.decode()
    assert "One answer may leave today." in shown
    assert SAID["ckb"][0] in shown


def test_a_myth_is_kept_answered_signed_and_handed_out_by_the_pages(bank: Bank):
    author = browser(bank.author)
    new = {"text": SAID["en"][0], "language": "en", "topic": "safety"}
    made = author.post(at("new_myth"), new)
    reference = Myth.objects.get().reference
    assert made.url == at("myth", reference)
    last = bank.author.today + timedelta(days=100)
    words = initial_of(content(expires=last), seen=0) | {"protection_due": "", "note": "first"}
    assert author.post(at("edit_answer", reference, "en"), words).status_code == FOUND
    page = at("answer", reference, "en")
    shown = author.get(page).content.decode()
    assert "Nobody signed it for the law." in shown
    assert at("sign_answer", reference, "en") not in shown
    for part, signer in bank.signers.items():
        theirs = browser(signer)
        seen = re.search(r'name="seen" value="(\w{64})"', theirs.get(page).content.decode())
        assert seen
        sent = {"part": part.value, "seen": seen[1], "stated": "1"}
        assert theirs.post(at("sign_answer", reference, "en"), sent).status_code == FOUND
    assert "Yes, until" in author.get(page).content.decode()
    for kind in KINDS:
        answer = author.post(
            at("product", reference, "en", kind), {"url": "https://example.org/boats"}
        )
        assert answer.status_code == OK
        assert f"{reference}-en-{kind}" in answer["Content-Disposition"]
    assert MadeProduct.objects.count() == len(KINDS)
    assert "4 files left." in author.get(page).content.decode()


def test_a_signature_without_the_affirmed_sentence_is_none(bank: Bank):
    myth = bank.myth()
    bank.written(myth)
    sent = {"part": "legal", "seen": bank.seen(myth)}
    lawyer = browser(bank.signers[Part.LEGAL])
    answer = lawyer.post(at("sign_answer", myth.reference, "en"), sent, follow=True)
    assert "tick the sentence" in answer.content.decode()
    assert "not signed" in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_not_leave_is_refused_with_its_reasons(bank: Bank, kind: str):
    myth = bank.myth()
    bank.written(myth, attribution="")
    answer = browser(bank.author).post(at("product", myth.reference, "en", kind), follow=True)
    shown = answer.content.decode()
    assert "Nothing was made:" in shown
    assert "It does not say who speaks." in shown
    assert not MadeProduct.objects.exists()


def test_an_answer_that_was_stopped_says_so_and_keeps_the_signature_that_was_withdrawn(bank: Bank):
    myth = bank.signed()
    client = browser(bank.signers[Part.LEGAL])
    where = at("stop_answer", myth.reference, "en")
    shown = client.post(where, {"why": "The law changed"}, follow=True).content.decode()
    assert "it leaves no more" in shown
    assert "The law changed" in shown
    assert "Say why." in client.post(where, {"why": ""}, follow=True).content.decode()


def test_the_editor_keeps_what_was_typed_and_says_what_is_wrong(bank: Bank):
    asylum = bank.myth("asylum")
    words = initial_of(content(), seen=0) | {"protection": "112", "note": "kept words"}
    where = at("edit_answer", asylum.reference, "en")
    client = browser(bank.author)
    answer = client.post(where, words)
    assert answer.status_code == BAD
    assert "what it is | how it is reached" in answer.content.decode()
    assert "kept words" in answer.content.decode()
    words["protection"] = "112 | Call it."
    refused = client.post(where, words)
    assert refused.status_code == BAD
    assert "say that protection is due" in refused.content.decode()
    assert not AnswerVersion.objects.exists()


def test_a_new_language_begins_with_the_sources_and_the_verdict_of_another(bank: Bank):
    myth = bank.myth()
    bank.written(myth, verdict=Verdict.TRUE_IN_PART)
    shown = browser(bank.author).get(at("edit_answer", myth.reference, "ckb")).content.decode()
    assert "https://example.org/boats" in shown
    assert 'value="true_in_part" selected' in shown
    assert content().answer not in shown


def test_the_editor_gives_back_exactly_the_words_that_it_was_given():
    said = content("ckb", more="One.\nTwo.", deterrence="Cold.", protection_due=False)
    form = AnswerForm(initial_of(said, seen=3), language="ckb")
    assert form.is_valid(), form.errors
    written = form.written()
    assert (written.content, written.seen) == (said, 3)


def test_a_myth_begins_from_a_claim_that_has_no_answer(bank: Bank):
    shown = browser(bank.author).get(at("new_myth") + "?text=Speedboats%20only&language=fa")
    assert "Speedboats only" in shown.content.decode()
    assert 'value="fa" selected' in shown.content.decode()


def test_what_is_said_stays_in_its_own_direction_on_an_english_page(bank: Bank):
    myth = bank.signed("ckb")
    shown = browser(bank.author).get(at("answer", myth.reference, "ckb")).content.decode()
    assert f'<dd lang="ckb" dir="rtl">{SAID["ckb"][0]}</dd>' in shown


def test_markup_in_a_claim_is_shown_as_text(bank: Bank):
    client = browser(bank.author)
    client.post(at("new_myth"), {"text": "<b>safe</b>", "language": "en", "topic": "safety"})
    shown = client.get(at("myth", Myth.objects.get().reference)).content.decode()
    assert "&lt;b&gt;safe" in shown
    assert "<b>safe" not in shown


def test_readers_see_no_way_to_change_sign_or_take(bank: Bank):
    myth = bank.signed()
    reader = browser(bank.desk.officer("programme"))
    for page in (at("myth", myth.reference), at("answer", myth.reference, "en")):
        assert re.findall(r'<form[^>]+action="/campaign/', reader.get(page).content.decode()) == []
    assert reader.get(at("new_myth")).status_code == FORBIDDEN


def test_what_is_not_there_is_not_found(bank: Bank):
    myth = bank.signed()
    client = browser(bank.author)
    stranger = browser(Bank().author)
    for page in (
        at("myth", "M-2026-XXXXXX"), at("answer", myth.reference, "xx"),
        at("draft_card", myth.reference, "fa"), at("edit_answer", myth.reference, "xx"),
    ):  # fmt: skip
        assert client.get(page).status_code == NOT_FOUND
    assert client.post(at("product", myth.reference, "en", "film")).status_code == NOT_FOUND
    assert stranger.get(at("answer", myth.reference, "en")).status_code == NOT_FOUND
    assert client.get("/campaign/api/myths/M-2026-XXXXXX").status_code == NOT_FOUND


def test_the_api_gives_words_of_an_answer_only_while_it_may_leave(bank: Bank):
    myth = bank.signed()
    client = browser(bank.desk.officer("programme"))
    where = f"/campaign/api/myths/{myth.reference}"
    one = client.get(where).json()
    assert one["vetted"]["en"]["answer"] == SAID["en"][1]
    assert one["answers"][0]["state"] == "leaves"
    bank.written(myth, answer="Changed.")
    changed = client.get(where).json()
    assert changed["vetted"] == {}
    assert changed["answers"][0]["reasons"] == [
        f"changed since it was signed ({part})" for part in Part
    ]
    (row,) = client.get("/campaign/api/myths").json()["myths"]
    assert row["claims"] == {"en": SAID["en"][0]}
    assert [one["language"] for one in row["answers"]] == list(LANGUAGES)


def test_export_writes_what_may_leave_and_says_why_the_rest_stays(bank: Bank, tmp_path: Path):
    load_bank(bank.author, seed_lines())
    myth = bank.signed("ar")
    folder = tmp_path / "out"
    page = "https://example.org/{reference}/{language}"
    done = export_bank(bank.author, Asked(page=page), folder=folder, fonts=FONTS)
    assert sorted(one.name for one in folder.iterdir()) == sorted([*done.files, "manifest.json"])
    assert {one.split("-ar-")[0] for one in done.files} == {myth.reference}
    assert len(done.stays) == 5 * len(LANGUAGES)
    markup = json.loads((folder / f"{myth.reference}-ar-claimreview.jsonld").read_text("utf-8"))
    assert markup["url"] == f"https://example.org/{myth.reference}/ar"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert "lacks (attribution)" in manifest["stays"][0]["reasons"]


def test_export_hands_out_what_the_list_does_not_show_any_more(
    bank: Bank, tmp_path: Path, monkeypatch
):
    first = bank.signed("fa")
    bank.signed("en")
    monkeypatch.setattr(bank_reading, "MOST", 1)
    assert bank_reading.bank_of(bank.author).more
    asked = Asked(kinds=("message",))
    done = export_bank(bank.author, asked, folder=tmp_path, fonts=FONTS)
    assert f"{first.reference}-fa-message.txt" in done.files
    (row,) = bank_reading.rows_of(bank.author, {first.reference, "M-2026-XXXXXX"})
    assert row.myth == first


@pytest.mark.parametrize(
    "asked",
    [Asked(languages=("xx",)), Asked(kinds=("film",)), Asked(kinds=("claimreview",)),
     Asked(kinds=("claimreview",), page="http://example.org")],
)  # fmt: skip
def test_export_refuses_what_it_does_not_know(bank: Bank, tmp_path: Path, asked: Asked):
    bank.signed()
    with pytest.raises(BadInput):
        export_bank(bank.author, asked, folder=tmp_path, fonts=FONTS)


def test_export_says_that_a_folder_cannot_be_written_to(bank: Bank, tmp_path: Path):
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(BadInput, match="cannot be written"):
        export_bank(bank.author, Asked(), folder=tmp_path / "file", fonts=FONTS)


def test_every_code_has_words_and_the_sentences_are_those_that_are_kept(bank: Bank):
    assert set(GROUPS["verdict"]) == set(Verdict)
    assert set(GROUPS["topic"]) == set(Myth.Topic.values)
    assert set(GROUPS["language"]) == set(LANGUAGES)
    assert set(GROUPS["kind"]) == set(KINDS)
    assert set(PARTS) == set(STATEMENTS) == set(Part) == set(SIGNED)
    myth = bank.myth()
    bank.written(myth, attribution="", protection=(), sources=(), expires=None)
    for reason in answer_page(bank.author, myth.reference, "en").stand.reasons:
        assert reason_words(reason).endswith(".")
    assert all(part == part.strip() for part, _ in REFUSED)


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_pages_run_from_right_to_left_in_arabic_and_sorani(bank: Bank, language: str):
    myth = bank.signed("en")
    client = browser(bank.author, language)
    client.cookies["django_language"] = language
    for page in (at("myths"), at("myth", myth.reference), at("answer", myth.reference, "en"),
                 at("edit_answer", myth.reference, "en")):  # fmt: skip
        shown = client.get(page).content.decode()
        assert f'<html lang="{language}" dir="rtl"' in shown


ODD = ("", "a\x00b", "9" * 40, "\u202eabc", "..%2f..%2fetc", "<script>", "ڕێبوار")
PLACES = (
    ("myths", 0, ("q",)), ("new_myth", 0, ("text", "language", "topic")), ("myth", 1, ()),
    ("saying", 1, ("text", "language")), ("retire_myth", 1, ("why",)), ("answer", 2, ()),
    ("edit_answer", 2, tuple(AnswerForm.base_fields)), ("draft_card", 2, ()),
    ("sign_answer", 2, ("part", "seen", "stated")), ("stop_answer", 2, ("why",)),
    ("product", 3, ("url",)),
)  # fmt: skip


@pytest.mark.contract
@pytest.mark.parametrize(("name", "blanks", "fields"), PLACES)
def test_nothing_odd_that_is_sent_ends_in_an_error_of_the_server(
    bank: Bank, name: str, blanks: int, fields: tuple[str, ...]
):
    myth = bank.signed()
    client = browser(bank.author)
    right = [myth.reference, "en", "message"][:blanks]
    for odd in ODD:
        said = odd.encode("utf-8", "replace").decode()
        sent = dict.fromkeys(fields, said)
        ways = [right, *([[*right[:n], said, *right[n + 1 :]] for n in range(blanks)])]
        for way in ways:
            if any("/" in one or one in {"", "."} for one in way):
                continue
            blank = at(name, *(f"blank{n}" for n in range(blanks)))
            for n, one in enumerate(way):
                blank = blank.replace(f"blank{n}", quote(one, safe=""))
            address = blank
            assert client.get(address, sent).status_code < FAILED, (address, odd)
            assert client.post(address, sent).status_code < FAILED, (address, odd)
    if fields:
        whole = {"part": "legal", "stated": "1", "language": "en", "topic": "safety",
                 "verdict": "false", "seen": "1"}  # fmt: skip
        for odd in ODD:
            for field in fields:
                sent = dict.fromkeys(fields, "x | y") | whole | {field: odd}
                assert client.post(at(name, *right), sent).status_code < FAILED, (field, odd)


def test_an_odd_question_by_api_ends_in_no_error_of_the_server(bank: Bank):
    client = browser(bank.author)
    for odd in ODD:
        for address in ("/campaign/api/myths", f"/campaign/api/myths/{quote(odd, safe='')}"):
            assert client.get(address, {"q": odd}).status_code < FAILED, (address, odd)
