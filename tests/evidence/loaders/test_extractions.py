"""Phone extractions: contacts, calls, messages and accounts; everybody in them is invented."""

import warnings
import zipfile
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, RowOutcome
from tests.evidence.loaders.reading import read, said
from tests.evidence.loaders.report_files import (
    field,
    model,
    models,
    party,
    report,
    write_report,
)

WHEN = field("TimeStamp", "x", "TimeStamp", formattedTimestamp="2026-01-02T06:04:05.000+03:00")


def extraction(folder: Path, *kinds: str) -> Path:
    path = folder / "phone.ufdr"
    write_report(path, report(*kinds), ("files/Image/a.jpg", b"\xff\xd8\xff"))
    return path


def test_a_contact_with_its_numbers_and_a_note_where_none_fits(tmp_path: Path):
    contact = model(
        "Contact", "c-1",
        field("Name", "بەرزان عەلی"), field("Source", "WhatsApp"), field("Shoe", "43"),
        models(
            "Entries",
            model("PhoneNumber", "", field("Value", "07700 900101"), field("Category", "Mobile")),
            model("EmailAddress", "", field("Value", "a@example.org")),
            model("UserID", "", field("Value", "barzan"), field("Category", "Skype")),
        ),
        state="Deleted",
    )  # fmt: skip
    (only,), context = read(
        extraction(tmp_path, f'<modelType type="Contact">{contact}</modelType>')
    )
    assert said(only, "Person") == {
        ("name", "بەرزان عەلی"), ("phone", "+447700900101"), ("email", "a@example.org"),
        ("notes", "07700 900101: Mobile"), ("notes", "UserID Skype: barzan"),
        ("notes", "Source: WhatsApp"), ("notes", "Deleted on the phone."),
    }  # fmt: skip
    assert context.unused.counts == {"field Shoe of Contact": 1}


def test_a_call_with_both_parties_its_time_in_utc_and_its_length(tmp_path: Path):
    call = model(
        "Call", "k-1", WHEN, field("Duration", "00:01:02"), field("Direction", "Outgoing"),
        models("Parties", party("+447700900101", "", "From"), party("0770 0900102", "Omer", "To")),
    )  # fmt: skip
    (only,), _ = read(extraction(tmp_path, call))
    assert {
        ("date", "2026-01-02T03:04:05"), ("duration", "62"), ("callerNumber", "+447700900101"),
        ("receiverNumber", "+447700900102"), ("description", "Direction: outgoing"),
    } <= said(only, "Call")  # fmt: skip
    assert ("name", "Omer") in said(only, "LegalEntity")
    assert only.statements[-1].seen == "2026-01-02T03:04:05"


def test_the_role_of_a_lone_party_follows_from_the_direction(tmp_path: Path):
    call = model(
        "Call", "k-1", field("Direction", "Incoming"), models("Parties", party("+447700900101"))
    )
    (only,), _ = read(extraction(tmp_path, call))
    assert ("callerNumber", "+447700900101") in said(only, "Call")


def test_messages_of_a_chat_know_their_chat_and_who_wrote_to_whom(tmp_path: Path):
    message = model(
        "InstantMessage", "m-1", WHEN, field("Body", "سلام"),
        f'<modelField name="From" type="Party">{party("447700900101@s", "Ali")}</modelField>',
        models("To", party("+447700900102", "Omer")),
        models("Attachments", model("Attachment", "", field("Filename", "a.jpg"))),
    )  # fmt: skip
    chat = model(
        "Chat", "t-1", field("Source", "WhatsApp"), field("Name", "Boat"),
        models("Participants", party("+447700900102", "Omer")), models("Messages", message),
    )  # fmt: skip
    after = model("InstantMessage", "m-2", field("Body", "x"), field("Source", "Viber"))
    outcomes, context = read(extraction(tmp_path, chat, after))
    first = next(one for one in outcomes if one.statements)
    assert {
        ("threadTopic", "Boat"), ("bodyText", "سلام"), ("date", "2026-01-02T03:04:05"),
        ("notes", "Attachment, not opened: a.jpg"),
    } <= said(first, "Message")  # fmt: skip
    assert {
        ("service", "WhatsApp"), ("name", "Ali"), ("username", "447700900101@s"),
        ("phone", "+447700900102"),
    } <= said(first, "UserAccount")  # fmt: skip
    assert context.unused.counts == {"models of the kind Party": 1}
    assert said(outcomes[-1], "Message") == {("bodyText", "x")}


