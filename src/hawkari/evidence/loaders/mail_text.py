"""The text of a letter's body: of a part in a charset, of HTML without its marks."""

import html
import re

__all__ = ["text_of_html"]

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]{0,20})")
_SILENT = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "title")}
_BREAKING = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "table", "td", "hr", "ul"})


def text_of_html(marked: str) -> str:
    """The text of HTML, its blocks as lines; scripts, styles, comments and links' targets left out.

    One pass: the time is linear, also where marks do not end. A mark that does not end is text.
    """
    pieces: list[str] = []
    at = 0
    while (begins := marked.find("<", at)) >= 0:
        pieces.append(_unescaped(marked[at:begins]))
        at = _behind(marked, begins, pieces)
    pieces.append(_unescaped(marked[at:]))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _behind(marked: str, begins: int, pieces: list[str]) -> int:
    """Where the text goes on behind a ``<``; what it shows is added to the pieces."""
    if marked.startswith("<!--", begins):
        ends = marked.find("-->", begins + 4)
        return len(marked) if ends < 0 else ends + 3
    found = _NAME.match(marked, begins + 1)
    if found is None and marked[begins + 1 : begins + 2] not in ("!", "?", "/"):
        pieces.append("<")
        return begins + 1
    ends = marked.find(">", begins)
    if ends < 0:
        pieces.append(_unescaped(marked[begins:]))
        return len(marked)
    name = found[1].lower() if found is not None else ""
    if name in _BREAKING:
        pieces.append("\n")
    closing = _SILENT.get(name)
    if closing is None or marked.startswith("/", begins + 1):
        return ends + 1
    closed = closing.search(marked, ends)
    return len(marked) if closed is None else closed.start()


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:
        # A number of a character with thousands of digits.
        return text
