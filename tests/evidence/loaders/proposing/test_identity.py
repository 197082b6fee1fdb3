"""Who and what is one: ids, numbers and accounts, in one file and in several."""

import pytest

from hawkari.evidence.loaders import parse_layout
from hawkari.evidence.loaders.proposing import (
    corrected,
    propose,
)
from tests.evidence.loaders.proposing.proposed import (
    codes,
    column,
    mapped,
    proposed,
    sample,
)


def test_an_account_that_is_given_in_one_of_two_ways_is_never_lost():
    text = "Name,Account number,IBAN\nAli Hassan,12345678,\nOmar Rashid,,GB94BARC10201530093459\n"
    data = proposed(text).layout_data()
    assert data is not None
    (table,) = parse_layout(data).tables
    bank = next(one for one in table.entities if one.key == "bank")
    assert set(bank.id.columns) == {"IBAN", "Account number"}


def test_two_rows_are_never_one_person_for_their_name_alone():
    seen = sample("No.,Name\n1,Ali Hassan\n2,Ali Hassan\n")
    proposal = propose("x.csv", [seen])
    assert column(proposal, "No.").target == "ignore"
    ids = {row.statements[0].entity_id for row in mapped(proposal, seen)}
    other = {row.statements[0].entity_id for row in mapped(proposal, seen, slot="y.csv")}
    assert len(ids | other) == 4
    assert ids == {row.statements[0].entity_id for row in mapped(proposal, seen)}


def test_rows_with_a_number_of_their_own_are_known_again_wherever_they_stand():
    seen = sample("No.,Name,Passport\n1,Ali Hassan,A1234567\n2,Ali Hassan,A1234567\n")
    proposal = propose("x.csv", [seen])
    first, second = (row.statements[0].entity_id for row in mapped(proposal, seen))
    other = mapped(proposal, seen, slot="y.csv")[0].statements[0].entity_id
    assert first == second == other


def test_ids_that_begin_at_one_tell_people_apart_in_one_file_alone():
    seen = sample("ID,Name,Father's name\n1,Ali Hassan,Omar\n2,Sara Amin,Karim\n")
    proposal = propose("x.csv", [seen])
    assert (column(proposal, "ID").target, codes(column(proposal, "ID"))) == (
        "id", {"counts_in_file"},
    )  # fmt: skip
    here = [row.statements[0].entity_id for row in mapped(proposal, seen)]
    there = [row.statements[0].entity_id for row in mapped(proposal, seen, slot="y.csv")]
    assert len({*here, *there}) == 4
    later = sample("ID,Name,Father's name\n2,Sara Amin,Karim\n1,Ali Hassan,Omar\n")
    assert [row.statements[0].entity_id for row in mapped(proposal, later)] == here[::-1]


@pytest.mark.parametrize("ids", [(1, 2, 4), (3, 2, 1), (2, 3, 4)])
def test_small_numbers_tell_people_apart_in_one_file_alone(ids: tuple[int, ...]):
    rows = zip(ids, ("Ali Hassan,Omar", "Sara Amin,Karim", "Cem Kaya,Deniz"), strict=True)
    seen = sample("ID,Name,Father's name\n" + "".join(f"{one},{who}\n" for one, who in rows))
    proposal = propose("x.csv", [seen])
    here = [row.statements[0].entity_id for row in mapped(proposal, seen)]
    there = [row.statements[0].entity_id for row in mapped(proposal, seen, slot="y.csv")]
    assert len({*here, *there}) == 6


@pytest.mark.parametrize(
    ("columns", "same", "apart"),
    [
        ("Account number", None, ("12345678", "12345678")),
        ("Plate", None, ("AB12 CDE", "AB12 CDE")),
        ("Username", None, ("karwan_k", "karwan_k")),
        ("IBAN", ("GB33BUKB20201555555555", "GB33BUKB20201555555555"), None),
    ],
)
def test_a_thing_is_one_in_two_rows_only_where_its_number_is_one_everywhere(
    columns: str, same: tuple[str, str] | None, apart: tuple[str, str] | None
):
    one, two = same or apart or ("", "")
    seen = sample(f"Ref,Full name,{columns}\nK1,Ali Hassan,{one}\nK2,Sara Omar,{two}\n")
    samples = [seen]
    answers = {columns: column(propose("x.csv", samples), columns).target}
    proposal = corrected(propose("x.csv", samples), samples, answers)
    things = {
        one.entity_id
        for row in mapped(proposal, seen)
        for one in row.statements
        if one.schema in ("BankAccount", "Vehicle", "UserAccount")
    }
    assert len(things) == (1 if same else 2)


def test_an_account_is_one_within_its_bank():
    text = "Ref,Full name,Account number,Bank\nK1,Ali Hassan,12345678,North\n"
    seen = sample(text + "K2,Sara Omar,12345678,North\nK3,Omar Aziz,12345678,South\n")
    samples = [seen]
    answers = {"Account number": "bank.accountNumber", "Bank": "bank.bankName"}
    proposal = corrected(propose("x.csv", samples), samples, answers)
    accounts = [
        one.entity_id
        for row in mapped(proposal, seen)
        for one in row.statements
        if one.prop == "accountNumber"
    ]
    assert accounts[0] == accounts[1] != accounts[2]


def test_an_id_that_repeats_is_not_the_persons():
    text = "Ref,Name\nK1,Ali\nK1,Omar\nK2,Sara\n"
    one = column(proposed(text), "Ref")
    assert (one.target, codes(one)) == ("notes", {"not_unique"})


def test_a_number_of_the_row_is_left_out_and_said_so():
    one = column(proposed("No,Name\n1,Ali\n2,Omar\n"), "No")
    assert (one.target, codes(one)) == ("ignore", {"counts_rows"})
