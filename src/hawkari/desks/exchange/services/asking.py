"""Ask partners whether they hold values, without showing the values: written, approved, sent.

Small batches go at once; larger ones wait for a second person. An officer whom an alarm stopped
cannot ask until a reviewer lifts that.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.exchange.blind import post
from hawkari.desks.exchange.blind.copies import newest_copy
from hawkari.desks.exchange.blind.forms import Subject, read_line
from hawkari.desks.exchange.blind.ledger import suspended
from hawkari.desks.exchange.blind.sending import send_query
from hawkari.desks.exchange.models.blind import Purpose
from hawkari.desks.exchange.models.queries import BlindQuery, QueryState
from hawkari.desks.exchange.node.people import require_own
from hawkari.engines.blindmatch import Grounds, IdentifierType, Limits
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.models import Agency

__all__ = [
    "Asked",
    "QueryView",
    "approve_query",
    "ask",
    "known_queries",
    "partners_of",
    "queries_of",
    "withdraw_query",
]

MOST_LINES = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer wants to know, and why.

    Attributes:
        partners: short names of the agencies that are asked.
        kind: type of the values.
        lines: as typed, one a line; a person is ``name; birth date; father; birth place``.
        legal_basis: law and section that allow the query.
        purpose: what the answer is for.
        necessity: why it is necessary and proportionate.
    """

    partners: tuple[str, ...]
    kind: str
    lines: tuple[str, ...]
    legal_basis: str
    purpose: str
    necessity: str


@dataclass(frozen=True, slots=True)
class QueryView:
    """A query as its reader may know it; of values, never one that did not hit.

    Attributes:
        asked_for: how many things were asked for.
        size: how many values that made: a person is many.
        is_mine: whether the reader asked it.
        may_approve: whether it waits for a second person whom the reader can be.
        rule: why it was refused or stopped.
    """

    id: str
    partner: Agency
    kind: str
    state: str
    asked_by: str
    asked_at: datetime
    authorized_by: str
    asked_for: int
    size: int
    hits: int
    legal_basis: str
    purpose: str
    necessity: str
    rule: str
    answered_at: datetime | None
    is_mine: bool
    may_approve: bool


def partners_of(access: Access) -> list[Agency]:
    """The partners that may be asked for the operation in use: pinned, and taking part in it.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.EXCHANGE)
    taking_part = set(access.operation.agencies.values_list("pk", flat=True))
    return [one for one in post.partners() if one.pk in taking_part]


def known_queries(access: Access) -> QuerySet[BlindQuery]:
    """The queries of our agency for the operation in use, newest first."""
    ours = BlindQuery.objects.filter(
        operation=access.operation, asked_by__agency=access.user.agency
    )
    return ours.select_related("partner", "asked_by", "authorized_by").order_by("-asked_at", "pk")


def queries_of(access: Access, *, most: int = 100) -> list[QueryView]:
    """The newest queries, for the page; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = list(known_queries(access)[:most])
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[one.pk for one in found],
            count=len(found),
            detail={"what": "blind queries"},
        )
    return [_view(access, one) for one in found]


def ask(access: Access, asked: Asked) -> list[str]:
    """Ask, or lay a large batch before a second person.

    Args:
        access: who asks; the operation in use is named to the partner.
        asked: what and why.

    Returns:
        Ids of the queries, one a partner.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if a line cannot be read, a ground is missing, a partner cannot be asked now, or
            the officer is stopped.
    """
    require(access, Action.EXCHANGE)
    kind, subjects = _read(asked)
    grounds = _grounds(access, asked)
    _refuse_stopped(access, grounds)
    known = {one.slug: one for one in partners_of(access)}
    strangers = [one for one in asked.partners if one not in known]
    if strangers or not asked.partners:
        raise BadInput(
            f"{', '.join(strangers) or 'nobody'} cannot be asked in this operation",
            "Choose a partner whose keys are pinned and that takes part in it.",
        )
    with transaction.atomic():
        made = [_draft(access, known[slug], (kind, subjects, asked)) for slug in asked.partners]
        for query in made:
            if query.state == QueryState.SENT:
                send_query(query, grounds, by=access.user)
        _record(access, made, "blind query asked", why=asked.necessity)
    return [one.pk for one in made]


