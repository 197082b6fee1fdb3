"""A person accepts an advert, or an operator's adverts, into evidence.

Software reads selectors; only a person says that they are a smuggler's. Until then they stand in
no evidence and in no network. They are loaded like a partner's file, graded as open source, into a
source of their own, so that grade, handling, retention, sharing and retraction hold for them as for
everything else.
"""

import json
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from hawkari.desks.campaign.models import AdvertAcceptance, Post, SelectorKind
from hawkari.desks.campaign.services.access import known_posts, own_agency, require_campaign
from hawkari.desks.campaign.services.advert_entities import (
    REACHING,
    entities_of_adverts,
    operator_id,
    service_name,
)
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.loading.files import Condition, Terms, load_file
from hawkari.evidence.models import Act

__all__ = [
    "GRADE",
    "Accepted",
    "Candidate",
    "Offer",
    "accept",
    "offer_of",
    "shown_selector",
    "subject_of",
]

GRADE = "2D"
"""Open source: an untested source, and nobody knows yet whether it is so."""
SOURCE = "Campaign adverts"
MOST_POSTS = 500
"""Adverts of one operator that become messages: the newest; the selectors are those of all."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to reach an operator, as its adverts give it.

    Attributes:
        kind: phone or handle.
        value: E.164, or ``service:name``.
        posts: in how many adverts.
        first, last: when it was first and last posted; None where no post is dated.
        guessed: whether a part of it was guessed in every advert, e.g. a phone's country.
        others: in how many posts of the operation that are not among these adverts.
    """

    kind: str
    value: str
    posts: int
    first: datetime | None
    last: datetime | None
    guessed: bool
    others: int

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind} {self.value}"

    @property
    def shown(self) -> str:
        """How a reader sees it: a number, or ``@name (Service)``."""
        return shown_selector(self.key)


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be accepted of an operator's adverts, or of one advert."""

    subject: str
    posts: tuple[Post, ...]
    candidates: tuple[Candidate, ...]
    earlier: tuple[AdvertAcceptance, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a person says of an offer.

    Attributes:
        selectors: `Candidate.key` of each that is a smuggler's.
        why: how one knows.
        grade: 3x5x2 source evaluation and assessment.
        handling: P or C.
        condition: the words of C.
    """

    selectors: tuple[str, ...]
    why: str
    grade: str = GRADE
    handling: str = "P"
    condition: str = ""


def shown_selector(key: str) -> str:
    """How a reader sees a selector that a form names ``kind value``."""
    kind, _, value = key.partition(" ")
    if kind != SelectorKind.HANDLE:
        return value
    service, _, name = value.partition(":")
    called = service_name(service)
    return f"@{name} ({called})" if called else f"@{name}"


def subject_of(kind: str, name: str) -> str:
    """How an operator's cluster or a single post is named, e.g. ``post:12``.

    Raises:
        NotFound: if it can be neither.
    """
    if kind == "operator" and name:
        return f"operator:{name}"
    if kind == "post" and name.isascii() and name.isdecimal() and len(name) < 18:
        return f"post:{int(name)}"
    raise NotFound(kind, name)


def offer_of(access: Access, subject: str) -> Offer:
    """What can be accepted of adverts; audited.

    Raises:
        AccessDenied: if the role may not work with posts, or not load into evidence.
        NotFound: if there are none that the reader may know of.
    """
    require_campaign(access)
    require(access, Action.LOAD)
    with transaction.atomic():
        posts = _posts(access, subject)
        offer = Offer(
            subject,
            posts,
            _candidates(access, posts),
            tuple(_earlier(access, subject).select_related("by")),
        )
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[subject],
            count=len(posts),
            detail={"what": "adverts offered to evidence"},
        )
    return offer


def accept(access: Access, subject: str, said: Accepted) -> AdvertAcceptance:
    """Put an operator and its adverts into evidence.

    Accepting again replaces what evidence says: selectors that are left out are retracted.

    Raises:
        AccessDenied: if the role may not work with posts, or not load into evidence.
        NotFound: if there are no such adverts.
        BadInput: if no selector is chosen, one is none of theirs, no reason is given, or the grade
            or handling is unknown.
    """
    require_campaign(access)
    require(access, Action.LOAD)
    posts = _posts(access, subject)
    chosen = _chosen(said, {one.key for one in _candidates(access, posts)})
    agency = own_agency(access)
    terms = Terms(
        agency=agency.slug,
        agency_name=agency.name,
        country=agency.country,
        source=f"{agency.slug}-adverts",
        source_name=f"{SOURCE}, {agency.name}",
        grade=said.grade,
        handling=said.handling,
        condition=Condition(said.condition.strip()) if said.condition.strip() else None,
        slot=subject,
    )
    _load(access, terms, list(entities_of_adverts(subject, posts, chosen)))
    return _keep(access, subject, said=said, terms=terms, posts=posts)


def _posts(access: Access, subject: str) -> tuple[Post, ...]:
    """The adverts, oldest first; a single post whatever it was read as."""
    kind, _, name = subject.partition(":")
    rows = known_posts(access).select_related("channel").prefetch_related("selectors")
    if kind == "operator":
        rows = rows.filter(operator=name).exclude(is_advert=False)
    else:
        rows = rows.filter(pk=int(name))
    found = tuple(reversed(rows.order_by("-at", "-pk")[:MOST_POSTS]))
    if not found:
        raise NotFound(kind, name)
    return found


def _candidates(access: Access, posts: Sequence[Post]) -> tuple[Candidate, ...]:
    """Every way to reach them, those in most adverts first."""
    met: dict[tuple[str, str], list[tuple[Post, bool]]] = {}
    for post in posts:
        for one in post.selectors.all():
            if one.kind in REACHING:
                met.setdefault((one.kind, one.value), []).append((post, one.guessed))
    here = {post.pk for post in posts}
    found = []
    for (kind, value), where in met.items():
        with_it = {post.pk: post for post, _ in where}
        times = sorted(post.at for post in with_it.values() if post.at)
        holding = known_posts(access).filter(selectors__kind=kind, selectors__value=value)
        found.append(
            Candidate(
                kind=kind,
                value=value,
                posts=len(with_it),
                first=times[0] if times else None,
                last=times[-1] if times else None,
                guessed=all(guessed for _, guessed in where),
                others=holding.exclude(pk__in=here).distinct().count(),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.posts, one.kind, one.value)))


def _chosen(said: Accepted, offered: Collection[str]) -> set[tuple[str, str]]:
    if not said.selectors:
        raise BadInput(
            "nothing is chosen", "Tick at least one phone or handle.", where=("selectors",)
        )
    if not set(said.selectors) <= set(offered):
        raise BadInput(
            "one of them is in none of these adverts", "Choose again.", where=("selectors",)
        )
    if not said.why.strip():
        raise BadInput("it needs a reason", "Say how it is known.", where=("why",))
    pairs = (key.partition(" ") for key in said.selectors)
    return {(SelectorKind(kind).value, value) for kind, _, value in pairs}


def _load(access: Access, terms: Terms, entities: Sequence[dict[str, object]]) -> None:
    with tempfile.TemporaryDirectory(prefix="hawkari-adverts-") as folder:
        path = Path(folder) / f"{slugify(terms.slot)}.ftm.json"
        lines = (json.dumps(one, ensure_ascii=False) for one in entities)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        load_file(path, terms, access=access)


def _keep(
    access: Access, subject: str, *, said: Accepted, terms: Terms, posts: Sequence[Post]
) -> AdvertAcceptance:
    with transaction.atomic():
        kept = AdvertAcceptance.objects.create(
            operation=access.operation,
            agency=own_agency(access),
            by=access.user,
            at=timezone.now(),
            subject=subject,
            source=terms.source,
            entity=f"{terms.source}:{operator_id(subject)}",
            grade=said.grade,
            handling=said.handling,
            why=said.why.strip(),
            selectors=sorted(said.selectors),
            posts=len(posts),
        )
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[subject, kept.entity],
            count=len(said.selectors),
            detail={"what": "adverts accepted into evidence", "grade": said.grade},
        )
    return kept


def _earlier(access: Access, subject: str) -> QuerySet[AdvertAcceptance]:
    return AdvertAcceptance.objects.filter(
        operation=access.operation, agency=access.user.agency_id, subject=subject
    )
