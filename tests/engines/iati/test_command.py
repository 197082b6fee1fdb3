"""`hawkari iati validate`, on files anyone can score."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.cli.iati_progress import reading_progress
from hawkari.errors import BadInput
from tests.engines.iati.cases import GOOD

runner = CliRunner()


def run(tmp_path: Path, text: str, *options: str) -> tuple[int, str]:
    source = tmp_path / "file.xml"
    source.write_text(text, encoding="utf-8")
    result = runner.invoke(build(), ["iati", "validate", str(source), *options])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_json_has_the_form_that_the_design_states(tmp_path: Path) -> None:
    text = GOOD.replace("XX-ORG-1-BORDER", "OTHER")
    code, out = run(tmp_path, text, "--json", "--today", "2026-11-23")
    assert code == 0  # only a warning
    assert json.loads(out.splitlines()[-1]) == {
        "file_xsd_valid": True,
        "activities": {"OTHER": {"xsd_valid": True, "rules": {"1.1.21": 1}}},
    }


def test_errors_are_listed_with_activity_line_rule_and_words(tmp_path: Path) -> None:
    text = GOOD.replace('<sector code="15136"/>', "").replace("<activity-status", "<status")
    code, out = run(tmp_path, text, "--today", "2026-11-23")
    assert code == 1
    assert "XX-ORG-1-BORDER, line 9: error schema: Element 'status'" in out
    assert "XX-ORG-1-BORDER, line 3: error 6.2.2: Each activity must have a specified sector" in out
    assert "1 activities: 1 not taken by the schema" in out
    assert "Not evaluated, as they need the publishers' registry: 1.10.13" in out


def test_a_file_of_today_fails_on_an_earlier_day(tmp_path: Path) -> None:
    code, out = run(tmp_path, GOOD, "--json", "--today", "2025-01-15")
    assert code == 1
    (verdict,) = json.loads(out)["activities"].values()
    assert verdict["rules"] == {"11.2.1": 1, "11.2.2": 1}


def test_codes_that_no_list_has_are_listed_when_asked(tmp_path: Path) -> None:
    text = GOOD.replace('code="IQ"', 'code="QQ"')
    assert "codelist" not in run(tmp_path, text, "--today", "2026-11-23")[1]
    code, out = run(tmp_path, text, "--today", "2026-11-23", "--codes")
    assert "warning codelist: QQ is no code of the list Country" in out
    assert code == 0  # no rule asks it


@pytest.mark.parametrize("day", ["yesterday", "2025-02-30", "NaN"])
def test_a_day_that_is_none_is_refused_in_words(tmp_path: Path, day: str) -> None:
    with pytest.raises(BadInput, match="is no day"):
        run(tmp_path, GOOD, "--today", day)


def test_another_version_is_said(tmp_path: Path) -> None:
    code, out = run(tmp_path, GOOD.replace("2.03", "2.02"), "--today", "2026-11-23")
    assert code == 0
    assert "follows version 2.02; it was judged by 2.03" in out


def test_a_file_may_come_on_standard_input() -> None:
    result = runner.invoke(
        build(), ["iati", "validate", "-", "--json", "--today", "2026-11-23"], input=GOOD
    )
    assert result.exit_code == 0
    assert json.loads(result.stdout)["activities"]["XX-ORG-1-BORDER"]["xsd_valid"] is True


def test_a_long_reading_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0.0, 1.0, 12.0, 12.0, 13.0])
    with reading_progress("large.xml", lambda: next(seconds)) as told:
        told(1_000_000, 100_000_000)
        told(50_000_000, 100_000_000)
        told(51_000_000, 100_000_000)
    assert capsys.readouterr().err == "large.xml: 50 of 100 MB, 50 % read\n"
