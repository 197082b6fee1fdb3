"""Scores: exact in whole steps, so that a phone's form and the office cannot differ by rounding.

The score of a dimension is Σ w·s / Σ w over the items that apply. The domain's rule takes the sum
over answered items and also asks that more missing answers never raise a score; both cannot hold
(leaving out a low answer raises a mean of the rest). So an item without an answer counts as its
lowest answer, and `Score.highest` says what the score could have been. Below the share of items
that must be answered (80 %) there is no score at all.

All weights and worths are fractions; each scale is multiplied by the least number that makes every
term whole. Whole numbers below 2⁵³ are exact in the doubles of a phone's form, their quotient is
the nearest double in both, and bands are decided by comparing products, never quotients.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from hawkari.engines.casework.instruments.values import (
    Answer,
    Answers,
    Instrument,
    Item,
    ItemType,
    Scale,
    Score,
    Scored,
)
from hawkari.errors import BadInput

__all__ = ["MOST_STEPS", "check_answers", "scale_of", "score"]

# Whole numbers up to here are exact in a double (IEEE 754).
MOST_STEPS = 2**53


def scale_of(items: Iterable[Item], *, whole: bool) -> Scale:
    """The scale of some items, by their weights in the whole instrument or in their dimension.

    Args:
        items: what is counted together.
        whole: whether `w_comp` weighs, else `w_dim`.
    """
    items = tuple(items)
    weight = {item.id: item.w_comp if whole else item.w_dim for item in items}
    parts = [weight[item.id] * worth for item in items for worth in _possible(item)]
    steps = lcm(1, *(part.denominator for part in [*parts, *weight.values()]))
    return Scale(steps, {name: int(one * steps) for name, one in weight.items()})


def _possible(item: Item) -> list[Fraction]:
    """Worths of which every possible worth of the item is a whole-numbered sum."""
    if item.type is ItemType.NUMBER:
        return [Fraction(1, item.highest - item.lowest)]
    return [choice.score for choice in item.choices if choice.score is not None]


def check_answers(instrument: Instrument, answers: Answers) -> None:
    """Refuse what is no answer to these items; leaving out an item is allowed.

    Raises:
        BadInput: with the item, and what it takes.
    """
    items = {item.id: item for item in instrument.items}
    for name, answer in answers.items():
        item = items.get(name)
        if item is None:
            raise BadInput(
                f"{instrument.id} asks no {name!r}",
                "Check that the answers are of this instrument and version.",
                where=(name,),
            )
        _check_answer(item, answer)


def _check_answer(item: Item, answer: Answer) -> None:
    if item.type is ItemType.NUMBER:
        fits = type(answer) is int and item.lowest <= answer <= item.highest
        takes = f"a whole number from {item.lowest} to {item.highest}"
    elif item.type is ItemType.CHOICE:
        fits = isinstance(answer, str) and item.choice(answer) is not None
        takes = f"one of {', '.join(choice.id for choice in item.choices)}"
    else:
        fits = isinstance(answer, tuple) and _several_fit(item, answer)
        takes = f"some of {', '.join(choice.id for choice in item.choices)}, each once"
    if not fits:
        raise BadInput(f"{answer!r} is no answer", f"Give {takes}.", where=(item.id,))


def _several_fit(item: Item, chosen: tuple[str, ...]) -> bool:
    found = [item.choice(name) for name in chosen]
    if not found or None in found or len(set(chosen)) < len(chosen):
        return False
    return len(found) == 1 or not any(one is not None and one.alone for one in found)


def score(instrument: Instrument, answers: Answers) -> Scored:
    """Score a set of answers.

    Raises:
        BadInput: if something is no answer to an item of this instrument.
    """
    check_answers(instrument, answers)
    return Scored(
        _score(instrument, "", answers),
        tuple(_score(instrument, one.id, answers) for one in instrument.dimensions),
    )


def _score(instrument: Instrument, dim: str, answers: Answers) -> Score:
    scale = instrument.scales[dim]
    points = most = answered = asked = open_ = 0
    for item in instrument.of(dim):
        weight = scale.weights[item.id]
        answer = answers.get(item.id)
        worth = Fraction(0) if answer is None else item.worth(answer)
        if worth is None:
            continue
        asked += 1
        most += weight
        points += int(weight * worth)
        answered += answer is not None
        open_ += weight if answer is None else 0
    if not most or answered < instrument.least_answered * asked:
        return Score(dim, points, most, answered, asked, None, None, "")
    return Score(
        dim, points, most, answered, asked,
        points / most, (points + open_) / most, _band(instrument, points, most),
    )  # fmt: skip


def _band(instrument: Instrument, points: int, most: int) -> str:
    reached = [
        band
        for band in instrument.bands
        if points * band.least.denominator >= band.least.numerator * most
    ]
    return reached[-1].id
