"""Telegram Desktop's ``result.json``: one chat, or a whole account's chats.

A message becomes a `Message`; who wrote it and the chat it stands in become `UserAccount`s of the
service Telegram (a channel posts under its own account, so a chat is an account too). The text is
kept as written. Numbers and handles in it are not made into entities; numbers that Telegram itself
marked as such are stated as the message's `phoneMentioned`. Messages about the chat (joined,
pinned, …) and kinds of content without text are reported as unused.

Telegram numbers accounts and channels for all the world, and the messages of a channel or a
supergroup within it; the messages of a personal chat or a small group it numbers for each account
anew, so that these ids hold in their file alone.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hawkari.evidence.loaders.json_stream import BrokenJson, JsonStream
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader, broken_off
from hawkari.evidence.loaders.stating import Entity, Stater, row_name
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)

__all__ = [
    "PERSONAL_CHATS",
    "Chat",
    "ChatMessage",
    "TelegramLoader",
    "account_of",
    "chat_messages",
    "is_chat_export",
    "moment_of",
    "text_of",
]

SERVICE = "Telegram"
REMEMBERED_ACCOUNTS = 50_000
LONGEST_TOPIC = 200
_EXPORT_AGAIN = "Export the chat again as machine-readable JSON."
_PERSONAL = frozenset({"personal_chat", "bot_chat"})
PERSONAL_CHATS = frozenset({*_PERSONAL, "saved_messages", "replies", "verify_codes"})
"""Kinds of chats in which one account writes to one other, or to itself."""
_CHANNELS = frozenset({"private_channel", "public_channel"})
_SHARED = frozenset({*_CHANNELS, "private_supergroup", "public_supergroup"})
_CHAT_KINDS = frozenset({*PERSONAL_CHATS, *_SHARED, "private_group"})
_ACCOUNT_ID = re.compile(r"(?:user|chat|channel)\d{1,20}")
_OWN_MARKS = frozenset({"from_id", "actor_id", "text_entities", "date_unixtime"})
_CHAT_FIELDS = {"id": "stated_id", "name": "name", "type": "kind"}
_USED = frozenset({
    "id", "type", "date", "date_unixtime", "from", "from_id", "text", "text_entities",
    "reply_to_message_id",
})  # fmt: skip


class TelegramLoader(RecordLoader):
    """Chat exports; each message is one row, named ``message 123``."""

    name = "telegram"
    layout = Layout("telegram-desktop", "Telegram Desktop export (result.json)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether it is a chat, or an account with chats, of the kinds that Telegram names."""
        return is_chat_export(head)

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The messages as statements, in the order of the file."""
        reader = _MessageReader(Stater(context, "telegram", file=path.name))
        with open_binary(path, context.meter) as stream:
            yield from map(reader.read, chat_messages(JsonStream(stream)))


def is_chat_export(head: FileHead) -> bool:
    """Whether a file is a chat, or an account with chats, of the kinds that Telegram names."""
    start = head.data.removeprefix(b"\xef\xbb\xbf").lstrip()
    is_named = b'"messages"' in start or b'"chats"' in start or b'"personal_info' in start
    return start.startswith(b"{") and is_named and _has_form(JsonStream(io.BytesIO(start)))


def _has_form(document: JsonStream) -> bool:
    """Whether the beginning of a document has the form of an export, as far as it goes."""
    kind, is_account = "", False
    names: set[str] = set()
    try:
        for key in document.members():
            if key == "messages":
                return _has_messages(document, kind, is_headed={"id", "type"} <= names)
            if key in ("chats", "left_chats"):
                return _has_chats(document)
            value = document.value()
            names.add(key)
            kind = str(value) if key == "type" else kind
            is_account |= key == "personal_information" and isinstance(value, dict)
    except BrokenJson:
        # The beginning of the file ends here.
        return is_account
    return False


def _has_messages(document: JsonStream, kind: str, *, is_headed: bool = False) -> bool:
    """Whether what follows are the messages of a chat of that kind, or of one that is not known.

    A chat of a kind that is not known has at least an id and a type, and its messages dates.
    """
    if document.peek() != "[":
        return False
    try:
        for _ in document.elements():
            first = document.value()
            if not isinstance(first, dict) or first.get("type") not in ("message", "service"):
                return False
            is_dated = is_headed and type(first.get("id")) is int and "date" in first
            return is_dated or kind in _CHAT_KINDS or not _OWN_MARKS.isdisjoint(first)
    except BrokenJson:
        pass
    return kind in _CHAT_KINDS


def _has_chats(document: JsonStream) -> bool:
    """Whether what follows is an account's list of chats, told by the first."""
    if document.peek() != "{":
        return False
    for key in document.members():
        if key != "list" or document.peek() != "[":
            document.value()
            continue
        for _ in document.elements():
            for field in document.members():
                if field == "messages":
                    return _has_messages(document, "")
                value = document.value()
                if field == "type":
                    return value in _CHAT_KINDS
    return False


