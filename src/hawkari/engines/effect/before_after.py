"""How often a before/after chart lies: the reason why this engine gives none."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["BY_THEMSELVES", "FallsByItself", "falls_by_itself"]


@dataclass(frozen=True, slots=True)
class FallsByItself:
    """Adjacent windows of a series without any campaign.

    Attributes:
        windows: pairs of windows looked at.
        fell: share of them in which the second fell by more than a fifth.
        moved: share in which it differs by more than three tenths, either way.
    """

    windows: int
    fell: float
    moved: float


BY_THEMSELVES = FallsByItself(windows=312, fell=0.288, moved=0.638)
"""Daily arrivals by small boat 2018-2024 (Home Office, OGL v3), adjacent 30 days, no campaign:
`python benchmarks/effect/effect_peers.py --data PATH`, 27 November 2026."""


def falls_by_itself(daily: Sequence[float], *, days: int, least: float = 50) -> FallsByItself:
    """How often a series moves much from one window to the next, with nothing done.

    Args:
        daily: a count a day.
        days: length of each window; a pair starts every seven days.
        least: pairs with fewer in the first window are left out.
    """
    changes = []
    for start in range(0, len(daily) - 2 * days + 1, 7):
        first = sum(daily[start : start + days])
        if first >= least:
            changes.append(sum(daily[start + days : start + 2 * days]) / first - 1)
    number = len(changes)
    return FallsByItself(
        windows=number,
        fell=sum(one < -0.2 for one in changes) / max(number, 1),
        moved=sum(abs(one) > 0.3 for one in changes) / max(number, 1),
    )
