"""The model behind the scores: what it weighs, what its guard found, what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hawkari.engines.linkage import JOIN_AT
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, whole_parts
from hawkari.evidence.audit import Act
from hawkari.evidence.models import Candidate, LinkRun

__all__ = [
    "Change",
    "ComparisonView",
    "Finding",
    "LevelView",
    "ModelPage",
    "RuleView",
    "Threshold",
    "model_page",
]

# Least difference in bits that is told as a change: less than the second digit shown.
TOLD = 0.05
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
class Change:
    """A weight that moved since the run before, in bits."""

    comparison: str
    level: str
    before: float
    now: float

    @property
    def by(self) -> float:
        """By how many bits."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Threshold:
    """What would be joined from a probability on: kept pairs at or above it."""

    at: float
    pairs: int
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class ModelPage:
    """The newest run that this reader may see whole, against the one before.

    Attributes:
        run: its number.
        at: when it ended, or began if it has not.
        version: of the model's form: which comparisons and levels there are.
        trained: how the parameters came about, in the engine's English.
        one_in: of so many pairs of any two records one is the same, before looking.
        records: how many were compared.
        previous: when the run before was; None if there was none.
        previous_records: how many it compared.
        comparisons, plan, findings: what it weighs, how pairs were proposed, what was put right.
        changes: weights that moved, the most first.
        thresholds: what joins from which probability on.
    """

    run: int
    at: datetime
    version: str
    trained: str
    one_in: int
    records: int
    previous: datetime | None
    previous_records: int
    comparisons: tuple[ComparisonView, ...]
    plan: tuple[RuleView, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    thresholds: tuple[Threshold, ...]


def model_page(access: Access, *, threshold: float | None = None) -> ModelPage | None:
    """The model as its page shows it; None where no run may be shown. Audited.

    Args:
        access: who asks; a run is shown to who may see everything it read.
        threshold: a further probability (0-1) to say of what it would join.

    Raises:
        AccessDenied: if the role may not judge.
    """
    require(access, Action.JUDGE)
    with transaction.atomic():
        runs = _newest_two(access)
        page = _page(runs, threshold) if runs else None
        audit.record(
            Act.CONSULT, access=access, count=len(runs[:1]), detail={"what": "linkage model"}
        )
    return page


def _newest_two(access: Access) -> list[LinkRun]:
    parts = whole_parts(access)
    found: list[LinkRun] = []
    for run in LinkRun.objects.filter(operation=access.operation).order_by("-pk").iterator(10):
        if parts.issuperset(run.parts):
            found.append(run)
        if len(found) == 2:
            break
    return found


def _page(runs: Sequence[LinkRun], threshold: float | None) -> ModelPage:
    run = runs[0]
    before = runs[1] if len(runs) > 1 else None
    now, then = _parameters(run), _parameters(before)
    comparisons = _comparisons(now, then)
    prior = float(run.parameters.get("prior") or 0.0)
    return ModelPage(
        run=run.pk,
        at=run.finished_at or run.started_at,
        version=run.model_version,
        trained=str(run.parameters.get("trained", "")),
        one_in=round(1 / prior) if prior > 0 else 0,
        records=run.records,
        previous=None if before is None else before.finished_at or before.started_at,
        previous_records=0 if before is None else before.records,
        comparisons=comparisons,
        plan=_plan(run, before),
        findings=_findings(run, before),
        changes=_changes(comparisons),
        thresholds=_thresholds(run, threshold),
    )


def _parameters(run: LinkRun | None) -> Mapping[str, Any]:
    return {} if run is None else run.parameters


def _comparisons(now: Mapping[str, Any], then: Mapping[str, Any]) -> tuple[ComparisonView, ...]:
    stated: Mapping[str, Any] = now.get("comparisons", {})
    earlier: Mapping[str, Any] = then.get("comparisons", {})
    weights = [abs(level["weight"]) for levels in stated.values() for level in levels.values()]
    scale = 48.0 / max([1.0, *weights])
    return tuple(
        ComparisonView(
            comparison=name,
            origin=str(now.get("m_from", {}).get(name, "")),
            levels=tuple(
                _level(level, figures, earlier.get(name, {}).get(level), scale=scale)
                for level, figures in reversed(levels.items())
            ),
        )
        for name, levels in stated.items()
    )


def _level(
    level: str, figures: Mapping[str, float], before: Mapping[str, float] | None, *, scale: float
) -> LevelView:
    weight = figures["weight"]
    reach = abs(weight) * scale
    return LevelView(
        level=level,
        m=figures["m"],
        u=figures["u"],
        weight=weight,
        x=round(50.0 - reach if weight < 0 else 50.0, 2),
        width=round(max(reach, 0.3), 2),
        before=None if before is None else before["weight"],
    )


def _changes(comparisons: Sequence[ComparisonView]) -> tuple[Change, ...]:
    moved = [
        Change(one.comparison, level.level, level.before, level.weight)
        for one in comparisons
        for level in one.levels
        if level.before is not None and abs(level.weight - level.before) >= TOLD
    ]
    return tuple(sorted(moved, key=lambda one: (-abs(one.by), one.comparison, one.level)))


def _plan(run: LinkRun, before: LinkRun | None) -> tuple[RuleView, ...]:
    earlier = {one["rule"]: one["pairs"] for one in _rules(before)}
    return tuple(
        RuleView(
            rule=one["rule"],
            pairs=one["pairs"],
            added=one["added"],
            stopped=one.get("stopped", 0),
            before=earlier.get(one["rule"]),
        )
        for one in _rules(run)
    )


def _rules(run: LinkRun | None) -> Sequence[Mapping[str, Any]]:
    return [] if run is None else run.plan.get("rules", [])


def _findings(run: LinkRun, before: LinkRun | None) -> tuple[Finding, ...]:
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


def _thresholds(run: LinkRun, asked: float | None) -> tuple[Threshold, ...]:
    steps = sorted({*STEPS, JOIN_AT, *([] if asked is None else [asked])})
    rows = Candidate.objects.filter(run=run, probability__gte=steps[0])
    scores = list(rows.values_list("probability", flat=True))
    return tuple(
        Threshold(at=step, pairs=sum(one >= step for one in scores), is_in_force=step == JOIN_AT)
        for step in steps
    )
