"""Some records of a state, prepared as a run over all of them would prepare them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import Candidates, KeyTable, block_tables, key_table
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.population import Population, count_population, prepare_among
from hawkari.engines.linkage.preparing import PreparedRecords, prepare
from hawkari.engines.linkage.values import Record

__all__ = ["beside", "prepared_of"]

Rows = NDArray[np.int64]


def prepared_of(state: LinkState, rows: Rows) -> tuple[PreparedRecords, Rows]:
    """The records of some rows in the order of their ids, and their rows in that order."""
    return _by_id(state.records(rows.tolist()), rows, state.population())


def beside(state: LinkState, new: Sequence[Record]) -> tuple[PreparedRecords, Candidates, Rows]:
    """New records and those they may be compared with, and the pairs that touch a new one.

    Args:
        state: what is there.
        new: in the order of their ids; their rows follow those of the state.

    Returns:
        Records in the order of their ids; candidate pairs of them; the row of each record.
    """
    population = state.population() + count_population(prepare(new))
    mine = key_table(prepare_among(new, population))
    table = KeyTable.together([*(segment.keys for segment in state.segments), mine])
    is_new = np.arange(len(table)) >= len(state)
    found = block_tables(table, new=is_new)
    is_met = is_new.copy()
    is_met[found.left] = True
    is_met[found.right] = True
    old = np.flatnonzero(is_met & ~is_new)
    records = [*state.records(old.tolist()), *new]
    prepared, rows = _by_id(records, np.flatnonzero(is_met), population)
    place = np.full(len(table), -1, np.int64)
    place[rows] = np.arange(len(rows))
    return prepared, _moved(found, place), rows


def _by_id(
    records: Sequence[Record], rows: Rows, population: Population
) -> tuple[PreparedRecords, Rows]:
    order = sorted(range(len(records)), key=lambda place: records[place].id)
    prepared = prepare_among([records[place] for place in order], population)
    return prepared, rows[np.array(order, np.int64)]


def _moved(found: Candidates, place: Rows) -> Candidates:
    """The same pairs by the new places of their rows."""
    one, other = place[found.left], place[found.right]
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right, left))
    return replace(
        found,
        left=left[order],
        right=right[order],
        rule=found.rule[order],
        rules=found.rules[order],
    )
