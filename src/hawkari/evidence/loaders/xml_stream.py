"""Reads large XML record by record: memory is that of the largest record.

Nothing outside the document is followed: a document type, an entity or an outside reference ends
the reading (defusedxml).
"""

from collections.abc import Iterator
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
    stream: IO[bytes], whole: frozenset[str], begun: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Element]]:
    """Elements of some names, in the order of the document; namespaces are left out of tags.

    Args:
        stream: the document.
        whole: names of elements to give when they are complete, as ``("end", element)``. Inside
            one of them nothing else is given; it is forgotten when the next is asked for.
        begun: names of elements to give when they begin, with their attributes only, as
            ``("start", element)``.

    Raises:
        BrokenXml: if it is no XML, is cut off, has a document type or entities, is nested deeper
            than 200, or an element holds more than 400,000 others.
    """
    try:
        yield from _events(stream, whole, begun)
    except DefusedXmlException as error:
        raise BrokenXml("the document declares entities or a document type") from error
    except ParseError as error:
        raise BrokenXml(f"the document is broken: {error}") from error
    except (LookupError, ValueError, UnicodeError) as error:
        raise BrokenXml("the document is in an encoding that cannot be read") from error


def _events(
    stream: IO[bytes], whole: frozenset[str], begun: frozenset[str]
) -> Iterator[tuple[str, Element]]:
    open_elements: list[Element] = []
    inside, count = 0, 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            element.tag = element.tag.rpartition("}")[2]
            open_elements.append(element)
            count += 1
            if len(open_elements) > DEEPEST or count > MOST_ELEMENTS:
                raise BrokenXml("the document is nested too deep, or a record is too large")
            if element.tag in whole and not inside:
                inside = len(open_elements)
            elif element.tag in begun and not inside:
                yield "start", element
        else:
            if inside in (0, len(open_elements)):
                if inside:
                    yield "end", element
                inside, count = 0, 0
                _forget(open_elements)
            open_elements.pop()


def _forget(open_elements: list[Element]) -> None:
    """Drop the element that has just ended from its parent, so that memory stays flat."""
    if len(open_elements) > 1:
        open_elements[-2].remove(open_elements[-1])
    open_elements[-1].clear()
