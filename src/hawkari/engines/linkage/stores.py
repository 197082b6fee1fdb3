"""What a link state keeps of the records it has seen, as arrays that may lie in files.

A state is a row of *segments*: what a run or an increment added, or several of them one after
another (`merging`). Rows are numbered on from segment to segment, in the order in which the
records came; arrays of a state that was loaded are read from its files as they are needed.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import KeyIndex
from hawkari.engines.linkage.blocking.keys import ranges
from hawkari.engines.linkage.hashed import Counts, mark_of, numbers_of
from hawkari.engines.linkage.model import MODEL_VERSION
from hawkari.engines.linkage.values import Record
from hawkari.engines.names import KEY_VERSION

__all__ = [
    "FORM",
    "Segment",
    "arrays_of",
    "both_ways",
    "ids_of",
    "joined_with",
    "key_of",
    "named",
    "packed",
    "packed_texts",
    "pairs_from",
    "places_in",
    "record_at",
    "record_of",
    "rows_of",
    "still_there",
    "taken_out",
    "text_of",
]

Rows = NDArray[np.int64]

FORM = 4
"""Of segments and of the list of them: another number where either is laid out otherwise."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What one run, or several after another, added to a state.

    Attributes:
        name: a word made of its content, see `named`: the same content, the same name.
        text: the records as JSON, one after another, uint8.
        starts: shape (records + 1,), int64: where each begins in `text`.
        id_text: their ids, one after another, uint8.
        id_starts: shape (records + 1,), int64: where each begins in `id_text`.
        ids: numbers of their ids, rising, uint64.
        id_rows: int64: the row within the segment of each of `ids`.
        pairs: `key_of` of each weighed pair, int64, rising; at least one side is of the segment.
        weights: of each pair, bits.
        rules: of each pair, int32: bit k is set where blocking rule k proposed it.
        joined: of each pair that may be joined, `row << 32 | other` both ways, int64, rising.
        keys: what blocking looks at.
        parts: in how many of the records each part of a name stands.
        phones: how many of the records hold each phone.
        taken: rows of earlier records that were taken out when these were added, int64, rising.
            Counts of this segment are less by theirs, so those of all segments sum up to what is
            there; what earlier segments hold of these rows no longer counts.
    """

    name: str
    text: NDArray[np.uint8]
    starts: Rows
    id_text: NDArray[np.uint8]
    id_starts: Rows
    ids: NDArray[np.uint64]
    id_rows: Rows
    pairs: Rows
    weights: NDArray[np.float64]
    rules: NDArray[np.int32]
    joined: Rows
    keys: KeyIndex
    parts: Counts
    phones: Counts
    taken: Rows

    def __len__(self) -> int:
        return len(self.starts) - 1


def arrays_of(segment: Segment) -> Iterator[tuple[str, NDArray[Any]]]:
    """Every array of a segment with the name of its file, always in one order."""
    for field in fields(segment):
        value = getattr(segment, field.name)
        if isinstance(value, KeyIndex):
            for name, array in value.arrays().items():
                yield f"{field.name}.{name}", array
        elif isinstance(value, Counts):
            yield f"{field.name}.numbers", value.numbers
            yield f"{field.name}.counts", value.counts
        elif field.name != "name":
            yield field.name, value


def named(segment: Segment) -> Segment:
    """A segment under the name of its content: every array, and what the arrays were made by.

    Cost: linear in the arrays; some seconds for a million records.
    """
    listed = dict(arrays_of(segment))
    made_by = f"{FORM} {MODEL_VERSION} {KEY_VERSION} {list(listed)}"
    mark = mark_of(np.frombuffer(made_by.encode(), np.uint8), *listed.values())
    return replace(segment, name=f"segment-{mark}")


def key_of(left: Rows, right: Rows) -> Rows:
    """One number a pair of rows; rises with the smaller row, then the larger one."""
    return (np.minimum(left, right) << 32) | np.maximum(left, right)


def text_of(record: Record) -> str:
    """A record as one line of JSON; `record_of` takes it back."""
    properties = {name: list(values) for name, values in record.properties.items()}
    plain = [record.id, record.schema, record.source, properties]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def record_of(text: str) -> Record:
    """The record that `text_of` wrote."""
    identity, schema, source, properties = json.loads(text)
    return Record(
        identity, schema, source, {name: tuple(values) for name, values in properties.items()}
    )


def packed(records: Sequence[Record]) -> tuple[NDArray[np.uint8], Rows]:
    """Records as `Segment.text` and `Segment.starts`."""
    return packed_texts(map(text_of, records))


def packed_texts(every: Iterable[str]) -> tuple[NDArray[np.uint8], Rows]:
    """Texts one after another, and where each begins, and the last ends."""
    texts = [text.encode("utf-8", "surrogatepass") for text in every]
    starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)
    return np.frombuffer(b"".join(texts), np.uint8), starts


def record_at(segment: Segment, row: int) -> Record:
    """The record of a row of a segment, its first being 0."""
    text = bytes(segment.text[segment.starts[row] : segment.starts[row + 1]])
    return record_of(text.decode("utf-8", "surrogatepass"))


def ids_of(segment: Segment) -> list[str]:
    """The ids of a segment's records, by row."""
    text = bytes(segment.id_text)
    starts = segment.id_starts.tolist()
    return [text[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(starts)]


def rows_of(segments: Sequence[Segment], ids: Sequence[str]) -> dict[str, int]:
    """The rows of those ids that the segments hold, rows counted over all of them.

    Of an id that stands more than once, the last.
    """
    wanted = numbers_of(ids)
    found = {}
    first = 0
    for segment in segments:
        places = np.searchsorted(segment.ids, wanted)
        at = np.minimum(places, max(len(segment.ids) - 1, 0))
        hits = np.flatnonzero(segment.ids[at] == wanted).tolist() if len(segment) else []
        for hit in hits:
            row = int(segment.id_rows[at[hit]])
            begin, end = segment.id_starts[row : row + 2]
            if bytes(segment.id_text[begin:end]).decode("utf-8", "surrogatepass") == ids[hit]:
                found[ids[hit]] = first + row
        first += len(segment)
    return found


def pairs_from(
    segments: Sequence[Segment], rows: Rows
) -> Iterator[tuple[Rows, NDArray[np.float64]]]:
    """Pairs whose smaller row is one of some rows, by segment: their keys and weights.

    Of no segments, no pairs.
    """
    yield np.zeros(0, np.int64), np.zeros(0, np.float64)
    for segment in segments:
        begin = np.searchsorted(segment.pairs, rows << 32)
        end = np.searchsorted(segment.pairs, (rows + 1) << 32)
        taken = ranges(begin, end)
        yield np.asarray(segment.pairs[taken]), np.asarray(segment.weights[taken])


def joined_with(segments: Sequence[Segment], rows: Rows) -> Rows:
    """The rows that a joinable pair connects with one of some rows; some more than once."""
    found = [np.zeros(0, np.int64)]
    for segment in segments:
        begin = np.searchsorted(segment.joined, rows << 32)
        end = np.searchsorted(segment.joined, (rows + 1) << 32)
        found.append(np.asarray(segment.joined[ranges(begin, end)]) & ((1 << 32) - 1))
    return np.concatenate(found)


def taken_out(segments: Sequence[Segment]) -> Rows:
    """The rows that were taken out, rising."""
    return np.sort(np.concatenate([np.zeros(0, np.int64), *(one.taken for one in segments)]))


def still_there(rows: Rows, gone: Rows) -> NDArray[np.bool_]:
    """Of each of some rows, whether it is none of those that were taken out, which rise."""
    if len(gone) == 0:
        return np.ones(len(rows), np.bool_)
    at = np.minimum(np.searchsorted(gone, rows), len(gone) - 1)
    return np.asarray(gone[at] != rows)


def both_ways(pairs: Rows) -> Rows:
    """`Segment.joined` of some pairs, which are as `key_of` gives them."""
    return np.sort(np.concatenate([pairs, (pairs & ((1 << 32) - 1)) << 32 | pairs >> 32]))


def places_in(rows: Rows, wanted: Rows) -> Rows:
    """Where each of some rows stands among others, which are in any order; -1 where it does not."""
    if len(rows) == 0:
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(rows)
    at = order[np.minimum(np.searchsorted(rows, wanted, sorter=order), len(rows) - 1)]
    return np.where(rows[at] == wanted, at, -1)
