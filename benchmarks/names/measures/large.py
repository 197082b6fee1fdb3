"""The index at size: build, memory, time of a query, and what it misses of brute force."""

import resource
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Built:
    """An index and what it took.

    Attributes:
        index: ready to search.
        seconds: of processor time, one thread, folding included.
        megabytes: most the process held, less what it held before.
    """

    index: NameIndex
    seconds: float
    megabytes: float


def build(entries: Iterable[tuple[str, str]]) -> Built:
    """Build an index; the entries should come from an iterator, so that they are not counted."""
    before = _peak()
    begun = time.process_time()
    index = NameIndex(entries)
    return Built(index, time.process_time() - begun, _peak() - before)


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
