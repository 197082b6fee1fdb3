"""The effect of a roll-out, with its interval."""

from collections.abc import Sequence

import numpy as np
from scipy.special import stdtrit

from hawkari.engines.effect.errors import NoComparison
from hawkari.engines.effect.fitting import Fit, fit
from hawkari.engines.effect.values import LEAST_BEFORE, Comparison, Counts, Effect, Panel, Spike

__all__ = ["LEFT_OUT", "estimate", "interval_factor", "placebo_marks", "used_weeks"]

# Weeks just before the roll-out that are left out in its places: whoever rolls out where numbers
# rose sees them fall back, campaign or not.
LEFT_OUT = 4
# As many comparison places as the model's own standard error is worth, beside what they show.
_MODEL_WORTH = 40.0
_LIKELY = 2.0
# Fitting makes residuals of neighbouring weeks look less alike than they are, by some of a place's
# weeks; what is left counts as alike only beyond chance.
_TAKEN_BY_FIT, _BEYOND_CHANCE, _MOST_ALIKE = 3.0, 1.64, 0.97


def estimate(panel: Panel) -> Effect:
    """What the campaign changed in its places, beside what places without it did.

    The interval is the model's, widened or narrowed by how far the comparison places' own
    "effects" at the same time lie apart, with t quantiles for how few they are; and widened where
    what moves a place in one week still moves it in the next, so that weeks say less together.

    Raises:
        NoComparison: if what was counted cannot tell the campaign from the weeks and the places.
    """
    used = used_weeks(panel)
    fitted = fit(panel.counts, panel.after(), used, placebos=placebo_marks(panel, panel.compared))
    factor = interval_factor(fitted)
    if not np.isfinite((fitted.effect, fitted.error, factor)).all():
        raise NoComparison(
            "the counts of the places lie too far apart to be compared",
            "Leave out places that count something else",
        )
    return Effect(
        log_effect=fitted.effect,
        lo=fitted.effect - factor * fitted.error,
        hi=fitted.effect + factor * fitted.error,
        method="places and weeks, own courses, placebo interval",
        comparison=_comparison(panel, fitted),
        spike=_spike(panel, fitted),
    )


def used_weeks(panel: Panel) -> Counts:
    """1 where a cell counts; 0 in the treated places' last weeks before the campaign."""
    used = np.ones(panel.counts.shape)
    for row, begin in zip(panel.treated, panel.begins, strict=True):
        used[row, _first_left_out(begin) : begin] = 0.0
    return used


def _first_left_out(begin: int) -> int:
    return max(begin - LEFT_OUT, min(LEAST_BEFORE, begin))


def placebo_marks(panel: Panel, rows: Sequence[int]) -> Counts:
    """For each row, the weeks of a campaign as if it had been there."""
    marks = np.zeros((len(rows), *panel.counts.shape))
    for number, row in enumerate(rows):
        marks[number, row, panel.begins[number % len(panel.begins)] :] = 1.0
    return marks


def interval_factor(fitted: Fit) -> float:
    """How many of the model's standard errors reach to either end of a 95 % interval."""
    placebos = fitted.placebos
    worth = _MODEL_WORTH + len(placebos)
    spread = np.sqrt((_MODEL_WORTH + float((placebos**2).sum())) / worth)
    alike = _alike(fitted)
    return float(stdtrit(worth, 0.975) * spread * np.sqrt((1 + alike) / (1 - alike)))


def _alike(fitted: Fit) -> float:
    """How much of what moves a place beyond the model is still there a week later."""
    counts = fitted.weights > 0
    moved = fitted.residual * np.sqrt(fitted.weights) * counts
    both = counts[:, 1:] & counts[:, :-1]
    each = float((moved**2).sum()) / max(int(counts.sum()), 1)
    pairs = int(both.sum())
    if not each or not pairs:
        return 0.0
    found = float((moved[:, 1:] * moved[:, :-1] * both).sum()) / pairs / each
    beyond = found + _TAKEN_BY_FIT / counts.shape[1] - _BEYOND_CHANCE / np.sqrt(pairs)
    return float(min(max(beyond, 0.0), _MOST_ALIKE))


def _comparison(panel: Panel, fitted: Fit) -> Comparison:
    own = abs(fitted.effect / fitted.error)
    as_large = 1 + int((np.abs(fitted.placebos) >= own).sum())
    first = min(panel.begins)
    return Comparison(
        treated=len(panel.treated),
        compared=len(panel.compared),
        weeks_before=first,
        weeks_after=panel.counts.shape[1] - first,
        placebo_spread=float(np.sqrt((fitted.placebos**2).mean())),
        placebo_rank=as_large / (1 + len(fitted.placebos)),
    )


def _spike(panel: Panel, fitted: Fit) -> Spike:
    """The left-out weeks beside what the rest of the panel expects of them."""
    seen = expected = variance = 0.0
    for row, begin in zip(panel.treated, panel.begins, strict=True):
        weeks = slice(_first_left_out(begin), begin)
        rate = fitted.expected[row, weeks]
        seen += float(panel.counts[row, weeks].sum())
        expected += float(rate.sum())
        variance += float((rate + fitted.beyond * rate**2).sum())
    if not expected:
        return Spike(0, 1.0, is_likely=False)
    return Spike(
        weeks=min(panel.begins) - _first_left_out(min(panel.begins)),
        ratio=seen / expected,
        is_likely=bool(seen - expected > _LIKELY * np.sqrt(variance)),
    )
