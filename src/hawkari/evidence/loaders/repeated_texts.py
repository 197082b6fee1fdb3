"""Texts that a workbook keeps once and names in many cells, bounded in what they make of it.

A text of 32,767 characters takes some thirty bytes of a sheet each time that a cell names it: a
file of a few megabytes can make a hundred gigabytes of rows.
"""

from collections.abc import Hashable

from hawkari.evidence.loaders.values import Unreadable

__all__ = ["MOST_REPEATED", "SWOLLEN", "RepeatedTexts"]

MOST_REPEATED = 256 << 20
"""Characters that repetitions of longer texts may add to a workbook."""

SHORT = 100
"""Characters of a text that any number of cells may name: words such as ``completed``."""

SWOLLEN = Unreadable(
    "texts that the workbook repeats make more than 256 Mi characters of it",
    "Remove the repetitions.",
)


class RepeatedTexts:
    """What repetitions have added to a workbook so far."""

    def __init__(self) -> None:
        self._named: set[Hashable] = set()
        self._added = 0

    def is_too_much(self, key: Hashable, text: str) -> bool:
        """Count a cell that names a text; whether repetitions now make too much of the workbook.

        A text that is named for the first time is never too much.

        Args:
            key: what the workbook names the text by.
            text: itself.
        """
        if len(text) <= SHORT:
            return False
        if key not in self._named:
            self._named.add(key)
            return False
        self._added += len(text)
        return self._added > MOST_REPEATED
