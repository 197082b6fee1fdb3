"""Where the bars of a training funnel are drawn; sizes only, no words."""

from collections.abc import Sequence
from dataclasses import dataclass

from hawkari.desks.programme.learning import StageCount

__all__ = ["FunnelBar", "funnel_bars"]

LEFT, WIDEST, STEP = 210, 390, 30


@dataclass(frozen=True, slots=True)
class FunnelBar:
    """One stage: its top, the width of its bar, and where the number stands."""

    stage: StageCount
    y: int
    middle: int
    width: str
    number_x: str


def funnel_bars(stages: Sequence[StageCount]) -> tuple[FunnelBar, ...]:
    """A bar a stage, all to one scale: everybody enrolled is the widest."""
    most = max((one.reached for one in stages), default=0) or 1
    bars = []
    for number, one in enumerate(stages):
        width = WIDEST * one.reached / most
        y = number * STEP + 4
        bars.append(FunnelBar(one, y, y + 15, f"{width:.1f}", f"{LEFT + width + 8:.1f}"))
    return tuple(bars)
