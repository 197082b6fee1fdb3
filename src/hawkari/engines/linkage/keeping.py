"""Link states: what a run leaves behind so that later records are linked without running it again.

A state holds the records, the model, the weight of every pair that was compared, and the clusters.
It is a value: adding records gives another state, and so does taking some out, which leaves their
rows empty until there are many (`taking`). In a folder it lies as one file an array, each
written once, beside `state.json`, which is replaced as a whole; a stopped run leaves the last one.
Segments are put together as they pile up (`merging`), so that a state has few however often
records were added.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.backends import check_engine
from hawkari.engines.linkage.blocking import index_of, key_table
from hawkari.engines.linkage.chunks import Chunks
from hawkari.engines.linkage.dates import BirthDate
from hawkari.engines.linkage.hashed import numbers_of, together
from hawkari.engines.linkage.linking import JOIN_AT, concluded
from hawkari.engines.linkage.model import Model, bits_of
from hawkari.engines.linkage.population import Population, count_population, full_dates
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.linkage.stores import (
    Segment,
    both_ways,
    ids_of,
    key_of,
    named,
    packed,
    packed_texts,
    record_at,
    rows_of,
    still_there,
    taken_out,
)
from hawkari.engines.linkage.values import Judged, Linkage, Record
from hawkari.engines.linkage.watching import Progress, as_watcher
from hawkari.engines.linkage.weighing import Learning, Weighed, weigh

__all__ = ["LinkState", "link_and_keep", "segment_of", "state_after"]


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is known after a run, for `link_increment` and `why_not`.

    Attributes:
        model: that every pair was weighed by.
        join_at: least probability of a pair that is joined without a person, 0–1.
        segments: the records and their pairs, in the order in which they were added.
        clusters: shape (rows,), int64: of each row, the row whose id names its cluster; of a row
            that was taken out, the row itself.
        births: in how many records each full date of birth stands.
        judged: the judgements that the clusters rest on.
    """

    model: Model
    join_at: float
    segments: tuple[Segment, ...]
    clusters: NDArray[np.int64]
    births: Mapping[BirthDate, int]
    judged: frozenset[Judged]

    def __len__(self) -> int:
        return len(self.clusters) - sum(len(one.taken) for one in self.segments)

    @property
    def next_row(self) -> int:
        """The row of the next record: all rows there are, those taken out among them."""
        return len(self.clusters)

    @property
    def gone(self) -> NDArray[np.int64]:
        """The rows that were taken out, rising."""
        return taken_out(self.segments)

    def rows(self, ids: Iterable[str]) -> dict[str, int]:
        """The rows of those ids that are in the state."""
        found = rows_of(self.segments, list(ids))
        there = still_there(np.fromiter(found.values(), np.int64, len(found)), self.gone)
        return {one: row for (one, row), kept in zip(found.items(), there, strict=True) if kept}

    def holds(self, record_id: str) -> bool:
        """Whether a record of this id was linked before."""
        return record_id in self.rows([record_id])

    def records(self, rows: Sequence[int]) -> list[Record]:
        """The records of some rows, in their order."""
        firsts = list(accumulate((len(one) for one in self.segments), initial=0))
        segments = np.searchsorted(firsts, rows, side="right") - 1
        return [
            record_at(self.segments[at], row - firsts[at])
            for at, row in zip(segments.tolist(), rows, strict=True)
        ]

    def population(self) -> Population:
        """What is counted over all the records."""
        return Population(
            len(self),
            tuple(one.parts for one in self.segments),
            tuple(one.phones for one in self.segments),
            Counter(self.births),
        )

    def all_clusters(self) -> dict[str, str]:
        """Every record's id to the name of its cluster.

        Cost: linear in all records.
        """
        ids = [one for segment in self.segments for one in ids_of(segment)]
        there = still_there(np.arange(self.next_row), self.gone)
        names = zip(self.clusters.tolist(), there.tolist(), strict=True)
        return {ids[row]: ids[name] for row, (name, kept) in enumerate(names) if kept}


def link_and_keep(
    records: Iterable[Record],
    *,
    judged: Sequence[Judged] = (),
    engine: str = "duckdb",
    join_at: float = JOIN_AT,
    progress: Progress | None = None,
    chunks: Chunks | None = None,
) -> tuple[Linkage, LinkState]:
    """As `link`, and a state that later records can be added to.

    Args:
        records: see `link`.
        judged: live judgements; the state knows which its clusters rest on.
        engine: see `link`.
        join_at: see `link`; the state keeps it.
        progress: see `link`.
        chunks: where finished chunks of the comparison are kept, so that a stopped run goes on.

    Raises:
        BadInput: if two records have the same id, or the engine is not installed.
    """
    check_engine(engine)
    watcher = as_watcher(progress)
    weighed = weigh(
        records, engine=engine, watcher=watcher, chunks=chunks, learning=Learning(judged)
    )
    linkage = concluded(weighed, judged=judged, join_at=join_at, watcher=watcher)
    return linkage, state_after(weighed, linkage, judged=judged, join_at=join_at)


def state_after(
    weighed: Weighed, linkage: Linkage, *, judged: Sequence[Judged], join_at: float
) -> LinkState:
    """What a whole run leaves.

    Args:
        weighed: the pairs that it compared.
        linkage: what they say.
        judged: the judgements that its clusters rest on.
        join_at: least probability of a pair that was joined.
    """
    prepared = weighed.prepared
    row_of = {one.record.id: row for row, one in enumerate(prepared)}
    return LinkState(
        model=weighed.model,
        join_at=join_at,
        segments=(segment_of(prepared, weighed, np.arange(len(prepared)), join_at=join_at),),
        clusters=np.array([row_of[linkage.clusters[one.record.id]] for one in prepared], np.int64),
        births=full_dates(prepared),
        judged=frozenset(judged),
    )


def segment_of(
    prepared: Sequence[Prepared], weighed: Weighed, rows: NDArray[np.int64], *, join_at: float
) -> Segment:
    """What a run adds.

    Args:
        prepared: the new records, in the order of their rows.
        weighed: the pairs that the run compared.
        rows: shape (`weighed.prepared`,): the row in the state of each of its records.
        join_at: least probability of a pair that may be joined.
    """
    text, starts = packed([one.record for one in prepared])
    id_text, id_starts = packed_texts(one.record.id for one in prepared)
    ids = numbers_of(one.record.id for one in prepared)
    by_id = np.argsort(ids)
    counted = count_population(prepared)
    keys = key_of(rows[weighed.candidates.left], rows[weighed.candidates.right])
    order = np.argsort(keys)
    keys, weights = keys[order], weighed.scores[0][order]
    made = Segment(
        name="",
        text=text,
        starts=starts,
        id_text=id_text,
        id_starts=id_starts,
        ids=ids[by_id],
        id_rows=by_id,
        pairs=keys,
        weights=weights,
        rules=weighed.candidates.rules[order].astype(np.int32),
        joined=both_ways(keys[weights >= bits_of(join_at)]),
        keys=index_of(key_table(prepared)),
        parts=together(counted.parts),
        phones=together(counted.phones),
        taken=np.zeros(0, np.int64),
    )
    return named(made)
