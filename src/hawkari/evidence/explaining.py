"""Why records are one entity, and why two are apart, as far as the reader may know.

Both speak only of judgements that rest on nothing hidden from the reader, and of runs that read
nothing hidden; what they say is the same whether something hidden exists or not. A reader's cluster
is built from the joins they may know, so each of its members has an explanation.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q

from hawkari.engines import linkage
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, whole_parts
from hawkari.evidence.bulk import in_list
from hawkari.evidence.clusters import path_between
from hawkari.evidence.entities.profile import record_views
from hawkari.evidence.entities.values import EntityView
from hawkari.evidence.identities import (
    Clusters,
    EntityNotFound,
    clusters_of,
    decisions_among,
    log_ids,
    stated_ids,
)
from hawkari.evidence.judgement_views import (
    JudgementView,
    judgement_views,
    live_events,
    newest_words,
)
from hawkari.evidence.linking.records import read_records
from hawkari.evidence.linking.runs import REVIEW_AT, shown_runs
from hawkari.evidence.linking.states import kept_state
from hawkari.evidence.models import Act, Candidate, JudgementKind, LinkRun
from hawkari.evidence.reviewing.shown_pairs import as_shown

__all__ = ["Explanation", "Ground", "GroundKind", "WhyIn", "WhyNot", "explain", "why_not"]


@dataclass(frozen=True, slots=True)
class WhyIn:
    """Why one record is in an entity.

    Attributes:
        record: the record as a single entity.
        path: the joins that lead from the record to the entity's oldest one, in walking order;
            empty for that one itself.
        joins: every join between the record and another of the entity, oldest first.
    """

    record: EntityView
    path: tuple[JudgementView, ...]
    joins: tuple[JudgementView, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the records of an entity are one, oldest record first; `canonical_id` is its id."""

    canonical_id: str
    records: tuple[WhyIn, ...]


def explain(access: Access, entity: str) -> Explanation:
    """Why each record is in an entity: which judgements, by whom or which rule, shown what.

    Args:
        access: who asks; the look is audited.
        entity: canonical id or id as stated.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if it is unknown, or hidden.
    """
    require(access, Action.READ)
    entity_id = stated_ids([entity])[entity]
    with transaction.atomic():
        clusters = clusters_of(access, [entity_id])
        if entity_id not in clusters.head:
            raise EntityNotFound(entity)
        canonical = clusters.head[entity_id]
        members = clusters.members[canonical]
        found = Explanation(canonical, tuple(_why_in(access, members)))
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[canonical],
            count=len(members),
            detail={"what": "why records are one"},
        )
    return found


def _why_in(access: Access, members: tuple[str, ...]) -> Iterator[WhyIn]:
    decisions = [one for one in decisions_among(members, parts=whole_parts(access)) if one.same]
    views = judgement_views(access, {one.event for one in decisions})
    records = record_views(access, members)
    for member in members:
        path = path_between(decisions, member, members[0])
        joins = sorted(one.event for one in decisions if member in {one.left, one.right})
        yield WhyIn(
            record=records[member],
            path=tuple(views[one.event] for one in path),
            joins=tuple(views[event] for event in joins),
        )


class GroundKind(StrEnum):
    """Why two records are apart, or that they are not."""

    TOGETHER = "together"
    REFUSED = "refused"
    LEFT_OPEN = "left open"
    PROPOSED = "proposed"
    WITHOUT_EFFECT = "without effect"
    CUT = "cut"
    WAITING = "waiting"
    NOT_PROPOSED = "not proposed"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why two are apart.

    | Kind | Means | Carries |
    |---|---|---|
    | together | they are one entity | `judgements`: the joins between them |
    | refused | somebody said that the two are different | `judgements` |
    | left open | somebody looked and was unsure | `judgements` |
    | proposed | a join awaits a second person | `judgements` |
    | without effect | somebody said "the same", and what is refused keeps it from holding | \
`judgements` |
    | cut | the engine refused the join | `words`: why; scores |
    | waiting | a candidate that nobody has decided: not certain enough for the rule | scores |
    | not proposed | compared in a run and not worth a look: no blocking rule proposed \
the pair, or it scored below .05 | where the run left its state, `words`: which; scores |
    | not compared | no run has read both records as they are | |

    Scores are `probability` (0–1), `weight` (bits) and `reasons`, of the pair `left`, `right`.
    """

    kind: GroundKind
    judgements: tuple[JudgementView, ...] = ()
    words: str = ""
    left: str = ""
    right: str = ""
    probability: float | None = None
    weight: float | None = None
    reasons: tuple[dict[str, Any], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two records are not one entity, weightiest ground first; at least one.

    `left` and `right` are the records as single entities, under their clusters' canonical ids.
    """

    left: EntityView
    right: EntityView
    grounds: tuple[Ground, ...]

    @property
    def are_together(self) -> bool:
        """Whether they are one entity to this reader."""
        return self.grounds[0].kind is GroundKind.TOGETHER


