"""Contacts, e-mail and chats; everybody in them is invented."""

import mailbox
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.evidence.loaders import Context, RowOutcome, loader_for
from hawkari.evidence.loaders.letters import LARGEST_HEADERS, MOST_BOUNDARIES
from hawkari.evidence.loaders.mail_boxes import messages_of
from tests.evidence.loaders.letter_files import message

FILES = Path(__file__).parent / "files"


def read(path: Path) -> tuple[list[RowOutcome], Context]:
    context = Context("list", country="GB")
    loader = loader_for(path)
    layout = loader.sniff(path, context, ())
    return list(loader.rows(path, layout, context)), context


def said(outcome: RowOutcome, schema: str) -> set[tuple[str, str]]:
    return {(s.prop, s.value) for s in outcome.statements if s.schema == schema}


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "file.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# Contacts


def test_contacts_that_another_library_wrote():
    """``contacts.vcf`` was written by vobject 0.9.9."""
    (first, second), context = read(FILES / "contacts.vcf")
    assert {
        ("name", "بەرزان عەلی"), ("firstName", "بەرزان"), ("lastName", "عەلی"),
        ("phone", "+447700900101"), ("email", "barzan@example.org"), ("birthDate", "1984-03-12"),
        ("address", "Quay 2, Dock; 3, Basra, 61001, Iraq"),
        ("notes", "A long note that the library folds after seventy-five bytes, with a line end\n"
         "and a comma, too."),
    } == said(first, "Person")  # fmt: skip
    assert ("notes", "ORG: Port;Basra") in said(second, "Person")
    assert not first.refused
    assert not second.refused
    assert context.unused.counts == {"parameter TYPE of TEL": 1}


def test_quoted_printable_soft_line_ends_and_charsets_of_version_2(tmp_path: Path):
    arabic = "".join(f"={byte:02X}" for byte in "حسين".encode("cp1256"))
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        f"FN;CHARSET=WINDOWS-1256;ENCODING=QUOTED-PRINTABLE:{arabic}\r\n"
        "NOTE;QUOTED-PRINTABLE:a=3D=\r\nb\r\nTEL;CELL;PREF:07700 900102\r\n"
        "PHOTO;BASE64:AAAA\r\n BBBB\r\n\r\nEND:VCARD\r\n"
    )
    (only,), context = read(written(tmp_path, card))
    assert {("name", "حسين"), ("notes", "a=b"), ("phone", "+447700900102")} == said(only, "Person")
    assert context.unused.counts["property PHOTO"] == 1


def test_a_card_without_a_name_is_named_by_its_parts(tmp_path: Path):
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Reshid;Haval;;Dr;\nEND:VCARD\n"
    (only,), _ = read(written(tmp_path, card))
    assert ("name", "Dr Haval Reshid") in said(only, "Person")


def test_an_organization_a_partial_birthday_and_odd_values_lose_nothing(tmp_path: Path):
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Port\nBDAY:--0312\nGENDER:F\nTITLE:x\n"
        "IMPP:xmpp:a@b\nURL:no url\nEND:VCARD\n"
    )
    (only,), _ = read(written(tmp_path, card))
    assert {
        ("name", "Port"), ("notes", "BDAY: --0312"), ("notes", "GENDER: F"), ("notes", "TITLE: x"),
        ("notes", "IMPP: xmpp:a@b"), ("notes", "URL: no url"),
    } == said(only, "Organization")  # fmt: skip


def test_the_same_card_has_the_same_id_wherever_it_stands(tmp_path: Path):
    one, two = (f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n" for name in ("Ali", "Omer"))
    forth, _ = read(written(tmp_path, one + two))
    back, _ = read(written(tmp_path, two + one))
    assert {s.entity_id for o in forth for s in o.statements} == {
        s.entity_id for o in back for s in o.statements
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("BEGIN:VCARD\nFN:Ali\n", "the card does not end"),
        ("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", "the card says nothing"),
    ],
)
def test_a_card_that_cannot_be_used_is_refused_alone(tmp_path: Path, text: str, problem: str):
    good = "BEGIN:VCARD\nFN:Ali\nEND:VCARD\n"
    (first, second), _ = read(written(tmp_path, good + text))
    assert first.statements
    assert second.refused[0].problem == problem


