"""The review queue: what the page, the terminal and a program show of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from hawkari.desks.intelligence.services.comparing import (
    ComparedRow,
    Score,
    compared_rows,
    score_of,
)
from hawkari.desks.intelligence.services.deciding import OFFERED
from hawkari.desks.intelligence.services.undoing import Last, last_of
from hawkari.desks.intelligence.things import thing_of
from hawkari.desks.intelligence.values import strictest
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.entities import EntityView, ValueView, show_records
from hawkari.evidence.identities import known_events
from hawkari.evidence.judgement_views import JudgementView, newest_words, views_of
from hawkari.evidence.linking.runs import loaded_since, shown_runs
from hawkari.evidence.reach import remembering
from hawkari.evidence.reviewing.items import (
    Because,
    ItemFilter,
    ItemKind,
    QueueItem,
    item_counts,
    next_items,
)
from hawkari.evidence.reviewing.queue import QueueCounts, queue_counts

__all__ = [
    "Decided",
    "Pair",
    "Queue",
    "Side",
    "Wanted",
    "agencies_of",
    "handling_of",
    "queue",
    "queue_data",
    "side_of",
    "stands_first",
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
    """An item of the queue with everything the page shows of it.

    Attributes:
        item: the item; see `QueueItem`.
        left, right: its records.
        rows: the two side by side, property by property.
        score: the waterfall; None where nothing was compared.
        answers: what may be answered, the keys Y, N and U in this order.
    """

    item: QueueItem
    left: Side
    right: Side
    rows: tuple[ComparedRow, ...]
    score: Score | None
    answers: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its name: the cursor for what comes after it."""
        return self.item.key

    @property
    def because(self) -> tuple[Because, ...]:
        """Why it stands where it stands, most telling first."""
        return self.item.because

    @property
    def judgements(self) -> tuple[JudgementView, ...]:
        """The decisions it is about."""
        return self.item.judgements

    @property
    def thing(self) -> str:
        """What the records are of: a person, a vessel …; see `things.thing_of`."""
        return thing_of(self.item.left.schema, self.item.right.schema)

    @property
    def decided(self) -> tuple[tuple[JudgementView, str, str], ...]:
        """The decisions it is about, each with the names of its two records.

        Of a record that is not shown here, the id as stated.
        """
        names = {side.id: side.entity.caption for side in (self.left, self.right)}
        return tuple(
            (one, names.get(one.left, one.left), names.get(one.right, one.right))
            for one in self.judgements
        )

    @property
    def joins_by_agreeing(self) -> bool:
        """Whether a yes joins, since a person proposed it; a rule is no first person."""
        proposals = self.item.judgements if self.item.kind is ItemKind.PROPOSAL else ()
        return any(not one.by_rule for one in proposals)

    @property
    def handling(self) -> str:
        """The strictest of everything shown of it."""
        codes = [self.left.handling, self.right.handling]
        return strictest([*codes, *(one.handling for one in self.statements)])

    @property
    def statements(self) -> tuple[ValueView, ...]:
        """The values that put a join in doubt."""
        return self.item.statements


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items to show, and behind which; everything from the beginning if not given.

    Attributes:
        after: key of the item to go on behind.
        kinds: names of `ItemKind`.
        agencies: slugs: pairs of records of exactly these, one or two.
        reads: ``Latn``, ``ar``, ``ckb``: pairs of which the reviewer reads a name on either side.
    """

    after: str = ""
    kinds: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()

    @property
    def only(self) -> ItemFilter:
        """The same as the queue's service takes it."""
        kinds = frozenset(ItemKind(one) for one in self.kinds)
        return ItemFilter(kinds, self.agencies, self.reads)


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of this user that still stands."""

    event: int
    left: EntityView
    right: EntityView
    judgement: str
    probability: float | None
    made_at: datetime

    @property
    def handling(self) -> str:
        """The strictest of the two records named."""
        return handling_of(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as one viewer sees it.

    Attributes:
        counts: pairs that wait, are left open, and were decided by this user today.
        others: how many items of each other kind wait.
        pair, following: the item in hand and the one behind it.
        last: the user's last decisions, newest first.
        undo: what the key for undo takes back, or why it takes nothing.
        run_at: when the records were last compared; None if never, or where that may not be shown.
        has_new: whether files with people or organisations were loaded since.
    """

    counts: QueueCounts
    others: dict[str, int]
    pair: Pair | None
    following: Pair | None
    last: tuple[Decided, ...]
    undo: Last
    run_at: datetime | None
    has_new: bool

    @property
    def handling(self) -> str:
        """The strictest of everything that the page shows of it."""
        pairs = [one.handling for one in (self.pair, self.following) if one is not None]
        return strictest([*pairs, *(one.handling for one in self.last)])

    @property
    def total(self) -> int:
        """Items decided today and still to decide."""
        waiting = self.counts.waiting + self.counts.unsure + sum(self.others.values())
        return self.counts.decided_today + waiting


