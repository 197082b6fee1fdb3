"""Doors of the campaign desk: adverts into evidence, and the log of referrals to platforms."""

from typing import Any

from hawkari.desks.campaign.models import Post, PostSelector, Referral
from hawkari.desks.campaign.services.referrals import NewReferral, record_referral
from tests.desks.campaign.playing import Desk
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

WRITTEN = "+44 7700 900163"


def _desk(ground: Ground) -> Desk:
    return Desk("nca", ground.case.world.operation)


def _advert(ground: Ground) -> None:
    """An advert with a phone, of the reader's own agency."""
    desk = _desk(ground)
    post = desk.post(desk.imported(desk.officer("analyst")))
    start = post.text.index(WRITTEN)
    PostSelector.objects.create(
        post=post, kind="phone", value="+447700900163", start=start, end=start + len(WRITTEN),
        rule="international",
    )  # fmt: skip


def _referred(ground: Ground) -> None:
    _advert(ground)
    access = _desk(ground).officer("analyst")
    new = NewReferral(
        platform="Telegram", subject=_subject(ground), what="boats", basis="osa", ground="x",
        sent_on=access.today, sent_by="Kawa",
    )  # fmt: skip
    record_referral(access, new)


def _number(_ground: Ground) -> str:
    found = Post.objects.order_by("pk").last()
    return str(found.pk if found is not None else 1)


def _subject(ground: Ground) -> str:
    return f"post:{_number(ground)}"


def _at(_ground: Ground) -> list[str]:
    found = Referral.objects.order_by("pk").last()
    return [found.reference if found is not None else "F-2026-XXXXXX"]


def _report(ground: Ground) -> dict[str, Any]:
    return {
        "subject": _subject(ground), "platform": "Telegram", "what": "boats", "basis": "osa",
        "ground": "x", "sent_on": "2026-11-20", "sent_by": "Kawa",
    }  # fmt: skip


VISITS = (
    Visit(
        "campaign:accept_advert",
        "post",
        arguments=lambda ground: ["post", _number(ground)],
        data=lambda _: {"selectors": "phone +447700900163", "why": "known", "grade": "2D"},
        ready=_advert,
    ),
    Visit("campaign:referrals"),
    Visit("campaign:referrals_file", arguments=lambda _: ["json"]),
    Visit("campaign:new_referral", "post", data=_report, ready=_advert),
    Visit(
        "campaign:referral",
        "post",
        arguments=_at,
        data=lambda _: {"outcome": "removed", "on": "2026-11-27"},
        ready=_referred,
    ),
    Visit("campaign:api:referrals"),
)
