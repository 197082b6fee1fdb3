"""How far one record resembles a few others, by the comparisons and weights of a run.

For records that somebody asks with and that are not kept: no blocking, no clustering, no state.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hawkari.engines.linkage.comparing import MISSING, compare_pairs
from hawkari.engines.linkage.comparisons import COMPARISONS, SOURCE, family_of
from hawkari.engines.linkage.defaults import DEFAULT_M, DEFAULT_U
from hawkari.engines.linkage.model import Model, bits_of, total_weights
from hawkari.engines.linkage.pairs import reasons_of
from hawkari.engines.linkage.preparing import prepare
from hawkari.engines.linkage.things import THINGS, stated_model
from hawkari.engines.linkage.values import Reason, Record

__all__ = ["Resemblance", "resemblances", "untrained_model"]

# Of so many records that a search proposes for a question, one is the one that is asked for.
_PRIOR = 1 / 200


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How far the record asked with resembles another.

    Attributes:
        record: id of the other.
        weight: match weight in bits: the prior's and every reason's together.
        probability: of being one entity, 0–1, given the weight.
        reasons: one for each comparison both could take part in, strongest first; `left` is what
            was asked with.
    """

    record: str
    weight: float
    probability: float
    reasons: tuple[Reason, ...]


def untrained_model() -> Model:
    """The model of people and organisations where no run has trained one."""
    return Model(
        prior=_PRIOR,
        m=tuple(np.array(DEFAULT_M[one.key]) for one in COMPARISONS),
        u=tuple(np.array(DEFAULT_U[one.key]) for one in COMPARISONS),
        trained="default values, not trained",
        sources=("default",) * len(COMPARISONS),
        guard=(),
    )


def resemblances(
    asked: Record, others: Sequence[Record], *, model: Model | None = None
) -> list[Resemblance]:
    """How far a record resembles each of some others; best first, ties by id.

    How common a name is, is judged among these records: give all that a search for the name finds.
    That the question is from elsewhere than they are says nothing, and does not count.

    Args:
        asked: its id must not be among the others'.
        others: those of another family than the one asked with are left out.
        model: for people and organisations; None for `untrained_model`. Things have stated ones.
    """
    family = family_of(asked.schema)
    alike = [one for one in others if family_of(one.schema) == family]
    if not alike:
        return []
    weighing = stated_model(family) if family in THINGS else model or untrained_model()
    prepared = prepare([asked, *alike])
    right = np.arange(1, len(prepared))
    levels = compare_pairs(prepared, np.zeros_like(right), right)
    levels.matrix[:, SOURCE] = MISSING
    weights = total_weights(levels.matrix, weighing.m, weighing.u) + bits_of(weighing.prior)
    found = [
        Resemblance(
            record=prepared[place + 1].record.id,
            weight=float(weight),
            probability=float(1 / (1 + np.exp2(-weight))),
            reasons=reasons_of(
                (prepared[0], prepared[place + 1]),
                levels.matrix[place],
                best=levels.best_names[place],
                model=weighing,
            ),
        )
        for place, weight in enumerate(weights.tolist())
    ]
    return sorted(found, key=lambda one: (-one.weight, one.record))
