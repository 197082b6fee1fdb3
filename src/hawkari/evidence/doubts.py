"""Joins by people that later facts speak against: put back into the queue, with the reason.

"Now doubtful because …": a statement that nobody was shown when the join was made contradicts the
other record (year of birth, gender, document number); a new record matches one member of a cluster
and contradicts another; or the present model no longer finds the pair worth a look. What was
decided stands until somebody withdraws it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise, product

from hawkari.engines.linkage import Linkage
from hawkari.evidence.access import Access, visible_to, whole_parts
from hawkari.evidence.bulk import in_list
from hawkari.evidence.clusters import Decision, path_between
from hawkari.evidence.identities import clusters_of, decisions_among
from hawkari.evidence.issues import Issue, raise_issues
from hawkari.evidence.link_records import ReadRecords
from hawkari.evidence.link_runs import REVIEW_AT
from hawkari.evidence.models import IssueKind, JudgementEvent, JudgementKind
from hawkari.evidence.search_keys import identifier_key

__all__ = ["raise_contradictions", "raise_doubts", "raise_newcomers"]

MOST_YEARS_APART = 2
"""Registers err by a year or two; dates of birth further apart contradict."""
COMPARED = {"birthDate": "birth date", "gender": "gender"}
DOCUMENTS = ("idNumber", "passportNumber")
AGAINST = ("contradicting dates of birth", "contradicting gender")
"""Refusals of the engine that say which values contradict."""

Stated = dict[tuple[str, str], list[tuple[int, str]]]
"""By record and property: number and value of each statement, by number."""


def raise_doubts(
    access: Access,
    read: ReadRecords,
    found: Linkage,
    *,
    people: Iterable[JudgementEvent],
) -> int:
    """Look again at every join that a person made among some records; how many are newly in doubt.

    Args:
        access: who ran linkage.
        read: what was compared.
        found: what the engine found.
        people: people's live judgements that the access may know.
    """
    compared = {record.id for record in read.records}
    joins = [
        event
        for event in people
        if event.judgement == JudgementKind.POSITIVE and {event.left_id, event.right_id} <= compared
    ]
    if not joins:
        return 0
    stated = _stated(access, {side for one in joins for side in (one.left_id, one.right_id)})
    weights = _weights(found, {(one.left_id, one.right_id) for one in joins})
    issues: list[Issue] = []
    for event in joins:
        issues += _contradictions(event, stated)
        issues += _fallen(event, weights)
    return raise_issues(access, issues)


def raise_newcomers(access: Access, found: Linkage) -> int:
    """Doubt people's joins where a record that matches one member contradicts another; how many.

    A certain pair is not joined where somebody in the other's cluster contradicts it. Either the
    pair is wrong, or what people joined before is: both are asked, the pair as a refused join.
    """
    refused = [cut for cut in found.cuts if cut.why in AGAINST and len(cut.between) == 2]
    ends = {side for cut in refused for side in (cut.left, cut.right, *cut.between)}
    if not ends:
        return 0
    head = clusters_of(access, ends).head
    # By cluster: a path leads through one cluster only, and a store has more of them than a run
    # could look through for every refusal.
    joins: dict[str, list[Decision]] = defaultdict(list)
    for join in decisions_among(sorted(head), parts=whole_parts(access)):
        if head[join.left] == head[join.right]:
            joins[head[join.left]].append(join)
    stated = _stated(access, ends)
    issues: list[Issue] = []
    for cut in refused:
        for near, far in product((cut.left, cut.right), cut.between):
            if near in head and head[near] == head.get(far):
                path = path_between(joins[head[near]], near, far)
                issues += _between_them(cut.between, path, stated)
    return raise_issues(access, issues)


def _between_them(
    between: tuple[str, ...], path: Iterable[Decision], stated: Stated
) -> Iterable[Issue]:
    """A doubt of each join that a person made on the way from the match to the contradiction."""
    statements = tuple(
        sorted(pk for one in between for prop in COMPARED for pk, _ in stated[one, prop])
    )
    for step in path:
        if not step.by_rule:
            left, right = sorted((step.left, step.right))
            yield Issue(
                IssueKind.DOUBTFUL,
                "new record",
                (left, right),
                events=(step.event,),
                statements=statements,
            )


def raise_contradictions(
    access: Access, found: Linkage, *, people: Iterable[JudgementEvent]
) -> int:
    """Put judgements that contradict one another into the queue; how many are new.

    The door refuses such a judgement; it comes to be where two people could not see each other's
    decisions, and somebody sees both.
    """
    disputes = [cut for cut in found.cuts if len(cut.chain) > 1]
    if not disputes:
        return 0
    said: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for event in people:
        said[event.left_id, event.right_id, event.judgement].append(event.pk)
    issues = []
    for cut in disputes:
        left, right = sorted((cut.left, cut.right))
        steps = [tuple(sorted(step)) for step in pairwise(cut.chain)]
        events = {pk for a, b in steps for pk in said[a, b, JudgementKind.POSITIVE]}
        events.update(said[left, right, JudgementKind.NEGATIVE])
        issues.append(
            Issue(IssueKind.CONFLICT, "judgements", (left, right), "", tuple(sorted(events)))
        )
    return raise_issues(access, issues)


def _stated(access: Access, ids: Collection[str]) -> Stated:
    rows = visible_to(access).filter(
        entity_id__in=in_list(sorted(ids)), prop__in=(*COMPARED, *DOCUMENTS)
    )
    found: Stated = defaultdict(list)
    for pk, entity_id, prop, value in rows.order_by("pk").values_list(
        "pk", "entity_id", "prop", "value"
    ):
        found[entity_id, prop].append((pk, value))
    return found


def _contradictions(event: JudgementEvent, stated: Stated) -> Iterable[Issue]:
    """What differs on every value of both sides, where somebody was not shown one of the values."""
    shown = set(event.statements_seen)
    for prop in (*COMPARED, *DOCUMENTS):
        left, right = stated[event.left_id, prop], stated[event.right_id, prop]
        if not left or not right or not _all_differ(prop, left, right):
            continue
        statements = tuple(sorted(pk for pk, _ in (*left, *right)))
        if not shown.issuperset(statements):
            yield Issue(
                IssueKind.DOUBTFUL,
                COMPARED.get(prop, "document"),
                (event.left_id, event.right_id),
                events=(event.pk,),
                statements=statements,
            )


def _all_differ(
    prop: str, left: Iterable[tuple[int, str]], right: Iterable[tuple[int, str]]
) -> bool:
    return all(_differ(prop, one, other) for (_, one), (_, other) in product(left, right))


def _differ(prop: str, one: str, other: str) -> bool:
    if prop == "gender":
        return one != other
    if prop != "birthDate":
        return identifier_key(one) != identifier_key(other)
    years = [value[:4] for value in (one, other)]
    return all(map(str.isdigit, years)) and abs(int(years[0]) - int(years[1])) > MOST_YEARS_APART


def _weights(
    found: Linkage, pairs: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], tuple[float, float]]:
    """Weight and probability now of those pairs that the engine still proposes."""
    wanted = set(pairs)
    return {
        (one.left, one.right): (one.weight, one.probability)
        for one in found.pairs
        if (one.left, one.right) in wanted
    }


def _fallen(
    event: JudgementEvent, weights: Mapping[tuple[str, str], tuple[float, float]]
) -> Iterable[Issue]:
    """A pair that was shown above the threshold of review and would not be shown any more."""
    if event.probability is None or event.probability < REVIEW_AT:
        return
    now = weights.get((event.left_id, event.right_id))
    if now is not None and now[1] >= REVIEW_AT:
        return
    before = [("weight then", event.weight or 0.0), ("probability then", event.probability)]
    after = [] if now is None else [("weight now", now[0]), ("probability now", now[1])]
    yield Issue(
        IssueKind.DOUBTFUL,
        "weight",
        (event.left_id, event.right_id),
        events=(event.pk,),
        figures=(*before, *after),
    )
