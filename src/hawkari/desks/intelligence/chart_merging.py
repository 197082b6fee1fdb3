"""Two saved charts as one: everybody of both, and what holds where they differ. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hawkari.desks.intelligence.chart_content import ChartContent, Group, Laid

__all__ = ["Conflicts", "merged"]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Where two charts differ, by what is done about it.

    Attributes:
        both: how many are on both.
        shown_again: ids hidden on one and shown on the other: they are shown.
        placed_twice: ids pinned in both, in two places: the first chart's holds.
        joined: names of groups that both have: they become one.
        regrouped: ids in groups of two names: they stay in the first chart's.
        filters: names of filters that differ: they are let go, so that nothing is missing.
        until_differs: whether they stop at different days: the later one holds.
    """

    both: int = 0
    shown_again: tuple[str, ...] = ()
    placed_twice: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    regrouped: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    until_differs: bool = False


def merged(one: ChartContent, other: ChartContent) -> tuple[ChartContent, Conflicts]:
    """One chart of two, by the ids that its reader knows, and where they differed."""
    other = _renumbered(other, _numbers_of(one))
    both = set(one.shown) & set(other.shown)
    shown_again = both & (set(one.hidden) ^ set(other.hidden))
    hidden = dict.fromkeys((*one.hidden, *other.hidden))
    groups, renamed, joined, regrouped = _groups(one, other)
    places, placed_twice = _places(one, other, renamed)
    filters, differing = _filters(one.filters or {}, other.filters or {})
    until = max(one.until, other.until) if one.until and other.until else ""
    known = {*one.shown, *other.shown, *(group.id for group in groups)}
    pins = dict.fromkeys(renamed.get(pin, pin) for pin in (*one.pins, *other.pins))
    content = ChartContent(
        shown=tuple(dict.fromkeys((*one.shown, *other.shown))),
        hidden=tuple(who for who in hidden if who not in shown_again),
        pins=tuple(pin for pin in pins if pin in known),
        places={who: place for who, place in places.items() if who in known},
        groups=groups,
        filters=filters,
        until=until,
    )
    conflicts = Conflicts(
        both=len(both),
        shown_again=tuple(sorted(shown_again)),
        placed_twice=placed_twice,
        joined=joined,
        regrouped=regrouped,
        filters=differing,
        until_differs=one.until != other.until,
    )
    return content, conflicts


def _numbers_of(content: ChartContent) -> int:
    """The highest number of a group's id."""
    numbers = (one.id.removeprefix("group:") for one in content.groups)
    return max((int(one) for one in numbers if one.isascii() and one.isdigit()), default=0)


def _renumbered(content: ChartContent, after: int) -> ChartContent:
    """The content with ids of groups that the other chart does not have."""
    ids = {
        group.id: f"group:{after + place}" for place, group in enumerate(content.groups, start=1)
    }
    return replace(
        content,
        groups=tuple(replace(group, id=ids[group.id]) for group in content.groups),
        pins=tuple(ids.get(pin, pin) for pin in content.pins),
        places={ids.get(who, who): place for who, place in (content.places or {}).items()},
    )


def _groups(
    one: ChartContent, other: ChartContent
) -> tuple[tuple[Group, ...], dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """The groups of both, new ids by the other's, names that both have, and who was in two."""
    found = {group.name.casefold(): group for group in one.groups}
    group_of = {who: group.name for group in one.groups for who in group.members}
    renamed, joined, regrouped = {}, [], []
    for group in other.groups:
        key = group.name.casefold()
        there = found.get(key)
        in_two = [who for who in group.members if group_of.get(who, group.name).casefold() != key]
        regrouped += in_two
        members = tuple(who for who in group.members if who not in in_two)
        if there is None:
            found[key] = replace(group, members=members)
        else:
            joined.append(there.name)
            renamed[group.id] = there.id
            members = tuple(dict.fromkeys((*there.members, *members)))
            found[key] = replace(there, members=members)
    groups = tuple(group for group in found.values() if len(group.members) > 1)
    return groups, renamed, tuple(joined), tuple(sorted(regrouped))


def _places(
    one: ChartContent, other: ChartContent, renamed: Mapping[str, str]
) -> tuple[dict[str, Laid], tuple[str, ...]]:
    """Where everybody stands, and who was pinned in two places."""
    first, second = dict(one.places or {}), dict(other.places or {})
    pinned = set(one.pins), {renamed.get(pin, pin) for pin in other.pins}
    second = {renamed.get(who, who): place for who, place in second.items()}
    places = second | first
    # What one has pinned counts more than where it stood by itself on the other.
    places |= {who: second[who] for who in pinned[1] - pinned[0] if who in second}
    twice = (who for who in pinned[0] & pinned[1] if first.get(who) != second.get(who))
    return places, tuple(sorted(twice))


def _filters(
    one: Mapping[str, Any], other: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The filters that are the same on both, and the names of the others."""
    names = sorted({*one, *other})
    differing = tuple(name for name in names if (one.get(name) or "") != (other.get(name) or ""))
    return {name: one[name] for name in names if name in one and name not in differing}, differing
