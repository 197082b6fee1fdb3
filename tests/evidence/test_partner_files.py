"""Three partners' files of unknown layouts, in three scripts, are read without asking."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.entities import get_entity
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.loading.files import LoadReport
from hawkari.evidence.loading.manifest import load_manifest
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


def pairs_of(groups: dict[str, set[tuple[str, str]]]) -> set[tuple[tuple[str, str], ...]]:
    """Every two rows that are one person's, in order."""
    return {pair for rows in groups.values() for pair in combinations(sorted(rows), 2)}


def test_resolved_they_are_the_people_they_are_about(access: Access):
    loaded(access)
    resolve(access)
    people: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row, person in people_of_rows().items():
        people[person].add(row)
    stated = Statement.objects.filter(schema="Person").values_list(
        "entity_id", "load__file_name", "row"
    )
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entity_id, file, row in stated.distinct():
        found[get_entity(access, entity_id).canonical_id].add((file, row))
    assert pairs_of(found) - pairs_of(people) == set(), "two people are one entity"
    assert pairs_of(people) - pairs_of(found) == set(), "one person is two entities"
    assert len(found) == len(people)
