"""Products say who speaks, where to get help and until when; a draft says that it is one."""

import json
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTChar

from hawkari.desks.campaign.bank import (
    LANGUAGES,
    Help,
    NotSigned,
    Source,
    Verdict,
    card_png,
    claim_review,
    compose,
    compose_draft,
    leaflet_pdf,
    preview_png,
    whatsapp_text,
    wording_of,
)
from hawkari.errors import BadInput
from tests.desks.campaign.answering import FONTS, REFERENCE, SAID, answer

DAY = date(2026, 12, 1)
PAGE = "https://example.org/answers/boats"
CARD = 1080


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_at_least_a_square_and_the_same_for_the_same_answer(language: str):
    sheet = compose(answer(language), DAY)
    made = card_png(sheet, fonts=FONTS)
    width, height = size(made)
    assert width == CARD
    assert height >= CARD
    assert made == card_png(sheet, fonts=FONTS)


def test_a_long_answer_makes_the_card_higher_and_loses_no_word():
    long = compose(answer(answer="Boats break, and people drown. " * 40), DAY)
    assert size(card_png(long, fonts=FONTS))[1] > CARD * 1.5


def characters(element: object) -> Iterator[LTChar]:
    """Every character that is drawn, wherever it stands."""
    if isinstance(element, LTChar):
        yield element
    elif isinstance(element, Iterable):
        for one in element:
            yield from characters(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leaflet_draws_every_letter_of_it_with_the_shipped_fonts(language: str):
    sheet = compose(answer(language), DAY)
    made = leaflet_pdf(sheet, fonts=FONTS)
    drawn = list(characters(extract_pages(BytesIO(made))))
    fonts = {one.fontname.split("+")[-1].split("-")[0] for one in drawn}
    assert fonts <= {"NotoSansArabic", "LibertinusSerif"}
    assert ("NotoSansArabic" in fonts) is wording_of(language).is_rtl
    said = extract_text(BytesIO(made))
    for word in ("Invented", "Border", "Office", "112", "7KQ4XM"):
        assert word in said


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_long_address_of_a_source_is_not_cut_at_the_edge_of_the_leaflet(language: str):
    address = "https://example.org/a/" + "long+words-of_one.report+" * 6 + "x" * 90
    said = answer(
        language,
        sources=(Source("On boats", "A coastguard", address),),
        protection=(Help("112", f"Or ask {address}"),),
        attribution="Invented " + "o" * 80,
    )
    pages = list(extract_pages(BytesIO(leaflet_pdf(compose(said, DAY), fonts=FONTS))))
    drawn = list(characters(pages))
    assert max(one.x1 for one in drawn) < pages[0].width
    assert min(one.x0 for one in drawn) > 0
    assert sum(one.get_text() == "x" for one in drawn) >= 2 * len("x" * 90)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_says_claim_verdict_answer_help_sources_speaker_and_last_day(language: str):
    said = whatsapp_text(compose(answer(language), DAY))
    words = wording_of(language)
    for part in (*SAID[language], words.said("verdict.false"), "112", "https://example.org/boats",
                 "Invented Border Office", "2027", REFERENCE):  # fmt: skip
        assert part in said
    assert "DRAFT" not in said


def test_a_star_of_the_answer_does_not_turn_the_rest_of_the_message_bold():
    said = whatsapp_text(compose(answer(answer="*Not* safe_at_all ~"), DAY))
    assert said.count("*") % 2 == 0
    assert "∗Not∗" in said
    assert said.count("_") == len("__")


def test_values_of_another_direction_stand_between_isolates():
    said = whatsapp_text(compose(answer("ckb"), DAY))
    for value in (REFERENCE, "Invented Border Office", "https://example.org/boats"):
        assert f"\u2068{value}\u2069" in said


def test_help_stands_before_the_dangers_on_every_product_that_shows_both():
    sheet = compose(answer(deterrence="The water is cold."), DAY)
    message = whatsapp_text(sheet)
    assert message.index("112") < message.index("cold")


# What Google's guide to fact-check markup asks of a ClaimReview, with the types of schema.org.
REQUIRED = {"@context": str, "@type": str, "claimReviewed": str, "reviewRating": dict, "url": str}


def lacks(markup: dict) -> list[str]:
    """Whatever keeps a ClaimReview from being read as one."""
    wrong = [name for name, kind in REQUIRED.items() if not isinstance(markup.get(name), kind)]
    rating = markup.get("reviewRating", {})
    wrong += [] if rating.get("alternateName", "").strip() else ["reviewRating.alternateName"]
    if "ratingValue" in rating:
        inside = rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        wrong += [] if inside else ["reviewRating.ratingValue"]
    wrong += [] if markup["author"]["@type"] in {"Organization", "Person"} else ["author"]
    wrong += [] if markup["itemReviewed"]["@type"] == "Claim" else ["itemReviewed"]
    wrong += [] if re.fullmatch(r"\d{4}-\d\d-\d\d", markup["datePublished"]) else ["datePublished"]
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_the_markup_has_what_is_required_of_a_claim_review(language: str, verdict: Verdict):
    markup = claim_review(compose(answer(language, verdict=verdict), DAY), url=PAGE)
    assert lacks(json.loads(json.dumps(markup))) == []
    assert (markup["@context"], markup["@type"]) == ("https://schema.org", "ClaimReview")
    assert markup["url"] == PAGE
    assert markup["claimReviewed"] == SAID[language][0]
    assert markup["author"]["name"] == "Invented Border Office"
    assert "112" in markup["reviewBody"]


def test_true_in_part_lies_between_false_and_true_and_disputed_has_no_number():
    values = {
        verdict: claim_review(compose(answer(verdict=verdict), DAY), url=PAGE)["reviewRating"]
        for verdict in Verdict
    }
    number = {verdict: one.get("ratingValue") for verdict, one in values.items()}
    assert number[Verdict.FALSE] < number[Verdict.TRUE_IN_PART] < number[Verdict.TRUE]
    assert number[Verdict.DISPUTED] is None


@pytest.mark.parametrize("url", ["", "example.org/a", "http://example.org", "javascript:alert(1)"])
def test_markup_without_the_address_of_its_page_is_not_made(url: str):
    with pytest.raises(BadInput, match="address"):
        claim_review(compose(answer(), DAY), url=url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_carries_its_stamp_in_its_language_and_in_english(language: str):
    draft = compose_draft(answer(language, signed=False))
    for said in (whatsapp_text(draft), extract_text(BytesIO(leaflet_pdf(draft, fonts=FONTS)))):
        assert "DRAFT: not signed, not for use" in said.replace("*", "")
    assert wording_of(language).said("draft") in whatsapp_text(draft)
    plain = replace(draft, stamp=())
    stamped, clean = (size(preview_png(one, fonts=FONTS))[1] for one in (draft, plain))
    assert stamped > clean or preview_png(draft, fonts=FONTS) != preview_png(plain, fonts=FONTS)


def test_there_is_no_sheet_of_an_unsigned_answer_but_a_stamped_one():
    with pytest.raises(NotSigned, match="not signed"):
        compose(answer(signed=False), DAY)
    assert compose_draft(answer()).stamp
    assert compose(answer(), DAY).stamp == ()
