"""`hawkari blindmatch run` from the outside."""

import json
from pathlib import Path

import pytest

from hawkari.cli import main

HELD = ["+447700900001", "+9647000000002", "+33639980003", "+1234567", "+999999999999999"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    def command(
        client: list[str], server: list[str], *more: str
    ) -> tuple[int, list[str], str, str]:
        files = {}
        for name, lines in (("client", client), ("server", server)):
            files[name] = tmp_path / f"{name}.txt"
            files[name].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        out = tmp_path / "hits.txt"
        where = ["--client", files["client"], "--server", files["server"], "--out", out]
        arguments = ["hawkari", "blindmatch", "run", *map(str, where), *more]
        monkeypatch.setattr("sys.argv", arguments)
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        hits = out.read_text(encoding="utf-8").split("\n") if out.exists() else []
        return int(ended.value.code or 0), hits[:-1], printed.out, printed.err

    return command


@pytest.mark.parametrize("proofs", [[], ["--proofs"]], ids=["mode 0", "mode 1"])
def test_the_clients_lines_that_the_server_holds_come_out_as_written(run, proofs: list[str]):
    asked = [
        "0044 7700 900001",
        "+447700900009",
        "+964 700 000 0002",
        "+1234567",
        "0044 7700 900001",
    ]
    code, hits, printed, _ = run(asked, HELD, "--type", "phone", "--json", *proofs)
    assert code == 0
    assert hits == [asked[0], asked[2], asked[3], asked[4]]
    report = json.loads(printed.splitlines()[-1])
    assert (report["client_lines"], report["client_items"], report["hits"]) == (5, 4, 4)
    assert report["mode"] == len(proofs)
    sent = report["bytes"]
    assert sent["query"] == 4 * 32
    assert sent["answer"] == 4 * 32 + 64 * len(proofs)
    assert sent["total"] == sent["index"] + sent["query"] + sent["answer"]
    assert report["cpu_seconds"]["client"] > 0
    assert report["cpu_seconds"]["server"] > 0


def test_nothing_in_common_gives_an_empty_file(run):
    assert run(["+447700900009"], HELD, "--type", "phone")[:2] == (0, [])
    assert run([], HELD, "--type", "phone")[:2] == (0, [])
    assert run(HELD, [], "--type", "phone")[:2] == (0, [])


def test_lines_that_are_no_numbers_are_named_by_number_only(run):
    code, hits, _, said = run(["Azad", "", HELD[0]], [*HELD, "x"], "--type", "phone")
    assert (code, hits) == (3, [HELD[0]])
    assert "line 1" in said
    assert "line 6" in said
    assert "Azad" not in said


def test_a_type_that_does_not_exist_is_wrong_usage(run):
    code, _, _, said = run(HELD, HELD, "--type", "name")
    assert code == 2
    assert "--type" in said


def test_phones_without_a_country_are_read_in_the_one_given(run):
    _, hits, _, _ = run(["07700 900001"], HELD, "--type", "phone", "--country", "gb")
    assert hits == ["07700 900001"]


@pytest.mark.parametrize("code", ["UK", "zz", "Iraq"])
def test_a_country_that_does_not_exist_is_wrong_usage(run, code: str):
    code, hits, _, said = run(["07700 900001"], HELD, "--type", "phone", "--country", code)
    assert (code, hits) == (2, [])
    assert "--country" in said


def test_e_mail_addresses_match_without_regard_to_case(run):
    _, hits, _, _ = run(["A.B@Example.org"], ["a.b@example.ORG"], "--type", "email")
    assert hits == ["A.B@Example.org"]
