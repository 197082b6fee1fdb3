"""How far a match is to be trusted, and from where on the matcher says nothing.

The three numbers of `probability` were fitted on half of the queries of the shared claims (French,
Arabic, German, English), each with its claim in the bank and without it, in banks of 5 to 10,369
claims; `benchmarks/posts/matching.py` reports the other half.
"""

import math

__all__ = ["LIMITS", "USUAL", "limit_for", "probability"]

USUAL = 0.5
"""The limit of languages for which none was set."""
LIMITS = {"ar": 0.4, "de": 0.6, "en": 0.6, "fr": 0.5}
"""By language, the probability below which nothing is said."""
_BASE, _COVERED, _LEAD = 0.0, 1.86, 3.57
_FAR = 3.0  # more of a lead says no more
_ALONE, _EACH = 1.5, 0.5  # nor does more than this among few rivals


def probability(covered: float, lead: float, *, rivals: int) -> float:
    """How likely the post makes the answer's claim.

    Args:
        covered: share of the answer's own score that the post reaches.
        lead: its score over that of the next best answer; below 1 for any but the best.
        rivals: how many other answers there are; a lead over few says little.
    """
    if covered <= 0:
        return 0.0
    led = min(max(lead, 1e-6), _FAR, _ALONE + _EACH * rivals)
    value = _BASE + _COVERED * math.log(covered) + _LEAD * math.log(led)
    return 1 / (1 + math.exp(-value))


def limit_for(language: str) -> float:
    """The probability below which nothing is said about posts of a language."""
    return LIMITS.get(language, USUAL)
