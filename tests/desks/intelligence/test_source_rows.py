"""The page of one row of a source: everything of it that the reader may see, and nothing else."""

import pytest
from django.urls import reverse

from hawkari.desks.intelligence.services.source_rows import source_row
from hawkari.desks.intelligence.templatetags.intelligence import place
from hawkari.evidence.entities import EntityNotFound
from hawkari.evidence.models import Act, AuditEntry, Statement
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.factories import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(case: Case) -> Case:
    """Two rows of one file, the second with a value as it was written before cleaning."""
    rows = [
        row("x-1", "name", "Invented One", row="Persons!2"),
        row("x-1", "birthDate", "1988-07-01", row="Persons!2"),
        row("x-2", "name", "Invented Two", row="Persons!3"),
        row("x-2", "birthDate", "1990-01-31", original_value="31/01/1990", row="Persons!3"),
    ]
    case.world.load("nca", rows, slot="persons.xlsx", grade="2B")
    return case


def statement_of(entity: str, prop: str) -> int:
    return Statement.objects.get(entity_id=entity, prop=prop).pk


def test_a_row_gives_its_values_and_no_other_row_s(loaded: Case):
    found = source_row(loaded.access("krg"), statement_of("x-2", "name"))
    assert [(one.prop, one.value) for one in found.values] == [
        ("name", "Invented Two"),
        ("birthDate", "1990-01-31"),
    ]
    assert (found.file, found.row, found.total) == ("persons.xlsx", "Persons!3", 2)


def test_the_page_shows_what_was_written_beside_what_was_cleaned(loaded: Case):
    page = text_of(
        loaded.client().get(reverse("intelligence:row", args=[statement_of("x-2", "name")]))
    )
    for said in ("31/01/1990", "1990-01-31", "persons.xlsx", "SHA-256", "2B"):
        assert said in page, said


def test_a_row_that_is_held_back_is_not_found(case: Case):
    hidden = statement_of("fr-9", "name")
    with pytest.raises(EntityNotFound):
        source_row(case.access("nca"), hidden)
    assert case.client("nca").get(reverse("intelligence:row", args=[hidden])).status_code == 404
    assert case.client("fr").get(reverse("intelligence:row", args=[hidden])).status_code == 200


def test_a_look_at_a_row_is_audited(loaded: Case):
    source_row(loaded.access("krg"), statement_of("x-1", "name"))
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert (entry.act, entry.count) == (Act.CONSULT, 2)


def test_who_reads_only_some_properties_sees_those_and_no_id_as_stated(loaded: Case):
    access = loaded.access("nca", "liaison")
    found = source_row(access, statement_of("x-1", "name"))
    assert {one.entity_id for one in found.values}.isdisjoint({"x-1"})
    with pytest.raises(EntityNotFound):
        source_row(access, statement_of("uk-1", "phone"))


def test_a_place_without_a_row_is_the_file_alone():
    assert place("lists.xml", "") == '<span class="id wrap">lists.xml</span>'
    assert place("uk.csv", "4") == '<span class="id wrap">uk.csv:<bdi></bdi>4</span>'
