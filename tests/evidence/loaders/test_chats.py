"""WhatsApp's exported chats; everybody in them is invented."""

from dataclasses import replace
from pathlib import Path

import pytest

from hawkari.evidence.loaders import RowOutcome
from hawkari.evidence.loaders.chat_stamps import LONGEST_STAMP, stamp_of
from tests.evidence.loaders.reading import BRITISH, read, said, written


def dates(outcomes: list[RowOutcome]) -> list[str]:
    return [s.value for o in outcomes for s in o.statements if s.prop == "date"]


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("12/03/2024, 21:15 - Ali: x", "2024-03-12T21:15"),
        ("13/3/24, 9:15 PM - Ali: x", "2024-03-13T21:15"),
        ("3/13/24, 9:15\u202fPM - Ali: x", "2024-03-13T21:15"),
        ("2024-03-13, 21:15 - Ali: x", "2024-03-13T21:15"),
        ("13.03.24, 21:15 - Ali: x", "2024-03-13T21:15"),
        ("[13/03/2024, 21:15:33] Ali: x", "2024-03-13T21:15:33"),
        ("\u200e[13/03/24, 12:15:33 AM] Ali: x", "2024-03-13T00:15:33"),
        ("١٣\u200f/٣\u200f/٢٠٢٤، ٩:١٥ م - علي: x", "2024-03-13T21:15"),
        ("[۱۳/۳/۲۰۲۴،\u200f ۹:۱۵:۳۳ ق.ظ] علی: x", "2024-03-13T09:15:33"),
        ("13/03/2024 21:15 - Ali: x", "2024-03-13T21:15"),
    ],
)
def test_dates_as_phones_write_them(tmp_path: Path, line: str, moment: str):
    sure = "25/03/2024, 21:15 - Ali: day first\n" if line.startswith("12") else ""
    outcomes, _ = read(written(tmp_path, line + "\n" + sure))
    assert dates(outcomes)[0] == moment
    assert not outcomes[0].refused


def test_the_order_of_messages_tells_day_from_month(tmp_path: Path):
    # Month first these would go back in time; day first they do not.
    text = "11/03/2024, 10:00 - Ali: a\n01/04/2024, 10:00 - Ali: b\n"
    assert dates(read(written(tmp_path, text))[0]) == ["2024-03-11T10:00", "2024-04-01T10:00"]


def test_dates_that_can_be_read_in_two_ways_are_notes_and_said_once(tmp_path: Path):
    text = "01/03/2024, 10:00 - Ali: a\n02/03/2024, 10:00 - Ali: b\n"
    first, second = read(written(tmp_path, text))[0]
    assert dates([first, second]) == []
    assert [len(one.refused) for one in (first, second)] == [1, 0]
    assert "day first or month first" in first.refused[0].problem
    assert "--date-order dmy or mdy" in first.refused[0].remedy
    assert ("notes", "Sent: 02/03/2024, 10:00") in said(second, "Message")


def test_a_message_of_many_lines_a_colon_and_an_unsaved_sender(tmp_path: Path):
    text = (
        "[25/03/24, 10:00:00] ~\u202fAli: at: noon\n\nthird line\n"
        "[25/03/24, 10:00:01] \u202a+44\u00a07700\u00a0900101\u202c: \u200eimage omitted\n"
    )
    first, second = read(written(tmp_path, text))[0]
    assert ("bodyText", "at: noon\n\nthird line") in said(first, "Message")
    assert said(first, "UserAccount") == {
        ("service", "WhatsApp"), ("name", "Ali"),
        ("notes", "The name that the account gives itself."),
    }  # fmt: skip
    assert said(second, "UserAccount") == {("service", "WhatsApp"), ("phone", "+447700900101")}


def test_messages_of_the_service_are_kept_without_a_sender(tmp_path: Path):
    text = "25/03/2024, 10:00 - Ali added Omer\n"
    (only,) = read(written(tmp_path, text))[0]
    assert ("bodyText", "Ali added Omer") in said(only, "Message")
    assert not said(only, "UserAccount")


def test_a_longer_export_of_the_same_chat_gives_the_same_ids(tmp_path: Path):
    text = "25/03/2024, 10:00 - Ali: x\n25/03/2024, 10:00 - Ali: x\n"
    short = {s.entity_id for o in read(written(tmp_path, text))[0] for s in o.statements}
    longer = text + "26/03/2024, 10:00 - Ali: y\n"
    both = {s.entity_id for o in read(written(tmp_path, longer))[0] for s in o.statements}
    assert len(short) == 3
    assert short < both


# The order of dates


@pytest.mark.parametrize(("order", "moment"), [("dmy", "2024-03-01"), ("mdy", "2024-01-03")])
def test_a_person_says_which_number_is_the_day_where_the_chat_does_not(
    tmp_path: Path, order: str, moment: str
):
    text = "01/03/2024, 10:00 - Ali: a\n02/03/2024, 10:00 - Ali: b\n"
    outcomes, _ = read(written(tmp_path, text), replace(BRITISH, date_order=order))
    assert dates(outcomes)[0] == f"{moment}T10:00"
    assert not outcomes[0].refused


