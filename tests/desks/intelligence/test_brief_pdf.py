"""The PDF of a brief: the same words as the Word document, on pages that carry the handling."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

from hawkari.desks.intelligence.exports import write_brief, write_brief_pdf
from hawkari.desks.intelligence.exports.brief_pdf import data_of
from hawkari.desks.intelligence.network_brief import compose
from tests.desks.intelligence.briefs_told import squeezed, text_of_pdf, text_of_word
from tests.desks.intelligence.network_material import material
from tests.desks.intelligence.values import brief

FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"
LANGUAGES = [("en", False), ("ar", True), ("ckb", True)]


def made(language: str, *, is_rtl: bool):
    with override(language):
        return compose(material(language=language, is_rtl=is_rtl))


def printed(data) -> Iterator[str]:
    """Every line that the template is given, in the order in which it sets them."""
    yield joined(data["title"])
    yield from map(joined, data["facts"])
    for part in data["parts"]:
        yield joined(part["heading"])
        yield joined(part["note"])
        for sentence in part["sentences"]:
            yield joined(sentence["said"])
            yield joined(sentence["note"])
        yield from map(joined, part["bullets"])
        if part["table"] is not None:
            yield from map(joined, part["table"]["header"])
            yield from (joined(cell) for row in part["table"]["rows"] for cell in row)


def joined(pieces) -> str:
    return "".join(one["text"] for one in pieces)


@pytest.mark.parametrize(("language", "is_rtl"), LANGUAGES)
def test_word_and_pdf_say_the_same_line_by_line(language: str, is_rtl: bool):
    content = made(language, is_rtl=is_rtl)
    assert text_of_word(write_brief(content, fonts=FONTS)) == [
        line.strip() if line.startswith(" ") else line for line in printed(data_of(content)) if line
    ]


def test_every_line_that_the_template_is_given_is_on_a_page():
    content = made("en", is_rtl=False)
    text = squeezed(text_of_pdf(write_brief_pdf(content, fonts=FONTS)))
    latin = [line for line in printed(data_of(content)) if all(ord(one) < 0x600 for one in line)]
    assert len(latin) > 100
    assert [line for line in latin for word in line.split() if squeezed(word) not in text] == []


@pytest.mark.parametrize(("language", "is_rtl"), LANGUAGES)
def test_handling_stands_above_and_below_on_every_page(language: str, is_rtl: bool):
    content = write_brief_pdf(made(language, is_rtl=is_rtl), fonts=FONTS)
    pages = list(extract_pages(io.BytesIO(content)))
    assert len(pages) > 2
    for page in pages:
        boxes = [one for one in page if isinstance(one, LTTextContainer)]
        marked = [one for one in boxes if "sharing permitted with conditions" in one.get_text()]
        assert max(one.y0 for one in marked) > page.height * 0.93
        assert min(one.y0 for one in marked) < page.height * 0.07


def test_what_no_document_can_hold_stops_no_document():
    content = made("en", is_rtl=False)
    rows = (replace(content.sources[0], file="a\x1f\x00<b>&\u2066\nc"), *content.sources[1:])
    odd = replace(content, sources=rows)
    line = "nca list, a<b>& c".replace("nca list", content.sources[0].source)
    assert line in text_of_word(write_brief(odd, fonts=FONTS))
    assert line in list(printed(data_of(odd)))
    assert write_brief_pdf(odd, fonts=FONTS).startswith(b"%PDF-")


def test_the_same_brief_gives_the_same_file():
    assert write_brief_pdf(brief(), fonts=FONTS) == write_brief_pdf(brief(), fonts=FONTS)


@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_number_of_parts_runs_from_left_to_right_in_every_document(is_rtl: bool):
    content = made("ckb" if is_rtl else "en", is_rtl=is_rtl)
    pieces = [
        one
        for part in data_of(content)["parts"]
        for sentence in part["sentences"]
        for one in sentence["said"]
    ]
    dates = [one for one in pieces if "2026-" in one["text"]]
    assert dates
    assert all(not one["rtl"] for one in dates)


def test_a_drawing_says_in_words_what_it_shows():
    content = made("en", is_rtl=False)
    shown = [one.picture for one in content.sections if one.picture is not None]
    assert [one.words for one in shown] == [
        "The picture shows people or things: 6; lines: 5, of which solid "
        "(confirmed: assessed A or B): 4."
    ]
