"""Letters say the same in four languages, and none is made that would leave a person without help.

The golden texts are what the pages say; `HAWKARI_GOLDEN=write` writes them anew.
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hawkari.desks.returns.letters import (
    LANGUAGES,
    Appeal,
    Contact,
    LetterKind,
    compose,
    digest_of,
    form_of,
    lacking,
    letter_pdf,
    wording,
    wording_of,
)
from hawkari.errors import BadInput
from tests.desks.returns.letters import (
    FONTS,
    characters,
    latin_letters,
    letter,
    lines_of,
    page_count,
    told,
)

GOLDEN = Path(__file__).parent / "golden"
EACH = [(kind, language) for kind in LetterKind for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_say_what_they_said(language: str):
    said = "\n".join(f"== {kind}\n{told(compose(letter(kind, language)))}" for kind in LetterKind)
    golden = GOLDEN / f"letters-{language}.txt"
    if os.environ.get("HAWKARI_GOLDEN") == "write":
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_every_latin_letter_of_it_is_on_the_pages(kind: LetterKind, language: str):
    page = compose(letter(kind, language))
    content = letter_pdf(page, fonts=FONTS)
    drawn, pages = list(characters(content)), page_count(content)
    foot = (page.basis_word + page.basis + page.page_word) * pages
    said = [piece.text for line in lines_of(page) for piece in (*line.own, *line.english)]
    assert latin_letters(one.get_text() for one in drawn) == latin_letters(iter([*said, foot]))


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_arabic_script_is_drawn_with_the_shipped_font_and_never_with_empty_boxes(language: str):
    page = compose(letter(LetterKind.CONSENT, language))
    drawn = list(characters(letter_pdf(page, fonts=FONTS)))
    arabic = [one for one in drawn if any("\u0600" <= sign <= "\u06ff" for sign in one.get_text())]
    said = "".join(piece.text for line in lines_of(page) for piece in line.own)
    letters = [sign for sign in said if "\u0621" <= sign <= "\u06d5"]
    assert len(arabic) > 0.9 * len(letters)
    assert {one.fontname.split("+")[-1].split("-")[0] for one in arabic} == {"NotoSansArabic"}


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_every_letter_names_whom_to_ask_for_advice_and_an_interpreter_and_how_to_appeal(
    kind: LetterKind, language: str
):
    said = told(compose(letter(kind, language)))
    for number in ("+44 7700 900123", "+44 7700 900124", "+44 7700 900125"):
        assert number in said
    words = wording_of(language).lines
    for key in ("advice.heading", "interpreter.heading", "appeal.heading", "fear.heading"):
        assert words[key] in said
    if kind is LetterKind.INTENTION:
        assert "First-tier Tribunal" in said


@pytest.mark.parametrize(
    ("kind", "without"),
    [
        *((LetterKind.INTENTION, one) for one in ("destination", "route", "earliest")),
        *((LetterKind.DEPARTURE, one) for one in ("route", "departs", "departs_from", "carrier")),
        *((LetterKind.CONSENT, one) for one in ("destination", "receiver")),
        *((kind, one) for kind in LetterKind for one in ("advice", "interpreter", "appeal")),
        *((kind, one) for kind in LetterKind for one in ("person", "office", "questions")),
    ],
)
def test_a_letter_that_lacks_what_the_person_needs_is_not_made(kind: LetterKind, without: str):
    empty = {
        "route": (), "advice": (), "earliest": None, "departs": None,
        "interpreter": None, "appeal": None, "questions": None,
    }  # fmt: skip
    with pytest.raises(BadInput, match=without):
        compose(letter(kind, "en", **{without: empty.get(without, "")}))


def test_a_name_without_a_way_to_reach_it_is_no_advice():
    assert lacking(letter(LetterKind.CONSENT, "en", advice=(Contact("A lawyer", " "),))) == [
        "advice"
    ]


def test_a_right_of_appeal_without_an_address_is_not_complete():
    lame = letter(LetterKind.CONSENT, "en", appeal=Appeal(date(2026, 12, 1)))
    assert lacking(lame) == ["appeal"]


def test_no_letter_tells_of_a_departure_inside_the_notice_period():
    end = datetime(2026, 12, 5, tzinfo=UTC)
    early = letter(LetterKind.DEPARTURE, "en", earliest=end, departs=end - timedelta(minutes=1))
    assert lacking(early) == ["departs"]
    assert lacking(replace(early, departs=end)) == []


def test_an_instant_is_printed_in_london_time_on_both_sides_of_the_clock_change():
    summer = letter(LetterKind.INTENTION, "en", earliest=datetime(2026, 10, 24, 23, 30, tzinfo=UTC))
    winter = letter(LetterKind.INTENTION, "en", earliest=datetime(2026, 10, 25, 23, 30, tzinfo=UTC))
    assert "before 25 October 2026, 00:30 (London time)" in told(compose(summer))
    assert "before 25 October 2026, 23:30 (London time)" in told(compose(winter))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_translation_that_nobody_signed_says_so_and_has_the_english_beside_it(language: str):
    page = compose(letter(LetterKind.INTENTION, language))
    assert "no native reader has checked it" in told(page)
    english = compose(letter(LetterKind.INTENTION, "en"))
    beside = [line.english for line in lines_of(page) if line.english][1:]
    plain = [line.own for line in lines_of(english) if not line.is_item]
    skip_person = 2
    assert ["".join(p.text for p in one) for one in beside[:skip_person]] == [
        "".join(p.text for p in one) for one in plain[:skip_person]
    ]
    assert len(beside) == len(plain)


def test_a_signature_holds_for_the_words_that_were_signed_and_no_others(monkeypatch):
    kept = wording._read("ckb")

    def signed_as(digest: str, lines: dict[str, str]) -> bool:
        file = {
            **kept,
            "lines": lines,
            "signed": {"by": "A reader", "on": "2026-12-01", "sha256": digest},
        }
        read = wording._read
        with monkeypatch.context() as inside:
            inside.setattr(wording, "_read", lambda name: file if name == "ckb" else read(name))
            return wording_of.__wrapped__("ckb").is_signed

    digest = digest_of(kept["lines"])
    assert signed_as(digest, kept["lines"])
    changed = {**kept["lines"], "consent.no": kept["lines"]["consent.no"] + "!"}
    assert not signed_as(digest, changed)
    assert not wording_of("ckb").is_signed


@pytest.mark.parametrize("kind", list(LetterKind))
def test_each_letter_carries_its_rule_and_that_nobody_verified_it(kind: LetterKind):
    form = form_of(kind)
    assert form.authority
    assert form.source_url.startswith("https://")
    assert form.verified_by == ""
    assert "No lawyer has verified" in told(compose(letter(kind, "en")))


def test_the_same_letter_gives_the_same_file():
    page = compose(letter(LetterKind.DEPARTURE, "ckb"))
    assert letter_pdf(page, fonts=FONTS) == letter_pdf(page, fonts=FONTS)


def test_consent_can_be_withdrawn_and_that_alone_starts_no_removal():
    said = told(compose(letter(LetterKind.CONSENT, "en")))
    assert "You can change your mind at any time until you depart." in said
    assert "That alone does not start a removal." in said
    assert "No, I do not want to return voluntarily." in said


def test_there_is_no_letter_in_a_language_without_wording():
    with pytest.raises(BadInput, match="'fa'"):
        compose(letter(LetterKind.CONSENT, "fa"))
