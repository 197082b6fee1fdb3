"""Where the shares of a post are drawn, before and after; sizes only, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hawkari.desks.programme.capability.comparing import SHARES, Compared

__all__ = ["WIDE", "Bars", "bars_of"]

WIDE = 100.0
"""A share of 100 % is so wide; a larger one is drawn as wide and written out."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A share: how wide it is before and after; None where it was not stated."""

    row: Compared
    before: float | None
    after: float | None


def bars_of(rows: Sequence[Compared]) -> tuple[Bars, ...]:
    """The shares among some measures, in order."""
    return tuple(
        Bars(one, _wide(one.before), _wide(one.after)) for one in rows if one.measure in SHARES
    )


def _wide(share: Decimal | None) -> float | None:
    return None if share is None else min(float(share), WIDE)
