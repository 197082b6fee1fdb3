"""Deconfliction: two agencies that work on the same subject learn it, and whom to call.

An operation takes part once somebody of it has said whom partners call. Then its suspects and
convicted are matched each night, blindly, against those of the partners' operations, through
indexes and keys of their own. A notice says that there is somebody, and whom to call; nothing else.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hawkari.desks.exchange.blind import post
from hawkari.desks.exchange.blind.answering import NODE, SHOWN, Shown, confirmed_records
from hawkari.desks.exchange.blind.copies import newest_copy
from hawkari.desks.exchange.blind.forms import forms_of, person_of
from hawkari.desks.exchange.blind.reading import Hit
from hawkari.desks.exchange.blind.sending import send_query
from hawkari.desks.exchange.blind.wire import head, hex_of, read_head, text_of, texts_of
from hawkari.desks.exchange.models.blind import PartnerIndex, Purpose
from hawkari.desks.exchange.models.deconfliction import DeconflictionDesk, DeconflictionNotice
from hawkari.desks.exchange.models.queries import BlindQuery, QueryState
from hawkari.desks.exchange.node.handling import Received, Refuse
from hawkari.desks.exchange.node.people import own_rows, require_own
from hawkari.desks.exchange.services.waiting import Waiting, waits_for
from hawkari.engines.blindmatch import Grounds, IdentifierType, asked_keys
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.blind_material import (
    Said,
    matchable_parts,
    said_of,
    shared_operations,
    subjects_of,
)
from hawkari.evidence.entities import entities_of
from hawkari.evidence.identities import clusters_of, log_ids
from hawkari.evidence.models import Agency

__all__ = [
    "DeconflictReport",
    "NoticeView",
    "deconflict",
    "desk_of",
    "note_hits",
    "notices_of",
    "see_notice",
    "set_desk",
    "take_call",
    "take_notice",
]

MOST_FORMS = 10_000
MOST_SHOWN = 400
LONGEST_CALL = 200
GROUNDS = Grounds(
    operation="deconfliction",
    legal_basis="the standing arrangement for deconfliction between the agencies",
    purpose="that two agencies do not meet over the same subject unawares",
    necessity="subjects of open operations only, each night, blindly",
    officer=NODE,
)


@dataclass(frozen=True, slots=True)
class DeconflictReport:
    """What a night did: queries sent, and things asked for in them."""

    queries: int
    subjects: int


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as its reader may know it; `canonical` and `caption` are empty where hidden."""

    id: int
    partner: Agency
    kind: str
    call: str
    raised_at: datetime
    canonical: str
    caption: str
    seen_by: str
    seen_at: datetime | None


def desk_of(access: Access) -> str:
    """Whom partners call for the operation in use; empty if it takes no part.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.EXCHANGE)
    kept = own_rows(access, DeconflictionDesk.objects.filter(operation=access.operation))
    return kept.values_list("call", flat=True).first() or ""


def set_desk(access: Access, call: str) -> None:
    """Let the operation take part, and say whom partners call; an empty call ends it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if this is the node of another agency: its own people say whom to call.
        NodeUnset: before ``hawkari node init``.
    """
    require(access, Action.EXCHANGE)
    require_own(access.user)
    given = call.strip()[:LONGEST_CALL]
    with transaction.atomic():
        if given:
            values = {"call": given, "set_by": access.user, "set_at": timezone.now()}
            DeconflictionDesk.objects.update_or_create(operation=access.operation, defaults=values)
        else:
            DeconflictionDesk.objects.filter(operation=access.operation).delete()
        audit.record(
            Act.ALTER,
            access=access,
            objects=[access.operation.slug],
            count=1,
            detail={"what": "deconfliction desk", "takes_part": bool(given)},
        )


def notices_of(access: Access) -> list[NoticeView]:
    """The notices of the operation in use, newest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = _known_notices(access)
        rows = list(found.select_related("partner", "seen_by").order_by("-raised_at", "pk"))
        clusters = clusters_of(access, [one.record for one in rows])
        captions = entities_of(access, sorted(clusters.members)) if clusters.members else {}
        audit.record(
            Act.CONSULT,
            access=access,
            objects=sorted(clusters.members),
            count=len(rows),
            detail={"what": "deconfliction notices"},
        )
    return [_view(one, clusters.head.get(one.record, ""), captions) for one in rows]


