"""The score once more, written apart from the program: fractions, straight from the raw file.

It shares no code and no shape with the engine: it reads the JSON itself, sums worths and weights as
fractions (the engine counts whole steps), and finds the band by comparing the fraction.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def worth(item: Mapping[str, Any], answer: str) -> Fraction | None:
    """0 to 1, or None where the answer says that the item does not apply."""
    if item["type"] == "number":
        low, high = item["lowest"], item["highest"]
        upwards = Fraction(int(answer) - low, high - low)
        return 1 - upwards if item["falling"] else upwards
    scores = {choice["id"]: choice["score"] for choice in item["choices"]}
    if item["type"] == "choice":
        return None if scores[answer] is None else Fraction(scores[answer])
    return sum((Fraction(scores[one]) for one in answer.split()), Fraction(0))


def scores(raw: Mapping[str, Any], answers: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    """Score and band of the whole (empty name) and of each dimension; None where refused."""
    found = {}
    for dim in ["", *(one["id"] for one in raw["dimensions"])]:
        column = "w_dim" if dim else "w_comp"
        above, below, asked, answered = Fraction(0), Fraction(0), 0, 0
        for item in raw["items"]:
            if dim and item["dim"] != dim:
                continue
            given = answers.get(item["id"])
            value = Fraction(0) if given is None else worth(item, given)
            if value is not None:
                asked += 1
                answered += given is not None
                above += Fraction(item[column]) * value
                below += Fraction(item[column])
        if asked == 0 or Fraction(answered, asked) < Fraction(raw["least_answered"]):
            found[dim] = (None, "")
        else:
            bands = [b["id"] for b in raw["bands"] if Fraction(b["least"]) <= above / below]
            found[dim] = (above / below, bands[-1])
    return found
