"""An index of blocking keys: new records are blocked without a pass over the old ones.

An index is made of some records once, may lie in files, and never changes; two of them can be made
one. What is read of it grows with the new records: their keys are looked up, and then the old
records that share one with them, of which the rules' quotas allow so many a new record.
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

__all__ = ["KeyIndex", "block_new", "held_in", "index_of"]

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """Which of some records hold which key of each rule, and how many hold each value.

    Attributes:
        table: of the records.
        bounds: shape (rules + 1,), int64: where each rule's entries begin in `keys` and `rows`.
        keys: uint64, rising within a rule.
        rows: int32, the record of each key, rising within a key.
        held: of each of `FIELDS`, how many records hold each value.
    """

    table: KeyTable
    bounds: NDArray[np.int64]
    keys: NDArray[np.uint64]
    rows: NDArray[np.int32]
    held: tuple[Counts, ...]

    def __len__(self) -> int:
        return len(self.table)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Plain arrays by name, for a file of arrays; `KeyIndex.of` takes them back."""
        found = self.table.arrays()
        found |= {"rule_bounds": self.bounds, "rule_keys": self.keys, "rule_rows": self.rows}
        for field, counts in zip(FIELDS, self.held, strict=True):
            found |= {f"{field}_held_numbers": counts.numbers, f"{field}_held": counts.counts}
        return found

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
        )

    @classmethod
    def together(cls, some: Sequence["KeyIndex"]) -> "KeyIndex":
        """One index of several, rows counted on from one to the next.

        Cost: linear in their entries; a merge of what is sorted.
        """
        firsts = list(accumulate((len(one) for one in some), initial=0))
        merged = []
        for rule in range(len(RULES)):
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
        return cls(KeyTable.together([one.table for one in some]), *_laid_out(merged), held)

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
    return KeyIndex(table, *_laid_out(sorted_entries), held)


def _laid_out(
    every: Sequence[Entries],
) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.int32]]:
    bounds = np.array(list(accumulate((len(one.keys) for one in every), initial=0)), np.int64)
    keys, rows = (np.concatenate(side) for side in zip(*every, strict=True))
    return bounds, keys, rows.astype(np.int32)


def block_new(old: Sequence[KeyIndex], new: KeyTable, *, budget: float = BUDGET) -> Candidates:
    """Candidate pairs that touch a new record.

    Rows are those of the old records, counted on from index to index, and behind them the new ones.

    Args:
        old: of the records that are there.
        new: of the new ones.
        budget: pairs a new record, at most, on average.

    Cost: grows with the new records and what the rules' quotas allow each of them.
    """
    first = sum(map(len, old))
    columns = Columns(new)
    blocks = [_blocks(number, columns, old) for number in range(len(RULES))]
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
        rarity=_rarity(table, old, new),
    )
    found = candidates_of(among, chosen)
    return replace(found, left=met[found.left], right=met[found.right])


def _blocks(number: int, columns: Columns, old: Sequence[KeyIndex]) -> Blocks:
    """The blocks of a rule that touch a new record; its quota counts for the new ones."""
    rule, table = RULES[number], columns.table
    keys, rows = in_order(entries_of(rule, columns, (0, len(table))))
    wanted, fresh = np.unique(keys, return_counts=True)
    spans = [one.spans(number, wanted) for one in old]
    sizes = fresh + sum((end - begin for begin, end in spans), start=np.zeros_like(fresh))
    pairs = fresh * (fresh - 1) // 2 + fresh * (sizes - fresh)
    limits = limits_of(rule, sizes, pairs, counted=len(table))
    kept = np.flatnonzero(limits.kept)
    owners, members, first = [], [], 0
    for one, span in zip(old, spans, strict=True):
        begin, end = (side[kept] for side in span)
        owners.append(np.repeat(kept, end - begin))
        members.append(one.rows[ranges(begin, end)].astype(np.int64) + first)
        first += len(one)
    place = np.repeat(np.arange(len(wanted)), fresh)
    owners.append(place[limits.kept[place]])
    members.append(rows[limits.kept[place]].astype(np.int64) + first)
    owner, member = np.concatenate(owners), np.concatenate(members)
    return Blocks(
        np.concatenate([[0], np.cumsum(sizes[kept])]).astype(np.int64),
        member[np.lexsort((member, owner))].astype(np.int32),
        limits.cap,
        limits.stopped,
        limits.cut,
    )


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


def _rarity(table: KeyTable, old: Sequence[KeyIndex], new: KeyTable) -> NDArray[np.int32]:
    """`Packed.rarity` of a table of some records, counted over the old and the new ones."""
    records = sum(map(len, old)) + len(new)
    held = []
    for place, field in enumerate(FIELDS):
        counts = [*(one.held[place] for one in old), Counts(*holders(new, field))]
        held.append(held_of(counts, np.unique(getattr(table, field).values)))
    return rarity_of(np.concatenate(held), records)


def held_in(some: Sequence[KeyIndex], field: str, texts: Sequence[str]) -> NDArray[np.int64]:
    """How many records of some indexes hold each text of one of `FIELDS`, shape (texts,)."""
    place = FIELDS.index(field)
    return held_of([one.held[place] for one in some], numbers_in(texts, field))