def test_kinds_that_are_not_read_are_counted_and_passwords_are_not_kept(tmp_path: Path):
    secret = model("Password", "w-1", field("Data", "hush"))
    account = model(
        "UserAccount", "a-1", field("Username", "ali"), field("ServiceType", "Google"),
        field("Password", "hush"),
    )  # fmt: skip
    outcomes, context = read(extraction(tmp_path, secret, account))
    assert not any("hush" in s.value for one in outcomes for s in one.statements)
    assert context.unused.counts == {
        "models of the kind Password": 1, "field Password of UserAccount": 1,
    }  # fmt: skip


def test_a_report_that_ends_too_early_gives_what_is_whole(tmp_path: Path):
    path = tmp_path / "phone.ufdr"
    whole = report(model("Contact", "c-1", field("Name", "Ali")), "<cut>")
    write_report(path, whole)
    first, broken = read(path)[0]
    assert first.statements
    assert broken.damaged
    assert broken.refused[0].row == "after Contact c-1"


def test_a_report_that_swells_is_refused(tmp_path: Path):
    path = tmp_path / "phone.ufdr"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.xml", b" " * (64 << 20))
    with pytest.raises(BadInput, match="far more than its size"):
        read(path)


# Who is whom


def at(moment: str) -> str:
    return field("TimeStamp", moment, "TimeStamp")


def sms(stated: str, *who: str) -> str:
    return model("SMS", stated, field("Body", "x"), models("Parties", *who))


def accounts(outcomes: list[RowOutcome], *schemata: str) -> dict[str, str]:
    """Name, phone or user name of each party by its id."""
    kinds = schemata or ("UserAccount", "LegalEntity")
    return {
        s.entity_id: s.value
        for one in outcomes
        for s in one.statements
        if s.schema in kinds and s.prop in ("name", "phone", "username")
    }


def two_phones(folder: Path, *kinds: str) -> tuple[dict[str, str], dict[str, str]]:
    """The parties of the same models in the extractions of two phones."""
    first = extraction(folder, *kinds).rename(folder / "one.ufdr")
    second = extraction(folder, *kinds).rename(folder / "two.ufdr")
    return accounts(read(first)[0]), accounts(read(second)[0])


def test_a_number_is_one_party_in_every_extraction_and_a_name_is_not(tmp_path: Path):
    call = model(
        "Call", "", field("Direction", "Incoming"),
        models("Parties", party("07700 900101"), party("", "Ali")),
    )  # fmt: skip
    one, two = two_phones(tmp_path, call, sms("", party("+447700900101", role="From")))
    assert {one[both] for both in one.keys() & two.keys()} == {"+447700900101"}


@pytest.mark.parametrize(
    "unknown", ["Unknown", "Private number", "-1", "0000", "No Caller ID", "مجهول", "Anonymous"]
)
def test_what_stands_for_nobody_is_nobody(tmp_path: Path, unknown: str):
    call = model(
        "Call", "k-1", field("Direction", "Incoming"), models("Parties", party(unknown, unknown))
    )
    (only,), _ = read(
        extraction(
            tmp_path,
            call,
        )
    )
    assert not accounts([only])
    assert ("description", f"from {unknown} {unknown}") in said(only, "Call")


def test_a_name_alone_in_two_calls_is_two_parties(tmp_path: Path):
    calls = [
        model("Call", f"k-{n}", field("Direction", "Incoming"), models("Parties", party("", "Ali")))
        for n in (1, 2)
    ]
    assert list(accounts(read(extraction(tmp_path, *calls))[0]).values()) == ["Ali", "Ali"]


