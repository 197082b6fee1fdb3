"""WhatsApp's exported chats (``_chat.txt``, ``WhatsApp Chat with ….txt``) of Android and iPhone.

Dates are as the exporting phone writes them: in any order, in Arabic or Persian digits, with
bidirectional marks, in 12 or 24 hours. Which number is the day is told once a file, from all of its
dates, or said by a person; where neither tells, dates are kept as notes and not stated. Times are
the exporting phone's own: the file does not say its zone. A message goes on until the next line
that begins with a date of the file's form.

A number is somebody's number everywhere; a name is somebody's in its chat alone, and the name that
an account gives itself (behind ``~``) is not the one that the phone's owner gave somebody.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hawkari.evidence.loaders.chat_stamps import MARKS, Stamp, stamp_of
from hawkari.evidence.loaders.date_orders import OrderFinder, order_remedy
from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.encodings import encoding_of
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of
from hawkari.evidence.loaders.text_lines import text_lines
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)

__all__ = ["ChatLoader"]

SERVICE = "WhatsApp"
LONGEST_MESSAGE = 1 << 20
LONGEST_SENDER = 120
LARGEST_MEMORY = 50_000
MOST_MESSAGES = 200_000
FEWEST_NAMES = 3
"""Names in a group's export: its own, and those of two who write."""

_LEFT_TO_RIGHT = "\u200e"
_PHONE = re.compile(r"\+[\d\s().\-]{7,24}")
# The last straight mark before a colon begins a quotation; the first behind it ends one.
_BEGINS = re.compile(r'(?<!\d)"[^"]*\Z')
_ENDS = re.compile(r'[^"]*(?<=\S)"')
# Opening and closing quotation marks; a colon between them stands in what somebody said or wrote.
_QUOTES = (("“", "”"), ("«", "»"), ("„", "“"))
_AGAIN = "Export the chat again."
_BACK = "It stands behind messages of later days: it may be a part of the text above it."
_OF_SERVICE = "A message of the service about the chat."


@dataclass(slots=True)
class _Message:
    """One message: where it began, its date, the sender as written, and its lines."""

    number: int
    stamp: Stamp
    sender: str
    is_typed: bool
    lines: list[str] = field(default_factory=list)
    size: int = 0
    problem: str = ""


@dataclass(slots=True)
class _Survey:
    """What only the whole file tells: the order of its dates, and the name of its group.

    On an iPhone the service writes under the chat's name: the first line's, where nothing that
    somebody typed or sent stands under it.
    """

    orders: OrderFinder = field(default_factory=lambda: OrderFinder(keeps_time=True))
    first: str | None = None
    is_somebody: bool = False
    names: set[str] = field(default_factory=set)

    def take(self, message: _Message) -> None:
        """Count one more message."""
        stamp = message.stamp
        self.orders.take({order: stamp.day(order) for order in stamp.orders})
        if self.first is None:
            self.first = message.sender
        if message.sender and len(self.names) < FEWEST_NAMES:
            self.names.add(message.sender)
        if message.sender == self.first:
            self.is_somebody = self.is_somebody or message.is_typed

    def chat_name(self) -> str:
        """The name that the service writes under; empty if it is or may be somebody's.

        In a chat of two it is the other side's, who could begin each text as the service does.
        """
        is_group = len(self.names) >= FEWEST_NAMES
        return self.first or "" if is_group and not self.is_somebody else ""


