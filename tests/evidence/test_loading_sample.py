"""The sample corridor loads as its manifest says, and its truth speaks of what was loaded."""

import csv
from pathlib import Path

import pytest

from hawkari.engines.corridor import generate
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.loading.files import LoadReport
from hawkari.evidence.loading.manifest import load_manifest
from hawkari.evidence.local import ensure_local_user

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    generate(people=300, seed=4, out=folder)
    return folder


@pytest.fixture
def access():
    user, operation = ensure_local_user(username="analyst")
    return open_access(user, operation.slug)


def load(sample: Path, access) -> list[LoadReport]:
    reports = list(load_manifest(sample / "manifest.json", access=access))
    assert all(isinstance(report, LoadReport) for report in reports)
    return reports


def test_every_file_is_read_whole_and_again_unchanged(sample: Path, access):
    first = load(sample, access)
    assert [(report.file, report.refused) for report in first if report.refused_count] == []
    assert {report.layout for report in first} == {
        "uk-nominals", "iraq-files", "krg-files", "french-procedures", "german-vorgaenge",
        "call-records", "hawala-ledger", "trips", "seizures", "followthemoney",
        "telegram-desktop",
    }  # fmt: skip
    assert {report.status for report in load(sample, access)} == {"unchanged"}


def test_the_truth_and_every_reference_speak_of_entities_that_were_loaded(sample: Path, access):
    load(sample, access)
    statements = visible_to(access)
    named = set(statements.filter(schema="Person", prop="name").values_list("entity_id", flat=True))
    with (sample / "truth.tsv").open(encoding="utf-8", newline="") as stream:
        assert {row["record_id"] for row in csv.DictReader(stream, delimiter="\t")} == named
    entities = set(statements.values_list("entity_id", flat=True))
    referred = set(statements.filter(prop_type="entity").values_list("value", flat=True))
    assert referred - entities == set()
    # The condition of the call records names the taskforce, to which the analyst belongs.
    assert statements.filter(schema="Call", part__marking__handling="C").exists()
