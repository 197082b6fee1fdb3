"""E-mail: one message (EML) or many (MBOX), as mail programs save them.

Headers give senders, recipients, times and subjects; the text of the body is kept. Who a header
names is told from its structure before its words are decoded, so that no name becomes an address.
Attachments, attached letters among them, are listed by name, kind and size and never opened; a body
in HTML is read as text where there is no other. Headers without a property are kept as notes.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from hawkari.evidence.loaders.encodings import encoding_of_bytes, text_codec
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.mail_addresses import mailboxes_of
from hawkari.evidence.loaders.mail_boxes import is_postmark, messages_of
from hawkari.evidence.loaders.mail_text import text_of_html
from hawkari.evidence.loaders.mail_words import decoded_words, unfolded
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

MOST_PARTS = 1_000
MOST_BOUNDARIES = 20_000
MOST_TRIES = 200_000_000
"""Lines of a message times its parts of parts: each line may be tried as the end of each."""

MOST_ADDRESSES = 2_000
LARGEST_HEADERS = 1 << 20
LONGEST_DATE = 200
LONGEST_ADDRESS = 150
LONGEST_PIECE = 1_000
_HEADER = re.compile(rb"[!-9;-~]{1,76}:[ \t\r\n]?")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_TELLING = (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"mime-version",
            b"delivered-to", b"return-path", b"content-type", b"x-mailer", b"cc")  # fmt: skip
_SENDERS = ("from", "sender")
_PEOPLE = (*_SENDERS, "to", "cc", "bcc")
_ONCE = frozenset({*_SENDERS, "date", "subject", "message-id", "in-reply-to"})
_STATED = frozenset({
    *_PEOPLE, *_ONCE, "content-type", "mime-version", "content-transfer-encoding",
    "content-disposition",
})  # fmt: skip
_ANGLE = re.compile(r"<([^<>\s]{1,900})>")
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
        if lines and is_postmark(lines[0]):
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
        stater = Stater(context, "mail", file=path.name)
        with open_binary(path, context.meter) as stream:
            for number, whole in enumerate(messages_of(stream), start=1):
                yield _outcome(stater, whole, f"message {number}")


def _outcome(stater: Stater, whole: bytes | None, row: str) -> RowOutcome:
    draft = RowDraft(row)
    problem, remedy = _too_large(whole)
    if whole is None or problem:
        return RowOutcome((), (Refused(row, "", problem, remedy),))
    try:
        _Letter(stater, draft, message_from_bytes(whole)).state(digest_of(whole.decode("latin-1")))
    except UnreadableValue as error:
        draft.refuse("Message-ID", error)
    except _DAMAGE:
        return RowOutcome((), (Refused(row, "", "the message cannot be read", _AGAIN),))
    if not draft.statements and not draft.refused:
        return RowOutcome((), (Refused(row, "", "the message has no headers", _AGAIN),))
    return draft.outcome()


def _too_large(whole: bytes | None) -> tuple[str, str]:
    """Problem and remedy of a message that is not read; empty for any other.

    One letter that somebody made too large must not hide the others of its mailbox.
    """
    if whole is None:
        return "the message has more than 64 MiB", "Save it without attachments."
    ends = _END_OF_HEADERS.search(whole, 0, LARGEST_HEADERS)
    if ends is None and len(whole) > LARGEST_HEADERS:
        return "the message has more than 1 MiB of headers", "Look at it in a mail program."
    nests = whole.lower().count(b"multipart/")
    lines = whole.count(b"\n") + whole.count(b"\r") - whole.count(b"\r\n")
    if nests and (whole.count(b"\n--") > MOST_BOUNDARIES or lines * nests > MOST_TRIES):
        return "the message has too many parts", "Look at it in a mail program."
    return "", ""


class _Letter:
    """One message, being read into its row."""

    def __init__(self, stater: Stater, draft: RowDraft, message: Message) -> None:
        self._stater = stater
        self._draft = draft
        self._message = message
        self._headers = [
            (name.lower(), unfolded(str(value), self._decode))
            for name, value in message.raw_items()
        ]

    def state(self, digest: str) -> None:
        """State all of it.

        Args:
            digest: of the message's bytes, which tells it where it has no id.
        """
        first = dict(reversed(self._headers))
        stated = _reference(first.get("message-id", ""))
        known = digest_of(stated) if stated else digest
        letter = self._stater.entity(self._draft, "Email", f"message-{known}")
        moment = _moment(first.get("date", ""))
        cleaned = self._stater.cleaned("date", moment).values
        self._draft.seen = cleaned[0][0] if cleaned else ""
        letter.say_short("messageId", first.get("message-id", ""))
        letter.say_short("subject", decoded_words(first.get("subject", "")))
        if first.get("date"):
            letter.say("date", moment, original=first["date"])
        self._people(letter)
        answered = first.get("in-reply-to", "")
        if answered:
            letter.say_short("inReplyTo", answered)
            earlier = f"message-{digest_of(_reference(answered))}"
            letter.refer("inReplyToEmail", self._stater.entity(self._draft, "Email", earlier))
        self._notes(letter)
        self._body(letter)

    def _people(self, letter: Entity) -> None:
        """Who sent and who got it; nobody sent what names two senders in two lines."""
        for name in _PEOPLE:
            stated = [value for key, value in self._headers if key == name]
            is_sure = name not in _SENDERS or len(stated) <= 1
            for value in stated:
                self._parties(letter, name, value, is_sure=is_sure)
            if not is_sure:
                problem = f"stands {len(stated)} times, so who sent the message is not known"
                self._draft.refuse(name, UnreadableValue(problem, "Look at the message."))

    def _parties(self, letter: Entity, header: str, stated: str, *, is_sure: bool) -> None:
        """The parties of one header, as text and as entities with their addresses."""
        prop = "emitters" if header in _SENDERS else "recipients"
        for mailbox in mailboxes_of(stated, MOST_ADDRESSES):
            for start in range(0, len(mailbox.shown), LONGEST_PIECE):
                letter.say(header, mailbox.shown[start : start + LONGEST_PIECE])
            known = mailbox.address.lower()
            if not known or not is_sure or self._stater.cleaned("email", known).refused:
                continue
            short = known if len(known) <= LONGEST_ADDRESS else digest_of(known)
            party = self._stater.entity(self._draft, "LegalEntity", short)
            party.say("email", known)
            if mailbox.name and mailbox.name.lower() != known:
                party.say("name", mailbox.name)
            letter.refer(prop, party)

    def _notes(self, letter: Entity) -> None:
        """Keep what no property holds: other headers, and those that stand once too often."""
        seen: set[str] = set()
        for name, value in self._headers:
            again = name in _ONCE and name not in _SENDERS and name in seen
            seen.add(name)
            if name not in _STATED or again:
                letter.say_text("notes", f"{name}: {decoded_words(value)}")

    def _body(self, letter: Entity) -> None:
        plain: list[str] = []
        marked: list[str] = []
        for part in self._parts():
            kind, name = part.get_content_type(), part.get_filename()
            is_text = kind.startswith("text/")
            if name or part.get_content_disposition() == "attachment" or not is_text:
                self._attachment(letter, part, kind)
            elif kind == "text/html":
                marked.append(self._text(part))
            else:
                plain.append(self._text(part))
        for text in map(text_of_html, marked):
            # A letter may show one reader in HTML what it does not show another in text.
            if set(text.split()) - {word for one in plain for word in one.split()}:
                plain.append(text)
            else:
                self._stater.context.unused.add("body in HTML beside one in text")
        for text in plain:
            letter.say_text("bodyText", text.replace("\r\n", "\n").strip())

    def _parts(self) -> Iterator[Message]:
        """The parts of the letter itself in order; what is attached is one part, whatever it holds.

        A letter that is attached has its own sender and text: they are not this one's.
        """
        waiting, given = [self._message], 0
        while waiting:
            part = waiting.pop()
            is_own = part is self._message or part.get_content_disposition() != "attachment"
            if part.get_content_maintype() == "multipart" and is_own and part.is_multipart():
                inner: Any = part.get_payload()
                waiting += [one for one in reversed(inner) if isinstance(one, Message)]
                continue
            given += 1
            if given > MOST_PARTS:
                self._stater.context.unused.add("parts of a message beyond 1,000")
                return
            yield part

    def _attachment(self, letter: Entity, part: Message, kind: str) -> None:
        name = decoded_words(unfolded(part.get_filename() or "", self._decode))
        size = _size_of(part)
        about = f", about {size:,} bytes" if size else ""
        what = "Attached letter" if kind.startswith("message/") else "Attachment"
        said = f"{what}, not opened: {name or 'without a name'} ({kind}{about})"
        letter.say_text("notes", said)

    def _text(self, part: Message) -> str:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            return ""
        charset = text_codec(part.get_content_charset() or "")
        if charset and charset != "ascii":
            return data.decode(charset, "replace")
        return self._decode(data)

    def _decode(self, data: bytes) -> str:
        """Text of bytes whose charset nobody states, by the rule of all text files.

        What fits no rule becomes characters that no value may hold.
        """
        for name in (self._stater.context.encoding, "utf-8", encoding_of_bytes(data)):
            codec = text_codec(name) if name else ""
            try:
                if codec:
                    return data.decode(codec)
            except UnicodeError:
                continue
        return data.decode("ascii", "replace")


def _size_of(part: Message) -> int:
    """About how many bytes a part has; 0 for a part of parts."""
    # Never without decoding: that reads the part in whatever codec it names as its charset.
    data = None if part.is_multipart() else part.get_payload(decode=True)
    return len(data) if isinstance(data, bytes) else 0


def _reference(stated: str) -> str:
    """The id of a message between angles, or the whole text."""
    found = _ANGLE.search(stated)
    return found[1] if found is not None else stated


def _moment(stated: str) -> str:
    """A header's date in UTC in ISO form; as written where it is none."""
    if len(stated) > LONGEST_DATE:
        return stated
    try:
        moment = parsedate_to_datetime(stated)
    except (*_DAMAGE, IndexError):
        return stated
    try:
        moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
        return moment.isoformat(timespec="seconds")
    except (OverflowError, ValueError):
        return stated
