"""The second lock: PostgreSQL hides what the first would, also where somebody forgot the first.

Each test works as a plain role of the database that owns the tables, as a server should.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from hawkari.evidence import access as door
from hawkari.evidence.access import visible_to
from hawkari.evidence.entities import EntityNotFound, get_entity, search
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.models import (
    AuditEntry,
    Operation,
    PolicyInForce,
    SearchKey,
    Statement,
    User,
)
from hawkari.evidence.policy.in_force import keep_in_force
from hawkari.evidence.rowsecurity import DOORS, bind, engine_door, unbind, unguarded
from tests.evidence.factories import World, row
from tests.trust.access_matrix import TODAY, Matrix, Viewer
from tests.trust.conftest import TrustLine
from tests.trust.watching import patch_everywhere

SOURCE = Path(__file__).parents[2] / "src" / "hawkari"
GUARDED = ("evidence_statement", "evidence_searchkey")
pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@dataclass(frozen=True)
class Somebody:
    """Who asks, as a careless query would tell the database."""

    user: User
    operation: Operation
    today: date = TODAY


@pytest.fixture
def plain_role(db: None) -> None:
    """Work as a role that owns the guarded tables and is no superuser; it goes with the test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP ROLE IF EXISTS hawkari_plain")
            cursor.execute("CREATE ROLE hawkari_plain")
            cursor.execute("GRANT ALL ON SCHEMA public TO hawkari_plain")
            cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO hawkari_plain")
            cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO hawkari_plain")
            for table in GUARDED:
                cursor.execute(f"ALTER TABLE {table} OWNER TO hawkari_plain")
            cursor.execute("SET ROLE hawkari_plain")
        unbind()


def is_locked() -> bool:
    """Whether this run's database has the lock; on SQLite the tests say what holds without it."""
    return connection.vendor == "postgresql"


def test_the_database_by_itself_shows_each_reader_what_the_filter_shows(
    plain_role: None, trust_line: TrustLine
) -> None:
    matrix = Matrix()
    cases = differing = shown = 0
    for viewer in matrix.viewers:
        access = viewer.access()
        by_filter = (
            set(visible_to(access).values_list("pk", flat=True)) if access is not None else set()
        )
        if is_locked():
            by_lock = seen_without_filter(viewer)
            differing += len(by_lock ^ by_filter)
        cases += len(matrix.items)
        shown += len(by_filter)
    assert differing == 0
    assert 0 < shown < cases
    if is_locked():
        trust_line("row-level security", f"{cases:,} cases, the filter's sets exactly, 0 leaks")


def seen_without_filter(viewer: Viewer) -> set[int]:
    bind(Somebody(viewer.user, viewer.operation))
    return set(Statement.objects.values_list("pk", flat=True))


def secret_world() -> World:
    world = World()
    world.person("nca", "nca:1", name="Rebin Azad")
    world.person("asayish", "asayish:1", name="Saman Kareem", phone="+447700900123")
    world.person(
        "asayish", "asayish:2", how={"shared_with": []}, name="Aras Jamal", phone="+447700900124"
    )
    return world


@pytest.mark.usefixtures("plain_role")
def test_where_nobody_asks_nothing_is_shown() -> None:
    world = secret_world()
    access = world.access("nca")
    assert visible_to(access).count() == 3
    unbind()
    assert Statement.objects.count() == (0 if is_locked() else 5)
    assert SearchKey.objects.exists() is not is_locked()


@pytest.mark.usefixtures("plain_role")
def test_services_that_forget_the_filter_show_nothing_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = secret_world()
    reader, liaison = world.access("nca"), world.access("nca", "liaison")
    patch_everywhere(
        monkeypatch, door.visible_to, lambda access: bind(access) or Statement.objects.all()
    )
    found = {hit.caption for hit in search(reader, "+44 7700 900124")}
    phones = search(liaison, "+44 7700 900123")
    if is_locked():
        assert (found, phones) == (set(), [])
        assert [hit.caption for hit in search(reader, "Saman Kareem")] == ["Saman Kareem"]
        with pytest.raises(EntityNotFound):
            get_entity(reader, "asayish:2")
    else:
        assert found == {"Aras Jamal"}


