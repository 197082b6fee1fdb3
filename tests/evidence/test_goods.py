"""What was seized: kinds and quantities from words in three scripts; ties; who may see it."""

from decimal import Decimal
from itertools import combinations

import pytest

from hawkari.errors import AccessDenied
from hawkari.evidence.entities import network_ties
from hawkari.evidence.goods import kind_of, kinds, read_quantity, seizures_of, trips_of
from hawkari.evidence.loaders.goods import goods_data
from hawkari.evidence.models import AuditEntry
from tests.evidence.factories import World, row


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("heroin", "heroin"),
        ("Heroin, brown", "heroin"),
        ("هيروين", "heroin"),
        ("هێرۆین", "heroin"),
        ("حشيش", "cannabis"),
        ("حەشیش", "cannabis"),
        ("cannabis resin", "cannabis"),
        ("حبوب كبتاغون", "captagon"),
        ("کریستاڵ", "methamphetamine"),
        ("amphetamine tablets", "amphetamine"),
        ("سترات نجاة", "life jackets"),
        ("outboard engine, 40 HP", "boat engines"),
        ("جگەرە", "cigarettes"),
    ],
)
def test_goods_are_known_in_three_scripts(written: str, kind: str):
    assert kind_of(written) == kind


@pytest.mark.parametrize(
    "written", ["", "white powder", "no heroin found", "heroin and cocaine", "methylphenidate"]
)
def test_what_is_unknown_denied_or_several_is_not_guessed(written: str):
    assert kind_of(written) == ""


def test_no_two_kinds_or_units_share_a_word():
    from hawkari.evidence.loaders.folding import folded_words

    for listed in (
        goods_data()["kinds"],
        {unit: one["words"] for unit, one in goods_data()["units"].items()},
    ):
        words = {name: {folded_words(text) for text in texts} for name, texts in listed.items()}
        for one, other in combinations(words, 2):
            assert not words[one] & words[other], (one, other)
    assert set(goods_data()["kinds"]) == set(kinds())


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("2.5 kg heroin", "2.5", "kg"),
        ("2,5 kg heroin", "2.5", "kg"),
        ("٢٫٥ كغم هيروين", "2.5", "kg"),
        ("٢٥٠ غرام حشيش", "0.250", "kg"),
        ("٣ کیلۆ هێرۆین", "3", "kg"),
        ("0.1 g cocaine", "0.0001", "kg"),
        ("1,250.5 kg cannabis", "1250.5", "kg"),
        ("9 000 tablets captagon", "9000", "piece"),
        ("٣٠٠ حبة كبتاجون", "300", "piece"),
        ("40 life jackets", "40", "piece"),
        ("12 سترة نجاة", "12", "piece"),
        ("4500 USD cash", "4500", "USD"),
        ("20 l fuel", "20", "l"),
    ],
)
def test_a_quantity_is_an_exact_decimal_in_its_measures_unit(written: str, value: str, unit: str):
    found = read_quantity(written)
    assert found is not None
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "written",
    [
        "heroin",
        "1.500 kg heroin",
        "some kg heroin",
        "3 bags heroin",
        "5 heroin",
        "",
        "1.2.3,4 kg x",
        "5 kg 200 g heroin",
        "٥ كغم و ٢٠٠ غرام هيروين",
        "2 kg heroin and 3 kg cocaine",
    ],
)
def test_what_can_be_read_in_two_ways_stays_as_written(written: str):
    assert read_quantity(written) is None


EVENT, TRIP = "nca:seizure-1", "nca:trip-1"


def seizure(*involved: str, goods: str = "2.5 kg heroin", number: int = 1) -> list:
    event = f"nca:seizure-{number}"
    said = [
        ("keywords", "seizure"), ("keywords", goods.rpartition(" ")[2]), ("summary", goods),
        ("date", "2026-03-04"), ("location", "Dover"), ("recordId", f"S{number}"),
        *(("involved", one) for one in involved),
    ]  # fmt: skip
    return [row(event, prop, value, schema="Event", row=str(number + 1)) for prop, value in said]


