"""What of the store may be matched: what the originator's markings let a partner read, no more."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hawkari.evidence.blind_material import (
    changed_since,
    matchable_parts,
    records_of_parts,
    said_of,
    spared_records,
)
from hawkari.evidence.categories import set_category
from hawkari.evidence.grading.codes import TrafficLight
from hawkari.evidence.judgements import judge
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Category, Marking, Source
from tests.evidence.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
TODAY = date(2026, 11, 27)


@pytest.fixture
def world() -> World:
    made = World()
    made.agency("asayish")
    return made


def matched(partner: str = "asayish", today: date = TODAY) -> set[str]:
    parts = matchable_parts(ensure_agency("nca"), ensure_agency(partner), today)
    return set(said_of(list(records_of_parts(parts)), parts))


def test_only_our_own_sources_are_matched_whatever_others_let_us_read(world: World):
    world.person("nca", "ours", phone="+447700900001")
    world.person("fr", "theirs", phone="+447700900002")
    assert matched() == {"ours"}


def test_handling_c_is_matched_only_for_the_agencies_it_names_and_until_it_lapses(world: World):
    shared = {"shared_with": ["asayish"], "expires": TODAY}
    world.person("nca", "named", how=shared, phone="+447700900001")
    world.person("nca", "other", how={"shared_with": ["fr"]}, phone="+447700900002")
    assert matched() == {"named"}
    assert matched(today=TODAY + timedelta(days=1)) == set()


@pytest.mark.parametrize("europol", [["H2"], ["H3"], ["H0", "H2"]])
def test_what_needs_a_persons_permission_is_never_matched(world: World, europol: list[str]):
    world.person("nca", "ours", phone="+447700900001")
    Marking.objects.update(europol=europol, europol_text="x")
    assert matched() == set()


@pytest.mark.parametrize(("light", "shown"), [("RED", False), ("AMBER", True), ("GREEN", True)])
def test_the_traffic_light_decides_as_for_reading(world: World, light: str, shown: bool):
    world.person("nca", "ours", phone="+447700900001")
    Marking.objects.update(tlp=TrafficLight[light].value)
    assert (matched() == {"ours"}) is shown


def test_nothing_is_matched_without_a_running_operation_against_crime_in_common(world: World):
    world.person("nca", "ours", phone="+447700900001")
    assert matched("somebody-else") == set()
    world.operation.purpose_kind = "return"
    world.operation.save()
    assert matched() == set()


def test_a_source_past_its_review_is_left_out(world: World):
    world.person("nca", "ours", phone="+447700900001")
    Source.objects.update(review_due=TODAY - timedelta(days=1))
    assert matched() == set()


@pytest.mark.parametrize("category", [Category.VICTIM, Category.MIGRANT, Category.WITNESS])
def test_victims_migrants_and_witnesses_are_left_out_by_anybodys_word(
    world: World, category: Category
):
    world.person("nca", "ours", name="Saman Karim", phone="+447700900001")
    world.person("nca", "stated", classification=category.value, phone="+447700900002")
    world.person("nca", "suspect", classification="suspect", phone="+447700900003")
    set_category(world.access("nca"), "ours", category, basis="fact")
    assert matched() == {"suspect"}


def test_so_is_every_record_that_somebody_joined_to_one(world: World):
    world.person("nca", "ours", name="Saman Karim", phone="+447700900001")
    world.person("nca", "same", name="Saman Karim", phone="+447700900004")
    access = world.access("nca")
    judge(access, "ours", "same", "positive")
    set_category(access, "same", Category.VICTIM, basis="fact")
    assert spared_records(["ours"]) == {"ours"}
    assert matched() == set()


def test_what_changed_is_found_with_all_that_is_joined_to_it(world: World):
    world.person("nca", "ours", name="Saman Karim", phone="+447700900001")
    world.person("nca", "same", name="Saman Karim", phone="+447700900004")
    access = world.access("nca")
    judge(access, "ours", "same", "positive")
    moment = timezone.now()
    set_category(access, "same", Category.VICTIM, basis="fact")
    assert changed_since(moment) == {"ours", "same"}
    assert changed_since(timezone.now()) == set()
