"""What is watched is found among what is said, in any script and form, once, by who may see it."""

from datetime import timedelta
from pathlib import Path

import pytest

from hawkari.evidence.grading.entering import read_marking
from hawkari.evidence.grading.regrading import regrade
from hawkari.evidence.loaders.values import UNGRADED
from hawkari.evidence.loading.files import load_file
from hawkari.evidence.models import AuditEntry, WatchAlert, WatchEntry
from hawkari.evidence.watchlists import digest_of, match_load, match_standing
from tests.evidence.factories import World, row
from tests.evidence.loads import HEADER, TERMS, analyst_access, load_text  # noqa: F401  fixtures
from tests.evidence.watchlists.watched import NAME, PHONE, SORANI, bring, place

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    return World()


def values(access) -> list[str]:
    return [one.values[0].value for one in digest_of(access).open]


def test_a_name_is_found_in_another_script_with_its_probability_source_and_grade(world: World):
    access = world.access("nca")
    place(access, NAME)
    bring(world, "krg", {"name": SORANI}, grade="1B")
    bring(world, "krg", {"name": "Sirwan Tahir Omer"}, at="x-2")
    (alert,) = digest_of(access).open
    assert (alert.values[0].value, alert.values[0].grade) == (SORANI, "1B")
    assert (alert.values[0].file, alert.values[0].source) == ("x-1.csv", "krg-persons")
    assert 0.9 <= alert.probability <= 1
    assert alert.is_name


@pytest.mark.parametrize(
    ("kind", "watched", "said"),
    [
        ("phone", "07700 900 142", {"phone": PHONE}),
        ("document", "a 12-345 67", {"passportNumber": "A1234567"}),
        ("plate", "۲۲ م ۱۲۳۴", {"schema": "Vehicle", "registrationNumber": "22 م 1234"}),
        ("boat", "Sea Lark of Ambleteuse", {"schema": "Vessel", "name": "SEA LARK OF AMBLETEUSE"}),
        ("boat", "IMO 9074729", {"schema": "Vessel", "imoNumber": "IMO9074729"}),
    ],
)
def test_a_number_is_found_however_it_is_written(world: World, kind: str, watched: str, said: dict):
    access = world.access("nca")
    place(access, watched, kind)
    schema = said.pop("schema", "Person")
    bring(world, "krg", said, schema=schema)
    assert values(access) == list(said.values())


def test_a_number_of_another_kind_is_no_match(world: World):
    access = world.access("nca")
    place(access, "447700900142", "document")
    place(access, "Sea Lark", "boat")
    bring(world, "krg", {"phone": PHONE, "name": "Sea Lark"})
    assert values(access) == []


def test_the_first_file_of_an_agency_is_matched_as_it_is_loaded(access, load):
    place(access, "+44 7700 900101", "phone")
    load(HEADER + "7,Ali,1984,07700 900101\n")
    assert values(access) == ["+447700900101"]


def test_who_may_not_see_the_value_learns_nothing(world: World):
    ours, theirs = world.access("nca"), world.access("krg")
    place(ours, PHONE, "phone", told=(theirs.user.get_username(),))
    bring(world, "krg", {"phone": PHONE}, shared_with=["krg"])
    assert values(theirs) == [PHONE]
    mine = digest_of(ours)
    assert (mine.open, mine.waiting, mine.muted, mine.counts) == ((), 0, 0, {})


def test_an_entry_is_known_to_its_agency_and_to_whom_it_names_only(world: World):
    ours, theirs = world.access("nca"), world.access("krg")
    place(ours, PHONE, "phone")
    bring(world, "krg", {"phone": PHONE})
    colleague = world.access("nca")
    assert values(ours) == [PHONE]
    assert (values(theirs), digest_of(theirs, only_told=False).entries) == ([], ())
    assert (values(colleague), digest_of(colleague, only_told=False).waiting) == ([], 1)


def test_a_source_outside_the_operation_raises_nothing(world: World):
    access = world.access("nca")
    place(access, PHONE, "phone")
    load = world.load("krg", [row("x-1", "phone", PHONE)])
    world.operation.agencies.remove(load.source.agency)
    assert match_load(load) == 0
    assert WatchAlert.objects.count() == 0


def test_the_same_data_twice_is_one_alert_and_a_newer_file_keeps_it(world: World):
    access = world.access("nca")
    place(access, PHONE, "phone")
    for version in ("1", "1", "2"):
        bring(world, "krg", {"phone": PHONE}, version=version)
    bring(world, "krg", {"phone": PHONE, "name": NAME}, version="3")
    assert match_standing(access).raised == 0
    assert values(access) == [PHONE]
    bring(world, "krg", {"name": NAME}, version="4")
    assert values(access) == []  # the source no longer says it


def test_a_regraded_value_keeps_its_alert_under_the_new_grade(world: World):
    access = world.access("krg")
    place(access, PHONE, "phone")
    bring(world, "krg", {"phone": PHONE})
    number = digest_of(access).open[0].values[0].statement_id
    regrade(access, [number], read_marking({"grade": "3E"}, UNGRADED), reason="doubted")
    assert digest_of(access).open[0].values[0].grade == "3E"


def test_an_entry_newer_than_the_data_is_matched_by_a_run_and_only_once(world: World):
    access = world.access("nca")
    bring(world, "krg", {"phone": PHONE})
    bring(world, "krg", {"phone": PHONE}, at="x-2", shared_with=["krg"])
    place(access, PHONE, "phone")
    assert values(access) == []
    report = match_standing(access)
    assert (report.entries, report.raised) == (1, 1)
    assert match_standing(access).raised == 0


def test_an_entry_past_its_last_day_is_not_matched(world: World):
    access = world.access("nca")
    place(access, PHONE, "phone")
    WatchEntry.objects.update(expires=access.today - timedelta(days=1))
    bring(world, "krg", {"phone": PHONE})
    assert match_standing(access).entries == 0
    assert WatchAlert.objects.count() == 0


def test_a_load_raises_the_alert_and_the_log_says_so_without_a_value(tmp_path: Path):
    world = World()
    access = world.access("nca")
    place(access, PHONE, "phone")
    path = tmp_path / "people.csv"
    path.write_text(HEADER + f"1,{NAME},1988,{PHONE}\n", encoding="utf-8")
    for _ in range(2):
        load_file(path, TERMS, access=access)
    assert values(access) == [PHONE]
    (entry,) = AuditEntry.records.filter(actor="watchlists")
    assert (entry.act, entry.count) == ("search", 1)
    assert PHONE not in f"{entry.object_ids}{entry.detail}"
