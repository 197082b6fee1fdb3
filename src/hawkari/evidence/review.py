"""The pairs of the review queue: first where an answer teaches or matters most.

The order is that of `hawkari.evidence.priorities`: pairs the model cannot tell, weighed by what the
answer would change. A candidate is shown only to someone who may see every load its run read, since
scores and reasons tell of all of it. Of two clusters only the first pair is shown: one decision
settles them. What stands in the queue beside pairs is in `hawkari.evidence.review_items`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hawkari.engines.linkage import COMPARED
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, whole_parts
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.entities.profile import record_views
from hawkari.evidence.entities.values import EntityView
from hawkari.evidence.identities import clusters_of, live_events, log_ids
from hawkari.evidence.link_runs import REVIEW_AT, newest_run
from hawkari.evidence.models import Act, Candidate, JudgementKind, LinkRun
from hawkari.evidence.priorities import Matters

__all__ = [
    "REVIEW_AT",
    "CandidateView",
    "PairFilter",
    "QueueCounts",
    "candidates_behind",
    "next_candidates",
    "not_compared",
    "queue_counts",
]

CHUNK = 200
ALL_AT_ONCE = 20_000
# What reviewers look for and the engine does not compare: always said, so that nobody takes it for
# compared.
NEVER_COMPARED = ("father's name", "mother's name")


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
class PairFilter:
    """Which pairs to show. Empty: all.

    Attributes:
        agencies: slugs; only pairs of records of exactly these agencies, one or two.
        reads: only pairs of which the reader reads a name on either side: ``Latn``, ``ar``,
            ``ckb``; see `priorities.languages_of`.
        cut: only joins that the engine refused (True), or none of them (False).
    """

    agencies: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    cut: bool | None = None


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How the queue stands for one viewer.

    `waiting` pairs nobody has decided, `unsure` ones left open, `decided_today` by this user, where
    the decision still stands.
    """

    waiting: int
    unsure: int
    decided_today: int


@dataclass(frozen=True, slots=True)
class _Open:
    """A pair still to be decided: candidate, pair, priority, and whether it was left open."""

    candidate: int
    left: str
    right: str
    priority: float
    unsure: bool

    @property
    def place(self) -> tuple[bool, float, int]:
        """Where it stands in the queue."""
        return (self.unsure, -self.priority, self.candidate)


EVERY_PAIR = PairFilter()


def next_candidates(
    access: Access,
    *,
    after: int | None = None,
    limit: int = 20,
    only: PairFilter = EVERY_PAIR,
) -> list[CandidateView]:
    """The next pairs to decide, by falling priority; those left open come last.

    Args:
        access: who reviews; the look is audited.
        after: number of the candidate to go on behind; None for the beginning. A candidate that
            has been decided since is a good cursor still.
        limit: at most so many.
        only: which pairs.

    Raises:
        AccessDenied: if the role may not judge.
    """
    require(access, Action.JUDGE)
    with transaction.atomic():
        views = list(candidates_behind(access, after, limit=limit, only=only))
        audit.record(
            Act.CONSULT,
            access=access,
            objects=log_ids(
                one for view in views for one in (*view.left.members, *view.right.members)
            ),
            count=len(views),
            detail={"what": "review queue"},
        )
    return views


def candidates_behind(
    access: Access, after: int | None, *, limit: int, only: PairFilter = EVERY_PAIR
) -> list[CandidateView]:
    """As `next_candidates`, not audited: for services that do so."""
    queue = _queue(access, only) if after is None else _behind(access, after, only)
    return _views(access, list(islice(queue, limit)))


def queue_counts(access: Access) -> QueueCounts:
    """How many pairs wait, as far as this access may see; the look is audited.

    Raises:
        AccessDenied: if the role may not judge.
    """
    require(access, Action.JUDGE)
    decided = live_events().filter(
        made_by=access.user, operation=access.operation, made_at__date=timezone.now().date()
    )
    with transaction.atomic():
        queue = list(_queue(access, EVERY_PAIR, chunk=ALL_AT_ONCE))
        unsure = sum(one.unsure for one in queue)
        counts = QueueCounts(len(queue) - unsure, unsure, decided.count())
        audit.record(
            Act.CONSULT, access=access, count=len(queue), detail={"what": "review queue counts"}
        )
    return counts


def _behind(access: Access, after: int, only: PairFilter) -> Iterator[_Open]:
    """The queue behind a candidate, which may have been decided since; all of it if it is gone.

    So it is where the candidate is hidden, or its place would tell its probability.
    """
    found = Candidate.objects.filter(pk=after, run__operation=access.operation)
    cursor = found.select_related("run").first()
    if cursor is None or not whole_parts(access).issuperset(cursor.run.parts):
        return _queue(access, only)
    place = (_left_open(access, cursor), -cursor.priority, cursor.pk)
    return (one for one in _queue(access, only) if one.place > place)


