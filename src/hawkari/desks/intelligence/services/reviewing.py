"""The review queue: what the page and the terminal show, and the decisions taken there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hawkari.desks.intelligence.services.comparing import (
    ComparedRow,
    Score,
    compared_rows,
    score_of,
)
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import EntityView, show_records
from hawkari.evidence.judgements import (
    JudgementConflict,
    JudgementKind,
    JudgementView,
    judge,
    live_events,
    undo_last,
    withdraw,
)
from hawkari.evidence.models import JudgementEvent
from hawkari.evidence.review import CandidateView, QueueCounts, next_candidates, queue_counts

__all__ = [
    "Conflict",
    "Decided",
    "Pair",
    "Queue",
    "Side",
    "conflict_of",
    "decide",
    "queue",
    "queue_data",
    "take_back",
    "undo",
]

LAST = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair: where it comes from, and the best-known facts on its source.

    `id` is the record as stated; `statement` the number of one of its statements, which leads to
    its source row; `grade` and `handling` are its strictest statement's.
    """

    id: str
    statement: int
    entity: EntityView
    source_name: str
    agency_name: str
    file: str
    row: str
    grade: str
    handling: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair to decide on, with everything the page shows of it."""

    candidate: int
    left: Side
    right: Side
    rows: tuple[ComparedRow, ...]
    score: Score
    unsure: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of this user that still stands."""

    event: int
    left: EntityView
    right: EntityView
    judgement: str
    probability: float | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as one viewer sees it: the pair in hand, the next one, counts, last decisions."""

    counts: QueueCounts
    pair: Pair | None
    following: Pair | None
    last: tuple[Decided, ...]

    @property
    def total(self) -> int:
        """Pairs decided today and still to decide."""
        return self.counts.decided_today + self.counts.waiting + self.counts.unsure


@dataclass(frozen=True, slots=True)
class Conflict:
    """A refused decision: the chain of joins, by name, and the decisions that stand against it."""

    judgement: str
    chain: tuple[EntityView, ...]
    against: tuple[JudgementView, ...]


def queue(access: Access, *, after: int | None = None) -> Queue:
    """The queue from its beginning, or behind a candidate.

    Raises:
        AccessDenied: if the role may not judge; audited.
    """
    pairs = [_pair(one) for one in next_candidates(access, after=after, limit=2)]
    return Queue(
        counts=queue_counts(access),
        pair=pairs[0] if pairs else None,
        following=pairs[1] if len(pairs) > 1 else None,
        last=_last(access),
    )


def queue_data(access: Access, *, limit: int, after: int | None = None) -> dict[str, Any]:
    """The first pairs of the queue as plain data, for a program; weights in bits.

    Args:
        access: who asks.
        limit: at most so many.
        after: number of the candidate to go on behind; None for the beginning.

    Raises:
        AccessDenied: if the role may not judge; audited.
    """
    counts = queue_counts(access)
    pairs = [
        {
            "candidate": one.candidate,
            "left": _record(one.left),
            "right": _record(one.right),
            "probability": one.probability,
            "weight": one.weight,
            "reasons": list(one.reasons),
            "not_compared": list(one.not_compared),
            "unsure": one.unsure,
        }
        for one in next_candidates(access, after=after, limit=limit)
    ]
    return {
        "waiting": counts.waiting,
        "unsure": counts.unsure,
        "decided_today": counts.decided_today,
        "pairs": pairs,
    }


def _record(view: EntityView) -> dict[str, str]:
    first = view.values[0]
    return {
        "id": view.members[0],
        "caption": view.caption,
        "romanised": view.caption_romanised,
        "agency": first.agency,
        "source": first.source,
        "file": first.file,
        "row": first.row,
    }


def decide(access: Access, pair: tuple[str, str], kind: str, *, reason: str = "") -> int:
    """Decide on a pair of records; the number of the event.

    Args:
        access: who decides.
        pair: ids of the records as stated.
        kind: ``positive``, ``negative`` or ``unsure``.
        reason: why, in the decider's words.

    Raises:
        AccessDenied: if the role may not judge; audited.
        JudgementConflict: if it contradicts a person's earlier decision; audited.
    """
    left, right = pair
    return int(judge(access, left, right, JudgementKind(kind), reason=reason).pk)


def undo(access: Access) -> tuple[str, str] | None:
    """Take this user's last standing decision back; the pair it was on, None if there is none.

    Raises:
        AccessDenied: if the role may not judge; audited.
    """
    require(access, Action.JUDGE)
    event = undo_last(access)
    return None if event is None else (event.left_id, event.right_id)


def take_back(access: Access, event: int, *, reason: str) -> None:
    """Withdraw one judgement, a person's or a rule's; what follows from it comes apart.

    Raises:
        AccessDenied: if the role may not judge; audited.
        BadInput: without a reason, or if there is no such judgement that the user may see.
    """
    withdraw(access, event, reason=reason)


def conflict_of(access: Access, refused: JudgementConflict) -> Conflict:
    """A conflict with names instead of ids; what the viewer may not see is left out."""
    views = show_records(access, dict.fromkeys(refused.chain))
    chain = tuple(views[one] for one in refused.chain if one in views)
    return Conflict(refused.judgement, chain, refused.against)


def _pair(candidate: CandidateView) -> Pair:
    return Pair(
        candidate=candidate.candidate,
        left=_side(candidate.left),
        right=_side(candidate.right),
        rows=compared_rows(candidate),
        score=score_of(candidate),
        unsure=candidate.unsure,
    )


def _side(view: EntityView) -> Side:
    first = view.values[0]
    return Side(
        id=view.members[0],
        statement=first.statement_id,
        entity=view,
        source_name=first.source_name,
        agency_name=first.agency_name,
        file=first.file,
        row=first.row,
        grade=max((one.grade for one in view.values), key=lambda grade: (grade[1:], grade[:1])),
        handling="C" if any(one.handling != "P" for one in view.values) else "P",
    )


def _last(access: Access) -> tuple[Decided, ...]:
    mine = JudgementEvent.objects.filter(
        made_by=access.user, operation=access.operation, withdrawal__isnull=True
    ).exclude(judgement=JudgementKind.WITHDRAWN)
    rows = list(mine.order_by("-pk").values_list("pk", "left_id", "right_id")[:LAST])
    ids = list(dict.fromkeys(side for row in rows for side in row[1:]))
    if not ids:
        return ()
    views = show_records(access, ids)
    seen = {one.event: one for one in live_events(access, ids)}
    return tuple(
        _decided(seen[event], views) for event, *pair in rows if event in seen and _all(pair, views)
    )


def _all(ids: Sequence[str], views: dict[str, EntityView]) -> bool:
    return all(one in views for one in ids)


def _decided(event: JudgementView, views: dict[str, EntityView]) -> Decided:
    return Decided(
        event=event.event,
        left=views[event.left],
        right=views[event.right],
        judgement=event.judgement,
        probability=event.probability,
        made_at=event.made_at,
    )
