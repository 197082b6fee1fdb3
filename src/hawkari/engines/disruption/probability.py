"""How probable a tie is, from its grade, how often it was seen, and by how many on their own.

The figures are an assumption of this version: the letters' values are those that the planner of
our own noise experiments believed; nobody has calibrated them on confirmed and refuted ties.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from hawkari.errors import BadInput

__all__ = ["corroborated", "parse_grade", "tie_probability"]

# Origin and grade of some reports, and how often the tie was seen in them.
Reports = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class _Row:
    """Probability of a tie seen once, and the limit that many sightings approach."""

    once: float
    often: float


# A letter's limit is the next better letter: repeats of one kind of report are not corroboration
# by another, so no number of them makes a tie as good as a better grade. An ungraded tie has a row
# of its own and never passes C.
TABLE = {
    "A": _Row(0.95, 0.99),
    "B": _Row(0.85, 0.95),
    "C": _Row(0.65, 0.85),
    "D": _Row(0.40, 0.65),
    "E": _Row(0.20, 0.40),
    "": _Row(0.50, 0.65),
}

# Source evaluation 1 reliable, 2 untested, 3 not reliable; a letter alone is taken as it stands.
SOURCE_FACTOR = {"": 1.0, "1": 1.0, "2": 0.9, "3": 0.6}

# No number of origins makes a tie surer: who its two ends are can be wrong for all of them at once.
SUREST = 0.99

_GRADE = re.compile(r"\s*([123]?)\s*([A-Ea-e])\s*")


@lru_cache(maxsize=256)
def parse_grade(text: str) -> tuple[str, str]:
    """Source evaluation and intelligence letter of a 3x5x2 grade.

    Args:
        text: ``""`` for ungraded, a letter A-E, or both parts such as ``2B``; any case, spaces
            allowed.

    Returns:
        ("1"-"3" or "", "A"-"E" or "").

    Raises:
        BadInput: for any other text; an unknown code is refused, never defaulted.
    """
    if not text.strip():
        return "", ""
    match = _GRADE.fullmatch(text)
    if match is None:
        raise BadInput(
            f"{text!r} is not a grade",
            "Give an intelligence assessment A-E, alone or after a source evaluation 1-3 (2B), "
            "or leave it empty.",
        )
    return match[1], match[2].upper()


def tie_probability(grade: str, count: float = 1.0) -> float:
    """Probability that a tie is real, given its grade and how often it was seen.

    ``P = s · (p + (q - p) · (1 - 1/count))`` with p the letter's value (A .95, B .85, C .65,
    D .40, E .20, ungraded .50), q the next better letter's (.99 above A, .65 for ungraded) and s
    the source's factor (1 reliable or not stated 1.0, untested 0.9, not reliable 0.6).

    Args:
        grade: ``""``, a letter A-E, or both parts such as ``2B``.
        count: sightings of the tie (calls, payments, statements), above 0; below 1 counts as 1.

    Returns:
        Probability in (0, 1); never falls as `count` grows.

    Raises:
        BadInput: if the grade is not known, or the count is not a number above 0.

    Source: our own assumption, not calibrated; verified by nobody yet.
    """
    source, letter = parse_grade(grade)
    if not 0 < count < float("inf"):
        raise BadInput(f"{count!r} is not a number of sightings", "Give a number above 0.")
    row = TABLE[letter]
    return SOURCE_FACTOR[source] * (row.once + (row.often - row.once) * (1 - 1 / max(count, 1.0)))


def corroborated(reports: Reports) -> float:
    """Probability that a tie is real, given all reports of it.

    ``P = min(.99, 1 - Π (1 - p))`` over origins, p an origin's most probable grade. The tie is
    absent only if every origin is wrong, and origins err on their own. What one origin says more
    than once is not multiplied: it counts as sightings of its grade, whose limit
    `tie_probability` holds.

    Args:
        reports: sightings by origin and grade, at least one; grades spelt alike are added up by
            the caller.

    Returns:
        Probability in (0, .99]; never falls as sightings or origins come in, whatever their order.

    Raises:
        BadInput: as `tie_probability`.

    Source: noisy-or of independent causes, Pearl (1988), "Probabilistic Reasoning in Intelligent
    Systems", section 4.3; the limit is our own assumption.
    """
    best: dict[str, float] = {}
    for (origin, grade), count in reports.items():
        best[origin] = max(best.get(origin, 0.0), tie_probability(grade, count))
    if len(best) == 1:
        return next(iter(best.values()))
    # Sorted, so that the product is the same to the last digit in any order.
    return min(SUREST, 1 - prod(1 - p for p in sorted(best.values())))
