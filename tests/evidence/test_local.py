"""The identities of a local installation, and the commands that act under them."""

import json

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.evidence.access import open_access
from hawkari.evidence.local import ensure_agency, ensure_local_user, join_local_operation
from hawkari.evidence.models import AuditEntry, Operation, User
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    """Two records of one man, loaded into the local operation."""
    _, operation = ensure_local_user()
    world = World(operation)
    facts = {"birthDate": "1984-09-16", "phone": "+447700900123", "idNumber": "A1234567"}
    world.person("nca", "nca:1", name="Barzan Ahmed Hassan", **facts)
    world.person("krg", "krg:1", name="بەرزان ئەحمەد حەسەن", **facts)
    return world


def run(*arguments: str) -> dict:
    result = CliRunner().invoke(build(), [*arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout.splitlines()[-1])


def test_the_local_user_is_an_analyst_of_the_taskforce_and_made_once():
    user, operation = ensure_local_user(username="shilan")
    assert ensure_local_user(username="shilan") == (user, operation)
    access = open_access(user, operation.slug)
    assert (access.role, user.agency.slug, operation.slug) == ("analyst", "taskforce", "local")
    assert not user.has_usable_password()
    assert User.objects.count() == Operation.objects.count() == 1


def test_an_agency_joins_the_local_operation_once():
    _, operation = ensure_local_user()
    for _ in range(2):
        join_local_operation(ensure_agency("nca", name="Agency", country="GB"))
    assert {agency.slug for agency in operation.agencies.all()} == {"taskforce", "nca"}
    assert ensure_agency("nca", name="Another").name == "Agency"


def test_resolve_then_search_then_export(records):
    report = run("resolve")
    assert (report["records"], report["entities"], report["joined_by_rule"]) == (2, 1, 1)
    (hit,) = run("search", "بەرزان")["hits"]
    assert hit["agencies"] == ["krg", "nca"]
    result = CliRunner().invoke(build(), ["judgements", "export"])
    left, right, judgement, score, maker, _ = json.loads(result.stdout.splitlines()[0])
    assert (left, right, judgement, maker) == ("krg:1", "nca:1", "positive", "certain-match")
    assert score > 0.9


def test_search_prints_one_hit_a_line(records):
    result = CliRunner().invoke(build(), ["search", "A1234567", "--limit", "1"])
    assert result.exit_code == 0
    assert "A1234567: idNumber is the same" in result.stdout


def test_sources_are_listed(records):
    slugs = {source["slug"] for source in run("sources")["sources"]}
    assert slugs == {"nca-persons", "krg-persons"}
    result = CliRunner().invoke(build(), ["sources"])
    assert "nca-persons" in result.stdout


def test_a_whole_log_verifies_and_a_changed_one_exits_1_and_says_where(records):
    run("search", "Barzan")
    report = run("audit", "verify")
    assert (report["ok"], report["problems"], report["entries"]) == (True, [], 1)
    AuditEntry.records.update(actor="someone else")
    result = CliRunner().invoke(build(), ["audit", "verify", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout.splitlines()[-1])["problems"][0]["seq"] == 0
    assert "entry 0" in result.stderr
