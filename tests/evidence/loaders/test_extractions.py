"""Phone extractions: contacts, calls, messages and accounts; everybody in them is invented."""

import zipfile
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, RowOutcome, loader_for
from tests.evidence.loaders.report_files import (
    field,
    model,
    models,
    party,
    report,
    write_report,
)

WHEN = field("TimeStamp", "x", "TimeStamp", formattedTimestamp="2026-01-02T06:04:05.000+03:00")


def read(path: Path) -> tuple[list[RowOutcome], Context]:
    context = Context("list", country="GB")
    loader = loader_for(path)
    layout = loader.sniff(path, context, ())
    return list(loader.rows(path, layout, context)), context


def extraction(folder: Path, *kinds: str) -> Path:
    path = folder / "phone.ufdr"
    write_report(path, report(*kinds), ("files/Image/a.jpg", b"\xff\xd8\xff"))
    return path


def said(outcome: RowOutcome, schema: str) -> set[tuple[str, str]]:
    return {(s.prop, s.value) for s in outcome.statements if s.schema == schema}


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
