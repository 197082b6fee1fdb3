"""Search one segment: candidates first, then a full comparison of each."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.assign import NOT_MET, Words, workspace
from hawkari.engines.names.costs import hand_set_tables
from hawkari.engines.names.features import FEATURES
from hawkari.engines.names.fold import fold
from hawkari.engines.names.lookup import (
    Scratch,
    add_rows,
    best_of,
    compare_rows,
    share_grams,
    word_costs,
)
from hawkari.engines.names.postings import grams_of
from hawkari.engines.names.prepare import WordTable
from hawkari.engines.names.scoring import Scores
from hawkari.engines.names.scripts import Script
from hawkari.engines.names.segment import Segment
from hawkari.engines.names.short_forms import form_of
from hawkari.engines.names.skeleton import pair_keys, skeleton_variants, token_keys

__all__ = ["CANDIDATES", "Query", "Searcher", "read_query"]

CANDIDATES = 500
"""How many names of a segment are compared in full for one query."""
_WORDS_A_TOKEN = 500
_LEFT_OVER = np.float32(0.05)  # what a bit of a name's words that met none costs a candidate
_BY_KEY = np.float32(0.3)  # share of its bits that a word gains by a shared key alone
_NOTHING = np.zeros(0, np.float32)
_NOBODY = np.zeros(0, np.bool_)


@dataclass(frozen=True, slots=True)
class Query:
    """A query, folded.

    Attributes:
        tokens: folded.
        words: the same as arrays, in order; one a token, repeats too.
        arabic: 1 when it is in Arabic script.
    """

    tokens: tuple[str, ...]
    words: Words
    arabic: int


def read_query(text: str) -> Query:
    """Fold a query."""
    folded = fold(text)
    table = WordTable()
    ids = np.array(table.add(folded), np.int64)
    held = table.words()
    words = Words(
        held.codes[ids], held.sizes[ids], held.lengths[ids], held.bits[ids], held.forms[ids]
    )
    return Query(folded.tokens, words, int(folded.script is Script.ARABIC))


class Searcher:
    """Searches one segment; holds scratch arrays, so one thread at a time.

    Args:
        segment: what to search.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._rows = Scratch.of(len(segment))
        self._words = Scratch.of(len(segment.tables))
        self._base = -_LEFT_OVER * segment.bits
        self._tables = (segment.tables, segment.tables + 1)
        self._work = workspace()
        self._near = lru_cache(maxsize=1 << 12)(self._near_words)

    def search(self, query: Query, dead: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Scores]:
        """Rows worth a full comparison, and how they compare.

        Args:
            query: with at least one token.
            dead: shape (rows,), never found.

        Returns:
            Rows in no order, and their scores.
        """
        rows = self._candidates(query, dead)
        features = np.zeros((len(rows), len(FEATURES)), np.float32)
        held = self._segment
        names = (held.starts, held.ids, held.arabic)
        compare_rows(
            query.words, held.words, names, rows, query.arabic, hand_set_tables(), self._work,
            features,
        )  # fmt: skip
        return rows, Scores(features, np.ones(len(rows), np.bool_), swapped=False)

    def _candidates(self, query: Query, dead: NDArray[np.bool_]) -> NDArray[np.int64]:
        holders, count = self._segment.holders, 0
        for place, token in enumerate(query.tokens):
            codes = query.words.codes[place, : query.words.sizes[place]].tobytes()
            length = float(query.words.lengths[place])
            chosen, share = self._near(token, (codes, length), query.arabic)
            gains = query.words.bits[place] * share
            count = add_rows(holders.starts, holders.rows, chosen, gains, place + 1, count,
                             self._rows)  # fmt: skip
        count = self._add_joined(query, count)
        found: NDArray[np.int64] = best_of(self._rows, count, self._base, dead, CANDIDATES)
        return found

    def _near_words(
        self, token: str, coded: tuple[bytes, float], arabic: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Words near one of the query's, best first, and what share of its bits each gains."""
        held = self._segment
        exact = held.keys.rows(token_keys(token)).astype(np.int64)
        near = self._by_grams(token, _WORDS_A_TOKEN)
        chosen = np.union1d(exact, near)
        cost = np.empty(len(chosen), np.float32)
        codes, length = coded
        word = np.frombuffer(codes, np.uint8).copy()
        known = (np.float32(length), form_of(token))
        word_costs(word, known, held.words, chosen, hand_set_tables(), self._tables[arabic],
                   self._work.cells, cost)  # fmt: skip
        share = 1 - cost / NOT_MET
        by_key = np.isin(chosen, exact, assume_unique=True)
        share = np.maximum(share, np.where(by_key, np.float32(0.01), share))
        order = np.lexsort((chosen, -share))
        order = order[share[order] > 0]
        return chosen[order], share[order].astype(np.float32)

    def _by_grams(self, token: str, most: int) -> NDArray[np.int64]:
        held = self._segment
        keys = grams_of(skeleton_variants(token))
        numbers = held.grams.numbers(keys)
        postings = held.grams.postings
        sizes = postings.starts[numbers + 1] - postings.starts[numbers]
        weights = np.log2(1 + len(held.width) / np.maximum(1, sizes)).astype(np.float32)
        count = share_grams(postings.starts, postings.rows, numbers, weights, self._words)
        touched = self._words.touched[:count]
        self._words.score[touched] /= held.width[touched] + np.float32(len(keys))
        found: NDArray[np.int64] = best_of(self._words, count, _NOTHING, _NOBODY, most)
        return found

    def _add_joined(self, query: Query, count: int) -> int:
        """Add what neighbours written as one word find: Hama Salih and حەمەساڵح."""
        held, tokens, bits = self._segment, query.tokens, query.words.bits
        place = len(tokens)
        for at in range(len(tokens) - 1):
            joined = pair_keys(tokens[at], tokens[at + 1])
            words = held.keys.rows(joined).astype(np.int64)
            gains = np.full(len(words), _BY_KEY * (bits[at] + bits[at + 1]), np.float32)
            place += 1
            count = add_rows(held.holders.starts, held.holders.rows, words, gains, place, count,
                             self._rows)  # fmt: skip
        for at, token in enumerate(tokens):
            keys = held.pairs.numbers(token_keys(token))
            gains = np.full(len(keys), _BY_KEY * bits[at], np.float32)
            place += 1
            count = add_rows(held.pairs.postings.starts, held.pairs.postings.rows, keys, gains,
                             place, count, self._rows)  # fmt: skip
        return count
