"""The log of referrals to platforms: who, what, on which ground, and what came of it.

A person refers, elsewhere; nothing here sends, asks for a removal or writes to anybody. The log is
there so that nothing is referred twice, so that the legal ground is known, and so that it shows
what platforms do and what comes back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.campaign.models import Channel, Post, Referral, ReferralStep
from hawkari.desks.campaign.services.access import (
    known_channels,
    known_posts,
    own_agency,
    require_campaign,
)
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "COLUMNS",
    "GONE",
    "NewReferral",
    "NewStep",
    "ReferralView",
    "find_referrals",
    "known_referrals",
    "record_referral",
    "record_step",
    "referral_rows",
    "referral_view",
    "subject_words",
]

GONE = (Referral.Outcome.REMOVED, Referral.Outcome.CLOSED)
"""Outcomes after which the same should not be seen any more."""
COLUMNS = ("reference", "platform", "what", "address", "basis", "ground", "sent_on", "sent_by",
           "platform_reference", "outcome", "outcome_on", "seen_again", "last_seen_again",
           "recorded_by", "recorded_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewReferral:
    """A referral that a person made.

    Attributes:
        platform: whom it was made to.
        subject: ``post:NUMBER``, ``channel:NUMBER`` or ``operator:KEY``.
        what: in words.
        address: where it stood.
        basis: of `Referral.Basis`.
        ground: the provision or the platform's own rule.
        sent_on: when it was made.
        sent_by: who made it.
        platform_reference: the platform's own number.
    """

    platform: str
    subject: str
    what: str
    basis: str
    ground: str
    sent_on: date
    sent_by: str
    address: str = ""
    platform_reference: str = ""


@dataclass(frozen=True, slots=True)
class NewStep:
    """What came of a referral: an outcome, or that the same was seen again, or both.

    Attributes:
        on: the day it happened or was seen.
        outcome: of `Referral.Outcome`; empty for none.
        seen_again: whether the same was seen again.
        address: where.
        post: number of a post here that shows it.
        note: in words.
    """

    on: date
    outcome: str = ""
    seen_again: bool = False
    address: str = ""
    post: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral with what came of it.

    Attributes:
        referral: itself.
        steps: in order of their days.
        seen_since: posts of the same subject that are newer than its removal; nobody has said that
            they are the same.
        operator: the cluster that these posts are of; empty if none.
    """

    referral: Referral
    steps: tuple[ReferralStep, ...]
    seen_since: int
    operator: str


def known_referrals(access: Access) -> QuerySet[Referral]:
    """The referrals that a reader may know of: those of the operation that their agency made."""
    rows = Referral.objects.filter(operation=access.operation, agency=access.user.agency_id)
    return rows.select_related("by").prefetch_related("steps")


def find_referrals(access: Access, *, state: str = "") -> list[Referral]:
    """The referrals, the newest first; audited.

    Args:
        access: who asks.
        state: ``open`` for those without an outcome, or an outcome; empty for all.

    Raises:
        AccessDenied: if the role may not.
    """
    require_campaign(access)
    rows = known_referrals(access)
    if state == "open":
        rows = rows.filter(outcome="")
    elif state:
        rows = rows.filter(outcome=state)
    with transaction.atomic():
        found = list(rows)
        _record(access, Act.CONSULT, [one.reference for one in found])
    return found