@dataclass(frozen=True, slots=True)
class Chat:
    """What stands before the messages of a chat."""

    stated_id: str
    name: str
    kind: str

    @property
    def account_id(self) -> str:
        """The chat's id in the form that `from_id` has for members and channels; empty if none."""
        if not self.stated_id.isascii() or not self.stated_id.isdigit():
            return ""
        if self.kind in PERSONAL_CHATS:
            return f"user{self.stated_id}"
        if self.kind == "private_group":
            return f"chat{self.stated_id}"
        return f"channel{self.stated_id}" if self.kind in _SHARED else ""

    def described(self, key: str, value: Any) -> "Chat":
        """The chat with one more of its fields known; other fields are of the account, not kept."""
        field = _CHAT_FIELDS.get(key)
        return self if field is None else replace(self, **{field: str(value or "")})


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message with its chat; `broken` instead where the document could not be read on."""

    chat: Chat
    body: Any
    broken: str = ""


def chat_messages(document: JsonStream) -> Iterator[ChatMessage]:
    """The messages of a chat, or of each chat of an account, in the order of the file."""
    chat = Chat("", "", "")
    try:
        for key in document.members():
            if key == "chats":
                yield from _chats(document)
            elif key == "messages":
                for _ in document.elements():
                    yield ChatMessage(chat, document.value())
            else:
                chat = chat.described(key, document.value())
    except BrokenJson as error:
        yield ChatMessage(chat, None, error.problem)


def _chats(document: JsonStream) -> Iterator[ChatMessage]:
    """The chats of a whole account: an object with a list of chats."""
    for key in document.members():
        if key != "list":
            document.value()
            continue
        for _ in document.elements():
            chat = Chat("", "", "")
            for field in document.members():
                if field != "messages":
                    chat = chat.described(field, document.value())
                    continue
                for _ in document.elements():
                    yield ChatMessage(chat, document.value())


class _MessageReader:
    """Turns messages into statements; accounts are stated once a load each."""

    def __init__(self, stater: Stater) -> None:
        self._stater = stater
        self._stated: set[tuple[str, str]] = set()
        self._last = ""

    def read(self, message: ChatMessage) -> RowOutcome:
        """One message as statements, or refused."""
        if message.broken:
            return broken_off(message.broken, self._last, _EXPORT_AGAIN)
        body, chat = message.body, message.chat
        if not isinstance(body, dict) or type(body.get("id")) is not int:
            place = f"after {self._last}" if self._last else "beginning"
            return RowOutcome((), (Refused(place, "", "a message has no id", _EXPORT_AGAIN),))
        row = self._last = row_name("message", str(body["id"]))
        if body.get("type") != "message":
            self._stater.context.unused.add(f"messages of the type {body.get('type')}")
            return RowOutcome(())
        for key in body.keys() - _USED:
            self._stater.context.unused.add(f"key {key}")
        draft = RowDraft(row)
        try:
            self._state(draft, chat, body)
        except UnreadableValue as error:
            draft.refuse("id", error, value=str(body.get("from_id") or chat.stated_id))
        return draft.outcome()

    def _state(self, draft: RowDraft, chat: Chat, body: dict[str, Any]) -> None:
        room = self._account(draft, self._room_id(chat), chat.name)
        sender_id = self._sender_id(chat, body.get("from_id"))
        sent = moment_of(body)
        seen = self._stater.cleaned("date", sent).values
        draft.seen = seen[0][0] if seen else ""
        message = self._message(draft, chat, body["id"])
        message.say("messageId", str(body["id"]))
        message.say("threadTopic", chat.name[:LONGEST_TOPIC])
        message.say("date", sent)
        message.say_text("bodyText", text_of(body.get("text")))
        if sender_id:
            sender = self._account(draft, sender_id, str(body.get("from") or ""))
            message.refer("senderAccount", sender)
        # In a personal chat the one whose chat it is gets what the other one writes.
        if not (chat.kind in _PERSONAL and sender_id == chat.account_id):
            message.refer("recipientAccount", room)
        answered = body.get("reply_to_message_id")
        if isinstance(answered, int):
            message.refer("inReplyToMessage", self._message(draft, chat, answered))
        for number in _marked(body, "phone"):
            message.say("phoneMentioned", number)

    def _message(self, draft: RowDraft, chat: Chat, number: int) -> Entity:
        if chat.kind in _SHARED and chat.account_id:
            known = f"{chat.account_id}-{number}"
        else:
            known = self._stater.of_file("message", self._room_id(chat), str(number))
        return self._stater.entity(draft, "Message", known)

    def _room_id(self, chat: Chat) -> str:
        return chat.account_id or self._stater.of_file("chat", chat.stated_id, chat.name)

    def _sender_id(self, chat: Chat, stated: Any) -> str:
        """Whose message it is; empty where the export does not say.

        Only a channel writes under its own name.
        """
        written = str(stated or "")
        if known := account_of(written):
            return known
        if written:
            return self._stater.of_file("account", written)
        return self._room_id(chat) if chat.kind in _CHANNELS else ""

    def _account(self, draft: RowDraft, stated: str, name: str) -> Entity:
        """An account, its name stated when it is met for the first time."""
        account = self._stater.entity(draft, "UserAccount", stated)
        if (account.address, name) not in self._stated:
            # Bounded; an account that is stated again is the same statement to the store.
            if len(self._stated) >= REMEMBERED_ACCOUNTS:
                self._stated.clear()
            self._stated.add((account.address, name))
            account.say("service", SERVICE)
            account.say("name", name)
        return account


def account_of(stated: str) -> str:
    """An account's id, e.g. ``user12``, as exports of any age state it; empty if it is none."""
    if stated.isascii() and stated.isdigit():
        return _old_id(int(stated[:20]))
    return stated if _ACCOUNT_ID.fullmatch(stated) else ""


