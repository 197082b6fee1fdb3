"""Ties between the entities that a viewer may see: the network's edges."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from followthemoney import model

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.entities.links import (
    DATES,
    SEIZURE,
    SHARED,
    Fact,
    Occurrence,
    handling_of,
    occurrences,
    worse,
)
from hawkari.evidence.identities import clusters_of, stated_ids
from hawkari.evidence.models import Act, Statement
from hawkari.evidence.search_keys import entity_key, keys_of

__all__ = ["TieReport", "TieView", "facts_of", "network_ties"]

IDENTIFYING = (*sorted(SHARED), "entity")


@dataclass(frozen=True, slots=True, order=True)
class TieReport:
    """Occurrences of a tie that are alike.

    Attributes:
        agencies: slugs of the agencies whose statements an occurrence rests on, sorted; each of
            them must be right for it to be.
        grade: like ``2D``: as good as the weakest statement.
        first, last: ISO dates (may be partial), empty where undated.
        count: how many there are.
    """

    agencies: tuple[str, ...]
    grade: str
    first: str
    last: str
    count: int


@dataclass(frozen=True, slots=True)
class TieView:
    """One kind of tie between two entities.

    Attributes:
        left, right: canonical ids, `left` < `right`.
        kind: what ties them: ``call``, ``payment``, ``trip``, ``seizure``, ``associate`` and the
            other FollowTheMoney link schemata in lower case; ``shared phone``, ``shared document``,
            ``shared account``, ``shared email``, ``shared address``; or the property by which one
            thing refers to another, such as ``owner``.
        count: how often it was seen.
        first, last: ISO dates (may be partial), empty where nothing is dated.
        grade: like ``2D``: the best occurrence's, where an occurrence is as good as its weakest
            statement.
        reports: all occurrences, those alike together, in order of agencies, grade and dates.
        handling: ``C`` if any statement behind it, or behind its dates, is of handling C.
        statement_ids: the statements behind it, rising.
    """

    left: str
    right: str
    kind: str
    count: int
    first: str
    last: str
    grade: str
    reports: tuple[TieReport, ...]
    handling: str
    statement_ids: tuple[int, ...]


def network_ties(access: Access, canonical_ids: Collection[str] | None = None) -> list[TieView]:
    """Ties among everything, or those with an end among some entities; sorted by ends and kind.

    A handful of queries, whatever the number of entities.

    Args:
        access: who asks; the look is audited.
        canonical_ids: or ids as stated; None for the whole network.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        if canonical_ids is None:
            facts = _facts(visible_to(access))
            focus = None
        else:
            clusters = clusters_of(access, stated_ids(canonical_ids).values())
            focus = set(clusters.members)
            facts = _facts_around(access, sorted(clusters.head))
        head = clusters_of(access, _things(facts)).head
        ties = _ties(occurrences(facts, head), focus)
        objects = sorted(focus) if focus is not None else []
        audit.record(
            Act.CONSULT,
            access=access,
            objects=objects,
            count=len(ties),
            detail={"what": "ties", "whole": focus is None},
        )
    return ties


def _facts(statements: QuerySet[Statement]) -> list[Fact]:
    """The facts that ties are read from: references, identifiers, and the dates of links."""
    wanted = Q(prop_type__in=IDENTIFYING) | Q(prop="username")
    # What makes an event a seizure, and what a seizure's trip is known by.
    wanted |= Q(schema="Event", prop="keywords", value=SEIZURE) | Q(schema="Trip", prop="recordId")
    return facts_of(statements.filter(wanted | Q(prop__in=DATES)))


def facts_of(statements: QuerySet[Statement]) -> list[Fact]:
    """Visible statements as facts, in no particular order. Not audited: for services that do so."""
    rows = statements.values_list(
        "pk",
        "entity_id",
        "schema",
        "prop",
        "prop_type",
        "value",
        "part__marking__source_evaluation",
        "part__marking__intelligence_assessment",
        "part__marking__handling",
        "seen",
        "source__agency__slug",
    )
    return [Fact(*row[:6], row[6] + row[7], *row[8:]) for row in rows.iterator(chunk_size=10_000)]


