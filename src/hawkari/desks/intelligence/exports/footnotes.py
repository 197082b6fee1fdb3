"""Footnotes of a Word document, which python-docx does not write: their part and their marks."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

__all__ = ["Footnotes"]

# Word keeps two notes for the lines that it draws above the others.
SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


class Footnotes:
    """The footnotes of one document, numbered by Word as they come."""

    def __init__(self, document: Any) -> None:
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in SEPARATORS:
            self._root.append(_separator(number, kind))
        part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            self._root,
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._document = document
        self._count = 0

    def add(self, paragraph: Any) -> Paragraph:
        """Put the next footnote's mark at the end of a paragraph.

        Returns:
            The note's own paragraph, for its words.
        """
        self._count += 1
        mark = _raised(paragraph)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._count))
        mark.append(reference)
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._count))
        self._root.append(note)
        element = OxmlElement("w:p")
        note.append(element)
        own = Paragraph(element, self._document._body)
        own.style = self._document.styles["Footnote"]
        _raised(own).append(OxmlElement("w:footnoteRef"))
        own.add_run(" ")
        return own


def _raised(paragraph: Any) -> Any:
    run = paragraph.add_run()
    run.font.superscript = True
    return run._r


def _separator(number: int, kind: str) -> Any:
    return parse_xml(
        f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{number}"><w:p><w:pPr>'
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    )
