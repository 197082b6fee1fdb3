"""Blocks: rows that share a key of a rule, largest ones stopped."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.entries import Columns, Entries, entries_of
from hawkari.engines.linkage.blocking.rules import Rule

__all__ = ["Blocks", "blocks_of", "cap_of"]

_ROWS_AT_ONCE = 200_000
_SIEVE = 1 << 24


class Blocks(NamedTuple):
    """Blocks of one rule that may propose pairs.

    Attributes:
        starts: shape (blocks + 1,), int64.
        rows: int32, rising within a block.
        cap: most records of a block that is not stopped.
        stopped: how many blocks were larger.
        cut: pairs that those would have proposed, each counted as often as blocks hold it.
    """

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    cap: int
    stopped: int
    cut: int


def blocks_of(rule: Rule, columns: Columns, new: NDArray[np.bool_] | None) -> Blocks:
    """The blocks of a rule that propose a pair; only those that touch a new record, if given.

    Args:
        rule: with its quota, which counts for the new records if given, else for all.
        columns: of all records.
        new: shape (records,), or None.

    Cost: that of sorting the rule's keys.
    """
    keys, rows = _entries(rule, columns, new)
    if len(keys) == 0:
        return Blocks(np.zeros(1, np.int64), rows, rule.most, 0, 0)
    order = np.argsort(keys, kind="stable")
    keys, rows = keys[order], rows[order]
    repeated = np.zeros(len(keys), np.bool_)
    repeated[1:] = (keys[1:] == keys[:-1]) & (rows[1:] == rows[:-1])
    keys, rows = keys[~repeated], rows[~repeated]
    edges = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    starts = np.concatenate([[0], edges, [len(keys)]]).astype(np.int64)
    sizes = np.diff(starts)
    fresh = sizes if new is None else np.add.reduceat(new[rows], starts[:-1], dtype=np.int64)
    pairs = fresh * (fresh - 1) // 2 + fresh * (sizes - fresh)
    counted = len(columns.table) if new is None else int(np.count_nonzero(new))
    cap = cap_of(sizes, pairs, most=rule.most, quota=int(rule.quota * counted))
    stopped = (sizes > cap) & (pairs > 0)
    kept = (pairs > 0) & ~stopped
    return Blocks(
        np.concatenate([[0], np.cumsum(sizes[kept])]).astype(np.int64),
        rows[np.repeat(kept, sizes)],
        cap,
        int(np.count_nonzero(stopped)),
        int(pairs[stopped].sum()),
    )


def cap_of(sizes: NDArray[np.int64], pairs: NDArray[np.int64], *, most: int, quota: int) -> int:
    """The largest size up to which all blocks together propose no more pairs than the quota."""
    small = sizes <= most
    by_size = np.bincount(sizes[small], weights=pairs[small], minlength=most + 1)
    return int(np.searchsorted(np.cumsum(by_size), quota, side="right")) - 1


def _entries(rule: Rule, columns: Columns, new: NDArray[np.bool_] | None) -> Entries:
    """Entries of the rule; of old records only those whose key a new one has, and few others."""
    count = len(columns.table)
    if new is None:
        return entries_of(rule, columns, (0, count))
    turns = [(at, min(at + _ROWS_AT_ONCE, count)) for at in range(0, count, _ROWS_AT_ONCE)]
    sieve = np.zeros(_SIEVE, np.bool_)
    for turn in turns:
        if new[slice(*turn)].any():
            keys, rows = entries_of(rule, columns, turn)
            sieve[keys[new[rows]] % _SIEVE] = True
    found = []
    for turn in turns:
        keys, rows = entries_of(rule, columns, turn)
        kept = sieve[keys % _SIEVE]
        found.append(Entries(keys[kept], rows[kept]))
    return Entries(np.concatenate([e.keys for e in found]), np.concatenate([e.rows for e in found]))