def test_a_name_alone_is_one_party_within_one_chat(tmp_path: Path):
    def chat(stated: str) -> str:
        written = [
            model("InstantMessage", f"{stated}-{n}", models("From", party("", "Ali")))
            for n in (1, 2)
        ]
        return model("Chat", stated, field("Id", stated), models("Messages", *written))

    outcomes, _ = read(extraction(tmp_path, chat("t-1"), chat("t-2")))
    assert list(accounts(outcomes).values()) == ["Ali", "Ali"]


def test_an_identifier_of_a_named_service_is_one_account_of_it_alone(tmp_path: Path):
    def message(service: str) -> str:
        return model(
            "InstantMessage", "", field("Source", service), models("From", party("sara.h", "Sara"))
        )

    one, two = two_phones(tmp_path, message("Instagram"), message("Skype"))
    assert len(one) == 2
    assert one.keys() == two.keys()


def instant(service: str, identifier: str) -> str:
    return model(
        "InstantMessage", "", field("Source", service), models("From", party(identifier, "Sara"))
    )


def test_the_number_of_an_account_is_no_telephone_where_a_service_has_its_own(tmp_path: Path):
    numbers = {
        service: [
            value
            for outcome in read(extraction(tmp_path, instant(service, "07700 900101")))[0]
            for one in outcome.statements
            if one.prop == "phone"
            for value in [one.value]
        ]
        for service in ("Telegram", "WhatsApp")
    }
    assert numbers == {"Telegram": [], "WhatsApp": ["+447700900101"]}


def test_an_identifier_of_no_named_service_is_nobody_in_another_extraction(tmp_path: Path):
    one, two = two_phones(tmp_path, instant("", "1001"))
    assert one
    assert not one.keys() & two.keys()


def test_the_name_that_a_text_message_comes_from_is_nobody_elsewhere(tmp_path: Path):
    one, two = two_phones(tmp_path, sms("", party("Bank", role="From")))
    assert one
    assert not one.keys() & two.keys()


def test_whatsapps_own_id_is_the_number_that_it_holds(tmp_path: Path):
    written = [
        model("InstantMessage", "", field("Source", "WhatsApp"), models("From", party(identifier)))
        for identifier in ("447700900101@s.whatsapp.net", "+447700900101")
    ]
    assert len(accounts(read(extraction(tmp_path, *written))[0])) == 1


def test_models_without_an_id_that_say_the_same_are_two(tmp_path: Path):
    call = model("Call", "", field("Duration", "00:01:00"))
    outcomes, _ = read(extraction(tmp_path, call, call))
    assert len({s.entity_id for one in outcomes for s in one.statements}) == 2


def test_rows_do_not_name_anybody(tmp_path: Path):
    outcomes, _ = read(
        extraction(
            tmp_path,
            model("Contact", "Ali Hassan", field("Name", "Ali")),
            model("Contact", "447700900101", field("Name", "Sara")),
            model("Contact", "c-7", field("Name", "Sara")),
        )
    )
    assert [one.statements[0].row for one in outcomes] == [
        "Contact number 1", "Contact number 2", "Contact c-7",
    ]  # fmt: skip


# What a report leaves open


@pytest.mark.parametrize(
    ("direction", "role", "prop"),
    [
        ("Incoming", "", "callerNumber"), ("Outgoing", "", "receiverNumber"),
        ("Missed", "", "callerNumber"), ("", "", ""), ("Unknown", "", ""),
        ("Outgoing", "General", ""), ("", "From", "callerNumber"),
    ],
)  # fmt: skip
def test_who_calls_is_stated_only_where_the_report_says_so(
    tmp_path: Path, direction: str, role: str, prop: str
):
    call = model(
        "Call", "k-1", field("Direction", direction),
        models("Parties", party("+447700900101", "", role)),
    )  # fmt: skip
    (only,), _ = read(extraction(tmp_path, call))
    props = {name for name, _ in said(only, "Call")} & {"callerNumber", "receiverNumber"}
    assert props == ({prop} if prop else set())
    if not prop:
        assert any("which side is not known: +447700900101" in value for _, value in
                   said(only, "Call"))  # fmt: skip


