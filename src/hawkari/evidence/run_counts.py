"""What came of a run, counted over everything it speaks of: whole runs and increments alike.

Figures are kept with the run and shown to whoever may see all it read, so judgements that rest on
more than that do not count in them.
"""

from collections.abc import Callable, Collection

from django.db.models import Count, Exists, OuterRef, Q

from hawkari.evidence.clusters import partition
from hawkari.evidence.identities import DECISION_COLUMNS, OUTRIGHT, as_decision, live_events
from hawkari.evidence.models import Candidate, JudgementKind, LinkRun
from hawkari.evidence.rule_judgements import CERTAIN_MATCH

__all__ = ["counts_of"]

Known = Callable[[Collection[str]], Collection[str]]
"""Gives those of some records that the run knows."""


def counts_of(run: LinkRun, *, pairs: int, known: Known) -> dict[str, int]:
    """`records`, `pairs`, `joined_by_rule`, `proposed_by_rule`, `to_review`, `entities`, `cuts`.

    Args:
        run: with its candidates, when the rule has judged and clusters stand.
        pairs: scored in this run; those of the run that it goes on from are added.
        known: tells which records the run knows.

    Cost: some passes in the database over the live joins and the run's candidates.
    """
    candidates = Candidate.objects.filter(run=run)
    joined = _by_rule(run, JudgementKind.POSITIVE)
    return {
        "records": run.records,
        "pairs": pairs + (0 if run.base is None else run.base.counts.get("pairs", 0)),
        "joined_by_rule": joined,
        "proposed_by_rule": _by_rule(run, JudgementKind.PROPOSED),
        "to_review": candidates.count() - joined,
        "entities": run.records - _joins(run, known),
        "cuts": candidates.exclude(cut="").count(),
    }


def _by_rule(run: LinkRun, kind: JudgementKind) -> int:
    """How many candidates of a run the rule holds together, or proposes."""
    on_pair = Candidate.objects.filter(
        run=run, left_id=OuterRef("left_id"), right_id=OuterRef("right_id")
    )
    own = Q(operation=run.operation) if kind == JudgementKind.PROPOSED else Q()
    said = live_events().filter(own, Exists(on_pair), rule=CERTAIN_MATCH, judgement=kind)
    parts = set(run.parts)
    # A handful of files are what thousands of judgements rest on.
    grouped = said.order_by().values_list("rests_on").annotate(events=Count("pk"))
    return sum(events for rests_on, events in grouped if parts.issuperset(rests_on))


def _joins(run: LinkRun, known: Known) -> int:
    """How many entities fewer than records there are."""
    parts = set(run.parts)
    said = live_events().filter(judgement__in=OUTRIGHT)
    decisions = [
        as_decision(*row)
        for *row, rests_on in said.values_list(*DECISION_COLUMNS, "rests_on")
        if parts.issuperset(rests_on)
    ]
    ids = known({side for one in decisions for side in (one.left, one.right)})
    inside = [one for one in decisions if one.left in ids and one.right in ids]
    roots = partition(inside).roots
    return len(roots) - len(set(roots.values()))