def approve_query(access: Access, number: str) -> None:
    """As a second person, let a large batch go.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such query that waits, or the reader asked it.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        query = _waiting(access, number)
        if query.asked_by_id == access.user.pk:
            raise BadInput("whoever asks does not approve", "Let a colleague approve it.")
        query.authorized_by, query.state = access.user, QueryState.SENT
        grounds = _grounds_of(query)
        _refuse_stopped(access, grounds)
        send_query(query, grounds, by=query.asked_by)
        _record(access, [query], "blind query approved", why=query.necessity)


def withdraw_query(access: Access, number: str, *, reason: str) -> None:
    """Take a query back that waits for a second person; its values are erased.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such query that waits, or no reason is given.
    """
    require(access, Action.EXCHANGE)
    if not reason.strip():
        raise BadInput("taking a query back needs a reason", "Say why.")
    with transaction.atomic():
        query = _waiting(access, number)
        query.state, query.rule, query.subjects = QueryState.WITHDRAWN, reason[:200], []
        query.save()
        _record(access, [query], "blind query withdrawn", why=reason)


def _read(asked: Asked) -> tuple[IdentifierType, list[Subject]]:
    if asked.kind not in list(IdentifierType):
        raise BadInput(f"{asked.kind!r} is no type of identifier", "Choose one of the list.")
    kind = IdentifierType(asked.kind)
    lines = [line for line in asked.lines if line.strip()]
    if not lines:
        raise BadInput("nothing is asked for", "Write one value a line.")
    if len(lines) > MOST_LINES:
        raise BadInput(f"these are {len(lines):,} lines", f"Ask for {MOST_LINES:,} at most.")
    found: dict[tuple[str, ...], Subject] = {}
    for number, line in enumerate(lines, start=1):
        try:
            subject = read_line(kind, line)
        except BadInput as error:
            raise BadInput(error.problem, error.remedy, where=(f"line {number}",)) from error
        found.setdefault(subject.forms, subject)
    return kind, list(found.values())


def _draft(
    access: Access, partner: Agency, what: tuple[IdentifierType, Sequence[Subject], Asked]
) -> BlindQuery:
    kind, subjects, asked = what
    copy = newest_copy(partner, kind=kind, purpose=Purpose.RECORDS, today=access.today)
    if copy is None:
        raise BadInput(
            f"no index of {partner.name} is here yet for {kind.value}",
            "Ask again when the nodes have exchanged messages.",
        )
    size = len({form for one in subjects for form in one.forms})
    limits = Limits()
    if size > limits.largest_batch:
        raise BadInput(
            f"these are {size:,} values", f"Ask for {limits.largest_batch:,} at most at a time."
        )
    state = QueryState.SENT if size <= limits.batch else QueryState.WAITING
    return BlindQuery.objects.create(
        id=secrets.token_hex(16), operation=access.operation, partner=partner, kind=kind.value,
        epoch=copy.epoch, state=state, legal_basis=asked.legal_basis, purpose=asked.purpose,
        necessity=asked.necessity, asked_by=access.user, asked_at=timezone.now(), size=size,
        asked_for=len(subjects),
        subjects=[
            {"label": one.label, "forms": list(one.forms), "birth": one.birth} for one in subjects
        ],
    )  # fmt: skip


def _grounds(access: Access, asked: Asked) -> Grounds:
    found = Grounds(
        operation=access.operation.slug,
        legal_basis=asked.legal_basis.strip(),
        purpose=asked.purpose.strip(),
        necessity=asked.necessity.strip(),
        officer=access.user.get_username(),
    )
    missing = found.missing()
    if missing:
        words = ", ".join(missing).replace("_", " ")
        raise BadInput(f"a query needs its grounds: {words}", "Say in words what they are.")
    return found


def _grounds_of(query: BlindQuery) -> Grounds:
    if query.operation is None or query.asked_by is None:
        raise BadInput("this query is the node's own", "Nobody approves it.")
    second = query.authorized_by.get_username() if query.authorized_by else ""
    return Grounds(
        query.operation.slug, query.legal_basis, query.purpose, query.necessity,
        query.asked_by.get_username(), second,
    )  # fmt: skip


def _refuse_stopped(access: Access, grounds: Grounds) -> None:
    own = require_own(access.user).slug
    people = [grounds.asker, *([grounds.second] if grounds.second else [])]
    if any(suspended(own, one) for one in people):
        raise BadInput(
            "blind queries are stopped for whoever asks or approves this",
            "A reviewer looks at the alarm, and lifts it on the page of suspensions.",
        )


def _waiting(access: Access, number: str) -> BlindQuery:
    waiting = known_queries(access).select_for_update(of=("self",)).filter(pk=number)
    found = waiting.filter(state=QueryState.WAITING).first()
    if found is None:
        raise BadInput("no such query waits for a second person", "Look at the list again.")
    return found


def _record(access: Access, made: Collection[BlindQuery], what: str, *, why: str) -> None:
    audit.record(
        Act.SEARCH,
        access=access,
        objects=[one.pk for one in made],
        count=sum(one.size for one in made),
        justification=why,
        recipient=", ".join(one.partner.slug for one in made),
        detail={
            "what": what,
            "digests": [one.digest for one in made],
            "types": sorted({one.kind for one in made}),
            "states": [str(one.state) for one in made],
        },
    )


def _view(access: Access, one: BlindQuery) -> QueryView:
    mine = one.asked_by_id == access.user.pk
    return QueryView(
        id=one.pk, partner=one.partner, kind=one.kind, state=one.state,
        asked_by=one.asked_by.get_username() if one.asked_by else "", asked_at=one.asked_at,
        authorized_by=one.authorized_by.get_username() if one.authorized_by else "",
        asked_for=one.asked_for, size=one.size, hits=one.hits, legal_basis=one.legal_basis,
        purpose=one.purpose, necessity=one.necessity, rule=one.rule, answered_at=one.answered_at,
        is_mine=mine, may_approve=one.state == QueryState.WAITING and not mine,
    )  # fmt: skip
