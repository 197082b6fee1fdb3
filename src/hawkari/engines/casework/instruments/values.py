"""An instrument as values: what is asked, what each answer is worth, how a score is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

__all__ = [
    "Answer",
    "Answers",
    "Band",
    "Choice",
    "Dimension",
    "Instrument",
    "Item",
    "ItemType",
    "Scale",
    "Score",
    "Scored",
    "SignOff",
]

# A choice's id, a whole number, or the ids of several choices. No answer is no key.
Answer = str | int | tuple[str, ...]
Answers = Mapping[str, Answer]


class ItemType(StrEnum):
    """How an item is answered."""

    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer. `score` is 0 to 1, or None where the item does not apply to a person.

    `alone` is a choice of several that stands alone ("none of these").
    """

    id: str
    words: Mapping[str, str]
    score: Fraction | None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `dim` is its dimension; `w_dim` and `w_comp` weigh it there and in the whole.

    A number is answered from `lowest` to `highest`, and worth 0 to 1 along that range: upwards, or
    downwards where `falling`.
    """

    id: str
    dim: str
    type: ItemType
    words: Mapping[str, str]
    w_dim: Fraction
    w_comp: Fraction
    choices: tuple[Choice, ...] = ()
    lowest: int = 0
    highest: int = 0
    falling: bool = False

    def choice(self, name: str) -> Choice | None:
        """The choice of that id, or None."""
        return next((one for one in self.choices if one.id == name), None)

    def worth(self, answer: Answer) -> Fraction | None:
        """What an answer is worth, 0 to 1; None where it says that the item does not apply."""
        if isinstance(answer, int):
            steps = self.highest - answer if self.falling else answer - self.lowest
            return Fraction(steps, self.highest - self.lowest)
        if isinstance(answer, str):
            return next(one.score for one in self.choices if one.id == answer)
        chosen = (one.score for one in self.choices if one.id in answer)
        return sum((score for score in chosen if score is not None), Fraction(0))


@dataclass(frozen=True, slots=True)
class Dimension:
    """A side of life that has a score of its own."""

    id: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Band:
    """A range of scores with a name: from `least` up to the next band's."""

    id: str
    least: Fraction
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole steps in which answers of a dimension are counted together.

    `steps` of them are a weight of 1; `weights` holds each item's weight in steps.
    """

    steps: int
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A survey as data.

    `sha256` is of its canonical content, by which it is signed off; `scales` holds the scale of
    each dimension, and under the empty name that of the whole.
    """

    id: str
    version: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    reviewed: Mapping[str, bool]
    source: str
    licence: str
    least_answered: Fraction
    dimensions: tuple[Dimension, ...]
    bands: tuple[Band, ...]
    items: tuple[Item, ...]
    scales: Mapping[str, Scale]
    sha256: str

    def of(self, dim: str) -> tuple[Item, ...]:
        """The items of a dimension; of the whole instrument for the empty name."""
        return tuple(item for item in self.items if dim in {"", item.dim})


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody's word that the content of that hash was checked against what it is named after."""

    sha256: str
    by: str
    on: date
    against: str


@dataclass(frozen=True, slots=True)
class Score:
    """A score of one dimension, or of the whole (`dim` empty).

    Attributes:
        dim: the dimension; empty for the whole.
        points: Σ w·s of the answers, in whole steps of the instrument's own scale.
        most: Σ w of the items that apply, in the same steps.
        answered: number of items answered.
        asked: number of items that apply.
        value: points / most, 0 to 1; None where too few are answered, or none applies. An item
            without an answer counts as its lowest answer, so that silence never helps.
        highest: the score if each item without an answer had its best answer; None like `value`.
        band: id of the band that `value` lies in; empty where there is no value.
    """

    dim: str
    points: int
    most: int
    answered: int
    asked: int
    value: float | None
    highest: float | None
    band: str


@dataclass(frozen=True, slots=True)
class Scored:
    """All scores of one set of answers: the whole, and by dimension in the instrument's order."""

    whole: Score
    dimensions: tuple[Score, ...]
