"""Survey answers: by how much a share changed in places with the campaign beside those without."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from hawkari.engines.effect.errors import NoComparison
from hawkari.errors import BadInput

__all__ = ["Asked", "ShareEffect", "compare_shares"]

_LEAST = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """How many in one place said so, before and after.

    Attributes:
        place: where.
        is_treated: whether it had the campaign.
        before, after: people asked.
        so_before, so_after: how many of them said so.
    """

    place: str
    is_treated: bool
    before: int
    so_before: int
    after: int
    so_after: int

    def __post_init__(self) -> None:
        for asked, so in ((self.before, self.so_before), (self.after, self.so_after)):
            if asked < 1 or not 0 <= so <= asked:
                raise BadInput(
                    "more people answer so than were asked, or nobody was asked",
                    "Correct the numbers, or leave the place out.",
                    where=(self.place,),
                )

    @property
    def change(self) -> float:
        """By how much the share changed."""
        return self.so_after / self.after - self.so_before / self.before

    @property
    def chance(self) -> float:
        """Variance of that change from who happened to be asked; half an answer added."""
        parts = ((self.so_before, self.before), (self.so_after, self.after))
        shares = [((so + 0.5) / (asked + 1), asked) for so, asked in parts]
        return sum(share * (1 - share) / asked for share, asked in shares)


@dataclass(frozen=True, slots=True)
class ShareEffect:
    """What changed in a share beside the comparison places, in shares, with its 95 % interval."""

    difference: float
    lo: float
    hi: float
    treated: int
    compared: int


def compare_shares(rows: Sequence[Asked]) -> ShareEffect:
    """Difference in differences of shares. Places, not people, are what was drawn.

    Raises:
        NoComparison: if either group has fewer than two places.
    """
    groups = [[row for row in rows if row.is_treated is kind] for kind in (True, False)]
    if min(len(group) for group in groups) < _LEAST:
        raise NoComparison(
            "a survey needs two places with the campaign and two without",
            "Ask the same questions in more places, before and after",
        )
    means, errors = zip(*(_mean(group) for group in groups), strict=True)
    error = float(np.sqrt(sum(errors)))
    # Welch's degrees of freedom, not below the smaller group's.
    parts = sum(one**2 / (len(group) - 1) for one, group in zip(errors, groups, strict=True))
    free = sum(errors) ** 2 / parts if parts else min(map(len, groups)) - 1
    reach = float(stdtrit(free, 0.975)) * error
    found = means[0] - means[1]
    return ShareEffect(found, found - reach, found + reach, len(groups[0]), len(groups[1]))


def _mean(group: Sequence[Asked]) -> tuple[float, float]:
    """Mean change of the places and its variance: at least that of who was asked."""
    changes = np.array([row.change for row in group])
    chance = sum(row.chance for row in group) / len(group) ** 2
    return float(changes.mean()), max(float(changes.var(ddof=1)) / len(group), chance)
