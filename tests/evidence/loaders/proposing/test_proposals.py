"""Headers and values together: what is sure, what is asked, and that nothing is passed over."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, RowOutcome, parse_layout
from hawkari.evidence.loaders.mapping import RowMapper
from hawkari.evidence.loaders.proposing import (
    KEPT,
    SAID,
    SURE,
    UNSURE,
    ColumnProposal,
    Proposal,
    as_kept,
    corrected,
    extended,
    propose,
    read_corrections,
    targets_of,
)
from hawkari.evidence.loaders.tables import Sample

PEOPLE = """\
Full name,Born,Passport,Tel,Plate
Ali Hassan,13/02/1984,A1234567,+447700900101,AB12 CDE
Omar Rashid,04/11/1985,A7654321,+447700900102,XY34 FGH
Sara Ali,05/06/1990,B1112223,+447700900103,
"""


def sample(text: str, sheet: str = "") -> Sample:
    header, *rows = csv.reader(io.StringIO(text))
    return Sample(sheet, tuple(header), tuple(map(tuple, rows)))


def proposed(text: str) -> Proposal:
    return propose("x.csv", [sample(text)])


def column(proposal: Proposal, name: str) -> ColumnProposal:
    return next(one for table in proposal.tables for one in table.columns if one.column == name)


def mapped(proposal: Proposal, seen: Sample, slot: str = "x.csv") -> list[RowOutcome]:
    data = proposal.layout_data()
    assert data is not None, proposal.unsure
    (table,) = parse_layout(data).tables
    mapper = RowMapper(table, seen.header, Context("port", slot=slot))
    return [mapper.map_row(row, str(at)) for at, row in enumerate(seen.rows, start=2)]


def stated(row: RowOutcome) -> set[tuple[str, str]]:
    return {(one.prop, one.value) for one in row.statements}


def codes(one: ColumnProposal) -> set[str]:
    return {doubt.code for doubt in one.doubts}


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


def test_values_that_are_hardly_anything_else_speak_alone():
    text = "Name,Zzyx\nAli,GB33BUKB20201555555555\nOmar,GB94BARC10201530093459\n"
    assert column(proposed(text), "Zzyx").target == "bank.iban"
    assert column(proposed(text), "Zzyx").state == SURE


def test_an_account_number_that_is_an_iban_is_one():
    text = "Name,Account number\nAli,GB33BUKB20201555555555\nOmar,GB94BARC10201530093459\n"
    assert column(proposed(text), "Account number").target == "bank.iban"


def test_an_account_that_is_given_in_one_of_two_ways_is_never_lost():
    text = "Name,Account number,IBAN\nAli Hassan,12345678,\nOmar Rashid,,GB94BARC10201530093459\n"
    data = proposed(text).layout_data()
    assert data is not None
    (table,) = parse_layout(data).tables
    bank = next(one for one in table.entities if one.key == "bank")
    assert set(bank.id.columns) == {"IBAN", "Account number"}


def test_day_and_month_are_told_by_the_column_not_by_the_cell():
    text = "Name,DOB\nAli,03/12/1984\nOmar,25/12/1985\n"
    assert column(proposed(text), "DOB").options.order == "dmy"
    text = "Name,DOB\nAli,03/12/1984\nOmar,12/25/1985\n"
    assert column(proposed(text), "DOB").options.order == "mdy"


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


def test_a_date_that_is_none_does_not_undo_what_the_others_tell():
    found = column(proposed("Name,DOB\nAli,13/02/1984\nSara,04/11/1985\nAzad,31/13/1990\n"), "DOB")
    assert (found.options.order, codes(found)) == ("dmy", set())


def test_dates_that_go_either_way_are_asked_whatever_another_column_tells():
    alone = column(proposed("Name,DOB\nAli,03/12/1984\nOmar,04/11/1985\n"), "DOB")
    assert (alone.state, codes(alone)) == (UNSURE, {"order"})
    text = "Name,DOB,Date recorded\nAli,03/12/1984,25/01/2026\nOmar,04/11/1985,26/01/2026\n"
    beside = column(proposed(text), "DOB")
    assert (beside.state, beside.options.order) == (UNSURE, "")
    assert [(one.code, one.filled) for one in beside.doubts] == [("order_from", ("Date recorded",))]


def test_dates_of_which_some_are_day_first_and_some_month_first_are_shown():
    text = "Name,DOB\nAli,13/12/1984\nOmar,12/25/1985\n"
    found = column(proposed(text), "DOB")
    assert (found.state, codes(found)) == (UNSURE, {"order_broken"})


def test_no_cell_outvotes_the_order_that_is_said():
    text = "Name,DOB\nAli,03/12/1984\nOmar,12/25/1985\n"
    samples = [sample(text)]
    answered = corrected(propose("x.csv", samples), samples, {"DOB": "birthDate:dmy"})
    found = column(answered, "DOB")
    assert (found.state, found.options.order, codes(found)) == (SAID, "dmy", {"order_differs"})
    good, bad = mapped(answered, samples[0])
    assert ("birthDate", "1984-12-03") in stated(good)
    assert [one.field for one in bad.refused] == ["DOB"]
    again = extended("x.csv", samples, kept=as_kept(answered), layout=answered.layout_data())
    assert column(again, "DOB").options.order == "dmy"


def test_a_header_whose_order_the_cells_contradict_is_asked():
    text = "Name,DOB (mm/dd/yyyy)\nAli,13/12/1984\nOmar,05/06/1985\n"
    found = column(proposed(text), "DOB (mm/dd/yyyy)")
    assert (found.state, found.options.order, codes(found)) == (UNSURE, "mdy", {"order_differs"})


PAYMENTS = "Sender,Recipient,Date,{amount}\nAli Hassan,Sara Ali,2026-01-13,{one}\n"
PAYMENTS += "Omar Aziz,Sara Ali,2026-01-14,{two}\n"


def payments(amount: str, one: str, two: str) -> Sample:
    return sample(PAYMENTS.format(amount=amount, one=f'"{one}"', two=f'"{two}"'))


@pytest.mark.parametrize(
    ("one", "two", "decimal", "doubts", "amount"),
    [
        ("1.500", "20", "", {"decimal"}, None),
        ("1,500", "2,000", "", {"decimal"}, None),
        ("1.500", "12,5", ",", set(), "1500"),
        ("1.500", "12.5", ".", set(), "1.500"),
        ("1,500", "1,500.25", ".", set(), "1500"),
        ("1.500.000", "1.500", ",", set(), "1500000"),
        ("12,5", "12.5", "", {"decimal_broken"}, None),
        ("1500", "0.500", ".", set(), "1500"),
        ("1\u066c500", "20", ".", set(), "1500"),
    ],
)
def test_the_decimal_mark_is_the_columns_and_asked_where_it_does_not_tell(
    one: str, two: str, decimal: str, doubts: set[str], amount: str | None
):
    seen = payments("Amount", one, two)
    proposal = propose("x.csv", [seen])
    found = column(proposal, "Amount")
    assert (found.options.decimal, codes(found)) == (decimal, doubts)
    assert (found.state == UNSURE) == (amount is None)
    if amount is not None:
        assert ("amount", amount) in stated(mapped(proposal, seen)[0])


def test_money_without_thousandths_tells_what_a_mark_before_three_digits_is():
    seen = payments("Amount (EUR)", "1.500", "20")
    proposal = propose("x.csv", [seen])
    found = column(proposal, "Amount (EUR)")
    assert (found.state, found.options.decimal, codes(found)) == (SURE, ",", {"thousands"})
    assert ("amount", "1500") in stated(mapped(proposal, seen)[0])
    dinars = propose("x.csv", [payments("Amount (KWD)", "1.500 KWD", "20")])
    assert "decimal" in codes(column(dinars, "Amount (KWD)"))


def test_the_decimal_mark_is_said_once_and_kept():
    seen = payments("Amount", "1.500", "20")
    answered = corrected(propose("x.csv", [seen]), [seen], {"Amount": "amount:comma"})
    assert ("amount", "1500") in stated(mapped(answered, seen)[0])
    again = extended("x.csv", [seen], kept=as_kept(answered), layout=answered.layout_data())
    assert (column(again, "Amount").state, again.unsure) == (KEPT, ())


def test_a_number_beyond_the_first_rows_that_goes_either_way_is_refused():
    seen = payments("Amount", "15", "20")
    later = payments("Amount", "1.500", "1500.5")
    first, second = mapped(propose("x.csv", [seen]), later)
    assert [one.field for one in first.refused] == ["Amount"]
    assert ("amount", "1500.5") in stated(second)


def test_the_currency_in_a_cell_counts_before_that_of_the_header():
    seen = payments("Amount (USD)", "1500 EUR", "20")
    proposal = propose("x.csv", [seen])
    assert codes(column(proposal, "Amount (USD)")) == {"currency_differs"}
    euros, dollars = mapped(proposal, seen)
    assert {value for prop, value in stated(euros) if prop == "currency"} == {"EUR"}
    assert {value for prop, value in stated(dollars) if prop == "currency"} == {"USD"}


def test_the_currency_in_a_cell_is_kept_where_no_header_names_one():
    seen = payments("Amount", "1500 EUR", "20 USD")
    told = [stated(one) for one in mapped(propose("x.csv", [seen]), seen)]
    assert [("currency", "EUR") in told[0], ("currency", "USD") in told[1]] == [True, True]


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


def test_a_footnote_beside_a_number_stops_nothing():
    seen = sample("Name,Age\nAli Hassan,34²\nSara Amin,41\n")
    assert column(propose("x.csv", [seen]), "Name").target == "name"


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


def test_several_values_in_one_cell_are_several_values():
    seen = sample("Ref,Name,Tel\nK1,Ali Hassan; Ali H.,+447700900101;+447700900102\nK2,Omar,\n")
    proposal = propose("x.csv", [seen])
    row = mapped(proposal, seen)[0]
    assert {value for prop, value in stated(row) if prop == "phone"} == {
        "+447700900101", "+447700900102",
    }  # fmt: skip
    assert {value for prop, value in stated(row) if prop == "name"} == {"Ali Hassan", "Ali H."}


@pytest.mark.parametrize(
    ("header", "dates", "calendar"),
    [
        ("تاریخ تولد", ("1363/05/31", "1370/01/02"), "jalali"),
        ("ڕێکەوتی لەدایکبوون", ("2684/05/31", "2690/01/02"), "kurdish"),
        ("تاريخ الولادة (هجري)", ("1404/05/20", "1410/01/02"), "hijri"),
        ("DOB", ("1363/05/31", "1370/01/02"), "jalali"),
    ],
)
def test_the_calendar_is_the_columns(header: str, dates: tuple[str, str], calendar: str):
    text = f"Name,{header}\nAli,{dates[0]}\nOmar,{dates[1]}\n"
    assert column(proposed(text), header).options.calendar == calendar


def test_years_of_two_calendars_are_asked():
    one = column(proposed("Name,DOB\nAli,1363/05/20\nOmar,1370/01/02\n"), "DOB")
    assert (one.state, codes(one)) == (UNSURE, {"calendar"})


def test_an_id_that_repeats_is_not_the_persons():
    text = "Ref,Name\nK1,Ali\nK1,Omar\nK2,Sara\n"
    one = column(proposed(text), "Ref")
    assert (one.target, codes(one)) == ("notes", {"not_unique"})


def test_a_number_of_the_row_is_left_out_and_said_so():
    one = column(proposed("No,Name\n1,Ali\n2,Omar\n"), "No")
    assert (one.target, codes(one)) == ("ignore", {"counts_rows"})


def test_a_surname_beside_a_first_name_and_alone():
    both = proposed("Nom,Prénom\nHassan,Ali\nRashid,Omar\n")
    assert [one.target for one in both.tables[0].columns] == ["lastName", "firstName"]
    alone = proposed("Nom,Sexe\nAli Hassan,M\nSara Rashid,F\n")
    assert alone.tables[0].columns[0].target == "name"


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
