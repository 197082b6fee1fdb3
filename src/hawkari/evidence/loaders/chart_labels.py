"""What the drawings of yEd and yFiles write beside nodes and edges: labels, and nothing else."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

__all__ = ["drawn_labels", "is_drawing"]

_LABELS = frozenset({"NodeLabel", "EdgeLabel", "Label.Text"})
_DRAWINGS = frozenset({"nodegraphics", "edgegraphics", "portgraphics", "resources"})


def is_drawing(kind: str, data: Element) -> bool:
    """Whether the value of a key is a drawing: its kind says so, or it holds elements."""
    return kind.casefold() in _DRAWINGS or len(data) > 0


def drawn_labels(data: Element) -> list[str]:
    """The labels of a drawing in order, each once, with blanks as one blank.

    A group is drawn twice, open and closed, and says its label both times.
    """
    return list(dict.fromkeys(filter(None, map(_one_line, _texts(data)))))


def _texts(data: Element) -> Iterator[str]:
    for element in data.iter():
        if element.tag in _LABELS:
            yield element.text or ""
        elif element.tag == "Label":
            yield element.get("Text", "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
