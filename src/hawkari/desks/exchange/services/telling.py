"""What is said of a package after it left: the messages, and the rows that both sides keep.

A recipient tells its originator of each use and how good it was. The originator tells of
corrections and recalls (`recalling`, `correcting`), and each recipient answers what it did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import (
    EventKind,
    Package,
    PackageEvent,
    PackageRecipient,
    ReceivedPackage,
    ReceivedState,
)
from hawkari.desks.exchange.node.sending import send
from hawkari.desks.exchange.services.copies import item_as
from hawkari.desks.exchange.services.receiving import find_received
from hawkari.desks.exchange.services.requests import agency_of
from hawkari.desks.exchange.services.ways import Way
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.grading import ReleaseAction
from hawkari.evidence.models import Act, Agency

__all__ = [
    "ANSWER_WITHIN",
    "FEEDBACK",
    "EventView",
    "answer",
    "audit_event",
    "event_view",
    "give_feedback",
    "report_use",
    "send_event",
    "tell",
]

FEEDBACK = ("useful", "partly", "no use", "wrong")
"""How good a package was."""

ANSWER_WITHIN = timedelta(days=3)
"""By when a recipient says what it did about a correction or recall."""


REACHABLE_FOR = timedelta(days=365)
"""A recall is handed over even to a node that was away for long."""


@dataclass(frozen=True, slots=True)
class EventView:
    """One thing said of a package, as either side sees it.

    Attributes:
        number: of its row, on this side only.
        reference: the same on both sides.
        kind, code: what was said, see `EventKind`.
        is_ours: whether we said it.
        partner: name of the other side.
        items: how many statements are meant; 0 for the whole package.
        words, by, at: in whose words, when.
        withdrawn: how many statements were withdrawn here because of it.
        awaits_answer: whether the other side, or we, have yet to say what was done.
        is_overdue: whether that day is past.
        answer, answered_by, answered_at: what was done.
        problem: why it could not be sent; empty if it was.
        way: how far the message is on its way; None for what a partner said.
    """

    number: int
    reference: str
    kind: str
    code: str
    is_ours: bool
    partner: str
    items: int
    words: str
    by: str
    at: datetime
    withdrawn: int
    awaits_answer: bool
    is_overdue: bool
    answer_due: date | None
    answer: str
    answered_by: str
    answered_at: datetime | None
    problem: str
    way: Way | None = None

    @property
    def is_lost(self) -> bool:
        """Whether it is ours, waits for an answer, and did not arrive."""
        failed = self.way is not None and self.way.has_failed
        return self.is_ours and self.awaits_answer and (bool(self.problem) or failed)


def report_use(access: Access, package: str, *, code: str, words: str) -> EventView:
    """Tell the originator how its package was used.

    Args:
        access: who tells.
        package: reference of a loaded package.
        code: a `ReleaseAction`.
        words: what was done, without more than the originator may know.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if there is no such loaded package, the code is not known, or words are missing.
    """
    return _say(access, package, EventKind.USE, code=code, words=words)


def give_feedback(access: Access, package: str, *, code: str, words: str) -> EventView:
    """Tell the originator how good its package was: one of `FEEDBACK`; else as `report_use`."""
    return _say(access, package, EventKind.FEEDBACK, code=code, words=words)


def _say(access: Access, package: str, kind: EventKind, *, code: str, words: str) -> EventView:
    require(access, Action.EXCHANGE)
    known = tuple(ReleaseAction) if kind == EventKind.USE else FEEDBACK
    if code not in known:
        raise BadInput(f"{code!r} is not known", f"Give one of {', '.join(known)}.")
    if not words.strip():
        raise BadInput("it says nothing", "Say in a sentence what was done, or how good it was.")
    with transaction.atomic():
        found = find_received(access, package)
        if found.state not in {ReceivedState.LOADED, ReceivedState.RECALLED}:
            raise BadInput(f"the package is {found.state}", "Load it first.")
        event = tell(
            access,
            kind,
            to=found.sender,
            about=found,
            code=code,
            words=words,
        )
        audit_event(access, event)
    return event_view(event, access.today)


def tell(  # noqa: PLR0913  the columns of an event
    access: Access,
    kind: EventKind,
    *,
    to: Agency,
    about: Package | ReceivedPackage,
    code: str = "",
    words: str = "",
    items: Sequence[Mapping[str, Any]] = (),
    more: Mapping[str, Any] | None = None,
    reference: str = "",
) -> PackageEvent:
    """Keep something said of a package and send it; not audited, for services that do so.

    What is due to a partner who can no longer be reached is kept with the problem, so that
    somebody tells them in another way.
    """
    awaits = kind in {EventKind.CORRECTION, EventKind.RECALL}
    event = PackageEvent(
        reference=reference or uuid4().hex,
        holder=agency_of(access),
        kind=kind,
        about=about.reference,
        package=about if isinstance(about, Package) else None,
        received=about if isinstance(about, ReceivedPackage) else None,
        partner=to,
        is_ours=True,
        code=code,
        items=[dict(one) for one in items],
        words=words.strip(),
        by=access.user.get_username(),
        at=timezone.now(),
        answer_due=access.today + ANSWER_WITHIN if awaits else None,
        entities=list((more or {}).get("entities", ())),
        categories=dict((more or {}).get("categories", {})),
    )
    try:
        with transaction.atomic():
            send_event(access, event, operation=about.operation.slug)
    except BadInput as error:
        if not awaits:
            raise
        event.problem = str(error)
    event.save()
    return event


def send_event(access: Access, event: PackageEvent, *, operation: str) -> None:
    """Send an event of ours, and keep the message's id in it; for services that save it."""
    to = event.package.recipients.get(agency=event.partner) if event.package is not None else None
    body = {
        "event": event.reference,
        "kind": str(event.kind),
        "package": event.about if to is None else to.name_of_package,
        "code": event.code,
        "items": event.items if to is None else [_as_known(to, one) for one in event.items],
        "words": event.words,
        "answer_due": event.answer_due.isoformat() if event.answer_due is not None else "",
        **_of_category(event),
    }
    sent = send(
        "package-event",
        body,
        to=[event.partner],
        by=access.user,
        operation=operation,
        expires_in=REACHABLE_FOR,
    )
    event.message = sent.id


