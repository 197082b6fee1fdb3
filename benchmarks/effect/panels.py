"""Panels of counts with a known effect, for the benchmark of `effect` and its tests of coverage.

A panel: 8-19 places, 40-99 weeks, 1-3 places with a campaign from about two thirds on. Rates have a
level for each place, a course common to all (a season, a slow drift, weekly noise), the place's own
share of that course, its own trend, and counts vary more than chance. In 40 % the roll-out follows
a spike of three weeks in its places, as it does when places are chosen by need.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["EFFECTS", "Made", "make_panel"]

EFFECTS = (0.0, 0.0, 0.0, np.log(1.15), np.log(0.7), np.log(0.8), np.log(0.9))
SPIKE_WEEKS, SPIKE = 3, 0.45


@dataclass(frozen=True, slots=True)
class Made:
    """A panel whose truth is known."""

    counts: NDArray[np.float64]
    treated: tuple[int, ...]
    start: int
    effect: float
    spiked: bool


def make_panel(
    seed: int,
    *,
    share: float = 0.22,
    trend: float = 0.25,
    beyond: float = 0.125,
    drift: float = 0.0,
    effect: float | None = None,
) -> Made:
    """One panel.

    Args:
        seed: the same seed gives the same panel.
        share: how much places differ in their share of the common course (standard deviation).
        trend: how much they drift apart over the whole time, on the log scale.
        beyond: variance of counts beyond chance, as a share of the squared rate.
        drift: weekly step of a walk of each place's own: what the engine's model does not know.
        effect: log of the ratio of rates; drawn where None.
    """
    rng = np.random.default_rng(seed)
    places, weeks = int(rng.integers(8, 20)), int(rng.integers(40, 100))
    start = int(weeks * rng.uniform(0.59, 0.75))
    treated = np.sort(rng.choice(places, int(rng.integers(1, 4)), replace=False))
    log_rate = (
        rng.normal(2.75, 0.7, places)[:, None]
        + np.outer(1 + rng.normal(0, share, places), _course(rng, weeks))
        + np.outer(rng.normal(0, trend, places), np.arange(weeks) / weeks - 0.5)
        + np.cumsum(rng.normal(0, 1, (places, weeks)), axis=1) * drift
    )
    spiked = bool(rng.random() < 0.4)
    if spiked:
        log_rate[treated, start - SPIKE_WEEKS : start] += SPIKE
    true = float(rng.choice(EFFECTS)) if effect is None else effect
    log_rate[treated, start:] += true
    rate = np.exp(log_rate)
    counts = rng.poisson(rng.gamma(1 / beyond, rate * beyond)).astype(float)
    return Made(counts, tuple(int(row) for row in treated), start, true, spiked)


def _course(rng: np.random.Generator, weeks: int) -> NDArray[np.float64]:
    time = np.arange(weeks)
    season = rng.uniform(0.2, 0.6) * np.sin(2 * np.pi * time / 52 + rng.uniform(0, 2 * np.pi))
    walk = np.zeros(weeks)
    walk[0] = rng.normal(0, 0.2)
    for week in range(1, weeks):
        walk[week] = 0.9 * walk[week - 1] + rng.normal(0, 0.1)
    return season + walk + rng.normal(0, 0.12, weeks)
