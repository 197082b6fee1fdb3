"""Reads briefs back: as text from their values, from Word and from PDF."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from pdfminer.high_level import extract_text

from hawkari.desks.intelligence.brief import Brief, Run


def said(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def told(brief: Brief) -> str:
    """The brief as plain text, footnotes beneath their sentences."""
    return "\n".join(_lines(brief)).replace("\u00a0", " ") + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"= {said(brief.title)} [{brief.handling_line}]"
    yield from (f"{label}: {words}" for label, words in brief.facts)
    for part in brief.parts:
        yield ""
        yield f"{'=' * (part.level + 1)} {part.heading}"
        if part.note:
            yield f"({part.note})"
        if part.picture is not None:
            yield f"<picture: {part.picture.words}>"
        for sentence in part.sentences:
            yield f"- {sentence.text}"
            yield f"      {said(brief.footnote(sentence))}"
        yield from (f"* {one}" for one in part.bullets)
        if part.table is not None:
            yield " | ".join(part.table.header)
            yield from (" | ".join(said(cell) for cell in row) for row in part.table.rows)


def footnotes_of(content: bytes) -> list[str]:
    """The footnotes of a Word document, in the order of their marks."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = parse_xml(archive.read("word/footnotes.xml"))
        body = parse_xml(archive.read("word/document.xml"))
    by_id = {
        note.get(qn("w:id")): "".join(text.text or "" for text in note.iter(qn("w:t"))).strip()
        for note in notes
    }
    return [by_id[mark.get(qn("w:id"))] for mark in body.iter(qn("w:footnoteReference"))]


def cited_numbers(note: str) -> set[int]:
    """The numbers of the schedule that a footnote names, ranges spelled out."""
    found: set[int] = set()
    for first, last in re.findall(r"\[(\d+)\](?:–\[(\d+)\])?", note):
        found.update(range(int(first), int(last or first) + 1))
    return found


def squeezed(text: str) -> str:
    """A text without blanks: where a line broke makes no difference."""
    return re.sub(r"\s", "", text)


def text_of_pdf(content: bytes) -> str:
    """The text of a PDF."""
    return str(extract_text(io.BytesIO(content)))


def text_of_word(content: bytes) -> list[str]:
    """What a Word document says, line by line and cell by cell, footnotes after their paragraph."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = parse_xml(archive.read("word/document.xml"))[0]
    notes = iter(footnotes_of(content))
    found = []
    for block in body.iter(qn("w:p")):
        found.append("".join(text.text or "" for text in block.iter(qn("w:t"))))
        found += [next(notes) for _ in block.iter(qn("w:footnoteReference"))]
    return [one for one in found if one]
