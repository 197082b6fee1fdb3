"""An index of names: search a million while typing, add and remove without building it again."""

import json
import os
import threading
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.fold import FOLD_VERSION
from hawkari.engines.names.gallery import Hit
from hawkari.engines.names.searching import Query, Searcher, read_query
from hawkari.engines.names.segment import Entry, Segment
from hawkari.engines.names.skeleton import KEY_VERSION
from hawkari.errors import BadInput

__all__ = ["NameIndex"]

_MANIFEST = "index.json"
_FORMAT = 1
_VERSIONS = {"format": _FORMAT, "fold": FOLD_VERSION, "keys": KEY_VERSION}
# Segments up to this size are put together when many pile up: half a second of work at most.
_SMALL = 20_000


class _Part:
    """A segment, which of its rows were removed, and where it lies on disk."""

    def __init__(self, segment: Segment, dead: NDArray[np.bool_] | None = None) -> None:
        self.segment = segment
        self.dead = np.zeros(len(segment), np.bool_) if dead is None else dead
        self.folder = ""
        self._mine = threading.local()

    @property
    def searcher(self) -> Searcher:
        """One for each thread."""
        if not hasattr(self._mine, "searcher"):
            self._mine.searcher = Searcher(self.segment)
        found: Searcher = self._mine.searcher
        return found

    @property
    def alive(self) -> int:
        return len(self.dead) - int(self.dead.sum())


class NameIndex:
    """Names to search, in memory or mapped from a folder.

    Search is safe from several threads at once; adding and removing is not.

    Args:
        entries: pairs of a name and the id of its person; a person may have several names, and a
            name several persons. Names without letters are left out.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._parts: list[_Part] = []
        self.add(entries)

    def __len__(self) -> int:
        """How many names are held and not removed."""
        return sum(part.alive for part in self._parts)

    def segments(self) -> list[Segment]:
        """The segments that hold the names, in the order added; removed names are still in them."""
        return [part.segment for part in self._parts]

    def add(self, entries: Iterable[Entry]) -> int:
        """Add names; what is held already is not touched, so that names added twice stand twice.

        Cost: 20 to 30 µs a name; now and then small additions are put together, half a second.

        Returns:
            How many names were added; those without letters are not.
        """
        segment = Segment.of(entries)
        if not len(segment):
            return 0
        self._parts.append(_Part(segment))
        while len(self._parts) > 1 and self._worth_joining(*self._parts[-2:]):
            one, other = self._parts.pop(), self._parts.pop()
            self._parts.append(_joined([other, one]))
        return len(segment)

    @staticmethod
    def _worth_joining(one: _Part, other: _Part) -> bool:
        total = len(one.dead) + len(other.dead)
        return total <= _SMALL and len(one.dead) < 4 * len(other.dead)

    def remove(self, person_ids: Iterable[str]) -> int:
        """Remove all names of some persons.

        Returns:
            How many names were removed; ids that are not held count nothing.
        """
        removed = 0
        for person in person_ids:
            for part in self._parts:
                rows = part.segment.rows_of(person)
                removed += int((~part.dead[rows]).sum()) if rows else 0
                part.dead[rows] = True
        return removed

    def compact(self) -> None:
        """Put all segments together and forget what was removed; costs as much as building."""
        if self._parts:
            self._parts = [_joined(self._parts)]

    def search(self, query: str, top: int = 10) -> list[Hit]:
        """The persons whose names can be the query's, best first.

        Args:
            query: a name or part of one, in any script.
            top: how many persons at most.

        Returns:
            One hit a person, most evidence first; equal ones in the order added. Empty when the
            query or the index holds no letter, or no name comes near.
        """
        read = read_query(query)
        return self._search(read, top) if read.tokens else []

    def search_many(self, queries: Sequence[str], top: int = 10) -> list[list[Hit]]:
        """`search` for each of some queries, in their order; the words they share cost once."""
        return [self.search(query, top) for query in queries]

    def _search(self, query: Query, top: int) -> list[Hit]:
        found = [part.searcher.search(query, part.dead) for part in self._parts]
        if not found:
            return []
        row = np.concatenate([rows for rows, _ in found])
        place = np.repeat(np.arange(len(found)), [len(rows) for rows, _ in found])
        weight = np.concatenate([scores.weights() for _, scores in found])
        chance = np.concatenate([scores.probabilities() for _, scores in found])
        hits: dict[str, Hit] = {}
        for at in np.lexsort((row, place, -weight)):
            segment = self._parts[place[at]].segment
            person = segment.persons[row[at]]
            if person not in hits:
                name = segment.names[row[at]]
                hits[person] = Hit(person, name, float(chance[at]), float(weight[at]))
                if len(hits) == top:
                    break
        return list(hits.values())

    def save(self, folder: Path) -> None:
        """Write what a folder lacks of this index; one that others have open stays readable.

        One process writes at a time.

        Raises:
            BadInput: if the folder holds something that is not an index.
        """
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / _MANIFEST).exists() and any(folder.iterdir()):
            raise BadInput("the folder holds something else", "Give a new or empty folder",
                           where=(str(folder),))  # fmt: skip
        taken = {path.name for path in folder.iterdir()}
        fresh = (name for number in range(1, 1 << 30) if (name := f"segment-{number}") not in taken)
        listed = []
        for part in self._parts:
            if not part.folder.startswith(f"{folder}{os.sep}"):
                part.folder = str(folder / next(fresh))
                part.segment.save(Path(part.folder))
            gone = f"{Path(part.folder).name}-removed-{int(part.dead.sum())}.npy"
            np.save(folder / gone, np.flatnonzero(part.dead))
            listed.append({"segment": Path(part.folder).name, "removed": gone})
        draft = folder / f"{_MANIFEST}.new"
        draft.write_text(json.dumps({**_VERSIONS, "parts": listed}, indent=1) + "\n")
        draft.replace(folder / _MANIFEST)
        _sweep(folder, set(chain.from_iterable(part.values() for part in listed)))

    @classmethod
    def open(cls, folder: Path) -> "NameIndex":
        """Map the index of a folder; pages are read as searches need them.

        Raises:
            BadInput: if the folder holds no index, or one of another version.
        """
        try:
            manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise BadInput("the folder holds no index of names",
                           "Build one: hawkari names index build",
                           where=(str(folder),)) from error  # fmt: skip
        made_for = {name: manifest.get(name) for name in _VERSIONS}
        if made_for != _VERSIONS:
            raise BadInput(f"the index was built by another version ({made_for})",
                           "Build it again: hawkari names index build",
                           where=(str(folder),))  # fmt: skip
        index = cls()
        for listed in manifest["parts"]:
            part = _Part(Segment.load(folder / listed["segment"]))
            part.dead[np.load(folder / listed["removed"])] = True
            part.folder = str(folder / listed["segment"])
            index._parts.append(part)
        return index


def _joined(parts: Sequence[_Part]) -> _Part:
    return _Part(Segment.of(chain.from_iterable(p.segment.entries(~p.dead) for p in parts)))


def _sweep(folder: Path, kept: set[str]) -> None:
    """Delete what the manifest no longer lists; files that others map stay readable to them."""
    for path in folder.iterdir():
        if path.name.startswith("segment-") and path.name not in kept:
            for inner in path.iterdir() if path.is_dir() else ():
                inner.unlink()
            path.rmdir() if path.is_dir() else path.unlink()
