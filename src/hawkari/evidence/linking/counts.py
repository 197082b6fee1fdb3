"""What came of a run, counted over everything it speaks of: whole runs and increments alike.

Figures are kept with the run and shown to whoever may see all it read, so judgements that rest on
more than that do not count in them.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hawkari.evidence.bulk import in_list
from hawkari.evidence.clusters import partition
from hawkari.evidence.identities import (
    DECISION_COLUMNS,
    OUTRIGHT,
    as_decision,
    live_events,
    touching,
)
from hawkari.evidence.linking.certain_pairs import CERTAIN_MATCH, LAST_EVENT
from hawkari.evidence.models import Candidate, JudgementEvent, JudgementKind, LinkRun
from hawkari.evidence.unseen import stated_ever

__all__ = ["LAST_EVENT", "Known", "Since", "counts_of", "last_event"]

Known = Callable[[Collection[str]], Collection[str]]
"""Gives those of some records that the run knows."""


@dataclass(frozen=True, slots=True)
class Since:
    """What a run over what is new went on from.

    `new` are the records that it compared; `known` gives those of some records that the run before
    knew.
    """

    run: LinkRun
    new: Collection[str]
    known: Known


def last_event() -> int:
    """The number of the newest judgement; 0 where there is none. Call it under their lock."""
    newest = JudgementEvent.objects.order_by("-pk").values_list("pk", flat=True)
    return newest.first() or 0


def counts_of(
    run: LinkRun, *, pairs: int, known: Known, since: Since | None = None
) -> dict[str, int]:
    """`records`, `pairs`, `joined_by_rule`, `proposed_by_rule`, `to_review`, `entities`, `cuts`.

    Args:
        run: with its candidates, when the rule has judged and clusters stand.
        pairs: scored in this run, less those of records that are not what they were; those of the
            run that it goes on from are added.
        known: tells which records the run knows.
        since: what it went on from; None for a run over everything.

    Cost: some passes in the database over the run's candidates. Joins are read of what changed
    since the run before; all of them in a run over everything.
    """
    candidates = Candidate.objects.filter(run=run)
    joined = _by_rule(run, JudgementKind.POSITIVE)
    return {
        "records": run.records,
        "pairs": pairs + (0 if run.base is None else run.base.counts.get("pairs", 0)),
        "joined_by_rule": joined,
        "proposed_by_rule": _by_rule(run, JudgementKind.PROPOSED),
        "to_review": candidates.count() - joined,
        "entities": _entities(run, known, since),
        "cuts": candidates.exclude(cut="").count(),
    }


def _by_rule(run: LinkRun, kind: JudgementKind) -> int:
    """How many candidates of a run the rule holds together, or proposes; each once."""
    own = Q(operation=run.operation) if kind == JudgementKind.PROPOSED else Q()
    said = live_events().filter(
        own,
        left_id=OuterRef("left_id"),
        right_id=OuterRef("right_id"),
        rule=CERTAIN_MATCH,
        judgement=kind,
        rests_on__within=run.parts,
    )
    return Candidate.objects.filter(Exists(said), run=run).count()


def _entities(run: LinkRun, known: Known, since: Since | None) -> int:
    """How many entities the records make up: as many as they are, less one for each join."""
    if since is None or LAST_EVENT not in since.run.counts:
        return run.records - _joins(_listed(live_events()), run.parts, known)
    until = since.run.counts[LAST_EVENT]
    around = _around(run, since, until)
    among = JudgementEvent.objects.filter(
        left_id__in=in_list(around), right_id__in=in_list(around)
    ).exclude(judgement=JudgementKind.WITHDRAWN)
    then = among.filter(_stood_at(until))
    before = _joins(_listed(then), since.run.parts, since.known)
    after = _joins(_listed(among.filter(withdrawal__isnull=True)), run.parts, known)
    known_before: int = since.run.counts["entities"]
    return known_before + run.records - since.run.records - after + before


def _stood_at(until: int) -> Q:
    """A filter: judgements that were made up to a number, and not withdrawn by then."""
    return Q(withdrawal__isnull=True, pk__lte=until) | Q(withdrawal__gt=until, pk__lte=until)


def _around(run: LinkRun, since: Since, until: int) -> list[str]:
    """Every record whose joins may be others than in the run before.

    Those that came or are stated anew, those that were judged since, those of which parts state
    something that the run before did not know, for judgements may rest on these; and what was or is
    joined with one of them.
    """
    judged = JudgementEvent.objects.filter(pk__gt=until).values_list("left_id", "right_id")
    edge = {*since.new, *(side for pair in judged for side in pair)}
    edge |= stated_ever(set(run.parts) - set(since.run.parts))
    joins = JudgementEvent.objects.filter(
        Q(withdrawal__isnull=True) | Q(withdrawal__gt=until), judgement=JudgementKind.POSITIVE
    )
    found = set(edge)
    while edge:
        met = joins.filter(touching(sorted(edge))).values_list("left_id", "right_id")
        edge = {side for pair in met for side in pair} - found
        found |= edge
    return sorted(found)


def _listed(events: QuerySet[JudgementEvent]) -> Iterable[Any]:
    return events.filter(judgement__in=OUTRIGHT).values_list(*DECISION_COLUMNS, "rests_on")


def _joins(rows: Iterable[Any], parts: Collection[int], known: Known) -> int:
    """How many entities fewer than records some judgements leave, as far as they may be told."""
    seen = set(parts)
    decisions = [as_decision(*row) for *row, rests_on in rows if seen.issuperset(rests_on)]
    ids = known({side for one in decisions for side in (one.left, one.right)})
    inside = [one for one in decisions if one.left in ids and one.right in ids]
    roots = partition(inside).roots
    return len(roots) - len(set(roots.values()))
