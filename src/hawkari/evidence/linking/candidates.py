"""The pairs of a run that are worth a person's look, each with its place in the queue."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from hawkari.engines.linkage import Linkage, ScoredPair
from hawkari.evidence.access import Access
from hawkari.evidence.bulk import insert_rows
from hawkari.evidence.harm import harms_in
from hawkari.evidence.identities import Clusters, clusters_of, touching
from hawkari.evidence.linking.records import ReadRecords, things_among
from hawkari.evidence.linking.runs import CANDIDATE_COLUMNS, REVIEW_AT
from hawkari.evidence.linking.stored_pairs import pair_of, reasons_text
from hawkari.evidence.models import Candidate, JudgementEvent, LinkRun
from hawkari.evidence.reviewing.priorities import (
    Levels,
    Matters,
    judged_levels,
    matters_of,
    without_lesson,
)

__all__ = ["store_candidates"]

MOST_WORDS = 200
"""Letters of why a join was refused."""


@dataclass(frozen=True, slots=True)
class _Places:
    """What the places of a run's pairs are made of."""

    heads: Clusters
    subjects: frozenset[str]
    judged: Levels
    things: Collection[str]

    def has(self, pair: ScoredPair) -> bool:
        """Whether both records are seen still."""
        return self.heads.head.keys() >= {pair.left, pair.right}

    def of(self, pair: ScoredPair, cut: str) -> Matters:
        sides = [self.heads.head[one] for one in (pair.left, pair.right)]
        found = matters_of(
            pair,
            records=sum(len(self.heads.members[one]) for one in sides),
            is_subject=not self.subjects.isdisjoint(sides),
            cut=cut,
            judged=self.judged,
        )
        return without_lesson(found) if pair.left in self.things else found


def store_candidates(
    access: Access,
    run: LinkRun,
    read: ReadRecords,
    *,
    found: Linkage,
    people: Collection[JudgementEvent],
    scope: Collection[str] = (),
) -> int:
    """Keep what the engine found worth a look, when clusters stand as the rule left them.

    Args:
        access: who runs it.
        run: the stored run.
        read: what was compared.
        found: what the engine found.
        people: people's judgements that every reader of the run may know.
        scope: of a run over what is new, the older records that it speaks of: their pairs, taken
            over from its base, are put in their places again.

    Returns:
        How many pairs were left out since a newer file took a record of theirs back meanwhile.
    """
    around = Candidate.objects.filter(touching(sorted(scope)), run=run) if scope else ()
    older = {(one.left_id, one.right_id): one for one in around}
    heads = clusters_of(access, {*read.sources, *(side for pair in older for side in pair)})
    judged_ids = {side for one in people for side in (one.left_id, one.right_id)}
    things = things_among(access, {*heads.head, *judged_ids})
    taught = [one for one in people if one.left_id not in things]
    subjects = frozenset(heads.head.get(one, one) for one in harms_in(access.operation))
    places = _Places(heads, subjects, judged_levels(taught), things)
    cuts = {
        (min(one.left, one.right), max(one.left, one.right)): one.why[:MOST_WORDS]
        for one in found.cuts
    }
    _put_again(older, places, found=found, cuts=cuts)
    rows = []
    left_out = 0
    for pair in found.pairs:
        if pair.probability < REVIEW_AT:
            break
        if not (places.has(pair) and read.knows((pair.left, pair.right))):
            left_out += 1
            continue
        cut = cuts.get((pair.left, pair.right), "")
        matters = places.of(pair, cut)
        rows.append((
            run.pk, pair.left, pair.right, pair.weight, pair.probability, reasons_text(pair),
            matters.priority, json.dumps(asdict(matters)), *_origins(pair, read), cut,
        ))  # fmt: skip
    insert_rows(Candidate, CANDIDATE_COLUMNS, rows)
    return left_out


def _put_again(
    older: Mapping[tuple[str, str], Candidate],
    places: _Places,
    *,
    found: Linkage,
    cuts: Mapping[tuple[str, str], str],
) -> None:
    """Say anew of older pairs whether the join is refused, and where they stand."""
    moved = []
    for pair, one in older.items():
        if not places.heads.head.keys() >= set(pair):
            continue
        cut = cuts.get(pair, "") if found.clusters.keys() >= set(pair) else one.cut
        matters = places.of(pair_of(one), cut)
        if (cut, asdict(matters)) != (one.cut, one.matters):
            one.cut, one.matters, one.priority = cut, asdict(matters), matters.priority
            moved.append(one)
    Candidate.objects.bulk_update(moved, ["cut", "matters", "priority"], batch_size=200)


def _origins(pair: ScoredPair, read: ReadRecords) -> tuple[str, str]:
    """The agencies of a pair, and what the names of each side are written in."""
    agencies = {read.agencies[read.sources[one]] for one in (pair.left, pair.right)}
    languages = {read.languages.get(one, "") for one in (pair.left, pair.right)}
    return " ".join(sorted(agencies)), " ".join(sorted(languages - {""}))
