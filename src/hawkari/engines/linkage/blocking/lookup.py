"""An index of blocking keys: new records are blocked without a pass over the old ones.

An index is made of some records once, may lie in files, and never changes; two of them can be made
one. Records are taken out by an index that says what they held, so that it is not counted, beside
which whoever asks knows their rows. What is read of it grows with the new records: their keys are
looked up, and then the old records that share one with them, of which the rules' quotas allow so
many a new record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.blocks import Blocks, in_order, limits_of
from hawkari.engines.linkage.blocking.choosing import choose
from hawkari.engines.linkage.blocking.entries import Columns, Entries, entries_of
from hawkari.engines.linkage.blocking.keys import FIELDS, KeyTable, numbers_in, ranges
from hawkari.engines.linkage.blocking.packing import holders, rarity_of
from hawkari.engines.linkage.blocking.pairs import BUDGET, FIRST_TAKEN, Candidates, candidates_of
from hawkari.engines.linkage.blocking.rules import RULES
from hawkari.engines.linkage.hashed import Counts, held_of, together

__all__ = ["KeyIndex", "block_new", "held_in", "index_of", "keys_of"]

Rows = NDArray[np.int64]
_EVERY = range(len(RULES))
_NOTHING_LOST = np.zeros(len(RULES) + 1, np.int64), np.zeros(0, np.uint64)


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """Which of some records hold which key of each rule, and how many hold each value.

    Attributes:
        table: of the records.
        bounds: shape (rules + 1,), int64: where each rule's entries begin in `keys` and `rows`.
        keys: uint64, rising within a rule.
        rows: int32, the record of each key, rising within a key.
        held: of each of `FIELDS`, how many records hold each value, less those that were taken out
            of earlier indexes.
        lost_bounds: shape (rules + 1,), int64: where each rule's begin in `lost_keys`.
        lost_keys: uint64, rising within a rule: the keys of records of earlier indexes that were
            taken out, each as often as such records hold it.
    """

    table: KeyTable
    bounds: NDArray[np.int64]
    keys: NDArray[np.uint64]
    rows: NDArray[np.int32]
    held: tuple[Counts, ...]
    lost_bounds: NDArray[np.int64]
    lost_keys: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.table)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Plain arrays by name, for a file of arrays; `KeyIndex.of` takes them back."""
        found = self.table.arrays()
        found |= {"rule_bounds": self.bounds, "rule_keys": self.keys, "rule_rows": self.rows}
        for field, counts in zip(FIELDS, self.held, strict=True):
            found |= {f"{field}_held_numbers": counts.numbers, f"{field}_held": counts.counts}
        return found | {"lost_bounds": self.lost_bounds, "lost_keys": self.lost_keys}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> "KeyIndex":
        """An index of what `arrays` gave."""
        return cls(
            KeyTable.of(arrays),
            arrays["rule_bounds"],
            arrays["rule_keys"],
            arrays["rule_rows"],
            tuple(
                Counts(arrays[f"{field}_held_numbers"], arrays[f"{field}_held"]) for field in FIELDS
            ),
            arrays["lost_bounds"],
            arrays["lost_keys"],
        )

    @classmethod
    def together(cls, some: Sequence["KeyIndex"]) -> "KeyIndex":
        """One index of several, rows counted on from one to the next.

        Cost: linear in their entries; a merge of what is sorted.
        """
        firsts = list(accumulate((len(one) for one in some), initial=0))
        merged = []
        for rule in _EVERY:
            keys = np.concatenate([one.keys[one.entries(rule)] for one in some])
            rows = np.concatenate(
                [
                    one.rows[one.entries(rule)] + np.int32(first)
                    for one, first in zip(some, firsts, strict=False)
                ]
            )
            order = np.argsort(keys, kind="stable")
            merged.append(Entries(keys[order], rows[order]))
        held = tuple(together(counts) for counts in zip(*(one.held for one in some), strict=True))
        lost = [np.sort(np.concatenate([one.lost(rule) for one in some])) for rule in _EVERY]
        table = KeyTable.together([one.table for one in some])
        return cls(table, *_laid_out(merged), held, _bounds(lost), np.concatenate(lost))

    def taken_out(self) -> "KeyIndex":
        """The index, without records, that takes these out of indexes before it."""
        held = tuple(Counts(one.numbers, -one.counts) for one in self.held)
        table = self.table.only(np.zeros(0, np.int64))
        none = [Entries(self.keys[:0], self.rows[:0])] * len(RULES)
        return KeyIndex(table, *_laid_out(none), held, self.bounds, self.keys)

    def only(self, kept: NDArray[np.bool_]) -> "KeyIndex":
        """The index of some of its records, rows numbered anew; what is counted stays as it is.

        Args:
            kept: shape (records,): those of which everything else was taken out.

        Cost: linear in its entries.
        """
        places = np.cumsum(kept, dtype=np.int64) - 1
        every = []
        for rule in _EVERY:
            keys, rows = self.keys[self.entries(rule)], self.rows[self.entries(rule)]
            there = kept[rows]
            every.append(Entries(keys[there], places[rows[there]].astype(np.int32)))
        return KeyIndex(
            self.table.only(np.flatnonzero(kept)), *_laid_out(every), self.held, *_NOTHING_LOST
        )

    def lost(self, rule: int) -> NDArray[np.uint64]:
        """The keys of a rule that records which were taken out held, rising."""
        return self.lost_keys[int(self.lost_bounds[rule]) : int(self.lost_bounds[rule + 1])]

    def entries(self, rule: int) -> slice:
        """Where the entries of a rule lie in `keys` and `rows`."""
        return slice(int(self.bounds[rule]), int(self.bounds[rule + 1]))

    def spans(self, rule: int, wanted: NDArray[np.uint64]) -> tuple[Rows, Rows]:
        """Where the rows of each of some keys of a rule begin and end in `rows`."""
        keys = self.keys[self.entries(rule)]
        first = int(self.bounds[rule])
        begin, end = (np.searchsorted(keys, wanted, side=side) for side in ("left", "right"))
        return begin + first, end + first


