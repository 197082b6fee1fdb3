"""Training: two runs of expectation-maximisation without labels, then what judgements teach.

Among all candidate pairs, training finds "one family or not" instead of "one person or not": kin
and namesakes are many and alike. Among pairs of one full date of birth, and among pairs of one
phone or identifier, matches are a large share and the others are strangers; so m of what the pairs
do not share by choice can be read there. u is measured before (`reference`) and fixed; the prior of
each run is free and thrown away; the prior of the model is the fixed point over the candidates.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import Candidates
from hawkari.engines.linkage.clustering import Scored, cluster
from hawkari.engines.linkage.comparing import (
    BIRTH,
    COMPARISONS,
    IDENTIFIER,
    MISSING,
    PHONE,
    compare_pairs,
)
from hawkari.engines.linkage.contradicting import contradict
from hawkari.engines.linkage.dates import BirthDate
from hawkari.engines.linkage.defaults import DEFAULT_M
from hawkari.engines.linkage.guard import check, disagreements, is_collapsed
from hawkari.engines.linkage.judging import JudgedPairs, judged_pairs, lessons_of, moved_by
from hawkari.engines.linkage.model import Model, RestsOn, bits_of, total_weights
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.linkage.reference import count_levels
from hawkari.engines.linkage.soundness import (
    TrainedRun,
    demand_response,
    demand_sound,
    demand_trained,
)
from hawkari.engines.linkage.splinking import Trained, estimate_m
from hawkari.engines.linkage.values import GuardFinding, Judged

__all__ = ["evenly", "train"]

Array = NDArray[np.float64]

_MOST_PAIRS = 40_000  # a run of training compares no more
_FEWEST_PAIRS = 30
# The defaults count as much as this many matches.
_DRAWN_BY = 20
_START = 0.2
_PAIRS_BESIDE = 200
# Pairs that clusters hold from here on are not shown for review, or were never in doubt.
_HELD_AT = 0.7


@dataclass(frozen=True, slots=True)
class _Run:
    """One training.

    Attributes:
        name: what its pairs share.
        pairs: how many it rests on.
        matches: how many of them are expected to match.
        known: share of its pairs that have a value for each comparison.
        m: of each comparison that it trained, by its place in `COMPARISONS`.
    """

    name: str
    pairs: int
    matches: float
    known: dict[int, float]
    m: dict[int, Array]


def train(
    prepared: Sequence[Prepared],
    candidates: Candidates,
    matrix: NDArray[np.int8],
    *,
    u: tuple[Array, ...],
    judged: Sequence[Judged] = (),
    seed: int = 1,
) -> Model:
    """Train on the records of the run, without labels, and on judgements where they are enough.

    Args:
        prepared: all records, in the order of their ids.
        candidates: their candidate pairs.
        matrix: levels of the candidate pairs.
        u: of every comparison, as measured (`measure_u`).
        judged: live judgements. With fewer than ten pairs judged the same, or fewer than ten judged
            different, or where they do not contradict it, the model is what it is without them.
        seed: of the sample of birth dates, where they are many.

    Returns:
        The model. Where there is too little to learn from, its m are the defaults: `trained` says
        on how many pairs and matches it rests, and `guard` what was found and put right.

    Raises:
        UnsoundModel: if training went wrong in a way that cannot be put right.
    """
    dice = np.random.default_rng(seed)
    same_day = compare_pairs(prepared, *_pairs_of_one_day(prepared, dice).T).matrix
    numbers = matrix[candidates.proposed_by("same phone", "same identifier")]
    trained = [
        _run("one birth date", same_day, u, shared=(BIRTH,)),
        _run("one phone or identifier", numbers, u, shared=(PHONE, IDENTIFIER)),
    ]
    demand_sound([one.told for one in trained if one.told], u)
    runs = [one.run for one in trained if one.run]
    found = [finding for one in trained for finding in one.found]
    found += disagreements([run.m for run in runs if run.matches >= _DRAWN_BY], u)
    model = _finished(runs, u, matrix, prepared=prepared, found=found)
    _demand_trained([one.told for one in trained if one.told and one.run], model, matrix)
    return _taught(model, judged_pairs(prepared, judged), prepared, compared=(candidates, matrix))


def _demand_trained(runs: Sequence[TrainedRun], model: Model, matrix: NDArray[np.int8]) -> None:
    weights = total_weights(matrix, model.m, model.u) + bits_of(model.prior)
    chances = 1 / (1 + np.exp2(-weights))
    for column, comparison in enumerate(COMPARISONS):
        run = next((run for run in runs if column in run.m), None)
        if run is not None:
            levels = matrix[:, column]
            known = levels != MISSING
            expected = np.bincount(levels[known], chances[known], len(comparison.levels))
            demand_trained(run, column, expected.astype(np.float64))


def _taught(
    model: Model,
    judged: JudgedPairs,
    prepared: Sequence[Prepared],
    *,
    compared: tuple[Candidates, NDArray[np.int8]],
) -> Model:
    """The model after judgements; itself where they are too few, or do not contradict it."""
    weights = total_weights(judged.matrix, model.m, model.u) + bits_of(model.prior)
    demand_response(1 / (1 + np.exp2(-weights[judged.same])))
    if not judged.are_enough:
        return model
    candidates, matrix = compared
    weights = total_weights(matrix, model.m, model.u) + bits_of(model.prior)
    scored = Scored(candidates.left, candidates.right, weights)
    lessons = lessons_of(
        judged,
        matrix,
        1 / (1 + np.exp2(-weights)),
        group=cluster(prepared, scored, join_at=_HELD_AT).rows,
        rows=(candidates.left, candidates.right),
    )
    if not contradict(judged, lessons, m=model.m, u=model.u, prior=model.prior):
        said = f"{model.trained}, which {len(judged.same)} judged pairs do not contradict"
        return replace(model, trained=said)
    moved, prior = moved_by(lessons, model.m, model.u, prior=model.prior)
    ms, us, found = [], [], list(model.guard)
    for comparison, m, u in zip(COMPARISONS, moved, model.u, strict=True):
        safe_m, safe_u, findings = check(comparison, m, u)
        ms.append(safe_m)
        us.append(safe_u)
        found += [one for one in findings if one not in found]
    same = int(judged.same.sum())
    return replace(
        model,
        prior=prior,
        m=tuple(ms),
        u=tuple(us),
        trained=f"{model.trained}, moved by {len(judged.same)} judged pairs ({same} the same)",
        guard=tuple(found),
        rests_on=(*model.rests_on, RestsOn("judgements", len(judged.same), same)),
    )


def _pairs_of_one_day(prepared: Sequence[Prepared], dice: np.random.Generator) -> NDArray[np.int64]:
    """Pairs that share a full date of birth, shape (p, 2): of all such dates, or of a sample."""
    rows = defaultdict(list)
    for row, one in enumerate(prepared):
        for birth in one.births:
            if birth.is_full:
                rows[one.family, birth].append(row)
    pairs: set[tuple[int, int]] = set()
    days: list[tuple[str, BirthDate]] = sorted(rows, key=str)
    for place in dice.permutation(len(days)).tolist():
        pairs.update(combinations(rows[days[place]], 2))
        if len(pairs) > _MOST_PAIRS:
            break
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)


class _Outcome(NamedTuple):
    """A training that may be used, what the guard judges it by, and what was found meanwhile."""

    run: _Run | None = None
    told: TrainedRun | None = None
    found: tuple[GuardFinding, ...] = ()


def _run(
    name: str, matrix: NDArray[np.int8], u: tuple[Array, ...], *, shared: Sequence[int]
) -> _Outcome:
    """Train on pairs that share some comparisons by choice; those are left out."""
    matrix = matrix[evenly(len(matrix), _MOST_PAIRS)]
    counts = {i: count_levels(matrix, i) for i in range(len(COMPARISONS)) if i not in shared}
    seen = {i: np.flatnonzero(count).tolist() for i, count in counts.items() if count.any()}
    levels = {i: occurring for i, occurring in seen.items() if len(occurring) > 1}
    if len(matrix) < _FEWEST_PAIRS or not levels:
        return _Outcome()
    default = tuple(np.array(DEFAULT_M[c.key]) for c in COMPARISONS)
    trained = estimate_m(matrix, levels, start=list(zip(default, u, strict=True)), prior=_START)
    collapsed = f"training on pairs of {name} collapsed: not used"
    if trained is None:
        return _Outcome(found=(GuardFinding("all", "", collapsed),))
    told = _told(name, matrix, u, trained=trained)
    findings = tuple(
        GuardFinding(COMPARISONS[i].name, "", collapsed)
        for i, m in sorted(trained.m.items())
        if is_collapsed(m, counts[i], told.matches)
    )
    if findings:
        return _Outcome(told=told, found=findings)
    # Where all pairs stand at one level there is nothing to train: matches stand there too.
    single = {i: np.eye(len(counts[i]))[at[0]] for i, at in seen.items() if len(at) == 1}
    known = {i: float(count.sum()) / len(matrix) for i, count in counts.items()}
    run = _Run(name, len(matrix), told.matches, known, trained.m | single)
    return _Outcome(run, told)


def evenly(count: int, most: int) -> NDArray[np.int64]:
    """At most so many of some rows, spread over all of them: rows of one source lie together."""
    return np.arange(count) if count <= most else np.arange(most) * count // most


def _told(
    name: str, matrix: NDArray[np.int8], u: tuple[Array, ...], *, trained: Trained
) -> TrainedRun:
    columns = sorted(trained.m)
    safe = tuple(np.maximum(trained.m[i], 1e-12) for i in columns)
    evidence = total_weights(matrix[:, columns], safe, tuple(u[i] for i in columns))
    prior = min(max(trained.prior, 1e-12), 1 - 1e-12)
    return TrainedRun(
        name=name,
        matrix=matrix,
        start=_START,
        prior=trained.prior,
        share=float((1 / (1 + np.exp2(-evidence - bits_of(prior)))).mean()),
        matches=_rest(evidence, len(evidence), most=0.999) * len(evidence),
        counts={i: count_levels(matrix, i) for i in columns},
        m=trained.m,
    )


def _drawn(column: int, runs: Sequence[_Run]) -> tuple[Array, str]:
    """M of a comparison, and where it is from: the first run that trained it."""
    default = np.array(DEFAULT_M[COMPARISONS[column].key])
    for run in runs:
        if column in run.m:
            together = run.m[column] * run.matches * run.known[column] + default * _DRAWN_BY
            return np.asarray(together / together.sum(), np.float64), f"pairs of {run.name}"
    return default, "default"


def _finished(
    runs: Sequence[_Run],
    u: tuple[Array, ...],
    matrix: NDArray[np.int8],
    *,
    prepared: Sequence[Prepared],
    found: list[GuardFinding],
) -> Model:
    ms, us, sources = [], [], []
    for column, comparison in enumerate(COMPARISONS):
        m, source = _drawn(column, runs)
        safe_m, safe_u, findings = check(comparison, m, u[column])
        ms.append(safe_m)
        us.append(safe_u)
        sources.append(source)
        found += findings
    evidence = total_weights(matrix, tuple(ms), tuple(us))
    rows = len(prepared)
    # Beside the pairs of the run stands one match among 200 others, so that a handful of records
    # does not take itself for one person's.
    prior = _rest(evidence, rows * (rows - 1) / 2 + _PAIRS_BESIDE, more=1)
    rests_on = tuple(RestsOn(f"pairs of {run.name}", run.pairs, run.matches) for run in runs)
    return Model(
        prior, tuple(ms), tuple(us), _in_words(runs), tuple(sources), tuple(found), rests_on
    )


def _in_words(runs: Sequence[_Run]) -> str:
    if not runs:
        return "default values of m: too few pairs of one birth date, phone or identifier"
    said = (f"{run.pairs} pairs of {run.name} (about {run.matches:.0f} matches)" for run in runs)
    return "expectation-maximisation on " + " and on ".join(said)


def _rest(evidence: Array, pairs: float, *, more: int = 0, most: float = 0.5) -> float:
    """The prior that equals the mean probability it leads to; the fixed point of its EM step.

    Args:
        evidence: bits of the pairs that may match.
        pairs: how many pairs there are in all; the others do not match.
        more: matches to count beside.
        most: upper bound.
    """
    prior = min(max((more + 1) / (pairs + 1), 1e-3), most)
    for _ in range(500):
        odds = np.exp2(np.clip(evidence, -60, 60)) * prior / (1 - prior)
        following = (float((odds / (1 + odds)).sum()) + more) / max(pairs, 1)
        following = min(max(following, 1e-12), most)
        if abs(following - prior) < 1e-9 * prior:
            break
        prior = following
    return prior
