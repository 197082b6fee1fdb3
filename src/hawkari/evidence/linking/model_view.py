"""The model of the newest run, as the page "model" shows it, and what changed since the last time.

Parameters are figures over everything that a run read, so only somebody who may see all of it is
shown them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.bulk import in_list
from hawkari.evidence.linking.records import things_among
from hawkari.evidence.linking.runs import known_runs, loaded_since
from hawkari.evidence.models import Act, Candidate, JudgementEvent, JudgementKind, LinkRun
from hawkari.evidence.rule_judgements import decided

__all__ = ["Labelled", "LevelChange", "LevelView", "ModelView", "RunView", "model_view"]


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level of a comparison: m and u are probabilities, `weight` is log2(m/u), in bits."""

    comparison: str
    level: str
    m: float
    u: float
    weight: float


@dataclass(frozen=True, slots=True)
class RunView:
    """One run of linkage.

    Attributes:
        run: its number.
        at: when it ended.
        version: of the model's form.
        trained: how the parameters came about, in the engine's words.
        prior: probability that any two records match.
        records: compared.
        counts: what came of it: `records`, `pairs`, `joined_by_rule`, `proposed_by_rule`,
            `to_review`, `entities`, `cuts`; empty for runs of an older form.
        join_at: least probability that the rule joins at.
        expected_precision: mean probability of the pairs joined, 0–1; None where none was.
        fingerprint: of the records compared: equal where they were the same.
        levels: of every comparison, worst level first.
        m_from: by comparison, which training its m comes from.
        plan: blocking rules in order: `rule`, `pairs`, `added`, `stopped`.
        guard: what the guard found: `comparison`, `level`, `finding`.
        parameters: the model's data as the engine gave it, for its charts.
    """

    run: int
    at: datetime
    version: str
    trained: str
    prior: float | None
    records: int
    counts: Mapping[str, int]
    join_at: float | None
    expected_precision: float | None
    fingerprint: str
    levels: tuple[LevelView, ...]
    m_from: Mapping[str, str]
    plan: tuple[Mapping[str, Any], ...]
    guard: tuple[Mapping[str, str], ...]
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A level whose weight moved by a tenth of a bit or more; None where it was not there."""

    comparison: str
    level: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair that a person decided, with the weight (bits) and probability of the run shown.

    Not what its decider was shown: that may be an older model's word, and the charts are of this
    run's.
    """

    weight: float
    probability: float
    same: bool


@dataclass(frozen=True, slots=True)
class ModelView:
    """The model, and what changed.

    Attributes:
        run: the newest run that the access may know; None where there is none.
        previous: the run that the access may know before it and all that it goes on from, which
            have its model; if any.
        changes: levels that moved since, largest move first.
        same_records: whether both runs compared the same records; None without a previous one.
        labels: decided pairs, by falling weight: for precision and recall by threshold. They come
            from the queue, which asks what is uncertain, so they are no sample of all pairs.
        unscored: decided pairs that the run does not score, since it did not compare them or
            found them too little alike.
        decided_since: decisions of people since the newest run, that it does not know.
        new_loads: whether the access sees people or organisations in loads that ended after the
            newest run began.
    """

    run: RunView | None
    previous: RunView | None = None
    changes: tuple[LevelChange, ...] = ()
    same_records: bool | None = None
    labels: tuple[Labelled, ...] = ()
    unscored: int = 0
    decided_since: int = 0
    new_loads: bool = False


LEAST_MOVE = 0.1
"""Bits; smaller moves of a weight are not listed."""


def model_view(access: Access) -> ModelView:
    """The model of the operation's newest run, with what changed since the one before; audited.

    Raises:
        AccessDenied: if the role may not judge, who is whom the model is explained to.
    """
    require(access, Action.JUDGE)
    with transaction.atomic():
        found = _view(access)
        audit.record(
            Act.CONSULT,
            access=access,
            detail={"what": "model", "run": None if found.run is None else found.run.run},
        )
    return found


