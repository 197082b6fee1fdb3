"""Letters: their people, times, texts and parts; everybody in them is invented."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from hawkari.evidence.loaders import RowOutcome, loader_for
from hawkari.evidence.loaders.letters import MOST_BOUNDARIES
from tests.evidence.loaders.letter_files import message
from tests.evidence.loaders.reading import read, said, written


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


def test_a_letter_of_parts_without_end_is_refused_alone(tmp_path: Path):
    parts = "--a\n" * (MOST_BOUNDARIES + 2)
    text = (
        f"From: ali@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n{parts}"
    )
    (only,) = read(written(tmp_path, text))[0]
    assert only.refused[0].problem == "the message has too many parts"
