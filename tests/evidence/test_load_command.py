"""`hawkari load`: exit codes, reports, JSON, mappings, conditions and manifests."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from hawkari.cli import load as load_module
from hawkari.errors import BadInput
from hawkari.evidence.models import HandlingCondition, LoadRun, Source, Statement
from tests.evidence.loaders.cases import LAYOUT

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

GOOD = "Ref,Full name,Born,Phone\n7,Ali,1984,+447700900101\n"
BAD = "Ref,Full name,Born,Phone\n7,Ali,31/02/1984,+447700900101\n8,Omar\n"


@pytest.fixture
def hawkari(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.json").write_text(json.dumps(dict(LAYOUT.data)), encoding="utf-8")
    app = typer.Typer()
    load_module.register(app)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run


def with_terms(*files: str) -> list[str]:
    return [*files, "--agency", "nca", "--source", "people", "--mapping", "map.json"]


def told(result: Result) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return report


def test_a_good_file_exits_0_and_again_is_unchanged(hawkari):
    Path("people.csv").write_text(GOOD)
    first = hawkari(*with_terms("people.csv"), "--json")
    assert first.exit_code == 0
    assert told(first)["statements"] == 3
    assert "1 rows, added 3 statements" in first.stderr
    again = hawkari(*with_terms("people.csv"), "--json")
    assert again.exit_code == 0
    assert told(again)["files"][0]["status"] == "unchanged"


def test_refused_rows_are_written_to_be_mended_and_loaded_again(hawkari):
    Path("people.csv").write_text(BAD)
    result = hawkari(*with_terms("people.csv"), "--refused", "mend.csv")
    assert result.exit_code == 3
    assert "mend.csv: 2 refused rows to mend and load again" in result.stderr
    assert Path("mend.csv").stat().st_mode & 0o077 == 0, "only its owner may read it"
    text = Path("mend.csv").read_text(encoding="utf-8-sig")
    Path("mended.csv").write_text(
        text.replace("31/02/1984", "21/02/1984").replace("8,Omar,,", "8,Omar,1985,+447700900102")
    )
    again = hawkari(*with_terms("mended.csv"), "--json")
    assert again.exit_code == 0
    assert told(again)["rows"] == 2
    assert Statement.objects.filter(prop="birthDate", value="1984-02-21").exists()


def test_refused_rows_never_overwrite_a_file(hawkari):
    Path("people.csv").write_text(BAD)
    Path("mend.csv").write_text("kept")
    result = hawkari(*with_terms("people.csv"), "--refused", "mend.csv")
    assert result.exit_code == 4
    assert "name another file" in result.stderr
    assert Path("mend.csv").read_text() == "kept"
    assert not LoadRun.objects.exists(), "what is said to be refused was not loaded"
    nowhere = hawkari(*with_terms("people.csv"), "--refused", "none/mend.csv")
    assert nowhere.exit_code == 4
    assert "its folder is none" in nowhere.stderr


def test_a_file_that_is_loaded_is_told_though_its_refused_rows_cannot_be_written(
    hawkari, monkeypatch: pytest.MonkeyPatch
):
    """Somebody else makes a file of that name meanwhile."""
    monkeypatch.setattr(load_module, "check_target", lambda _: None)
    Path("people.csv").write_text(BAD)
    Path("mend.csv").write_text("kept")
    result = hawkari(*with_terms("people.csv"), "--refused", "mend.csv", "--json")
    assert result.exit_code == 4
    assert (told(result)["refused"], len(told(result)["errors"])) == (2, 1)
    assert told(result)["files"][0]["status"] == "loaded"


def test_refused_rows_exit_3_and_say_place_and_remedy(hawkari):
    Path("people.csv").write_text(BAD)
    result = hawkari(*with_terms("people.csv"), "--json")
    assert result.exit_code == 3
    assert told(result)["refused"] == 2
    assert "row 2, Born: '31/02/1984' is not a calendar date" in result.stderr
    assert "row 3: the row has 2 fields" in result.stderr


def test_a_refused_file_exits_4_and_the_next_one_is_still_loaded(hawkari):
    Path("people.csv").write_text(GOOD)
    result = hawkari(*with_terms("none.csv", "people.csv"), "--json")
    assert result.exit_code == 4
    assert "none.csv: there is no such file" in result.stderr
    assert told(result)["statements"] == 3
    assert told(result)["errors"][0]["remedy"]


def test_an_unknown_table_shows_what_is_proposed_and_says_what_to_do(hawkari):
    Path("people.csv").write_text("Name,Zzyx\nAli Hassan,q\nOmar Rashid,r\n")
    words = ["people.csv", "--agency", "nca", "--source", "people", "--json"]
    result = hawkari(*words)
    assert result.exit_code == 4
    assert "? Zzyx" in result.stderr
    assert "--set 'Zzyx=notes'" in result.stderr
    (error,) = told(result)["errors"]
    assert not error["proposal"]["sure"]
    assert [one["target"] for one in error["proposal"]["tables"][0]["columns"]] == ["name", ""]
    said = hawkari(*words, "--set", "Zzyx=notes")
    assert said.exit_code == 0
    assert told(said)["files"][0]["proposal"]["mapping"]["tables"]


def test_a_dry_run_explains_a_proposal_that_can_be_given_as_a_mapping(hawkari):
    Path("people.csv").write_text("Name,Tel\nAli,+447700900101\nOmar,+447700900102\n")
    words = ["people.csv", "--agency", "nca", "--source", "people"]
    result = hawkari(*words, "--dry-run", "--json")
    assert result.exit_code == 0
    proposal = told(result)["files"][0]["proposal"]
    assert proposal["tables"][0]["columns"][1]["evidence"] == [
        "the header is like “tel” (eng)",
        "2 of 2 values look like it (phone)",
    ]
    assert not Statement.objects.exists()
    Path("map2.json").write_text(json.dumps(proposal["mapping"]))
    assert hawkari(*words, "--mapping", "map2.json").exit_code == 0
    assert Statement.objects.count() == 4


@pytest.mark.parametrize("word", ["Tel", "=phone", "Nope=phone", "Tel=shoe"])
def test_a_correction_that_cannot_be_used_says_what_can(hawkari, word: str):
    Path("people.csv").write_text("Name,Tel\nAli,+447700900101\n")
    result = hawkari("people.csv", "--agency", "nca", "--source", "people", "--set", word)
    told_of = result.stderr + str(result.exception)
    assert result.exit_code != 0
    assert "COLUMN=MEANING" in told_of or "The file has" in told_of or "Use " in told_of


def test_a_dry_run_writes_nothing(hawkari):
    Path("people.csv").write_text(GOOD)
    result = hawkari(*with_terms("people.csv"), "--dry-run")
    assert result.exit_code == 0
    assert "would give 3 statements" in result.stderr
    assert not Statement.objects.exists()


def test_a_condition_comes_from_the_options(hawkari):
    Path("people.csv").write_text(GOOD)
    words = ["--handling", "C", "--condition", "Ask first", "--condition-agency", "taskforce"]
    result = hawkari(*with_terms("people.csv"), *words, "--condition-until", "2030-01-01")
    assert result.exit_code == 0
    condition = HandlingCondition.objects.get()
    assert (condition.text, str(condition.expires)) == ("Ask first", "2030-01-01")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["people.csv", "--agency", "nca"],
        ["people.csv", "--manifest", "m.json"],
        ["a.csv", "b.csv", "--agency", "nca", "--source", "s", "--slot", "x"],
        ["a.csv", "--agency", "nca", "--source", "s", "--mapping", "map.json", "--set", "a=id"],
    ],
)
def test_options_that_do_not_go_together_exit_2(hawkari, words: list[str]):
    assert hawkari(*words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--condition", "x", "--condition-until", "soon"], "no date"),
        (["--mapping", "broken.json"], "no JSON"),
        (["--mapping", "none.json"], "no such file"),
    ],
)
def test_options_that_cannot_be_read_are_refused(hawkari, words: list[str], problem: str):
    Path("people.csv").write_text(GOOD)
    Path("broken.json").write_text("{")
    result = hawkari("people.csv", "--agency", "nca", "--source", "people", *words)
    assert isinstance(result.exception, BadInput)
    assert problem in result.exception.problem


def test_a_manifest_loads_its_files_and_one_bad_one_does_not_stop_the_next(hawkari):
    header = "call_id,caller,called,start,duration_s,cell_place\n"
    Path("calls.csv").write_text(
        header + "1,+447700900101,+447700900102,2026-01-02T03:04:05Z,61,Dover\n"
    )
    files = [
        {"path": "none.csv", "agency": "nca", "source": "none"},
        {
            "path": "calls.csv",
            "agency": "ops",
            "agency_name": "Operator",
            "country": "GB",
            "source": "ops-calls",
            "source_name": "Calls",
            "grade": "1A",
            "handling": "C",
            "condition": "Ask first",
            "condition_agencies": ["taskforce", "nca"],
        },
    ]
    Path("manifest.json").write_text(json.dumps({"files": files}))
    result = hawkari("--manifest", "manifest.json", "--json")
    assert result.exit_code == 4
    assert told(result)["files"][0]["layout"] == "call-records"
    source = Source.objects.get()
    assert (source.slug, source.name, source.agency.name) == ("ops-calls", "Calls", "Operator")
    assert {agency.slug for agency in HandlingCondition.objects.get().agencies.all()} == {
        "nca",
        "taskforce",
    }
