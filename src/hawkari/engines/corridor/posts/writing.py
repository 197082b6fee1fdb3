"""Writes the posts in the forms in which platforms and collectors give them out."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from hawkari.engines.corridor.posts.collecting import Recruiters
from hawkari.engines.corridor.posts.inventing import FIRST_POST, Truth, invent
from hawkari.engines.corridor.tables import load_json

__all__ = ["PostFiles", "write_posts"]

FILES = {
    "telegram": "posts/telegram.json",
    "4cat": "posts/4cat-telegram.ndjson",
    "tiktok": "posts/tiktok.json",
    "meta": "posts/meta.csv",
    "table": "posts/table.csv",
}
TRUTH = "truth_posts.tsv"
_START = datetime.fromordinal(FIRST_POST).replace(tzinfo=UTC).timestamp()
_MARKED = re.compile(r"(https?://\S+|t\.me/\w+|@\w+)")
_KEPT = ("kind", "language", "person", "template", "phone", "disguise", "handle", "amount",
         "currency", "origin", "destination", "claim")  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostFiles:
    """What was written: file by platform, and how many posts in all."""

    posts: int
    files: tuple[str, ...]
    truth: str = TRUTH


@dataclass(frozen=True, slots=True)
class _Placed:
    """A post with its number in its file and its account's."""

    truth: Truth
    number: int
    account: int

    @property
    def at(self) -> int:
        return int(_START) + self.truth.moment

    @property
    def iso(self) -> str:
        return datetime.fromtimestamp(self.at, UTC).replace(tzinfo=None).isoformat()


def write_posts(out: Path, recruiters: Recruiters, *, seed: int, table: str) -> PostFiles:
    """Write every file of posts, and ``truth_posts.tsv``.

    Args:
        out: folder of the sample.
        recruiters: who advertises.
        seed: any whole number; no other file's bytes depend on these files, nor theirs on others.
        table: name table of the sample.
    """
    rng = Random(f"corridor-posts-{seed}-{table}")  # noqa: S311  a sample to repeat, no secret
    placed = _placed(invent(recruiters.people, rng))
    (out / "posts").mkdir(exist_ok=True)
    writers = {
        "telegram": _telegram,
        "4cat": _four_cat,
        "tiktok": _tiktok,
        "meta": _meta,
        "table": _table,
    }
    for platform, path in FILES.items():
        writers[platform](out / path, [one for one in placed if one.truth.platform == platform])
    _truth(out / TRUTH, placed)
    return PostFiles(len(placed), tuple(FILES.values()))


def _placed(posts: Sequence[Truth]) -> list[_Placed]:
    accounts: dict[str, int] = {}
    counts: dict[str, int] = defaultdict(int)
    placed = []
    for one in posts:
        account = accounts.setdefault(one.channel, 1_000_000_500 + len(accounts))
        key = f"{one.platform} {one.channel}" if one.platform == "telegram" else one.platform
        counts[key] += 1
        placed.append(_Placed(one, counts[key] + 1, account))
    return placed


def _telegram(path: Path, posts: Sequence[_Placed]) -> None:
    """As Telegram Desktop exports an account; each chat begins by saying that it is invented."""
    notice = load_json("posts.json")["notice"]
    chats: dict[str, list[_Placed]] = defaultdict(list)
    for one in posts:
        chats[one.truth.channel].append(one)
    listed = [_chat(name, notice, chats[name]) for name in sorted(chats)]
    body = {
        "about": "Invented sample in the shape of Telegram Desktop's export.",
        "chats": {"about": "Invented chats.", "list": listed},
    }
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _chat(name: str, notice: str, posts: Sequence[_Placed]) -> dict[str, Any]:
    identity = posts[0].account
    first = posts[0].at - 3600
    messages = [
        {
            "id": 1,
            "type": "service",
            "date": datetime.fromtimestamp(first, UTC).replace(tzinfo=None).isoformat(),
            "date_unixtime": str(first),
            "actor": name,
            "actor_id": f"channel{identity}",
            "action": "create_channel",
            "title": name,
            "text": "",
            "text_entities": [],
        },
        _message(name, identity, (len(posts) + 2, first + 60), text=notice),
        *(_message(name, identity, (one.number, one.at), text=one.truth.text) for one in posts),
    ]
    return {"name": name, "type": "public_channel", "id": identity, "messages": messages}