def test_a_date_that_is_none_in_the_order_that_a_person_says_is_refused_alone(tmp_path: Path):
    text = "01/03/2024, 10:00 - Ali: a\n25/03/2024, 10:00 - Ali: b\n"
    first, second = read(written(tmp_path, text), replace(BRITISH, date_order="mdy"))[0]
    assert dates([first]) == ["2024-01-03T10:00"]
    assert second.refused[0].field == "date"


def test_one_date_that_is_none_does_not_hide_the_order_of_the_others(tmp_path: Path):
    text = "25/03/2024, 10:00 - Ali: a\n45/45/2024, 10:00 - Ali: b\n26/03/2024, 10:00 - Ali: c\n"
    outcomes, _ = read(written(tmp_path, text))
    assert dates(outcomes) == ["2024-03-25T10:00", "2024-03-26T10:00"]


def test_dates_that_contradict_each_other_are_not_read(tmp_path: Path):
    text = "25/03/2024, 10:00 - Ali: a\n03/25/2024, 10:00 - Ali: b\n"
    outcomes, _ = read(written(tmp_path, text))
    assert dates(outcomes) == []
    assert "--date-order" in outcomes[0].refused[0].remedy


def test_a_year_of_two_digits_may_stand_first_only_where_phones_write_it_so(tmp_path: Path):
    def first(text: str) -> list[str]:
        return dates(read(written(tmp_path, text))[0])

    assert first("25/03/24, 10:00 - Ali: a\n") == ["2024-03-25T10:00"]
    assert first("25-03-24, 10:00 - Ali: a\n") == []
    assert first("24. 3. 30., 10:00 - Ali: a\n") == []
    assert first("24-03-31, 10:00 - Ali: a\n24-04-01, 10:00 - Ali: a\n") == [
        "2024-03-31T10:00", "2024-04-01T10:00",
    ]  # fmt: skip


def test_a_year_before_the_service_began_is_of_another_calendar_or_wrong(tmp_path: Path):
    for line in ("1402/12/22, 10:00 - Ali: a\n", "22/12/02, 10:00 - Ali: a\n"):
        (only,) = read(written(tmp_path, line))[0]
        assert dates([only]) == []
        assert only.refused[0].field == "date"


@pytest.mark.parametrize(
    ("half", "hour"),
    [
        ("ب.ن", "09"), ("د.ن", "21"), ("پ.ن", "09"), ("ص", "09"), ("م", "21"), ("مساءً", "21"),
        ("صباحًا", "09"), ("ق.ظ.", "09"), ("بعدازظهر", "21"), ("BN", "09"), ("PN", "21"),
        ("a.\u00a0m.", "09"), ("p.\u00a0m.", "21"),
    ],
)  # fmt: skip
def test_halves_of_the_day_as_phones_of_the_region_write_them(tmp_path: Path, half: str, hour: str):
    (only,) = read(written(tmp_path, f"25/03/2024، 9:15 {half} - Ali: x\n"))[0]
    assert dates([only]) == [f"2024-03-25T{hour}:15"]


def test_a_half_of_the_day_that_nobody_knows_or_that_cannot_be_is_not_guessed(tmp_path: Path):
    for clock in ("9:15 zm", "13:15 PM"):
        (only,) = read(written(tmp_path, f"25/03/2024, {clock} - Ali: x\n"))[0]
        assert dates([only]) == []


# Who writes


def accounts(outcomes: list[RowOutcome]) -> dict[str, str]:
    return {
        s.entity_id: s.value
        for one in outcomes
        for s in one.statements
        if s.schema == "UserAccount" and s.prop in ("name", "phone")
    }


def test_one_name_in_two_chats_is_two_accounts_and_one_number_is_one(tmp_path: Path):
    text = "25/03/2024, 10:00 - Ali: x\n25/03/2024, 10:00 - +44 7700 900101: x\n"
    one = accounts(read(written(tmp_path, text, "one.txt"))[0])
    two = accounts(read(written(tmp_path, text, "two.txt"))[0])
    assert [one[both] for both in one.keys() & two.keys()] == ["+447700900101"]


def test_messages_of_two_chats_that_say_the_same_are_two(tmp_path: Path):
    text = "25/03/2024, 10:00 - +44 7700 900101: ok\n"
    ids = [
        {s.entity_id for o in read(written(tmp_path, text, file))[0] for s in o.statements
         if s.schema == "Message"}
        for file in ("one.txt", "two.txt")
    ]  # fmt: skip
    assert not ids[0] & ids[1]


