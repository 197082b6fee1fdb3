"""An entity as its page shows it: values by property, conflicts, members and what joined them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hawkari.desks.intelligence.services.networks import Whole, chart_of, neighbourhood
from hawkari.desks.intelligence.services.two_people import HarmView, marks_on, needs_two_people
from hawkari.desks.intelligence.values import Chart, strictest
from hawkari.evidence.access import Access
from hawkari.evidence.categories import clear_category, set_category
from hawkari.evidence.entities import EntityView, ValueView, get_entity, show_records
from hawkari.evidence.explaining import explain
from hawkari.evidence.judgement_views import newest_words
from hawkari.evidence.judgements import JudgementKind, JudgementView, live_events
from hawkari.evidence.models import Category

__all__ = ["Group", "Join", "Member", "Profile", "clear", "place_in_category", "profile"]

# A chart beside the values, not instead of them: the network page shows more.
CHART_ELEMENTS = 160
# Properties that one person has only one of: two different values are a conflict.
SINGLE = frozenset({"birthDate", "birthPlace", "gender", "fatherName", "motherName", "deathDate"})


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property, equal ones side by side.

    `in_conflict` is true where sources give different values of what a person has only one of; a
    date that another merely completes is no conflict.
    """

    prop: str
    label: str
    values: tuple[ValueView, ...]
    in_conflict: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One source record of the entity; `path`: the joins from it to the oldest, in order."""

    id: str
    caption: str
    romanised: str
    source_name: str
    agency_name: str
    file: str
    row: str
    statements: int
    path: tuple[JudgementView, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """A judgement that joins two of the members, or keeps one apart from another record."""

    judgement: JudgementView
    left: EntityView | None
    right: EntityView | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything the entity page shows.

    Attributes:
        entity: the entity as this viewer may see it.
        groups: its values by property, in the schema's order.
        members: source records, the oldest first.
        joins: what joined them, oldest first.
        refusals: what was judged different from it, or left open, oldest first.
        network: its neighbourhood, uncut.
        chart: the same cut to a small chart.
        sources: how many sources state something of it.
        handling: strictest handling on the page.
        conditions: the words of its conditions, each once.
        marks: why joining it needs two people, as somebody said here, oldest first.
        needs_two: whether it does, by a mark or by its subject category.
    """

    entity: EntityView
    groups: tuple[Group, ...]
    members: tuple[Member, ...]
    joins: tuple[Join, ...]
    refusals: tuple[Join, ...]
    network: Whole
    chart: Chart
    sources: int
    handling: str
    conditions: tuple[str, ...]
    marks: tuple[HarmView, ...] = ()
    needs_two: bool = False


def profile(access: Access, entity_id: str, *, hops: int = 1) -> Profile:
    """The page of one entity.

    Args:
        access: who asks; audited by what it reads.
        entity_id: canonical id or id as stated; a merged one leads to its cluster.
        hops: how far the chart goes, 1 or 2.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if it is unknown, or hidden.
    """
    entity = get_entity(access, entity_id)
    network = neighbourhood(access, entity, hops=hops)
    chart = chart_of(access, network, most=CHART_ELEMENTS)
    joins, refusals = _joins(access, entity)
    codes = [value.handling for value in entity.values]
    return Profile(
        entity=entity,
        groups=grouped(entity.values),
        members=_members(access, entity),
        joins=joins,
        refusals=refusals,
        network=network,
        chart=chart,
        sources=len({value.source for value in entity.values}),
        handling=strictest([*codes, chart.handling]),
        conditions=tuple(dict.fromkeys(one.condition for one in entity.values if one.condition)),
        marks=tuple(marks_on(access, entity)),
        needs_two=needs_two_people(access, entity),
    )


def grouped(values: Iterable[ValueView]) -> tuple[Group, ...]:
    """Values by property, in the order they come; equal values of one property stay together."""
    by_prop: dict[str, list[ValueView]] = defaultdict(list)
    for value in values:
        by_prop[value.prop].append(value)
    return tuple(
        Group(prop, listed[0].prop_label, tuple(listed), _conflict(prop, listed))
        for prop, listed in by_prop.items()
    )


def _conflict(prop: str, listed: Sequence[ValueView]) -> bool:
    if prop not in SINGLE or len({one.source for one in listed}) < 2:
        return False
    stated = {one.value.casefold() for one in listed}
    if prop == "birthDate":
        longest = max(stated, key=len)
        return any(not longest.startswith(one) for one in stated)
    if prop in ("gender",):
        return len(stated) > 1
    # Names and places in two scripts may well agree: they are shown beside one another only.
    return False


def _members(access: Access, entity: EntityView) -> tuple[Member, ...]:
    by_record: dict[str, list[ValueView]] = defaultdict(list)
    for value in entity.values:
        by_record[value.entity_id].append(value)
    paths = _paths(access, entity)
    return tuple(
        replace(_member(one, by_record[one]), path=paths.get(one, ()))
        for one in entity.members
        if by_record.get(one)
    )


def _paths(access: Access, entity: EntityView) -> dict[str, tuple[JudgementView, ...]]:
    """Of each record, the joins that lead to the entity's oldest one."""
    if len(entity.members) < 2:
        return {}
    found = explain(access, entity.canonical_id)
    return {one.record.members[0]: one.path for one in found.records}


def _member(record: str, values: Sequence[ValueView]) -> Member:
    named = next((value for value in values if value.prop_type == "name"), values[0])
    return Member(
        id=record,
        caption=named.value,
        romanised=named.romanised,
        source_name=named.source_name,
        agency_name=named.agency_name,
        file=named.file,
        row=named.row,
        statements=len(values),
    )


def _joins(access: Access, entity: EntityView) -> tuple[tuple[Join, ...], tuple[Join, ...]]:
    """Judgements within the members, and those with one end outside."""
    members = set(entity.members)
    events = newest_words(live_events(access, entity.members))
    others = {side for one in events for side in (one.left, one.right)}
    views = show_records(access, sorted(others))
    listed = [Join(one, views.get(one.left), views.get(one.right)) for one in events]
    inside = [
        one
        for one in listed
        if {one.judgement.left, one.judgement.right} <= members
        and one.judgement.judgement == JudgementKind.POSITIVE
    ]
    outside = [one for one in listed if one not in inside]
    return tuple(inside), tuple(outside)


def place_in_category(
    access: Access, entity_id: str, category: str, *, basis: str, reason: str
) -> None:
    """Give an entity a subject category in this operation; audited.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the category or basis is unknown.
        EntityNotFound: if it is unknown, or hidden.
    """
    set_category(access, entity_id, Category(category), basis=basis, reason=reason)


def clear(access: Access, entity_id: str, category: str, *, reason: str) -> None:
    """Take a category back; audited, with the reason.

    Raises:
        AccessDenied: if the role may not.
        BadInput: without a reason.
        EntityNotFound: if it is unknown, or hidden.
    """
    clear_category(access, entity_id, Category(category), reason=reason)
