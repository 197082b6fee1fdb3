"""A record of XML from which each field is taken once, so that what is left can be reported."""

import codecs
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from hawkari.evidence.loaders.partner_files import FileHead

__all__ = ["Fields", "xml_root"]

_FIRST = re.compile(r"<(?:[\w.\-]+:)?([A-Za-z_][\w.\-]*)")


def xml_root(head: FileHead) -> str:
    """The name of a document's first element, without its namespace; empty if it is no XML."""
    if head.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head.data.decode("utf-16", "replace")
    else:
        text = head.data.decode("latin-1").removeprefix("\xef\xbb\xbf")
    if not text.lstrip().startswith("<"):
        return ""
    found = _FIRST.search("".join(_outside_comments(text)))
    return found[1] if found is not None else ""


def _outside_comments(text: str) -> Iterator[str]:
    """The pieces of a document's beginning that stand outside comments, in one pass over it."""
    at = 0
    while (begins := text.find("<!--", at)) >= 0:
        yield text[at:begins]
        ends = text.find("-->", begins + 4)
        if ends < 0:
            return
        at = ends + 3
    yield text[at:]


class Fields:
    """One element; taking a child or an attribute removes it."""

    def __init__(self, element: Element) -> None:
        self._element = element
        self._inner: list[Fields] = []

    @property
    def name(self) -> str:
        """The element's tag."""
        return str(self._element.tag)

    def attribute(self, name: str) -> str:
        """An attribute, ends trimmed; empty if it is not there."""
        return (self._element.attrib.pop(name, "") or "").strip()

    def body(self) -> str:
        """The element's own text, ends trimmed."""
        text, self._element.text = self._element.text or "", None
        return text.strip()

    def texts(self, name: str) -> list[str]:
        """The texts of all children of a name that are not empty, in order."""
        return [text for child in self.parts(name) if (text := child.body())]

    def text(self, name: str) -> str:
        """The text of the children of a name, usually one, separated by blanks."""
        return " ".join(self.texts(name))

    def parts(self, name: str) -> "list[Fields]":
        """The children of a name, in order."""
        found = [child for child in self._element if child.tag == name]
        if found:
            # All at once: taking them out one by one takes the square of their number.
            self._element[:] = [child for child in self._element if child.tag != name]
        made = [Fields(child) for child in found]
        self._inner += made
        return made

    def everything(self) -> "list[Fields]":
        """All children, in order."""
        return [part for name in dict.fromkeys(c.tag for c in self._element) for part in
                self.parts(str(name))]  # fmt: skip

    def inside(self, *names: str) -> "list[Fields]":
        """The elements at the end of a path of names, in order."""
        found = [self]
        for name in names:
            found = [inner for one in found for inner in one.parts(name)]
        return found

    def ignore(self, *names: str) -> None:
        """Leave children and attributes out that say nothing about anybody (keys for sorting)."""
        for name in names:
            self._element.attrib.pop(name, None)
            self._element[:] = [child for child in self._element if child.tag != name]

    def left(self) -> Iterator[str]:
        """The names of what was not taken and is not empty; attributes begin with ``@``."""
        for inner in self._inner:
            yield from inner.left()
        for element in self._element.iter():
            if element is not self._element and (element.text or "").strip():
                yield str(element.tag)
            yield from (f"{element.tag}@{key}" for key, value in element.attrib.items() if value)
        if (self._element.text or "").strip():
            yield self.name
