"""Places that statements name: who was where, how surely, and what each reader may see of it."""

import pytest

from hawkari.errors import AccessDenied
from hawkari.evidence.entities import get_entity
from hawkari.evidence.models import AuditEntry
from hawkari.evidence.places import Positioned, Role, stated_places
from hawkari.evidence.places.reading import mentions_in
from hawkari.evidence.store import StatementRow

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

TYPES = {"birthPlace": "string", "city": "string", "date": "date", "country": "country",
         "latitude": "number", "longitude": "number"}  # fmt: skip
ENTITIES = {"startLocation", "endLocation", "addressEntity", "involved", "vehicle"}


def stated(entity: str, schema: str, **values: str) -> list[StatementRow]:
    return [
        StatementRow(
            entity,
            schema,
            prop,
            "entity" if prop in ENTITIES else TYPES.get(prop, "address"),
            value,
        )
        for prop, value in values.items()
    ]


def trip(number: int, start: str, end: str, who: str = "nca:a", date: str = "2026-03-01"):
    own, ends = f"nca:trip-{number}", (f"nca:from-{number}", f"nca:to-{number}")
    return [
        *stated(ends[0], "Address", full=start),
        *stated(ends[1], "Address", full=end),
        *stated(own, "Trip", startLocation=ends[0], endLocation=ends[1], involved=who, date=date),
    ]


@pytest.fixture
def access(world):
    world.person("nca", "nca:a", name="Saman Kareem")
    return world.access("nca")


def found(access, *ids: str):
    return stated_places(access, [get_entity(access, one).canonical_id for one in ids or ["nca:a"]])


def towns(mentions) -> dict[str, str]:
    return {one.role.value: one.spot.place.name for one in mentions if one.spot}


def test_a_trip_gives_both_its_ends_to_those_on_it(world, access):
    world.load("nca", trip(1, "زاخۆ", "Istanbul"), slot="trips", grade="1B")
    mentions = found(access)
    assert towns(mentions) == {"departure": "Zakho", "arrival": "Istanbul"}
    assert {one.event for one in mentions} == {mentions[0].event}
    assert {(one.first, one.grade, one.handling) for one in mentions} == {("2026-03-01", "1B", "P")}
    assert all(len(one.statement_ids) == 3 for one in mentions), "its end, the address, who was on"


def test_a_trip_dated_under_conditions_is_marked_so(world, access):
    undated = [one for one in trip(1, "Zakho", "Istanbul") if one.prop != "date"]
    world.load("nca", undated, slot="trips")
    dated = stated("nca:trip-1", "Trip", date="2026-03-01")
    world.load("krg", dated, slot="dates", shared_with=["nca"])
    assert {(one.first, one.handling) for one in found(access)} == {("2026-03-01", "C")}


def test_one_town_in_three_scripts_is_one_point(world, access):
    world.load("nca", stated("nca:a", "Person", birthPlace="هەولێر"), slot="1")
    world.load("nca", stated("nca:a", "Person", address="أربيل"), slot="2")
    world.load("nca", trip(1, "Hewlêr", "Zakho, Duhok"), slot="3")
    mentions = found(access)
    assert len({one.spot.id for one in mentions if one.role is not Role.ARRIVAL}) == 1


def test_stated_coordinates_win_over_a_name(world, access):
    world.load(
        "nca",
        [
            *stated("nca:x", "Address", full="Erbil", latitude="36.05", longitude="43.9"),
            *stated("nca:a", "Person", addressEntity="nca:x"),
        ],
    )
    (mention,) = found(access)
    assert mention.positioned is Positioned.STATED
    assert (mention.spot.latitude, mention.spot.longitude) == (36.05, 43.9)
    assert mention.text == "Erbil"


