"""A person is asked column by column; the answers become a layout."""

from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import (
    Context,
    Question,
    UnknownLayout,
    ask_layout,
    loader_for,
    parse_layout,
)

TABLE = "id,full name,DOB,Mobile,shoe size\n7,Ali,03/12/1984,+447700900101,43\n"


@pytest.fixture
def unknown(tmp_path: Path) -> UnknownLayout:
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    with pytest.raises(UnknownLayout) as raised:
        loader_for(path).sniff(path, Context("list"), ())
    return raised.value


def test_english_headers_are_guessed_and_the_answers_read_the_file(
    unknown: UnknownLayout, tmp_path: Path
):
    asked: list[Question] = []

    def ask(question: Question) -> str:
        asked.append(question)
        return "mdy" if question.about == "order" else question.default

    layout = ask_layout(unknown, ask)
    assert [(q.about, q.column, q.default) for q in asked] == [
        ("schema", "", "Person"),
        ("column", "id", "id"),
        ("column", "full name", "name"),
        ("column", "DOB", "birthDate"),
        ("order", "DOB", "dmy"),
        ("column", "Mobile", "phone"),
        ("column", "shoe size", "-"),
    ]
    assert asked[2].examples == ("Ali",)
    path = tmp_path / "people.csv"
    (outcome,) = loader_for(path).rows(path, layout, Context("list"))
    assert [(s.entity_id, s.value) for s in outcome.statements] == [
        ("list:7", "Ali"),
        ("list:7", "1984-03-12"),
        ("list:7", "+447700900101"),
    ]
    assert parse_layout(layout.data) == layout


def test_a_wrong_answer_is_asked_again_and_given_up_after_three(unknown: UnknownLayout):
    complaints: list[str] = []

    def ask(question: Question) -> str:
        complaints.append(question.complaint)
        return "nonsense"

    with pytest.raises(BadInput, match="nonsense"):
        ask_layout(unknown, ask)
    assert complaints == ["", *["'nonsense' is not one of the choices"] * 2]


def test_without_an_id_column_the_mapped_columns_tell_people_apart(unknown: UnknownLayout):
    answers = {"id": "-", "full name": "name"}

    def ask(question: Question) -> str:
        return "Person" if question.about == "schema" else answers.get(question.column, "-")

    (table,) = ask_layout(unknown, ask).tables
    assert table.entities[0].id.digest
    assert table.entities[0].id.columns == ("full name",)


def test_nothing_mapped_is_refused(unknown: UnknownLayout):
    with pytest.raises(BadInput, match="no column was mapped"):
        ask_layout(unknown, lambda q: "Person" if q.about == "schema" else "-")


def test_two_ids_are_refused(unknown: UnknownLayout):
    with pytest.raises(BadInput, match="two columns"):
        ask_layout(unknown, lambda q: "Person" if q.about == "schema" else "id")
