"""Scores of prepared pairs, and what met what in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.assign import Workspace, workspace
from hawkari.engines.names.compare import Alignment, Comparison
from hawkari.engines.names.costs import hand_set_tables
from hawkari.engines.names.features import FEATURES, compare_batch
from hawkari.engines.names.fold import FoldedName, fold
from hawkari.engines.names.model import bits, probabilities
from hawkari.engines.names.prepare import Batch, prepare

__all__ = ["Scores", "compare_fully", "score", "score_pairs"]


@dataclass(frozen=True, slots=True)
class Scores:
    """A batch compared.

    Attributes:
        features: shape (p, len(FEATURES)).
        comparable: shape (p,): whether both names hold a word at all.
        swapped: of the last pair, whether its second name stands left in the workspace.
    """

    features: NDArray[np.float32]
    comparable: NDArray[np.bool_]
    swapped: bool

    def probabilities(self) -> NDArray[np.float64]:
        """Shape (p,), 0–1; 0 where a name holds no word."""
        return np.where(self.comparable, probabilities(self.features), 0.0)

    def weights(self) -> NDArray[np.float64]:
        """Shape (p,), in bits; 0 where a name holds no word."""
        return np.where(self.comparable, bits(self.features), 0.0)


def score(batch: Batch, work: Workspace) -> Scores:
    """Compare a prepared batch; `work` afterwards holds the assignment of the last pair."""
    features = np.zeros((len(batch.a), len(FEATURES)), np.float32)
    swapped = compare_batch(
        batch.words, batch.a, batch.b, batch.tables, hand_set_tables(), work, features
    )
    return Scores(features, (batch.a[:, 0] >= 0) & (batch.b[:, 0] >= 0), bool(swapped))


def score_pairs(names_a: Sequence[str], names_b: Sequence[str]) -> Scores:
    """Compare pairs of names as written."""
    return score(prepare(names_a, names_b), workspace())


def compare_fully(name_a: str, name_b: str) -> Comparison:
    """`compare`, without its cache."""
    batch, work = prepare([name_a], [name_b]), workspace()
    scores = score(batch, work)
    folded_a, folded_b = fold(name_a), fold(name_b)
    met, left, right = _meetings(folded_a, folded_b, work, swapped=scores.swapped)
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
