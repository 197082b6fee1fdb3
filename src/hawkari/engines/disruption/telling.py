"""Which answers together tell best which of several plans to take."""

import numpy as np

from hawkari.engines.disruption.network import Floats

__all__ = ["most_telling"]

# A tie of which the ties taken leave so little of its variance untold tells nothing new.
KNOWN = 1e-6


def most_telling(left: Floats, there: Floats, count: int) -> list[int]:
    """Ties that together tell best which plan to take, the most telling first.

    Args:
        left: shape (plans, worlds), what each plan leaves in each world.
        there: shape (ties, worlds), 1 where a tie is there, 0 where not.
        count: how many.

    Returns:
        Places in `there`; level ones in the order given, and none of which the others tell all.
    """
    fitted = np.repeat(left.mean(axis=1, keepdims=True), left.shape[1], axis=1)
    # What of each tie the ties taken do not tell: a fit on all of them is a sum of such parts.
    rest = there - there.mean(axis=1, keepdims=True)
    least = KNOWN * max(1, left.shape[1])
    taken: list[int] = []
    while len(taken) < count:
        spread = (rest**2).sum(axis=1)
        open_to = np.flatnonzero(spread > least)
        if not len(open_to):
            break
        slope = left @ rest[open_to].T / spread[open_to]
        value = [
            (fitted + np.outer(slope[:, place], rest[tie])).min(axis=0).mean()
            for place, tie in enumerate(open_to)
        ]
        place = int(np.argmin(np.round(value, 9)))
        tie = int(open_to[place])
        taken.append(tie)
        fitted += np.outer(slope[:, place], rest[tie])
        part = rest[tie] / spread[tie] ** 0.5
        rest = rest - np.outer(rest @ part, part)
        rest[tie] = 0.0
    return taken
