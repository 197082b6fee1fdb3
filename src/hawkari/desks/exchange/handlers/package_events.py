"""What partners say of packages: uses, feedback, corrections, recalls and answers.

What is said of a package that is known counts although its operation is over here meanwhile: what
was released outlives the operation, and so must its recall.
"""

from datetime import date
from typing import Any

from django.db.models import Q

from hawkari.desks.exchange.handlers.common import audit_received, operation_of, words_in
from hawkari.desks.exchange.models import (
    EventKind,
    Package,
    PackageEvent,
    PackageRecipient,
    PackageState,
    ReceivedPackage,
)
from hawkari.desks.exchange.node.handling import Received, Refuse, handles
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.packages import MOST
from hawkari.desks.exchange.services.obeying import obey
from hawkari.evidence.disclosures import acknowledge
from hawkari.evidence.models import Act, Category, Operation

__all__ = ["on_package_answer", "on_package_event"]

LONGEST_NAME = 64
OF_THE_ORIGINATOR = frozenset({EventKind.CORRECTION.value, EventKind.RECALL.value})


@handles("package-event")
def on_package_event(message: Received) -> None:
    """Keep what a partner says of a package of theirs or ours, and do what it asks."""
    kind = message.text("kind", longest=10)
    if kind not in EventKind.values:
        raise Refuse("malformed", "the kind of event is not known")
    reference = message.text("event", longest=32)
    known = PackageEvent.objects.filter(
        reference=reference, holder=own_agency(), partner=message.sender
    )
    if known.exists():
        raise Refuse("known", "an event of this reference is known already")
    event = _event(message, kind, reference)
    if kind in OF_THE_ORIGINATOR:
        operation = _of_theirs(message, event)
    else:
        event.package = _ours(message)
        event.about = event.package.reference
        event.save()
        operation = event.package.operation
    audit_received(
        message,
        operation,
        f"package {event.about}",
        act=Act.ALTER if event.withdrawn else Act.COLLECT,
        count=event.withdrawn,
        what=f"package {kind}",
        step="received",
        code=event.code,
    )


def _event(message: Received, kind: str, reference: str) -> PackageEvent:
    due = message.text("answer_due", longest=10, may_lack=True)
    try:
        answer_due = date.fromisoformat(due) if due else None
    except ValueError as error:
        raise Refuse("malformed", "the day of the answer is no date") from error
    return PackageEvent(
        reference=reference,
        holder=own_agency(),
        kind=kind,
        about=message.text("package", longest=32),
        partner=message.sender,
        is_ours=False,
        code=message.text("code", longest=20, may_lack=True),
        items=_items(message),
        words=words_in(message),
        by=message.signer[:150],
        at=message.sent_at,
        answer_due=answer_due,
        entities=_entities(message),
        categories=_categories(message.body.get("categories", {})),
    )


def _entities(message: Received) -> list[str]:
    found = message.listed("entities", most=MOST) if "entities" in message.body else []
    if not all(isinstance(one, str) and len(one) <= LONGEST_NAME for one in found):
        raise Refuse("malformed", "an entity has no reference")
    return found


def _categories(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not set(Category.values).issuperset(value):
        raise Refuse("malformed", "a subject category is not known")
    return {str(key): str(basis)[:12] for key, basis in value.items()}


def _items(message: Received) -> list[dict[str, Any]]:
    items = message.listed("items", most=MOST)
    if not all(isinstance(one, dict) and isinstance(one.get("item"), str) for one in items):
        raise Refuse("malformed", "an item has no reference")
    return items


def _of_theirs(message: Received, event: PackageEvent) -> Operation:
    """Obey an originator's word about its own package, which may not have arrived yet."""
    package = (
        ReceivedPackage.objects.select_for_update(of=("self",))
        .select_related("load__source", "sender", "holder", "operation")
        .filter(
            reference=event.about,
            holder=event.holder,
            sender=message.sender,
            operation__slug=message.operation,
        )
        .first()
    )
    operation = operation_of(message) if package is None else package.operation
    event.save()
    if package is not None:
        obey(event, package)
    return operation


def _ours(message: Received) -> Package:
    """The package of ours that a recipient speaks of."""
    reference = message.text("package", longest=32)
    to = PackageRecipient.objects.filter(
        Q(reference=reference) | Q(reference="", package__reference=reference),
        package__operation__slug=message.operation,
        package__state=PackageState.RELEASED,
        agency=message.sender,
    ).exclude(message="")
    found = to.select_related("package__operation").first()
    if found is None:
        raise Refuse("unknown-package", "no package of this reference went to you")
    return found.package


@handles("package-answer")
def on_package_answer(message: Received) -> None:
    """Keep what a recipient did about a correction or a recall of ours."""
    event = (
        PackageEvent.objects.select_for_update(of=("self",))
        .select_related("package__operation")
        .filter(
            reference=message.text("event", longest=32),
            holder=own_agency(),
            partner=message.sender,
            is_ours=True,
            package__operation__slug=message.operation,
        )
        .first()
    )
    if event is None or event.package is None or event.answered_at is not None:
        raise Refuse("unknown-event", "nothing of this reference waits for your answer")
    event.answered_at, event.answered_by = message.sent_at, message.signer[:150]
    event.answer = words_in(message)
    event.withdrawn = message.number_of("withdrawn", most=MOST)
    event.save()
    acknowledge(list(event.notices.values_list("pk", flat=True)), note=f"by {message.signer}")
    audit_received(
        message,
        event.package.operation,
        f"package {event.about}",
        count=event.withdrawn,
        what=f"package {event.kind}",
        step="answered",
    )
