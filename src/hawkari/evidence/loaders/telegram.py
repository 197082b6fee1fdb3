"""Telegram Desktop's ``result.json``: one chat, or a whole account's chats.

A message becomes a `Message`; who wrote it and the chat it stands in become `UserAccount`s of the
service Telegram (a channel posts under its own account, so a chat is an account too). The text is
kept as written. Numbers and handles in it are not made into entities; numbers that Telegram itself
marked as such are stated as the message's `phoneMentioned`. Messages about the chat (joined,
pinned, …) and kinds of content without text are reported as unused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hawkari.evidence.loaders.json_stream import BrokenJson, JsonStream
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.stating import Entity, Stater
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)

__all__ = ["TelegramLoader"]

SERVICE = "Telegram"
REMEMBERED_ACCOUNTS = 50_000
_EXPORT_AGAIN = "Export the chat again as machine-readable JSON."
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
        """Whether it is a JSON object with messages or chats."""
        start = head.data.removeprefix(b"\xef\xbb\xbf").lstrip()
        return start.startswith(b"{") and (b'"messages"' in start or b'"chats"' in start)

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The messages as statements, in the order of the file."""
        reader = _MessageReader(Stater(context, "telegram"))
        with open_binary(path, context.meter) as stream:
            yield from map(reader.read, _messages(JsonStream(stream)))


@dataclass(frozen=True, slots=True)
class _Chat:
    """What stands before the messages of a chat."""

    stated_id: str
    name: str
    kind: str

    @property
    def account_id(self) -> str:
        """The chat's id in the form that `from_id` has for members and channels."""
        kind = "user" if self.kind in ("personal_chat", "bot_chat") else "channel"
        return f"{kind}{self.stated_id}"

    def described(self, key: str, value: Any) -> "_Chat":
        """The chat with one more of its fields known; other fields are of the account, not kept."""
        field = _CHAT_FIELDS.get(key)
        return self if field is None else replace(self, **{field: str(value or "")})


@dataclass(frozen=True, slots=True)
class _Message:
    """One message with its chat; `broken` instead where the document could not be read on."""

    chat: _Chat
    body: Any
    broken: str = ""


def _messages(document: JsonStream) -> Iterator[_Message]:
    chat = _Chat("", "", "")
    try:
        for key in document.members():
            if key == "chats":
                yield from _chats(document)
            elif key == "messages":
                for _ in document.elements():
                    yield _Message(chat, document.value())
            else:
                chat = chat.described(key, document.value())
    except BrokenJson as error:
        yield _Message(chat, None, error.problem)


def _chats(document: JsonStream) -> Iterator[_Message]:
    """The chats of a whole account: an object with a list of chats."""
    for key in document.members():
        if key != "list":
            document.value()
            continue
        for _ in document.elements():
            chat = _Chat("", "", "")
            for field in document.members():
                if field != "messages":
                    chat = chat.described(field, document.value())
                    continue
                for _ in document.elements():
                    yield _Message(chat, document.value())


class _MessageReader:
    """Turns messages into statements; accounts are stated once a load each."""

    def __init__(self, stater: Stater) -> None:
        self._stater = stater
        self._stated: set[tuple[str, str]] = set()
        self._last = ""

    def read(self, message: _Message) -> RowOutcome:
        """One message as statements, or refused."""
        if message.broken:
            place = f"after {self._last}" if self._last else "beginning"
            problem = f"{message.broken}; nothing from here on was read"
            refused = Refused(place, "", problem, _EXPORT_AGAIN)
            return RowOutcome((), (refused,), damaged=True)
        body, chat = message.body, message.chat
        if not isinstance(body, dict) or not isinstance(body.get("id"), int):
            place = f"after {self._last}" if self._last else "beginning"
            return RowOutcome((), (Refused(place, "", "a message has no id", _EXPORT_AGAIN),))
        row = self._last = f"message {body['id']}"
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

    def _state(self, draft: RowDraft, chat: _Chat, body: dict[str, Any]) -> None:
        sender_id = str(body.get("from_id") or chat.account_id)
        if sender_id.isdigit():
            sender_id = f"user{sender_id}"
        room = self._account(draft, chat.account_id, chat.name)
        sender = self._account(draft, sender_id, str(body.get("from") or ""))
        sent = _moment(body)
        seen = self._stater.cleaned("date", sent).values
        draft.seen = seen[0][0] if seen else ""
        message = self._message(draft, chat, body["id"])
        message.say("messageId", str(body["id"]))
        message.say("threadTopic", chat.name)
        message.say("date", sent)
        message.say_text("bodyText", _text(body.get("text")))
        message.refer("senderAccount", sender)
        message.refer("recipientAccount", room)
        answered = body.get("reply_to_message_id")
        if isinstance(answered, int):
            message.refer("inReplyToMessage", self._message(draft, chat, answered))
        for number in _marked(body, "phone"):
            message.say("phoneMentioned", number)

    def _message(self, draft: RowDraft, chat: _Chat, number: int) -> Entity:
        return self._stater.entity(draft, "Message", f"{chat.account_id}-{number}")

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


def _moment(body: dict[str, Any]) -> str:
    """When it was sent: in UTC where the export says so, else in the exporter's own time."""
    unix = str(body.get("date_unixtime") or "")
    if unix.isdigit() and len(unix) <= 11:
        return datetime.fromtimestamp(int(unix), UTC).replace(tzinfo=None).isoformat()
    return str(body.get("date") or "")


def _text(stated: Any) -> str:
    """The text of a message, which is one text or a list of texts and marked pieces."""
    if isinstance(stated, str):
        return stated
    if not isinstance(stated, list):
        return ""
    pieces = (piece.get("text", "") if isinstance(piece, dict) else piece for piece in stated)
    return "".join(str(piece) for piece in pieces)


def _marked(body: dict[str, Any], kind: str) -> list[str]:
    """The pieces of a text that Telegram marked as one kind, in order, without repeats."""
    stated = body.get("text_entities") or body.get("text")
    pieces = stated if isinstance(stated, list) else []
    found = (p.get("text") for p in pieces if isinstance(p, dict) and p.get("type") == kind)
    return list(dict.fromkeys(str(text) for text in found if text))
