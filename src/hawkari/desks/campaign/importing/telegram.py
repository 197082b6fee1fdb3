"""Telegram Desktop's ``result.json``, of any age: the messages of channels and groups.

A conversation of one account with another is no post and is passed over: it was written to one
person. Pictures and videos are not taken in, nor are messages about the chat (joined, pinned, …).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from hawkari.desks.campaign.importing.values import (
    LONGEST_TEXT,
    BadPost,
    ReadPost,
    UnreadablePost,
    instant,
    kept,
    named,
    number,
    plain,
)
from hawkari.evidence.loaders.json_stream import JsonStream
from hawkari.evidence.loaders.partner_files import open_binary
from hawkari.evidence.loaders.telegram import (
    PERSONAL_CHATS,
    Chat,
    account_of,
    chat_messages,
    moment_of,
    text_of,
)

__all__ = ["telegram_posts"]

PLATFORM = "telegram"
_USED = frozenset({
    "id", "type", "date", "date_unixtime", "from", "from_id", "text", "text_entities",
    "reply_to_message_id", "reactions",
})  # fmt: skip
# Who is named besides the sender: not kept, as the sender's name is not.
_NAMES_PEOPLE = frozenset({
    "actor", "actor_id", "author", "contact_information", "contact_vcard", "forwarded_from",
    "forwarded_from_id", "inviter", "members", "saved_from", "via_bot",
})  # fmt: skip


def telegram_posts(path: Path, passed_over: Counter[str]) -> Iterator[ReadPost | BadPost]:
    """The posts of an export, in the order of the file.

    Args:
        path: the file.
        passed_over: counts what is no post.
    """
    last = ""
    with open_binary(path) as stream:
        for message in chat_messages(JsonStream(stream)):
            if message.broken:
                place = f"after {last}" if last else "beginning"
                yield BadPost(place, message.broken, "Export the chat again as JSON.")
                return
            body, chat = message.body, message.chat
            if not isinstance(body, dict) or type(body.get("id")) is not int:
                place = f"after {last}" if last else "beginning"
                yield BadPost(place, "a message has no id", "Export the chat again as JSON.")
                continue
            last = f"message {body['id']}"
            if why := _passed_over(chat, body):
                passed_over[why] += 1
                continue
            try:
                yield _post(chat, body)
            except UnreadablePost as error:
                yield BadPost(last, error.problem, error.remedy)


def _passed_over(chat: Chat, body: dict[str, Any]) -> str:
    if chat.kind in PERSONAL_CHATS:
        return "messages from person to person"
    kind = body.get("type")
    return "" if kind == "message" else f"messages of the type {plain(kind, longest=40)}"


def _post(chat: Chat, body: dict[str, Any]) -> ReadPost:
    channel = chat.account_id or named(chat.stated_id) or named(chat.name)
    if not channel:
        raise UnreadablePost("the chat has neither id nor name", "Export the chat again as JSON.")
    author = plain(account_of(str(body.get("from_id") or "")) or body.get("from_id"))
    answered = body.get("reply_to_message_id")
    return ReadPost(
        PLATFORM,
        channel,
        named(body["id"]),
        plain(text_of(body.get("text")), longest=LONGEST_TEXT),
        channel_name=plain(chat.name, longest=300),
        at=_at(body),
        author="" if author == channel else author,
        reply_to=named(answered) if isinstance(answered, int) else "",
        likes=_reactions(body.get("reactions")),
        other={
            plain(key): kept(one) for key, one in body.items() if key not in _USED | _NAMES_PEOPLE
        },
    )


def _at(body: dict[str, Any]) -> datetime | None:
    """When it was sent; exports that say no zone are read as UTC."""
    return instant(moment_of(body))


def _reactions(stated: Any) -> int | None:
    """How many reacted; exports before reactions say nothing."""
    if not isinstance(stated, list):
        return None
    counts = [one.get("count") for one in stated if isinstance(one, dict)]
    return number(sum(one for one in counts if type(one) is int and one > 0))
