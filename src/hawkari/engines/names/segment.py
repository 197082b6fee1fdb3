"""A segment: names made searchable, never changed afterwards; in memory or mapped from a folder."""

import gc
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.assign import Words
from hawkari.engines.names.fold import fold
from hawkari.engines.names.postings import Keyed, Postings, digest_of, grams_of
from hawkari.engines.names.prepare import WordTable
from hawkari.engines.names.scripts import Script
from hawkari.engines.names.skeleton import pair_keys, skeleton_variants, token_keys

__all__ = ["Entry", "Segment"]

Entry = tuple[str, str]
"""A name, and the id of its person."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Many short texts in one row of bytes.

    Attributes:
        at: shape (n + 1,), int64: where each begins in `data`.
        data: uint8, UTF-8.
    """

    at: NDArray[np.int64]
    data: NDArray[np.uint8]

    def __getitem__(self, row: int) -> str:
        data = self.data[self.at[row] : self.at[row + 1]]
        return data.tobytes().decode("utf-8", "surrogatepass")


class _TextDraft:
    """Texts in the making; what UTF-8 cannot hold is kept all the same."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._at = array("q", [0])

    def add(self, text: str) -> None:
        self._data += text.encode("utf-8", "surrogatepass")
        self._at.append(len(self._data))

    def texts(self) -> Texts:
        return Texts(np.array(self._at, np.int64), np.frombuffer(self._data, np.uint8))


@dataclass(frozen=True)
class Segment:
    """Names, and what finds them; rows are names, in the order given.

    Attributes:
        names: the names.
        persons: the ids of their persons.
        starts: shape (n + 1,), int64: where each name's words begin in `ids`.
        ids: int32, words of each name in its order.
        arabic: shape (n,), uint8: 1 for a name in Arabic script.
        bits: shape (n,), float32: of all words of a name, see `rarity`.
        words: the distinct words.
        tables: shape (words,), int64: 1 where any name that holds it is in Arabic script.
        holders: rows that hold each word.
        grams: words by 2-grams of their skeletons.
        width: shape (words,), float32: how many grams each word has, at least 1.
        keys: words by their blocking keys.
        pairs: rows by the blocking keys of two neighbouring words.
        digests: shape (n,), uint64: of the persons' ids, ascending.
        people: shape (n,), int32: the row of each digest.
    """

    names: Texts
    persons: Texts
    starts: NDArray[np.int64]
    ids: NDArray[np.int32]
    arabic: NDArray[np.uint8]
    bits: NDArray[np.float32]
    words: Words
    tables: NDArray[np.int64]
    holders: Postings
    grams: Keyed
    width: NDArray[np.float32]
    keys: Keyed
    pairs: Keyed
    digests: NDArray[np.uint64]
    people: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.arabic)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Segment":
        """Make names searchable; those without letters are left out.

        Cost: some 20 to 30 µs a name, and 120 bytes where most words are shared.
        """
        draft = _Draft()
        with _collector_resting():
            for name, person in entries:
                draft.add(name, person)
            return draft.segment()

    def rows_of(self, person_id: str) -> list[int]:
        """Rows of a person's names, ascending."""
        digest = np.uint64(digest_of(person_id))
        low = int(np.searchsorted(self.digests, digest, side="left"))
        high = int(np.searchsorted(self.digests, digest, side="right"))
        rows = sorted(self.people[low:high].tolist())
        return [row for row in rows if self.persons[row] == person_id]

    def entries(self, alive: NDArray[np.bool_]) -> Iterator[Entry]:
        """Names with the ids of their persons, where `alive`."""
        for row in np.flatnonzero(alive).tolist():
            yield self.names[row], self.persons[row]

    def save(self, folder: Path) -> None:
        """Write the segment into a folder that does not exist yet, one file an array."""
        folder.mkdir()
        for name, held in _arrays(self).items():
            np.save(folder / f"{name}.npy", held)

    @classmethod
    def load(cls, folder: Path) -> "Segment":
        """Map a segment that `save` wrote; nothing is read before it is asked for."""
        held = {name: _mapped(folder / f"{name}.npy") for name in _ARRAYS}
        return cls(
            names=Texts(held["names_at"], held["names_data"]),
            persons=Texts(held["persons_at"], held["persons_data"]),
            words=Words(*(held[f"words_{name}"] for name in Words._fields)),
            holders=Postings(held["holders_starts"], held["holders_rows"]),
            grams=_keyed(held, "grams"),
            keys=_keyed(held, "keys"),
            pairs=_keyed(held, "pairs"),
            starts=held["starts"],
            ids=held["ids"],
            arabic=held["arabic"],
            bits=held["bits"],
            tables=held["tables"],
            width=held["width"],
            digests=held["digests"],
            people=held["people"],
        )


