"""`hawkari returns form` and `hawkari returns score`, on files."""

import csv
import json
import random

import pytest

from hawkari.cli import main
from hawkari.engines.casework.instruments import ANNEX, parse_instrument
from tests.engines.casework.instruments import by_hand
from tests.engines.casework.instruments.answers import RAW, random_answers


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["hawkari", "returns", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return command


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_answers_on_file_are_scored_and_bad_rows_listed(run, tmp_path):
    sets = {str(n): random_answers(random.Random(n)) for n in range(20)}
    lines = [json.dumps({"id": name, "answers": answers}) for name, answers in sets.items()]
    lines += ["not json", json.dumps({"id": "x", "answers": {"nights_home": "9"}})]
    out = tmp_path / "out.csv"
    code, printed, said = run(
        "score", write(tmp_path / "a.jsonl", "\n".join(lines)), "--out", out, "--json"
    )
    assert code == 3
    assert json.loads(printed.splitlines()[-1])["refused"] == 2
    assert "row 21" in said
    assert "nights_home" in said
    with out.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 20 * 5
    for row in rows:
        value, band = by_hand.scores(RAW, sets[row["id"]])[row["dim"]]
        assert row["band"] == band
        assert row["score"] == ("" if value is None else repr(float(value)))


def test_a_form_is_written_for_a_phone_and_for_a_server(run, tmp_path):
    assert run("form", "--out", tmp_path / "form.xml")[0] == 0
    assert "hawkari-settling" in (tmp_path / "form.xml").read_text(encoding="utf-8")
    assert run("form", "--out", tmp_path / "form.xlsx")[0] == 0
    assert (tmp_path / "form.xlsx").read_bytes().startswith(b"PK")
    assert run("form", "--out", tmp_path / "form.pdf")[0] == 2


def test_a_file_that_names_the_rss_needs_its_signature(run, tmp_path):
    data = {**RAW, "title": {**RAW["title"], "en": "RSS"}}
    named = write(tmp_path / "rss.json", json.dumps(data))
    out = tmp_path / "form.xml"
    code, _, said = run("form", "--instrument", named, "--out", out)
    assert code == 4
    assert "Annex 4" in said
    assert not out.exists()
    word = {"sha256": parse_instrument(data).sha256, "by": "M. Karim", "on": "2026-11-27"}
    signed = write(tmp_path / "signed.json", json.dumps({**word, "against": ANNEX}))
    assert run("form", "--instrument", named, "--signed", signed, "--out", out)[0] == 0
    for bad in ("[]", "{}", json.dumps({**word, "against": 3}), "x"):
        broken = write(tmp_path / "bad.json", bad)
        assert run("form", "--instrument", named, "--signed", broken, "--out", out)[0] == 4
