"""What a roll-out could show: before it is paid for."""

from dataclasses import dataclass
from math import exp, log

import numpy as np
from scipy.special import ndtr, stdtrit

from hawkari.engines.effect.estimating import interval_factor, placebo_marks, used_weeks
from hawkari.engines.effect.fitting import fit
from hawkari.engines.effect.values import Panel
from hawkari.errors import BadInput

__all__ = ["Power", "power"]

_WANTED = 0.8


@dataclass(frozen=True, slots=True)
class Power:
    """What a planned roll-out can be expected to show.

    Attributes:
        power: probability that the 95 % interval leaves out "nothing changed", if the true change
            is the one asked for.
        least_fall: share by which the rate must fall to be shown four times in five.
        error: standard error of the log of the ratio of rates.
    """

    power: float
    least_fall: float
    error: float


def power(history: Panel, *, change: float) -> Power:
    """What a campaign like the planned one would have shown on counts already known.

    Args:
        history: counts without a campaign, with the places drawn for it as `treated` and, as
            `start`, as many weeks before the end as it is to be watched. Nothing happened then,
            so the panel says how precisely nothing is seen.
        change: expected share by which the rate changes, e.g. -0.2; above -1 and not 0.

    Raises:
        BadInput: if the change is none.
    """
    if change <= -1 or change == 0:
        raise BadInput(
            "the expected change must be above -100 % and not 0", "Give for example -0.2."
        )
    placebos = placebo_marks(history, history.compared)
    fitted = fit(history.counts, history.after(), used_weeks(history), placebos=placebos)
    usual = float(stdtrit(1e6, 0.975))
    reach = interval_factor(fitted)
    # The interval's own widening says that the error is larger than the model thinks.
    error = fitted.error * max(reach / usual, 1.0)
    away = abs(log(1 + change)) / error
    return Power(
        power=float(ndtr(away - usual) + ndtr(-away - usual)),
        least_fall=1 - exp(-(usual + _quantile(_WANTED)) * error),
        error=float(np.float64(error)),
    )


def _quantile(share: float) -> float:
    return float(stdtrit(1e6, share))
