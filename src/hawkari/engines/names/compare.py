"""Compare two names, with the reasons; or many pairs, fast."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.assign import Workspace, workspace
from hawkari.engines.names.costs import hand_set_tables
from hawkari.engines.names.features import FEATURES, compare_batch
from hawkari.engines.names.fold import FoldedName, fold
from hawkari.engines.names.model import bits, probabilities
from hawkari.engines.names.prepare import Batch, prepare

__all__ = ["Alignment", "Comparison", "Scores", "compare", "compare_many", "score", "weigh_many"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words of the two names that met.

    Attributes:
        token_a: folded token of the first name; two joined by a blank where one word of the
            other name stands for both.
        token_b: the same of the second name.
        cost: what writing one for the other costs, relative to their length: 0 the same, about
            .1 another scribe, .5 and above no meeting.
    """

    token_a: str
    token_b: str
    cost: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two names can be one person's, and why.

    Attributes:
        probability: 0–1, at the base rate `model.BASE_RATE`; 0 when a name holds no letter.
        weight: evidence in bits against two people at random: log2 of a likelihood ratio, about
            -14 to 17, to be added to the log2 of prior odds; 0 when a name holds no letter.
            Rarity of the names is in it: do not count it again.
        alignments: the words that met, in the order of the first name.
        left_over_a: folded tokens of the first name that met none, in order.
        left_over_b: the same of the second name.
        cost: sum of the alignments' costs, and 1 for each token left over in the name with
            fewer tokens (with as many on both sides, in the first).
    """

    probability: float
    weight: float
    alignments: tuple[Alignment, ...]
    left_over_a: tuple[str, ...]
    left_over_b: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Scores:
    """A batch compared.

    Attributes:
        features: shape (p, len(FEATURES)).
        comparable: shape (p,): whether both names hold a word at all.
    """

    features: NDArray[np.float32]
    comparable: NDArray[np.bool_]

    def probabilities(self) -> NDArray[np.float64]:
        """Shape (p,), 0–1; 0 where a name holds no word."""
        return np.where(self.comparable, probabilities(self.features), 0.0)

    def weights(self) -> NDArray[np.float64]:
        """Shape (p,), in bits; 0 where a name holds no word."""
        return np.where(self.comparable, bits(self.features), 0.0)


def score(batch: Batch, work: Workspace) -> Scores:
    """Compare a prepared batch; `work` afterwards holds the assignment of the last pair."""
    features = np.zeros((len(batch.left), len(FEATURES)), np.float32)
    compare_batch(
        batch.words, batch.left, batch.right, batch.tables, hand_set_tables(), work, features
    )
    return Scores(features, (batch.left[:, 0] >= 0) & (batch.right[:, 0] >= 0))


def compare_many(names_a: Sequence[str], names_b: Sequence[str]) -> NDArray[np.float64]:
    """Probability for each of many pairs that both names can be one person's.

    Args:
        names_a: one name of each pair, any script.
        names_b: the other, in the same order.

    Returns:
        Shape (pairs,), 0–1, at the base rate `model.BASE_RATE`; the same as `compare` gives.
        0 where a name holds no letter.

    Raises:
        ValueError: if the two differ in length.
    """
    return score(prepare(names_a, names_b), workspace()).probabilities()


def weigh_many(names_a: Sequence[str], names_b: Sequence[str]) -> NDArray[np.float64]:
    """Evidence for each of many pairs, in bits: the `weight` that `compare` gives.

    Args:
        names_a: one name of each pair, any script.
        names_b: the other, in the same order.

    Returns:
        Shape (pairs,), in bits, about -14 to 17; 0 where a name holds no letter.

    Raises:
        ValueError: if the two differ in length.
    """
    return score(prepare(names_a, names_b), workspace()).weights()


@lru_cache(maxsize=1 << 14)
def compare(name_a: str, name_b: str) -> Comparison:
    """Compare two names: how probable one person is, and which word met which.

    Args:
        name_a: a name in any script.
        name_b: another, in the same or another.

    Returns:
        The comparison; with the arguments the other way round the same one, seen from there.
    """
    batch, work = prepare([name_a], [name_b]), workspace()
    scores = score(batch, work)
    folded_a, folded_b = fold(name_a), fold(name_b)
    met, left, right = _meetings(folded_a, folded_b, work, swapped=bool(batch.swapped[0]))
    fewer = right if len(folded_b.tokens) < len(folded_a.tokens) else left
    return Comparison(
        probability=float(scores.probabilities()[0]),
        weight=float(scores.weights()[0]),
        alignments=met,
        left_over_a=left,
        left_over_b=right,
        cost=sum(alignment.cost for alignment in met) + len(fewer),
    )


Meetings = tuple[tuple[Alignment, ...], tuple[str, ...], tuple[str, ...]]


def _meetings(a: FoldedName, b: FoldedName, work: Workspace, *, swapped: bool) -> Meetings:
    if not a.tokens or not b.tokens:
        return (), a.tokens, b.tokens
    to_b, to_a = (work.met_right, work.met_left) if swapped else (work.met_left, work.met_right)
    cost = work.cost_right if swapped else work.cost_left
    met: list[Alignment] = []
    place = 0
    while place < len(a.tokens):
        partner = int(to_b[place])
        if partner < 0:
            place += 1
            continue
        mine = [i for i in range(place, len(a.tokens)) if to_b[i] == partner]
        theirs = [j for j in range(len(b.tokens)) if to_a[j] == place]
        words_a = " ".join(a.tokens[i] for i in mine)
        words_b = " ".join(b.tokens[j] for j in theirs)
        met.append(Alignment(words_a, words_b, float(cost[place])))
        place += len(mine)
    left = tuple(t for i, t in enumerate(a.tokens) if to_b[i] < 0)
    right = tuple(t for j, t in enumerate(b.tokens) if to_a[j] < 0)
    return tuple(met), left, right
