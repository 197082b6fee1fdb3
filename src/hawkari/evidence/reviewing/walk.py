"""Walks the pairs of the review queue in order, from its head or behind a pair, in small steps.

However many candidates there are, the first pairs behind any place cost the same: candidates are
read by their index on priority, and what stands together is looked up for these alone.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hawkari.evidence.access import Access
from hawkari.evidence.bulk import in_list
from hawkari.evidence.identities import groups_of, known_events, touching
from hawkari.evidence.linking.runs import shown_runs
from hawkari.evidence.models import Candidate, JudgementKind, LinkRun
from hawkari.evidence.reviewing.shown_pairs import as_shown

__all__ = ["EVERY_PAIR", "Open", "PairFilter", "about_open", "left_open", "walk", "walk_behind"]

FIRST, MOST = 50, 5000
"""Candidates read at first, and at most, at a time."""


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


EVERY_PAIR = PairFilter()


@dataclass(frozen=True, slots=True)
class Open:
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


def walk(access: Access, only: PairFilter = EVERY_PAIR) -> Iterator[Open]:
    """The whole queue: of each two clusters the first pair, those left open last."""
    yield from _walk(access, shown_runs(access), only)


def walk_behind(access: Access, after: int, only: PairFilter = EVERY_PAIR) -> Iterator[Open]:
    """The queue behind a candidate, which may have been decided since; all of it if it is gone.

    So it is where the candidate is hidden, or its place would tell its priority.
    """
    runs = shown_runs(access)
    row = Candidate.objects.filter(pk=after, run__in=runs).values_list(*COLUMNS).first()
    if row is None:
        yield from _walk(access, runs, only)
        return
    between = _Between(access, [row])
    sides = between.sides(row)
    cursor = _open(row, unsure=sides is not None and sides in between.unsure)
    yield from _walk(access, runs, only, cursor=cursor)


COLUMNS = ("pk", "left_id", "right_id", "priority")
Row = tuple[int, str, str, float]


def _open(row: Row, *, unsure: bool) -> Open:
    pk, left, right, priority = row
    return Open(pk, left, right, priority, unsure)


def _walk(
    access: Access, runs: Sequence[LinkRun], only: PairFilter, *, cursor: Open | None = None
) -> Iterator[Open]:
    if not runs:
        return
    rows = _rows(access, runs, only)
    if cursor is None or not cursor.unsure:
        for chunk in _chunks(rows, cursor):
            between = _Between(access, chunk)
            waiting = [row for row in chunk if between.is_open(row)]
            ahead = between.ahead(waiting, rows)
            for row in waiting:
                if row[0] not in ahead:
                    yield _open(row, unsure=False)
    for one in _left_open(access, rows):
        if cursor is None or not cursor.unsure or one.place > cursor.place:
            yield one


def _rows(access: Access, runs: Sequence[LinkRun], only: PairFilter) -> QuerySet[Candidate, Row]:
    """Candidates by falling priority, then number; without pairs that people decided outright.

    What was decided on hidden grounds counts as open: a pair that is gone would tell of it.
    """
    on_pair = {"left_id": OuterRef("left_id"), "right_id": OuterRef("right_id")}
    outright = known_events(access).exclude(judgement=JudgementKind.UNSURE)
    decided = outright.filter(made_by__isnull=False, **on_pair)
    chosen = Candidate.objects.filter(as_shown(access, runs), _chosen(runs, only), ~Exists(decided))
    return chosen.order_by("-priority", "pk").values_list(*COLUMNS)


def _chosen(runs: Sequence[LinkRun], only: PairFilter) -> Q:
    """A filter on the candidates of some runs."""
    chosen = Q()
    if only.agencies:
        chosen &= Q(agencies=" ".join(sorted(only.agencies)))
    if only.cut is not None:
        chosen &= ~Q(cut="") if only.cut else Q(cut="")
    if only.reads:
        # A handful of combinations, however many candidates.
        written = Candidate.objects.filter(run__in=runs).values_list("languages", flat=True)
        combinations = written.order_by().distinct()
        chosen &= Q(languages__in=[one for one in combinations if _reads(only.reads, one)])
    return chosen


def _reads(reader: Collection[str], languages: str) -> bool:
    """Whether somebody reads a name of each side; a side without names is read by everybody."""
    return all(not set(reader).isdisjoint(side.split(",")) for side in languages.split())


def _chunks(rows: QuerySet[Candidate, Row], cursor: Open | None) -> Iterator[Sequence[Row]]:
    size = FIRST
    place = None if cursor is None else (cursor.priority, cursor.candidate)
    while True:
        ahead = rows if place is None else rows.filter(_behind(*place))
        chunk = list(ahead[:size])
        if not chunk:
            return
        yield chunk
        if len(chunk) < size:
            return
        place = (chunk[-1][3], chunk[-1][0])
        size = min(MOST, size * 4)


def _behind(priority: float, pk: int) -> Q:
    return Q(priority__lt=priority) | Q(priority=priority, pk__gt=pk)


Sides = frozenset[str]


class _Between:
    """What stands between the clusters of some candidates, as the access may know.

    `unsure` are the pairs of clusters that somebody left open.
    """

    def __init__(self, access: Access, rows: Sequence[Row]) -> None:
        groups = groups_of(access, {side for row in rows for side in row[1:3]})
        self._group = {one: group for group in groups for one in group}
        self._head = {one: min(group) for group in groups for one in group}
        decided = _judged(access, list(self._head))
        self.unsure = self._clusters(decided[JudgementKind.UNSURE])
        self._settled = self._clusters(
            decided[JudgementKind.NEGATIVE] | decided[JudgementKind.PROPOSED]
        )

    def _clusters(self, pairs: Collection[tuple[str, str]]) -> set[Sides]:
        return {frozenset((self._head[left], self._head[right])) for left, right in pairs}

    def sides(self, row: Row) -> Sides | None:
        """The two clusters of a candidate; None where they are one, or a record is hidden."""
        heads = [self._head.get(side) for side in row[1:3]]
        found = frozenset(head for head in heads if head is not None)
        return found if len(found) == 2 else None

    def is_open(self, row: Row) -> bool:
        """Whether nobody has decided anything between the two clusters."""
        sides = self.sides(row)
        return sides is not None and sides not in self._settled and sides not in self.unsure

    def is_undecided(self, row: Row) -> bool:
        """Whether the two clusters are neither refused to each other nor proposed to be one."""
        sides = self.sides(row)
        return sides is not None and sides not in self._settled

    def ahead(self, waiting: Sequence[Row], rows: QuerySet[Candidate, Row]) -> set[int]:
        """Numbers of those of which another candidate between the same clusters comes first.

        One query for all of them: candidates between the members of clusters of several.
        """
        joined = [row for row in waiting if any(len(self._group[end]) > 1 for end in row[1:3])]
        if not joined:
            return set()
        members = {one for row in joined for end in row[1:3] for one in self._group[end]}
        listed = in_list(sorted(members))
        first: dict[Sides, int] = {}
        # In the queue's order, so the first of each two clusters is met first.
        for row in rows.filter(left_id__in=listed, right_id__in=listed).iterator(MOST):
            first.setdefault(self.sides(row) or frozenset(), row[0])
        return {
            row[0] for row in joined if first.get(self.sides(row) or frozenset(), row[0]) != row[0]
        }


KINDS = (JudgementKind.NEGATIVE, JudgementKind.PROPOSED, JudgementKind.UNSURE)


def _judged(access: Access, ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    """Pairs by what was judged between them that joins nothing, as the access may know."""
    listed = in_list(ids)
    rows = known_events(access).filter(left_id__in=listed, right_id__in=listed, judgement__in=KINDS)
    found: dict[str, set[tuple[str, str]]] = {kind: set() for kind in KINDS}
    for left, right, kind in rows.values_list("left_id", "right_id", "judgement"):
        found[kind].add((left, right))
    return found


def _left_open(access: Access, rows: QuerySet[Candidate, Row]) -> list[Open]:
    """Of each two clusters that somebody left open the first candidate, in the queue's order."""
    unsure = known_events(access).filter(judgement=JudgementKind.UNSURE, made_by__isnull=False)
    ends = {side for pair in unsure.values_list("left_id", "right_id") for side in pair}
    if not ends:
        return []
    around = [one for group in groups_of(access, ends) for one in group]
    listed = list(rows.filter(touching(around)))
    between = _Between(access, listed)
    found: dict[Sides, Open] = {}
    for row in listed:
        sides = between.sides(row)
        if sides is not None and sides in between.unsure and between.is_undecided(row):
            found.setdefault(sides, _open(row, unsure=True))
    return sorted(found.values(), key=lambda one: one.place)


def left_open(access: Access, runs: Sequence[LinkRun]) -> list[Open]:
    """The pairs that somebody left open, of the runs that the access is shown."""
    return _left_open(access, _rows(access, runs, EVERY_PAIR)) if runs else []


def about_open(access: Access, runs: Sequence[LinkRun]) -> int:
    """About how many pairs wait: several between two clusters are counted each.

    What the engine joined is not in it, as its run has it. Cost: one count in the database.
    """
    if not runs:
        return 0
    left_to_people = ~Q(cut="")
    for run in runs:
        left_to_people |= Q(run=run, probability__lt=run.parameters.get("join_at", 1.0))
    return _rows(access, runs, EVERY_PAIR).filter(left_to_people).count()
