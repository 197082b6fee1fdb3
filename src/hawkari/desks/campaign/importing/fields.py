"""Rows of named fields as posts: which field means what, in each form that is known.

Fields of a form that are not named here are kept with the post and listed with the import.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hawkari.desks.campaign.importing.values import (
    LONGEST_TEXT,
    ReadPost,
    UnreadablePost,
    instant,
    kept,
    named,
    number,
    plain,
    words_ref,
)

__all__ = ["FIELDS", "FieldForm", "form_of_fields", "post_of_fields"]

PLAIN = "csv"
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldForm:
    """Which fields of a form mean what; of several names the first that holds something counts.

    Attributes:
        name: of the form.
        title: of the form, for people.
        platform: that it is of; empty where a field says it.
        needs: it is this form where all of these fields are there.
        text, at, ref, channel, channel_name, author, reply_to: names of fields.
        views, likes, shares, comments: names of fields.
        drop: fields that name people and are not kept.
        is_person: whether its channels are accounts of single people or firms.
    """

    name: str
    title: str
    platform: str
    needs: frozenset[str]
    text: Names
    at: Names
    ref: Names
    channel: Names
    channel_name: Names = ()
    author: Names = ()
    reply_to: Names = ()
    views: Names = ()
    likes: Names = ()
    shares: Names = ()
    comments: Names = ()
    drop: Names = ()
    is_person: bool = False
    used: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        named = (
            *self.text, *self.at, *self.ref, *self.channel, *self.channel_name, *self.author,
            *self.reply_to, *self.views, *self.likes, *self.shares, *self.comments, *self.drop,
        )  # fmt: skip
        object.__setattr__(self, "used", frozenset(named))


FIELDS: tuple[FieldForm, ...] = (
    FieldForm(
        "4cat-telegram",
        "4CAT, Telegram",
        "telegram",
        frozenset({"id", "chat", "body", "timestamp"}),
        text=("body",),
        at=("unix_timestamp", "timestamp"),
        ref=("id",),
        channel=("chat",),
        author=("author",),
        reply_to=("reply_to",),
        views=("views",),
        drop=(
            *("author_username", "author_name", "body_markdown", "fwd_from", "via_bot_id"),
            *("author_forwarded_from_name", "author_forwarded_from_username"),
            "author_forwarded_from_id",
        ),
    ),
    FieldForm(
        "4cat-tiktok",
        "4CAT, TikTok",
        "tiktok",
        frozenset({"id", "author", "body", "timestamp", "tiktok_url"}),
        text=("body",),
        at=("unix_timestamp", "timestamp"),
        ref=("id",),
        channel=("author",),
        channel_name=("author_full",),
        views=("plays",),
        likes=("likes",),
        shares=("shares",),
        comments=("comments",),
        is_person=True,
    ),
    FieldForm(
        "tiktok",
        "TikTok Research API",
        "tiktok",
        frozenset({"id", "video_description"}),
        text=("video_description",),
        at=("create_time",),
        ref=("id",),
        channel=("username",),
        views=("view_count",),
        likes=("like_count",),
        shares=("share_count",),
        comments=("comment_count",),
        is_person=True,
    ),
    FieldForm(
        "meta",
        "Meta Content Library",
        "meta",
        frozenset({"id", "text", "creation_time"}),
        text=("text",),
        at=("creation_time",),
        ref=("id",),
        channel=("post_owner.id", "post_owner.username", "post_owner.name"),
        channel_name=("post_owner.name", "post_owner.username"),
        views=("statistics.views", "statistics.view_count"),
        likes=("statistics.like_count",),
        shares=("statistics.share_count",),
        comments=("statistics.comment_count",),
        is_person=True,
    ),
    FieldForm(
        PLAIN,
        "Table with a column for the text",
        "",
        frozenset(),
        text=("text", "body", "message", "content", "post", "caption", "description"),
        at=("unix_timestamp", "at", "timestamp", "date", "time", "datetime", "created_at"),
        ref=("id", "post_id", "message_id"),
        channel=("channel", "chat", "group", "page", "account", "username", "thread_id"),
        channel_name=("channel_name",),
        author=("author_id", "author", "user"),
        reply_to=("reply_to",),
        views=("views", "view_count", "plays"),
        likes=("likes", "like_count"),
        shares=("shares", "share_count", "forwards"),
        comments=("comments", "comment_count", "replies"),
        drop=("author_name", "platform"),
        is_person=True,
    ),
)


def form_of_fields(names: frozenset[str]) -> FieldForm | None:
    """The form that has these fields, the most particular first; None if none has a text."""
    known = [one for one in FIELDS if one.needs and one.needs <= names]
    if known:
        return max(known, key=lambda one: len(one.needs))
    plain_form = FIELDS[-1]
    return plain_form if not names.isdisjoint(plain_form.text) else None


def post_of_fields(form: FieldForm, row: Mapping[str, Any], *, file: str) -> ReadPost:
    """One row as a post.

    Args:
        form: of the file.
        row: its fields by name, in lower case.
        file: its name, which stands for the channel where no field says it.

    Raises:
        UnreadablePost: if it has neither id nor text, or its time cannot be read.
    """
    text = plain(_first(row, form.text), longest=LONGEST_TEXT)
    at = instant(_first(row, form.at))
    channel = named(_first(row, form.channel)) or named(f"file {file}")
    ref = named(_first(row, form.ref))
    if not ref and not text.strip():
        raise UnreadablePost("it has neither an id nor a text", "Leave the row out.")
    return ReadPost(
        form.platform or plain(row.get("platform"), longest=20).lower() or "other",
        channel,
        ref or words_ref(channel, at, text),
        text,
        channel_name=plain(_first(row, form.channel_name), longest=300),
        is_person=form.is_person,
        at=at,
        author=plain(_first(row, form.author)),
        reply_to=named(_first(row, form.reply_to)),
        views=number(_first(row, form.views)),
        likes=number(_first(row, form.likes)),
        shares=number(_first(row, form.shares)),
        comments=number(_first(row, form.comments)),
        other={
            plain(key): kept(one)
            for key, one in row.items()
            if key not in form.used and one not in ("", None)
        },
    )


def _first(row: Mapping[str, Any], names: Names) -> Any:
    return next((row[one] for one in names if row.get(one) not in (None, "")), None)
