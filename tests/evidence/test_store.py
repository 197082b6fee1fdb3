"""Bulk loads: what is written once, what a newer file changes, what a crash leaves."""

from dataclasses import replace

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.markings import Condition, MarkingTerms
from hawkari.evidence.models import (
    LoadPart,
    LoadRun,
    LoadSighting,
    LoadState,
    RefusedRow,
    Retraction,
    SearchKey,
    Statement,
)
from hawkari.evidence.store import (
    FileFacts,
    LoadStatus,
    LoadTaken,
    Refused,
    StatementRow,
    begin_load,
    refuse_load,
)
from tests.evidence.factories import row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

SAMAN = row("nca:1", "name", "Saman Kareem")
BORN = row("nca:1", "birthDate", "1990-01-02")
PHONE = row("nca:1", "phone", "+447700900123")


def seen(world) -> list[str]:
    values = visible_to(world.access("nca")).values_list("value", flat=True)
    return sorted(values)


def test_a_statement_keeps_all_it_was_given(world):
    given = StatementRow(
        "nca:1", "Person", "birthDate", "date", "1990-01-02", "02/01/1990", "eng", "Persons!7",
        "2025-03",
    )  # fmt: skip
    load = world.load("nca", [given], grade="1B", shared_with=["asayish"])
    kept = Statement.objects.select_related("part__marking").get()
    marking = kept.part.marking
    assert (kept.value, kept.original_value, kept.lang, kept.row, kept.seen) == (
        "1990-01-02", "02/01/1990", "eng", "Persons!7", "2025-03",
    )  # fmt: skip
    assert (marking.grade, marking.handling) == ("1B", "C")
    assert marking.condition is not None
    assert (kept.load, kept.source, len(kept.key)) == (load, load.source, 32)


def test_a_value_said_twice_in_a_file_is_one_statement(world):
    writer = world.begin("nca")
    assert writer.write_batch([SAMAN, SAMAN, BORN], rows=2) == 2
    assert writer.write_batch([SAMAN, PHONE], rows=1) == 1
    assert writer.finish().statements_added == 3
    assert Statement.objects.count() == 3


def test_the_same_value_from_two_sources_is_two_statements(world):
    world.load("nca", [SAMAN])
    world.load("nca", [SAMAN], source="nca-other")
    assert Statement.objects.count() == 2


def test_the_same_file_again_is_unchanged(world):
    world.load("nca", [SAMAN])
    again = world.begin("nca")
    assert again.status is LoadStatus.UNCHANGED
    with pytest.raises(LoadTaken):
        again.write_batch([BORN], rows=1)
    assert Statement.objects.count() == 1


def test_a_newer_file_adds_what_is_new_and_retracts_what_it_no_longer_says(world):
    world.load("nca", [SAMAN, BORN])
    load = world.load("nca", [SAMAN, PHONE], version="2")
    assert seen(world) == ["+447700900123", "Saman Kareem"]
    assert (load.statements_added, load.statements_retracted) == (1, 1)
    retraction = Retraction.objects.get()
    assert (retraction.statement.value, retraction.load) == ("1990-01-02", load)
    assert "no longer stated in persons.csv" in retraction.reason
    assert not LoadSighting.objects.exists()


def test_what_was_retracted_can_be_said_again(world):
    world.load("nca", [SAMAN, BORN])
    world.load("nca", [SAMAN], version="2")
    world.load("nca", [SAMAN, BORN], version="1")
    assert seen(world) == ["1990-01-02", "Saman Kareem"]


def test_another_slot_of_the_source_is_left_alone(world):
    world.load("nca", [SAMAN], slot="january.csv")
    world.load("nca", [BORN], slot="february.csv")
    assert seen(world) == ["1990-01-02", "Saman Kareem"]


def test_a_new_grade_is_a_new_statement_and_the_old_one_is_retracted(world):
    world.load("nca", [SAMAN], grade="2D")
    world.load("nca", [SAMAN], grade="1A")
    shown = visible_to(world.access("nca")).get()
    assert shown.part.marking.grade == "1A"
    assert Statement.objects.count() == 2


def test_until_a_newer_file_is_complete_the_older_one_stands(world):
    world.load("nca", [SAMAN, BORN])
    writer = world.begin("nca", version="2")
    writer.write_batch([SAMAN, PHONE], rows=2)
    assert seen(world) == ["1990-01-02", "Saman Kareem"]
    writer.finish()
    assert seen(world) == ["+447700900123", "Saman Kareem"]