def _message(name: str, identity: int, number: tuple[int, int], *, text: str) -> dict[str, Any]:
    """One message; `number` is its own and its moment. Links and mentions are marked pieces."""
    pieces = [{"type": kind, "text": part} for kind, part in _pieces(text)]
    marked = [one["text"] if one["type"] == "plain" else one for one in pieces]
    return {
        "id": number[0],
        "type": "message",
        "date": datetime.fromtimestamp(number[1], UTC).replace(tzinfo=None).isoformat(),
        "date_unixtime": str(number[1]),
        "from": name,
        "from_id": f"channel{identity}",
        "text": text if len(pieces) == 1 and pieces[0]["type"] == "plain" else marked,
        "text_entities": pieces,
    }


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text in pieces, links and mentions apart; together they are the text."""
    parts = [part for part in _MARKED.split(text) if part]
    kinds = {"@": "mention", "h": "link", "t": "link"}
    return [(kinds[part[0]] if _MARKED.fullmatch(part) else "plain", part) for part in parts] or [
        ("plain", text)
    ]


def _four_cat(path: Path, posts: Sequence[_Placed]) -> None:
    """As 4CAT writes posts of Telegram: one object a line."""
    lines = [
        {
            "id": f"{one.truth.channel}-{one.number}",
            "thread_id": one.truth.channel,
            "chat": one.truth.channel,
            "author": str(one.account),
            "author_username": "",
            "author_name": one.truth.channel,
            "author_is_bot": False,
            "body": one.truth.text,
            "reply_to": "",
            "views": 40 + one.number * 7,
            "timestamp": one.iso.replace("T", " "),
            "unix_timestamp": one.at,
            "attachment_type": "",
        }
        for one in posts
    ]
    path.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )


def _tiktok(path: Path, posts: Sequence[_Placed]) -> None:
    """As TikTok's research interface answers."""
    videos = [
        {
            "id": 7_300_000_000_000_000_000 + one.number,
            "video_description": one.truth.text,
            "create_time": one.at,
            "region_code": "IQ",
            "username": f"sample.{one.account}",
            "like_count": one.number * 3,
            "comment_count": one.number % 9,
            "share_count": one.number % 5,
            "view_count": 500 + one.number * 31,
            "hashtag_names": [],
            "voice_to_text": "",
        }
        for one in posts
    ]
    body = {"data": {"videos": videos, "cursor": len(videos), "has_more": False, "search_id": "0"},
            "error": {"code": "ok", "message": ""}}  # fmt: skip
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _meta(path: Path, posts: Sequence[_Placed]) -> None:
    """As Meta's Content Library exports a table."""
    _rows(
        path,
        ("id", "text", "creation_time", "modified_time", "lang", "post_owner.id",
         "post_owner.name", "post_owner.username", "statistics.views", "statistics.like_count",
         "statistics.comment_count", "statistics.share_count"),
        [
            (
                5_000_000 + one.number, one.truth.text, one.iso + "+0000", "", "",
                one.account, one.truth.channel, f"sample.{one.account}", 100 + one.number * 13,
                one.number * 2, one.number % 7, one.number % 4,
            )
            for one in posts
        ],
    )  # fmt: skip


def _table(path: Path, posts: Sequence[_Placed]) -> None:
    """As an analyst notes posts by hand."""
    _rows(
        path,
        ("id", "date", "channel", "text", "note"),
        [(one.number, one.iso, one.truth.channel, one.truth.text, "") for one in posts],
    )


def _rows(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)


def _truth(path: Path, posts: Sequence[_Placed]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(("file", "channel", "ref", *_KEPT))
        for one in posts:
            ref = f"{one.truth.channel}-{one.number}" if one.truth.platform == "4cat" else (
                str(one.number + _OFFSETS.get(one.truth.platform, 0)))  # fmt: skip
            kept = (getattr(one.truth, name) for name in _KEPT)
            writer.writerow((FILES[one.truth.platform], one.truth.channel, ref, *kept))


_OFFSETS = {"tiktok": 7_300_000_000_000_000_000, "meta": 5_000_000}
