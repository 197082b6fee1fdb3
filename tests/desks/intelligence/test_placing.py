"""The map of a chart: places with everybody there, ways with their trips, and what is left out."""

import re

import pytest

from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.networks import chart_of, whole
from hawkari.desks.intelligence.services.placing import map_of
from hawkari.evidence.places import Positioned
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.places.test_places import stated

pytestmark = pytest.mark.django_db


def trip(number: int, ends: tuple[str, str], who: list[str], date: str):
    own = f"trip-{number}"
    start, end = f"{own}-from", f"{own}-to"
    return [
        *stated(start, "Address", full=ends[0]),
        *stated(end, "Address", full=ends[1]),
        *stated(own, "Trip", startLocation=start, endLocation=end, date=date),
        *(row for one in who for row in stated(own, "Trip", involved=one)),
    ]


@pytest.fixture
def case() -> Case:
    made = Case().load()
    trips = [
        *trip(1, ("Dunkirk", "Dover"), ["uk-1", "uk-4"], "2026-03-20"),
        *trip(2, ("دنكيرك", "Dover, UK"), ["uk-3"], "2026-04-02"),
        *trip(3, ("Tripoli", "Dover"), ["uk-3"], "2026-04-03"),
    ]
    made.world.load("nca", trips, slot="trips.csv", grade="1B")
    born = [*stated("uk-1", "Person", birthPlace="London")]
    made.world.load("krg", born, slot="births.csv", grade="2D")
    return made


def drawn(case: Case, filters: Filters | None = None):
    access, wanted = case.access(), filters or Filters()
    # The chart keeps everybody: only what is stated of places is narrowed here.
    chart = chart_of(access, whole(access, Filters()), most=400)
    return map_of(access, chart, wanted)


def test_trips_between_two_places_are_one_way_with_everybody_on_them(case):
    (leg,) = drawn(case).legs
    assert (leg.start.place.name, leg.end.place.name, leg.trips) == ("Dunkirk", "Dover", 2)
    assert {node.id for node in leg.who} == {case.id_of(one) for one in ("uk-1", "uk-3", "uk-4")}
    assert (leg.first, leg.last) == ("2026-03-20", "2026-04-02")
    assert leg.is_confirmed


def test_a_place_says_who_has_what_to_do_with_it_and_how_it_was_placed(case):
    places = {one.spot.place.name: one for one in drawn(case).places}
    assert [one.role.value for one in places["Dover"].roles] == ["arrival"]
    assert len(places["Dover"].who) == 3
    assert places["Dover"].texts == ("Dover", "Dover, UK")
    assert places["London"].positioned is Positioned.LARGEST
    assert next(iter(places)) == "Dover", "most people first"


def test_what_is_not_placed_is_listed_with_the_reason(case):
    (left,) = drawn(case).unplaced
    assert (left.text, left.positioned, left.called_so) == ("Tripoli", Positioned.SEVERAL, 3)


def test_period_agency_and_grade_count_on_the_map_as_on_the_chart(case):
    assert {leg.trips for leg in drawn(case, Filters(begin="2026-04-01")).legs} == {1}
    assert drawn(case, Filters(begin="2027-01-01")).places == ()
    assert {one.spot.place.name for one in drawn(case, Filters(agency="krg")).places} == {"London"}
    assert "London" not in {
        one.spot.place.name for one in drawn(case, Filters(min_grade="B")).places
    }


def test_the_page_tells_the_same_as_its_map(case):
    page = text_of(case.client().get("/network"))
    for words in ("Dunkirk (France)", "left from there", "Not on the map, and why", "Tripoli"):
        assert words in page
    assert "GeoNames (CC BY 4.0)" in page
    rows = re.findall(r'<tr data-el="(place:\d+|leg:[^"]+)"', page)
    assert len(rows) == 4


def test_towns_are_called_as_the_reader_calls_them(case):
    page = text_of(case.client().get("/network", headers={"accept-language": "ckb"}))
    assert "دۆڤەر" in page


def test_a_chart_without_places_says_so():
    page = text_of(Case().load().client().get("/network"))
    assert "No place is stated" in page
    assert "map-data" not in page
