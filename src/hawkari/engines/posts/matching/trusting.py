"""How far a match is to be trusted, and from where on the matcher says nothing."""

import math

__all__ = ["limit_for", "probability"]

_LIMITS: dict[str, float] = {}
_USUAL = 0.5
_CLOSED = (-4.0, 8.0, 1.0)
_FAR = 3.0  # more of a lead says no more


def probability(covered: float, lead: float) -> float:
    """How likely the post makes the answer's claim.

    Args:
        covered: share of the answer's own score that the post reaches.
        lead: its score over that of the next best answer; below 1 for any but the best.
    """
    base, for_covered, for_lead = _CLOSED
    value = base + for_covered * covered + for_lead * math.log(min(max(lead, 1e-9), _FAR))
    return 1 / (1 + math.exp(-value))


def limit_for(language: str) -> float:
    """The probability below which nothing is said about posts of a language."""
    return _LIMITS.get(language, _USUAL)