@pytest.mark.parametrize("text", ["36.05, 43.9", "36.05;43.90", "POINT (43.9 36.05)"])
def test_a_place_written_as_a_point_is_that_point(world, access, text):
    world.load("nca", stated("nca:a", "Person", address=text))
    (mention,) = found(access)
    assert mention.positioned is Positioned.STATED
    assert (mention.spot.latitude, mention.spot.longitude) == (36.05, 43.9)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("0", "0"), ("91", "10"), ("x", "10"), ("nan", "1"), ("1", "inf")]
)
def test_coordinates_that_are_none_leave_the_name(world, access, latitude, longitude):
    world.load(
        "nca",
        [
            *stated("nca:x", "Address", full="Erbil", latitude=latitude, longitude=longitude),
            *stated("nca:a", "Person", addressEntity="nca:x"),
        ],
    )
    (mention,) = found(access)
    assert mention.positioned is Positioned.NAME
    assert mention.spot.place.name == "Erbil"


def test_a_town_is_told_apart_by_the_country_stated_beside_it(world, access):
    world.load(
        "nca",
        [
            *stated("nca:x", "Address", city="Tripoli", country="ly"),
            *stated("nca:a", "Person", addressEntity="nca:x"),
        ],
    )
    (mention,) = found(access)
    assert mention.spot.place.country == "LY"


def test_what_cannot_be_told_apart_or_is_not_known_has_no_point_and_says_why(world, access):
    world.load("nca", stated("nca:a", "Person", birthPlace="Tripoli"), slot="1")
    world.load("nca", stated("nca:a", "Person", address="Nowhereville"), slot="2")
    mentions = {one.text: one for one in found(access)}
    assert {one.spot for one in mentions.values()} == {None}
    assert mentions["Tripoli"].positioned is Positioned.SEVERAL
    assert mentions["Tripoli"].called_so == 3
    assert mentions["Nowhereville"].positioned is Positioned.UNKNOWN


def test_the_largest_of_several_towns_is_said_to_be_that(world, access):
    world.load("nca", stated("nca:a", "Person", birthPlace="London"))
    (mention,) = found(access)
    assert (mention.positioned, mention.called_so) == (Positioned.LARGEST, 2)


def test_nobody_sees_a_place_through_statements_that_are_hidden(world, access):
    world.load("nca", stated("nca:a", "Person", birthPlace="Erbil"), slot="1")
    world.load("fr", trip(1, "Calais", "Dover"), slot="trips", shared_with=["fr"])
    assert towns(found(access)) == {"birth place": "Erbil"}
    assert towns(found(world.access("fr"))) == {
        "birth place": "Erbil",
        "departure": "Calais",
        "arrival": "Dover",
    }


def test_a_mention_is_as_good_and_as_strict_as_its_weakest_statement(world, access):
    ends = trip(1, "Calais", "Dover")
    addresses = [one for one in ends if one.schema == "Address"]
    world.load("nca", addresses, slot="1", grade="2D", shared_with=["nca"])
    world.load("krg", [one for one in ends if one.schema == "Trip"], slot="2", grade="1A")
    assert {(one.grade, one.handling, one.agencies) for one in found(access)} == {
        ("2D", "C", ("krg", "nca"))
    }


def test_a_role_that_reads_no_addresses_gets_none(world, access):
    world.load("nca", stated("nca:a", "Person", birthPlace="Erbil", address="Dover"))
    liaison = world.access("nca", "liaison")
    own = get_entity(liaison, "nca:a").canonical_id
    assert towns(stated_places(liaison, [own])) == {"birth place": "Erbil"}


def test_the_look_is_audited_and_refused_to_who_reads_nothing(world, access):
    world.load("nca", stated("nca:a", "Person", birthPlace="Erbil"))
    found(access)
    entry = AuditEntry.records.order_by("-pk").first()
    assert entry.detail["what"] == "places"
    with pytest.raises(AccessDenied):
        stated_places(world.access("nca", "administrator"), ["nca:a"])


def test_no_facts_are_no_mentions():
    assert mentions_in([], [], [], head={}) == []
