"""A person is asked only about the columns that are not certain; the answers become a layout."""

from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import (
    Context,
    Question,
    UnknownLayout,
    ask_unsure,
    loader_for,
    parse_layout,
)
from hawkari.evidence.loaders.proposing import Proposal, propose
from hawkari.evidence.loaders.tables import Sample

TABLE = (
    "id,full name,DOB,Mobile,shoe size\n"
    "K7,Ali Hassan,03/12/1984,+447700900101,43\n"
    "K9,Omar Rashid,04/11/1985,+447700900102,44\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    return path


@pytest.fixture
def samples(path: Path) -> tuple[Sample, ...]:
    with pytest.raises(UnknownLayout) as raised:
        loader_for(path).sniff(path, Context("list"), ())
    return raised.value.samples


@pytest.fixture
def proposal(samples: tuple[Sample, ...]) -> Proposal:
    return propose("people.csv", samples)


def test_only_what_is_not_certain_is_asked_and_the_answers_read_the_file(
    proposal: Proposal, samples: tuple[Sample, ...], path: Path
):
    asked: list[Question] = []

    def ask(question: Question) -> str:
        asked.append(question)
        return "mdy" if question.about == "order" else "notes"

    answered = ask_unsure(proposal, samples, ask)
    assert [(q.about, q.column, q.default) for q in asked] == [
        ("order", "DOB", "dmy"),
        ("column", "shoe size", "notes"),
    ]
    assert asked[1].examples == ("43", "44")
    layout = parse_layout(answered.layout_data())
    first, _ = loader_for(path).rows(path, layout, Context("list"))
    assert [(s.entity_id, s.prop, s.value) for s in first.statements] == [
        ("list:K7", "name", "Ali Hassan"),
        ("list:K7", "birthDate", "1984-03-12"),
        ("list:K7", "phone", "+447700900101"),
        ("list:K7", "notes", "shoe size: 43"),
    ]


def test_a_wrong_answer_is_asked_again_and_given_up_after_three(
    proposal: Proposal, samples: tuple[Sample, ...]
):
    complaints: list[str] = []

    def ask(question: Question) -> str:
        complaints.append(question.complaint)
        return "nonsense"

    with pytest.raises(BadInput, match="nonsense"):
        ask_unsure(proposal, samples, ask)
    assert len(complaints) == 3
    assert complaints[0] == ""
    assert "nonsense" in complaints[1]


def test_a_column_that_is_said_to_be_a_date_is_asked_for_its_order_next(samples):
    (sample,) = samples
    header = ("id", "full name", "Zzyx", "Mobile", "shoe size")
    renamed = (Sample("", header, sample.rows),)
    asked: list[str] = []

    def ask(question: Question) -> str:
        asked.append(question.about)
        if question.about == "order":
            return "dmy"
        return "birthDate" if question.column == "Zzyx" else "ignore"

    answered = ask_unsure(propose("x.csv", renamed), renamed, ask)
    assert asked == ["column", "column", "order"]
    assert not answered.unsure