def referral_view(access: Access, reference: str) -> ReferralView:
    """One referral with what came of it; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_campaign(access)
    with transaction.atomic():
        referral = _referral(access, reference)
        steps = tuple(referral.steps.select_related("by"))
        gone = [step.on for step in steps if step.outcome in GONE]
        operator, newer = _same(access, referral.subject)
        seen = newer.filter(at__date__gt=gone[-1]).count() if gone else 0
        _record(access, Act.CONSULT, [referral.reference])
    return ReferralView(referral, steps, seen, operator)


def record_referral(access: Access, new: NewReferral) -> Referral:
    """Keep that something was referred to a platform.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if its subject is none that the reader may know of.
        BadInput: if something is missing, its day is in the future, or the same was referred to the
            same platform already and waits for an answer.
    """
    require_campaign(access)
    missing = [name for name in ("platform", "what", "ground", "sent_by")
               if not getattr(new, name).strip()]  # fmt: skip
    if missing:
        raise BadInput("something is missing", "Fill it in.", where=(missing[0],))
    if new.basis not in Referral.Basis.values:
        raise BadInput("the legal ground is not known", "Choose one.", where=("basis",))
    _check_day(access, new.sent_on, "sent_on")
    subject_words(access, new.subject)
    with transaction.atomic():
        waiting = known_referrals(access).filter(
            platform__iexact=new.platform.strip(), subject=new.subject, outcome=""
        )
        if (first := waiting.first()) is not None:
            raise BadInput(
                f"it was referred already: {first.reference} waits for an answer",
                "Record what came of that one first.",
                where=("platform",),
            )
        made = Referral.objects.create(
            reference=new_reference("F", Referral.objects.all(), access.today),
            operation=access.operation,
            agency=own_agency(access), by=access.user, at=timezone.now(),
            platform=new.platform.strip(), subject=new.subject, what=new.what.strip(),
            address=new.address.strip(), basis=new.basis, ground=new.ground.strip(),
            sent_on=new.sent_on, sent_by=new.sent_by.strip(),
            platform_reference=new.platform_reference.strip(),
        )  # fmt: skip
        _record(access, Act.DISCLOSE, [made.reference, made.subject], step="referred elsewhere")
    return made


def record_step(access: Access, reference: str, new: NewStep) -> None:
    """Keep what came of a referral.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such referral.
        BadInput: if it says nothing, or of a day before the referral or in the future.
    """
    require_campaign(access)
    if new.outcome and new.outcome not in Referral.Outcome.values:
        raise BadInput("the outcome is not known", "Choose one.", where=("outcome",))
    if not (new.outcome or new.seen_again or new.note.strip()):
        raise BadInput("it says nothing", "Give an outcome, or where it was seen again.",
                       where=("outcome",))  # fmt: skip
    _check_day(access, new.on, "on")
    with transaction.atomic():
        referral = Referral.objects.select_for_update().get(pk=_referral(access, reference).pk)
        if new.on < referral.sent_on:
            raise BadInput("that is before it was referred", "Give a later day.", where=("on",))
        if new.post is not None and not known_posts(access).filter(pk=new.post).exists():
            raise BadInput("there is no such post", "Give a post's number.", where=("post",))
        ReferralStep.objects.create(
            referral=referral, by=access.user, at=timezone.now(), on=new.on, outcome=new.outcome,
            seen_again=new.seen_again, address=new.address.strip(), post=new.post,
            note=new.note.strip(),
        )  # fmt: skip
        newest = referral.steps.exclude(outcome="").last()
        if newest is not None:
            referral.outcome = newest.outcome
            referral.save(update_fields=["outcome"])
        _record(access, Act.ALTER, [referral.reference], step=new.outcome or "seen again")


def referral_rows(access: Access) -> Iterator[dict[str, str]]:
    """Every referral as `COLUMNS`, for a table or a program; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    found = find_referrals(access)
    return (_row(one) for one in found)


def subject_words(access: Access, subject: str) -> str:
    """What a referral is about: a channel's name, a post's number in it, or an operator.

    The name of one person's account is hidden here as everywhere; its number stands for it.

    Raises:
        NotFound: if it is none that the reader may know of.
    """
    kind, _, name = subject.partition(":")
    number = int(name) if name.isascii() and name.isdecimal() and len(name) < 18 else 0
    if kind == "channel":
        channel = known_channels(access).filter(pk=number).first()
        if channel is not None:
            return f"{channel.platform}: {_channel_words(channel)}"
    elif kind == "post":
        post = known_posts(access).filter(pk=number).select_related("channel").first()
        if post is not None:
            return f"{post.channel.platform}: {_channel_words(post.channel)}, {post.ref}"
    elif kind == "operator" and known_posts(access).filter(operator=name).exists():
        return name
    raise NotFound(kind or "subject", name)


def _channel_words(channel: Channel) -> str:
    return f"#{channel.pk}" if channel.is_person else str(channel)


def _same(access: Access, subject: str) -> tuple[str, QuerySet[Post]]:
    """The cluster that a subject is of, and posts that may be the same."""
    kind, _, name = subject.partition(":")
    posts = known_posts(access)
    if kind == "channel":
        return "", posts.filter(channel=int(name))
    if kind == "operator":
        return name, posts.filter(operator=name)
    post = posts.filter(pk=int(name)).first()
    operator = post.operator if post is not None else ""
    return operator, posts.filter(operator=operator) if operator else posts.none()


def _referral(access: Access, reference: str) -> Referral:
    found = known_referrals(access).filter(reference=reference).first()
    if found is None:
        raise NotFound("referral", reference)
    return found


def _check_day(access: Access, day: date, field: str) -> None:
    if day > access.today:
        raise BadInput("that is in the future", "Give today or an earlier day.", where=(field,))


def _row(one: Referral) -> dict[str, str]:
    steps = list(one.steps.all())
    outcomes = [step for step in steps if step.outcome]
    again = [step.on.isoformat() for step in steps if step.seen_again]
    kept = {name: str(getattr(one, name)) for name in COLUMNS[:10]}
    return {
        **kept,
        "outcome_on": outcomes[-1].on.isoformat() if outcomes else "",
        "seen_again": str(len(again)),
        "last_seen_again": again[-1] if again else "",
        "recorded_by": one.by.get_username(),
        "recorded_at": one.at.isoformat(timespec="seconds"),
    }


def _record(access: Access, act: Act, objects: list[str], **more: str) -> None:
    detail = {"what": "referrals", **more}
    audit.record(act, access=access, objects=objects, count=len(objects), detail=detail)
