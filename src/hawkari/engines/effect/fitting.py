"""The model behind an estimate: places, weeks, and how each place goes its own way.

log rate = place + week + (place's share of what all weeks have in common) + (place's own trend)
+ effect. The last two are what a plain difference in differences lacks: places answer differently
to the season, and drift apart. They are drawn towards 0 as far as the panel itself says (variances
by expectation-maximisation, with a weak prior), so a panel without them loses little. Counts vary
more than chance alone; by how much is read off the panel too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fit", "fit"]

Array = NDArray[np.float64]

# Weak priors: variance of a place's share of the common course, of its trend over the whole time,
# and of counts beyond chance; and how many places, or cells, each is worth.
_SHARE, _TREND, _BEYOND = 0.04, 0.06, 0.12
_PRIOR_PLACES, _PRIOR_CELLS, _CELLS = 6.0, 10.0, 200.0
_ROUNDS = 4
# Keeps places and weeks apart, whose levels are only known together.
_PLACE_TIE, _WEEK_TIE = 1e-3, 1e-4


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted panel.

    Attributes:
        effect: log of the ratio of rates where `marks` is 1.
        error: its standard error by the model.
        expected: rates without the effect, a row a place and a column a week.
        weights: how much each cell says; 0 where it was left out.
        residual: of each cell, on the scale of the log rate.
        placebos: the same "effect" of each row asked for, in standard errors.
        share_variance, trend_variance, beyond: what the panel says of its places and counts.
    """

    effect: float
    error: float
    expected: Array
    weights: Array
    residual: Array
    placebos: Array
    share_variance: float
    trend_variance: float
    beyond: float


@dataclass(slots=True)
class _State:
    """Where the fit stands: levels of places and weeks, the places' own ways, the effect."""

    place: Array
    week: Array
    share: Array
    own: Array
    variances: Array
    beyond: float = _BEYOND
    effect: float = 0.0


class _Design:
    """Sums of a table over each unknown: places, weeks, the places' shares, their trends."""

    def __init__(self, weights: Array, course: Array, trend: Array, *, variances: Array) -> None:
        self.weights, self.course, self.trend = weights, course, trend
        self.inverse = np.linalg.inv(self._products() + np.diag(self._ties(variances)))

    def sums(self, table: Array) -> Array:
        return np.concatenate((table.sum(1), table.sum(0), table @ self.course, table @ self.trend))

    def _products(self) -> Array:
        weights, course, trend = self.weights, self.course, self.trend
        places = len(weights)
        own = [np.diag(weights @ by) for by in (course, trend, course**2, course * trend, trend**2)]
        by_week = np.vstack((weights, weights * course, weights * trend))
        corner = np.block(
            [
                [np.diag(weights.sum(1)), own[0], own[1]],
                [own[0], own[2], own[3]],
                [own[1], own[3], own[4]],
            ]
        )
        cut, rest = slice(0, places), slice(places, None)
        return np.block(
            [
                [corner[cut, cut], weights, corner[cut, rest]],
                [weights.T, np.diag(weights.sum(0)), by_week[rest].T],
                [corner[rest, cut], by_week[rest], corner[rest, rest]],
            ]
        )

    def _ties(self, variances: Array) -> Array:
        places, weeks = self.weights.shape
        return np.concatenate(
            (
                np.full(places, _PLACE_TIE),
                np.full(weeks, _WEEK_TIE),
                np.full(places, 1 / variances[0]),
                np.full(places, 1 / variances[1]),
            )
        )