def test_a_card_that_does_not_end_hides_none_behind_it(tmp_path: Path):
    text = "BEGIN:VCARD\nFN:Ali\nBEGIN:VCARD\nFN:Omer\nEND:VCARD\nBEGIN:VCARD\nFN:Sara\nEND:VCARD\n"
    broken, *rest = read(written(tmp_path, text))[0]
    assert broken.refused[0].problem == "the card does not end"
    assert [s.value for one in rest for s in one.statements if s.prop == "name"] == ["Omer", "Sara"]


def test_a_card_of_an_agent_is_within_its_card(tmp_path: Path):
    text = "BEGIN:VCARD\nFN:Ali\nAGENT:\nBEGIN:VCARD\nFN:Omer\nEND:VCARD\nEND:VCARD\n"
    (only,), context = read(written(tmp_path, text))
    assert ("name", "Ali") in said(only, "Person")
    assert context.unused.counts["lines of a card within a card"] == 2


def names_of(path: Path) -> dict[str, str]:
    """Each entity's schema by its id, of all the cards of a file."""
    return {s.entity_id: s.schema for one in read(path)[0] for s in one.statements}


def test_two_cards_that_say_only_one_name_are_two_people(tmp_path: Path):
    card = "BEGIN:VCARD\nFN:Ali\nEND:VCARD\n"
    assert len(names_of(written(tmp_path, card * 3))) == 3
    for file in ("one", "two"):
        (tmp_path / file).mkdir()
    one = written(tmp_path / "one", card).rename(tmp_path / "one.vcf")
    two = written(tmp_path / "two", card).rename(tmp_path / "two.vcf")
    assert not names_of(one).keys() & names_of(two).keys()


@pytest.mark.parametrize(
    ("uid", "is_one"),
    [("urn:uuid:7d444840-9dc0-11d1-b245-5ffdce74fad2", True), ("1", False), ("Ali", False)],
)
def test_a_uid_holds_in_every_file_only_where_it_is_a_uuid(tmp_path: Path, uid: str, is_one: bool):
    card = f"BEGIN:VCARD\nUID:{uid}\nFN:%s\nEND:VCARD\n"
    one = written(tmp_path, card % "Ali").rename(tmp_path / "one.vcf")
    two = written(tmp_path, card % "Omer").rename(tmp_path / "two.vcf")
    assert bool(names_of(one).keys() & names_of(two).keys()) is is_one
    assert len(names_of(written(tmp_path, card % "Ali" + card % "Ali H"))) == 1


@pytest.mark.parametrize(
    ("lines", "schema"),
    [
        ("FN:Port of Basra\nORG:Port of Basra", "LegalEntity"),
        ("N:;;;;\nORG:Port;Pilots\nFN:Port Pilots", "LegalEntity"),
        ("FN:Port\nX-ABShowAs:COMPANY", "Organization"),
        ("KIND:group\nFN:Boatmen", "LegalEntity"),
        ("KIND:location\nFN:Quay 2", "LegalEntity"),
        ("FN:Ali\nORG:Port of Basra", "Person"),
        ("FN:Port\nN:Port;;;;\nORG:Port", "Person"),
    ],
)
def test_a_card_that_names_only_a_company_is_no_person(tmp_path: Path, lines: str, schema: str):
    card = f"BEGIN:VCARD\n{lines}\nEND:VCARD\n"
    assert list(names_of(written(tmp_path, card)).values()) == [schema]


def test_a_charset_that_is_no_charset_of_texts_is_not_used(tmp_path: Path):
    card = "BEGIN:VCARD\nFN;CHARSET=punycode;ENCODING=QUOTED-PRINTABLE:a-b=C3=A9\nEND:VCARD\n"
    (only,), _ = read(written(tmp_path, card))
    assert ("name", "a-bé") in said(only, "Person")


def test_an_extension_behind_a_number_is_kept_in_words(tmp_path: Path):
    card = "BEGIN:VCARD\nFN:Ali\nTEL;VALUE=uri:tel:+447700900101;ext=12\nEND:VCARD\n"
    (only,), _ = read(written(tmp_path, card))
    assert {("phone", "+447700900101"), ("notes", "TEL +447700900101: ext=12")} <= said(
        only, "Person"
    )


# E-mail


def letter() -> EmailMessage:
    made = message(7, "Ali")
    made["From"] = "علي حسين <ali@example.org>"
    made["Cc"] = "harbour@example.org, Omer <omer@example.org>"
    made["In-Reply-To"] = "<6@example.org>"
    made["X-Originating-IP"] = "192.0.2.7"
    return made


