"""The addresses of a mail header (RFC 5322, section 3.4), told apart before words are decoded.

Whoever writes a letter writes its names: ``=?utf-8?q?Other_=3Cother=40example.org=3E?=
<ali@example.org>`` is one mailbox, of ali@example.org. What is no address by the rules (two
addresses in angle brackets, words behind one) is given back as it stands and not guessed at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hawkari.evidence.loaders.mail_words import decoded_words

__all__ = ["Mailbox", "mailboxes_of"]

_ADDRESS = re.compile(
    r"(?:[^\s()<>\[\]:;@\\,\".]+(?:\.[^\s()<>\[\]:;@\\,\".]+)*|\"(?:[^\"\\]|\\.)*\")"
    r"@(?:[^\s()<>\[\]:;@\\,\".]+(?:\.[^\s()<>\[\]:;@\\,\".]+)*|\[[^\[\]\\\s]*\])"
)
# An encoded word is one token whatever is in it; so is a domain in square brackets.
_WORD = re.compile(r"=\?[^\s?]{1,80}\?[bBqQ]\?[^?\r\n]*\?=|\[[^\[\]\\\s]*\]|[^\s()<>\[\]:;\\,\"]+")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)
_ANGLE = re.compile(r"<((?:[^<>\"]|\"(?:[^\"\\]|\\.)*\")*)>", re.DOTALL)
_MARKS = frozenset("<>@,;:")
_PAIR = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox: the name it is called by, its words decoded, and its address as written.

    `address` is empty where what stands there is no address; `written` is then all of it.
    """

    name: str
    address: str
    written: str

    @property
    def shown(self) -> str:
        """The mailbox as text, its name in quotation marks where it holds what looks like more."""
        if not self.address or not self.name or self.name.lower() == self.address.lower():
            return self.address or self.written
        plain = self.name.replace('"', "'")
        is_odd = not _MARKS.isdisjoint(plain)
        return f'"{plain}" <{self.address}>' if is_odd else f"{plain} <{self.address}>"


@dataclass(slots=True)
class _Draft:
    """What stands between two commas."""

    start: int
    words: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    angles: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    is_broken: bool = False

    def mailbox(self, written: str) -> Mailbox | None:
        """The mailbox; None where nothing stands."""
        comment = decoded_words(" ".join(self.comments))
        if self.angles:
            route = self.angles[0].strip()
            address = route.rpartition(":")[2] if route.startswith("@") else route
            name = decoded_words(" ".join(self.words)) or comment
            is_one = len(self.angles) == 1 and not self.is_broken
        else:
            address, name, is_one = "".join(self.raw), comment, not self.is_broken
        if not self.raw and not self.angles and not self.comments:
            return None
        address = address.strip()
        if not is_one or _ADDRESS.fullmatch(address) is None:
            return Mailbox(name, "", decoded_words(written))
        return Mailbox(" ".join(name.split()), address, decoded_words(written))


def mailboxes_of(header: str, most: int) -> Iterator[Mailbox]:
    """The mailboxes of a header, in order; those of groups among the others.

    Args:
        header: unfolded; its encoded words as they are.
        most: how many to give at most.

    Cost: linear in the header's length.
    """
    draft, at, given = _Draft(0), 0, 0
    for kind, text, end in _tokens(header):
        if kind in ",;:":
            written = header[draft.start : at].strip()
            # What stands before a colon is the name of a group.
            found = None if kind == ":" else draft.mailbox(written)
            draft = _Draft(end)
            if found is not None:
                yield found
                given += 1
            if given >= most:
                return
        else:
            _take(draft, kind, text, gap=header[at].isspace())
        at = end
    found = draft.mailbox(header[draft.start :].strip())
    if found is not None:
        yield found


def _take(draft: _Draft, kind: str, text: str, *, gap: bool) -> None:
    """Take one token in."""
    if kind == "comment":
        draft.comments.append(text)
    elif kind == "angle":
        draft.angles.append(text)
    elif kind == "broken":
        draft.is_broken = True
        draft.raw.append(text)
    else:
        # Words behind an address, and two words that no dot or @ joins, are no address.
        joined = draft.raw and (draft.raw[-1][-1:] in ".@" or text[:1] in ".@")
        if draft.angles:
            draft.is_broken = True
        draft.words.append(_PAIR.sub(r"\1", text[1:-1]) if kind == "quoted" else text)
        draft.raw.append(text if not draft.raw or joined or not gap else f" {text}")


def _tokens(header: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and end of each token; a mark that begins what does not end breaks the rest off.

    Kinds: ``,``, ``;``, ``:``, ``comment``, ``angle``, ``quoted``, ``word``, ``broken``.
    """
    at, size = 0, len(header)
    while at < size:
        one = header[at]
        if one.isspace():
            at += 1
            continue
        if one in ",;:":
            kind, text, end = one, one, at + 1
        elif one == "(":
            kind, text, end = _comment(header, at)
        elif one in '"<':
            pattern, kind = (_QUOTED, "quoted") if one == '"' else (_ANGLE, "angle")
            found = pattern.match(header, at)
            if found is None:
                kind, text, end = "broken", header[at:], size
            else:
                text, end = (found[0] if one == '"' else found[1]), found.end()
        else:
            found = _WORD.match(header, at)
            kind, end = ("word", found.end()) if found is not None else ("broken", at + 1)
            text = header[at:end]
        yield kind, text, end
        at = end


def _comment(header: str, at: int) -> tuple[str, str, int]:
    """A comment, which may hold others."""
    depth, end = 0, at
    while end < len(header):
        one = header[end]
        depth += (one == "(") - (one == ")")
        end += 2 if one == "\\" else 1
        if depth == 0:
            return "comment", _PAIR.sub(r"\1", header[at + 1 : end - 1]), end
    return "broken", header[at:], len(header)
