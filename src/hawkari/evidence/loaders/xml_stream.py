"""Reads large XML record by record: memory is that of the largest record.

Nothing outside the document is followed: a document type, an entity or an outside reference ends
the reading (defusedxml).
"""

from collections.abc import Callable, Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from hawkari.errors import HawkariError

__all__ = ["BrokenXml", "xml_events"]

DEEPEST = 200
MOST_ELEMENTS = 400_000


class BrokenXml(HawkariError):
    """The document cannot be read on from here.

    Args:
        problem: what is wrong, without full stop.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


def xml_events(
    stream: IO[bytes],
    whole: frozenset[str],
    begun: frozenset[str] = frozenset(),
    *,
    entered: Callable[[Element], bool] = lambda _: False,
) -> Iterator[tuple[str, Element]]:
    """Elements of some names, in the order of the document; namespaces are left out of tags.

    Args:
        stream: the document.
        whole: names of elements to give when they are complete, as ``("end", element)``. Inside
            one of them nothing else is given; it is forgotten when the next is asked for.
        begun: names of elements to give when they begin, with their attributes only, as
            ``("start", element)``.
        entered: says of an element of `whole`, by its attributes, that it is too large to be given
            at once: it is given when it begins, then what is in it, and then, empty, as
            ``("left", element)``.

    Raises:
        BrokenXml: if it is no XML, is cut off, has a document type or entities, is nested deeper
            than 200, or an element holds more than 400,000 others.
    """
    try:
        yield from _events(stream, whole, begun, entered=entered)
    except DefusedXmlException as error:
        raise BrokenXml("the document declares entities or a document type") from error
    except ParseError as error:
        raise BrokenXml(f"the document is broken: {error}") from error
    except (LookupError, ValueError, UnicodeError) as error:
        raise BrokenXml("the document is in an encoding that cannot be read") from error


def _events(
    stream: IO[bytes],
    whole: frozenset[str],
    begun: frozenset[str],
    *,
    entered: Callable[[Element], bool],
) -> Iterator[tuple[str, Element]]:
    cursor = _Cursor(whole, begun, entered)
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if cursor.begins(element):
                yield "start", element
        else:
            said = cursor.ends()
            if said:
                yield said, element
            cursor.leave()


class _Cursor:
    """Where in the document the parser is."""

    def __init__(
        self, whole: frozenset[str], begun: frozenset[str], entered: Callable[[Element], bool]
    ) -> None:
        self._whole, self._begun, self._entered = whole, begun, entered
        self._open: list[Element] = []
        self._entered_at: list[int] = []
        self._inside = 0
        self._count = 0

    def begins(self, element: Element) -> bool:
        """Take an element that begins in; whether to tell of it."""
        element.tag = element.tag.rpartition("}")[2]
        self._open.append(element)
        self._count += 1
        if len(self._open) > DEEPEST or self._count > MOST_ELEMENTS:
            raise BrokenXml("the document is nested too deep, or a record is too large")
        if self._inside:
            return False
        if element.tag not in self._whole:
            return element.tag in self._begun
        if self._entered(element):
            self._entered_at.append(len(self._open))
            return True
        self._inside = len(self._open)
        return False

    def ends(self) -> str:
        """What to say of the element that ends: ``end``, ``left``, or nothing."""
        if self._inside == len(self._open):
            return "end"
        if not self._inside and self._entered_at and self._entered_at[-1] == len(self._open):
            self._entered_at.pop()
            return "left"
        return ""

    def leave(self) -> None:
        """Go on behind it; unless it lies in a record, forget it, so that memory stays flat."""
        if self._inside in (0, len(self._open)):
            self._inside = self._count = 0
            if len(self._open) > 1:
                self._open[-2].remove(self._open[-1])
            self._open[-1].clear()
        self._open.pop()
