"""`hawkari grading`: vocabularies, taxonomies, an agency's own codes, regrading and back."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import BadInput
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.grading.own_codes import own_codes, read_own_codes
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import AuditEntry
from tests.evidence.factories import World, row

pytestmark = pytest.mark.django_db

CODES = {
    "source": "Invented manual",
    "codes": [
        {"part": "action", "code": "X1", "words": {"en": "Invented", "ar": "مخترع"}},
        {"part": "sanitisation", "code": "Y1", "words": {"en": "Also invented"}},
    ],
}


def run(*words: str) -> str:
    done = CliRunner().invoke(build(), ["grading", *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def last(output: str) -> dict:
    return json.loads(output.strip().splitlines()[-1])


@pytest.fixture
def access():
    user, operation = ensure_local_user()
    World(operation).load("nca", [row("nca:1", "name", "Saman Kareem")])
    return open_access(user, operation.slug)


def test_list_names_every_scheme_and_shows_one_in_three_languages():
    assert len(last(run("list", "--json"))["schemes"]) == 9
    for language, words in (("en", "Untested"), ("ar", "غير مُختبَر"), ("ckb", "تاقینەکراوە")):
        assert words in run("list", "uk-3x5x2", "--language", language)
    assert last(run("list", "tlp", "--json"))["id"] == "tlp"
    with pytest.raises(BadInput):
        run("list", "nato")


def test_taxonomies_are_written_to_a_folder(tmp_path: Path):
    written = run("taxonomies", "--out", str(tmp_path / "out")).split()
    assert len(written) == 5
    assert all(Path(path).is_file() for path in written)


def test_own_codes_replace_those_of_the_agency(tmp_path: Path, access):
    path = tmp_path / "codes.json"
    path.write_text(json.dumps(CODES), encoding="utf-8")
    assert last(run("codes", str(path), "--json")) == {"codes": 2}
    path.write_text(json.dumps({**CODES, "codes": CODES["codes"][:1]}), encoding="utf-8")
    assert last(run("codes", str(path), "--json")) == {"codes": 1}
    (kept,) = own_codes(access.user.agency_id)
    assert (kept.part, kept.code, kept.words["ar"]) == ("action", "X1", "مخترع")
    assert own_codes(None) == ()
    assert AuditEntry.records.last().act == "alter"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="no JSON"):
        run("codes", str(path))


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"codes": []},
        {"source": " ", "codes": []},
        {"source": "x", "codes": ["A1"]},
        {"source": "x", "codes": [{"part": "source", "code": "4", "words": {"en": "x"}}]},
        {"source": "x", "codes": [{"part": "action", "code": " ", "words": {"en": "x"}}]},
        {"source": "x", "codes": [{"part": "action", "code": "A", "words": {"ar": "x"}}]},
        {"source": "x", "codes": [{"part": "action", "code": "A", "words": {"en": "x", "fr": ""}}]},
        {"source": "x", "codes": [CODES["codes"][0], CODES["codes"][0]]},
    ],
)  # fmt: skip
def test_a_file_of_codes_that_cannot_be_read_is_refused(data):
    with pytest.raises(BadInput):
        read_own_codes(data)


def test_regrade_and_undo_from_the_command_line(access):
    old = visible_to(access).get().pk
    said = ("--grade", "1B", "--handling", "C", "--condition", "Ask", "--condition-agency", "nca",
            "--tlp", "amber", "--reason", "confirmed")  # fmt: skip
    with pytest.raises(BadInput):
        run("regrade", str(old), "--grade", "9Z", "--reason", "x")
    made = last(run("regrade", str(old), *said, "--json"))["regraded"]
    assert list(made) == [str(old)]
    # The condition names its own agency only, so that the local user no longer sees the value.
    assert not visible_to(access).exists()


def test_release_says_each_failing_test_with_what_would_change_it(access):
    number = str(visible_to(access).get().pk)
    told = run("release", number, "--to", "nca", "--json").splitlines()
    found = json.loads(told[-1])
    assert found["allowed"] is False
    assert [one["test"] for one in found["reasons"]] == [8, 9, 10]
    assert len(told) == 4
    assert all(len(line.split("\t")) == 4 for line in told[:-1])


def test_undo_from_the_command_line(access):
    old = visible_to(access).get().pk
    run("regrade", str(old), "--grade", "1B", "--reason", "confirmed")
    entry = AuditEntry.records.last()
    now = last(run("undo", str(entry.detail["regradings"][0]), "--reason", "mistaken", "--json"))
    assert visible_to(access).get().pk == now["statement"] != old