def fit(counts: Array, marks: Array, used: Array, *, placebos: Array | None = None) -> Fit:
    """Fit a panel.

    Args:
        counts: a row a place, a column a week.
        marks: 1 where the campaign was on.
        used: 1 where the cell counts, 0 where it is left out.
        placebos: stacked tables like `marks`, each tried as if it were a campaign beside the real
            one; None for none.
    """
    state = _begin(counts, used * (1 - marks))
    trend = np.linspace(-0.5, 0.5, counts.shape[1])
    for _ in range(_ROUNDS):
        course = state.week - state.week.mean()
        log_rate = _log_rate(state, course, trend, marks=marks)
        rate = np.exp(log_rate)
        weights = used / (1 / rate + state.beyond)
        target = (counts - rate) / rate + log_rate
        design = _Design(weights, course, trend, variances=state.variances)
        information = _solve(state, design, target, marks=marks)
        rate = np.exp(_log_rate(state, course, trend, marks=marks))
        state.beyond = _beyond(counts, rate, used)
    tried = np.empty(0) if placebos is None else _tried(design, target, marks, placebos=placebos)
    log_rate = _log_rate(state, course, trend, marks=marks)
    return Fit(
        effect=state.effect,
        error=float(information**-0.5),
        expected=np.exp(log_rate - state.effect * marks),
        weights=weights,
        residual=target - log_rate,
        placebos=tried,
        share_variance=float(state.variances[0]),
        trend_variance=float(state.variances[1]),
        beyond=state.beyond,
    )


def _begin(counts: Array, used: Array) -> _State:
    """Levels of places and weeks alone; a tenth of a count each keeps an empty one finite."""
    places, weeks = counts.shape
    place, week = np.ones(places), np.ones(weeks)
    kept, mean = counts * used, counts.mean()
    for _ in range(60):
        place = (kept.sum(1) + 0.1) / ((used * week).sum(1) + 0.1 / mean)
        week = (kept.sum(0) + 0.1) / ((used * place[:, None]).sum(0) + 0.1 / mean)
    own = np.zeros(places)
    return _State(np.log(place), np.log(week), own, own, np.array([_SHARE, _TREND]))


def _log_rate(state: _State, course: Array, trend: Array, *, marks: Array) -> Array:
    own = np.outer(state.share, course) + np.outer(state.own, trend)
    # A place or week without counts must not run off to where rates underflow.
    level = np.clip(state.place[:, None] + state.week + own, -12, 20)
    return level + state.effect * marks


def _solve(state: _State, design: _Design, target: Array, *, marks: Array) -> float:
    """One step of every unknown; the effect's information, all others unknown."""
    places, weeks = target.shape
    marked = design.weights * marks
    sums, targets = design.sums(marked), design.sums(design.weights * target)
    pulled = design.inverse @ sums
    information = float((marked * marks).sum() - sums @ pulled)
    state.effect = float(((marked * target).sum() - pulled @ targets) / information)
    found = design.inverse @ (targets - sums * state.effect)
    parts = np.split(found, (places, places + weeks, 2 * places + weeks))
    state.place, state.week, state.share, state.own = parts
    spread = np.diag(design.inverse) + pulled**2 / information
    spreads = spread[places + weeks :].reshape(2, places).sum(1)
    squares = np.array([(state.share**2).sum(), (state.own**2).sum()])
    prior = _PRIOR_PLACES * np.array([_SHARE, _TREND])
    state.variances = (squares + spreads + prior) / (places + _PRIOR_PLACES)
    return information


def _beyond(counts: Array, rate: Array, used: Array) -> float:
    """Variance of counts beyond chance, as a share of the squared rate."""
    cells, (places, weeks) = used.sum(), counts.shape
    free = max(cells - 2 * places - weeks, 1.0)
    squares = (used * (counts - rate) ** 2 / rate).sum() * cells / free
    seen = max(float((squares - cells) / (rate * used).sum()), 0.0)
    return (seen * _CELLS + _BEYOND * _PRIOR_CELLS) / (_CELLS + _PRIOR_CELLS)


def _tried(design: _Design, target: Array, marks: Array, *, placebos: Array) -> Array:
    """Each placebo's "effect" in standard errors, the real effect fitted beside it."""
    targets = design.sums(design.weights * target)
    found = []
    for placebo in placebos:
        both = (marks, placebo)
        sums = np.stack([design.sums(design.weights * one) for one in both])
        direct = np.array([[(design.weights * a * b).sum() for b in both] for a in both])
        reached = np.array([(design.weights * one * target).sum() for one in both])
        pulled = sums @ design.inverse
        spread = np.linalg.inv(direct - pulled @ sums.T)
        effects = spread @ (reached - pulled @ targets)
        found.append(effects[1] / np.sqrt(spread[1, 1]))
    return np.array(found)
