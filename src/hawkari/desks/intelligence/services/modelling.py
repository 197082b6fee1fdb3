"""The model behind the scores: what it weighs, what its guard found, what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage import CERTAIN_AT, charts
from hawkari.engines.linkage.charts import CalibrationBin, Choice, ThresholdRow
from hawkari.engines.linkage.judging import FEWEST_JUDGED
from hawkari.evidence.access import Access
from hawkari.evidence.linking.model_view import (
    Labelled,
    LevelChange,
    ModelView,
    RunView,
    model_view,
)
from hawkari.evidence.linking.model_view import LevelView as StoredLevel
from hawkari.evidence.models import Candidate
from hawkari.evidence.reviewing.second_readings import Agreement, agreement

__all__ = [
    "ComparisonView",
    "Finding",
    "LevelView",
    "ModelPage",
    "RuleView",
    "Share",
    "Threshold",
    "model_page",
    "share_of",
]

STEPS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999)


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level of a comparison.

    Attributes:
        level: the engine's name for it.
        m: P(level | same), 0-1.
        u: P(level | different), 0-1.
        weight: log2(m / u), in bits.
        x, width: of the weight's bar, in 0-100 of the drawing's width; no evidence lies at 50.
        before: the weight in the run before, in bits; None where it knew no such level.
    """

    level: str
    m: float
    u: float
    weight: float
    x: float
    width: float
    before: float | None

    @property
    def m_width(self) -> float:
        """Of the bar of m, in 0-100."""
        return max(self.m * 100, 0.3)

    @property
    def u_width(self) -> float:
        """Of the bar of u, in 0-100."""
        return max(self.u * 100, 0.3)


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """One comparison; levels from the best to the worst. `origin`: what its m was learned from."""

    comparison: str
    origin: str
    levels: tuple[LevelView, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """One blocking rule: pairs it proposes, pairs no rule before it had, blocks cut.

    `before` is how many pairs it proposed in the run before; None where there was no such rule.
    """

    rule: str
    pairs: int
    added: int
    stopped: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the guard found at one level of one comparison, in the engine's English."""

    comparison: str
    level: str
    finding: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A share of counted pairs, 0-1, with its 95 % interval; `of` is how many were counted."""

    value: float
    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """What would be joined from a probability on.

    Attributes:
        at: the probability, 0-1.
        pairs: kept pairs at or above it.
        is_in_force: whether the rule joins from here on.
        precision: of the decided pairs at or above it, those decided the same; None of none.
        recall: of the pairs decided the same, those at or above it; None of none.
        expected: of the kept pairs at or above it, how many the model itself expects to be right,
            as a share; None of none.
    """

    at: float
    pairs: int
    is_in_force: bool
    precision: Share | None
    recall: Share | None
    expected: float | None


@dataclass(frozen=True, slots=True)
class ModelPage:
    """The newest run that this reader may see whole, against the one before.

    Attributes:
        view: both runs, as they were kept.
        run: the newest.
        one_in: of so many pairs of any two records one is the same, before looking; 0: unknown.
        comparisons, plan, findings: what it weighs, how pairs were proposed, what was put right.
        changes: weights that moved since the run before, the most first.
        thresholds: what joins from which probability on.
        calibration: whether probabilities hold, by bands of it, on the pairs that people decided.
        choice: the lowest probability from which as many are right as was asked for; None where
            nothing was asked.
        not_by_labels: why `choice` does not rest on decided pairs: ``few`` of them, or ``none the
            same``; None where it does.
        agreement: how far reviewers agree.
    """

    view: ModelView
    run: RunView
    one_in: int
    comparisons: tuple[ComparisonView, ...]
    plan: tuple[RuleView, ...]
    findings: tuple[Finding, ...]
    changes: tuple[LevelChange, ...]
    thresholds: tuple[Threshold, ...]
    calibration: tuple[CalibrationBin, ...]
    choice: Choice | None
    not_by_labels: str | None
    agreement: Agreement

    @property
    def fewest_judged(self) -> int:
        """Pairs of either answer from which decisions may move the weights."""
        return FEWEST_JUDGED

    @property
    def fewest_labels(self) -> int:
        """Decided pairs from which a threshold is chosen by them."""
        return charts.FEWEST_LABELS

    @property
    def previous(self) -> datetime | None:
        """When the run before was; None if there was none."""
        return None if self.view.previous is None else self.view.previous.at

    @property
    def previous_records(self) -> int:
        """How many records it compared."""
        return 0 if self.view.previous is None else self.view.previous.records


def model_page(
    access: Access, *, threshold: float | None = None, precision: float | None = None
) -> ModelPage | None:
    """The model as its page shows it; None where no run may be shown. Audited.

    Args:
        access: who asks; a run is shown to who may see everything it read.
        threshold: a further probability (0-1) to say of what it would join.
        precision: share of the joined pairs that must be right (0-1), to find a threshold for.

    Raises:
        AccessDenied: if the role may not judge.
    """
    view = model_view(access)
    run, before = view.run, view.previous
    if run is None:
        return None
    scores = _scores(run)
    return ModelPage(
        view=view,
        run=run,
        one_in=round(1 / run.prior) if run.prior else 0,
        comparisons=_comparisons(run, before),
        plan=_plan(run, before),
        findings=_findings(run, before),
        changes=view.changes,
        thresholds=_thresholds(scores, view.labels, asked=threshold, in_force=run.join_at),
        calibration=charts.calibration(*_labelled(view.labels)) if view.labels else (),
        choice=None if precision is None else _choice(scores, view.labels, precision),
        not_by_labels=_why_not_labels(view.labels),
        agreement=agreement(access),
    )


def share_of(part: int, whole: int) -> Share | None:
    """A share with its 95 % interval (`charts.wilson`); None of nothing.

    Args:
        part: counted.
        whole: of so many.
    """
    return None if whole == 0 else Share(part / whole, *charts.wilson(part, whole), whole)


def _comparisons(run: RunView, before: RunView | None) -> tuple[ComparisonView, ...]:
    earlier = _weights(before)
    scale = 48.0 / max([1.0, *(abs(one.weight) for one in run.levels)])
    return tuple(
        ComparisonView(
            comparison=name,
            origin=str(run.m_from.get(name, "")),
            levels=tuple(
                _level(one, earlier.get((name, one.level)), scale=scale)
                for one in reversed(list(levels))
            ),
        )
        for name, levels in groupby(run.levels, key=lambda one: one.comparison)
    )


def _weights(run: RunView | None) -> dict[tuple[str, str], float]:
    return {} if run is None else {(one.comparison, one.level): one.weight for one in run.levels}


def _level(level: StoredLevel, before: float | None, *, scale: float) -> LevelView:
    reach = abs(level.weight) * scale
    return LevelView(
        level=level.level,
        m=level.m,
        u=level.u,
        weight=level.weight,
        x=round(50.0 - reach if level.weight < 0 else 50.0, 2),
        width=round(max(reach, 0.3), 2),
        before=before,
    )


def _plan(run: RunView, before: RunView | None) -> tuple[RuleView, ...]:
    earlier = {} if before is None else {one["rule"]: one["pairs"] for one in before.plan}
    return tuple(
        RuleView(
            rule=one["rule"],
            pairs=one["pairs"],
            added=one["added"],
            stopped=one.get("stopped", 0),
            before=earlier.get(one["rule"]),
        )
        for one in run.plan
    )


def _findings(run: RunView, before: RunView | None) -> tuple[Finding, ...]:
    earlier = set() if before is None else {_place(one) for one in before.guard}
    return tuple(
        Finding(
            comparison=one.get("comparison", ""),
            level=one.get("level", ""),
            finding=one.get("finding", ""),
            is_new=before is not None and _place(one) not in earlier,
        )
        for one in run.guard
    )


def _place(finding: Mapping[str, Any]) -> tuple[str, str]:
    return (finding.get("comparison", ""), finding.get("level", ""))


def _scores(run: RunView) -> list[float]:
    """Probabilities of the pairs that the run kept."""
    rows = Candidate.objects.filter(run=run.run).order_by("-probability")
    return list(rows.values_list("probability", flat=True))


def _labelled(labels: Sequence[Labelled]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    same = np.array([one.same for one in labels], np.bool_)
    return np.array([one.probability for one in labels], np.float64), same


def _choice(scores: Sequence[float], labels: Sequence[Labelled], precision: float) -> Choice:
    """By the decided pairs where they can be rested on, else by the model's own probabilities."""
    if _why_not_labels(labels) is None:
        return charts.choose_threshold(*_labelled(labels), precision=precision)
    return charts.choose_threshold(np.array(scores, np.float64), precision=precision)


def _why_not_labels(labels: Sequence[Labelled]) -> str | None:
    """``few`` or ``none the same``: why no threshold is chosen by decided pairs; None: it is."""
    if len(labels) < charts.FEWEST_LABELS:
        return "few"
    return None if any(one.same for one in labels) else "none the same"


def _thresholds(
    scores: Sequence[float],
    labels: Sequence[Labelled],
    *,
    asked: float | None,
    in_force: float | None,
) -> tuple[Threshold, ...]:
    joins_at = CERTAIN_AT if in_force is None else in_force
    steps = {*STEPS, joins_at, *([] if asked is None else [asked])}
    rows = charts.precision_recall(np.array(scores, np.float64), steps=sorted(steps))
    return tuple(_threshold(row, labels, joins_at=joins_at) for row in rows)


def _threshold(row: ThresholdRow, labels: Sequence[Labelled], *, joins_at: float) -> Threshold:
    """One row of the model's own expectation, with what decided pairs say beside it."""
    above = [one.same for one in labels if one.probability >= row.at]
    return Threshold(
        at=row.at,
        pairs=row.pairs,
        is_in_force=row.at == joins_at,
        precision=share_of(sum(above), len(above)),
        recall=share_of(sum(above), sum(one.same for one in labels)),
        expected=row.precision,
    )