_PLAIN = ("starts", "ids", "arabic", "bits", "tables", "width", "digests", "people")
_KEYED = ("grams", "keys", "pairs")
_ARRAYS = (
    *_PLAIN,
    *(f"{texts}_{part}" for texts in ("names", "persons") for part in ("at", "data")),
    *(f"words_{name}" for name in Words._fields),
    *("holders_starts", "holders_rows"),
    *(f"{name}_{part}" for name in _KEYED for part in ("digests", "starts", "rows")),
)


def _arrays(segment: Segment) -> dict[str, NDArray]:  # type: ignore[type-arg]
    held = {name: getattr(segment, name) for name in _PLAIN}
    for name in ("names", "persons"):
        texts = getattr(segment, name)
        held |= {f"{name}_at": texts.at, f"{name}_data": texts.data}
    held |= {f"words_{name}": part for name, part in segment.words._asdict().items()}
    held |= {"holders_starts": segment.holders.starts, "holders_rows": segment.holders.rows}
    for name in _KEYED:
        keyed = getattr(segment, name)
        held |= {
            f"{name}_digests": keyed.digests,
            f"{name}_starts": keyed.postings.starts,
            f"{name}_rows": keyed.postings.rows,
        }
    return held


def _keyed(held: dict[str, NDArray], name: str) -> Keyed:  # type: ignore[type-arg]
    parts = (held[f"{name}_{part}"] for part in ("digests", "starts", "rows"))
    digests, starts, rows = parts
    return Keyed(digests, Postings(starts, rows))


def _mapped(path: Path) -> NDArray:  # type: ignore[type-arg]
    """An array of a file, mapped; changes to it would stay in memory.

    A plain writable array, as that is what the compiled functions are compiled for.
    """
    return np.asarray(np.load(path, mmap_mode="c", allow_pickle=False)).view(np.ndarray)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Without looking for cycles among millions of words that hold none: a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Draft:
    """A segment in the making."""

    def __init__(self) -> None:
        self._table = WordTable()
        self._names = _TextDraft()
        self._persons = _TextDraft()
        self._digests = array("Q")
        self._ids = array("i")
        self._sizes = array("i")
        self._arabic = array("B")
        self._pairs: dict[str, array[int]] = {}

    def add(self, name: str, person: str) -> None:
        folded = fold.__wrapped__(name)
        if not folded.tokens:
            return
        row = len(self._sizes)
        ids = self._table.add(folded)
        self._names.add(name)
        self._persons.add(person)
        self._digests.append(digest_of(person))
        self._ids.extend(ids)
        self._sizes.append(len(ids))
        self._arabic.append(folded.script is Script.ARABIC)
        for left, right in pairwise(folded.tokens):
            for key in pair_keys(left, right):
                self._pairs.setdefault(key, array("i")).append(row)

    def segment(self) -> Segment:
        words = self._table.words()
        tokens = [token for token, _ in self._table.numbers]
        ids, sizes = np.array(self._ids, np.int32), np.array(self._sizes, np.int64)
        arabic = np.array(self._arabic, np.uint8)
        owners = np.repeat(np.arange(len(sizes)), sizes)
        tables = np.zeros(len(tokens), np.int64)
        tables[ids[arabic[owners] == 1]] = 1
        grams = [grams_of(skeleton_variants(token)) for token in tokens]
        digests = np.array(self._digests, np.uint64)
        people = np.argsort(digests, kind="stable")
        return Segment(
            names=self._names.texts(),
            persons=self._persons.texts(),
            starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            ids=ids,
            arabic=arabic,
            bits=np.bincount(owners, words.bits[ids], len(sizes)).astype(np.float32),
            words=words,
            tables=tables,
            holders=Postings.of(ids.astype(np.int64), owners, len(tokens)),
            grams=Keyed.of(grams),
            width=np.array([max(1, len(row)) for row in grams], np.float32),
            keys=Keyed.of(map(token_keys, tokens)),
            pairs=Keyed.by_key(self._pairs),
            digests=digests[people],
            people=people.astype(np.int32),
        )
