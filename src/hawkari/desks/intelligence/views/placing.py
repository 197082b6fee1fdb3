"""What a template needs to draw the map of a chart: data for the island, and rows."""

from typing import Any

from django.utils.translation import get_language, gettext

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.placing import ChartMap, Leg, MapPlace, map_of
from hawkari.desks.intelligence.values import Chart, strictest
from hawkari.engines.places import SOURCE
from hawkari.evidence.access import Access
from hawkari.evidence.places import Positioned, Spot

__all__ = ["map_context", "spot_name"]


def map_context(access: Access, chart: Chart, filters: Filters) -> dict[str, Any]:
    """Template context of the map of a chart; `handling` is that of chart and map together."""
    found = map_of(access, chart, filters)
    names = {one.id: spot_name(one.spot) for one in found.places}
    return {
        "map": found,
        "map_places": [{"place": one, "name": names[one.id]} for one in found.places],
        "map_legs": [
            {"leg": one, "start": spot_name(one.start), "end": spot_name(one.end)}
            for one in found.legs
        ],
        "map_data": _data(found, names),
        "map_source": SOURCE,
        "handling": strictest([chart.handling, found.handling]),
    }


def spot_name(spot: Spot) -> str:
    """What a spot is called, in the reader's language where the gazetteer has it."""
    if spot.place is None:
        return gettext("%(north)s N, %(east)s E") % {
            "north": f"{spot.latitude:.3f}",
            "east": f"{spot.longitude:.3f}",
        }
    name = spot.place.name_in((get_language() or "en").split("-")[0])
    return f"{name} ({words.value('country', spot.place.country.lower())})"


def _data(found: ChartMap, names: dict[str, str]) -> dict[str, Any]:
    return {
        "places": [_place(one, names[one.id]) for one in found.places],
        "legs": [_leg(one) for one in found.legs],
    }


def _place(place: MapPlace, name: str) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": name.partition(" (")[0] if place.spot.place is not None else name,
        "latitude": place.spot.latitude,
        "longitude": place.spot.longitude,
        "sure": place.positioned is not Positioned.LARGEST,
        "who": [node.id for node in place.who],
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "id": leg.id,
        "from": leg.start.id,
        "to": leg.end.id,
        "trips": leg.trips,
        "confirmed": leg.is_confirmed,
        "who": [node.id for node in leg.who],
    }
