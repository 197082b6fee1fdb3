"""What a column means depends on the whole table: whom rows are about, language, what is once."""

import pytest

from hawkari.evidence.loaders.proposing import SURE, UNSURE, ColumnProposal
from hawkari.evidence.loaders.proposing.headers import read_header
from tests.evidence.loaders.proposing.proposed import proposed


def columns(text: str) -> dict[str, ColumnProposal]:
    (table,) = proposed(text).tables
    return {one.column: one for one in table.columns}


@pytest.mark.parametrize("header", ["Tenant", "Locataire", "Mieter", "Kiracı", "المستأجر", "کرێچی"])
def test_whom_the_rows_are_about_is_a_column_of_names(header: str):
    found = columns(f"{header},Tel\nAli Hassan,+447700900101\nSara Omar,+447700900102\n")[header]
    assert (found.target, found.state) == ("name", SURE)


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Téléphone du locataire", "phone"),
        ("Date of birth of the tenant", "birthDate"),
        ("Hastanın telefonu", "phone"),
        ("رقم هاتف المتهم", "phone"),
    ],
)
def test_whom_the_rows_are_about_says_little_of_what_a_column_holds(header: str, meaning: str):
    assert read_header(header).meanings[0].concept == meaning


@pytest.mark.parametrize(
    "header", ["Investigating officer", "Sachbearbeiter", "اسم المحقق", "Nom de l'enquêteur"]
)
def test_who_wrote_it_down_is_nobody_of_whom_the_table_speaks(header: str):
    text = f"Full name,{header}\nAli Hassan,Peter Lang\nSara Omar,Jane Roe\n"
    assert columns(text)[header].target == "notes"


def test_of_two_columns_of_what_a_person_has_once_one_is_asked():
    found = columns("Full name,Name of bearer\nAli Hassan,Omar Aziz\nSara Omar,Huda Amin\n")
    assert [one.state for one in found.values()] == [SURE, UNSURE]
    assert "two_names" in {doubt.code for doubt in found["Name of bearer"].doubts}


def test_a_name_in_two_scripts_is_one_name():
    found = columns("Name (English),الاسم بالعربية\nAli Hassan,علي حسن\nSara Omar,سارة عمر\n")
    assert [(one.target, one.state) for one in found.values()] == [("name", SURE)] * 2


def test_values_that_are_plainly_phones_are_no_reference():
    text = "Ref,B number\n+447700900101,+447700900103\n+447700900102,+447700900104\n"
    assert columns(text)["Ref"].target != "id" or columns(text)["Ref"].state == UNSURE


def test_a_word_of_two_languages_is_of_the_one_that_the_table_is_in():
    english = columns("Full name,Account\nAli Hassan,12345678\nSara Omar,87654321\n")
    assert english["Account"].target == "bank.accountNumber"
    german = columns("Nachname,Vorname,Account\nHassan,Ali,ali_h\nOmar,Sara,sara.o\n")
    assert german["Account"].target == "account.username"


def test_a_payment_is_one_though_a_party_is_not_known():
    text = "Transaction no,Amount (EUR),Purpose,Zzyx\nT100,20.50,rent,Ali\nT101,30.00,fee,Omar\n"
    found = columns(text)
    assert (found["Amount (EUR)"].target, found["Amount (EUR)"].state) == ("amount", SURE)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Rückgabeort", ("Berlin", "Köln")),
        ("Reason for delay", ("fog", "strike")),
        ("سبب التأخير", ("ضباب", "اضراب")),
        ("Araç teslim şekli", ("elden", "posta")),
    ],
)
def test_a_kind_reason_or_place_of_something_is_kept_as_a_note(header, values):
    found = columns(f"Full name,{header}\nAli Hassan,{values[0]}\nSara Omar,{values[1]}\n")
    assert (found[header].target, found[header].state) == ("notes", SURE)


@pytest.mark.parametrize(
    ("header", "meaning"),
    [("Fam.-Name", "lastName"), ("Geb.-Ort", "birthPlace"), ("aracın plakasını", "plate")],
)
def test_shortened_and_inflected_words_are_known(header: str, meaning: str):
    assert read_header(header).meanings[0].concept == meaning


def test_a_word_that_is_known_is_no_abbreviation_of_another():
    assert {one.concept for one in read_header("Name").meanings if one.likeness > 0.8} == {"name"}


@pytest.mark.parametrize("header", ["Customer", "Beneficiary"])
def test_whose_number_it_is_without_a_number_is_no_id(header: str):
    likely = {one.concept: one.likeness for one in read_header(header).meanings}
    assert likely.get("id", 0.0) < 0.75