def _known_notices(access: Access) -> QuerySet[DeconflictionNotice]:
    """The notices of the operation, for people of this node's agency: they tell of its records."""
    return own_rows(access, DeconflictionNotice.objects.filter(operation=access.operation))


def _view(one: DeconflictionNotice, canonical: str, captions: Mapping[str, object]) -> NoticeView:
    caption = getattr(captions.get(canonical), "caption", "")
    return NoticeView(
        one.pk, one.partner, one.kind, one.call, one.raised_at, canonical if caption else "",
        caption, one.seen_by.get_username() if one.seen_by else "", one.seen_at,
    )  # fmt: skip


def see_notice(access: Access, number: int) -> None:
    """Say that somebody called, or will.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such notice.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        row = _known_notices(access).filter(pk=number).first()
        if row is None:
            raise BadInput("there is no such notice in this operation", "Look at the list again.")
        row.seen_by, row.seen_at = access.user, timezone.now()
        row.save(update_fields=["seen_by", "seen_at"])
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"notice {row.pk}", *log_ids([row.record])],
            count=1,
            detail={"what": "deconfliction notice seen"},
        )


def deconflict(*, today: date | None = None) -> DeconflictReport:
    """Ask every partner, blindly, about the subjects of the operations that take part; nightly.

    Answers come with the next exchange of messages.
    """
    day = today or timezone.now().date()
    ours = post.own_agency()
    queries = subjects = 0
    for partner in post.partners():
        said = _subjects_for(partner, ours=ours, today=day)
        for kind in IdentifierType:
            copy = newest_copy(partner, kind=kind, purpose=Purpose.SUBJECTS, today=day)
            if copy is None:
                continue
            for batch in _batches(_asked(kind, said)):
                _ask(partner, copy, batch)
                queries += 1
                subjects += len(batch)
    audit.record(
        Act.EXCHANGE,
        actor="deconfliction",
        count=subjects,
        detail={"what": "deconfliction asked", "queries": queries},
    )
    return DeconflictReport(queries, subjects)


def _subjects_for(partner: Agency, *, ours: Agency, today: date) -> dict[str, list[Said]]:
    shared = shared_operations(ours, partner, today)
    taking_part = DeconflictionDesk.objects.filter(operation__in=shared)
    operations = [one.operation for one in taking_part.select_related("operation")]
    return said_of(subjects_of(operations), matchable_parts(ours, partner, today))


def _asked(kind: IdentifierType, said: Mapping[str, Sequence[Said]]) -> Iterator[dict[str, object]]:
    for record, values in sorted(said.items()):
        birth = ""
        if kind is IdentifierType.NAME:
            person = person_of(values)
            forms = asked_keys(person) if person is not None else []
            birth = person.birth if person is not None else ""
        else:
            forms = sorted(forms_of(kind, values))
        if forms:
            yield {"label": record, "forms": forms, "birth": birth}


def _batches(subjects: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    batch: list[dict[str, object]] = []
    size = 0
    for one in subjects:
        forms = one["forms"]
        length = len(forms) if isinstance(forms, list) else 0
        if batch and size + length > MOST_FORMS:
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += length
    if batch:
        yield batch


def _ask(partner: Agency, copy: PartnerIndex, batch: list[dict[str, object]]) -> None:
    with transaction.atomic():
        forms = {form for one in batch for form in one["forms"]}  # type: ignore[attr-defined]
        query = BlindQuery(
            id=secrets.token_hex(16), partner=partner, index_purpose=Purpose.SUBJECTS,
            kind=copy.kind, epoch=copy.epoch, state=QueryState.SENT, subjects=batch,
            legal_basis=GROUNDS.legal_basis, purpose=GROUNDS.purpose, necessity=GROUNDS.necessity,
            asked_at=timezone.now(), size=len(forms), asked_for=len(batch),
        )  # fmt: skip
        send_query(query, GROUNDS, by=None)
        audit.record(
            Act.SEARCH,
            actor="deconfliction",
            objects=[query.pk],
            count=query.size,
            recipient=partner.slug,
            justification=GROUNDS.purpose,
            detail={"what": "blind query asked", "digests": [query.digest], "types": [query.kind]},
        )


def note_hits(query: BlindQuery, hits: Sequence[Hit]) -> None:
    """Raise our notices, and show the partner each hit with whom to call here.

    A pair that was noticed before is not noticed again. Inside the answer's transaction.
    """
    for hit in hits:
        reference = secrets.token_hex(16)
        calls = _notice([hit.label], query.partner, (reference, query.kind, ""))
        if calls:
            body = {
                **head(Purpose.SUBJECTS, query.kind, query.epoch),
                "reference": reference,
                "shown": list(hit.shown),
                "call": calls[:LONGEST_CALL],
            }
            post.post("deconfliction", body, to=query.partner)


def take_notice(message: Received) -> None:
    """A partner found a subject of ours among theirs: notices here, and whom to call goes back.

    Raises:
        BadInput: if it cannot be read, or is not proved.
    """
    body = message.body
    said, reference = read_head(body), text_of(body, "reference")
    hex_of(reference, size=16)
    if said.purpose != Purpose.SUBJECTS:
        raise Refuse("malformed", "this is no hit between subjects")
    hits = tuple(hex_of(one, size=SHOWN) for one in texts_of(body, "shown", most=MOST_SHOWN))
    ours = post.own_agency()
    records = confirmed_records(Shown(said, hits), ours=ours, partner=message.sender)
    call = text_of(body, "call")[:LONGEST_CALL]
    calls = _notice(records, message.sender, (reference, said.kind.value, call))
    if calls:
        answer = {"reference": reference, "call": calls[:LONGEST_CALL]}
        post.post("deconfliction-call", answer, to=message.sender, in_reply_to=message.id)


def take_call(message: Received) -> None:
    """The partner says whom to call about a notice of ours."""
    notices = DeconflictionNotice.objects.filter(
        partner=message.sender, reference=text_of(message.body, "reference")
    )
    if not notices.update(call=text_of(message.body, "call")[:LONGEST_CALL]):
        raise Refuse("unknown", "there is no such notice")


def _notice(records: Sequence[str], partner: Agency, what: tuple[str, str, str]) -> str:
    """Raise a notice in each operation that takes part; whom to call for those raised now.

    Who noticed us first and has just been told by us is not told twice: only new notices count.
    """
    reference, kind, call = what
    shared = shared_operations(post.own_agency(), partner, timezone.now().date())
    desks = {
        one.operation_id: one for one in DeconflictionDesk.objects.filter(operation__in=shared)
    }
    subjects = subjects_of([one for one in shared if one.pk in desks])
    calls: dict[str, None] = {}
    for record in records:
        for operation in sorted(subjects.get(record, ())):
            row, is_new = DeconflictionNotice.objects.get_or_create(
                operation_id=operation, partner=partner, record=record, kind=kind,
                defaults={"reference": reference, "call": call, "raised_at": timezone.now()},
            )  # fmt: skip
            if not is_new and call and row.call != call:
                row.call = call
                row.save(update_fields=["call"])
            if is_new or call:
                calls[desks[operation].call] = None
            if is_new:
                _record(row)
    return "; ".join(calls)


def _record(row: DeconflictionNotice) -> None:
    audit.record(
        Act.DISCLOSE,
        actor="deconfliction",
        objects=[f"notice {row.pk}", *log_ids([row.record])],
        count=1,
        recipient=row.partner.slug,
        justification=GROUNDS.purpose,
        detail={"what": "deconfliction notice", "type": row.kind, "reference": row.reference},
    )


@waits_for(Action.EXCHANGE)
def waiting_notices(access: Access) -> list[Waiting]:
    """Notices that nobody has taken note of."""
    found = _known_notices(access).filter(seen_at__isnull=True)
    return [
        Waiting(
            gettext("Call a partner who works on the same subject"),
            reverse("exchange:deconfliction"),
            about=one.partner.name,
            since=one.raised_at.date(),
        )
        for one in found.select_related("partner").order_by("raised_at")
    ]