def _old_id(number: int) -> str:
    """An account's id in the form of exports before 2021: its kind stands above 32 bits."""
    kind = ("user", "chat", "channel")[min(number >> 32, 2)]
    return f"{kind}{number & 0xFFFFFFFF if number >> 32 in (1, 2) else number}"


def moment_of(body: dict[str, Any]) -> str:
    """When it was sent: in UTC where the export says so, else in the exporter's own time."""
    unix = str(body.get("date_unixtime") or "")
    if unix.isdecimal() and len(unix) <= 11:
        return datetime.fromtimestamp(int(unix), UTC).replace(tzinfo=None).isoformat()
    return str(body.get("date") or "")


def text_of(stated: Any) -> str:
    """The text of a message, which is one text or a list of texts and marked pieces."""
    if isinstance(stated, str):
        return stated
    if not isinstance(stated, list):
        return "" if stated is None else str(stated)
    pieces = (piece.get("text", "") if isinstance(piece, dict) else piece for piece in stated)
    return "".join(str(piece) for piece in pieces)


def _marked(body: dict[str, Any], kind: str) -> list[str]:
    """The pieces of a text that Telegram marked as one kind, in order, without repeats."""
    stated = body.get("text_entities") or body.get("text")
    pieces = stated if isinstance(stated, list) else []
    found = (p.get("text") for p in pieces if isinstance(p, dict) and p.get("type") == kind)
    return list(dict.fromkeys(str(text) for text in found if text))
