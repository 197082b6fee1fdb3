"""XPath 1.0 over lxml, with numbers read as the official validator's library reads them."""

import re
from functools import cache
from typing import Any

from lxml import etree

__all__ = ["Path", "compiled", "elements", "is_number", "text_of"]

# What lxml's own reading takes besides: "1e5" and "5.". The official library takes neither.
_NUMBER = re.compile(r"\s*-?[0-9]*\.?[0-9]+\s*")
_OURS = "https://hawkari.example/xpath"  # a name, never opened
_STRING = etree.XPath("string()", smart_strings=False)  # without comments
_NUMBER_CALL = re.compile(r"(?<![\w:-])number\(")


def is_number(text: str) -> bool:
    """Whether a text is a number to the official rules: digits, one point, a minus sign."""
    return _NUMBER.fullmatch(text) is not None


def _number(_: Any, given: Any) -> float:
    value = given[0] if isinstance(given, list) and given else given
    text = text_of(value) if value != [] else ""
    return float(text) if is_number(text) else float("nan")


class Path:
    """A compiled path that can be asked of an element.

    Args:
        text: the path, as the ruleset writes it.
    """

    __slots__ = ("_ask", "_locate", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        ours = _NUMBER_CALL.sub("h:number(", text)
        settings: dict[str, Any] = {}
        if ours != text:
            settings = {"namespaces": {"h": _OURS}, "extensions": {(_OURS, "number"): _number}}
        self._ask = etree.XPath(ours, smart_strings=False, **settings)
        self._locate = etree.XPath(ours, **settings)

    def __call__(self, element: Any, value: str = "") -> Any:
        """What the path gives from an element: a list, a truth value, a number or a text."""
        return self._ask(element, value=value)

    def places(self, element: Any, value: str = "") -> list[Any]:
        """The elements that hold what the path finds."""
        found = self._locate(element, value=value)
        return elements(found) if isinstance(found, list) else []


@cache
def compiled(text: str) -> Path:
    """The path of a text, compiled once."""
    return Path(text)


def elements(found: list[Any]) -> list[Any]:
    """Of what a path found, the elements; of an attribute or a text, the one that holds it."""
    return [item if etree.iselement(item) else item.getparent() for item in found]


def text_of(found: Any) -> str:
    """The text of an element, an attribute or a text."""
    return str(_STRING(found) if etree.iselement(found) else found)
