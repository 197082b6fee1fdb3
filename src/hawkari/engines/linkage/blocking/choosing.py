"""Walks the blocks record by record, weighs each pair once, keeps the best within the budget."""

# Compiled loops take their arrays by position.
# ruff: noqa: PLR0917

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.blocks import Blocks
from hawkari.engines.linkage.blocking.keys import KeyTable
from hawkari.engines.linkage.blocking.packing import pack
from hawkari.engines.linkage.blocking.weighing import BITS, SCRATCH, weigh
from hawkari.engines.names.compiled import compiled

__all__ = ["FIRST_OF_ALL", "TIE_BITS", "Chosen", "choose", "ranks"]

_ROWS_A_TURN = 20_000
_MOST_WORKERS = 8
# A rank is the weight in units, then bits of both records' identities, so that no two pairs tie.
TIE_BITS = 40
FIRST_OF_ALL = 1 << 14  # units added where a pair is taken before all others
_LOWEST = np.iinfo(np.int64).min


class Chosen(NamedTuple):
    """Pairs within the budget, and what was seen.

    Attributes:
        left, right: shape (p,), int32, left smaller; in no order.
        rules: shape (p,), int64: bit k is set where rule k proposed the pair.
        proposed: shape (rules,), int64: pairs of each rule, before the budget.
        added: shape (rules,), int64: those that no rule before it proposed.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    rules: NDArray[np.int64]
    proposed: NDArray[np.int64]
    added: NDArray[np.int64]


class _Walk(NamedTuple):
    """Blocks of all rules, by record.

    Attributes:
        starts: shape (records + 1,), int64: of each record in `blocks`.
        blocks: int32: the blocks a record stands in.
        rule: shape (blocks,), int64.
        block_starts: shape (blocks + 1,), int64: of each block in `rows`.
        rows: int32.
    """

    starts: NDArray[np.int64]
    blocks: NDArray[np.int32]
    rule: NDArray[np.int64]
    block_starts: NDArray[np.int64]
    rows: NDArray[np.int32]


def choose(
    table: KeyTable,
    blocks: Sequence[Blocks],
    *,
    most: int,
    always: int,
    new: NDArray[np.bool_] | None = None,
    rarity: NDArray[np.int32] | None = None,
) -> Chosen:
    """The heaviest pairs of all blocks.

    Args:
        table: of all records, or of those that stand in a block and the new ones.
        blocks: of each rule.
        most: the budget in pairs.
        always: bit k is set where the pairs of rule k are taken before all others.
        new: shape (records,): only pairs that touch one of these, where given.
        rarity: as in `Packed`, where the table is not of all records; else it is counted.

    Cost: linear in the places that records hold in blocks times the sizes of these; memory in the
    budget.
    """
    fresh = np.zeros(0, np.bool_) if new is None else new  # none: every record is
    walk, packed = _walk(blocks, len(table)), pack(table)
    packed = packed if rarity is None else packed._replace(rarity=rarity)
    kept = _Best(most)
    seen = np.zeros(1 << len(blocks), np.int64)

    def turn(begin: int) -> tuple[_Pairs, NDArray[np.int64]]:
        rows = np.arange(begin, min(begin + _ROWS_A_TURN, len(table)))
        rows = rows if new is None else rows[new[rows]]
        by_rules = np.zeros(1 << len(blocks), np.int64)
        bounds = np.array([always, kept.floor], np.int64)
        pairs = _turn(walk, packed, rows, fresh, bounds, by_rules)
        return _ranked(_Pairs(*pairs), table.identity), by_rules

    # The compiled loop runs without Python's lock, so threads share the work.
    with ThreadPoolExecutor(min(cpu_count() or 1, _MOST_WORKERS)) as pool:
        for pairs, by_rules in pool.map(turn, range(0, len(table), _ROWS_A_TURN)):
            seen += by_rules
            kept.add(pairs)
    best = kept.best()
    return Chosen(best.left, best.right, best.rules, *_by_rule(seen, len(blocks)))


class _Pairs(NamedTuple):
    """Weighed pairs; `rank` is the weight in units, or the whole rank."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    rules: NDArray[np.int64]
    rank: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_] | slice) -> "_Pairs":
        return _Pairs(self.left[kept], self.right[kept], self.rules[kept], self.rank[kept])


class _Best:
    """The pairs of highest rank among those added, up to a number; exact, whatever the order."""

    def __init__(self, most: int) -> None:
        self._most = most
        none = np.zeros(0, np.int32), np.zeros(0, np.int64)
        self._parts = [_Pairs(none[0], none[0], none[1], none[1])]
        self.floor = _LOWEST

    def add(self, pairs: _Pairs) -> None:
        self._parts.append(pairs)
        if sum(len(part.rank) for part in self._parts) > 2 * self._most:
            self._parts = [self.best()]

    def best(self) -> _Pairs:
        columns: list[Any] = [np.concatenate(c) for c in zip(*self._parts, strict=True)]
        together = _Pairs(*columns)
        if len(together.rank) <= self._most:
            return together
        if self._most == 0:
            return together.only(slice(0))
        at = len(together.rank) - self._most
        least = np.partition(together.rank, at)[at]
        self.floor = int(least >> TIE_BITS)
        kept = together.rank >= least
        if np.count_nonzero(kept) > self._most:  # equal ranks: a chance of one in a million million
            kept = together.rank > least
        return together.only(kept)


