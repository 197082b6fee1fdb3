"""The pairs of the review queue: first where an answer teaches or matters most.

The order is that of `hawkari.evidence.reviewing.priorities`: pairs the model cannot tell, weighed
by what the answer would change. A candidate is shown only to someone who may see every load its run
read, since scores and reasons tell of all of it. Of two clusters only the first pair is shown: one
decision settles them. What stands in the queue beside pairs is in
`hawkari.evidence.reviewing.items`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.engines.linkage import COMPARED, comparisons_of
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, whole_parts
from hawkari.evidence.entities.profile import record_views
from hawkari.evidence.entities.values import EntityView
from hawkari.evidence.identities import live_events
from hawkari.evidence.linking.runs import REVIEW_AT, shown_runs
from hawkari.evidence.models import Act, Candidate
from hawkari.evidence.reach import remembered
from hawkari.evidence.reviewing.priorities import Matters
from hawkari.evidence.reviewing.walk import (
    EVERY_PAIR,
    Open,
    PairFilter,
    about_open,
    left_open,
    walk,
    walk_behind,
)

__all__ = [
    "REVIEW_AT",
    "CandidateView",
    "PairFilter",
    "QueueCounts",
    "candidates_behind",
    "not_compared",
    "queue_counts",
]

EXACT_UP_TO = 2000
"""Longer queues are counted about."""


@dataclass(frozen=True, slots=True)
class CandidateView:
    """Two records to be decided on.

    Attributes:
        candidate: its number: the cursor for what comes after it.
        left, right: the records as single entities, under their clusters' canonical ids.
        probability: 0-1, of being one entity.
        weight: match weight in bits.
        reasons: what each comparison said: ``comparison``, ``level``, ``weight`` (bits), ``left``
            and ``right`` (the values compared), strongest first.
        not_compared: what could not be compared, because one side or both lack it.
        unsure: whether someone has looked and left it open.
        matters: what its place in the queue is made of, as `priorities.Matters` has it; None for
            a candidate of an older form.
        cut: why the engine refused to join the pair although it is probable; empty otherwise.
    """

    candidate: int
    left: EntityView
    right: EntityView
    probability: float
    weight: float
    reasons: tuple[dict[str, Any], ...]
    not_compared: tuple[str, ...]
    unsure: bool
    matters: Matters | None = None
    cut: str = ""


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How the queue stands for one viewer.

    `waiting` pairs nobody has decided, `unsure` ones left open, `decided_today` by this user, where
    the decision still stands. Of a long queue, `waiting` is about so many (`is_exact` is False):
    several pairs between the same two clusters are counted each.
    """

    waiting: int
    unsure: int
    decided_today: int
    is_exact: bool = True


def candidates_behind(
    access: Access, after: int | None, *, limit: int, only: PairFilter = EVERY_PAIR
) -> list[CandidateView]:
    """The next pairs to decide, by falling priority; those left open come last.

    Not audited: for services that do so.

    Args:
        access: who reviews.
        after: number of the candidate to go on behind; None for the beginning. A candidate that
            has been decided since is a good cursor still.
        limit: at most so many.
        only: which pairs.
    """
    queue = walk(access, only) if after is None else walk_behind(access, after, only)
    return _views(access, list(islice(queue, limit)))


def queue_counts(access: Access) -> QueueCounts:
    """How many pairs wait, as far as this access may see; the look is audited, once a request.

    Raises:
        AccessDenied: if the role may not judge.
    """
    require(access, Action.JUDGE)
    who = (access.user.pk, access.operation.pk, whole_parts(access))
    # The page counts, and so does its frame.
    return remembered(("queue counts", who), lambda: _queue_counts(access))


def _queue_counts(access: Access) -> QueueCounts:
    decided = live_events().filter(
        made_by=access.user, operation=access.operation, made_at__date=timezone.now().date()
    )
    with transaction.atomic():
        runs = shown_runs(access)
        about = about_open(access, runs)
        if about > EXACT_UP_TO:
            unsure = len(left_open(access, runs))
            counts = QueueCounts(about - unsure, unsure, decided.count(), is_exact=False)
        else:
            queue = list(walk(access))
            unsure = sum(one.unsure for one in queue)
            counts = QueueCounts(len(queue) - unsure, unsure, decided.count())
        audit.record(
            Act.CONSULT,
            access=access,
            count=counts.waiting + counts.unsure,
            detail={"what": "review queue counts"},
        )
    return counts


def _views(access: Access, waiting: Sequence[Open]) -> list[CandidateView]:
    records = record_views(
        access, sorted({side for one in waiting for side in (one.left, one.right)})
    )
    stored = Candidate.objects.in_bulk([one.candidate for one in waiting])
    return [
        CandidateView(
            candidate=one.candidate,
            left=records[one.left],
            right=records[one.right],
            probability=stored[one.candidate].probability,
            weight=stored[one.candidate].weight,
            reasons=tuple(stored[one.candidate].reasons),
            not_compared=not_compared(stored[one.candidate].reasons, records[one.left].schema),
            unsure=one.unsure,
            matters=_matters(stored[one.candidate]),
            cut=stored[one.candidate].cut,
        )
        for one in waiting
        if one.left in records and one.right in records
    ]


def _matters(candidate: Candidate) -> Matters | None:
    return Matters(**candidate.matters) if candidate.matters else None


def not_compared(
    reasons: Sequence[Mapping[str, object]], schema: str = "Person"
) -> tuple[str, ...]:
    """The engine's comparisons of a schema's records without a reason.

    That of the sources is not of values, and left out.
    """
    said = {reason["comparison"] for reason in reasons}
    usual = (one.name for one in comparisons_of(schema) if one.name in COMPARED)
    return tuple(name for name in usual if name not in said)