def test_a_letter_gives_its_people_times_and_text(tmp_path: Path):
    made = letter()
    made.add_alternative("<p>سلام</p>", subtype="html")
    made.add_attachment(b"x" * 300, maintype="application", subtype="pdf", filename="ticket.pdf")
    (only,), context = read(written(tmp_path, made.as_bytes()))
    assert {
        ("messageId", "<7@example.org>"), ("subject", "سلام 7"), ("date", "2026-01-02T00:04:05"),
        ("from", "علي حسين <ali@example.org>"), ("to", "harbour@example.org"),
        ("bodyText", "From Ali\nسلام"), ("notes", "x-originating-ip: 192.0.2.7"),
        ("notes", "Attachment, not opened: ticket.pdf (application/pdf, about 300 bytes)"),
        ("cc", "harbour@example.org"), ("cc", "Omer <omer@example.org>"),
        ("inReplyTo", "<6@example.org>"), ("emitters", "list:mail-ali@example.org"),
        ("recipients", "list:mail-omer@example.org"),
    } <= said(only, "Email")  # fmt: skip
    assert {("name", "علي حسين"), ("email", "ali@example.org"), ("name", "Omer")} <= said(
        only, "LegalEntity"
    )
    assert context.unused.counts == {"body in HTML beside one in text": 1}
    assert not only.refused


def test_a_body_in_html_alone_is_read_as_text(tmp_path: Path):
    made = EmailMessage()
    made["From"] = "ali@example.org"
    made["Subject"] = "x"
    made.set_content("<style>p{}</style><p>one</p><p>t<b>wo</b> &amp;</p>", subtype="html")
    (only,), _ = read(written(tmp_path, made.as_bytes()))
    assert ("bodyText", "one\ntwo &") in said(only, "Email")


def test_what_only_the_body_in_html_says_is_not_hidden_by_the_one_in_text(tmp_path: Path):
    made = letter()
    made.add_alternative("<p>Quay 2 at noon</p>", subtype="html")
    (only,), _ = read(written(tmp_path, made.as_bytes()))
    assert {("bodyText", "From Ali\nسلام"), ("bodyText", "Quay 2 at noon")} <= said(only, "Email")


def test_letters_of_a_mailbox_come_one_by_one_with_their_quoted_lines(tmp_path: Path):
    from tests.evidence.loaders.letter_files import write_mbox

    path = tmp_path / "box"
    write_mbox(path, ["Ali", "Omer"])
    outcomes, _ = read(path)
    bodies = [value for one in outcomes for prop, value in said(one, "Email") if prop == "bodyText"]
    assert bodies == ["From Ali\nسلام", "From Omer\nسلام"]


def test_a_date_and_a_text_that_cannot_be_read_are_reported(tmp_path: Path):
    text = "From: ali@example.org\nDate: yesterday\nSubject: =?x?q?=\n\na\x00b\n"
    (only,), _ = read(written(tmp_path, text))
    assert {one.field for one in only.refused} == {"date", "bodyText"}
    assert ("from", "ali@example.org") in said(only, "Email")


def test_a_letter_that_answers_another_points_at_it(tmp_path: Path):
    (answer,), _ = read(written(tmp_path, letter().as_bytes()))
    earlier = message(6, "Omer")
    (first,), _ = read(written(tmp_path, earlier.as_bytes()))
    (address,) = {s.entity_id for s in first.statements if s.schema == "Email"}
    assert ("inReplyToEmail", address) in said(answer, "Email")


def test_a_table_with_colons_is_no_letter(tmp_path: Path):
    assert loader_for(written(tmp_path, "From: x,To: y\n1,2\n")).name == "delimited"


# Who sends and who gets it


def parties(outcome: RowOutcome, prop: str) -> list[str]:
    """The addresses of those whom a letter's property refers to, in order."""
    known = {s.entity_id: s.value for s in outcome.statements if s.prop == "email"}
    return [known[s.value] for s in outcome.statements if s.prop == prop]


def headed(*lines: str) -> str:
    return "\n".join((*lines, "Date: Fri, 02 Jan 2026 03:04:05 +0300", "", "x", ""))


@pytest.mark.parametrize(
    "forged",
    [
        "=?utf-8?q?Other_=3Cother=40example=2Eorg=3E=2C?= <ali@example.org>",
        "=?utf-8?b?PG90aGVyQGV4YW1wbGUub3JnPg==?= <ali@example.org>",
        '"<other@example.org>," <ali@example.org>',
        "(<other@example.org>) Ali <ali@example.org>",
        "=?utf-8?q?other=40example=2Eorg=2C?=\n <ali@example.org>",
        "=?utf-8?q?a,_b?= <ali@example.org>",
    ],
)
def test_no_name_becomes_a_sender(tmp_path: Path, forged: str):
    (only,), _ = read(written(tmp_path, headed(f"From: {forged}", "Subject: x")))
    assert parties(only, "emitters") == ["ali@example.org"]


