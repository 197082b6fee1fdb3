"""Identifiers are asked where header or table does not surely say what and whose they are."""

import pytest

from hawkari.evidence.loaders.proposing import SURE, UNSURE, ColumnProposal
from hawkari.evidence.loaders.proposing.shapes import is_identifying
from tests.evidence.loaders.proposing.proposed import codes, proposed


def columns(text: str) -> dict[str, ColumnProposal]:
    (table,) = proposed(text).tables
    return {one.column: one for one in table.columns}


def one_header(header: str, values: list[str]) -> ColumnProposal:
    rows = "".join(f"Ali Hassan {'abcdefg'[at]},{value}\n" for at, value in enumerate(values))
    return columns(f"Full name,{header}\n{rows}")[header]


PHONES = ["+447700900123", "+447700900456", "+447700900789"]


@pytest.mark.parametrize(
    "values",
    [
        PHONES,
        ["06 39 98 12 34", "06 39 98 35 86", "06 11 12 35 86"],
        ["a1@mail.example", "b2@mail.example", "c3@mail.example"],
        ["192.0.2.1", "192.0.2.77", "2001:db8::5"],
        ["001234567890123", "001234567890124", "001234567890125"],
        ["ZZZ0G4LLADF7L53UF", "ZZZCG5D1JP3UL7L6G", "ZZZCG5D1JP3UL7L66"],
        ["8900101123456789012", "8900101123456789013", "8900101123456789019"],
        ["B65107939", "B65107940", "G65107999"],
    ],
)
@pytest.mark.parametrize("header", ["zzyx", "qwrk notes", "Kind of zzyx", "zzyx passport place"])
def test_what_can_tie_people_together_is_never_taken_for_another_thing_unasked(
    header: str, values: list[str]
):
    found = one_header(header, values)
    kept = found.target in ("notes", "ignore", "id") and found.state == SURE
    assert is_identifying(values)
    assert found.state == UNSURE or not kept


def test_a_passport_column_with_phones_in_it_is_asked():
    assert one_header("Passport number", PHONES).state == UNSURE


def test_a_chassis_number_and_pairs_of_digits_are_read_as_what_their_headers_say():
    chassis = one_header("Fahrgestellnummer", ["ZZZ0G4LLADF7L53UF", "ZZZCG5D1JP3UL7L6G"])
    phone = one_header("Portable", ["06 39 98 12 34", "06 11 12 35 86"])
    assert [(one.target, one.state) for one in (chassis, phone)] == [
        ("notes", SURE),
        ("phone", SURE),
    ]


def test_the_identifiers_of_a_table_that_names_two_people_are_asked():
    found = columns(
        "Prisoner name,Visitor,ID number\nAli Hassan,Omar Aziz,199012345678\n"
        "Sara Omar,Huda Amin,199012345679\n"
    )
    assert {one.state for one in found.values()} == {UNSURE}
    assert "whose" in codes(found["ID number"])


def test_a_phone_that_shares_a_word_with_another_persons_name_is_asked():
    found = columns(
        "nom,prenom,personne_contact,telephone_contact\n"
        "Karim,Ali,Azad Demir,+447700900123\nJalal,Sara,Omar Amin,+447700900124\n"
    )
    assert "whose_of" in codes(found["telephone_contact"])
    assert found["telephone_contact"].state == UNSURE


def test_an_account_after_one_partys_name_is_asked_with_that_party_as_the_guess():
    one = columns(
        "Date,Amount,Sender name,Beneficiary name,Account number\n"
        "2026-01-02,15,Ali Hassan,Sara Omar,4729916803306\n"
        "2026-01-03,20,Ali Omar,Huda Amin,4729916803307\n"
    )
    two = columns(
        "Date,Sender name,Amount,Beneficiary name,Account number\n"
        "2026-01-02,Ali Hassan,15,Sara Omar,4729916803306\n"
        "2026-01-03,Ali Omar,20,Huda Amin,4729916803307\n"
    )
    assert (one["Account number"].state, one["Account number"].target) == (UNSURE, "")
    assert two["Account number"].state == UNSURE
    assert two["Account number"].target == "payee.bank.accountNumber"
    assert codes(two["Account number"]) == {"of_party"}


