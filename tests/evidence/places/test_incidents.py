"""Public incidents: each counted once, at its first date, as strictly as what says so."""

import pytest

from hawkari.evidence.places import public_incidents
from tests.evidence.places.test_places import stated

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


def incident(number: int, **values: str):
    return stated(f"nca:{number}", "Event", keywords="missing migrants", **values)


def test_an_incident_of_two_dates_is_counted_at_the_first(world):
    world.load("nca", incident(1, date="2031-03-02"), slot="1")
    world.load("nca", incident(1, date="2031-02-27"), slot="2")
    world.load("nca", incident(1, date="2031-04-01"), slot="3")
    found = public_incidents(world.access("nca"))
    assert (found.months, found.unplaced) == ((("2031-02", 1),), 1)


@pytest.mark.parametrize("strict", ["keywords", "date", "address"])
def test_counts_are_as_strict_as_any_statement_behind_them(world, strict):
    said = {
        "keywords": incident(1),
        "date": stated("nca:1", "Event", date="2031-03-02"),
        "address": [
            *stated("nca:1", "Event", addressEntity="nca:x"),
            *stated("nca:x", "Address", full="36.45, 27.10"),
        ],
    }
    for name, rows in said.items():
        world.load("nca", rows, slot=name, shared_with=["nca"] if name == strict else None)
    found = public_incidents(world.access("nca"))
    assert (found.total, len(found.spots), found.handling) == (1, 1, "C")
    assert public_incidents(world.access("nca"), begin="2031-05-01").handling == "P"
