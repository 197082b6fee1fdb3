"""Posts as JSON: lines of one object each (4CAT), or one document with a list of them.

TikTok's research interface answers ``{"data": {"videos": […], "cursor": …}}``; a file may hold one
answer or a list of answers. 4CAT's lines are flat, or what the platform itself sent: those of
TikTok (``desc``, ``createTime``) and of Telegram (``message``, ``peer_id``) are told apart.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hawkari.desks.campaign.importing.fields import (
    FieldForm,
    form_of_fields,
    post_of_fields,
)
from hawkari.desks.campaign.importing.values import BadPost, ReadPost, UnreadablePost
from hawkari.evidence.loaders.json_stream import BrokenJson, JsonStream
from hawkari.evidence.loaders.partner_files import open_binary

__all__ = ["line_rows", "listed_rows", "posts_of_objects"]

LONGEST_LINE = 32 << 20
LISTS = ("videos", "posts", "items", "data", "results")
NESTED = ("author", "stats", "post_owner", "statistics", "surface", "peer_id")
Row = tuple[str, dict[str, Any] | BadPost]


def line_rows(path: Path) -> Iterator[Row]:
    """The objects of a file of lines, each with its place; a broken line alone is bad."""
    with open_binary(path) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            place = f"line {number}"
            try:
                found = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError):
                yield place, BadPost(place, "the line is no whole JSON", "Export it again.")
                continue
            if isinstance(found, dict):
                for position, one in enumerate(_inside(found)):
                    yield (place if one is found else f"{place}, post {position + 1}"), one
            else:
                yield place, BadPost(place, "the line is no JSON object", "Export it again.")


def listed_rows(path: Path) -> Iterator[Row]:
    """The objects in the lists of a document, each with its place; read in flat memory."""
    count = 0
    with open_binary(path) as stream:
        try:
            for one in _elements(JsonStream(stream)):
                count += 1
                place = f"post {count}"
                if isinstance(one, dict):
                    yield place, one
                else:
                    yield place, BadPost(place, "it is no JSON object", "Export it again.")
        except BrokenJson as error:
            place = f"after post {count}"
            yield place, BadPost(place, error.problem, "Export the file again.")


def _inside(found: dict[str, Any]) -> list[Any]:
    """The posts of an answer with a list of them; the object itself if it is one."""
    data = found.get("data")
    holder = data if isinstance(data, dict) else found
    listed = next((holder[one] for one in LISTS if isinstance(holder.get(one), list)), None)
    return [found] if listed is None else listed


def _elements(document: JsonStream) -> Iterator[Any]:
    if document.peek() == "[":
        for _ in document.elements():
            value = document.value()
            yield from _inside(value) if isinstance(value, dict) else [value]
        return
    for key in document.members():
        if key in LISTS and document.peek() == "[":
            for _ in document.elements():
                yield document.value()
        elif key == "data" and document.peek() == "{":
            yield from _elements(document)
        else:
            document.value()


def posts_of_objects(
    rows: Iterator[Row], *, file: str, passed_over: Counter[str]
) -> Iterator[ReadPost | BadPost]:
    """Objects as posts; each is read by the form that its fields have.

    Args:
        rows: objects, each with its place.
        file: name of the file.
        passed_over: counts what is no post.
    """
    known: dict[frozenset[str], FieldForm | None] = {}
    for place, row in rows:
        if isinstance(row, BadPost):
            yield row
            continue
        if _is_personal(row):
            passed_over["messages from person to person"] += 1
            continue
        flat = flattened(row)
        names = frozenset(flat)
        if names not in known:
            known[names] = form_of_fields(names)
        form = known[names]
        if form is None:
            if row.get("_") == "MessageService":
                passed_over["messages of the type service"] += 1
                continue
            yield BadPost(place, "no field holds a text", "See which forms can be imported.")
            continue
        try:
            yield post_of_fields(form, flat, file=file)
        except UnreadablePost as error:
            yield BadPost(place, error.problem, error.remedy)


def flattened(row: dict[str, Any]) -> dict[str, Any]:
    """Fields by name: nested ones with a dot, the platforms' own under the names of 4CAT."""
    flat: dict[str, Any] = {}
    for key, one in row.items():
        name = key.strip().lower()
        if name in NESTED and isinstance(one, dict):
            flat |= {f"{name}.{inner.lower()}": value for inner, value in one.items()}
        else:
            flat[name] = one
    if "desc" in flat and "createtime" in flat:
        return _raw_tiktok(flat)
    if "message" in flat and any(one.startswith("peer_id") for one in flat):
        return _raw_telegram(flat)
    return flat


def _moved(flat: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(key, key): one for key, one in flat.items()}


def _raw_tiktok(flat: dict[str, Any]) -> dict[str, Any]:
    account = "author" if isinstance(flat.get("author"), str) else "author.uniqueid"
    return _moved(
        flat,
        {
            "desc": "body",
            "createtime": "timestamp",
            account: "author",
            "author.nickname": "author_full",
            "stats.playcount": "plays",
            "stats.diggcount": "likes",
            "stats.sharecount": "shares",
            "stats.commentcount": "comments",
        },
    ) | {"tiktok_url": ""}


def _is_personal(row: dict[str, Any]) -> bool:
    """Whether it was written to one account, as the raw messages of 4CAT say it."""
    peer = row.get("peer_id")
    return isinstance(peer, dict) and (
        peer.get("_") == "PeerUser" or (bool(peer.get("user_id")) and not _of_many(peer))
    )


def _of_many(peer: dict[str, Any]) -> bool:
    return bool(peer.get("channel_id") or peer.get("chat_id"))


def _raw_telegram(flat: dict[str, Any]) -> dict[str, Any]:
    chats = ("peer_id.channel_id", "peer_id.chat_id", "peer_id.user_id")
    chat = next((flat[one] for one in chats if flat.get(one)), flat.get("peer_id", ""))
    moved = _moved(flat, {"message": "body", "date": "timestamp"})
    for name in chats:
        moved.pop(name, None)
    return moved | {"chat": str(chat)}
