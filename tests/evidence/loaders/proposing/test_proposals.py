"""Headers and values together: what is sure, what is asked, and that nothing is passed over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.evidence.loaders import Context, parse_layout
from hawkari.evidence.loaders.mapping import RowMapper
from hawkari.evidence.loaders.proposing import (
    SURE,
    UNSURE,
    propose,
)
from hawkari.evidence.loaders.tables import Sample
from tests.evidence.loaders.proposing.proposed import (
    PEOPLE,
    codes,
    column,
    proposed,
    sample,
)


def test_a_plain_table_is_sure_and_makes_a_layout():
    proposal = proposed(PEOPLE)
    (table,) = proposal.tables
    assert [(one.target, one.state) for one in table.columns] == [
        ("name", SURE),
        ("birthDate", SURE),
        ("passportNumber", SURE),
        ("phone", SURE),
        ("vehicle.registrationNumber", SURE),
    ]
    assert parse_layout(proposal.layout_data()).tables[0].columns == sample(PEOPLE).header
    assert column(proposal, "Tel").examples == ("+447700900101", "+447700900102", "+447700900103")


def test_values_that_differ_from_the_header_are_shown_and_asked():
    one = column(proposed("Name,Phone\nAli,blue\nOmar,green\nSara,red\n"), "Phone")
    assert one.state == UNSURE
    assert "values_differ" in codes(one)


def test_an_unknown_header_is_never_taken_for_an_identifier_by_its_digits():
    one = column(proposed("Name,Zzyx\nAli,07700900101\nOmar,07700900102\n"), "Zzyx")
    assert one.state == UNSURE
    assert proposed("Name,Zzyx\nAli,07700900101\nOmar,07700900102\n").layout_data() is None


def test_values_that_are_hardly_anything_else_are_the_guess_under_an_unknown_header_and_asked():
    text = "Name,Zzyx\nAli,GB33BUKB20201555555555\nOmar,GB94BARC10201530093459\n"
    assert column(proposed(text), "Zzyx").target == "bank.iban"
    assert column(proposed(text), "Zzyx").state == UNSURE


def test_an_identifier_under_a_header_only_like_a_known_one_is_asked():
    rows = "Ali,A12345678\nOmar,B23456789\nSara,C34567890\n"
    plain, slip = proposed(f"Name,Passport number\n{rows}"), proposed(f"Name,Pasport numbr\n{rows}")
    assert column(plain, "Passport number").state == SURE
    assert column(slip, "Pasport numbr").target == "passportNumber"
    assert column(slip, "Pasport numbr").state == UNSURE


def test_an_account_number_that_is_an_iban_is_one():
    text = "Name,Account number\nAli,GB33BUKB20201555555555\nOmar,GB94BARC10201530093459\n"
    assert column(proposed(text), "Account number").target == "bank.iban"


@pytest.mark.parametrize(
    ("name", "born", "tel"),
    [
        ("ناوی تەواو", "ڕۆژی لەدایکبوون", "ژمارەی مۆبایل"),
        ("الاسم الكامل", "يوم الولادة", "رقم الهاتف"),
        ("نام کامل", "روز تولد", "شماره تلفن"),
        ("Nom complet", "jour de naissance", "Téléphone"),
        ("Full name", "Day of birth", "Tel"),
    ],
)
def test_a_day_of_birth_is_no_mere_date(name: str, born: str, tel: str):
    rows = "Ali Hassan,16/09/1984,+447700900101\nSara Omar,25/03/1979,+447700900102\n"
    found = column(proposed(f"{name},{born},{tel}\n{rows}"), born)
    assert (found.target, found.state, found.options.order) == ("birthDate", SURE, "dmy")


def test_where_a_mere_date_was_nearer_what_the_row_has_is_asked_first():
    rows = "Ali Hassan,16/09/1984,+447700900101\nSara Omar,25/03/1979,+447700900102\n"
    text = f"Full name,dateof birthing event,Tel\n{rows}"
    found = column(proposed(text), "dateof birthing event")
    assert (found.target, found.state) == ("birthDate", UNSURE)
    assert found.alternatives[0] == "notes"
    assert "no_place" not in codes(found)


def test_what_is_said_of_a_thing_without_an_id_stays_with_the_person():
    text = (
        "Full name,Tel,Plate,Make of vehicle\n"
        "Ali Hassan,+447700900101,AB12 CDE,Opel\nSara Omar,+447700900102,,Toyota\n"
    )
    seen = sample(text)
    data = propose("x.csv", [seen]).layout_data()
    assert data is not None
    (table,) = parse_layout(data).tables
    mapper = RowMapper(table, seen.header, Context("port"))
    made = [mapper.map_row(row, str(at)) for at, row in enumerate(seen.rows)]
    told = [{(one.schema, one.prop, one.value) for one in row.statements} for row in made]
    assert ("Vehicle", "model", "Opel") in told[0] or ("Vehicle", "type", "Opel") in told[0]
    assert not any(prop == "notes" for _, prop, _ in told[0])
    assert ("Person", "notes", "Make of vehicle: Toyota") in told[1]
    assert not any(schema == "Vehicle" for schema, *_ in told[1])
    assert made[1].refused == []


def test_a_date_of_nothing_known_stays_a_note_of_the_person():
    found = column(proposed("Full name,Date,Tel\nAli Hassan,16/09/1984,+447700900101\n"), "Date")
    assert (found.target, codes(found)) == ("notes", {"no_place"})


def test_a_surname_beside_a_first_name_and_alone():
    both = proposed("Nom,Prénom\nHassan,Ali\nRashid,Omar\n")
    assert [one.target for one in both.tables[0].columns] == ["lastName", "firstName"]
    alone = proposed("Nom,Sexe\nAli Hassan,M\nSara Rashid,F\n")
    assert alone.tables[0].columns[0].target == "name"


HEADERS = st.sampled_from(
    ["Name", "DOB", "Tel", "الاسم", "ناو", "Plaka", "IBAN", "Sender", "Amount", "Zzyx", "Father",
     "Passenger 1 name", "Passenger 2 name", "lat", "long", "شماره ملی", "Caller", "Called"]
)  # fmt: skip
CELLS = st.sampled_from(
    ["", "Ali", "07700900101", "1984", "12/13/1984", "GB33BUKB20201555555555", "AB12 CDE", "36.19",
     "عەلی", "x@y.example", "1,250", "M"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    header=st.lists(HEADERS, min_size=1, max_size=6, unique=True),
    rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=5),
)
def test_every_column_is_used_kept_as_a_note_named_as_left_out_or_asked(header, rows):
    table = Sample("", tuple(header), tuple(tuple(row[: len(header)]) for row in rows))
    proposal = propose("x.csv", [table])
    (found,) = proposal.tables
    assert [one.column for one in found.columns] == header
    data = proposal.layout_data()
    assert (data is None) == bool(proposal.unsure)
    if data is not None:
        layout = parse_layout(data).tables[0]
        named = layout.used_columns() | {
            name.casefold() for name in data["tables"][0].get("ignored", {})
        }
        assert {name.casefold() for name in header} <= named
    assert propose("x.csv", [table]) == proposal