def _left_open(access: Access, candidate: Candidate) -> bool:
    clusters = clusters_of(access, (candidate.left_id, candidate.right_id))
    everyone = [one for group in clusters.members.values() for one in group]
    return any(
        clusters.head[left] != clusters.head[right]
        for left, right in _judged(access, everyone, JudgementKind.UNSURE)
    )


def _queue(access: Access, only: PairFilter, *, chunk: int = CHUNK) -> Iterator[_Open]:
    """The whole queue in order: of each two clusters the first pair, those left open last."""
    run = newest_run(access)
    if run is None:
        return
    seen: set[frozenset[str]] = set()
    left_open = []
    for rows in _chunks(access, run, chunk, only=only):
        for one, between in _undecided(access, rows):
            if between in seen:
                continue
            seen.add(between)
            if one.unsure:
                left_open.append(one)
            else:
                yield one
    yield from left_open


Chunk = Sequence[tuple[int, str, str, float]]


def _chunks(access: Access, run: LinkRun, size: int, *, only: PairFilter) -> Iterator[Chunk]:
    """Candidates by falling priority, then number; without pairs that are decided outright.

    What was decided on hidden grounds counts as open: a pair that is gone would tell of it.
    """
    on_pair = {"left_id": OuterRef("left_id"), "right_id": OuterRef("right_id")}
    events = live_events().exclude(judgement=JudgementKind.UNSURE)
    proposed = events.filter(Exists(Candidate.objects.filter(run=run, **on_pair)))
    parts = whole_parts(access)
    hidden = [
        pk
        for pk, rests_on in proposed.values_list("pk", "rests_on")
        if not parts.issuperset(rests_on)
    ]
    decided = events.filter(**on_pair).exclude(pk__in=in_ids(hidden))
    rows = (
        Candidate.objects.filter(_chosen(run, only), ~Exists(decided), run=run)
        .order_by("-priority", "pk")
        .values_list("pk", "left_id", "right_id", "priority")
    )
    chunk = list(rows[:size])
    while chunk:
        yield chunk
        pk, _, _, place = chunk[-1]
        behind = Q(priority__lt=place) | Q(priority=place, pk__gt=pk)
        chunk = list(rows.filter(behind)[:size])


def _chosen(run: LinkRun, only: PairFilter) -> Q:
    """A filter on the candidates of a run."""
    chosen = Q()
    if only.agencies:
        chosen &= Q(agencies=" ".join(sorted(only.agencies)))
    if only.cut is not None:
        chosen &= ~Q(cut="") if only.cut else Q(cut="")
    if only.reads:
        # A handful of combinations, however many candidates.
        written = Candidate.objects.filter(run=run).values_list("languages", flat=True).distinct()
        chosen &= Q(languages__in=[one for one in written if _reads(only.reads, one)])
    return chosen


def _reads(reader: Collection[str], languages: str) -> bool:
    """Whether somebody reads a name of each side; a side without names is read by everybody."""
    return all(not set(reader).isdisjoint(side.split(",")) for side in languages.split())


def _undecided(access: Access, chunk: Chunk) -> Iterator[tuple[_Open, frozenset[str]]]:
    """Of some candidates, those between two clusters that nobody keeps apart; and the clusters."""
    clusters = clusters_of(access, {side for row in chunk for side in row[1:3]})
    head = clusters.head
    everyone = [one for group in clusters.members.values() for one in group]
    apart, proposed, unsure = (
        {frozenset((head[left], head[right])) for left, right in _judged(access, everyone, kind)}
        for kind in (JudgementKind.NEGATIVE, JudgementKind.PROPOSED, JudgementKind.UNSURE)
    )
    apart |= proposed
    for pk, left, right, place in chunk:
        if left in head and right in head:
            between = frozenset((head[left], head[right]))
            if len(between) > 1 and between not in apart:
                yield _Open(pk, left, right, place, between in unsure), between


def _judged(access: Access, ids: Sequence[str], kind: JudgementKind) -> set[tuple[str, str]]:
    """Pairs with a live judgement of a kind that this access may know, among some entities."""
    parts = whole_parts(access)
    rows = live_events().filter(left_id__in=in_list(ids), right_id__in=in_list(ids), judgement=kind)
    return {
        (left, right)
        for left, right, rests_on in rows.values_list("left_id", "right_id", "rests_on")
        if parts.issuperset(rests_on)
    }


def _views(access: Access, waiting: Sequence[_Open]) -> list[CandidateView]:
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
            not_compared=not_compared(stored[one.candidate].reasons),
            unsure=one.unsure,
            matters=_matters(stored[one.candidate]),
            cut=stored[one.candidate].cut,
        )
        for one in waiting
        if one.left in records and one.right in records
    ]


def _matters(candidate: Candidate) -> Matters | None:
    return Matters(**candidate.matters) if candidate.matters else None


def not_compared(reasons: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """The engine's comparisons without a reason, and what it never compares."""
    said = {reason["comparison"] for reason in reasons}
    never = (name for name in NEVER_COMPARED if name not in COMPARED)
    return (*(name for name in COMPARED if name not in said), *never)