def index_of(table: KeyTable) -> KeyIndex:
    """The index of a table's records.

    Cost: that of sorting the keys of all rules; about as much as blocking without its pairs.
    """
    columns = Columns(table)
    sorted_entries = [in_order(entries_of(rule, columns, (0, len(table)))) for rule in RULES]
    held = tuple(Counts(*holders(table, field)) for field in FIELDS)
    return KeyIndex(table, *_laid_out(sorted_entries), held, *_NOTHING_LOST)


def _laid_out(
    every: Sequence[Entries],
) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.int32]]:
    keys, rows = (np.concatenate(side) for side in zip(*every, strict=True))
    return _bounds([one.keys for one in every]), keys, rows.astype(np.int32)


def _bounds(every: Sequence[NDArray[np.uint64]]) -> NDArray[np.int64]:
    return np.array(list(accumulate(map(len, every), initial=0)), np.int64)


def block_new(
    old: Sequence[KeyIndex],
    new: KeyTable,
    *,
    gone: Rows | None = None,
    budget: float = BUDGET,
) -> Candidates:
    """Candidate pairs that touch a new record.

    Rows are those of the old records, counted on from index to index, and behind them the new ones.

    Args:
        old: of the records that are there.
        new: of the new ones.
        gone: the rows that one of the indexes takes out, rising.
        budget: pairs a new record, at most, on average.

    Cost: grows with the new records and what the rules' quotas allow each of them.
    """
    first = sum(map(len, old))
    columns = Columns(new)
    taken = np.zeros(0, np.int64) if gone is None else gone
    blocks = [_blocks(number, columns, old, gone=taken) for number in _EVERY]
    columns.forget()
    fresh = np.arange(first, first + len(new))
    met = np.unique(np.concatenate([*(one.rows for one in blocks), fresh]))
    table = _table_of(met, [*(one.table for one in old), new])
    among = [one._replace(rows=np.searchsorted(met, one.rows).astype(np.int32)) for one in blocks]
    chosen = choose(
        table,
        among,
        most=int(budget * len(new)),
        always=FIRST_TAKEN,
        new=met >= first,
        rarity=_rarity(table, old, new, gone=len(taken)),
    )
    found = candidates_of(among, chosen)
    return replace(found, left=met[found.left], right=met[found.right])