def test_a_name_that_looks_like_an_address_is_shown_as_a_name(tmp_path: Path):
    forged = "=?utf-8?q?Other_=3Cother=40example=2Eorg=3E?= <ali@example.org>"
    (only,), _ = read(written(tmp_path, headed(f"From: {forged}", "Subject: x")))
    assert ("from", '"Other <other@example.org>" <ali@example.org>') in said(only, "Email")


@pytest.mark.parametrize(
    "odd",
    ["<a@example.org> <b@example.org>", "Ali ali@example.org", "ali@example.org <b@example.org> x",
     "<a@example.org", "a@example.org>", "ali(at)example.org"],
)  # fmt: skip
def test_what_is_not_one_address_is_text_and_nobody(tmp_path: Path, odd: str):
    (only,), _ = read(written(tmp_path, headed(f"From: {odd}", "Subject: x")))
    assert parties(only, "emitters") == []
    assert ("from", odd) in said(only, "Email")


def test_two_lines_of_senders_name_no_sender(tmp_path: Path):
    text = headed("From: ali@example.org", "From: other@example.org", "Subject: x")
    (only,), _ = read(written(tmp_path, text))
    assert parties(only, "emitters") == []
    assert {("from", "ali@example.org"), ("from", "other@example.org")} <= said(only, "Email")
    assert only.refused[0].field == "from"


def test_where_answers_go_is_neither_sender_nor_recipient(tmp_path: Path):
    text = headed("From: ali@example.org", "Reply-To: other@example.org", "Subject: x")
    (only,), _ = read(written(tmp_path, text))
    assert parties(only, "emitters") == ["ali@example.org"]
    assert parties(only, "recipients") == []
    assert ("notes", "reply-to: other@example.org") in said(only, "Email")


def test_a_header_that_stands_once_too_often_is_kept_in_words(tmp_path: Path):
    text = headed("From: ali@example.org", "Subject: one", "Subject: two")
    (only,), _ = read(written(tmp_path, text))
    assert {("subject", "one"), ("notes", "subject: two")} <= said(only, "Email")


def test_letters_without_an_id_that_differ_in_their_text_alone_are_two(tmp_path: Path):
    one, two = (
        read(written(tmp_path, headed("From: ali@example.org", "Subject: x") + more))[0][0]
        for more in ("one", "two")
    )
    ids = [{s.entity_id for s in each.statements if s.schema == "Email"} for each in (one, two)]
    assert not ids[0] & ids[1]


def test_when_it_was_seen_is_in_the_form_of_every_date(tmp_path: Path):
    text = "From: ali@example.org\nSubject: x\nDate: 2026-1-2\n\nx\n"
    (only,), _ = read(written(tmp_path, text))
    assert {s.seen for s in only.statements} == {"2026-01-02"}


# Parts


def test_a_letter_that_is_attached_is_not_this_one(tmp_path: Path):
    inner = EmailMessage()
    inner["From"] = "other@example.org"
    inner["Subject"] = "inner"
    inner.set_content("what the other says")
    outer = letter()
    outer.add_attachment(inner)
    (only,), _ = read(written(tmp_path, outer.as_bytes()))
    assert [value for prop, value in said(only, "Email") if prop == "bodyText"] == [
        "From Ali\nسلام"
    ]
    assert any(
        value.startswith("Attached letter, not opened: without a name (message/rfc822")
        for prop, value in said(only, "Email")
        if prop == "notes"
    )
    assert "other@example.org" not in {s.value for s in only.statements}


def test_parts_that_are_attached_as_one_are_one_attachment(tmp_path: Path):
    text = (
        "From: ali@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n"
        "--a\n\nmine\n--a\nContent-Type: multipart/mixed; boundary=b\n"
        "Content-Disposition: attachment\n\n--b\n\ntheirs\n--b--\n--a--\n"
    )
    (only,), _ = read(written(tmp_path, text))
    assert [value for prop, value in said(only, "Email") if prop == "bodyText"] == ["mine"]


def test_a_body_in_a_charset_that_is_none_is_read_by_the_rule_of_all_texts(tmp_path: Path):
    text = "From: ali@example.org\nSubject: x\nContent-Type: text/plain; charset=punycode\n\nسلام"
    (only,), _ = read(written(tmp_path, text))
    assert ("bodyText", "سلام") in said(only, "Email")


