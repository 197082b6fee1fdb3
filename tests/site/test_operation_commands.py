"""Operations on the command line: opened, explained, reviewed, left."""

import json

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import BadInput
from hawkari.evidence.models import AuditEntry, Operation
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    made = World()
    made.person("nca", "nca:1", name="Saman Kareem")
    made.member("nca", "trainer", name="tara")
    made.member("nca", "analyst", name="shirin")
    return made


def run(*words: str) -> str:
    result = CliRunner().invoke(build(), ["operation", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_an_operation_is_opened_with_its_kind_of_purpose_and_review(world: World) -> None:
    told = run("add", "larkspur", "--purpose", "home", "--kind", "return", "--agency", "nca")
    made = Operation.objects.get(slug="larkspur")
    assert made.purpose_kind == "return"
    assert str(made.review_due) in told


def test_who_sees_a_source_names_rules_and_no_content(world: World) -> None:
    slug = world.operation.slug
    told = run("who-sees", slug, "--source", "nca-persons")
    assert "shirin  nca  analyst  P  visible  own agency" in told
    assert "tara  nca  trainer  hidden: The role reads no content." in told
    assert "Saman" not in told
    found = json.loads(run("who-sees", slug, "--user", "shirin", "--json").splitlines()[-1])
    assert [one["slug"] for one in found["lines"]] == ["nca-persons"]
    assert AuditEntry.records.filter(act="consult").count() == 2


def test_one_question_at_a_time(world: World) -> None:
    for words in ((), ("--user", "shirin", "--source", "nca-persons")):
        with pytest.raises(BadInput):
            CliRunner().invoke(
                build(), ["operation", "who-sees", world.operation.slug, *words],
                catch_exceptions=False,
            )  # fmt: skip


def test_an_operation_goes_on_ends_and_is_left(world: World) -> None:
    slug = world.operation.slug
    assert "goes on" in run("review", slug, "--go-on", "--reason", "still needed")
    assert "does not take part" in run("leave", slug, "nca")
    assert "ends today" in run("review", slug, "--end", "--reason", "all charged")
    world.operation.refresh_from_db()
    assert world.operation.ends is not None
