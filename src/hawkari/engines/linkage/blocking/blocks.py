"""Blocks: rows that share a key of a rule, largest ones stopped."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.entries import Columns, Entries, entries_of
from hawkari.engines.linkage.blocking.rules import Rule

__all__ = ["Blocks", "Limits", "blocks_of", "cap_of", "in_order", "limits_of"]


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


def blocks_of(rule: Rule, columns: Columns) -> Blocks:
    """The blocks of a rule that propose a pair.

    Args:
        rule: with its quota, which counts for all records.
        columns: of all records.

    Cost: that of sorting the rule's keys.
    """
    keys, rows = in_order(entries_of(rule, columns, (0, len(columns.table))))
    if len(keys) == 0:
        return Blocks(np.zeros(1, np.int64), rows, rule.most, 0, 0)
    edges = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    sizes = np.diff(np.concatenate([[0], edges, [len(keys)]])).astype(np.int64)
    limits = limits_of(rule, sizes, sizes * (sizes - 1) // 2, counted=len(columns.table))
    return Blocks(
        np.concatenate([[0], np.cumsum(sizes[limits.kept])]).astype(np.int64),
        rows[np.repeat(limits.kept, sizes)],
        limits.cap,
        limits.stopped,
        limits.cut,
    )


def in_order(entries: Entries) -> Entries:
    """Entries by their keys, those of one key by their rows, each once."""
    order = np.argsort(entries.keys, kind="stable")
    keys, rows = entries.keys[order], entries.rows[order]
    repeated = np.zeros(len(keys), np.bool_)
    repeated[1:] = (keys[1:] == keys[:-1]) & (rows[1:] == rows[:-1])
    return Entries(keys[~repeated], rows[~repeated])


class Limits(NamedTuple):
    """Which blocks of a rule may propose pairs.

    Attributes:
        cap: most records of a block that is not stopped.
        kept: shape (blocks,): those that propose a pair and are not stopped.
        stopped: how many are larger.
        cut: pairs that these would have proposed.
    """

    cap: int
    kept: NDArray[np.bool_]
    stopped: int
    cut: int


def limits_of(
    rule: Rule, sizes: NDArray[np.int64], pairs: NDArray[np.int64], *, counted: int
) -> Limits:
    """The limits that a rule's quota sets to its blocks.

    Args:
        rule: whose blocks these are.
        sizes: shape (blocks,): how many records hold each.
        pairs: shape (blocks,): how many pairs each would propose.
        counted: for how many records the quota counts.
    """
    cap = cap_of(sizes, pairs, most=rule.most, quota=int(rule.quota * counted))
    stopped = (sizes > cap) & (pairs > 0)
    kept = (pairs > 0) & ~stopped
    return Limits(cap, kept, int(np.count_nonzero(stopped)), int(pairs[stopped].sum()))


def cap_of(sizes: NDArray[np.int64], pairs: NDArray[np.int64], *, most: int, quota: int) -> int:
    """The largest size up to which all blocks together propose no more pairs than the quota."""
    small = sizes <= most
    by_size = np.bincount(sizes[small], weights=pairs[small], minlength=most + 1)
    return int(np.searchsorted(np.cumsum(by_size), quota, side="right")) - 1
