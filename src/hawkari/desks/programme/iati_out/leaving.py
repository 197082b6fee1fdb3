"""What stands in a file, row by row, read from its very bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

__all__ = ["Leaves", "leaving"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Leaves:
    """One element of a file that says something.

    Attributes:
        activity: identifier of the activity that it is of.
        path: names of the elements that it stands in, from the activity on.
        said: its attributes, each ``name=value``, then its text.
        language: of the text; empty where none is given.
    """

    activity: str
    path: str
    said: str
    language: str


def leaving(content: bytes) -> list[Leaves]:
    """Everything that a file says, in its order.

    Args:
        content: the file, as the engine wrote it.
    """
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    rows = []
    for activity in root.findall("iati-activity"):
        identifier = (activity.findtext("iati-identifier") or "").strip()
        rows += [_row(identifier, one, path) for one, path in _below(activity, ()) if _says(one)]
    return rows


def _below(element: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    yield element, path
    for child in element.iterchildren(etree.Element):
        yield from _below(child, (*path, child.tag))


def _says(element: Any) -> bool:
    return bool(element.attrib or (element.text or "").strip())


def _row(identifier: str, element: Any, path: tuple[str, ...]) -> Leaves:
    language = element.get(_LANG, "")
    attributes = [f"{key}={value}" for key, value in element.attrib.items() if key != _LANG]
    said = " ".join((*attributes, (element.text or "").strip())).strip()
    return Leaves(identifier, " / ".join(path), said or language, language)
