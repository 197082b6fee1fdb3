"""What was known on a day: the rows that were recorded by its end, and stood then.

Days are of UTC, as everywhere in an installation. A row that is edited in place tells only of now;
such a figure is left out of a report of an earlier day, and the report says so.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from hawkari.errors import BadInput
from hawkari.evidence.loaders.digits import fold_digits

__all__ = ["NOW", "KnownOn", "known_on"]

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class KnownOn:
    """The day whose knowledge is told; without one, whatever is recorded now.

    Attributes:
        day: an earlier day; None for now.
    """

    day: date | None = None

    @property
    def is_now(self) -> bool:
        """Whether everything that is recorded so far counts."""
        return self.day is None

    @property
    def end(self) -> datetime | None:
        """The first moment that is too late; None for now."""
        if self.day is None:
            return None
        return datetime.combine(self.day + timedelta(days=1), time(), UTC)

    def until(self, today: date) -> date:
        """The last day that is known of."""
        return self.day or today

    def had(self, moment: datetime | None) -> bool:
        """Whether something was so by then, that is so since a moment; None is never."""
        return moment is not None and (self.end is None or moment < self.end)

    def recorded(self, rows: QuerySet[M], at: str = "made_at") -> QuerySet[M]:
        """Those of the rows that were recorded by then.

        Args:
            rows: of any kind.
            at: the field that says when.
        """
        return rows if self.end is None else rows.filter(**{f"{at}__lt": self.end})

    def standing(self, rows: QuerySet[M], gone: str = "withdrawn_at") -> QuerySet[M]:
        """Those of the rows that nobody had withdrawn or replaced by then.

        Args:
            rows: of any kind.
            gone: the field that says when a row was, if it was.
        """
        stands = Q(**{f"{gone}__isnull": True})
        if self.end is not None:
            stands |= Q(**{f"{gone}__gte": self.end})
        return rows.filter(stands)


NOW = KnownOn()
"""Everything that is recorded so far."""


def known_on(said: str, today: date) -> KnownOn:
    """The day that somebody asked for, e.g. ``2026-01-05``; empty and today are now.

    Raises:
        BadInput: if it is no day, or still to come.
    """
    try:
        day = date.fromisoformat(fold_digits(said.strip())) if said.strip() else today
    except ValueError:
        raise BadInput(
            f"{said[:20]!r} is no day", "Write it as 2026-01-31.", where=("known_on",)
        ) from None
    if day > today:
        raise BadInput(
            "this day is still to come", "Give today or a day before it.", where=("known_on",)
        )
    return NOW if day == today else KnownOn(day)
