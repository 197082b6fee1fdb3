"""The whole run: records → candidate pairs → weights with reasons → clusters."""

from collections.abc import Iterable, Sequence

import numpy as np

from hawkari.engines.linkage.backends import check_engine
from hawkari.engines.linkage.clustering import Clustering, Scored, cluster
from hawkari.engines.linkage.model import Model, bits_of
from hawkari.engines.linkage.preparing import unread_of
from hawkari.engines.linkage.values import Judged, Linkage, Record
from hawkari.engines.linkage.watching import Progress, Watcher, as_watcher
from hawkari.engines.linkage.weighing import STEPS, Learning, Weighed, weigh

__all__ = ["CERTAIN_AT", "JOIN_AT", "concluded", "expected_precision", "link"]

JOIN_AT = 0.7
"""Least probability of a pair whose records `link` puts into one cluster.

Right about three times in four at the least; most joined pairs lie far above, and groups must agree
on the whole, so that some 2 in 100 of all joined pairs are wrong. It serves whoever wants most of
what can be found, and reviews it.
"""

CERTAIN_AT = 0.98
"""Least probability of a pair that a rule may join in nobody's name.

Of all such pairs, fewer than 5 in 1,000 are wrong: on corridors of held-out names 3 in 1,000 were,
where those joined from .95 on were just at the limit. The rest waits for a person.
"""


def link(
    records: Iterable[Record],
    *,
    judged: Sequence[Judged] = (),
    engine: str = "duckdb",
    join_at: float = JOIN_AT,
    progress: Progress | None = None,
    model: Model | None = None,
) -> Linkage:
    """Find which records are of one entity.

    The result does not depend on the order of the records.

    Args:
        records: of any sources and schemata; only records of one family are compared.
        judged: live judgements; they bind, and are never overruled. Where they are enough, training
            learns from them.
        engine: where the model is applied: `duckdb`, or `spark` (an extra). Weights are the same.
        join_at: least probability of a pair that is joined without a person, 0–1.
        progress: called with a step's name, its number from 1, and the number of steps; a `Watcher`
            is told the plan and how far the pairs are, too.
        model: one that was trained before; else one is trained on these records.

    Raises:
        BadInput: if two records have the same id, or the engine is not installed.
        UnsoundModel: if what training found cannot be put right: with the comparison, the level,
            and what to do.

    Cost: about linear in the candidate pairs; some 50,000 pairs a second.
    """
    check_engine(engine)
    watcher = as_watcher(progress)
    learning = Learning(judged, model)
    weighed = weigh(records, engine=engine, watcher=watcher, learning=learning)
    return concluded(weighed, judged=judged, join_at=join_at, watcher=watcher)


def concluded(
    weighed: Weighed, *, judged: Sequence[Judged], join_at: float, watcher: Watcher
) -> Linkage:
    """What weighed pairs say: pairs with reasons, clusters, and what was refused.

    Args:
        weighed: candidates and their weights.
        judged: live judgements.
        join_at: least probability of a pair that is joined, 0–1.
        watcher: told of steps 6 and 7 of `STEPS`.
    """
    watcher(STEPS[5], 6, len(STEPS))
    pairs = weighed.pairs()
    watcher(STEPS[6], 7, len(STEPS))
    candidates = weighed.candidates
    scored = Scored(candidates.left, candidates.right, weighed.scores[0])
    found = cluster(weighed.prepared, scored, judged=judged, join_at=join_at)
    return Linkage(
        pairs=pairs,
        clusters=found.clusters,
        cuts=found.cuts,
        plan=candidates.plan,
        parameters={
            **weighed.model.as_data(),
            "join_at": join_at,
            "expected_precision": expected_precision(scored, found, join_at),
        },
        guard=weighed.model.guard,
        unread=unread_of(weighed.prepared),
    )


def expected_precision(scored: Scored, found: Clustering, join_at: float) -> float | None:
    """Mean probability of the pairs that were joined; None where none was."""
    wanted = scored.weight >= bits_of(join_at)
    left, right = scored.left[wanted], scored.right[wanted]
    joined = scored.weight[wanted][found.rows[left] == found.rows[right]]
    return float((1 / (1 + np.exp2(-joined))).mean()) if len(joined) else None