def test_a_name_that_an_account_gives_itself_is_not_the_contact_of_that_name(tmp_path: Path):
    text = "25/03/2024, 10:00 - Ali: x\n25/03/2024, 10:01 - ~ Ali: y\n"
    assert len(accounts(read(written(tmp_path, text))[0])) == 2


def test_a_number_that_an_account_gives_itself_as_a_name_is_not_its_number(tmp_path: Path):
    text = "25/03/2024, 10:00 - ~ +44 7700 900101: x\n"
    (only,) = read(written(tmp_path, text))[0]
    assert not [s for s in only.statements if s.prop == "phone"]


@pytest.mark.parametrize(
    "line",
    [
        'Ali changed the subject from "Boat" to "Boat: May"',
        "Ali a changé le sujet de « Boat » en «Boat: May»",
        "Ali hat den Betreff zu „Boat: Mai“ geändert",
        "Ali created group “Boat: May”",
    ],
)
def test_a_colon_in_what_the_service_quotes_makes_nobody(tmp_path: Path, line: str):
    (only,) = read(written(tmp_path, f"25/03/2024, 10:00 - {line}\n"))[0]
    assert not accounts([only])
    assert ("bodyText", line) in said(only, "Message")


def test_a_name_with_a_quotation_that_ends_is_a_name(tmp_path: Path):
    (only,) = read(written(tmp_path, '25/03/2024, 10:00 - Ali "Boat" H: x\n'))[0]
    assert list(accounts([only]).values()) == ['Ali "Boat" H']


def test_the_name_of_a_group_under_which_an_iphones_service_writes_is_nobody(tmp_path: Path):
    text = (
        "[25/03/24, 10:00:00] Boat: \u200eMessages and calls are end-to-end encrypted.\n"
        "[25/03/24, 10:00:01] Boat: \u200eAli added Omer\n"
        "\u200e[25/03/24, 10:00:02] Omer: \u200eimage omitted\n"
        "[25/03/24, 10:00:03] Sara: \u200ehidden\n"
    )
    outcomes, _ = read(written(tmp_path, text))
    assert list(accounts(outcomes).values()) == ["Omer", "Sara"]
    assert ("threadTopic", "Boat") in said(outcomes[0], "Message")


def test_in_a_chat_of_two_the_first_name_is_somebody_if_they_write(tmp_path: Path):
    text = (
        "[25/03/24, 10:00:00] Ali: \u200eMessages and calls are end-to-end encrypted.\n"
        "[25/03/24, 10:00:01] Ali: salam\n"
    )
    outcomes, _ = read(written(tmp_path, text))
    assert list(accounts(outcomes).values()) == ["Ali"]
    assert any(value.startswith("It begins as") for _, value in said(outcomes[0], "Message"))


def test_a_date_of_another_form_in_a_text_begins_no_message(tmp_path: Path):
    text = "25/03/2024, 10:00 - Ali: look\n[12/03/24, 09:00:00] Omer: I did it\n"
    (only,), context = read(written(tmp_path, text))
    assert list(accounts([only]).values()) == ["Ali"]
    assert context.unused.counts == {
        "dates of another form at the beginning of a line of text": 1,
    }  # fmt: skip


def test_a_stamp_is_looked_for_in_the_beginning_of_a_line_alone():
    line = "25/03/2024, 10:00 - Ali: x"
    marks = "\u200e" * 20
    assert stamp_of(marks + line) is not None
    assert stamp_of("\u200e" * LONGEST_STAMP + line) is None
    assert stamp_of("\u200e" * 1_000_000) is None


# What somebody does to be hidden, or to put words into another's mouth


@pytest.mark.parametrize("name", ['~ Ali "', "~ Ali “", '+44 7700 900101 "x'])
def test_a_quotation_mark_in_a_name_that_somebody_chooses_hides_nobody(tmp_path: Path, name: str):
    text = f'25/03/2024, 10:00 - {name}: he said "x" and “y”\n'
    assert len(accounts(read(written(tmp_path, text))[0])) == 1


def test_a_mark_before_each_text_hides_nobody_in_a_chat_of_two(tmp_path: Path):
    text = (
        "[25/03/24, 10:00:00] Ali: \u200eMessages and calls are end-to-end encrypted.\n"
        "[25/03/24, 10:00:01] Ali: \u200eI do not begin as I seem\n"
        "[25/03/24, 10:00:02] Omer: yes\n"
    )
    assert list(accounts(read(written(tmp_path, text))[0]).values()) == ["Ali", "Omer"]


def test_a_message_behind_later_ones_says_that_it_may_be_a_text_of_another(tmp_path: Path):
    text = (
        "25/03/2024, 10:00 - Ali: look\n12/03/2024, 09:00 - Omer: I did it\n"
        "25/03/2024, 09:59 - Ali: see\n"
    )
    notes = [
        any(prop == "notes" and "behind messages of later days" in value for prop, value in
            said(one, "Message"))
        for one in read(written(tmp_path, text))[0]
    ]  # fmt: skip
    assert notes == [False, True, False]