def _blocks(number: int, columns: Columns, old: Sequence[KeyIndex], *, gone: Rows) -> Blocks:
    """The blocks of a rule that touch a new record; its quota counts for the new ones."""
    rule, table = RULES[number], columns.table
    keys, rows = in_order(entries_of(rule, columns, (0, len(table))))
    wanted, fresh = np.unique(keys, return_counts=True)
    spans = [one.spans(number, wanted) for one in old]
    sizes = fresh + sum((end - begin for begin, end in spans), start=np.zeros_like(fresh))
    sizes -= sum((_times(one.lost(number), wanted) for one in old), start=np.zeros_like(fresh))
    pairs = fresh * (fresh - 1) // 2 + fresh * (sizes - fresh)
    limits = limits_of(rule, sizes, pairs, counted=len(table))
    kept = np.flatnonzero(limits.kept)
    owner, member = _members(old, [(a[kept], b[kept]) for a, b in spans], kept, gone=gone)
    place = np.repeat(np.arange(len(wanted)), fresh)
    mine = rows[limits.kept[place]].astype(np.int64) + sum(map(len, old))
    owner = np.concatenate([owner, place[limits.kept[place]]])
    member = np.concatenate([member, mine])
    return Blocks(
        np.concatenate([[0], np.cumsum(sizes[kept])]).astype(np.int64),
        member[np.lexsort((member, owner))].astype(np.int32),
        limits.cap,
        limits.stopped,
        limits.cut,
    )


def _members(
    old: Sequence[KeyIndex], spans: Sequence[tuple[Rows, Rows]], blocks: Rows, *, gone: Rows
) -> tuple[Rows, Rows]:
    """The block and the row of each old record that stands in one of some blocks, and is there.

    Args:
        old: indexes.
        spans: of each index, where the rows of each block begin and end.
        blocks: shape (blocks,): their numbers.
        gone: rows that were taken out, rising.
    """
    owners, members, first = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for one, (begin, end) in zip(old, spans, strict=True):
        met = one.rows[ranges(begin, end)].astype(np.int64) + first
        there = np.isin(met, gone, invert=True)
        owners.append(np.repeat(blocks, end - begin)[there])
        members.append(met[there])
        first += len(one)
    return np.concatenate(owners), np.concatenate(members)


def _times(keys: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> Rows:
    """How often each of some keys stands among rising ones."""
    return np.searchsorted(keys, wanted, side="right") - np.searchsorted(keys, wanted, side="left")


def keys_of(rows: Rows, some: Sequence[KeyIndex]) -> KeyIndex:
    """The index of some rows of several indexes, rising and counted on from one to the next."""
    return index_of(_table_of(rows, [one.table for one in some]))


def _table_of(rows: Rows, tables: Sequence[KeyTable]) -> KeyTable:
    """The table of some rows, rising and counted on from table to table."""
    firsts = list(accumulate(map(len, tables), initial=0))
    ends = np.searchsorted(rows, firsts).tolist()
    return KeyTable.together(
        [
            table.only(rows[begin:end] - first)
            for table, first, (begin, end) in zip(tables, firsts, pairwise(ends), strict=False)
        ]
    )


def _rarity(
    table: KeyTable, old: Sequence[KeyIndex], new: KeyTable, *, gone: int
) -> NDArray[np.int32]:
    """`Packed.rarity` of a table of some records, counted over the old and the new ones.

    Without as many of the old as are gone: nothing of what they held is counted either.
    """
    records = sum(map(len, old)) + len(new) - gone
    held = []
    for place, field in enumerate(FIELDS):
        counts = [*(one.held[place] for one in old), Counts(*holders(new, field))]
        held.append(held_of(counts, np.unique(getattr(table, field).values)))
    return rarity_of(np.concatenate(held), records)


def held_in(some: Sequence[KeyIndex], field: str, texts: Sequence[str]) -> NDArray[np.int64]:
    """How many records of some indexes hold each text of one of `FIELDS`, shape (texts,)."""
    place = FIELDS.index(field)
    return held_of([one.held[place] for one in some], numbers_in(texts, field))