def _by_rule(seen: NDArray[np.int64], rules: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of each rule, and those that no rule before it has, from the pairs of each set."""
    sets = np.arange(len(seen))
    has = sets[:, None] >> np.arange(rules) & 1 > 0
    first = has & (np.cumsum(has, axis=1) == 1)
    return seen @ has, seen @ first


def _ranked(pairs: _Pairs, identity: NDArray[np.uint64]) -> _Pairs:
    """The pairs with whole ranks."""
    return pairs._replace(rank=ranks(pairs.rank, identity[pairs.left], identity[pairs.right]))


def ranks(
    weight: NDArray[np.int64], one: NDArray[np.uint64], other: NDArray[np.uint64]
) -> NDArray[np.int64]:
    """Whole ranks: the weight in units, then what tells pairs of one weight apart.

    Args:
        weight: shape (pairs,).
        one: identities of the records on one side.
        other: those on the other.
    """
    either = one ^ other
    either = (either ^ (either >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    ties = (either >> np.uint64(64 - TIE_BITS)).astype(np.int64)
    return (weight << TIE_BITS) + ties


def _walk(blocks: Sequence[Blocks], records: int) -> _Walk:
    sizes = np.concatenate([np.diff(one.starts) for one in blocks])
    rows = np.concatenate([one.rows for one in blocks])
    block_starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    rule = np.repeat(np.arange(len(blocks)), [len(one.starts) - 1 for one in blocks])
    starts = np.zeros(records + 1, np.int64)
    starts[1:] = np.cumsum(np.bincount(rows, minlength=records))
    of_record = np.empty(len(rows), np.int32)
    _turned(block_starts, rows, starts[:-1].copy(), of_record)
    return _Walk(starts, of_record, rule, block_starts, rows)


@compiled
def _turned(block_starts: Any, rows: Any, free: Any, of_record: Any) -> None:
    """Write into `of_record` the blocks of each record; `free` says where its next one goes."""
    for block in range(len(block_starts) - 1):
        for at in range(block_starts[block], block_starts[block + 1]):
            row = rows[at]
            of_record[free[row]] = block
            free[row] += 1


@compiled
def _turn(walk: Any, packed: Any, rows: Any, fresh: Any, bounds: Any, seen: Any) -> Any:
    """Weigh every pair of some rows once.

    Pairs of two fresh rows are met at the larger row. `seen` counts pairs by the set of their
    rules; `bounds` are the rules taken before all others, and the least weight wanted.
    """
    stamp = np.full(len(walk.starts) - 1, -1, np.int32)
    by = np.zeros(len(stamp), np.int64)
    met = np.empty(len(stamp), np.int32)
    scratch = np.zeros(2 * SCRATCH, np.int64)
    size = 1 << 16
    left, right = np.empty(size, np.int32), np.empty(size, np.int32)
    rules, rank = np.empty(size, np.int64), np.empty(size, np.int64)
    count = 0
    for row in rows:
        found = _meet(walk, row, fresh, stamp, by, met)
        if count + found > size:
            size = 2 * size + found
            left, right = _grown(left, size), _grown(right, size)
            rules, rank = _grown(rules, size), _grown(rank, size)
        for k in range(found):
            other = met[k]
            seen[by[other]] += 1
            weight = weigh(
                packed.numbers,
                packed.rarity,
                BITS,
                scratch,
                packed.starts[row],
                packed.starts[other],
            )
            if by[other] & bounds[0]:
                weight += FIRST_OF_ALL
            if weight >= bounds[1]:
                left[count], right[count] = min(row, other), max(row, other)
                rules[count], rank[count] = by[other], weight
                count += 1
    return left[:count], right[:count], rules[:count], rank[:count]


@compiled
def _grown(values: Any, size: int) -> Any:
    larger = np.empty(size, values.dtype)
    larger[: len(values)] = values
    return larger


@compiled
def _meet(walk: Any, row: int, fresh: Any, stamp: Any, by: Any, met: Any) -> int:
    """Write the rows that share a block with one into `met`, and the rules by which into `by`."""
    found = 0
    whole = len(fresh) == 0
    for at in range(walk.starts[row], walk.starts[row + 1]):
        block = walk.blocks[at]
        bit = 1 << walk.rule[block]
        for place in range(walk.block_starts[block], walk.block_starts[block + 1]):
            other = walk.rows[place]
            if other >= row:
                if whole:
                    break
                if other == row or fresh[other]:
                    continue
            if stamp[other] != row:
                stamp[other] = row
                by[other] = 0
                met[found] = other
                found += 1
            by[other] |= bit
    return found
