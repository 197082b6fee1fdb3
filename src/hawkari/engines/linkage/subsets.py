"""Some records of a state, prepared as a run over all of them would prepare them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import Candidates, block_pairs
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.population import prepare_among
from hawkari.engines.linkage.preparing import PreparedRecords, prepare
from hawkari.engines.linkage.values import Record

__all__ = ["beside", "prepared_of"]

Rows = NDArray[np.int64]


def prepared_of(state: LinkState, rows: Rows) -> tuple[PreparedRecords, Rows]:
    """The records of some rows in the order of their ids, and their rows in that order."""
    return _ordered(state, state.records(rows.tolist()), rows)


def _ordered(
    state: LinkState, records: Sequence[Record], rows: Rows
) -> tuple[PreparedRecords, Rows]:
    order = sorted(range(len(records)), key=lambda place: records[place].id)
    prepared = prepare_among([records[place] for place in order], state.population())
    return prepared, rows[order]


def beside(state: LinkState, new: Sequence[Record]) -> tuple[PreparedRecords, Candidates, Rows]:
    """New records and those they may be compared with, and the pairs that touch a new one.

    Args:
        state: what is there.
        new: in the order of their ids; their rows follow those of the state.

    Returns:
        Records in the order of their ids; candidate pairs of them; the row of each record.
    """
    records = [*state.records(range(len(state))), *new]
    rows = np.array(sorted(range(len(records)), key=lambda row: records[row].id), np.int64)
    prepared = prepare([records[row] for row in rows.tolist()])
    candidates = block_pairs(prepared)
    is_new = rows >= len(state)
    return (
        prepared,
        candidates.only(is_new[candidates.left] | is_new[candidates.right]),
        rows,
    )