def test_an_interrupted_load_goes_on_where_it_stopped(world):
    world.load("nca", [SAMAN, BORN])
    world.begin("nca", version="2").write_batch([SAMAN], rows=1)
    again = world.begin("nca", version="2")
    assert (again.status, again.position) == (LoadStatus.RESUMED, 1)
    again.write_batch([PHONE], rows=1)
    load = again.finish()
    assert (load.rows_read, load.statements_added) == (2, 1)
    assert seen(world) == ["+447700900123", "Saman Kareem"]


def test_an_interrupted_load_gives_way_to_another_version(world):
    first = world.begin("nca", version="1")
    first.write_batch([SAMAN], rows=1)
    world.load("nca", [BORN], version="2")
    assert seen(world) == ["1990-01-02"]
    assert LoadRun.objects.get(pk=first.load.pk).state == LoadState.REFUSED
    with pytest.raises(LoadTaken):
        first.write_batch([PHONE], rows=1)


def test_of_two_processes_with_one_load_only_one_goes_on(world):
    mine, theirs = world.begin("nca"), world.begin("nca")
    theirs.write_batch([SAMAN], rows=1)
    with pytest.raises(LoadTaken):
        mine.write_batch([SAMAN], rows=1)
    with pytest.raises(LoadTaken):
        mine.finish()
    theirs.finish()
    assert Statement.objects.count() == 1


def test_a_load_that_was_given_up_stays_hidden_and_can_begin_anew(world):
    writer = world.begin("nca")
    writer.write_batch([SAMAN], rows=1)
    refuse_load(writer.load)
    assert seen(world) == []
    assert world.begin("nca").status is LoadStatus.NEW


def test_refused_rows_are_kept_and_counted(world):
    writer = world.begin("nca")
    writer.write_batch([SAMAN], rows=3, refused=[Refused("7", "birthDate", "no date", "Fix it.")])
    load = writer.finish()
    assert (load.rows_read, load.rows_refused) == (3, 1)
    assert RefusedRow.objects.values("row", "field", "problem", "remedy").get() == {
        "row": "7", "field": "birthDate", "problem": "no date", "remedy": "Fix it.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        row("nca:1", "name", "Sa\x00man"),
        row("nca:1", "name", "Sa\ud800man"),
        row("nca:" + "1" * 200, "name", "Saman"),
        row("nca:1", "name", "Saman", row="r" * 81),
    ],
    ids=["NUL", "surrogate", "long id", "long row"],
)
def test_what_cannot_be_stored_on_every_database_is_refused_on_each(world, bad):
    writer = world.begin("nca")
    with pytest.raises(BadInput):
        writer.write_batch([SAMAN, bad], rows=2)
    assert not Statement.objects.exists()
    assert writer.write_batch([SAMAN], rows=1) == 1


def test_a_row_may_have_a_marking_of_its_own(world):
    open_row = row("nca:1", "phone", "+447700900001")
    secret = MarkingTerms(
        Grade.parse("3E"), HandlingCode.CONDITIONS, Condition("Ask first"), tlp="RED"
    )
    world.load("nca", [SAMAN, replace(open_row, marking=secret)], grade="1A")
    assert visible_to(world.access("asayish")).get().value == SAMAN.value
    own = visible_to(world.access("nca")).order_by("pk")
    assert [one.part.marking.grade for one in own] == ["1A", "3E"]
    assert LoadPart.objects.count() == 2


def test_a_row_marked_anew_is_a_new_statement(world):
    world.load("nca", [SAMAN])
    marked = replace(SAMAN, marking=MarkingTerms(Grade.parse("1A"), HandlingCode.PERMITTED))
    world.load("nca", [marked], version="2")
    assert visible_to(world.access("nca")).get().part.marking.grade == "1A"
    assert Statement.objects.count() == 2


def test_handling_c_needs_words_and_p_takes_none(world):
    writer = world.begin("nca")
    facts = {"slot": "x", "file_name": "x", "sha256": "", "size": 1, "layout": ""}
    with pytest.raises(BadInput, match="condition"):
        begin_load(
            FileFacts(
                source=writer.load.source,
                marking=MarkingTerms(Grade.parse("2D"), HandlingCode.CONDITIONS),
                **facts,
            )
        )


def test_every_value_can_be_found_by_its_keys(world):
    call = row("nca:c", "caller", "nca:1", schema="Call")
    world.load("nca", [SAMAN, BORN, PHONE, call])
    kinds = {key[0] for key in SearchKey.objects.values_list("key", flat=True)}
    assert kinds == {"n", "=", ">"}
    assert SearchKey.objects.filter(key="=+447700900123").count() == 1


def test_long_texts_and_awkward_letters_are_kept_as_they_are(world):
    text = 'tab\there, "quote", back\\slash, new\nline, بەرزان‌ 🙂 ' * 500
    world.load("nca", [row("nca:1", "classification", text)])
    assert seen(world) == [text]
