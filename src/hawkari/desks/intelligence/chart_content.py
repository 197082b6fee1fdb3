"""What a saved chart keeps: ids, places, groups, filters. Pure; refuses what it does not know."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.loaders.digits import forbidden_character

__all__ = [
    "LARGEST",
    "MOST_IDS",
    "ChartContent",
    "Group",
    "Laid",
    "Origin",
    "content_from",
    "under",
]

MOST_IDS = 2000
MOST_GROUPS = 200
MOST_ORIGINS = 2
# What a column of whole numbers holds.
LARGEST = 2**31 - 1
LONGEST_ID = 80
LONGEST_NAME = 80
# A place is 0-1; whoever was dragged past the edge of a small screen stands a little outside.
FURTHEST = 20.0
FILTERS = ("grade", "agency", "begin", "end")
KEYS = {"shown", "hidden", "pins", "places", "groups", "filters", "until", "origins"}


@dataclass(frozen=True, slots=True)
class Group:
    """Several drawn as one: `id` is ``group:1``, `members` canonical ids."""

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A place on a chart: `x` from the left, `y` from the top, both about 0-1."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Origin:
    """A version of a saved chart that went into a merged one, by their numbers."""

    chart: int
    version: int


@dataclass(frozen=True, slots=True)
class ChartContent:
    """A chart as somebody left it.

    Attributes:
        shown: canonical ids put on it, at most 2,000.
        hidden: those of them that are hidden, groups by their members.
        pins: whoever does not move; groups too.
        places: where somebody stands, by id; others where the layout puts them.
        groups: drawn as one.
        filters: what of the ties, by the names of the page's fields; a list for ``kind``.
        until: ISO day up to which ties are shown; empty for all.
        origins: what it was merged from; empty for a chart that was not.
    """

    shown: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    places: Mapping[str, Laid] | None = None
    groups: tuple[Group, ...] = ()
    filters: Mapping[str, Any] | None = None
    until: str = ""
    origins: tuple[Origin, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As JSON holds it; `content_from` reads it back."""
        merged = {"origins": [asdict(one) for one in self.origins]} if self.origins else {}
        return {
            **merged,
            "shown": list(self.shown),
            "hidden": list(self.hidden),
            "pins": list(self.pins),
            "places": {one: asdict(place) for one, place in sorted((self.places or {}).items())},
            "groups": [
                {"id": one.id, "name": one.name, "members": list(one.members)}
                for one in self.groups
            ],
            "filters": dict(self.filters or {}),
            "until": self.until,
        }


def content_from(data: Any) -> ChartContent:
    """A chart's content from JSON.

    Raises:
        BadInput: if a part is missing, unknown, too long, or of another kind than it should be.
    """
    if not isinstance(data, dict) or set(data) - KEYS or "shown" not in data:
        raise _refused("a chart has other parts than these")
    return ChartContent(
        shown=_ids(data["shown"]),
        hidden=_ids(data.get("hidden", [])),
        pins=_ids(data.get("pins", [])),
        places=_places(data.get("places", {})),
        groups=_groups(data.get("groups", [])),
        filters=_filters(data.get("filters", {})),
        until=_day(data.get("until", "")),
        origins=_origins(data.get("origins", [])),
    )


def under(content: ChartContent, heads: Mapping[str, str]) -> ChartContent:
    """A content by the ids that a reader knows now; whoever has none is left out.

    Args:
        content: as saved.
        heads: canonical id by id as saved: two may have become one since.
    """
    groups = {group.id for group in content.groups}
    known = dict(heads) | {one: one for one in groups}
    kept = (replace(group, members=_mapped(group.members, heads)) for group in content.groups)
    places = {known[one]: place for one, place in (content.places or {}).items() if one in known}
    return replace(
        content,
        shown=_mapped(content.shown, heads),
        hidden=_mapped(content.hidden, heads),
        pins=_mapped(content.pins, known),
        places=places,
        groups=tuple(group for group in kept if len(group.members) > 1),
    )


def _mapped(ids: Iterable[str], heads: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(heads[one] for one in ids if one in heads))


def _refused(problem: str) -> BadInput:
    return BadInput(f"The chart cannot be saved: {problem}", "Open it again and save it anew.")


def _text(value: Any, longest: int) -> str:
    # A control sign makes a drawing no XML, half a surrogate pair no UTF-8.
    if not isinstance(value, str) or len(value) > longest or forbidden_character(value):
        raise _refused("a text in it is none, or too long")
    return value


def _day(value: Any) -> str:
    day = _text(value, len("2026-03-05"))
    try:
        return day and date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise _refused("the day it stops at is none") from error


def _ids(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_IDS:
        raise _refused("it holds too many people, or no list of them")
    return tuple(dict.fromkeys(_text(one, LONGEST_ID) for one in value))


def _places(value: Any) -> dict[str, Laid]:
    if not isinstance(value, dict) or len(value) > MOST_IDS + MOST_GROUPS:
        raise _refused("it holds too many places, or none by id")
    return {_text(one, LONGEST_ID): _place(place) for one, place in value.items()}


def _place(value: Any) -> Laid:
    if not isinstance(value, dict) or set(value) != {"x", "y"}:
        raise _refused("a place in it has no x and y")
    numbers = [value["x"], value["y"]]
    for one in numbers:
        if isinstance(one, bool) or not isinstance(one, (int, float)) or not abs(one) <= FURTHEST:
            raise _refused("a place in it lies nowhere")
    return Laid(*map(float, numbers))


def _groups(value: Any) -> tuple[Group, ...]:
    if not isinstance(value, list) or len(value) > MOST_GROUPS:
        raise _refused("it holds too many groups, or no list of them")
    return tuple(_group(one) for one in value)


def _group(value: Any) -> Group:
    if not isinstance(value, dict) or set(value) != {"id", "name", "members"}:
        raise _refused("a group in it has no id, name and members")
    name, own = _text(value["name"], LONGEST_NAME), _text(value["id"], LONGEST_ID)
    if not own.startswith("group:"):
        raise _refused("a group in it has the id of somebody")
    return Group(own, name, _ids(value["members"]))


def _origins(value: Any) -> tuple[Origin, ...]:
    if not isinstance(value, list) or len(value) > MOST_ORIGINS:
        raise _refused("it was merged from too many charts, or from no list of them")
    return tuple(_origin(one) for one in value)


def _origin(value: Any) -> Origin:
    if not isinstance(value, dict) or set(value) != {"chart", "version"}:
        raise _refused("a chart that it was merged from has no number and version")
    for one in value.values():
        if isinstance(one, bool) or not isinstance(one, int) or not 0 < one <= LARGEST:
            raise _refused("a chart that it was merged from has no such number")
    return Origin(value["chart"], value["version"])


def _filters(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) - {"kind", *FILTERS}:
        raise _refused("it has filters that there are not")
    kinds = list(_ids(value.get("kind", [])))
    given: dict[str, Any] = {"kind": kinds} if kinds else {}
    return given | {name: _text(value[name], LONGEST_NAME) for name in FILTERS if name in value}
