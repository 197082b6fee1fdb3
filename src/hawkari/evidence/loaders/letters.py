"""E-mail: one message (EML) or many (MBOX), as mail programs save them.

Headers give senders, recipients, times and subjects; the text of the body is kept. Attachments are
listed by name, kind and size and never opened; a body in HTML is read as text where there is no
other. Headers without a property are kept as notes.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import BinaryIO

from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)

__all__ = ["LetterLoader"]

LARGEST_MESSAGE = 64 << 20
LONGEST_LINE = 1 << 20
MOST_PARTS = 1_000
MOST_ADDRESSES = 2_000
_HEADER = re.compile(rb"[!-9;-~]{1,76}:[ \t\r\n]?")
_TELLING = (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"mime-version",
            b"delivered-to", b"return-path", b"content-type", b"x-mailer", b"cc")  # fmt: skip
_POSTMARK = re.compile(rb"From .*\d{4}\s*$|From \S+ .*\d{2}:\d{2}.*$")
_PEOPLE = ("from", "sender", "reply-to", "to", "cc", "bcc")
_STATED = frozenset({
    *_PEOPLE, "date", "subject", "message-id", "in-reply-to", "content-type", "mime-version",
    "content-transfer-encoding", "content-disposition",
})  # fmt: skip
_ANGLE = re.compile(r"<([^<>\s]{1,900})>")
_BREAKING = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "table"})
_AGAIN = "Save the message again."
# What the standard library's reader of mail raises on messages that are none.
_DAMAGE = (
    MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError,
    AssertionError, OverflowError,
)  # fmt: skip


class LetterLoader(RecordLoader):
    """Messages; each is one row, named by its number."""

    name = "letters"
    layout = Layout("email", "E-mail (EML, MBOX)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether it begins with headers of a message, or with a mailbox's line before them."""
        lines = head.data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").split(b"\n")[:60]
        if lines and _POSTMARK.match(lines[0]):
            lines = lines[1:]
        known: set[bytes] = set()
        for line in lines:
            if not line.strip():
                break
            if line[:1] in (b" ", b"\t"):
                continue
            if not _HEADER.match(line):
                return False
            known.add(line.partition(b":")[0].lower())
        return len(known & set(_TELLING)) >= 2

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The messages in the order of the file."""
        stater = Stater(context, "mail")
        with open_binary(path, context.meter) as stream:
            for number, whole in enumerate(_messages(stream), start=1):
                yield _outcome(stater, whole, f"message {number}")


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each message; None for one that is too large."""
    first = stream.readline(LONGEST_LINE)
    while first and not first.strip():
        first = stream.readline(LONGEST_LINE)
    is_box = _POSTMARK.match(first) is not None
    pieces, size = ([] if is_box else [first]), len(first)
    was_blank = False
    while line := stream.readline(LONGEST_LINE):
        if is_box and was_blank and _POSTMARK.match(line):
            yield b"".join(pieces) if size <= LARGEST_MESSAGE else None
            pieces, size = [], 0
            continue
        was_blank = not line.strip()
        size += len(line)
        if size <= LARGEST_MESSAGE:
            quoted = is_box and line.startswith(b">") and line.lstrip(b">").startswith(b"From ")
            pieces.append(line[1:] if quoted else line)
    yield b"".join(pieces) if size <= LARGEST_MESSAGE else None


def _outcome(stater: Stater, whole: bytes | None, row: str) -> RowOutcome:
    if whole is None:
        problem = "the message has more than 64 MiB"
        return RowOutcome((), (Refused(row, "", problem, "Save it without attachments."),))
    draft = RowDraft(row)
    try:
        message = message_from_bytes(whole)
        _read(stater, draft, message)
    except UnreadableValue as error:
        draft.refuse("Message-ID", error)
    except _DAMAGE:
        return RowOutcome((), (Refused(row, "", "the message cannot be read", _AGAIN),))
    if not draft.statements and not draft.refused:
        return RowOutcome((), (Refused(row, "", "the message has no headers", _AGAIN),))
    return draft.outcome()