class ChatLoader(RecordLoader):
    """Exported chats; each message is one row, named by the line it begins on."""

    name = "chats"
    layout = Layout("whatsapp-chat", "WhatsApp exported chat (.txt)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether the first line that is not blank begins as a message does."""
        wide = head.data[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = head.data.decode("utf-16" if wide else "utf-8", "replace")
        first = next((line for line in text.splitlines() if line.strip()), "")
        return stamp_of(first) is not None

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The messages in the order of the file."""
        encoding = encoding_of(path, context)
        survey = _Survey()
        for message in _messages(path, encoding, None):
            survey.take(message)
        reader = _Reader(Stater(context, "whatsapp", file=path.name), survey)
        for message in _messages(path, encoding, context):
            yield reader.read(message)


def _messages(path: Path, encoding: str, context: Context | None) -> Iterator[_Message]:
    message: _Message | None = None
    meter = context.meter if context is not None else None
    last = 0
    for number, line in text_lines(path, encoding, meter):
        # What goes on a line that is too long to come at once begins nothing.
        begun, last = (stamp_of(line) if number != last else None), number
        if begun is not None and (message is None or begun[0].form == message.stamp.form):
            if message is not None:
                yield message
            message = _begun(number, line, begun)
        elif message is None:
            if line.strip() and context is not None:
                context.unused.add("lines before the first message")
        else:
            if begun is not None and context is not None:
                context.unused.add("dates of another form at the beginning of a line of text")
            message.size += len(line)
            if message.size <= LONGEST_MESSAGE:
                message.lines.append(line)
            else:
                message.problem = "the message has more than 1 Mi characters"
    if message is not None:
        yield message


def _begun(number: int, line: str, begun: tuple[Stamp, str]) -> _Message:
    """The message that a line begins.

    What an iPhone's service writes begins with a mark of direction; so does what is sent with a
    message, but there the whole line begins with one as well.
    """
    stamp, rest = begun
    sender, text = _split(rest)
    is_typed = not text.startswith(_LEFT_TO_RIGHT) or line.startswith(_LEFT_TO_RIGHT)
    return _Message(number, stamp, sender, is_typed, [text])


def _split(rest: str) -> tuple[str, str]:
    """The sender and the text of a message; no sender where the service itself writes.

    A name holds no colon, and what it opens with a quotation mark it also closes: in ``Ali changed
    the subject to "Boat: May"`` nobody of a name writes.
    """
    head = rest[: LONGEST_SENDER + 2 * len(MARKS)]
    name, colon, _ = head.partition(":")
    text = rest[len(name) + 1 :]
    sender = name.strip(MARKS).strip().strip(MARKS)
    is_name = colon and 0 < len(sender) <= LONGEST_SENDER and (not text or text[0].isspace())
    is_own = sender.startswith(("~", "+"))
    if not is_name or (not is_own and _is_quoting(sender, text)):
        return "", rest
    return sender, text[1:]


def _is_quoting(before: str, behind: str) -> bool:
    """Whether a quotation that begins before a colon ends behind it.

    A mark behind a digit is one of inches or seconds, and one behind a blank begins a quotation.
    Accounts choose their own names, but those stand behind ``~`` or a number: nobody takes
    themselves out of a chat by a quotation mark in a name.
    """
    if before.count('"') % 2 and _BEGINS.search(before) and _ENDS.match(behind):
        return True
    return any(before.count(begin) > before.count(end) and end in behind for begin, end in _QUOTES)


class _Reader:
    """Turns messages into statements; accounts are stated once a load each."""

    def __init__(self, stater: Stater, survey: _Survey) -> None:
        self._stater = stater
        self._order = stater.context.date_order or survey.orders.order()
        self._chat_name = survey.chat_name()
        self._stated: set[str] = set()
        self._same: Counter[str] = Counter()
        self._told = False
        self._latest = ""

    def read(self, message: _Message) -> RowOutcome:
        """One message as statements, or refused."""
        draft = RowDraft(f"line {message.number}")
        if message.problem:
            return RowOutcome((), (Refused(draft.row, "", message.problem, _AGAIN),))
        text = "\n".join(message.lines).rstrip()
        try:
            self._state(draft, message, text)
        except UnreadableValue as error:
            draft.refuse("sender", error, value=message.sender)
        return draft.outcome()

    def _state(self, draft: RowDraft, message: _Message, text: str) -> None:
        sender = message.sender
        sent = self._stater.entity(draft, "Message", self._stated_id(message, text))
        when = self._moment(message.stamp)
        draft.seen = when
        if when:
            sent.say("date", when, original=message.stamp.written)
            if when[:10] < self._latest[:10]:
                sent.say("notes", _BACK)
            self._latest = max(when, self._latest)
        else:
            self._refuse_date(draft, sent, message.stamp)
        if not sender:
            sent.say("notes", _OF_SERVICE)
        elif sender == self._chat_name:
            sent.say("notes", _OF_SERVICE)
            sent.say("threadTopic", sender)
        else:
            sent.refer("senderAccount", self._account(draft, sender))
            if not message.is_typed:
                sent.say("notes", "It begins as what the service writes under a name does.")
        sent.say_text("bodyText", text)

    def _stated_id(self, message: _Message, text: str) -> str:
        """What the message says, and how many the same there were in its minute or second.

        A newer version of the file then gives the same ids. Beyond 200,000 different messages (an
        export has at most 40,000) each is told by its line, so that no two become one.
        """
        stamp = message.stamp
        clock = stamp.clock or stamp.written
        known = digest_of(
            stamp.one, stamp.two, stamp.three, clock, message.sender, text.strip(MARKS)
        )
        if known not in self._same and len(self._same) >= MOST_MESSAGES:
            return self._stater.of_file(f"{known}-line{message.number}")
        self._same[known] += 1
        count = self._same[known]
        return self._stater.of_file(known if count == 1 else f"{known}-{count}")

    def _moment(self, stamp: Stamp) -> str:
        order = "ymd" if len(stamp.one) == 4 else self._order
        day = stamp.day(order) if order else ""
        if not stamp.clock or not day:
            return ""
        cleaned = self._stater.cleaned("date", f"{day} {stamp.clock}")
        return cleaned.values[0][0] if cleaned.values else ""

    def _refuse_date(self, draft: RowDraft, sent: Entity, stamp: Stamp) -> None:
        """Keep the date in words; say once a file that it cannot be told, else each time."""
        sent.say("notes", f"Sent: {stamp.written}")
        ambiguous = not self._order and len(stamp.one) != 4
        if ambiguous and self._told:
            return
        self._told = self._told or ambiguous
        problem, remedy = "is not a date and time that can be read", "Export the chat again."
        if ambiguous:
            problem = "can be read day first or month first, like every date of the chat"
            remedy = order_remedy(" or ".join(stamp.orders))
        draft.refuse("date", UnreadableValue(problem, remedy), value=stamp.written)

    def _account(self, draft: RowDraft, sender: str) -> Entity:
        """The account that writes: by its number everywhere, by its name in this chat alone."""
        is_own_name = sender.startswith("~")
        name = sender.removeprefix("~").strip()
        phone = "" if is_own_name else self._phone(name)
        stated = re.sub(r"\D", "", phone) or self._stater.of_file("~" if is_own_name else "", name)
        account = self._stater.entity(draft, "UserAccount", f"account-{stated}")
        if account.address not in self._stated:
            # Bounded; an account that is stated again is the same statement to the store.
            if len(self._stated) >= LARGEST_MEMORY:
                self._stated.clear()
            self._stated.add(account.address)
            account.say("service", SERVICE)
            account.say("phone" if phone else "name", name)
            if is_own_name:
                account.say("notes", "The name that the account gives itself.")
        return account

    def _phone(self, name: str) -> str:
        """A sender's number in E.164 form; empty for a name."""
        if _PHONE.fullmatch(fold_digits(name)) is None:
            return ""
        values = self._stater.cleaned("phone", name).values
        return values[0][0] if values else ""
