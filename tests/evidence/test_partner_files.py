"""Three partners' files of unknown layouts, in three scripts, are read without asking."""

import csv
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.loading import LoadReport
from hawkari.evidence.loading_manifest import load_manifest
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import Statement

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).parents[2] / "benchmarks" / "load" / "measures" / "partners"


def people_of_rows() -> dict[tuple[str, str], str]:
    """Which person each row is about, by file and row."""
    with (FOLDER / "truth.csv").open(encoding="utf-8") as stream:
        return {(one["file"], one["row"]): one["person"] for one in csv.DictReader(stream)}


@pytest.fixture
def access() -> Access:
    user, operation = ensure_local_user(username="analyst")
    return open_access(user, operation.slug)


def loaded(access: Access) -> list[LoadReport]:
    reports = list(load_manifest(FOLDER / "manifest.json", access=access))
    assert not any(isinstance(one, BadInput) for one in reports), reports
    return [one for one in reports if isinstance(one, LoadReport)]


def test_three_partners_files_of_unknown_layouts_are_read_whole_without_asking(access: Access):
    reports = loaded(access)
    assert [(one.refused_count, one.proposal is not None) for one in reports] == [(0, True)] * 3
    stated = set(Statement.objects.filter(schema="Person").values_list("load__file_name", "row"))
    assert stated == set(people_of_rows())
    each = Statement.objects.filter(schema="Person", prop__in=("name", "birthDate", "phone"))
    assert each.count() == 3 * len(people_of_rows())
