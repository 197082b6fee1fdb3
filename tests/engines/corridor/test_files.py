"""A sample's files are what their reference page says, and the truth about them is whole."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from hawkari.engines.corridor import Manifest, generate
from hawkari.engines.corridor.partners import FILES
from hawkari.engines.corridor.sinks import WorkbookSink
from hawkari.errors import BadInput
from tests.engines.corridor.samples import entities, rows, sheet, stated_ids, table

ROOT = Path(__file__).parents[3]
NAMES = (*(file.path for file in FILES), "truth.tsv", "truth_people.tsv", "truth_ties.tsv",
         "manifest.json", "ceiling.json")  # fmt: skip


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in NAMES}


def test_the_same_arguments_give_the_same_bytes_under_any_hash_seed(tmp_path: Path):
    script = (
        "import sys; from pathlib import Path; from hawkari.engines.corridor import generate;"
        "generate(people=90, seed=3, out=Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        run = [sys.executable, "-c", script, str(tmp_path / seed)]
        subprocess.run(run, check=True, env={"PYTHONHASHSEED": seed}, timeout=600)
    assert digests(tmp_path / "1") == digests(tmp_path / "2")


def test_another_seed_gives_another_sample(tmp_path: Path):
    for seed in (1, 2):
        generate(people=30, seed=seed, out=tmp_path / str(seed))
    assert digests(tmp_path / "1") != digests(tmp_path / "2")


@pytest.mark.parametrize("people", [1, 2, 29, 31])
def test_any_number_of_people_is_invented(tmp_path: Path, people: int):
    manifest = generate(people=people, seed=1, out=tmp_path)
    assert len(table(tmp_path, "truth_people.tsv")) == people
    assert sorted(stated_ids(tmp_path)) == sorted(
        r["record_id"] for r in table(tmp_path, "truth.tsv")
    )
    assert manifest.records >= people


def test_a_tiny_samples_manifest_names_no_empty_file(tmp_path: Path):
    manifest = generate(people=1, seed=1, out=tmp_path)
    named = {file.path for file in manifest.files}
    assert named < {file.path for file in FILES}
    assert named >= {"uk.xlsx", "krg.xlsx", "iraq.csv", "france.csv", "germany.csv"}
    assert rows(tmp_path, "payments.csv") == []


@pytest.mark.parametrize("seed", range(3))
def test_a_sample_of_the_usual_size_fills_every_file(tmp_path: Path, seed: int):
    assert generate(people=300, seed=seed, out=tmp_path).files == FILES


@pytest.mark.parametrize("people", [0, -1, 1_000_001])
def test_numbers_out_of_range_are_refused(tmp_path: Path, people: int):
    with pytest.raises(BadInput, match="1,000,000"):
        generate(people=people, seed=1, out=tmp_path)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "here").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        generate(people=1, seed=1, out=tmp_path / "here")


def test_a_folder_without_a_whole_sample_has_no_manifest(tmp_path: Path):
    generate(people=1, seed=1, out=tmp_path)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(people=1, seed=2, out=tmp_path, progress=stop)
    assert not (tmp_path / "manifest.json").exists()


def test_a_drivers_trips_are_in_one_vehicle(sample: Path):
    plates: dict[str, set[str]] = {}
    for line in rows(sample, "trips.csv"):
        if line["role"] == "driver":
            plates.setdefault(line["person_ref"], set()).add(line["registration"])
    assert {len(found) for found in plates.values()} == {1}
    known = {plate for found in plates.values() for plate in found}
    assert any(line["registration"] in known for line in rows(sample, "seizures.csv"))


def test_the_truth_names_every_person_record_and_nothing_else(sample: Path):
    truth = [line["record_id"] for line in table(sample, "truth.tsv")]
    assert sorted(stated_ids(sample)) == sorted(truth)
    assert len(set(truth)) == len(truth)
    people = {line["person"] for line in table(sample, "truth_people.tsv")}
    assert {line["person"] for line in table(sample, "truth.tsv")} == people
    assert len(people) == 1_000


def test_people_stand_in_several_registers(sample: Path):
    counts = Counter(line["person"] for line in table(sample, "truth.tsv"))
    assert 2.6 < sum(counts.values()) / len(counts) < 3.5
    assert sum(count > 1 for count in counts.values()) > 700


def test_headers_are_those_of_the_reference_page(sample: Path):
    page = (ROOT / "docs" / "reference" / "sample-corridor.md").read_text(encoding="utf-8")
    headers: set[str] = set()
    for name in ("iraq.csv", "france.csv", "germany.csv", "calls.csv", "payments.csv", "trips.csv",
                 "seizures.csv"):  # fmt: skip
        headers |= set(rows(sample, name)[0])
    for name, title in (("uk.xlsx", "Persons"), ("uk.xlsx", "Phones"), ("uk.xlsx", "Associates"),
                        ("uk.xlsx", "Sightings"), ("krg.xlsx", "کەسەکان"),
                        ("krg.xlsx", "پەیوەندییەکان")):  # fmt: skip
        headers |= set(sheet(sample, name, title)[0])
    assert {header for header in headers if f"`{header}`" not in page} == set()
    assert all(f"`{file.path}`" in page and f"`{file.source}`" in page for file in FILES)


def test_references_lead_to_records(sample: Path):
    uk = {line["URN"] for line in sheet(sample, "uk.xlsx", "Persons")}
    for line in sheet(sample, "uk.xlsx", "Associates"):
        assert {line["URN"], line["Associate URN"]} <= uk
    for line in sheet(sample, "uk.xlsx", "Sightings"):
        assert {line["URN"], line["Seen With URN"]} <= uk
    assert {line["person_ref"] for line in rows(sample, "seizures.csv")} <= uk
    france = {line["Référence"] for line in rows(sample, "france.csv")}
    assert {line["person_ref"] for line in rows(sample, "trips.csv")} <= france
    germany = {line["Vorgangsnummer"] for line in rows(sample, "germany.csv")}
    assert {line["Bezugsperson"] for line in rows(sample, "germany.csv")} - {""} <= germany
    iraq = {line["رقم الملف"] for line in rows(sample, "iraq.csv")}
    assert {line["رقم ملف القريب"] for line in rows(sample, "iraq.csv")} - {""} <= iraq
    krg = {line["ژمارەی فایل"] for line in sheet(sample, "krg.xlsx", "کەسەکان")}
    for line in sheet(sample, "krg.xlsx", "پەیوەندییەکان"):
        assert {line["فایلی یەکەم"], line["فایلی دووەم"]} <= krg


def test_every_kind_of_event_is_there(sample: Path):
    assert len(rows(sample, "calls.csv")) > 2_000
    assert len(rows(sample, "payments.csv")) > 100
    assert {line["vehicle_type"] for line in rows(sample, "trips.csv")} >= {"car", "van", "boat"}
    assert {line["role"] for line in rows(sample, "trips.csv")} == {"driver", "passenger"}
    assert all(int(line["quantity"]) > 0 for line in rows(sample, "seizures.csv"))
    assert {one["schema"] for one in entities(sample)} >= {"Person", "Associate"}


def test_the_telegram_export_has_the_shape_of_the_real_one(sample: Path):
    body = json.loads((sample / "telegram" / "result.json").read_text(encoding="utf-8"))
    chats = body["chats"]["list"]
    assert chats
    for chat in chats:
        assert {"name", "type", "id", "messages"} <= chat.keys()
        assert "invented" in chat["messages"][0]["text"]
        for message in chat["messages"]:
            assert message["type"] == "message"
            assert message["from_id"] == f"channel{chat['id']}"
            assert datetime.fromisoformat(message["date"]).year in range(2023, 2028)
            whole = "".join(p if isinstance(p, str) else p["text"] for p in message["text"])
            assert whole == "".join(p["text"] for p in message["text_entities"])


def test_the_manifest_says_how_each_file_is_to_be_loaded(sample: Path):
    body = json.loads((sample / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["path"] for entry in body["files"]] == [file.path for file in FILES]
    for entry in body["files"]:
        assert (sample / entry["path"]).is_file()
        assert entry["agency"]
        assert entry["source"]
        assert len(entry["grade"]) == 2
        assert (entry["handling"] == "C") == bool(entry["condition"])
        assert "invented" in entry["agency_name"]
    assert body["people"] == 1_000
    assert body["records"] == len(table(sample, "truth.tsv"))


def test_generate_tells_how_far_it_is(tmp_path: Path):
    told: list[tuple[int, int]] = []
    manifest = generate(
        people=70, seed=1, out=tmp_path, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(30, 70), (60, 70), (70, 70)]
    assert isinstance(manifest, Manifest)
    assert manifest.folder == tmp_path


def test_a_full_sheet_goes_on_in_the_next(tmp_path: Path):
    sink = WorkbookSink(tmp_path / "long.xlsx", [("People", ("id",))], limit=4)
    for number in range(7):
        sink.add("People", (number,))
    sink.flush(None)
    sink.close()
    assert [line["id"] for line in sheet(tmp_path, "long.xlsx", "People")] == [0, 1, 2]
    assert [line["id"] for line in sheet(tmp_path, "long.xlsx", "People 2")] == [3, 4, 5]
    assert [line["id"] for line in sheet(tmp_path, "long.xlsx", "People 3")] == [6]