def _view(access: Access) -> ModelView:
    newest = _newest_two(access)
    if not newest:
        return ModelView(None)
    run = _run_view(newest[0])
    previous = _run_view(newest[1]) if len(newest) > 1 else None
    people = _of_people(access, decided(access))
    judged = _judged(people)
    labels = _labels(newest[0], judged)
    return ModelView(
        run=run,
        previous=previous,
        changes=() if previous is None else tuple(_changes(previous.levels, run.levels)),
        same_records=None if previous is None else previous.fingerprint == run.fingerprint,
        labels=tuple(sorted(labels, key=lambda one: (-one.weight, one.same))),
        unscored=len(judged) - len(labels),
        decided_since=sum(one.made_at > run.at for one in people),
        new_loads=loaded_since(access, newest[:1]),
    )


def _newest_two(access: Access) -> list[LinkRun]:
    """The newest run, and the newest before all that it goes on from: those share its model."""
    runs = known_runs(access)
    newest = next(runs, None)
    if newest is None:
        return []
    bases = dict(LinkRun.objects.filter(operation=access.operation).values_list("pk", "base"))
    first = newest.pk
    while (base := bases.get(first)) is not None:
        first = base
    return [newest, *islice((run for run in runs if run.pk < first), 1)]


def _run_view(run: LinkRun) -> RunView:
    data = run.parameters
    return RunView(
        run=run.pk,
        at=run.finished_at or run.started_at,
        version=run.model_version,
        trained=str(data.get("trained", "")),
        prior=data.get("prior"),
        records=run.records,
        counts=run.counts,
        join_at=data.get("join_at"),
        expected_precision=data.get("expected_precision"),
        fingerprint=run.fingerprint,
        levels=tuple(
            LevelView(comparison, level, one["m"], one["u"], one["weight"])
            for comparison, levels in data.get("comparisons", {}).items()
            for level, one in levels.items()
        ),
        m_from=data.get("m_from", {}),
        plan=tuple(run.plan.get("rules", ())),
        guard=tuple(run.guard),
        parameters=data,
    )


def _changes(before: Sequence[LevelView], after: Sequence[LevelView]) -> list[LevelChange]:
    old = {(one.comparison, one.level): one.weight for one in before}
    new = {(one.comparison, one.level): one.weight for one in after}
    moved = [
        LevelChange(*level, old.get(level), new.get(level))
        for level in sorted({*old, *new})
        if level not in old or level not in new or abs(old[level] - new[level]) >= LEAST_MOVE
    ]
    return sorted(moved, key=_move)


def _move(change: LevelChange) -> tuple[bool, float]:
    if change.before is None or change.after is None:
        return (False, 0.0)
    return (True, -abs(change.after - change.before))


Pair = tuple[str, str]


def _of_people(access: Access, events: Sequence[JudgementEvent]) -> list[JudgementEvent]:
    """Those of some judgements that the model is about; it is none of things."""
    things = things_among(access, {one.left_id for one in events})
    return [one for one in events if one.left_id not in things]


def _judged(people: Sequence[JudgementEvent]) -> dict[Pair, bool]:
    """Whether each pair was decided the same, by the last word on it."""
    return {
        (one.left_id, one.right_id): one.judgement == JudgementKind.POSITIVE
        for one in people
        if one.judgement in (JudgementKind.POSITIVE, JudgementKind.NEGATIVE)
    }


def _labels(run: LinkRun, judged: Mapping[Pair, bool]) -> list[Labelled]:
    """The decided pairs that a run scored."""
    ends = in_list(sorted({side for pair in judged for side in pair}))
    rows = Candidate.objects.filter(run=run, left_id__in=ends, right_id__in=ends)
    columns = ("left_id", "right_id", "weight", "probability")
    return [
        Labelled(weight, probability, judged[left, right])
        for left, right, weight, probability in rows.values_list(*columns)
        if (left, right) in judged
    ]
