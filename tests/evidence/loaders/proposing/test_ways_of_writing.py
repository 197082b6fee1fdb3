"""How a column writes dates, numbers and money: what it tells, and what is asked."""

import pytest

from hawkari.evidence.loaders.proposing import (
    KEPT,
    SAID,
    SURE,
    UNSURE,
    as_kept,
    corrected,
    extended,
    propose,
)
from hawkari.evidence.loaders.proposing.clocks import clock_of
from hawkari.evidence.loaders.tables import Sample
from tests.evidence.loaders.proposing.proposed import (
    codes,
    column,
    mapped,
    proposed,
    sample,
    stated,
)


def test_day_and_month_are_told_by_the_column_not_by_the_cell():
    text = "Name,DOB\nAli,03/12/1984\nOmar,25/12/1985\n"
    assert column(proposed(text), "DOB").options.order == "dmy"
    text = "Name,DOB\nAli,03/12/1984\nOmar,12/25/1985\n"
    assert column(proposed(text), "DOB").options.order == "mdy"


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


def test_a_footnote_beside_a_number_stops_nothing():
    seen = sample("Name,Age\nAli Hassan,34²\nSara Amin,41\n")
    assert column(propose("x.csv", [seen]), "Name").target == "name"


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


@pytest.mark.parametrize(
    ("header", "lengths", "clock"),
    [
        ("Duration", ("12", "190"), ""),
        ("Duration", ("0:00:12", "0:03:10"), "h:m:s"),
        ("Duration (mm:ss)", ("0:12", "3:10"), "m:s"),
        ("Duration hh:mm", ("0:12", "3:10"), "h:m"),
        ("Duration", ("0:12", "24:10"), "m:s"),
        ("Duration", ("0:12", "23:10"), None),
    ],
)
def test_a_length_of_time_is_what_its_header_or_its_column_says(
    header: str, lengths: tuple[str, str], clock: str | None
):
    assert clock_of(header, lengths) == clock


def test_a_length_of_time_that_may_be_minutes_or_hours_is_asked_and_read_as_is_said():
    rows = "+447700900101,+447700900103,2024-05-0{},{}\n"
    text = (
        "A number,B number,Call start,Duration\n" + rows.format(1, "0:12") + rows.format(2, "3:10")
    )
    seen = [sample(text)]
    proposal = propose("x.csv", seen)
    one = column(proposal, "Duration")
    assert (one.state, codes(one)) == (UNSURE, {"clock"})
    unsaid = corrected(proposal, seen, {"Duration": "duration"})
    assert column(unsaid, "Duration").state == UNSURE
    told = corrected(proposal, seen, {"Duration": "duration:m:s"})
    assert ("duration", "190") in stated(mapped(told, seen[0])[1])
    (kept,) = as_kept(told)
    assert [one["clock"] for one in kept["columns"]] == ["", "", "", "m:s"]
