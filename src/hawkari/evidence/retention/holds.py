"""Holds as people place, review and lift them; `hawkari.evidence.retention.holding` obeys them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.models import Hold, HoldKind
from hawkari.evidence.retention.holding import lock_holds
from hawkari.evidence.retention.known import known_holds, placed_here
from hawkari.evidence.retention.rules import add_months, retention_rules
from hawkari.evidence.retention.scope import (
    load_of_operation,
    own_canonical,
    source_of_operation,
)

__all__ = ["HoldTerms", "HoldView", "holds", "lift_hold", "place_hold"]


@dataclass(frozen=True, slots=True)
class HoldTerms:
    """What is put on hold, and why. Exactly one of source, load, entity and statement is given.

    Attributes:
        kind: ``court``, ``inquiry`` or ``complaint``.
        reason: why, in words.
        reference: the case's own number, if it has one.
        source: slug.
        load: number of a load.
        entity: canonical id, or id as stated.
        statement: number of a statement.
        review_due: when someone must look again; None for the rule's period.
    """

    kind: str
    reason: str
    reference: str = ""
    source: str = ""
    load: int | None = None
    entity: str = ""
    statement: int | None = None
    review_due: date | None = None


@dataclass(frozen=True, slots=True)
class HoldView:
    """One hold as it stands; `what` names its object in words, `lifted_at` None while it holds."""

    id: int
    kind: str
    reference: str
    reason: str
    what: str
    review_due: date
    placed_by: str
    placed_at: datetime
    lifted_by: str
    lifted_at: datetime | None
    lift_reason: str


def place_hold(access: Access, terms: HoldTerms) -> Hold:
    """Put a source, a load, an entity or a statement on hold.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if not exactly one object is given, the kind is unknown, a reason is missing, or
            the review is not in the future.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.HOLD)
    due = _checked(access, terms)
    with transaction.atomic():
        lock_holds()
        hold = Hold.objects.create(
            operation=access.operation,
            kind=terms.kind,
            reference=terms.reference,
            reason=terms.reason,
            review_due=due,
            placed_by=access.user,
            placed_at=timezone.now(),
            **_object(access, terms),
        )
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"hold {hold.pk}", _what(hold)],
            count=1,
            justification=terms.reason,
            detail={"what": "hold placed", "kind": terms.kind, "review_due": due.isoformat()},
        )
    return hold


def _checked(access: Access, terms: HoldTerms) -> date:
    given = (terms.source, terms.load, terms.entity, terms.statement)
    if sum(one not in {"", None} for one in given) != 1:
        raise BadInput("a hold is on one thing", "Give a source, a load, an entity or a statement.")
    if terms.kind not in HoldKind.values:
        raise BadInput(
            f"{terms.kind!r} is no kind of hold", f"Give one of {', '.join(HoldKind.values)}."
        )
    if not terms.reason.strip():
        raise BadInput("a hold needs a reason", "Say which case needs what is held, and why.")
    due = terms.review_due or add_months(access.today, retention_rules().hold_review_months)
    if due <= access.today:
        raise BadInput("the review of a hold lies in the future", "Give a later date.")
    return due


def _object(access: Access, terms: HoldTerms) -> dict[str, object]:
    """The column that names what is held."""
    if terms.source:
        return {"source": source_of_operation(access, terms.source)}
    if terms.entity:
        return {"entity": own_canonical(access, terms.entity)}
    if terms.load is not None:
        return {"load": load_of_operation(access, terms.load)}
    if not visible_to(access).filter(pk__in=in_ids([terms.statement or 0])).exists():
        raise BadInput(f"there is no statement {terms.statement} that you may see", "Look again.")
    return {"statement": terms.statement}


def lift_hold(access: Access, hold_id: int, *, reason: str) -> None:
    """End a hold; what it kept back becomes due for review again.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such hold in force that the user may know of, another agency
            placed it and still takes part in the operation, or there is no reason.
    """
    require(access, Action.HOLD)
    if not reason.strip():
        raise BadInput("lifting a hold needs a reason", "Say why it is not needed any more.")
    with transaction.atomic():
        lock_holds()
        hold = known_holds(access).filter(pk=hold_id, lifted_at__isnull=True).first()
        if hold is None:
            raise BadInput(f"there is no hold {hold_id} in force in this operation", "See holds.")
        if not placed_here(access, hold):
            raise BadInput(f"{hold.placed_by.agency} placed this hold", "Ask its reviewers.")
        hold.lifted_by, hold.lifted_at, hold.lift_reason = access.user, timezone.now(), reason
        hold.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"hold {hold.pk}", _what(hold)],
            count=1,
            justification=reason,
            detail={"what": "hold lifted"},
        )


def holds(access: Access, *, lifted: bool = False) -> list[HoldView]:
    """The operation's holds that the access may know of, those to be reviewed soonest first.

    Args:
        access: who asks; audited.
        lifted: whether to give those that were lifted too.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.RETAIN)
    found = known_holds(access).select_related("placed_by", "lifted_by", "source", "load")
    if not lifted:
        found = found.filter(lifted_at__isnull=True)
    with transaction.atomic():
        views = [_view(hold) for hold in found]
        audit.record(
            Act.CONSULT, access=access, count=len(views), detail={"what": "retention holds"}
        )
    return views


def _view(hold: Hold) -> HoldView:
    return HoldView(
        id=hold.pk,
        kind=hold.kind,
        reference=hold.reference,
        reason=hold.reason,
        what=_what(hold),
        review_due=hold.review_due,
        placed_by=hold.placed_by.get_username(),
        placed_at=hold.placed_at,
        lifted_by=hold.lifted_by.get_username() if hold.lifted_by is not None else "",
        lifted_at=hold.lifted_at,
        lift_reason=hold.lift_reason,
    )


def _what(hold: Hold) -> str:
    if hold.source is not None:
        return f"source {hold.source.slug}"
    if hold.load_id is not None:
        return f"load {hold.load_id}"
    return f"entity {hold.entity}" if hold.entity else f"statement {hold.statement}"