def test_the_owner_of_the_phone_is_on_the_other_side(tmp_path: Path):
    owner = model("Party", "", field("Identifier", "+447700900109"), field("IsPhoneOwner", "True"))
    call = model(
        "Call", "k-1", field("Direction", "Outgoing"),
        models("Parties", owner, party("+447700900101")),
    )  # fmt: skip
    (only,), _ = read(extraction(tmp_path, call))
    assert {("callerNumber", "+447700900109"), ("receiverNumber", "+447700900101")} <= said(
        only, "Call"
    )


def test_a_party_of_a_message_of_no_known_side_is_a_note(tmp_path: Path):
    (only,), _ = read(extraction(tmp_path, sms("m-1", party("+447700900101", "Ali", "General"))))
    assert not accounts([only])
    assert ("notes", "Takes part, on which side is not known: Ali +447700900101") in said(
        only, "Message"
    )


@pytest.mark.parametrize("length", ["62", "1:30", "about a minute"])
def test_a_length_without_its_units_is_a_note(tmp_path: Path, length: str):
    (only,), _ = read(extraction(tmp_path, model("Call", "k-1", field("Duration", length))))
    assert said(only, "Call") == {("description", f"Duration: {length}")}


# The order of dates


def moments(outcomes: list[RowOutcome]) -> list[str]:
    return [s.value for one in outcomes for s in one.statements if s.prop == "date"]


def dated(*when: str) -> list[str]:
    return [model("Call", f"k-{n}", at(one)) for n, one in enumerate(when)]


def test_one_date_tells_the_order_of_all_before_and_behind_it(tmp_path: Path):
    day_first = dated("03/04/2024 10:00", "25/03/2024 10:00", "05/04/2024 10:00")
    assert moments(read(extraction(tmp_path, *day_first))[0]) == [
        "2024-04-03T10:00", "2024-03-25T10:00", "2024-04-05T10:00",
    ]  # fmt: skip
    month_first = dated("03/04/2024 10:00", "03/25/2024 10:00")
    assert moments(read(extraction(tmp_path, *month_first))[0]) == [
        "2024-03-04T10:00", "2024-03-25T10:00",
    ]  # fmt: skip


def test_dates_that_can_be_read_in_two_ways_are_notes_until_a_person_says(tmp_path: Path):
    path = extraction(tmp_path, *dated("03/04/2024 10:00", "05/04/2024 10:00"))
    outcomes, _ = read(path)
    assert moments(outcomes) == []
    assert [len(one.refused) for one in outcomes] == [1, 0]
    assert "--date-order dmy or mdy" in outcomes[0].refused[0].remedy
    assert ("description", "Date: 03/04/2024 10:00") in said(outcomes[0], "Call")
    assert moments(read(path, Context("list", date_order="mdy"))[0]) == [
        "2024-03-04T10:00", "2024-05-04T10:00",
    ]  # fmt: skip


def test_an_offset_in_words_becomes_utc(tmp_path: Path):
    outcomes, _ = read(extraction(tmp_path, *dated("25/03/2024 10:00:00(UTC+3)")))
    assert moments(outcomes) == ["2024-03-25T07:00:00"]
    assert outcomes[0].statements[0].seen == "2024-03-25T07:00:00"


@pytest.mark.parametrize("name", ["report.xml", "Report.xml"])
def test_an_archive_with_two_reports_is_refused(tmp_path: Path, name: str):
    path = extraction(tmp_path, *dated("25/03/2024"))
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(name, report(model("Contact", "c-1", field("Name", "Other"))))
    with pytest.raises(BadInput, match="two files of one name"):
        read(path)
