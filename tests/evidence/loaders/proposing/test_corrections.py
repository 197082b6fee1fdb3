"""What a person says of columns counts, and is kept for the next file."""

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders.proposing import (
    KEPT,
    SAID,
    SURE,
    UNSURE,
    as_kept,
    corrected,
    extended,
    propose,
    read_corrections,
    targets_of,
)
from tests.evidence.loaders.proposing.proposed import (
    PEOPLE,
    codes,
    column,
    proposed,
    sample,
)


def test_what_a_person_says_counts_and_the_rest_stands():
    text = "Name,Zzyx\nAli,43\nOmar,44\n"
    samples = [sample(text)]
    answered = corrected(propose("x.csv", samples), samples, {"zzyx": "height"})
    assert column(answered, "Zzyx").state == SAID
    assert column(answered, "Name").state == SURE
    assert answered.layout_data() is not None


@pytest.mark.parametrize(
    ("corrections", "problem"),
    [
        ({"Nope": "notes"}, "there is no column Nope"),
        ({"Name": "shoeSize"}, "no meaning 'shoeSize'"),
        ({"Name": "birthDate:weekly"}, "no way of writing dates"),
        ({"Name": "uncle.name"}, "no meaning"),
        ({"Name": "a.b.c.d"}, "no meaning"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(corrections, problem: str):
    samples = [sample("Name\nAli\n")]
    with pytest.raises(BadInput, match=problem) as raised:
        corrected(propose("x.csv", samples), samples, corrections)
    assert raised.value.remedy


@pytest.mark.parametrize("word", ["Name", "=phone", "Name=", ""])
def test_a_correction_without_two_sides_is_refused(word: str):
    with pytest.raises(BadInput, match="does not say"):
        read_corrections([word])


def test_a_column_whose_header_holds_an_equals_sign_can_be_set():
    assert read_corrections(["a=b=phone"]) == {"a=b": "phone"}


def test_a_column_added_later_is_the_only_one_asked():
    first = proposed(PEOPLE)
    lines = PEOPLE.splitlines()
    newer = "\n".join([lines[0] + ",Zzyx", *(line + ",q" for line in lines[1:])])
    samples = [sample(newer)]
    again = extended("x.csv", samples, kept=as_kept(first), layout=first.layout_data())
    assert [one.state for one in again.tables[0].columns] == [KEPT] * 5 + [UNSURE]
    assert "new" in codes(column(again, "Zzyx"))
    answered = corrected(again, samples, {"Zzyx": "notes"}).layout_data()
    assert answered is not None
    old = first.layout_data()["tables"][0]["entities"]["person"]["id"]
    assert answered["tables"][0]["entities"]["person"]["id"] == old


def test_a_column_that_is_gone_is_said():
    first = proposed(PEOPLE)
    fewer = "\n".join(line.rsplit(",", 1)[0] for line in PEOPLE.splitlines())
    again = extended("x.csv", [sample(fewer)], kept=as_kept(first), layout=first.layout_data())
    assert [doubt.filled for doubt in again.tables[0].doubts] == [("Plate",)]


@pytest.mark.parametrize("kind", ["people", "payments", "calls", "vehicles"])
def test_every_choice_offered_for_a_kind_of_table_can_be_chosen(kind: str):
    assert {"notes", "ignore", "id"} <= set(targets_of(kind))
    assert "name" not in targets_of("calls")
