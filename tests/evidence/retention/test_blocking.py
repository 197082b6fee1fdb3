"""What was disposed of does not come back in silence."""

from pathlib import Path

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.loading.files import Terms, load_file
from hawkari.evidence.models import RefusedRow, Tombstone
from hawkari.evidence.retention import DisposalRequest, disposals, dispose, readmit
from hawkari.evidence.retention.blocking import value_digest

WHY = "the review found no need to keep it"
TERMS = Terms(agency="nca", source="nca-persons", mapping={
    "name": "test", "title": "test", "tables": [{
        "columns": ["ref", "name", "phone"],
        "entities": {"person": {"schema": "Person", "id": {"column": "ref"},
                                "properties": {"name": "name", "phone": "phone"}}}}]})  # fmt: skip
FIRST = "ref,name,phone\n1,Rebwar Amin,+447700900001\n2,Shilan Karim,+447700900002\n"


@pytest.fixture
def loader(world):
    return world.access("nca")


@pytest.fixture
def loaded(tmp_path: Path, loader):
    path = tmp_path / "persons.csv"
    path.write_text(FIRST, encoding="utf-8")
    load_file(path, TERMS, access=loader)
    return path


def test_the_same_file_is_refused_after_its_source_was_disposed_of(loaded, loader, reviewer):
    view = dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    with pytest.raises(BadInput, match=rf"disposed of \(disposal {view.id}") as refused:
        load_file(loaded, TERMS, access=loader)
    assert "readmit" in refused.value.remedy
    assert not visible_to(reviewer).exists()


def test_its_values_are_refused_one_by_one_in_another_file(loaded, loader, reviewer):
    dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    loaded.write_text(FIRST + "3,Aram Salih,+447700900003\n", encoding="utf-8")
    report = load_file(loaded, TERMS, access=loader)
    assert set(visible_to(reviewer).values_list("entity_id", flat=True)) == {"nca-persons:3"}
    assert report.refused_count == 4
    problems = list(RefusedRow.objects.values_list("problem", flat=True))
    assert all("was disposed of" in problem for problem in problems)
    assert not any("Rebwar" in problem for problem in problems)


def test_a_disposed_person_stays_away_when_the_next_version_names_them(loaded, loader, reviewer):
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca-persons:1"))
    loaded.write_text(FIRST + "3,Aram Salih,+447700900003\n", encoding="utf-8")
    load_file(loaded, TERMS, access=loader)
    assert set(visible_to(reviewer).values_list("entity_id", flat=True)) == {
        "nca-persons:2",
        "nca-persons:3",
    }


def test_the_same_file_changes_nothing_after_one_person_was_disposed_of(loaded, loader, reviewer):
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca-persons:1"))
    assert load_file(loaded, TERMS, access=loader).status == "unchanged"
    assert visible_to(reviewer).count() == 2


def test_another_sources_word_is_its_own(loaded, loader, reviewer):
    from dataclasses import replace

    dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    load_file(loaded, replace(TERMS, source="nca-others"), access=loader)
    assert visible_to(reviewer).count() == 4


def test_what_is_readmitted_may_be_loaded_again(loaded, loader, reviewer):
    view = dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    with pytest.raises(BadInput):
        readmit(reviewer, view.id, reason=" ")
    with pytest.raises(AccessDenied):
        readmit(loader, view.id, reason="a new case")
    readmit(reviewer, view.id, reason="a new case needs it")
    load_file(loaded, TERMS, access=loader)
    assert visible_to(reviewer).count() == 4
    assert disposals(reviewer)[0].readmitted_at is not None
    with pytest.raises(BadInput):
        readmit(reviewer, view.id, reason="again")


def test_a_keyed_hash_tells_nothing_without_the_key(loaded, reviewer, settings):
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca-persons:1"))
    known = value_digest("nca-persons:1", "phone", "+447700900001")
    assert Tombstone.objects.filter(digest=known).exists()
    settings.SECRET_KEY = "another installation's"
    other = value_digest("nca-persons:1", "phone", "+447700900001")
    assert not Tombstone.objects.filter(digest=other).exists()
