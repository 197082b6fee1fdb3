"""What Spark's workers do with their parts of the records and pairs: vectorised, Arrow in and out.

Each function here takes batches and gives batches, for `mapInArrow`. They call the very functions
that a run in one process calls; what these count over all records they are told (`Told`).
"""

# Compiled loops take their arrays by position.
# ruff: noqa: PLR0917

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import RULES, key_table
from hawkari.engines.linkage.blocking.choosing import FIRST_OF_ALL, ranks
from hawkari.engines.linkage.blocking.entries import Columns, entries_of
from hawkari.engines.linkage.blocking.keys import FIELDS, KeyTable
from hawkari.engines.linkage.blocking.packing import UNIT, holders, pack
from hawkari.engines.linkage.blocking.weighing import BITS, SCRATCH, weigh
from hawkari.engines.linkage.comparing import compare_fields, compare_pairs, contradicts
from hawkari.engines.linkage.dates import BirthDate
from hawkari.engines.linkage.distinct import codes_of
from hawkari.engines.linkage.hashed import Counts
from hawkari.engines.linkage.population import Population, count_population, prepare_among
from hawkari.engines.linkage.preparing import PreparedRecords, prepare
from hawkari.engines.linkage.stores import record_of
from hawkari.engines.names.compiled import compiled

__all__ = ["Told", "compared", "counted", "keyed", "ranked", "told_of"]

Batches = Iterator[pa.RecordBatch]
# Kinds of counts: parts, phones and dates of the population, then the fields of blocking.
_PARTS, _PHONES, _BIRTHS, _FIELDS = range(4)
_YEAR = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """What every worker must know of all records.

    Attributes:
        population: see there.
        held: of each field of blocking, how many records hold each value.
    """

    population: Population
    held: tuple[Counts, ...]


def counted(batches: Batches) -> Batches:
    """From `row, text`: `kind, number, held`, to be summed."""
    for batch in batches:
        prepared = prepare(_records(batch["text"]))
        counts = count_population(prepared)
        births = Counts(
            np.array([_number(date) for date in counts.births], np.uint64),
            np.array(list(counts.births.values()), np.int64),
        )
        table = key_table(prepared)
        fields = [Counts(*holders(table, field)) for field in FIELDS]
        for kind, one in enumerate((counts.parts[0], counts.phones[0], births, *fields)):
            yield _batch(
                kind=np.full(len(one.numbers), kind, np.int32),
                number=one.numbers.view(np.int64),
                held=one.counts.astype(np.int64),
            )


def told_of(counts: pa.Table, records: int) -> Told:
    """What `counted` gave, summed over all batches.

    Args:
        counts: `kind, number, held`.
        records: how many there are.
    """
    kinds, numbers, held = (counts[name].to_numpy() for name in ("kind", "number", "held"))

    def of(kind: int) -> Counts:
        mine = numbers[kinds == kind].view(np.uint64)
        order = np.argsort(mine)
        return Counts(mine[order], held[kinds == kind][order])

    births = of(_BIRTHS)
    dates = (
        BirthDate(number // _YEAR, number // 100 % 100, number % 100)
        for number in births.numbers.tolist()
    )
    population = Population(
        records=records,
        parts=(of(_PARTS),),
        phones=(of(_PHONES),),
        births=Counter(dict(zip(dates, births.counts.tolist(), strict=True))),
    )
    return Told(population, tuple(of(_FIELDS + place) for place in range(len(FIELDS))))


def keyed(batches: Batches, told: Told) -> Batches:
    """From `row, text`: the blocking keys of each record, `rule, key, row`, each once."""
    for batch in batches:
        rows = batch["row"].to_numpy()
        table = key_table(prepare_among(_records(batch["text"]), told.population))
        columns = Columns(table)
        for number, rule in enumerate(RULES):
            keys, owners = entries_of(rule, columns, (0, len(table)))
            order = np.lexsort((keys, owners))
            keys, owners = keys[order], owners[order]
            first = np.ones(len(keys), np.bool_)
            first[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
            yield _batch(
                rule=np.full(int(first.sum()), number, np.int32),
                key=keys[first].view(np.int64),
                row=rows[owners[first]],
            )


def ranked(batches: Batches, told: Told, always: int) -> Batches:
    """From pairs with the texts of both records: `left, right, rules, rank`."""
    for batch in batches:
        prepared, one, other = _sides(batch, told)
        table = key_table(prepared)
        packed = pack(table)
        weights = np.empty(batch.num_rows, np.int64)
        _weigh_all(packed.starts, packed.numbers, _rarity(table, told), one, other, weights)
        rules = batch["rules"].to_numpy()
        weights[(rules & always) != 0] += FIRST_OF_ALL
        yield _batch(
            left=batch["left"],
            right=batch["right"],
            rules=rules,
            rank=ranks(weights, table.identity[one], table.identity[other]),
        )


def compared(batches: Batches, told: Told) -> Batches:
    """From pairs with the texts of both records: `left, right, rules, code, best_l, best_r`.

    The code is that of `distinct.codes_of`; names are compared where the rest does not contradict.
    """
    for batch in batches:
        prepared, one, other = _sides(batch, told)
        matrix = compare_fields(prepared, one, other)
        best = np.zeros((len(matrix), 2), np.int32)
        hopeful = np.flatnonzero(~contradicts(matrix))
        levels = compare_pairs(prepared, one[hopeful], other[hopeful], fields=matrix[hopeful])
        matrix[hopeful], best[hopeful] = levels.matrix, levels.best_names
        yield _batch(
            left=batch["left"],
            right=batch["right"],
            rules=batch["rules"],
            code=codes_of(matrix),
            best_l=best[:, 0],
            best_r=best[:, 1],
        )


def _sides(
    batch: pa.RecordBatch, told: Told
) -> tuple[PreparedRecords, NDArray[np.int64], NDArray[np.int64]]:
    """The records of the pairs of a batch, each prepared once, and where either side stands."""
    rows = np.concatenate([batch["left"].to_numpy(), batch["right"].to_numpy()])
    _, first, places = np.unique(rows, return_index=True, return_inverse=True)
    texts = pa.concat_arrays([batch["text_l"], batch["text_r"]]).take(pa.array(first))
    prepared = prepare_among(_records(texts), told.population)
    return prepared, places[: batch.num_rows], places[batch.num_rows :]


def _records(texts: Any) -> list[Any]:
    return [record_of(text) for text in texts.to_pylist()]


def _number(date: BirthDate) -> int:
    return date.year * _YEAR + date.month * 100 + date.day


def _rarity(table: KeyTable, told: Told) -> NDArray[np.int32]:
    """`Packed.rarity` of a table of some records, counted over all of them."""
    parts = []
    for field, counts in zip(FIELDS, told.held, strict=True):
        values = np.unique(getattr(table, field).values)
        held = counts.counts[np.searchsorted(counts.numbers, values)] if len(values) else values
        share = (held + 1) / (told.population.records + 1)
        parts.append(np.rint(-np.log2(share) * UNIT).astype(np.int32))
    return np.concatenate(parts)


@compiled
def _weigh_all(starts: Any, numbers: Any, rarity: Any, one: Any, other: Any, out: Any) -> None:
    scratch = np.zeros(2 * SCRATCH, np.int64)
    for pair in range(len(one)):
        out[pair] = weigh(numbers, rarity, BITS, scratch, starts[one[pair]], starts[other[pair]])


def _batch(**columns: Sequence[Any] | NDArray[Any] | pa.Array) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({name: pa.array(of) for name, of in columns.items()})
