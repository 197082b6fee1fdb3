"""Where the bars, dots and routes of a week are drawn; sizes only, no words."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any

from hawkari.desks.campaign.services.week_prices import PlaceCount
from hawkari.engines.posts import route_places
from hawkari.engines.posts.trends import Asked

__all__ = ["Bar", "Dot", "RouteMap", "bars_of", "dots_of", "place_name", "route_map"]

Projection = Callable[[float, float], tuple[float, float]]
WIDE, HIGH = 180, 48
GAP = 3
MAP_WIDE = 720
MIDDLE = 43.0
"""The latitude at which the map is true to scale from east to west."""
THICKEST = 7.0
MOST_DRAWN = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of a series of counts; `is_last` for the week that the page is about."""

    x: str
    y: str
    width: str
    height: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """One week of prices: median, and its interval from `top` to `bottom` where there is one."""

    x: str
    y: str
    top: str
    bottom: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A route on the map: SVG path data, width of the stroke, and how many posts name it."""

    path: str
    width: str
    route: PlaceCount


@dataclass(frozen=True, slots=True)
class Town:
    """A place on the map, with where its name is written."""

    name: str
    x: str
    y: str
    anchor: str
    text_x: str


@dataclass(frozen=True, slots=True)
class RouteMap:
    """The map: its size, land, routes and places; `left_out` routes that are only in the table."""

    width: int
    height: int
    land: str
    lines: tuple[Line, ...]
    towns: tuple[Town, ...]
    left_out: int


def bars_of(series: Sequence[int], top: int) -> tuple[Bar, ...]:
    """Bars of a series, to the scale of `top`, from the left to the right.

    Args:
        series: counts, the last week last.
        top: count that is as high as the drawing.
    """
    width = (WIDE - GAP * (len(series) - 1)) / max(len(series), 1)
    found = []
    for number, count in enumerate(series):
        height = HIGH * count / max(top, 1)
        height = max(height, 1.5) if count else 0.0
        found.append(
            Bar(
                _short(number * (width + GAP)),
                _short(HIGH - height),
                _short(width),
                _short(height),
                number == len(series) - 1,
            )
        )
    return tuple(found)


def dots_of(weeks: Sequence[Asked | None]) -> tuple[tuple[Dot, ...], float, float]:
    """Dots of the weeks' prices, and the lowest and highest price of the drawing."""
    known = [one for one in weeks if one is not None]
    if not known:
        return (), 0.0, 0.0
    lowest = min(one.median if one.lo is None else one.lo for one in known)
    highest = max(one.median if one.hi is None else one.hi for one in known)
    reach = (highest - lowest) or 1.0
    step = (WIDE - 12) / max(len(weeks) - 1, 1)

    def at(price: float) -> str:
        return _short(6 + (HIGH - 12) * (1 - (price - lowest) / reach))

    found = []
    for number, one in enumerate(weeks):
        if one is not None:
            has = one.lo is not None and one.hi is not None
            top, bottom = (at(one.hi or 0), at(one.lo or 0)) if has else ("", "")
            is_last = number == len(weeks) - 1
            found.append(Dot(_short(6 + number * step), at(one.median), top, bottom, is_last))
    return tuple(found), lowest, highest


def route_map(places: Sequence[PlaceCount], *, language: str = "en") -> RouteMap:
    """The routes that posts name, those with most posts first, on a map of land.

    Args:
        places: routes.
        language: of the reader, for the names of places.
    """
    west, south, east, north = _ground()["box"]
    scale = MAP_WIDE / ((east - west) * cos(radians(MIDDLE)))

    def point(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - west) * scale * cos(radians(MIDDLE)), (north - latitude) * scale

    lines: list[Line] = []
    towns: dict[str, tuple[float, float]] = {}
    left_out = 0
    most = max((one.posts for one in places), default=1)
    for one in places:
        ends = [_position(name) for name in (one.origin, one.destination)]
        inside = [end for end in ends if end is not None and _within(end)]
        if len(inside) < 2 or len(lines) >= MOST_DRAWN:
            left_out += 1
            continue
        (x1, y1), (x2, y2) = (point(*end) for end in inside)
        towns |= {one.origin: (x1, y1), one.destination: (x2, y2)}
        bend = ((y2 - y1) * 0.15, (x1 - x2) * 0.15)
        middle = (x1 + x2) / 2 + bend[0], (y1 + y2) / 2 + bend[1]
        path = (
            f"M{_short(x1)} {_short(y1)}Q{_short(middle[0])} {_short(middle[1])} "
            f"{_short(x2)} {_short(y2)}"
        )
        lines.append(Line(path, _short(1 + (THICKEST - 1) * one.posts / most), one))
    height = round((north - south) * scale)
    return RouteMap(
        MAP_WIDE, height, _land(point), tuple(lines), tuple(_towns(towns, language)), left_out
    )


def _towns(towns: dict[str, tuple[float, float]], language: str) -> list[Town]:
    """Places with their names, of those that would lie on one another only the first."""
    found: list[Town] = []
    taken: list[tuple[float, float]] = []
    for name, (x, y) in towns.items():
        is_free = all(abs(x - other[0]) > 60 or abs(y - other[1]) > 12 for other in taken)
        to_left = x > MAP_WIDE * 0.8
        shown = place_name(name, language) if is_free else ""
        if is_free:
            taken.append((x, y))
        found.append(
            Town(
                shown, _short(x), _short(y), "end" if to_left else "start",
                _short(x - 7 if to_left else x + 7),
            )
        )  # fmt: skip
    return found


def place_name(name: str, language: str) -> str:
    """A place's name for a reader of a language, by its English one."""
    place = route_places().get(name)
    return name if place is None else place.name_in(language)


def _land(point: Projection) -> str:
    paths = []
    for flat in _ground()["land"]:
        east_at, north_at, points = 0, 0, []
        for at in range(0, len(flat), 2):
            east_at, north_at = east_at + flat[at], north_at + flat[at + 1]
            x, y = point(east_at / 10, north_at / 10)
            points.append(f"{_short(x)} {_short(y)}")
        paths.append(f"M{'L'.join(points)}Z")
    return "".join(paths)


def _position(name: str) -> tuple[float, float] | None:
    """East and north of a place by its English name; None if none is known."""
    place = route_places().get(name)
    return None if place is None or place.point is None else (place.point[1], place.point[0])


def _within(end: tuple[float, float]) -> bool:
    west, south, east, north = _ground()["box"]
    return bool(west <= end[0] <= east and south <= end[1] <= north)


@cache
def _ground() -> dict[str, Any]:
    text = files("hawkari.desks.campaign").joinpath("resources", "land.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
