"""Distinct names of a run: each is folded once, however many records bear it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from os import cpu_count

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names import blocking_keys, fold, skeletons
from hawkari.engines.names.assign import Words
from hawkari.engines.names.fold import FoldedName
from hawkari.engines.names.prepare import WordTable, padded
from hawkari.engines.names.scripts import Script

__all__ = ["FormArrays", "Forms", "workers"]

_MOST_WORKERS = 8

# A name read: folded, its blocking keys, the skeletons of its parts.
_Read = tuple[FoldedName, tuple[str, ...], tuple[str, ...]]


def workers() -> int:
    """How many threads or processes work at once: one a processor, at most 8."""
    return min(cpu_count() or 1, _MOST_WORKERS)


@dataclass(frozen=True, slots=True)
class FormArrays:
    """Forms as the names engine's compiled comparison reads them.

    Attributes:
        words: distinct words of all forms.
        ids: shape (forms, 8), int64: word numbers of each form, padded with -1.
        arabic: shape (forms,), int64: 1 where a form is in Arabic script.
    """

    words: Words
    ids: NDArray[np.int64]
    arabic: NDArray[np.int64]


@dataclass(slots=True)
class Forms:
    """Forms: what names are once they are folded; names that differ in case alone share one.

    Attributes:
        number: of each name as written, its form.
        keys: of each form, its blocking keys.
        parts: of each form, the skeletons of its parts.
    """

    number: dict[str, int] = field(default_factory=dict)
    keys: list[tuple[str, ...]] = field(default_factory=list)
    parts: list[frozenset[str]] = field(default_factory=list)
    _table: WordTable = field(default_factory=WordTable)
    _ids: list[tuple[int, ...]] = field(default_factory=list)
    _arabic: list[bool] = field(default_factory=list)
    _known: dict[tuple[tuple[int, ...], bool], int] = field(default_factory=dict)

    def add(self, names: Iterable[str]) -> None:
        """Read the names that are new."""
        new = [name for name in dict.fromkeys(names) if name not in self.number]
        for name, read in zip(new, map(_read, new), strict=True):
            self.number[name] = self._form(read)

    def _form(self, read: _Read) -> int:
        folded, keys, parts = read
        arabic = folded.script is Script.ARABIC
        ids = self._table.add(folded)
        known = self._known.get((ids, arabic))
        if known is None:
            known = self._known[ids, arabic] = len(self._ids)
            self._ids.append(ids)
            self._arabic.append(arabic)
            self.keys.append(keys)
            self.parts.append(frozenset(parts))
        return known

    def arrays(self) -> FormArrays:
        """The arrays of all forms read so far."""
        return FormArrays(self._table.words(), padded(self._ids), np.array(self._arabic, np.int64))


def _read(name: str) -> _Read:
    return fold(name), blocking_keys(name), skeletons(name)
