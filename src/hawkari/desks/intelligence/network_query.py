"""Which network a program asks about: the filters of the network page."""

from datetime import date
from typing import Literal

from ninja import Field, Schema

from hawkari.desks.intelligence.services.filters import Filters

__all__ = ["LONGEST_ID", "TieQuery"]

LONGEST_ID = 200


class TieQuery(Schema):
    """Filters on ties, and where to look."""

    focus: str = Field("", max_length=LONGEST_ID, description="Canonical id; empty for all")
    hops: int = Field(1, ge=1, le=3)
    grade: Literal["", "A", "B", "C", "D", "E"] = Field("", description="Least assessment")
    kind: list[str] = Field(default_factory=list, description="Kinds of tie; none for all")
    agency: str = Field("", max_length=LONGEST_ID, description="Short name of who states them")
    begin: date | None = Field(None, description="Seen on this day or later")
    end: date | None = Field(None, description="Seen on this day or before")

    @property
    def filters(self) -> Filters:
        """What of the network is asked for."""
        return Filters(
            kinds=frozenset(self.kind),
            min_grade=self.grade,
            focus=self.focus,
            hops=self.hops,
            agency=self.agency,
            begin="" if self.begin is None else self.begin.isoformat(),
            end="" if self.end is None else self.end.isoformat(),
        )
