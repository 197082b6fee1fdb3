"""The pages of a PDF, each as upright glyphs and lines; read by pdfminer.six, one at a time.

Nothing is run, opened or followed: scripts, forms, links, notes and attached files are counted.
What a page may cost is bounded: the size of its contents unpacked, its glyphs, lines and drawings.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pdfminer.pdfdocument import (
    PDFDocument,
    PDFEncryptionError,
    PDFPasswordIncorrect,
    PDFXRefFallback,
)
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import MATRIX_IDENTITY, Matrix

from hawkari.errors import BadInput
from hawkari.evidence.loaders.pdf.drawing import Drawing, TooMuch
from hawkari.evidence.loaders.pdf.fonts import Fonts
from hawkari.evidence.loaders.pdf.glyphs import Glyph, Rule
from hawkari.evidence.loaders.pdf.unpacking import unpack

__all__ = ["AGAIN", "Page", "PdfFile"]

AGAIN = "Ask for it again, or for the table as .xlsx or .csv."
MOST_PAGES = 20_000
MOST_UNPACKED = 16 << 20

# What pdfminer raises on damaged or hostile files; it checks what it reads with assertions too.
DAMAGE = (
    PSException, ValueError, TypeError, LookupError, AttributeError, AssertionError,
    ArithmeticError, EOFError, OSError, StopIteration, RuntimeError,
    zlib.error, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One page, turned so that its letters stand upright.

    Attributes:
        number: from 1.
        glyphs: in the order in which they are drawn.
        rules: level and upright lines.
        pictures: how many are drawn on it.
        problem: why what is on it is unknown, or not all of it known; empty if it is known.
    """

    number: int
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: int = 0
    problem: str = ""


@dataclass(slots=True)
class PdfFile:
    """An open PDF.

    Args:
        stream: the file.
        name: the file's name, for messages.

    Attributes:
        unread: what is not read, counted by name, as far as pages have been read.
    """

    stream: BinaryIO
    name: str
    unread: Counter[str] = field(default_factory=Counter)

    def pages(self) -> Iterator[Page]:
        """The pages in order; the last has a problem if the file is damaged.

        Raises:
            BadInput: if the file is encrypted, has no pages that can be found, or too many.
        """
        document = self._document()
        manager = Fonts()
        number = 0
        try:
            for page in PDFPage.create_pages(document):
                number += 1
                if number > MOST_PAGES:
                    raise BadInput(
                        f"the PDF has more than {MOST_PAGES:,} pages",
                        "Split it.",
                        where=self._where,
                    )
                yield self._page(page, number, manager)
                _forget(document, page)
        except (*DAMAGE, MemoryError) as error:
            if not number:
                raise self._unread(error) from error
            is_large = isinstance(error, MemoryError)
            said = f"the file takes {_ALL_MEMORY}" if is_large else "the file is damaged"
            yield Page(number + 1, problem=f"{said} from here on")
            return
        if not number:
            raise self._damaged()
        is_mended = any(isinstance(table, PDFXRefFallback) for table in document.xrefs)
        if is_mended or number < _stated_pages(document):
            yield Page(number + 1, problem="the file is cut off or damaged, pages may be missing")

    @property
    def _where(self) -> tuple[str, ...]:
        return (self.name,)

    def _damaged(self) -> BadInput:
        return BadInput("the PDF is cut off or damaged", AGAIN, where=self._where)

    def _unread(self, error: BaseException) -> BadInput:
        """Why nothing can be read of it."""
        if isinstance(error, MemoryError):
            return BadInput(f"reading the PDF takes {_ALL_MEMORY}", AGAIN, where=self._where)
        return self._damaged()

    def _document(self) -> PDFDocument:
        try:
            document = PDFDocument(PDFParser(self.stream))
            self._count_hidden(document)
        except (PDFPasswordIncorrect, PDFEncryptionError) as error:
            raise BadInput(
                "the file is encrypted", "Save it without a password.", where=self._where
            ) from error
        except (*DAMAGE, MemoryError) as error:
            raise self._unread(error) from error
        return document

    def _count_hidden(self, document: PDFDocument) -> None:
        """What the whole document holds beside its pages."""
        names = resolve1(document.catalog.get("Names")) or {}
        form = resolve1(document.catalog.get("AcroForm"))
        held = {
            "scripts of the PDF": "JavaScript" in names or _acts(document),
            "files attached to the PDF": "EmbeddedFiles" in names,
            "forms of the PDF": bool(form) and "XFA" in form,
        }
        self.unread.update({name: 1 for name, is_held in held.items() if is_held})

    def _page(self, page: PDFPage, number: int, manager: Fonts) -> Page:
        """A page, as far as it can be read."""
        drawing = Drawing(manager)
        problem = ""
        try:
            self._count_notes(page)
            problem = _fault(page)
            if not problem.startswith(_BLOWN_UP):
                _Interpreter(manager, drawing).process_page(page)
        except TooMuch:
            problem = "it draws more than a page of text can hold"
        except MemoryError:
            problem = f"what it holds takes {_ALL_MEMORY}"
        except DAMAGE:
            problem = "what it holds is damaged"
        upright = drawing.upright()
        self.unread.update(upright.unread)
        said = f"page {number}: {problem}" if problem else ""
        return Page(number, upright.glyphs, upright.rules, drawing.pictures, said)

    def _count_notes(self, page: PDFPage) -> None:
        """Links, notes and fields that lie on the page."""
        for reference in resolve1(page.annots) or ():
            note = resolve1(reference)
            kind = str(getattr(note.get("Subtype"), "name", "")) if isinstance(note, dict) else ""
            name = {"Link": "links", "Widget": "fields of forms"}.get(kind, "notes on pages")
            self.unread[f"{name} of the PDF"] += 1


