"""What the loaders share whose files are no tables: one layout, and records that become rows."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import ClassVar

from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.values import Context, Refused, RowOutcome

__all__ = ["RecordLoader", "broken_off"]


def broken_off(problem: str, last: str, remedy: str) -> RowOutcome:
    """The outcome that ends a file which cannot be read on.

    Args:
        problem: what is wrong, without full stop.
        last: the row before; empty where there was none.
        remedy: what the person can do, as a sentence.
    """
    place = f"after {last}" if last else "beginning"
    refused = Refused(place[:80], "", f"{problem}; nothing from here on was read", remedy)
    return RowOutcome((), (refused,), damaged=True)


class RecordLoader(ABC):
    """A loader of one fixed layout; each record of the file is one row. Implements `Loader`."""

    name: ClassVar[str]
    layout: ClassVar[Layout]

    @abstractmethod
    def recognises(self, head: FileHead) -> bool:
        """Whether a file that begins so is of this kind."""

    @abstractmethod
    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """Every record of the file in its order, in memory that does not grow with the file.

        Raises:
            BadInput: if the file as a whole cannot be read.
        """

    def sniff(self, path: Path, context: Context, layouts: tuple[Layout, ...]) -> Layout:  # noqa: ARG002  all loaders are asked alike
        """The one layout there is."""
        return self.layout

    def rows(
        self,
        path: Path,
        layout: Layout,  # noqa: ARG002  there is only one
        context: Context,
        *,
        skip: int = 0,
    ) -> Iterator[RowOutcome]:
        """The records as statements, in the order of the file."""
        yield from islice(self.outcomes(path, context), skip, None)