def _facts_around(access: Access, members: Collection[str]) -> list[Fact]:
    """Facts of some entities, of what refers to them or shares with them, and of its other ends."""
    near = _facts(visible_to(access).filter(entity_id__in=in_list(members)))
    links = _found_by(access, [*map(entity_key, members), *_keys(near)])
    reached = _facts(visible_to(access).filter(entity_id__in=in_list(sorted(links))))
    reached += _beside_seizures(access, reached)
    ends = _found_by(access, _keys(reached)) | {
        fact.value for fact in reached if fact.prop_type == "entity"
    }
    # The far ends may be clusters whose other members hold the identifier.
    whole = clusters_of(access, ends).head
    far = _facts(visible_to(access).filter(entity_id__in=in_list(sorted(set(whole) - links))))
    return list({fact.statement: fact for fact in (*near, *reached, *far)}.values())


def _beside_seizures(access: Access, facts: Iterable[Fact]) -> list[Fact]:
    """Facts of the links that tie things to the seizures among some facts."""
    seizures = {fact.entity_id for fact in facts if fact.prop == "keywords"}
    if not seizures:
        return []
    links = _found_by(access, map(entity_key, sorted(seizures)))
    return _facts(visible_to(access).filter(entity_id__in=in_list(sorted(links))))


def _keys(facts: Iterable[Fact]) -> set[str]:
    """The search keys of the identifiers among some facts."""
    return {
        key
        for fact in facts
        if fact.prop_type != "entity"
        for key in keys_of(fact.prop, fact.prop_type, fact.value)
    }


def _found_by(access: Access, keys: Iterable[str]) -> set[str]:
    found = visible_to(access).filter(search_keys__key__in=in_list(sorted(set(keys))))
    return set(found.values_list("entity_id", flat=True).distinct())


def _things(facts: Iterable[Fact]) -> set[str]:
    """The entities as stated that may be an end of a tie."""
    ends = set()
    for fact in facts:
        schema = model.get(fact.schema)
        if schema is not None and schema.is_a("Thing") and not schema.is_a("Interval"):
            ends.add(fact.entity_id)
        if fact.prop_type == "entity":
            ends.add(fact.value)
    return ends


def _ties(found: Iterable[Occurrence], focus: Collection[str] | None) -> list[TieView]:
    grouped: dict[tuple[str, str, str], list[Occurrence]] = defaultdict(list)
    for one in found:
        if focus is None or one.left in focus or one.right in focus:
            left, right = sorted((one.left, one.right))
            grouped[left, right, one.kind].append(one)
    return [_tie(*key, group) for key, group in sorted(grouped.items())]


def _tie(left: str, right: str, kind: str, group: list[Occurrence]) -> TieView:  # noqa: PLR0917
    facts = {fact.statement: fact for one in group for fact in one.facts}
    grades = [worse(fact.grade for fact in one.facts) for one in group]
    told = (fact for one in group for fact in (*one.facts, *one.dated_by))
    return TieView(
        left=left,
        right=right,
        kind=kind,
        count=len(group),
        first=min((one.first for one in group if one.first), default=""),
        last=max((one.last for one in group if one.last), default=""),
        grade=min(grades, key=lambda grade: (grade[1:], grade[:1])),
        reports=_reports(group),
        handling=handling_of(told),
        statement_ids=tuple(sorted(facts)),
    )


def _reports(group: Iterable[Occurrence]) -> tuple[TieReport, ...]:
    alike = Counter(
        (
            tuple(sorted({fact.agency for fact in one.facts})),
            worse(fact.grade for fact in one.facts),
            one.first,
            one.last,
        )
        for one in group
    )
    return tuple(sorted(TieReport(*key, count) for key, count in alike.items()))
