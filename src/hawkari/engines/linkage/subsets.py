"""Some records of a state, prepared as a run over all of them would prepare them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import Candidates, block_pairs
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.preparing import Prepared, prepare
from hawkari.engines.linkage.values import Record

__all__ = ["beside", "prepared_of"]

Rows = NDArray[np.int64]


def prepared_of(state: LinkState, rows: Rows) -> tuple[list[Prepared], Rows]:
    """The records of some rows in the order of their ids, and their rows in that order."""
    prepared, every = _all(state, ())
    kept = np.flatnonzero(np.isin(every, rows))
    return [prepared[at] for at in kept.tolist()], every[kept]


def beside(state: LinkState, new: Sequence[Record]) -> tuple[list[Prepared], Candidates, Rows]:
    """New records and those they may be compared with, and the pairs that touch a new one.

    Args:
        state: what is there.
        new: in the order of their ids; their rows follow those of the state.

    Returns:
        Records in the order of their ids; candidate pairs of them; the row of each record.
    """
    prepared, rows = _all(state, new)
    candidates = block_pairs(prepared)
    is_new = rows >= len(state)
    return (
        prepared,
        candidates.only(is_new[candidates.left] | is_new[candidates.right]),
        rows,
    )


def _all(state: LinkState, new: Sequence[Record]) -> tuple[list[Prepared], Rows]:
    records = [*state.records(range(len(state))), *new]
    rows = np.array(sorted(range(len(records)), key=lambda row: records[row].id), np.int64)
    return prepare([records[row] for row in rows.tolist()]), rows
