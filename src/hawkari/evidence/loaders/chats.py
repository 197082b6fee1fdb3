"""WhatsApp's exported chats (``_chat.txt``, ``WhatsApp Chat with ….txt``) of Android and iPhone.

Dates are as the exporting phone writes them: in any order, in Arabic or Persian digits, with
bidirectional marks, in 12 or 24 hours. Which number is the day is told once a file: by a number
above 12, else by the order of the messages, which an export keeps. Where neither tells, dates are
kept as notes and not stated. Times are the exporting phone's own: the file does not say its zone.
A message goes on until the next line that begins with a date.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of
from hawkari.evidence.loaders.text_lines import encoding_of, text_lines
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)

__all__ = ["ChatLoader", "date_order"]

SERVICE = "WhatsApp"
LONGEST_MESSAGE = 1 << 20
LARGEST_MEMORY = 50_000
_MARKS = "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*"
_STAMP = re.compile(
    rf"{_MARKS}\[?{_MARKS}(?P<one>\d{{1,4}}){_MARKS}[./\-]{_MARKS}(?P<two>\d{{1,2}}){_MARKS}"
    rf"[./\-]{_MARKS}(?P<three>\d{{1,4}}){_MARKS}\.?[,،]?{_MARKS}\s{_MARKS}"
    r"(?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)"
    rf"(?:\s?(?P<half>[^\d\]:\-–]{{1,9}}?))?{_MARKS}(?:\]|\s[\-–]){_MARKS}\s(?P<rest>.*)",
    re.DOTALL,
)
_SENDER = re.compile(
    rf"{_MARKS}(?P<sender>[^:\n]{{1,120}}?){_MARKS}:(?:\s|$)(?P<text>.*)", re.DOTALL
)
_PHONE = re.compile(r"\+[\d\s().\-]{7,24}")
# Before and after noon in English, Spanish, Arabic, Persian, Sorani, Turkish and German, without
# dots and blanks.
_BEFORE = frozenset({"am", "ص", "قظ", "پن", "öö", "vorm"})
_AFTER = frozenset({"pm", "م", "بظ", "دن", "ös", "nachm"})
_AGAIN = "Export the chat again."


@dataclass(frozen=True, slots=True)
class _Stamp:
    """The numbers of a date as written, in their order, and the clock time of 24 hours."""

    one: str
    two: str
    three: str
    clock: str
    written: str

    def day(self, order: str) -> str:
        """The date in ISO form; years of two digits are of this century (the service is of it)."""
        if len(self.one) == 4:
            year, month, day = self.one, self.two, self.three
        else:
            year = self.three if len(self.three) == 4 else f"20{self.three.zfill(2)}"
            day, month = (self.one, self.two) if order == "dmy" else (self.two, self.one)
        return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


@dataclass(slots=True)
class _Message:
    number: int
    stamp: _Stamp
    lines: list[str] = field(default_factory=list)
    size: int = 0
    problem: str = ""


class ChatLoader(RecordLoader):
    """Exported chats; each message is one row, named by the line it begins on."""

    name = "chats"
    layout = Layout("whatsapp-chat", "WhatsApp exported chat (.txt)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether the first line that is not blank begins as a message does."""
        wide = head.data[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = head.data.decode("utf-16" if wide else "utf-8", "replace")
        first = next((line for line in text.splitlines() if line.strip()), "")
        return _STAMP.fullmatch(first) is not None

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The messages in the order of the file."""
        encoding = encoding_of(path, context)
        order = date_order(message.stamp for message in _messages(path, encoding, None))
        reader = _Reader(Stater(context, "whatsapp"), order)
        for message in _messages(path, encoding, context):
            yield reader.read(message)


def _messages(path: Path, encoding: str, context: Context | None) -> Iterator[_Message]:
    message: _Message | None = None
    meter = context.meter if context is not None else None
    for number, line in text_lines(path, encoding, meter):
        found = _STAMP.fullmatch(line)
        if found is not None:
            if message is not None:
                yield message
            message = _Message(number, _stamp(found), [found["rest"]])
        elif message is None:
            if line.strip() and context is not None:
                context.unused.add("lines before the first message")
        else:
            message.size += len(line)
            if message.size <= LONGEST_MESSAGE:
                message.lines.append(line)
            else:
                message.problem = "the message has more than 1 Mi characters"
    if message is not None:
        yield message


def _stamp(found: re.Match[str]) -> _Stamp:
    one, two, three = (fold_digits(found[name]) for name in ("one", "two", "three"))
    hour, _, rest = fold_digits(found["clock"]).replace(".", ":").partition(":")
    half = re.sub(r"[\W_]", "", fold_digits(found["half"] or "")).casefold()
    clock = f"{hour.zfill(2)}:{rest}"
    if half in _BEFORE | _AFTER:
        clock = f"{int(hour) % 12 + (12 if half in _AFTER else 0):02}:{rest}"
    elif half:
        clock = ""
    written = fold_digits(found[0][: found.start("rest")]).strip("[]- –")
    return _Stamp(one, two, three, clock, written)


def date_order(stamps: "Iterator[_Stamp]") -> str:
    """Whether the day or the month comes first in a file: ``dmy``, ``mdy``, or empty if unknown.

    A number above 12 is a day. Where there is none, the order in which the messages' days do not
    go back is the right one, if only one is so. Files that contradict themselves give neither.
    """
    day_first = month_first = False
    last = {"dmy": "", "mdy": ""}
    forward = {"dmy": True, "mdy": True}
    for stamp in stamps:
        if len(stamp.one) == 4:
            continue
        day_first = day_first or int(stamp.one) > 12
        month_first = month_first or int(stamp.two) > 12
        for order, before in last.items():
            now = stamp.day(order)
            forward[order] = forward[order] and now >= before
            last[order] = now
    if day_first != month_first:
        return "dmy" if day_first else "mdy"
    if day_first or forward["dmy"] == forward["mdy"]:
        return ""
    return "dmy" if forward["dmy"] else "mdy"


class _Reader:
    """Turns messages into statements; accounts are stated once a load each."""

    def __init__(self, stater: Stater, order: str) -> None:
        self._stater = stater
        self._order = order
        self._stated: set[str] = set()
        self._at = ""
        self._same: Counter[str] = Counter()
        self._told = False

    def read(self, message: _Message) -> RowOutcome:
        """One message as statements, or refused."""
        draft = RowDraft(f"line {message.number}")
        if message.problem:
            return RowOutcome((), (Refused(draft.row, "", message.problem, _AGAIN),))
        whole = "\n".join(message.lines).rstrip()
        split = _SENDER.fullmatch(whole)
        sender = split["sender"].strip().removeprefix("~").strip() if split is not None else ""
        text = split["text"] if split is not None else whole
        try:
            sent = self._stater.entity(draft, "Message", self._stated_id(message, sender, text))
            when = self._moment(message.stamp)
            draft.seen = when
            if when:
                sent.say("date", when, original=message.stamp.written)
            else:
                self._refuse_date(draft, sent, message.stamp)
            if sender:
                sent.refer("senderAccount", self._account(draft, sender))
            else:
                sent.say("notes", "A message of the service about the chat.")
        except UnreadableValue as error:
            draft.refuse("sender", error, value=sender)
            return draft.outcome()
        sent.say_text("bodyText", text)
        return draft.outcome()

    def _stated_id(self, message: _Message, sender: str, text: str) -> str:
        """What the message says, and how many the same there were in its minute or second.

        An export of the same chat made later then gives the same ids.
        """
        stamp = message.stamp
        at = f"{stamp.written}"
        if at != self._at:
            self._at = at
            self._same.clear()
        known = digest_of(stamp.one, stamp.two, stamp.three, stamp.clock, sender, text)
        self._same[known] += 1
        count = self._same[known]
        return known if count == 1 else f"{known}-{count}"

    def _moment(self, stamp: _Stamp) -> str:
        if not stamp.clock or not (self._order or len(stamp.one) == 4):
            return ""
        cleaned = self._stater.cleaned("date", f"{stamp.day(self._order)} {stamp.clock}")
        return cleaned.values[0][0] if cleaned.values else ""

    def _refuse_date(self, draft: RowDraft, sent: Entity, stamp: _Stamp) -> None:
        """Keep the date in words; say once a file that it cannot be told, else each time."""
        sent.say("notes", f"Sent: {stamp.written}")
        ambiguous = not self._order and len(stamp.one) != 4
        if ambiguous and self._told:
            return
        self._told = self._told or ambiguous
        problem = "is not a date and time that can be read"
        if ambiguous:
            problem = "can be read day first or month first, like every date of the chat"
        error = UnreadableValue(problem, "Export a longer part of the chat.")
        draft.refuse("date", error, value=stamp.written)

    def _account(self, draft: RowDraft, sender: str) -> Entity:
        phone = fold_digits(sender)
        is_phone = _PHONE.fullmatch(phone) is not None
        stated = re.sub(r"\D", "", phone) if is_phone else digest_of(sender)
        account = self._stater.entity(draft, "UserAccount", f"account-{stated}")
        if account.address not in self._stated:
            # Bounded; an account that is stated again is the same statement to the store.
            if len(self._stated) >= LARGEST_MEMORY:
                self._stated.clear()
            self._stated.add(account.address)
            account.say("service", SERVICE)
            account.say("phone" if is_phone else "name", sender)
        return account
