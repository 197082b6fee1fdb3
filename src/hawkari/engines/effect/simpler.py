"""Two simpler estimates to lay beside the main one: plain and synthetic difference in differences.

Both take logs of the counts, and their standard error from what the comparison places would have
shown in the campaign's stead. Synthetic: Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021),
"Synthetic difference-in-differences", American Economic Review 111(12).
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from scipy.special import stdtrit

from hawkari.engines.effect.estimating import LEFT_OUT
from hawkari.engines.effect.values import LEAST_BEFORE, Comparison, Effect, Panel
from hawkari.errors import BadInput

__all__ = ["SimplerMethod", "estimate_simply"]

SimplerMethod = Literal["did", "sdid"]
Array = NDArray[np.float64]
# Rows with the campaign and rows without.
_Groups = tuple[list[int], list[int]]

# Weight of "together 1" beside the fit, in non-negative least squares.
_TOGETHER = 1e4


def estimate_simply(panel: Panel, method: SimplerMethod) -> Effect:
    """The effect by one of the two simpler methods.

    Raises:
        BadInput: if the roll-out was staggered, which these two do not know.
    """
    if len(set(panel.begins)) > 1:
        raise BadInput(
            "plain estimates need one first week for all places", "Use the main estimate."
        )
    logs, begin = np.log(panel.counts + 0.5), panel.begins[0]
    before = logs[:, : max(begin - LEFT_OUT, LEAST_BEFORE)]
    after = logs[:, begin:]
    of = _plain if method == "did" else _synthetic
    compared = list(panel.compared)
    effect = of(before, after, (list(panel.treated), compared))
    placebos = np.array(
        [of(before, after, ([row], [one for one in compared if one != row])) for row in compared]
    )
    number = len(compared)
    # A placebo is one place beside the mean of all others; the campaign the mean of several.
    spread = float(np.sqrt((placebos**2).sum() * (number - 1))) / number
    error = spread * float(np.sqrt(1 / len(panel.treated) + 1 / number))
    reach = float(stdtrit(number - 1, 0.975)) * error
    as_large = 1 + int((np.abs(placebos) * error / spread >= abs(effect)).sum()) if spread else 1
    return Effect(
        log_effect=effect,
        lo=effect - reach,
        hi=effect + reach,
        method="difference in differences"
        if method == "did"
        else "synthetic difference in differences",
        comparison=Comparison(
            treated=len(panel.treated),
            compared=number,
            weeks_before=begin,
            weeks_after=panel.counts.shape[1] - begin,
            placebo_spread=1.0,
            placebo_rank=as_large / (1 + len(placebos)),
        ),
    )


def _plain(before: Array, after: Array, groups: _Groups) -> float:
    treated, compared = groups
    change = after.mean(1) - before.mean(1)
    return float(change[treated].mean() - change[compared].mean())


def _synthetic(before: Array, after: Array, groups: _Groups) -> float:
    treated, compared = groups
    noise = float(np.diff(before[compared], axis=1).std())
    ridge = (len(treated) * after.shape[1]) ** 0.25 * noise
    places = _weights(before[compared].T, before[treated].mean(0), ridge)
    weeks = _weights(before[compared], after[compared].mean(1), 1e-6 * noise)
    change = after.mean(1) - before @ weeks
    return float(change[treated].mean() - places @ change[compared])


def _weights(table: Array, aim: Array, ridge: float) -> Array:
    """Weights from 0 on, together 1, with which the table's columns come nearest to the aim.

    A constant is free: both sides are taken from their means.
    """
    columns = table.shape[1]
    system = np.vstack(
        (
            table - table.mean(0),
            np.eye(columns) * ridge * np.sqrt(len(aim)),
            np.full((1, columns), _TOGETHER),
        )
    )
    found: Array = nnls(system, np.concatenate((aim - aim.mean(), np.zeros(columns), [_TOGETHER])))[
        0
    ]
    together: float = found.sum()
    return found / together
