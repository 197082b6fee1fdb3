"""Some records of a state, prepared as a run over all of them would prepare them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import Candidates, block_new, key_table
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.population import Population, count_population, prepare_among
from hawkari.engines.linkage.preparing import PreparedRecords, prepare
from hawkari.engines.linkage.stores import places_in
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
    found = block_new([segment.keys for segment in state.segments], mine, gone=state.gone)
    met = np.unique(np.concatenate([found.left, found.right]))
    old = met[met < state.next_row]
    records = [*state.records(old.tolist()), *new]
    fresh = np.arange(state.next_row, state.next_row + len(new))
    prepared, rows = _by_id(records, np.concatenate([old, fresh]), population)
    return prepared, _moved(found, rows), rows


def _by_id(
    records: Sequence[Record], rows: Rows, population: Population
) -> tuple[PreparedRecords, Rows]:
    order = sorted(range(len(records)), key=lambda place: records[place].id)
    prepared = prepare_among([records[place] for place in order], population)
    return prepared, rows[np.array(order, np.int64)]


def _moved(found: Candidates, rows: Rows) -> Candidates:
    """The same pairs by where their rows stand."""
    one, other = places_in(rows, found.left), places_in(rows, found.right)
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right, left))
    return replace(
        found,
        left=left[order],
        right=right[order],
        rule=found.rule[order],
        rules=found.rules[order],
    )
