"""What a load leaves behind beside its statements: no value where none may be, nothing useless."""

from pathlib import Path
from typing import Any

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.loading import files
from hawkari.evidence.loading.files import Condition, LoadReport, Terms, load_file
from hawkari.evidence.loading.source_mappings import kept_mappings
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import Act, Agency, AuditEntry, RefusedRow, Statement

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

LONG = "Ref,Field,Value\nK1,Name,Ali Invented\nK1,Age,41\nK2,Name,Sara Invented\nK2,Age,38\n"
PLAIN = Terms(agency="nca", source="people")


@pytest.fixture
def access() -> Access:
    user, operation = ensure_local_user(username="analyst")
    return open_access(user, operation.slug)


@pytest.fixture
def load(tmp_path: Path, access: Access):
    def run(text: str, terms: Terms = PLAIN, name: str = "people.csv", **more: Any) -> LoadReport:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load_file(path, terms, access=access, **more)

    return run


def test_a_field_name_under_handling_c_is_a_value_and_not_repeated(load):
    Agency.objects.create(slug="nca", name="NCA")
    terms = Terms("nca", "people", handling="C", condition=Condition("Ask first", ("nca",)))
    load(LONG, terms)
    load(LONG + "K2,Wife: Huda Invented,1990\n", terms)
    assert [one.problem for one in RefusedRow.objects.all()] == [
        "the value is no field that is known"
    ]


def test_the_log_counts_unused_columns_and_names_none(load):
    mapping = {
        "tables": [{"entities": {"p": {"schema": "Person", "id": "Ref",
                                       "properties": {"name": "Name"}}}}]
    }  # fmt: skip
    terms = Terms(agency="nca", source="people", mapping=mapping)
    report = load("Ref,Name,Huda Invented's phone\nK1,Ali,1\n", terms)
    assert report.unused == {"column Huda Invented's phone": 1}
    entry = AuditEntry.records.get(act=Act.COLLECT)
    assert entry.detail["unused"] == 1
    assert "Huda" not in str(entry.detail)


def test_a_mapping_by_which_nothing_could_be_read_is_not_kept(load):
    load("Ref,DOB\nK1,1984\n,1985\n", Terms("nca", "people", mapping=_of("DOB", "birthDate")))
    with pytest.raises(BadInput, match="nothing in the file can be used"):
        load("Ref,DOB\n,1985\n", Terms("nca", "people", mapping=_of("DOB", "deathDate")))
    (kept,) = kept_mappings("people", "people.csv")
    assert (kept.version, kept.layout["tables"][0]["entities"]["p"]["properties"]) == (
        1, {"birthDate": "DOB"},
    )  # fmt: skip
    told = [entry.detail["how"] for entry in AuditEntry.records.filter(act=Act.ALTER)]
    assert told == ["given", "given", "taken back"]


def test_a_first_mapping_by_which_nothing_could_be_read_is_not_kept(load):
    with pytest.raises(BadInput):
        load("Ref,DOB\n,1985\n", Terms("nca", "people", mapping=_of("DOB", "deathDate")))
    assert kept_mappings("people", "people.csv") == []
    report = load("Ref,DOB\nK1,1984\n", Terms("nca", "people", mapping=_of("DOB", "birthDate")))
    assert report.mapping_version == 2, "a number that was taken back is given to no other"


def test_a_mapping_that_another_load_reads_by_stays(load, monkeypatch):
    """Of two files loaded at once under one new mapping, the damaged one takes nothing back."""
    load("Ref,DOB\nK1,1984\n", Terms("nca", "people", mapping=_of("DOB", "birthDate")))
    newer = Terms("nca", "people", mapping=_of("DOB", "deathDate"))

    def fail(*_: Any) -> None:
        # While this one is written, another of the slot is loaded whole.
        monkeypatch.undo()
        assert load("Ref,DOB\nK1,1985\n", newer).mapping_version == 2
        raise BadInput("the file is damaged", "Copy it again.")

    monkeypatch.setattr(files, "_write", fail)
    with pytest.raises(BadInput, match="damaged"):
        load("Ref,DOB\nK1,1986\n", newer)
    (kept,) = kept_mappings("people", "people.csv")
    assert kept.version == 2
    assert load("Ref,DOB\nK1,1987\n", PLAIN).mapping_version == 2


def test_people_of_one_name_in_two_files_of_a_source_stay_two(load):
    text = "No.,Name\n1,Ali Invented\n2,Sara Invented\n"
    load(text)
    load(text + "3,Huda Invented\n", name="later.csv")
    people = Statement.objects.filter(prop="name", value="Ali Invented")
    assert len(set(people.values_list("entity_id", flat=True))) == 2


def _of(column: str, prop: str) -> dict[str, Any]:
    entity = {"schema": "Person", "id": "Ref", "properties": {prop: column}}
    return {"tables": [{"entities": {"p": entity}}]}
