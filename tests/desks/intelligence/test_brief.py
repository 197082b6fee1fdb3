"""The Word document, opened again: sources, handling on each page, and direction."""

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from hawkari.desks.intelligence.brief import Run
from hawkari.desks.intelligence.exports import write_brief
from tests.desks.intelligence.briefs_told import footnotes_of
from tests.desks.intelligence.values import brief

FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"


def written(*, is_rtl: bool = False) -> bytes:
    return write_brief(brief(is_rtl=is_rtl), fonts=FONTS)


def opened(*, is_rtl: bool = False):
    return docx.Document(io.BytesIO(written(is_rtl=is_rtl)))


def test_each_sentence_has_a_footnote_with_its_sources_and_the_last_table_has_them():
    document = opened()
    said = [one.text for one in document.paragraphs]
    assert "Name: ڕێبوار محەمەد." in said
    assert "Tied to Aras by 41 calls." in said
    assert footnotes_of(written()) == ["[1] 2B C NCA; [2] 2B C NCA.", "[3] 2B C NCA."]
    *_, places, schedule = document.tables
    assert [[cell.text for cell in row.cells] for row in schedule.rows[1:]] == [
        ["[1]–[3]", "; ".join(["Name: Rebwar"] * 3), "S1, Persons!12", "2B", "C", "2025-12"]
    ]
    assert [cell.text for cell in places.rows[1].cells] == [
        "S1", "NCA", "Nominals, uk.xlsx", "Ask", "2026-01-02",
    ]  # fmt: skip


def test_statements_of_one_row_share_a_line_where_all_else_is_the_same():
    first = brief().sources[0]
    rows = (
        first,
        replace(first, number=2, states=(Run("Gender: male"),)),
        replace(first, number=3, grade="3E"),
        replace(first, number=4, row="Persons!13"),
        replace(first, number=5, row=""),
        replace(first, number=6, row=""),
    )
    (schedule,) = [
        part.table
        for part in replace(brief(), sources=rows, unused=()).parts
        if part.heading == brief().labels.sources and part.table is not None
    ]
    told = [["".join(run.text for run in cell) for cell in row] for row in schedule.rows]
    assert [line[0] for line in told] == ["[1]–[2]", "[3]", "[4]", "[5]", "[6]"]
    assert told[0][1] == "Name: Rebwar; Gender: male"


def test_many_sources_are_given_as_ranges_with_their_grades():
    content = brief()
    rows = tuple(replace(content.sources[0], number=number) for number in range(1, 8))
    many = replace(content, sources=rows)
    sentence = replace(content.sentences[0], sources=(1, 2, 3, 5, 7))
    assert [run.text for run in many.footnote(sentence)] == ["[1]–[3], [5], [7]: 2B C × 5"]


@pytest.mark.parametrize(
    ("text", "in_rtl", "pieces"),
    [
        ("ناو: 2026-03-05", True, [("ناو: ", True), ("2026-03-05", False)]),
        ("لە 5 % تا 12.5 %", True,
         [("لە ", True), ("5 %", False), (" تا ", True), ("12.5 %", False)]),
        ("ژمارە +44 7700 900142.", True,
         [("ژمارە ", True), ("+44 7700 900142", False), (".", True)]),
        ("Network around ڕێبوار محەمەد", False,
         [("Network around ", False), ("ڕێبوار محەمەد", True)]),
        ("\u2068نۆ\u2069", False, [("نۆ", True)]),
        ("plain", False, [("plain", False)]),
        ("a\tb\x1fc", False, [("a bc", False)]),
    ],
)  # fmt: skip
def test_the_documents_own_words_are_cut_where_the_direction_turns(text, in_rtl, pieces):
    assert list(Run(text).pieces(in_rtl=in_rtl)) == pieces


def test_handling_stands_in_the_header_and_footer_of_every_page():
    section = opened().sections[0]
    line = "C: sharing permitted with conditions"
    assert section.header.paragraphs[0].text == line
    assert section.footer.paragraphs[0].text == line
    assert "PAGE" in section.footer._element.xml


def test_text_in_arabic_script_is_marked_right_to_left_with_its_language():
    runs = [run for one in opened().paragraphs for run in one.runs if "ڕێبوار" in run.text]
    assert runs
    for run in runs:
        properties = run._r.rPr
        assert properties.find(qn("w:rtl")) is not None
        assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "ku-Arab-IQ"


def test_latin_text_is_never_marked_right_to_left():
    for paragraph in opened(is_rtl=True).paragraphs:
        for run in paragraph.runs:
            if re.search("[A-Za-z0-9]", run.text) and run._r.rPr is not None:
                assert run._r.rPr.find(qn("w:rtl")) is None


@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_document_runs_in_the_direction_of_its_language(is_rtl):
    document = opened(is_rtl=is_rtl)
    paragraphs = [one for one in document.paragraphs if one.text]
    turned = [
        one._p.pPr is not None and one._p.pPr.find(qn("w:bidi")) is not None for one in paragraphs
    ]
    assert all(turned) is is_rtl
    assert any(turned) is is_rtl
    for table in document.tables:
        assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) is is_rtl


def test_paragraph_properties_are_in_the_order_that_word_demands():
    """A misplaced element makes Word call the file damaged."""
    order = ["pStyle", "keepNext", "bidi", "spacing", "ind", "jc", "rPr"]
    document = opened(is_rtl=True)
    header = document.sections[0].header.paragraphs
    for paragraph in (*document.paragraphs, *header):
        if paragraph._p.pPr is not None:
            names = [child.tag.split("}")[1] for child in paragraph._p.pPr]
            assert names == sorted(names, key=order.index)


def test_the_same_brief_gives_the_same_words_and_date():
    document = opened()
    assert document.core_properties.author == "analyst"
    assert document.core_properties.created == brief().made_at
    assert document.core_properties.comments == "C: sharing permitted with conditions"
