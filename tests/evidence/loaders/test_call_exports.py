"""Call records of telephone exchanges in their own forms; every call is invented."""

from dataclasses import replace
from pathlib import Path

import pytest

from hawkari.evidence.loaders import RowOutcome, loader_for
from tests.evidence.loaders.call_files import (
    CUCM,
    TYPES,
    asterisk,
    cucm,
    freeswitch,
    written,
)
from tests.evidence.loaders.reading import BRITISH, read, said

ALI, OMAR = "+447700900101", "07700 900102"


def calls(path: Path) -> list[RowOutcome]:
    outcomes, _ = read(path)
    assert loader_for(path).name == "call-exports"
    return outcomes


def test_a_call_of_asterisks_master_file(tmp_path: Path):
    path = written(tmp_path / "Master.csv", asterisk(ALI, OMAR, "1767323045.17", "seen"))
    (only,), context = read(path)
    assert said(only, "Call") == {
        ("callerNumber", ALI), ("receiverNumber", "+447700900102"), ("duration", "60"),
        ("startDate", "2026-01-02T03:04:05"), ("endDate", "2026-01-02T03:05:15"),
        ("recordId", "1767323045.17"), ("summary", "ANSWERED"), ("description", "duration: 70"),
        ("description", f'clid: "Ali" <{ALI}>'), ("description", "channel: PJSIP/trunk-00000001"),
        ("description", "dstchannel: PJSIP/1001-00000002"), ("description", "userfield: seen"),
    }  # fmt: skip
    assert only.refused == []
    assert set(context.unused.counts) == {
        "field dcontext", "field lastapp", "field lastdata", "field answer", "field amaflags",
    }  # fmt: skip


def test_what_more_asterisk_is_set_to_write_is_told_by_its_form(tmp_path: Path):
    path = written(tmp_path / "m.csv", asterisk(ALI, OMAR), asterisk(ALI, OMAR, "words"))
    bare, words = calls(path)
    assert not any(prop == "recordId" for prop, _ in said(bare, "Call") | said(words, "Call"))
    assert ("description", "userfield: words") in said(words, "Call")


@pytest.mark.parametrize("fields", [15, 13])
def test_a_call_of_freeswitchs_master_file(tmp_path: Path, fields: int):
    path = written(tmp_path / "Master.csv", freeswitch(ALI, "1001")[:fields])
    (only,) = calls(path)
    assert said(only, "Call") == {
        ("callerNumber", ALI), ("description", "destination_number: 1001"), ("duration", "0"),
        ("startDate", "2026-01-02T03:04:05"), ("endDate", "2026-01-02T03:04:25"),
        ("recordId", "a5c9f6c0-e752-11e3-8bfb-000000000000"), ("summary", "NO_ANSWER"),
        ("description", "duration: 20"), ("description", "caller_id_name: Ali"),
    }  # fmt: skip
    assert only.refused == [], "an extension is no telephone number, and nothing to be mended"


def test_a_call_of_cucm_whose_times_are_seconds_since_1970(tmp_path: Path):
    path = written(tmp_path / "cdr_Cluster_01", CUCM, TYPES, cucm(ALI, "1001", OMAR))
    (only,), context = read(path)
    assert said(only, "Call") == {
        ("callerNumber", ALI), ("receiverNumber", "+447700900102"), ("duration", "60"),
        ("startDate", "2026-01-02T03:04:05"), ("endDate", "2026-01-02T03:05:15"),
        ("recordId", "1-2001"), ("description", "originalCalledPartyNumber: 1001"),
        ("description", "origDeviceName: SEP001122334455"),
        ("description", "destDeviceName: SIPTrunk"),
        ("description", "destCause_value: 16"),
    }  # fmt: skip
    assert context.unused.counts == {"field dateTimeConnect": 1}


def test_cucm_may_have_fields_of_newer_releases_in_any_order(tmp_path: Path):
    newer = [*reversed(CUCM), "newField"], [*reversed(cucm(ALI, OMAR, OMAR)), "x"]
    (only,), context = read(written(tmp_path / "cdr", *newer))
    assert ("callerNumber", ALI) in said(only, "Call")
    assert "field newField" in context.unused.counts


def test_a_number_that_nobody_can_read_is_refused_and_kept_as_text(tmp_path: Path):
    path = written(tmp_path / "Master.csv", asterisk("07700900101", "1001"))
    (only,), _ = read(path, replace(BRITISH, country=""))
    assert [(one.field, one.value) for one in only.refused] == [("src", "07700900101")]
    assert {("description", "src: 07700900101"), ("description", "dst: 1001")} <= said(only, "Call")


def test_a_line_that_is_no_call_is_refused_alone(tmp_path: Path):
    path = written(tmp_path / "Master.csv", asterisk(ALI, OMAR), ["a", "b"], asterisk(OMAR, ALI))
    assert [len(one.refused) for one in calls(path)] == [0, 1, 0]
    path = written(tmp_path / "cdr", CUCM, TYPES, cucm(ALI, OMAR, OMAR)[:-1])
    (short,) = calls(path)
    assert short.refused[0].problem == "the line has 13 fields and is no record of a call"


def test_lines_that_differ_are_calls_of_their_own_and_a_newer_file_gives_the_same_ids(
    tmp_path: Path,
):
    lines = [
        asterisk(ALI, OMAR, "1767323045.17", start=f"2026-01-02 03:04:0{second}")
        for second in range(3)
    ]
    ids = [one.statements[0].entity_id for one in calls(written(tmp_path / "a.csv", *lines))]
    again = [one.statements[0].entity_id for one in calls(written(tmp_path / "b.csv", *lines[1:]))]
    assert len(set(ids)) == 3
    assert again == ids[1:]


@pytest.mark.parametrize(
    "line",
    [
        ["Ref", "Name"],
        asterisk(ALI, OMAR)[:14],
        asterisk(ALI, OMAR, start="02/01/2026"),
        [*freeswitch(ALI, OMAR)[:10], "no id", "", ""],
        list(CUCM[1:]),
    ],
)
def test_other_tables_are_not_taken_for_calls(tmp_path: Path, line: list[str]):
    assert loader_for(written(tmp_path / "t.csv", line, ["1", "2"])).name == "delimited"