def why_not(access: Access, left: str, right: str) -> WhyNot:
    """Why two entities are apart.

    Args:
        access: who asks; the look is audited.
        left: canonical id or id as stated.
        right: the other.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if one of them is unknown, or hidden.
    """
    require(access, Action.READ)
    stated = stated_ids((left, right))
    pair = (stated[left], stated[right])
    with transaction.atomic():
        clusters = clusters_of(access, pair)
        for asked, entity_id in zip((left, right), pair, strict=True):
            if entity_id not in clusters.head:
                raise EntityNotFound(asked)
        records = record_views(access, list(dict.fromkeys(pair)))
        found = WhyNot(records[pair[0]], records[pair[1]], tuple(_grounds(access, clusters, pair)))
        audit.record(
            Act.CONSULT,
            access=access,
            objects=log_ids(pair),
            count=2,
            detail={"what": "why records are apart"},
        )
    return found


SAID = {
    JudgementKind.NEGATIVE: GroundKind.REFUSED,
    JudgementKind.PROPOSED: GroundKind.PROPOSED,
    JudgementKind.UNSURE: GroundKind.LEFT_OPEN,
    JudgementKind.POSITIVE: GroundKind.WITHOUT_EFFECT,
}
"""By what was judged between two clusters, weightiest first."""


def _grounds(access: Access, clusters: Clusters, pair: tuple[str, str]) -> Iterator[Ground]:
    heads = [clusters.head[one] for one in pair]
    if heads[0] == heads[1]:
        yield _together(access, clusters.members[heads[0]], pair)
        return
    sides = [frozenset(clusters.members[head]) for head in heads]
    between = [
        one
        for one in newest_words(live_events(access, list(clusters.head)))
        if any(one.left in near and one.right in far for near, far in (sides, sides[::-1]))
    ]
    for kind, ground in SAID.items():
        said = tuple(one for one in between if one.judgement == kind)
        if said:
            yield Ground(ground, said)
    yield from _by_run(access, sides, pair, is_decided=bool(between))


def _together(access: Access, members: tuple[str, ...], pair: tuple[str, str]) -> Ground:
    decisions = decisions_among(members, parts=whole_parts(access))
    path = path_between(decisions, *pair)
    views = judgement_views(access, [one.event for one in path])
    return Ground(GroundKind.TOGETHER, tuple(views[one.event] for one in path))


def _by_run(
    access: Access, sides: list[frozenset[str]], pair: tuple[str, str], *, is_decided: bool
) -> Iterator[Ground]:
    """What the runs that the access is shown say of two clusters."""
    runs = shown_runs(access)
    best = _best(access, runs, sides)
    if best is not None:
        yield Ground(
            GroundKind.CUT if best.cut else GroundKind.WAITING,
            words=best.cut,
            left=best.left_id,
            right=best.right_id,
            probability=best.probability,
            weight=best.weight,
            reasons=tuple(best.reasons),
        )
        return
    newest = _newest_that_read(access, runs, sides[0] | sides[1])
    if newest is not None:
        yield _not_proposed(newest, pair)
    elif not is_decided:
        yield Ground(GroundKind.NOT_COMPARED)


def _not_proposed(run: LinkRun, pair: tuple[str, str]) -> Ground:
    """Why a pair is no candidate, with what every comparison says, where the run left its state.

    Judgements are left out of it: the state knows some that the reader may not.
    """
    states = kept_state(run)
    state = None if states is None else states.holding(pair)
    if state is None:
        return Ground(GroundKind.NOT_PROPOSED)
    found = linkage.why_not(state, *pair)
    return Ground(
        GroundKind.NOT_PROPOSED,
        words=_apart(found).value,
        left=found.left,
        right=found.right,
        probability=found.probability,
        weight=found.weight,
        reasons=tuple(asdict(one) for one in found.reasons),
    )


def _apart(found: linkage.PairExplanation) -> linkage.Apart:
    if found.apart in {linkage.Apart.CONTRADICTED, linkage.Apart.STOPPED, linkage.Apart.NOTHING}:
        return found.apart
    if found.proposed_by:
        return linkage.Apart.BELOW
    return linkage.Apart.STOPPED if found.shared else linkage.Apart.NOTHING


def _best(access: Access, runs: Sequence[LinkRun], sides: list[frozenset[str]]) -> Candidate | None:
    """The weightiest candidate between two clusters; a refused join before all others."""
    near, far = (in_list(sorted(side)) for side in sides)
    across = Q(left_id__in=near, right_id__in=far) | Q(left_id__in=far, right_id__in=near)
    rows = Candidate.objects.filter(across, as_shown(access, runs), probability__gte=REVIEW_AT)
    return min(rows, key=lambda one: (not one.cut, -one.probability, one.pk), default=None)


def _newest_that_read(
    access: Access, runs: Sequence[LinkRun], records: Collection[str]
) -> LinkRun | None:
    """The first of some runs that has compared all that the access sees of some records.

    Only what is compared counts: a part that holds notes alone is read by no run.
    """
    compared = read_records(access, records)
    if not compared.knows(records):
        return None
    return next((run for run in runs if compared.all_parts.issubset(run.parts)), None)
