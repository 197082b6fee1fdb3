"""Search a gallery of names for those that can be the query's, best first."""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN202, PLR0917, PLR0913

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.names.align import align
from hawkari.engines.names.assign import NOT_MET, Words, workspace
from hawkari.engines.names.compare import score
from hawkari.engines.names.costs import hand_set_tables
from hawkari.engines.names.postings import Postings, grams_of
from hawkari.engines.names.prepare import Batch, WordTable, padded
from hawkari.engines.names.skeleton import skeleton_variants

__all__ = ["Gallery", "Hit"]

_WORDS_A_TOKEN = 500
_CANDIDATES = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """One person found.

    Attributes:
        person_id: as the gallery was given it.
        name: the name of that person that scored best.
        probability: 0–1, as `compare` gives it.
        weight: evidence in bits, as `compare` gives it; hits are ranked by it.
    """

    person_id: str
    name: str
    probability: float
    weight: float


@njit(cache=True, nogil=True)
def _word_costs(codes, length, words, chosen, costs, tables, cells, out):
    """Relative cost of one word against the chosen words."""
    for place in range(chosen.size):
        w = chosen[place]
        cost = align(codes, words.codes[w, : words.sizes[w]], costs, tables[w], cells)
        out[place] = cost / max(np.float32(1.0), np.float32(0.5) * (length + words.lengths[w]))


class Gallery:
    """Names to search, held in memory.

    Building costs some 20 µs a name; a query some milliseconds at 100,000 names. A query's words
    are looked up by skeleton 2-grams among the gallery's distinct words, names are ranked by the
    words found, and the best are compared in full.

    Args:
        entries: pairs of a name and the id of its person; a person may have several names, and a
            name several persons. Names without letters are left out.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        table = WordTable()
        kept = [(name, person) for name, person in entries if table.add(name)[0]]
        self._names = [name for name, _ in kept]
        self._persons = [person for _, person in kept]
        folded = [table.add(name) for name in self._names]
        self._ids = padded([ids for ids, _ in folded])
        self._arabic = np.array([arabic for _, arabic in folded], np.bool_)
        self._words: Words = table.words()
        tokens = [token for token, _ in table.numbers]
        self._grams = Postings.of([grams_of(skeleton_variants(token)) for token in tokens])
        self._holders = Postings.of_numbers(self._ids, len(tokens))
        self._word_arabic = np.zeros(len(tokens), np.int64)
        for place, arabic in enumerate(self._arabic):
            if arabic:
                self._word_arabic[self._ids[place][self._ids[place] >= 0]] = 1

    def __len__(self) -> int:
        return len(self._names)

    def search(self, query: str, top: int = 10) -> list[Hit]:
        """The persons whose names can be the query's, best first.

        Args:
            query: a name or part of one, in any script.
            top: how many persons at most.

        Returns:
            One hit a person, most evidence first; equal ones in the gallery's order. Empty when
            the query or the gallery holds no letter, or no name comes near.
        """
        table = WordTable()
        ids, arabic = table.add(query)
        if not ids or not self._names:
            return []
        words = table.words()
        rows = self._candidates(list(table.numbers), words, arabic=arabic)
        if not len(rows):
            return []
        batch = self._batch(query, ids, words, arabic=arabic, rows=rows)
        scores = score(batch, workspace())
        weights = scores.weights()
        order = np.lexsort((rows, -weights))
        ranked = rows[order], scores.probabilities()[order], weights[order]
        return self._best_by_person(*ranked, top=top)

    def _candidates(
        self, tokens: list[tuple[str, bool]], words: Words, *, arabic: bool
    ) -> NDArray[np.int64]:
        """Rows worth a full comparison: those holding the words nearest to the query's."""
        found = np.zeros(len(self._names), np.float32)
        tables = self._word_arabic + arabic
        cells = workspace().cells
        for number, (token, _) in enumerate(tokens):
            shared = self._grams.shared(grams_of(skeleton_variants(token)))
            chosen = _largest(shared, _WORDS_A_TOKEN)
            near = np.empty(len(chosen), np.float32)
            codes = words.codes[number, : words.sizes[number]]
            _word_costs(codes, words.lengths[number], self._words, chosen, hand_set_tables(),
                        tables, cells, near)  # fmt: skip
            best = np.zeros(len(self._names), np.float32)
            for place in np.argsort(-near):
                if near[place] < NOT_MET:
                    gain = words.bits[number] * (1 - near[place] / NOT_MET)
                    best[self._holders.of_number(chosen[place])] = gain
            found += best
        return _largest(found, _CANDIDATES)

    def _batch(
        self,
        query: str,
        ids: tuple[int, ...],
        words: Words,
        *,
        arabic: bool,
        rows: NDArray[np.int64],
    ) -> Batch:
        """The query against some rows, with the few words that takes."""
        held, numbers = np.unique(self._ids[rows], return_inverse=True)
        first = int(held.size > 0 and held[0] < 0)
        held = held[first:]
        theirs = numbers.reshape(-1, self._ids.shape[1]) - first
        gallery = self._words
        both = Words(
            codes=np.concatenate([gallery.codes[held], words.codes]),
            sizes=np.concatenate([gallery.sizes[held], words.sizes]),
            lengths=np.concatenate([gallery.lengths[held], words.lengths]),
            bits=np.concatenate([gallery.bits[held], words.bits]),
        )
        mine = padded([tuple(number + held.size for number in ids)])[0]
        # the same rule as in `prepare`, so that a search scores as a comparison does
        sizes = (theirs >= 0).sum(axis=1)
        after = np.array([query > self._names[row] for row in rows], np.bool_)
        swapped = (sizes < len(ids)) | ((sizes == len(ids)) & after)
        query_rows = np.broadcast_to(mine, theirs.shape)
        return Batch(
            words=both,
            left=np.where(swapped[:, None], theirs, query_rows),
            right=np.where(swapped[:, None], query_rows, theirs),
            tables=self._arabic[rows].astype(np.int64) + int(arabic),
            swapped=swapped,
        )

    def _best_by_person(
        self,
        rows: NDArray[np.int64],
        probabilities: NDArray[np.float64],
        weights: NDArray[np.float64],
        *,
        top: int,
    ) -> list[Hit]:
        hits: dict[str, Hit] = {}
        for row, chance, weight in zip(rows, probabilities, weights, strict=True):
            person = self._persons[row]
            if person not in hits:
                hits[person] = Hit(person, self._names[row], float(chance), float(weight))
                if len(hits) == top:
                    break
        return list(hits.values())


def _largest(values: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """Places of the largest values above 0, at most `most`, in ascending order of place."""
    if len(values) > most:
        places = np.argpartition(-values, most - 1)[:most]
    else:
        places = np.arange(len(values))
    return np.sort(places[values[places] > 0]).astype(np.int64)