def _of_category(event: PackageEvent) -> dict[str, Any]:
    """Whose category changed, and what it is now; nothing where it is about values."""
    if not event.entities:
        return {}
    return {"entities": event.entities, "categories": event.categories}


def _as_known(to: PackageRecipient, item: Mapping[str, Any]) -> dict[str, Any]:
    return {**item, "item": item_as(to, item["item"])}


def answer(access: Access, event: str, *, words: str) -> EventView:
    """Say what was done about a correction or a recall of a package that we received.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if no such event waits for our answer, or words are missing.
    """
    require(access, Action.EXCHANGE)
    if not words.strip():
        raise BadInput(
            "the answer says nothing", "Say what was done, and to whom it had been passed on."
        )
    with transaction.atomic():
        found = (
            PackageEvent.objects.select_for_update(of=("self",))
            .filter(
                reference=event,
                holder=agency_of(access),
                is_ours=False,
                answered_at__isnull=True,
                answer_due__isnull=False,
                received__operation=access.operation,
            )
            .first()
        )
        if found is None or found.received is None:
            raise BadInput(f"nothing of reference {event} waits for an answer", "See the list.")
        found.answer, found.answered_at = words.strip(), timezone.now()
        found.answered_by = access.user.get_username()
        found.save(update_fields=["answer", "answered_at", "answered_by"])
        send(
            "package-answer",
            {"event": found.reference, "withdrawn": found.withdrawn, "words": found.answer},
            to=[found.partner],
            by=access.user,
            operation=found.received.operation.slug,
        )
        audit_event(access, found, step="answered", words=words)
    return event_view(found, access.today)


def event_view(event: PackageEvent, today: date, *, way: Way | None = None) -> EventView:
    """An event as it is shown, with how far its message is where that was looked up."""
    awaits = event.answer_due is not None and event.answered_at is None
    return EventView(
        number=event.pk,
        reference=event.reference,
        kind=event.kind,
        code=event.code,
        is_ours=event.is_ours,
        partner=event.partner.name,
        items=len(event.items),
        words=event.words,
        by=event.by,
        at=event.at,
        withdrawn=event.withdrawn,
        awaits_answer=awaits,
        is_overdue=awaits and event.answer_due is not None and event.answer_due < today,
        answer_due=event.answer_due,
        answer=event.answer,
        answered_by=event.answered_by,
        answered_at=event.answered_at,
        problem=event.problem,
        way=way,
    )


def audit_event(
    access: Access, event: PackageEvent, *, step: str = "told", words: str = ""
) -> None:
    """Audit something said of a package; last in its transaction."""
    audit.record(
        Act.DISCLOSE if step == "told" else Act.DECIDE,
        access=access,
        objects=[f"package {event.about}"],
        count=max(len(event.items), 1),
        justification=words or event.words,
        recipient=event.partner.slug,
        outcome="not sent" if event.problem else "ok",
        detail={"what": f"package {event.kind}", "step": step, "code": event.code},
    )