@pytest.mark.usefixtures("plain_role")
def test_search_keys_are_hidden_with_their_statements() -> None:
    world = secret_world()
    bind(world.access("nca", "liaison"))
    keys = set(SearchKey.objects.values_list("key", flat=True))
    seen = set(Statement.objects.values_list("value", flat=True))
    if is_locked():
        assert seen == {"Rebin Azad", "Saman Kareem"}
        assert not any(key.startswith("=") for key in keys)


@pytest.mark.usefixtures("plain_role")
def test_nothing_is_written_but_through_a_door() -> None:
    world = secret_world()
    bind(world.access("nca"))
    if not is_locked():
        return
    assert Statement.objects.update(value="changed") == 0
    assert SearchKey.objects.all().delete()[0] == 0
    one = Statement.objects.first()
    assert one is not None
    one.pk, one.key = None, "other"
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        one.save(force_insert=True)
    with engine_door("dispose"):
        assert Statement.objects.count() == 5


@pytest.mark.usefixtures("plain_role")
def test_the_main_job_works_behind_the_lock() -> None:
    world = secret_world()
    world.load(
        "nca", [row("nca:9", "name", "Saman Kareem"), row("nca:9", "phone", "+447700900123")]
    )
    world.load("nca", [row("nca:9", "name", "Saman Kareem")], version="2")
    access = world.access("nca")
    assert resolve(access).records == 3
    assert get_entity(access, "nca:9").caption == "Saman Kareem"
    stated = [one for one in get_entity(access, "nca:9").values if one.entity_id == "nca:9"]
    assert [one.value for one in stated] == ["Saman Kareem"]


@pytest.mark.usefixtures("plain_role")
def test_a_door_closes_after_an_error() -> None:
    world = secret_world()
    bind(world.access("nca"))
    before = Statement.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic(), engine_door("load"):
        Statement.objects.create()
    assert Statement.objects.count() == before
    with pytest.raises(ZeroDivisionError), engine_door("load"):
        1 / 0  # noqa: B018
    assert Statement.objects.count() == before
    with pytest.raises(KeyError), engine_door("backstairs"):
        pass


@pytest.mark.usefixtures("plain_role")
def test_leaving_an_operation_hides_everything_at_once_behind_both_locks() -> None:
    world = secret_world()
    access = world.access("nca")
    assert visible_to(access).exists()
    world.operation.agencies.remove(world.source("nca").agency)
    assert not visible_to(access).exists()
    bind(access)
    assert Statement.objects.exists() is not is_locked()


def test_a_superuser_is_told_that_the_lock_does_not_hold_for_them(db: None) -> None:
    assert ("superuser" if is_locked() else "SQLite") in unguarded()


@pytest.mark.usefixtures("plain_role")
def test_a_plain_role_is_guarded() -> None:
    assert (unguarded() == "") is is_locked()


def test_a_new_policy_reaches_the_database_and_is_audited(db: None) -> None:
    assert keep_in_force() is False
    PolicyInForce.objects.update(digest="older")
    before = AuditEntry.records.count()
    assert keep_in_force() is is_locked()
    assert AuditEntry.records.count() - before == int(is_locked())
    assert keep_in_force() is False


def test_every_door_has_a_name_and_a_use() -> None:
    used = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(
            r'(?:engine_door|pass_through)\("(\w+)"\)', path.read_text(encoding="utf-8")
        )
    }
    sql = (SOURCE / "evidence" / "migrations" / "row_security.sql").read_text(encoding="utf-8")
    listed = re.search(r"IN \(('load'.*?)\)", sql)
    assert listed is not None
    assert used == set(DOORS) == set(re.findall(r"'(\w+)'", listed[1]))
