"""New claims: what many posts say and no myth answers; made a myth of, or put aside.

Posts belong to the agency that imported them, and so do the claims found in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone

from hawkari.desks.campaign.models import Claim, ClaimPost, Import, Myth, Post
from hawkari.desks.campaign.services.access import known_imports, known_posts, require_campaign
from hawkari.desks.campaign.services.myths import NewMyth, make_myth
from hawkari.desks.campaign.services.read_claims import STEP
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "ClaimPage",
    "ClaimRow",
    "FoundClaims",
    "claim_page",
    "find_claims",
    "look_again",
    "make_myth_of",
    "put_aside",
]

MOST = 100
SHOWN = 50
LONGEST_WHY = 1_000
_FEWEST = 2  # posts; one post alone is nobody's talk


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in numbers.

    Attributes:
        claim: as it is kept.
        posts, channels: how many make it, and where.
        languages: codes of its posts, the most frequent first.
        first, last: when the first and the last of them was posted; None where no file says.
        example: one of its posts.
    """

    claim: Claim
    posts: int
    channels: int
    languages: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    example: Post


@dataclass(frozen=True, slots=True)
class FoundClaims:
    """Claims, those of most posts first; `more` if there are others; `aside` of them put aside."""

    rows: tuple[ClaimRow, ...]
    more: bool
    aside: int
    posts: int
    matched: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim with its newest posts."""

    row: ClaimRow
    posts: tuple[Post, ...]


def find_claims(access: Access, *, state: str = Claim.State.OPEN) -> FoundClaims:
    """The claims of a state in the posts that the reader's agency imported; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_campaign(access)
    found = list(_counted(_known(access).filter(state=state)).order_by("-of", "-pk")[: MOST + 1])
    aside = _counted(_known(access).filter(state=Claim.State.ASIDE)).count()
    read = known_posts(access).filter(matched=True)
    with transaction.atomic():
        rows = _rows(found[:MOST])
        _record(access, Act.CONSULT, [one.claim.reference for one in rows], what="claims")
    return FoundClaims(rows, len(found) > MOST, aside, read.count(), read.exclude(myth="").count())


def claim_page(access: Access, reference: str) -> ClaimPage:
    """One claim and its newest posts; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if the reader's agency has none of that reference.
    """
    require_campaign(access)
    found = list(_counted(_known(access).filter(reference=reference)))
    if not found:
        raise NotFound("claim", reference)
    posts = known_posts(access).filter(in_claim__claim=found[0].pk).select_related("channel")
    with transaction.atomic():
        (row,) = _rows(found)
        _record(access, Act.CONSULT, [reference], what="claim")
    shown = posts.prefetch_related("selectors").order_by("-at", "-pk")[:SHOWN]
    return ClaimPage(row, tuple(shown))


def make_myth_of(access: Access, reference: str, new: NewMyth) -> Myth:
    """Keep a claim in the myth bank; its posts then match that myth.

    Args:
        access: who does.
        reference: of the claim.
        new: the myth, in words of one's own: what posts say is not copied by itself.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if the reader's agency has no such claim.
        BadInput: if the claim is settled already, or the myth cannot be kept.
    """
    require_campaign(access)
    with transaction.atomic():
        claim = _open(access, reference)
        made = make_myth(access, new)
        _settle(access, claim, state=Claim.State.MYTH, myth=made.reference)
        posts = known_posts(access).filter(in_claim__claim=claim)
        count = posts.update(myth=made.reference, matched=True, myth_score=1.0, myth_why=[])
        _record(
            access, Act.ALTER, [reference, made.reference], what="claim made a myth", posts=count
        )
    return made


def put_aside(access: Access, reference: str, *, why: str) -> None:
    """Say that a claim needs no answer.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if the reader's agency has no such claim.
        BadInput: if the claim is settled already, or no reason is given.
    """
    require_campaign(access)
    why = why.strip()
    if not why:
        raise BadInput("no reason is given", "Say why it needs no answer.", where=("why",))
    with transaction.atomic():
        claim = _open(access, reference)
        _settle(access, claim, state=Claim.State.ASIDE, why=why[:LONGEST_WHY])
        _record(access, Act.ALTER, [reference], what="claim put aside")


def look_again(access: Access) -> int:
    """Have all posts matched again, e.g. after new myths; reading then goes on from the first.

    Returns:
        How many imports are to be read again.

    Raises:
        AccessDenied: if the role may not.
    """
    require_campaign(access)
    with transaction.atomic():
        imports = list(known_imports(access).filter(disposed_at__isnull=True).select_for_update())
        for one in imports:
            one.read_to = {name: to for name, to in one.read_to.items() if name != STEP.name}
        Import.objects.bulk_update(imports, ["read_to"], batch_size=200)
        references = [one.reference for one in imports]
        _record(access, Act.ALTER, references, what="posts to be matched again")
    return len(imports)


def _known(access: Access) -> QuerySet[Claim]:
    return Claim.objects.filter(operation=access.operation, agency=access.user.agency_id)


def _counted(claims: QuerySet[Claim]) -> QuerySet[Any]:
    """Claims of enough posts, with what is counted of them."""
    return claims.annotate(
        of=Count("members"),
        at_channels=Count("members__post__channel", distinct=True),
        begun=Min("members__post__at"),
        ended=Max("members__post__at"),
        newest=Max("members__post"),
    ).filter(of__gte=_FEWEST)


def _rows(claims: Sequence[Any]) -> tuple[ClaimRow, ...]:
    """Rows of counted claims, with two queries more however many there are."""
    spoken: dict[int, list[str]] = {}
    of = ClaimPost.objects.filter(claim__in=claims).exclude(post__language="")
    counts = of.values_list("claim", "post__language").annotate(n=Count("pk")).order_by("-n")
    for claim, language, _ in counts:
        spoken.setdefault(claim, []).append(language)
    newest = [one.newest for one in claims]
    posts = Post.objects.select_related("channel").prefetch_related("selectors").in_bulk(newest)
    return tuple(
        ClaimRow(
            one, one.of, one.at_channels, tuple(spoken.get(one.pk, ())),
            one.begun, one.ended, posts[one.newest],
        )
        for one in claims
    )  # fmt: skip


def _open(access: Access, reference: str) -> Claim:
    """A claim that nobody has settled, locked; call inside a transaction."""
    claim = _known(access).select_for_update().filter(reference=reference).first()
    if claim is None:
        raise NotFound("claim", reference)
    if claim.state != Claim.State.OPEN:
        raise BadInput("somebody has settled this claim already", "See what was made of it.")
    return claim


def _settle(access: Access, claim: Claim, **fields: str) -> None:
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.by, claim.at = access.user, timezone.now()
    claim.save(update_fields=[*fields, "by", "at"])


def _record(access: Access, act: Act, objects: Sequence[str], **detail: str | int) -> None:
    audit.record(act, access=access, objects=objects, count=len(objects), detail=dict(detail))
