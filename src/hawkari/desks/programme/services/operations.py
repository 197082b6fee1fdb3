"""Operations, counted from evidence: what the networks' desk released, read where it is.

Nothing of a person, an operation's name or a hidden number comes here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.formats import isolated
from hawkari.desks.programme.result_words import offer_words
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.desks.programme.services.result_links import Offer, standing_releases
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Indicator, IndicatorRelease

__all__ = ["DESK", "Counted", "QuarterCounts", "operation_counts", "tables"]

DESK = "intelligence"


@dataclass(frozen=True, slots=True)
class Counted:
    """One number of one release; `number` is None where it is hidden; `first` of its release."""

    release: int
    words: str
    number: int | None
    first: bool


@dataclass(frozen=True, slots=True)
class QuarterCounts:
    """The numbers of a quarter, and how many operations they are of."""

    first: date
    last: date
    operations: int
    rows: tuple[Counted, ...]

    @property
    def name(self) -> str:
        """E.g. ``2026-Q3``."""
        return Period(self.first, self.last).name


def operation_counts(access: Access) -> tuple[QuarterCounts, ...]:
    """What was released by quarter, the newest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    quarters: dict[tuple[date, date], list[IndicatorRelease]] = {}
    for one in _standing(access):
        quarters.setdefault((one.first, one.last), []).append(one)
    return tuple(
        QuarterCounts(
            first, last, len({one.operation_id for one in found}),
            tuple(
                Counted(one.pk, _words(row), None if row.hidden else row.number, place == 0)
                for one in found
                for place, row in enumerate(one.rows.all())
            ),
        )
        for (first, last), found in sorted(quarters.items(), reverse=True)
    )  # fmt: skip


def tables(access: Access, period: Period, known: KnownOn = NOW) -> tuple[Table, ...]:
    """What was released of a quarter, added up over its releases; audited.

    A release that was withdrawn after the day stood on it, but its numbers are deleted: then no
    sum of that day can be told.

    Args:
        access: who asks.
        period: the quarter.
        known: whose knowledge is told.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    found = [one for one in _standing(access, known) if (one.first, one.last) == (
        period.first, period.last)]  # fmt: skip
    if not found:
        return ()
    title = _("Operations, counted from evidence")
    deleted = sum(one.withdrawn_at is not None for one in found)
    if deleted:
        return (Table("operations", title, (), (_left_out(deleted, known),)),)
    url = reverse("programme:operations")
    rows: dict[str, list[tuple[int, Indicator]]] = {}
    for one in found:
        for row in one.rows.all():
            if not row.by:
                rows.setdefault(row.code, []).append((one.pk, row))
    figures = tuple(_figure(code, of, url) for code, of in rows.items())
    return (Table("operations", title, figures),)


def _left_out(deleted: int, known: KnownOn) -> str:
    return ngettext(
        "Left out: %(number)s release that stood on %(day)s was withdrawn since, and its numbers "
        "are deleted.",
        "Left out: %(number)s releases that stood on %(day)s were withdrawn since, and their "
        "numbers are deleted.",
        deleted,
    ) % {"number": deleted, "day": isolated(known.day)}


def _figure(code: str, found: Iterable[tuple[int, Indicator]], url: str) -> Figure:
    told = [(pk, row) for pk, row in found if not row.hidden and row.number is not None]
    hidden = sum(1 for _pk, row in found if row.hidden)
    rows = tuple(
        Row(f"indicators {pk}", f"{url}#release-{pk}", Decimal(row.number or 0)) for pk, row in told
    )
    note = ngettext(
        "%(number)s release is left out: of so few nobody is told.",
        "%(number)s releases are left out: of so few nobody is told.",
        hidden,
    )
    return Figure(
        f"operations.{code}",
        offer_words(Offer(DESK, code)),
        sum((row.value or Decimal(0) for row in rows), Decimal(0)) if rows else None,
        rows=rows,
        note=note % {"number": hidden} if hidden else "",
    )


def _standing(access: Access, known: KnownOn = NOW) -> list[IndicatorRelease]:
    return standing_releases(access, DESK, known)[::-1]


def _words(row: Indicator) -> str:
    return offer_words(Offer(DESK, row.code, row.by, row.group))