def link(number: int, thing: str, role: str) -> list:
    said = (("subject", thing), ("object", EVENT), ("role", role))
    return [row(f"nca:link-{number}", *one, schema="UnknownLink") for one in said]


@pytest.fixture
def world(db) -> World:
    world = World()
    world.person("nca", "nca:a", name="Aras Invented")
    world.person("krg", "krg:b", name="Barzan Invented")
    plate = [row("nca:car", "registrationNumber", "INV 0001 A", schema="Vehicle")]
    trip = [
        row(TRIP, prop, value, schema="Trip")
        for prop, value in (("recordId", "T1"), ("involved", "nca:a"), ("involved", "krg:b"))
    ]
    rows = [*seizure("nca:a", "krg:b"), *link(1, "nca:car", "vehicle"), *link(2, TRIP, "trip")]
    world.load("nca", [*plate, *trip, *rows], slot="seizures.csv", grade="2B")
    return world


def test_a_seizure_ties_people_and_the_vehicle_with_grade_agency_and_date(world: World):
    access = world.access("nca")
    ties = [one for one in network_ties(access) if one.kind == "seizure"]
    assert len(ties) == 3, "two people and a car"
    assert {one.grade for one in ties} == {"2B"}
    assert {one.first for one in ties} == {"2026-03-04"}
    assert all(one.statement_ids for one in ties)
    assert {one.kind for one in network_ties(access)} == {"seizure", "trip"}, "no node for an event"


@pytest.mark.parametrize("end", ["nca:a", "nca:car"])
def test_ties_around_somebody_are_those_of_the_whole(world: World, end: str):
    access = world.access("nca")
    head = {tie for tie in network_ties(access) if tie.kind == "seizure"}
    near = {tie for tie in network_ties(access, [end]) if tie.kind == "seizure"}
    assert near < head
    assert len(near) == 2


def test_a_seizure_says_what_was_seized_with_whom_by_which_statement(world: World):
    (found,) = seizures_of(world.access("nca"))
    (goods,) = found.goods
    assert (goods.kind, goods.group, str(goods.quantity)) == ("heroin", "drugs", "2.5 kg")
    assert (goods.said.value, goods.said.grade, goods.said.file) == (
        "2.5 kg heroin",
        "2B",
        "seizures.csv",
    )
    assert (found.name, found.date, found.places) == ("S1", "2026-03-04", ("Dover",))
    assert (len(found.involved), len(found.things), len(found.trips)) == (2, 1, 1)
    (trip,) = trips_of(world.access("nca"))
    assert found.trips == (trip.id,)
    assert set(trip.involved) == set(found.involved)


def test_goods_that_nobody_knows_stay_as_they_were_written(world: World):
    world.load("nca", seizure("nca:a", goods="1.500 kg zzz", number=2), slot="more.csv")
    found = next(one for one in seizures_of(world.access("nca")) if one.name == "S2")
    first = found.goods[0]
    assert (first.said.value, first.kind, first.quantity) == ("1.500 kg zzz", "", None)


def test_whoever_may_not_see_a_seizure_has_no_tie_of_it(world: World):
    rows = seizure("nca:a", "krg:b", number=3)
    world.load("fr", rows, slot="hidden.csv", shared_with=["fr"])
    for agency, count in (("nca", 1), ("fr", 2)):
        access = world.access(agency)
        assert len(seizures_of(access)) == count
        between = [one for one in network_ties(access) if one.kind == "seizure"]
        assert max(one.count for one in between) == count
    with pytest.raises(AccessDenied):
        seizures_of(world.access("nca", "border"))


def test_looking_at_seizures_is_in_the_log(world: World):
    access = world.access("nca")
    seizures_of(access)
    entry = AuditEntry.records.order_by("-seq")[0]
    assert (entry.detail["what"], entry.count) == ("seizures", 1)