def _read(stater: Stater, draft: RowDraft, message: Message) -> None:
    headers = [(name.lower(), _text_of(value)) for name, value in message.items()]
    first = dict(reversed(headers))
    stated = _reference(first.get("message-id", "")) or digest_of(
        *(f"{name}:{value}" for name, value in headers)
    )
    letter = stater.entity(draft, "Email", f"message-{digest_of(stated)}")
    moment = _moment(first.get("date", ""))
    draft.seen = moment if stater.cleaned("date", moment).values else ""
    letter.say_short("messageId", first.get("message-id", ""))
    letter.say_short("subject", first.get("subject", ""))
    if first.get("date"):
        letter.say("date", moment, original=first["date"])
    for name in _PEOPLE:
        for header in (value for key, value in headers if key == name):
            _people(letter, name, header)
    answered = first.get("in-reply-to", "")
    if answered:
        letter.say_short("inReplyTo", answered)
        earlier = f"message-{digest_of(_reference(answered))}"
        letter.refer("inReplyToEmail", stater.entity(draft, "Email", earlier))
    for name, value in headers:
        if name not in _STATED:
            letter.say_text("notes", f"{name}: {value}")
    _body(letter, message)


def _text_of(header: object) -> str:
    """A header as text: its encoded words decoded, its lines joined."""
    pieces = []
    try:
        for piece, charset in decode_header(str(header)):
            if isinstance(piece, str):
                pieces.append(piece)
            else:
                pieces.append(_decoded(piece, charset))
    except _DAMAGE:
        pieces = [str(header)]
    return " ".join("".join(pieces).split())


def _decoded(data: bytes, charset: str | None) -> str:
    for name in (charset or "utf-8", "utf-8", "cp1256"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def _reference(stated: str) -> str:
    """The id of a message between angles, or the whole text."""
    found = _ANGLE.search(stated)
    return found[1] if found is not None else stated


def _moment(stated: str) -> str:
    """A header's date in UTC in ISO form; as written where it is none."""
    try:
        moment = parsedate_to_datetime(stated)
    except (*_DAMAGE, IndexError):
        return stated
    try:
        moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
        return moment.isoformat(timespec="seconds")
    except (OverflowError, ValueError):
        return stated


def _people(letter: Entity, header: str, stated: str) -> None:
    """The parties of one header, as text and as entities with their addresses."""
    draft, stater = letter.draft, letter.stater
    prop = header if header in ("from", "to", "cc", "bcc", "sender") else "notes"
    for start in range(0, len(stated), 1000):
        piece = stated[start : start + 1000]
        letter.say(prop, f"{header}: {piece}" if prop == "notes" else piece)
    for name, address in getaddresses([stated])[:MOST_ADDRESSES]:
        known = address.strip().strip("<>").lower()
        if "@" not in known or stater.cleaned("email", known).refused:
            continue
        party = stater.entity(draft, "LegalEntity", known[:150])
        party.say("email", known)
        if name.strip() and name.strip().lower() != known:
            party.say("name", name.strip().strip("'\""))
        letter.refer("emitters" if header in ("from", "sender") else "recipients", party)


def _body(letter: Entity, message: Message) -> None:
    plain: list[str] = []
    marked: list[str] = []
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            letter.stater.context.unused.add("parts of a message beyond 1,000")
            break
        if part.is_multipart():
            continue
        kind, name = part.get_content_type(), part.get_filename()
        if name or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            _attachment(letter, part, kind)
        elif kind == "text/html":
            marked.append(_part_text(part))
        else:
            plain.append(_part_text(part))
    if not plain and marked:
        plain = [_without_marks(text) for text in marked]
    elif marked:
        letter.stater.context.unused.add("body in HTML beside one in text", len(marked))
    for text in plain:
        letter.say_text("bodyText", text.replace("\r\n", "\n").strip())


def _part_text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return str(data or "")
    return _decoded(data, part.get_content_charset())


def _attachment(letter: Entity, part: Message, kind: str) -> None:
    payload = part.get_payload()
    size = len(payload) if isinstance(payload, str) else 0
    if str(part.get("content-transfer-encoding", "")).lower() == "base64":
        size = len("".join(str(payload).split()).rstrip("=")) * 3 // 4
    name = _text_of(part.get_filename() or "without a name")
    letter.say_text("notes", f"Attachment, not opened: {name} ({kind}, about {size:,} bytes)")


class _Text(HTMLParser):
    """Collects the text of HTML; scripts, styles and links' targets are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  HTMLParser's
        if tag in ("script", "style"):
            self._silent += 1
        elif tag in _BREAKING:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(self._silent - 1, 0)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def _without_marks(html: str) -> str:
    reader = _Text()
    try:
        reader.feed(html)
        reader.close()
    except _DAMAGE:
        return html
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)