def test_a_banks_reference_of_whom_it_pays_is_asked():
    found = columns(
        "Date,Amount,Payer name,Payer ref,Payee name\n2026-01-02,15,Ali Hassan,X780537,Sara Omar\n"
        "2026-01-03,20,Ali Omar,X780538,Huda Amin\n"
    )
    assert found["Payer ref"].state == UNSURE


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Full name (as in passport)", "name"),
        ("الاسم الكامل كما في الجواز", "name"),
        ("Geburtsdatum laut Pass", "birthDate"),
        ("Date de naissance selon le passeport", "birthDate"),
    ],
)
def test_from_where_a_name_or_date_was_copied_changes_nothing(header: str, target: str):
    values = ("Ali Hassan", "Sara Omar") if target == "name" else ("1984-03-12", "1990-12-30")
    (found,) = columns(f"{header}\n{values[0]}\n{values[1]}\n").values()
    assert (found.target, found.state) == (target, SURE)


def test_a_birth_is_no_calendar_and_a_word_for_names_no_prefix():
    found = columns("الاسم,ت. الميلاد\nعلي حسن,1984-03-12\nسارة عمر,1990-12-30\n")
    assert found["ت. الميلاد"].target == "birthDate"
    named = columns("ناوی یەکەم,ناوی باوک,ناوی دایک\nئازاد,کاروان,نەسرین\nهێمن,سۆران,ژیان\n")
    assert named["ناوی یەکەم"].target == "firstName"


def test_the_few_amounts_whose_currency_nobody_wrote_are_written_as_the_others():
    rows = "".join(f"2026-01-0{day},Ali Hassan,Sara Omar,{day},500,EUR\n" for day in range(1, 9))
    text = "Date,Payer name,Payee name,Amount,Currency\n" + rows.replace(",500", "\u002e500")
    found = columns(text + "2026-01-09,Ali Hassan,Sara Omar,3.500,\n")
    assert found["Amount"].options.decimal == ","


@pytest.mark.parametrize("value", ["inf", "1e400", "nan", "2.5"])
def test_a_count_of_rows_is_of_whole_numbers(value: str):
    found = columns(f"No,Name\n1,Ali Hassan\n{value},Sara Omar\n")
    assert found["No"].state == UNSURE


@pytest.mark.parametrize("header", ["Person", "Persons", "Passeur", "Cins", "Dokumentart", "حسابه"])
def test_a_word_that_is_known_is_no_identifier_that_it_begins_like(header: str):
    found = one_header(header, ["120034", "340012", "260051", "185099"])
    assert found.state == UNSURE or found.target == "notes"


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("Name,Born,Emergency contact,Mobile", {"Mobile": "contact.phone"}),
        ("Client,Born,Lawyer,Mobile", {"Mobile": "phone"}),
        ("Driver,Phone,Passenger,Mobile", {"Phone": "driver.phone", "Mobile": "passenger.phone"}),
        ("Name,Phone,Father name,Mobile", {}),
    ],
)
def test_an_identifier_after_the_name_of_somebody_else_is_asked(header: str, asked: dict[str, str]):
    kinds = {"Born": ["1984-03-12", "1990-12-30"], "Phone": PHONES[:2], "Mobile": PHONES[1:]}
    names = ["Ali Hassan", "Sara Omar"]
    rows = zip(*(kinds.get(one, names) for one in header.split(",")), strict=True)
    found = columns("\n".join([header, *map(",".join, rows)]) + "\n")
    assert {one.column: one.target for one in found.values() if one.state == UNSURE} == asked