class _Interpreter(PDFPageInterpreter):
    """Reads contents; drawings of a page count as often as they are drawn, like its contents."""

    def render_contents(
        self,
        resources: dict[object, object],
        streams: Sequence[object],
        ctm: Matrix = MATRIX_IDENTITY,
    ) -> None:
        """Read the contents of a page, or of a drawing on it."""
        drawing: Any = self.device
        for content in map(resolve1, streams):
            size = unpack(content, MOST_UNPACKED) if isinstance(content, PDFStream) else 0
            drawing.read(size, MOST_UNPACKED)
        super().render_contents(resources, streams, ctm)


_BLOWN_UP = "it unpacks to more"
# A few bytes can ask for any amount: a page that does so must not cost the file's others.
_ALL_MEMORY = "more memory than there is for it"


def _acts(document: PDFDocument) -> bool:
    """Whether something is done when the document is opened, other than showing a page."""
    action = resolve1(document.catalog.get("OpenAction"))
    kind = getattr(resolve1(action.get("S")), "name", "") if isinstance(action, dict) else "GoTo"
    return kind != "GoTo"


def _stated_pages(document: PDFDocument) -> int:
    """How many pages the document says it has; pdfminer passes over those that it cannot find."""
    tree = resolve1(document.catalog.get("Pages"))
    count = resolve1(tree.get("Count")) if isinstance(tree, dict) else 0
    return count if isinstance(count, int) else 0


def _fault(page: PDFPage) -> str:
    """What is wrong with the contents of a page before any of it is read; empty if nothing is."""
    unpacked = 0
    for reference in page.contents:
        content = resolve1(reference)
        if not isinstance(content, PDFStream):
            return "some of what it holds is missing"
        size = unpack(content, MOST_UNPACKED)
        if size is None:
            return "some of what it holds is damaged"
        unpacked += size
        if unpacked > MOST_UNPACKED:
            return f"{_BLOWN_UP} than {MOST_UNPACKED >> 20} MiB"
    return ""


def _forget(document: PDFDocument, page: PDFPage) -> None:
    """Let the contents of a page go, so that memory does not grow with the pages."""
    for reference in page.contents:
        if isinstance(reference, PDFObjRef):
            document._cached_objs.pop(reference.objid, None)
