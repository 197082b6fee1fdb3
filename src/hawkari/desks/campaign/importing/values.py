"""What reading a file of posts gives."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hawkari.errors import HawkariError
from hawkari.evidence.loaders.digits import fold_digits

__all__ = [
    "BadPost",
    "PostFile",
    "ReadPost",
    "UnreadablePost",
    "instant",
    "kept",
    "named",
    "number",
    "plain",
    "words_ref",
]

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
MILLISECONDS_FROM = 100_000_000_000
LARGEST = (1 << 63) - 1
LONGEST_REF = 120
MOST_INSIDE = 20
LONGEST_TEXT = 100_000


class UnreadablePost(HawkariError):
    """A row that is no post that can be kept.

    Args:
        problem: what is wrong, without full stop.
        remedy: what the person can do about it.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}. {remedy}")


@dataclass(frozen=True, slots=True)
class BadPost:
    """A row that could not be read: where it stands, what is wrong, what to do."""

    place: str
    problem: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ReadPost:
    """One post as a file has it.

    Attributes:
        platform: e.g. ``telegram``.
        channel: its id there, or its name where the file has no id.
        channel_name: as shown there.
        is_person: whether the channel is one account's own, so that its name may be a person's.
        ref: the post's id; made of its content where the file has none.
        at: when, None where the file does not say.
        text: as written.
        author: the account's id, for a keyed hash; empty if unknown or the channel itself.
        reply_to: the `ref` that it answers.
        views, likes, shares, comments: None where the file does not say.
        other: fields of the file that mean nothing here.
    """

    platform: str
    channel: str
    ref: str
    text: str
    channel_name: str = ""
    is_person: bool = False
    at: datetime | None = None
    author: str = ""
    reply_to: str = ""
    views: int | None = None
    likes: int | None = None
    shares: int | None = None
    comments: int | None = None
    other: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class PostFile:
    """A file of posts, opened.

    Attributes:
        form: name of its form.
        rows: its posts and its bad rows, once, in the order of the file.
        passed_over: what is in it and no post, counted by kind, e.g. ``service messages``; filled
            while `rows` is read.
    """

    form: str
    rows: Iterator["ReadPost | BadPost"]
    passed_over: Counter[str] = field(default_factory=Counter)


def instant(stated: object) -> datetime | None:
    """An instant as exports state it: seconds since 1970, or ISO 8601; UTC where no zone is given.

    Raises:
        UnreadablePost: if it is neither, before 2000, or more than a day ahead.
    """
    said = fold_digits(str(stated if stated is not None else "")).strip()
    if not said:
        return None
    try:
        found = _instant(said)
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadablePost(
            "its time cannot be read", "Write times as 2026-11-18 14:05 in UTC."
        ) from error
    if not EARLIEST <= found <= datetime.now(UTC) + timedelta(days=1):
        raise UnreadablePost("its time is before 2000 or in the future", "Correct the time.")
    return found


def _instant(said: str) -> datetime:
    whole = said.removesuffix(".0")
    if whole.isascii() and whole.isdecimal() and len(whole) >= 9:
        seconds = int(whole)
        if seconds > MILLISECONDS_FROM:
            seconds //= 1000
        return datetime.fromtimestamp(seconds, UTC)
    # Meta and others write +0000, and a blank before UTC.
    said = said.removesuffix(" UTC").replace(" +", "+")
    found = datetime.fromisoformat(said)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def number(stated: object) -> int | None:
    """A count as exports state it; None for none, and for what is no count."""
    said = fold_digits(str(stated if stated is not None else "")).strip().removesuffix(".0")
    if not said.isascii() or not said.isdecimal() or len(said) > 19:
        return None
    return min(int(said), LARGEST)


def plain(stated: object, *, longest: int = LONGEST_REF) -> str:
    """A text without NUL and broken characters, which no store takes."""
    said = "" if stated is None else str(stated)
    if "\0" in said:
        said = said.replace("\0", "")
    try:
        said.encode()
    except UnicodeEncodeError:
        said = said.encode("utf-8", "replace").decode()
    return said[:longest]


def named(stated: object) -> str:
    """An id or name as a post or channel is known by; of two that begin alike each has its own."""
    said = plain(stated, longest=LONGEST_TEXT)
    return said if len(said) <= LONGEST_REF else f"long-{_short(said)}"


def kept(stated: object, *, inside: int = MOST_INSIDE) -> Any:
    """A field of a file that means nothing here, as every store takes it.

    Numbers that JSON has no word for, and those that are too large, are kept as text.
    """
    if isinstance(stated, dict | list) and not inside:
        return "…"
    if isinstance(stated, dict):
        return {plain(key): kept(one, inside=inside - 1) for key, one in stated.items()}
    if isinstance(stated, list):
        return [kept(one, inside=inside - 1) for one in stated]
    if stated is None or isinstance(stated, bool):
        return stated
    if isinstance(stated, int | float) and abs(stated) <= LARGEST:
        return stated
    return plain(stated, longest=LONGEST_TEXT)


def _short(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def words_ref(*parts: object) -> str:
    """A name for a post that its file gives none: the same for the same content."""
    joined = "\x1f".join(plain(one, longest=LONGEST_TEXT) for one in parts)
    return f"words-{_short(joined)}"
