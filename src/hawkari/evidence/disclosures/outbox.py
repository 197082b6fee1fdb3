"""The outbox of corrections: what is due to whom, and how each notice moves on.

Nothing is sent from here: a person, or the desk that exchanges with partners, tells the recipient
and marks the notice.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.models import CorrectionNotice, NoticeState

__all__ = ["NoticeView", "OutboxCounts", "acknowledge", "mark_notice", "outbox", "outbox_counts"]

# From which state a notice may move to which.
MOVES = {
    NoticeState.DUE: (NoticeState.SENT, NoticeState.NOT_NEEDED),
    NoticeState.SENT: (NoticeState.ACKNOWLEDGED, NoticeState.DUE),
    NoticeState.ACKNOWLEDGED: (),
    NoticeState.NOT_NEEDED: (NoticeState.DUE,),
}


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice. `statements` are numbers; `entity` a canonical id or empty; no value is shown.

    `disclosed_at` is when the recipient received them, `medium` how, `may_become` the states it
    may move to next.
    """

    id: int
    recipient: str
    medium: str
    disclosed_at: datetime
    disclosed_by: str
    change: str
    cause: str
    detail: str
    statements: tuple[int, ...]
    entity: str
    state: str
    note: str
    raised_at: datetime
    changed_by: str
    changed_at: datetime | None
    may_become: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many notices of the operation are in each state."""

    due: int
    sent: int
    acknowledged: int
    not_needed: int


def outbox(access: Access, *, state: str = "", limit: int = 500) -> list[NoticeView]:
    """What the own agency owes those whom it told in the operation, oldest first.

    Args:
        access: who asks; audited.
        state: only those in this state; empty for all.
        limit: at most so many.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the state is unknown.
    """
    require(access, Action.CORRECT)
    found = _own(access)
    if state:
        found = found.filter(state=_known(state))
    found = found.select_related("disclosure", "disclosure__disclosed_by", "changed_by")
    with transaction.atomic():
        views = [_view(one) for one in found.order_by("pk")[:limit]]
        audit.record(
            Act.CONSULT, access=access, count=len(views), detail={"what": "corrections due"}
        )
    return views


def outbox_counts(access: Access) -> OutboxCounts:
    """How the outbox stands.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.CORRECT)
    counts = dict(_own(access).order_by().values_list("state").annotate(count=Count("pk")))
    with transaction.atomic():
        audit.record(Act.CONSULT, access=access, detail={"what": "count of corrections"})
    return OutboxCounts(**{state.value: counts.get(state.value, 0) for state in NoticeState})


def mark_notice(access: Access, notice_id: int, state: str, *, note: str = "") -> NoticeView:
    """Move a notice on: due to sent or not needed; sent to acknowledged; back to due.

    Args:
        access: who does; audited as a disclosure when it is sent.
        notice_id: its number.
        state: the new state.
        note: how it was sent, or why it is not needed; that reason must be given.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the own agency owes no such notice in the operation, the state does not
            follow, or a reason is missing.
    """
    require(access, Action.CORRECT)
    wanted = _known(state)
    if wanted == NoticeState.NOT_NEEDED and not note.strip():
        raise BadInput("a notice that is not needed needs a reason", "Say why.")
    with transaction.atomic():
        notice = (
            CorrectionNotice.objects.select_for_update()
            .filter(pk__in=_own(access).filter(pk=notice_id).values("pk"))
            .first()
        )
        if notice is None:
            raise BadInput(f"there is no notice {notice_id} in this operation", "See the outbox.")
        if wanted not in MOVES[NoticeState(notice.state)]:
            raise BadInput(
                f"a notice that is {notice.state} cannot become {wanted.value}",
                "Reload the page: somebody may have moved it on.",
            )
        notice.state, notice.note = wanted, note
        notice.changed_by, notice.changed_at = access.user, timezone.now()
        notice.save(update_fields=["state", "note", "changed_by", "changed_at"])
        audit.record(
            Act.DISCLOSE if wanted == NoticeState.SENT else Act.DECIDE,
            access=access,
            objects=[f"notice {notice.pk}"],
            count=len(notice.statements),
            justification=note,
            recipient=notice.disclosure.recipient,
            detail={"what": "correction", "state": wanted.value, "change": notice.change},
        )
    return _view(notice)


def acknowledge(notices: Collection[int], *, note: str) -> int:
    """Keep that recipients confirmed by message; how many notices moved on.

    Not audited: for the handler of the message, in its transaction. Notices in another state than
    sent stay as they are.
    """
    return CorrectionNotice.objects.filter(pk__in=list(notices), state=NoticeState.SENT).update(
        state=NoticeState.ACKNOWLEDGED, note=note, changed_at=timezone.now()
    )


def _own(access: Access) -> QuerySet[CorrectionNotice]:
    """Whom an agency told what is its own to know, and to put right."""
    return CorrectionNotice.objects.filter(
        disclosure__operation=access.operation,
        disclosure__disclosed_by__agency=access.user.agency_id,
    )


def _known(state: str) -> NoticeState:
    if state not in NoticeState.values:
        raise BadInput(
            f"{state!r} is no state of a notice", f"Give one of {', '.join(NoticeState.values)}."
        )
    return NoticeState(state)


def _view(notice: CorrectionNotice) -> NoticeView:
    disclosure = notice.disclosure
    return NoticeView(
        id=notice.pk,
        recipient=disclosure.recipient,
        medium=disclosure.medium,
        disclosed_at=disclosure.disclosed_at,
        disclosed_by=disclosure.disclosed_by.get_username(),
        change=notice.change,
        cause=notice.cause,
        detail=notice.detail,
        statements=tuple(notice.statements),
        entity=notice.entity,
        state=notice.state,
        note=notice.note,
        raised_at=notice.raised_at,
        changed_by=notice.changed_by.get_username() if notice.changed_by is not None else "",
        changed_at=notice.changed_at,
        may_become=tuple(one.value for one in MOVES[NoticeState(notice.state)]),
    )
