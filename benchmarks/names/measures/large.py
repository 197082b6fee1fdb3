"""The index at size: build, memory, time of a query, and what it misses of brute force."""

import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from hawkari.engines.names.assign import workspace
from hawkari.engines.names.costs import hand_set_tables
from hawkari.engines.names.features import FEATURES
from hawkari.engines.names.index import NameIndex
from hawkari.engines.names.lookup import compare_rows
from hawkari.engines.names.model import bits
from hawkari.engines.names.searching import read_query

__all__ = ["Built", "brute_force", "build"]

_BLOCK = 50_000
_DRAWN = 10_000  # entries made at once, so that timing them costs nothing


@dataclass(frozen=True, slots=True)
class Built:
    """An index and what it took.

    Attributes:
        index: ready to search.
        seconds: of processor time, one thread, folding included; without making the entries.
        megabytes: most the process held, less what it held before.
    """

    index: NameIndex
    seconds: float
    megabytes: float


def build(entries: Iterable[tuple[str, str]]) -> Built:
    """Build an index; the entries should come from an iterator, so that they take no memory.

    What the iterator itself takes is left out: inventing a person costs about as much as indexing
    one.
    """
    before, making = _peak(), _Making(entries)
    begun = time.process_time()
    index = NameIndex(making)
    return Built(index, time.process_time() - begun - making.seconds, _peak() - before)


class _Making:
    """Entries, and the processor time that making them has taken so far."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._entries = iter(entries)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[tuple[str, str]]:
        while True:
            begun = time.process_time()
            drawn = list(islice(self._entries, _DRAWN))
            self.seconds += time.process_time() - begun
            if not drawn:
                return
            yield from drawn


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def brute_force(index: NameIndex, texts: Sequence[str], top: int = 10) -> list[list[str]]:
    """Persons by a full comparison with every name of an index of one segment, best first."""
    segment = index.segments()[0]
    work, found = workspace(), []
    for text in texts:
        query = read_query(text)
        weights = []
        for start in range(0, len(segment), _BLOCK):
            rows = np.arange(start, min(len(segment), start + _BLOCK))
            features = np.zeros((len(rows), len(FEATURES)), np.float32)
            compare_rows(query.words, segment.words,
                         (segment.starts, segment.ids, segment.arabic), rows, query.arabic,
                         hand_set_tables(), work, features)  # fmt: skip
            weights.append(bits(features))
        best = np.argsort(-np.concatenate(weights), kind="stable")[: 20 * top]
        persons = dict.fromkeys(segment.persons[row] for row in best)
        found.append(list(persons)[:top])
    return found
