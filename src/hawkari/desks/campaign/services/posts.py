"""Finds posts: the newest first, by what was read of them. Never people."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from hawkari.desks.campaign.models import Post
from hawkari.desks.campaign.services.access import known_posts, require_campaign
from hawkari.desks.campaign.services.refusals import post_of
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.audit import term_hashes
from hawkari.evidence.models import Act

__all__ = ["FoundPosts", "PostQuery", "find_posts", "look_at_post", "unmask_post"]

MOST = 50


@dataclass(frozen=True, slots=True)
class PostQuery:
    """What is asked for; empty and None ask for nothing.

    Attributes:
        text: a passage of the text.
        language: its code.
        first, last: days, both included.
        kind: ``advert``, ``other`` or empty.
        operator, template, myth: names of what they belong to.
        imported: reference of the import.
        channel: its number here.
        page: from 1.
    """

    text: str = ""
    language: str = ""
    first: date | None = None
    last: date | None = None
    kind: str = ""
    operator: str = ""
    template: str = ""
    myth: str = ""
    imported: str = ""
    channel: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class FoundPosts:
    """Posts that were found, of one page; `more` if there are others after it."""

    posts: tuple[Post, ...]
    more: bool
    query: PostQuery = field(default_factory=PostQuery)


def find_posts(access: Access, query: PostQuery) -> FoundPosts:
    """Posts of this operation that the reader's agency imported; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_campaign(access)
    rows = narrowed(known_posts(access), query).select_related("channel", "imported")
    rows = rows.order_by(F("at").desc(nulls_last=True), "-pk").prefetch_related("selectors")
    begin = (max(query.page, 1) - 1) * MOST
    with transaction.atomic():
        found = list(rows[begin : begin + MOST + 1])
        shown = found[:MOST]
        audit.record(
            Act.SEARCH if query.text else Act.CONSULT,
            access=access,
            objects=[str(one.pk) for one in shown],
            count=len(shown),
            detail={"what": "posts", "terms": term_hashes(query.text) if query.text else []},
        )
    return FoundPosts(tuple(shown), more=len(found) > MOST, query=query)


def narrowed(rows: QuerySet[Post], query: PostQuery) -> QuerySet[Post]:
    """Those of some posts that are asked for."""
    exact = {
        "language": query.language,
        "operator": query.operator,
        "template": query.template,
        "myth": query.myth,
        "imported__reference": query.imported,
        "channel": query.channel,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if query.text:
        rows = rows.filter(text__icontains=query.text)
    if query.kind:
        rows = rows.filter(is_advert=query.kind == "advert")
    if query.first is not None:
        rows = rows.filter(at__gte=datetime.combine(query.first, time(), UTC))
    if query.last is not None:
        rows = rows.filter(at__lt=datetime.combine(query.last + timedelta(days=1), time(), UTC))
    return rows


def look_at_post(access: Access, number: int) -> Post:
    """One post; audited. Whoever shows it hides the people in it (`services.masking`).

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_campaign(access)
    post = post_of(access, number)
    with transaction.atomic():
        audit.record(
            Act.CONSULT, access=access, objects=[str(number)], count=1, detail={"what": "post"}
        )
    return post


def unmask_post(access: Access, number: int, *, why: str) -> Post:
    """One post, to be shown with the people in it; audited with the reason.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no reason.
        NotFound: if there is none that the reader may know of.
    """
    require_campaign(access)
    if not why.strip():
        raise BadInput("seeing what is hidden needs a reason", "Say what you need it for.")
    post = post_of(access, number)
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[str(number)],
            count=1,
            justification=why.strip(),
            detail={"what": "post unmasked"},
        )
    return post