def queue(access: Access, wanted: Wanted = EVERYTHING) -> Queue:
    """The queue from its beginning, or behind an item.

    Raises:
        AccessDenied: if the role may not judge; audited.
        BadInput: if there can be no item of the key to go on behind.
    """
    with remembering():
        return _queue(access, wanted)


def _queue(access: Access, wanted: Wanted) -> Queue:
    items = next_items(access, after=wanted.after, limit=2, only=wanted.only)
    pairs = [_pair(one) for one in items]
    runs = shown_runs(access)
    return Queue(
        counts=queue_counts(access),
        others=item_counts(access),
        pair=pairs[0] if pairs else None,
        following=pairs[1] if len(pairs) > 1 else None,
        last=_last(access),
        undo=last_of(access),
        run_at=max((run.finished_at or run.started_at for run in runs), default=None),
        has_new=loaded_since(access, runs),
    )


def stands_first(access: Access, wanted: Wanted, pair: Sequence[str]) -> bool:
    """Whether the first item behind a place is on these two records as stated; audited as a look.

    Raises:
        AccessDenied: if the role may not judge; audited.
    """
    try:
        items = next_items(access, after=wanted.after, limit=1, only=wanted.only)
    except BadInput:
        return False
    return any({one.left.members[0], one.right.members[0]} == set(pair) for one in items)


def agencies_of(access: Access) -> list[tuple[str, str]]:
    """Slug and name of the agencies that take part in the operation, by name."""
    return list(access.operation.agencies.order_by("name").values_list("slug", "name"))


def queue_data(access: Access, wanted: Wanted = EVERYTHING, *, limit: int) -> dict[str, Any]:
    """The first items of the queue as plain data, for a program; weights in bits.

    Args:
        access: who asks.
        wanted: which items, and behind which.
        limit: at most so many.

    Raises:
        AccessDenied: if the role may not judge; audited.
        BadInput: if there can be no item of the key to go on behind.
    """
    items = next_items(access, after=wanted.after, limit=limit, only=wanted.only)
    counts, last = queue_counts(access), last_of(access)
    return {
        "waiting": counts.waiting,
        "unsure": counts.unsure,
        "decided_today": counts.decided_today,
        "is_exact": counts.is_exact,
        "others": item_counts(access),
        "undo": last.event,
        "pairs": [_data(one) for one in items],
    }


def _data(item: QueueItem) -> dict[str, Any]:
    return {
        "key": item.key,
        "kind": item.kind.value,
        "thing": thing_of(item.left.schema, item.right.schema),
        "token": item.token,
        "answers": list(OFFERED[item.kind]),
        "because": [asdict(one) for one in item.because],
        "needs_two": item.needs_two,
        "judgements": [one.event for one in item.judgements],
        "left": _record(item.left),
        "right": _record(item.right),
        "probability": item.probability,
        "weight": item.weight,
        "reasons": list(item.reasons),
        "not_compared": list(item.not_compared),
        "unsure": item.unsure,
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


def _pair(item: QueueItem) -> Pair:
    return Pair(
        item=item,
        left=side_of(item.left),
        right=side_of(item.right),
        rows=compared_rows(item),
        score=score_of(item),
        answers=OFFERED[item.kind],
    )


def side_of(view: EntityView) -> Side:
    """A record as one side of a pair."""
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
        handling=handling_of(view),
    )


def handling_of(*views: EntityView) -> str:
    """The strictest handling of what some records state."""
    return strictest([one.handling for view in views for one in view.values])


def _last(access: Access) -> tuple[Decided, ...]:
    mine = known_events(access).filter(made_by=access.user, operation=access.operation)
    # A few more than are shown: somebody's earlier word on a pair may stand beside the newer one.
    said = newest_words(views_of(access, mine.order_by("-made_at", "-pk")[: 2 * LAST]))
    newest = sorted(said, key=lambda one: (one.made_at, one.event), reverse=True)[:LAST]
    ids = list(dict.fromkeys(side for one in newest for side in (one.left, one.right)))
    views = show_records(access, ids) if ids else {}
    return tuple(_decided(one, views) for one in newest if one.left in views and one.right in views)


def _decided(event: JudgementView, views: dict[str, EntityView]) -> Decided:
    return Decided(
        event=event.event,
        left=views[event.left],
        right=views[event.right],
        judgement=event.judgement,
        probability=event.probability,
        made_at=event.made_at,
    )
