"""Ties: from links, calls by number, trips and shared identifiers; graded by their weakest part."""

import pytest

from hawkari.evidence.entities import get_entity, network_ties
from hawkari.evidence.entities.links import worse
from hawkari.evidence.judgements import JudgementKind, judge
from tests.evidence.factories import row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

A, B = "+447700900123", "+447700900124"


@pytest.fixture
def access(world):
    world.person("nca", "nca:a", name="Saman Kareem", phone=A)
    world.person("nca", "nca:b", name="Rebwar Aziz", phone=B)
    return world.access("nca")


def call(number: int, caller: str, receiver: str, day: str = "2026-03-01"):
    entity = f"nca:call-{number}"
    return [
        row(entity, "callerNumber", caller, schema="Call"),
        row(entity, "receiverNumber", receiver, schema="Call"),
        row(entity, "startDate", day, schema="Call"),
    ]


def link(entity: str, schema: str, **ends: str):
    return [row(entity, prop, value, schema=schema) for prop, value in ends.items()]


def kinds(access) -> dict[str, int]:
    return {tie.kind: tie.count for tie in network_ties(access)}


def test_calls_tie_those_who_hold_the_numbers(world, access):
    calls = [*call(1, A, B), *call(2, B, A, "2026-04-02"), *call(3, A, "+447700900199")]
    world.load("nca", calls, slot="calls", grade="1A")
    (tie,) = network_ties(access)
    ends = {get_entity(access, f"nca:{name}").canonical_id for name in "ab"}
    assert {tie.left, tie.right} == ends
    assert (tie.kind, tie.count, tie.first, tie.last) == ("call", 2, "2026-03-01", "2026-04-02")
    assert tie.grade == "2D", "only as good as the attribution of the numbers"
    assert len(tie.statement_ids) == 6


def test_a_tie_carries_its_best_occurrence_and_the_strictest_handling(world, access):
    world.load("nca", link("nca:l1", "Associate", person="nca:a", associate="nca:b"), slot="1")
    world.load(
        "nca",
        link("nca:l2", "Associate", person="nca:b", associate="nca:a"),
        slot="2",
        grade="1B",
        shared_with=[],
    )
    (tie,) = network_ties(access)
    assert (tie.kind, tie.count, tie.grade, tie.handling) == ("associate", 2, "1B", "C")


def test_a_tie_says_of_each_sighting_who_states_it_how_good_it_is_and_when(world, access):
    world.person("krg", "krg:c", name="Hiwa Omar", phone=A)
    judge(access, "nca:a", "krg:c", JudgementKind.POSITIVE)
    calls = [*call(1, A, B), *call(2, B, A), *call(3, A, B, "2026-04-02")]
    world.load("nca", calls, slot="calls", grade="1A")
    met = link("krg:l", "Associate", person="krg:c", associate="nca:b")
    world.load("krg", met, slot="links", grade="3C")
    seen = {
        tie.kind: [(*one.agencies, one.grade, one.first, one.count) for one in tie.reports]
        for tie in network_ties(access)
    }
    assert seen == {
        "associate": [("krg", "3C", "", 1)],
        "call": [("nca", "2D", "2026-03-01", 2), ("nca", "2D", "2026-04-02", 1)],
    }


def test_a_call_rests_on_who_recorded_it_and_on_who_knows_the_numbers(world, access):
    world.person("krg", "krg:c", name="Hiwa Omar", phone="+447700900177")
    world.load("nca", call(1, A, "+447700900177"), slot="calls", grade="1A")
    (tie,) = network_ties(access)
    assert [one.agencies for one in tie.reports] == [("krg", "nca")]


@pytest.mark.parametrize(
    ("schema", "ends"),
    [
        ("Family", {"person": "nca:a", "relative": "nca:b"}),
        ("Payment", {"payer": "nca:a", "beneficiary": "nca:b"}),
        ("UnknownLink", {"subject": "nca:a", "object": "nca:b"}),
        ("Call", {"caller": "nca:a", "receiver": "nca:b"}),
    ],
)
def test_every_link_schema_ties_its_two_ends(world, access, schema, ends):
    world.load("nca", link("nca:l", schema, **ends), slot="links")
    assert kinds(access) == {schema.lower(): 1}


def trip(*people: str, organizer: str = ""):
    rows = [row("nca:t", "involved", person, schema="Trip") for person in people]
    return rows + ([row("nca:t", "organizer", organizer, schema="Trip")] if organizer else [])


def test_people_on_one_trip_are_tied_where_they_are_few(world, access):
    world.load("nca", trip("nca:a", "nca:b"), slot="trips")
    assert kinds(access) == {"trip": 1}


def test_a_full_boat_ties_its_people_to_the_organiser_only(world, access):
    for number in range(9):
        world.person("nca", f"nca:m{number}", name=f"Migrant {number}")
    rows = trip("nca:b", *(f"nca:m{number}" for number in range(9)), organizer="nca:a")
    world.load("nca", rows, slot="trips")
    ties = network_ties(access)
    organiser = get_entity(access, "nca:a").canonical_id
    assert len(ties) == 10
    assert all(organiser in (tie.left, tie.right) for tie in ties)


def test_a_shared_phone_ties_and_a_number_that_everybody_has_does_not(world, access):
    world.person("krg", "krg:c", name="Hiwa Omar", phone=A)
    assert kinds(access) == {"shared phone": 1}
    for number in range(7):
        world.person("krg", f"krg:{number}", name=f"Person {number}", phone=A)
    assert network_ties(access) == []


def test_shared_documents_accounts_and_addresses_tie(world, access):
    for name in ("x", "y"):
        world.person(
            "krg", f"krg:{name}", name=f"Person {name}", idNumber="K-1", address="4 Quay St, Dover"
        )
        world.load(
            "krg",
            [row(f"krg:u{name}", "username", "@boats", schema="UserAccount")],
            slot=f"accounts-{name}",
        )
    assert kinds(access) == {"shared document": 1, "shared address": 1, "shared account": 1}


def test_one_person_s_two_records_make_no_tie(world, access):
    world.person("krg", "krg:a", name="Saman Kareem", phone=A)
    judge(access, "nca:a", "krg:a", JudgementKind.POSITIVE)
    assert network_ties(access) == []


def test_a_thing_is_tied_to_its_owner(world, access):
    car = [
        row("nca:car", "owner", "nca:a", schema="Vehicle"),
        row("nca:car", "name", "White van", schema="Vehicle"),
    ]
    world.load("nca", car, slot="vehicles")
    assert kinds(access) == {"owner": 1}


def test_around_one_entity_the_ties_are_those_of_the_whole(world, access):
    world.person("krg", "krg:a", name="Saman Kareem", phone=A)
    world.person("krg", "krg:d", name="Hiwa Omar", phone="+447700900125", idNumber="K-1")
    world.person("krg", "krg:e", name="Dara Salih", idNumber="K-1")
    world.load("nca", [*call(1, A, B), *call(2, B, "+447700900125")], slot="calls")
    world.load("nca", link("nca:l", "Payment", payer="krg:d", beneficiary="nca:b"), slot="pay")
    judge(access, "nca:b", "krg:e", JudgementKind.POSITIVE)
    whole = network_ties(access)
    assert len(whole) == 6
    for end in sorted({end for tie in whole for end in (tie.left, tie.right)}):
        assert network_ties(access, [end]) == [tie for tie in whole if end in (tie.left, tie.right)]


def test_the_worse_grade_is_by_assessment_first():
    assert worse(["1D", "3A"]) == "1D"
    assert worse(["1B", "2B"]) == "2B"
