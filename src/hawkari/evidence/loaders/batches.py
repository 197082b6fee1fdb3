"""Rows gathered into batches of a size that the store writes well."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hawkari.evidence.loaders.values import Refused, RowOutcome
from hawkari.evidence.rows import FigureRow, StatementRow

__all__ = ["Batch", "batches"]

STATEMENTS_A_BATCH = 5_000
ROWS_A_BATCH = 5_000


@dataclass(slots=True)
class Batch:
    """Some rows of a file, in order.

    Attributes:
        rows: how many rows it covers, refused ones included.
        damaged_at: where the file could not be read on; empty if it could.
    """

    rows: int = 0
    statements: list[StatementRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    damaged_at: str = ""

    def add(self, outcome: RowOutcome) -> None:
        """Take one more row in."""
        self.rows += 1
        self.statements += outcome.statements
        self.figures += outcome.figures
        self.refused += outcome.refused
        if outcome.damaged and not self.damaged_at:
            self.damaged_at = outcome.refused[0].row

    @property
    def is_full(self) -> bool:
        """Whether it is time to write it."""
        said = len(self.statements) + len(self.figures)
        return said >= STATEMENTS_A_BATCH or self.rows >= ROWS_A_BATCH


def batches(rows: Iterable[RowOutcome]) -> Iterator[Batch]:
    """Batches of about 5,000 statements, or 5,000 rows where rows state little; none is empty."""
    batch = Batch()
    for outcome in rows:
        batch.add(outcome)
        if batch.is_full:
            yield batch
            batch = Batch()
    if batch.rows:
        yield batch
