"""How far a match is to be trusted, and from where on the matcher says nothing.

The numbers of `probability` and `probability_with_meaning` were fitted on half of the posts of the
shared claims (French, Arabic, German, and for words English), each with its claim in the bank and
without it, in banks of 5 to 10,369 claims; `benchmarks/posts/matching.py` reports the other half.
"""

import math

__all__ = ["LIMITS", "USUAL", "limit_for", "probability", "probability_with_meaning"]

USUAL = 0.5
"""The limit of languages for which none was set."""
LIMITS = {"ar": 0.4, "de": 0.6, "en": 0.6, "fr": 0.5}
"""By language, the probability below which nothing is said."""
_BASE, _COVERED, _LEAD = 0.0, 1.86, 3.57
_MEANT_BASE, _MEANT_SCORE, _MEANT_LEAD, _MEANT_FAR = -7.2, 4.05, 6.8, 0.5
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


def probability_with_meaning(score: float, lead: float) -> float:
    """The same where meanings are compared too.

    Args:
        score: of words and meaning, as `fusing.meant` gives it.
        lead: how far it is above the next best answer's; below 0 for any but the best.
    """
    value = _MEANT_BASE + _MEANT_SCORE * score + _MEANT_LEAD * min(lead, _MEANT_FAR)
    return 1 / (1 + math.exp(-value))


def limit_for(language: str) -> float:
    """The probability below which nothing is said about posts of a language."""
    return LIMITS.get(language, USUAL)