def test_bytes_of_no_encoding_are_refused_not_guessed(tmp_path: Path):
    (only,), _ = read(written(tmp_path, b"From: ali@example.org\nSubject: x\n\n\xff\xfe\x81a\n"))
    assert [one.field for one in only.refused] == ["bodyText"]


# Mailboxes


def bodies(outcomes: list[RowOutcome]) -> list[str]:
    return [value for one in outcomes for prop, value in said(one, "Email") if prop == "bodyText"]


MARK = "From ali@example.org Fri Jan  2 03:04:05 2026"
HEAD = "From: ali@example.org\nSubject: x\n"


@pytest.mark.parametrize(
    "prose",
    ["From my side it was in 2024", "From 10:00 to 12:30 we wait", "From ali in 2026", MARK + " x",
     "From here Fri Jan  2 03:04:05 2026 on we wait", MARK],
)  # fmt: skip
def test_prose_that_begins_as_a_mailboxs_line_does_begins_no_letter(tmp_path: Path, prose: str):
    # The last is the mailbox's own line, but with no header behind it.
    text = f"{MARK}\n{HEAD}\none\n\n{prose}\ntwo words\n"
    outcomes, _ = read(written(tmp_path, text))
    assert bodies(outcomes) == [f"one\n\n{prose}\ntwo words"]


@pytest.mark.parametrize(
    "mark",
    [
        MARK, "From - Fri Jan 02 03:04:05 2026", "From ali@example.org Fri Jan 2 03:04 2026",
        "From 17@xxx Fri Jan 02 03:04:05 +0000 2026", "From x Fri Jan  2 03:04:05 EST 2026",
        "From x Fri, 02 Jan 2026 03:04:05 +0300", "From MAILER-DAEMON Fri Jan  2 03:04:05 2026\r",
    ],
)  # fmt: skip
def test_mailboxes_lines_as_programs_write_them(tmp_path: Path, mark: str):
    text = f"{mark}\n{HEAD}\none\n\n{mark}\n{HEAD}\ntwo\n"
    assert bodies(read(written(tmp_path, text))[0]) == ["one", "two"]


def test_a_line_of_a_mailbox_without_an_empty_one_before_it_is_text(tmp_path: Path):
    text = f"{MARK}\n{HEAD}\none\n{MARK}\n{HEAD}\ntwo\n"
    assert len(read(written(tmp_path, text))[0]) == 1


def test_quoted_lines_lose_one_mark_each(tmp_path: Path):
    text = f"{MARK}\n{HEAD}\n>From a\n>>From b\n> From c\n"
    assert bodies(read(written(tmp_path, text))[0]) == ["From a\n>From b\n> From c"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.lists(st.sampled_from(["From x", MARK, "", "From: a", "a b", "from x"]), max_size=6),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_mailboxes_are_parted_as_pythons_own_library_parts_them(
    tmp_path: Path, texts: list[list[str]]
):
    # It quotes every line that begins with From, so that there it is right.
    path = tmp_path / "box"
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for lines in texts:
        box.add((HEAD + "\n" + "\n".join(lines) + "\n").encode())
    box.close()
    with path.open("rb") as stream:
        found = [whole.partition(b"\n\n")[2] for whole in messages_of(stream) if whole is not None]
    with closing(mailbox.mbox(path)) as box:
        theirs = [one.get_payload().replace("\n>From ", "\nFrom ") for one in box]
    assert [one.decode().strip() for one in found] == [
        one.removeprefix(">" if one.startswith(">From ") else "").strip() for one in theirs
    ]


# Hostile letters


def test_a_letter_that_is_too_large_does_not_hide_the_others(tmp_path: Path):
    many = "a: b\n" * (LARGEST_HEADERS // 5 + 1)
    text = f"{MARK}\n{HEAD}{many}\nx\n\n{MARK}\n{HEAD}\ntwo\n"
    first, second = read(written(tmp_path, text))[0]
    assert first.refused[0].problem == "the message has more than 1 MiB of headers"
    assert bodies([second]) == ["two"]


def test_a_letter_of_parts_without_end_is_refused_alone(tmp_path: Path):
    parts = "--a\n" * (MOST_BOUNDARIES + 2)
    text = f"{HEAD}Content-Type: multipart/mixed; boundary=a\n\n{parts}"
    (only,) = read(written(tmp_path, text))[0]
    assert only.refused[0].problem == "the message has too many parts"
