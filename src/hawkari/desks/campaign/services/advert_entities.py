"""Adverts as FollowTheMoney entities: an operator, its accounts, the channels, the messages.

The operator is an `Organization` with the numbers that its adverts give, so that whoever holds one
of them elsewhere is tied to it by a shared phone. A handle is a `UserAccount` that it owns. A
channel is an account to which its adverts were sent: nobody says whose it is. An advert is a
`Message`; whatever else in it names or reaches somebody is black, for it may be a third party's.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC
from typing import Any

from hawkari.desks.campaign.models import Channel, Post, SelectorKind
from hawkari.desks.campaign.services.masking import spans_to_mask

__all__ = ["BLACK", "REACHING", "blacked_out", "entities_of_adverts", "operator_id",
           "service_name"]  # fmt: skip

REACHING = (SelectorKind.PHONE, SelectorKind.HANDLE)
"""The kinds of selectors by which an operator is reached."""
BLACK = "█"
_SERVICES = {"telegram": "Telegram", "whatsapp": "WhatsApp", "tiktok": "TikTok",
             "instagram": "Instagram", "signal": "Signal", "facebook": "Facebook"}  # fmt: skip

Entity = dict[str, Any]


def operator_id(subject: str) -> str:
    """The id of an operator within the source, e.g. ``operator-post-12``."""
    return f"operator-{subject.replace(':', '-')}"


def entities_of_adverts(
    subject: str, posts: Sequence[Post], accepted: Collection[tuple[str, str]]
) -> Iterator[Entity]:
    """The entities of an operator's adverts.

    Args:
        subject: ``operator:KEY`` or ``post:NUMBER``.
        posts: its adverts, with their selectors and channels, oldest first.
        accepted: kind and value of each selector that a person accepted.
    """
    own = operator_id(subject)
    phones = sorted(value for kind, value in accepted if kind == SelectorKind.PHONE)
    services = sorted({service for post in posts for service in post.services})
    days = sorted(post.at.astimezone(UTC).date().isoformat() for post in posts if post.at)
    seen = f", {days[0]} to {days[-1]}" if days else ""
    yield _entity(
        own,
        "Organization",
        name=[f"Advert operator {subject.partition(':')[2]}"],
        phone=phones,
        keywords=["advert", *services],
        summary=[f"Posts {len(posts)} adverts{seen}. Read from posts, accepted by a person."],
    )
    for kind, value in sorted(accepted):
        if kind == SelectorKind.HANDLE:
            service, _, name = value.partition(":")
            yield _entity(
                f"account-{_short(value)}",
                "UserAccount",
                service=[service_name(service)],
                username=[name],
                owner=[own],
            )
    for channel in {post.channel_id: post.channel for post in posts}.values():
        yield _entity(
            _channel_id(channel),
            "UserAccount",
            service=[service_name(channel.platform)],
            name=[_channel_name(channel)],
        )
    for post in posts:
        yield _message(own, post, accepted)


def blacked_out(post: Post, accepted: Collection[tuple[str, str]]) -> str:
    """A post's text with the people in it black, except the ways to reach that were accepted."""
    shown = list(post.text)
    for start, end, _ in spans_to_mask(post):
        shown[start:end] = BLACK * (end - start)
    for one in post.selectors.all():
        if (one.kind, one.value) in accepted:
            shown[one.start : one.end] = post.text[one.start : one.end]
    return "".join(shown)


def service_name(service: str) -> str:
    """A service as people write it; empty where it is not known."""
    return "" if service == "unknown" else _SERVICES.get(service, service)


def _message(own: str, post: Post, accepted: Collection[tuple[str, str]]) -> Entity:
    reached = [one for one in post.selectors.all() if (one.kind, one.value) in accepted]
    numbers = {one.value for one in reached if one.kind == SelectorKind.PHONE}
    return _entity(
        f"post-{post.pk}",
        "Message",
        messageId=[post.ref],
        date=[post.at.astimezone(UTC).replace(tzinfo=None).isoformat()] if post.at else [],
        bodyText=[blacked_out(post, accepted)],
        threadTopic=[_channel_name(post.channel)[:200]],
        phoneMentioned=sorted(numbers),
        sender=[own],
        recipientAccount=[_channel_id(post.channel)],
    )


def _channel_name(channel: Channel) -> str:
    """A channel's name; empty where it is one account's own, for it may be a person's name."""
    return "" if channel.is_person else str(channel)


def _channel_id(channel: Channel) -> str:
    return f"channel-{channel.platform}-{_short(channel.ref)}"


def _short(name: str) -> str:
    """A name of any letters and length, as part of an id."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _entity(own: str, schema: str, /, **properties: list[str]) -> Entity:
    said = {prop: values for prop, values in properties.items() if any(values)}
    return {"id": own, "schema": schema, "properties": said}
