"""Telegram Desktop's ``result.json``: one chat, or a whole account's chats.

A message becomes a `Message`; who wrote it and the chat it stands in become `UserAccount`s of the
service Telegram (a channel posts under its own account, so a chat is an account too). The text is
kept as written. Numbers and handles in it are not made into entities; numbers that Telegram itself
marked as such are stated as the message's `phoneMentioned`. Messages about the chat (joined,
pinned, …) and kinds of content without text are reported as unused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from hawkari.evidence.loaders.cleaning import Cleaned, Reading, cleaner
from hawkari.evidence.loaders.json_stream import BrokenJson, JsonStream
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.mapping import entity_address
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.schemata import property_of
from hawkari.evidence.loaders.values import (
    Cell,
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)
from hawkari.evidence.rows import StatementRow

__all__ = ["TELEGRAM", "TelegramLoader"]

TELEGRAM = Layout("telegram-desktop", "Telegram Desktop export (result.json)", (), {})
SERVICE = "Telegram"
REMEMBERED_ACCOUNTS = 50_000
_EXPORT_AGAIN = "Export the chat again as machine-readable JSON."
_CHAT_FIELDS = {"id": "stated_id", "name": "name", "type": "kind"}
_USED = frozenset({
    "id", "type", "date", "date_unixtime", "from", "from_id", "text", "text_entities",
    "reply_to_message_id",
})  # fmt: skip


class TelegramLoader:
    """Chat exports; each message is one row, named ``message 123``. Implements `Loader`."""

    name = "telegram"

    def recognises(self, head: FileHead) -> bool:
        """Whether it is a JSON object with messages or chats."""
        start = head.data.removeprefix(b"\xef\xbb\xbf").lstrip()
        return start.startswith(b"{") and (b'"messages"' in start or b'"chats"' in start)

    def sniff(self, path: Path, context: Context, layouts: tuple[Layout, ...]) -> Layout:  # noqa: ARG002  all loaders are asked alike
        """The one layout there is."""
        return TELEGRAM

    def rows(
        self,
        path: Path,
        layout: Layout,  # noqa: ARG002  there is only one
        context: Context,
        *,
        skip: int = 0,
    ) -> Iterator[RowOutcome]:
        """The messages as statements, in the order of the file."""
        reader = _MessageReader(context)
        with open_binary(path, context.meter) as stream:
            messages = _messages(JsonStream(stream))
            yield from (reader.read(message) for message in islice(messages, skip, None))


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

    def __init__(self, context: Context) -> None:
        self._context = context
        self._stated: set[tuple[str, str]] = set()
        self._last = ""
        self._clean: dict[str, Callable[[Cell], Cleaned]] = {}

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
            self._context.unused.add(f"messages of the type {body.get('type')}")
            return RowOutcome(())
        for key in body.keys() - _USED:
            self._context.unused.add(f"key {key}")
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
        seen = self._cleaned("date", sent).values
        draft.seen = seen[0][0] if seen else ""
        message = _Subject(self._address(f"{chat.account_id}-{body['id']}"), "Message")
        self._add(draft, message, messageId=str(body["id"]), threadTopic=chat.name, date=sent)
        self._add(draft, message, bodyText=_text(body.get("text")))
        _refer(draft, message, senderAccount=sender, recipientAccount=room)
        answered = body.get("reply_to_message_id")
        if isinstance(answered, int):
            replied = self._address(f"{chat.account_id}-{answered}")
            _refer(draft, message, inReplyToMessage=replied)
        for number in _marked(body, "phone"):
            self._add(draft, message, phoneMentioned=number)

    def _address(self, stated: str) -> str:
        return entity_address(self._context.source, stated, "telegram")

    def _account(self, draft: RowDraft, stated: str, name: str) -> str:
        """The id of an account, its name stated when it is met for the first time."""
        address = self._address(stated)
        if (address, name) not in self._stated:
            # Bounded; an account that is stated again is the same statement to the store.
            if len(self._stated) >= REMEMBERED_ACCOUNTS:
                self._stated.clear()
            self._stated.add((address, name))
            self._add(draft, _Subject(address, "UserAccount"), service=SERVICE, name=name)
        return address

    def _add(self, draft: RowDraft, subject: "_Subject", **stated: str) -> None:
        """State properties, cleaned by their type; empty ones are left out."""
        for prop, written in stated.items():
            kind = property_of(subject.schema, prop).type.name
            cleaned = self._cleaned(kind, written)
            draft.statements += [
                StatementRow(
                    subject.address, subject.schema, prop, kind, value, original, "", draft.row,
                    draft.seen,
                )
                for value, original in cleaned.values
            ]  # fmt: skip
            for value, error in cleaned.refused:
                draft.refuse(prop, error, value=value)

    def _cleaned(self, kind: str, value: str) -> Cleaned:
        clean = self._clean.get(kind)
        if clean is None:
            reading = Reading(kind, country=self._context.country)
            clean = self._clean[kind] = cleaner(reading)
        return clean(value)


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whom a statement is about."""

    address: str
    schema: str


def _refer(draft: RowDraft, subject: _Subject, **others: str) -> None:
    """State that one entity refers to others."""
    draft.statements += [
        StatementRow(
            subject.address, subject.schema, prop, "entity", other, "", "", draft.row, draft.seen
        )
        for prop, other in others.items()
    ]


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
