"""Names to search: a gallery in memory, or an index in a folder.

This module is light: numpy and numba load with the first gallery.
"""

# ruff: noqa: PLC0415  (numpy and numba take a second to load, and readers of keys need neither)

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hawkari.engines.names.index import NameIndex

__all__ = ["Gallery", "Hit"]


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


class Gallery:
    """Names to search, in memory; `save` and `open` keep them in a folder.

    Building costs some 25 µs a name, a query some milliseconds among a million names. Searching is
    safe from several threads at once; adding and removing is not.

    Args:
        entries: pairs of a name and the id of its person; a person may have several names, and a
            name several persons. Names without letters are left out.
    """

    def __init__(self, entries: Iterable[tuple[str, str]] = ()) -> None:
        from hawkari.engines.names.index import NameIndex

        self._index: NameIndex = NameIndex(entries)

    @classmethod
    def open(cls, folder: Path) -> Gallery:
        """The gallery that `save` wrote; it is read from the folder as searches need it.

        Raises:
            BadInput: if the folder holds no index, or one of another version.
        """
        from hawkari.engines.names.index import NameIndex

        gallery = cls()
        gallery._index = NameIndex.open(folder)
        return gallery

    def save(self, folder: Path) -> None:
        """Write into a folder what it lacks of this gallery; one process writes at a time.

        Whoever has the folder open goes on with what it held.

        Args:
            folder: new, empty, or one that `save` wrote.

        Raises:
            BadInput: if the folder holds something else.
        """
        self._index.save(folder)

    def __len__(self) -> int:
        """How many names are held."""
        return len(self._index)

    def add(self, entries: Iterable[tuple[str, str]]) -> int:
        """Add names, without building again; a name added twice stands twice.

        Args:
            entries: as for the constructor.

        Returns:
            How many names were added; those without letters are not.
        """
        return self._index.add(entries)

    def remove(self, person_ids: Iterable[str]) -> int:
        """Remove all names of some persons, without building again.

        Returns:
            How many names were removed; ids that are not held count nothing.
        """
        return self._index.remove(person_ids)

    def compact(self) -> None:
        """Put together what was added bit by bit and forget what was removed.

        Costs as much as building.
        """
        self._index.compact()

    def search(self, query: str, top: int = 10) -> list[Hit]:
        """The persons whose names can be the query's, best first.

        Args:
            query: a name or part of one, in any script.
            top: how many persons at most.

        Returns:
            One hit a person, most evidence first; equal ones in the order added. Empty when the
            query or the gallery holds no letter, or no name comes near.
        """
        return self._index.search(query, top)

    def search_many(self, queries: Sequence[str], top: int = 10) -> list[list[Hit]]:
        """`search` for each of some queries, in their order; words they share cost once."""
        return self._index.search_many(queries, top)
