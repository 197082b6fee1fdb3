"""Actual figures that other desks released: read where they are, never copied.

What they release is of no person, and few are hidden on the way in (`hawkari.evidence.indicators`);
here a hidden number stays hidden, and a withdrawn one is gone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hawkari.desks.programme.models import ResultIndicator
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import released_indicators
from hawkari.evidence.models import IndicatorRelease

__all__ = ["DESKS", "Linked", "Offer", "check_link", "linked_figures", "offers"]

DESKS = ("returns", "campaign", "intelligence")
"""The desks that release indicators."""
_TAKES = tuple(ResultIndicator.Takes.values)
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Linked:
    """One released number, as an indicator shows it.

    Attributes:
        first: first day of its quarter.
        last: last day of it.
        value: the number; None where it is hidden.
        release: the number of the release.
        operation: in which it was counted, by name.
        made_by: who released it.
        made_on: when.
    """

    first: date
    last: date
    value: Decimal | None
    release: int
    operation: str
    made_by: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Offer:
    """What an indicator can be linked to, as some release has it.

    Attributes:
        desk: which desk released it.
        code: what is counted.
        by: of which part; empty for all.
        group: of which part; empty for all.
        takes: which of the two numbers there are.
    """

    desk: str
    code: str
    by: str = ""
    group: str = ""
    takes: str = ResultIndicator.Takes.NUMBER

    @property
    def key(self) -> str:
        """Its name in a form."""
        return "|".join((self.desk, self.code, self.by, self.group, self.takes))


def offers(access: Access) -> tuple[Offer, ...]:
    """What indicators of the own agency can be linked to; audited desk by desk."""
    found: dict[str, Offer] = {}
    for desk in DESKS:
        for release in _standing(access, desk):
            for row in release.rows.all():
                for takes in _TAKES:
                    # A hidden value is offered too: another quarter may have more people.
                    made = Offer(desk, row.code, row.by, row.group, takes)
                    found.setdefault(made.key, made)
    return tuple(sorted(found.values(), key=lambda one: one.key))


def check_link(offer: Offer) -> None:
    """Refuse a link that no desk could fill.

    Raises:
        BadInput: if there is no such desk, no code, or half of a part.
    """
    whole = bool(offer.by) == bool(offer.group)
    fits = len(offer.code) <= 40 and len(offer.by) <= 20 and len(offer.group) <= 40
    known = offer.desk in DESKS and offer.code and offer.takes in _TAKES
    if not (known and whole and fits) or "\0" in offer.key:
        raise BadInput(
            "this is no number that a desk releases", "Choose one from the list.", where=("link",)
        )


def linked_figures(
    access: Access, indicators: Iterable[ResultIndicator]
) -> dict[int, tuple[Linked, ...]]:
    """By each linked indicator's key, what was released of it, oldest first.

    Each desk is read, and its reading audited, once.
    """
    linked = [one for one in indicators if one.desk]
    released = {desk: _standing(access, desk) for desk in sorted({one.desk for one in linked})}
    return {one.pk: tuple(_of(one, released[one.desk])) for one in linked}


def _standing(access: Access, desk: str) -> list[IndicatorRelease]:
    """Releases that nobody withdrew, oldest first."""
    found = [one for one in released_indicators(access, desk) if one.withdrawn_at is None]
    return sorted(found, key=lambda one: (one.first, one.pk))


def _of(indicator: ResultIndicator, releases: Iterable[IndicatorRelease]) -> Iterator[Linked]:
    wanted = (indicator.code, indicator.by, indicator.group)
    for release in releases:
        for row in release.rows.all():
            if (row.code, row.by, row.group) == wanted:
                said = row.number if indicator.takes == ResultIndicator.Takes.NUMBER else row.value
                # A number without a value has none to show, as of a mean of nobody.
                if said is not None or row.hidden:
                    yield Linked(
                        release.first, release.last, _shown(indicator, said), release.pk,
                        release.operation.name, release.made_by, release.made_at.date(),
                    )  # fmt: skip


def _shown(indicator: ResultIndicator, said: int | Decimal | None) -> Decimal | None:
    """A released number in the indicator's measure: desks release shares from 0 to 1."""
    if said is None:
        return None
    is_share = (
        indicator.measure == ResultIndicator.Measure.PERCENTAGE
        and indicator.takes == ResultIndicator.Takes.VALUE
    )
    return Decimal(said) * _PERCENT if is_share else Decimal(said)
