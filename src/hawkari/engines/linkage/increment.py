"""Later records against what is there: only pairs that touch a new record are compared.

Levels and weights are those that a whole run with the same model would give the pairs. Which pairs
blocking proposes is decided for the new records alone: what it may propose, and its budget, are
counted for them, so weak pairs may be others than in a whole run.

A new version of a known record takes its place: the old one is taken out first (`taking`), and the
new one is linked as any other.

Clusters are made again where a pair or a judgement reaches: joining never looks beyond the records
that a row of joinable pairs connects, so the others stay as they are.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.backends import check_engine
from hawkari.engines.linkage.blocking import held_in, stop_values
from hawkari.engines.linkage.blocking.keys import values_of
from hawkari.engines.linkage.comparing import compare_fields, compare_pairs, contradicts
from hawkari.engines.linkage.keeping import LinkState, segment_of
from hawkari.engines.linkage.merging import settled
from hawkari.engines.linkage.model import score_levels
from hawkari.engines.linkage.neighbours import clustered, renamed, touched
from hawkari.engines.linkage.population import full_dates
from hawkari.engines.linkage.preparing import Prepared, unread_of
from hawkari.engines.linkage.subsets import beside
from hawkari.engines.linkage.taking import beside_taken, compacted, without
from hawkari.engines.linkage.values import Judged, Linkage, Record
from hawkari.engines.linkage.watching import Progress, Watcher, as_watcher
from hawkari.engines.linkage.weighing import STEPS, Weighed, in_order
from hawkari.errors import BadInput

__all__ = ["link_increment"]


def link_increment(
    state: LinkState,
    records: Iterable[Record],
    *,
    outdated: Collection[str] = (),
    judged: Sequence[Judged] = (),
    engine: str = "duckdb",
    progress: Progress | None = None,
) -> tuple[Linkage, LinkState]:
    """Link new records against those of a state, and among themselves, by its model.

    Args:
        state: what an earlier run left; it stays as it is.
        records: new ones; none may be in the state unless it is outdated.
        outdated: ids of records that are not what they were: they are taken out before anything
            else, and come back as `records` has them, if it does. Unknown ones are left aside.
        judged: all judgements that are live now. Where they differ from those of the state,
            clusters are made again as well, so that no new record is needed for that.
        engine: where the model is applied, one of `backends.ENGINES`.
        progress: see `link`.

    Returns:
        The linkage of what was touched: `pairs` that touch a new record; `clusters` of the new
        records and of every record that joinable pairs connect with one, or did with one that was
        taken out; the plan is that of these pairs. And the state with the new records in it.

    Raises:
        BadInput: if an id stands twice, or is in the state already.

    Cost: grows with the new records and those taken out, their candidates, and the clusters that
    they touch. Of the records of the state it reads those only; the list of clusters alone, 8 bytes
    a record, is copied as a whole. Now and then segments are put together (see `merging`).
    """
    check_engine(engine)
    watcher = as_watcher(progress)
    watcher(STEPS[0], 1, len(STEPS))
    loosened = beside_taken(state, outdated)
    state = without(state, outdated)
    new = _unknown(state, records)
    weighed, rows = _weighed(state, new, engine=engine, watcher=watcher)
    watcher(STEPS[5], 6, len(STEPS))
    pairs = weighed.pairs()
    watcher(STEPS[6], 7, len(STEPS))
    added = _added(weighed.prepared, rows, state)
    grown = replace(
        state,
        segments=settled(
            (*state.segments, segment_of(added, weighed, rows, join_at=state.join_at))
        ),
        clusters=np.concatenate(
            [state.clusters, np.arange(state.next_row, state.next_row + len(new))]
        ),
        births=Counter(state.births) + full_dates(added),
        judged=frozenset(judged),
    )
    fresh = range(state.next_row, grown.next_row)
    reached = touched(grown, [*fresh, *loosened], state.judged)
    made = clustered(grown, reached)
    unread_in = {one.id for one in new}
    linkage = Linkage(
        pairs=pairs,
        clusters=made.clusters,
        cuts=made.cuts,
        plan=weighed.candidates.plan,
        parameters={
            **state.model.as_data(),
            "join_at": state.join_at,
            "expected_precision": made.expected_precision,
        },
        guard=state.model.guard,
        unread=tuple(one for one in unread_of(weighed.prepared) if one.record in unread_in),
    )
    return linkage, compacted(replace(grown, clusters=renamed(grown, made)))


def _unknown(state: LinkState, records: Iterable[Record]) -> list[Record]:
    new = in_order(records)
    known = state.rows(one.id for one in new)
    if known:
        problem = f"the id {min(known)!r} was linked before"
        raise BadInput(problem, "Give each record its own id, or link all records again.")
    return new


def _weighed(
    state: LinkState, new: Sequence[Record], *, engine: str, watcher: Watcher
) -> tuple[Weighed, NDArray[np.int64]]:
    """Pairs that touch a new record, and the row in the grown state of each record in them."""
    watcher(STEPS[1], 2, len(STEPS))
    prepared, candidates, rows = beside(state, new)
    watcher.plan(candidates.plan)
    held = _Held(state, _added(prepared, rows, state))
    watcher.stops(partial(stop_values, prepared, candidates.plan, held=held))
    watcher(STEPS[2], 3, len(STEPS))
    fields = compare_fields(prepared, candidates.left, candidates.right)
    hopeful = ~contradicts(fields)
    candidates = candidates.only(hopeful)
    levels = compare_pairs(prepared, candidates.left, candidates.right, fields=fields[hopeful])
    watcher.count(STEPS[2], len(levels.matrix), len(levels.matrix))
    watcher(STEPS[3], 4, len(STEPS))
    watcher(STEPS[4], 5, len(STEPS))
    scores = score_levels(levels.matrix, state.model, engine=engine)
    return Weighed(prepared, candidates, levels, state.model, scores), rows


def _added(
    prepared: Sequence[Prepared], rows: NDArray[np.int64], state: LinkState
) -> list[Prepared]:
    """Those of some records that are new, in the order of their rows."""
    return [prepared[at] for at in np.flatnonzero(rows >= state.next_row).tolist()]


class _Held:
    """How many records of a state and how many new ones hold each of some texts of a field."""

    def __init__(self, state: LinkState, added: Sequence[Prepared]) -> None:
        self._indexes = [segment.keys for segment in state.segments]
        self._added = added

    def __call__(self, field: str, texts: Sequence[str]) -> NDArray[np.int64]:
        mine = Counter(value for one in self._added for value in values_of(one, field))
        return held_in(self._indexes, field, texts) + np.array([mine[t] for t in texts], np.int64)
