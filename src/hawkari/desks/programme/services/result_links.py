"""Actual figures that other desks released: read where they are, never copied.

What they release is of no person, and few are hidden on the way in (`hawkari.evidence.indicators`);
here a hidden number stays hidden, and a withdrawn one is gone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hawkari.desks.programme.models import ResultIndicator
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import released_indicators
from hawkari.evidence.models import IndicatorRelease

__all__ = [
    "DESKS",
    "Linked",
    "Offer",
    "check_link",
    "linked_figures",
    "offers",
    "standing_releases",
]

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
        is_deleted: whether the release was withdrawn after the day whose knowledge is told, so that
            nobody keeps what it said.
    """

    first: date
    last: date
    value: Decimal | None
    release: int
    operation: str
    made_by: str
    made_on: date
    is_deleted: bool = False


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
        for release in standing_releases(access, desk):
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
    access: Access, indicators: Iterable[ResultIndicator], known: KnownOn = NOW
) -> dict[int, tuple[Linked, ...]]:
    """By each linked indicator's key, what was released of it, oldest first.

    Each desk is read, and its reading audited, once.
    """
    linked = [one for one in indicators if one.desk]
    desks = sorted({one.desk for one in linked})
    released = {desk: standing_releases(access, desk, known) for desk in desks}
    return {one.pk: tuple(_of(one, released[one.desk])) for one in linked}


def standing_releases(access: Access, desk: str, known: KnownOn = NOW) -> list[IndicatorRelease]:
    """Releases that nobody had withdrawn, oldest first; audited.

    Of an earlier day one that was withdrawn since is among them, without its numbers.

    Args:
        access: who asks.
        desk: which desk's.
        known: whose knowledge is told.
    """
    found = [
        one
        for one in released_indicators(access, desk)
        if known.had(one.made_at) and not known.had(one.withdrawn_at)
    ]
    return sorted(found, key=lambda one: (one.first, one.pk))


def _of(indicator: ResultIndicator, releases: Iterable[IndicatorRelease]) -> Iterator[Linked]:
    wanted = (indicator.code, indicator.by, indicator.group)
    for release in releases:
        if release.withdrawn_at is not None:
            yield _linked(release, None, is_deleted=True)
        for row in release.rows.all():
            if (row.code, row.by, row.group) == wanted:
                said = row.number if indicator.takes == ResultIndicator.Takes.NUMBER else row.value
                # A number without a value has none to show, as of a mean of nobody.
                if said is not None or row.hidden:
                    yield _linked(release, _shown(indicator, said))


def _linked(
    release: IndicatorRelease, value: Decimal | None, *, is_deleted: bool = False
) -> Linked:
    return Linked(
        release.first, release.last, value, release.pk, release.operation.name, release.made_by,
        release.made_at.date(), is_deleted,
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
