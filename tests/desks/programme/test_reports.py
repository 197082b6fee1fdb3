"""The quarterly report: every figure of the document is traced to its rows and added up again."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest
import typer
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from lxml import etree
from odfdo import Document
from typer.testing import CliRunner

from hawkari.desks.programme import report_cli
from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.reporting.composing import Days, Report, compose
from hawkari.desks.programme.reporting.sheets import sheets_of
from hawkari.desks.programme.reporting.word import word_of
from hawkari.desks.programme.services import report_parts
from hawkari.desks.programme.services.report_parts import Trace, period_of
from hawkari.desks.programme.services.reports import LANGUAGES, Asked, make_report, tell_quarter
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.acting import Office, busy_activity
from tests.desks.programme.playing import COMMITMENT, Desk, approved

pytestmark = pytest.mark.django_db
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def access(office):
    return office.officer()


@pytest.fixture
def quarter(access) -> str:
    """The one that is not over, in which something has happened."""
    busy_activity(access)
    desk = Desk("home-office", access.operation)
    line = desk.line(access)
    approved(access, desk.officer(), line, COMMITMENT, amount=Decimal(2000))
    approved(access, desk.officer(), line, amount=Decimal("1200.50"))
    return f"{access.today.year}Q{(access.today.month + 2) // 3}"


def told(text: str) -> Decimal | None:
    """The number that a cell of a document says."""
    found = NUMBER.search(text)
    return Decimal(found[0].replace(",", "")) if found else None


def again(values: list[str]) -> Decimal:
    """What the rows of a figure give: their sum, or how many they are."""
    numbers = [told(one) for one in values]
    known = [one for one in numbers if one is not None]
    return sum(known, Decimal(0)) if known else Decimal(len(values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_word_document_leads_to_rows_that_give_it_again(
    access, quarter, language
):
    asked = Asked(quarter, language, "docx", "https://hawkari.example")
    made = make_report(access, asked, fonts=settings.DOCUMENT_FONTS)
    document = docx.Document(io.BytesIO(made.content))
    body = list(document.element.body)
    marks = {
        mark.get(f"{W}name"): place
        for place, element in enumerate(body)
        for mark in element.iter(f"{W}bookmarkStart")
        if str(mark.get(f"{W}name")).startswith("figure")
    }
    links = [link for link in document.element.body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    assert len(links) == len(marks) == len(made.told.report.lines) > 10
    addresses = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert all(one.startswith("https://hawkari.example/programme/") for one in addresses)
    for link, line in zip(links, made.told.report.lines, strict=True):
        said = "".join(one.text or "" for one in link.iter(f"{W}t"))
        after = body[marks[link.get(f"{W}anchor")] + 1]
        rows = list(after.iter(f"{W}tr"))[1:]
        values = ["".join(one.text or "" for one in list(row.iter(f"{W}tc"))[2].iter(f"{W}t"))
                  for row in rows]  # fmt: skip
        assert len(rows) == len(line.rows), line.key
        if line.value is None:
            assert said == line.said, line.key
        else:
            assert told(said) == again(values) == line.value, line.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_spreadsheet_is_a_formula_over_its_own_rows(access, quarter, language):
    made = make_report(access, Asked(quarter, language, "ods"), fonts=settings.DOCUMENT_FONTS)
    figures, rows = Document(io.BytesIO(made.content)).body.tables
    seen = []
    for row in figures.rows:
        number, value = row.get_cell(0).value, row.get_cell(2)
        if not isinstance(number, (int, Decimal)):
            continue
        line = made.told.report.lines[int(number) - 1]
        seen.append(line.number)
        if line.value is None:
            assert value.value == line.said, line.key
            continue
        assert value.value == line.value, line.key
        if line.rows:
            kind, column, first, last = re.fullmatch(
                r"of:=(SUM|COUNTA)\(\[\$'[^']+'\.\$(\w)\$(\d+):\.\$\w\$(\d+)\]\)", value.formula
            ).groups()
            area = [rows.get_row(at - 1) for at in range(int(first), int(last) + 1)]
            assert {int(one.get_cell(0).value) for one in area} == {line.number}
            cells = [one.get_cell("ABCDE".index(column)) for one in area]
            counted = (
                len(cells) if kind == "COUNTA" else sum(Decimal(str(one.value)) for one in cells)
            )
            assert counted == line.value, line.key
    assert seen == [one.number for one in made.told.report.lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_holds_a_link_for_every_figure_and_every_row(access, quarter, language):
    asked = Asked(quarter, language, "pdf", "https://hawkari.example/")
    made = make_report(access, asked, fonts=settings.DOCUMENT_FONTS)
    lines = made.told.report.lines
    assert made.content.startswith(b"%PDF")
    addresses = {one.decode() for one in re.findall(rb"/URI\s*\(([^)]*)\)", made.content)}
    assert addresses == {row.url for one in lines for row in one.rows}
    places = set(re.findall(rb"\(figure(\d+)\)", made.content))
    assert {int(one) for one in places} == {one.number for one in lines}
    again = make_report(access, asked, fonts=settings.DOCUMENT_FONTS)
    assert again.sha256 == made.sha256


def test_a_figure_that_does_not_follow_from_its_rows_stops_the_report(access, quarter, monkeypatch):
    def wrong(*_: object) -> tuple[Table, ...]:
        row = Row("T-1", "/programme/", Decimal(1))
        return (Table("x", "X", (Figure("x.sum", "X", Decimal(2), rows=(row,)),)),)

    monkeypatch.setattr(report_parts, "PARTS", (wrong,))
    with pytest.raises(BadInput, match=r"do not follow from their rows: x\.sum"):
        make_report(access, Asked(quarter, "en"), fonts=settings.DOCUMENT_FONTS)


def test_what_is_not_published_is_said_in_words_and_never_as_zero():
    tables = (
        Table("m", "Money\x01", (Figure("m.paid", "Paid\ud800", None, "GBP"),), ("said \x0b",)),
        Table("n", "N", (Figure("n.g", "G", Decimal("0.5"), "%", (Row("1", "/x"),), "mean"),)),
    )
    days = Days(date(2025, 4, 1), date(2025, 4, 1))
    for language, words in (("en", "not published"), ("ckb", "بڵاونەکراوەتەوە")):
        with override(language):
            report = compose(tables, period_of("2025Q1"), days, handling="Internal")
        assert report.lines[0].said == words
        assert report.lines[1].follows is Trace.SAID
        assert report.lines[1].said == "0.50 %"
        assert words in xml_of(word_of(report), "word/document.xml")
        assert words in xml_of(sheets_of(report), "content.xml")


def xml_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        text = parts.read(name)
    return "".join(etree.fromstring(text).itertext())


def test_a_sorani_document_is_written_from_right_to_left(access, quarter):
    made = make_report(access, Asked(quarter, "ckb", "docx"), fonts=settings.DOCUMENT_FONTS)
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        text = parts.read("word/document.xml").decode()
    assert text.count("<w:bidiVisual/>") > 1
    assert '<w:lang w:bidi="ku-Arab-IQ"/>' in text
    sheet = make_report(access, Asked(quarter, "ckb", "ods"), fonts=settings.DOCUMENT_FONTS)
    with zipfile.ZipFile(io.BytesIO(sheet.content)) as parts:
        assert b'style:writing-mode="rl-tb"' in parts.read("content.xml")


def test_that_a_report_left_is_in_the_audit_log_with_its_hash(access, quarter):
    made = make_report(access, Asked(quarter, "en", "ods"), fonts=settings.DOCUMENT_FONTS)
    entry = AuditEntry.records.latest("pk")
    assert entry.detail["sha256"] == made.sha256
    assert entry.act == "disclose"


def test_what_cannot_be_reported_is_refused_in_words(office, access):
    fonts = settings.DOCUMENT_FONTS
    for asked, words in (
        (Asked("2025Q9", "en"), "no quarter"),
        (Asked("2025Q1", "xx"), "no report in"),
        (Asked("2025Q1", "en", "doc"), "no format"),
        (Asked("2150Q1", "en"), "has not begun"),
    ):
        with pytest.raises(BadInput, match=words):
            make_report(access, asked, fonts=fonts)
    with pytest.raises(AccessDenied):
        make_report(office.officer("caseworker"), Asked("2025Q1", "en"), fonts=fonts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_says_in_words_which_day_s_knowledge_it_tells(access, language):
    day = "2026-01-31"
    asked = Asked("2025Q1", language, known_on=day)
    said = tell_quarter(access, asked).report.known
    assert day in said
    assert said != tell_quarter(access, replace(asked, known_on="")).report.known
    plain = re.sub("[\u2068\u2069]", "", said)
    for form, name in (("docx", "word/document.xml"), ("ods", "content.xml")):
        made = make_report(access, replace(asked, form=form), fonts=settings.DOCUMENT_FONTS)
        assert plain in re.sub("[\u2068\u2069]", "", xml_of(made.content, name))
        assert made.name == f"report-2025-Q1-known-{day}-{language}.{form}"


def test_another_agency_s_report_tells_nothing_of_ours(office, quarter):
    stranger = office.officer(agency="other-office")
    assert tell_quarter(stranger, Asked(quarter, "en")).report.lines == ()


def test_the_page_shows_each_figure_with_its_rows_and_hands_the_document_out(access, quarter):
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(access.user)
    shown = browser.get(reverse("programme:report"), {"quarter": quarter}).content.decode()
    assert shown.count('id="figure-') == len(
        tell_quarter(access, Asked(quarter, "en")).report.lines
    )
    assert "Room handed over" in shown
    assert browser.get(reverse("programme:report"), {"quarter": "x"}).status_code == 422
    asked = {"quarter": quarter, "language": "ckb", "format": "ods"}
    answer = browser.get(reverse("programme:report_file"), asked)
    assert answer["Content-Disposition"].endswith('-ckb.ods"')
    refused = browser.get(reverse("programme:report_file"), {**asked, "format": "exe"}, follow=True)
    assert refused.status_code == 200
    api = browser.get(reverse("programme:api:report", args=[quarter])).json()
    assert {one["follows"] for one in api["figures"]} <= {"sum", "count", "none", "said"}


def test_the_command_writes_the_document_and_tells_each_row(access, quarter, tmp_path, monkeypatch):
    app = typer.Typer()
    app.command("other")(lambda: None)
    report_cli.register(app, open_installation=lambda: None)
    monkeypatch.setattr(report_cli, "local_access", lambda _operation: access)
    out = tmp_path / "r.ods"
    words = ["report", "--quarter", quarter, "--lang", "ckb", "--out", str(out), "--json"]
    then = CliRunner().invoke(app, [*words, "--known-on", str(period_of(quarter).first)])
    told = json.loads(then.stdout.splitlines()[-1])
    assert told["known_on"] == str(period_of(quarter).first)
    run = CliRunner().invoke(app, words)
    assert run.exit_code == 0, run.output
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["known_on"] == str(access.today)
    assert len(found["figures"]) > len(told["figures"])
    assert out.read_bytes().startswith(b"PK")
    for one in found["figures"]:
        values = [Decimal(row["value"]) for row in one["rows"] if row["value"] is not None]
        if one["value"] is None:
            continue
        assert Decimal(one["value"]) == (sum(values) if values else len(one["rows"])), one["key"]
    monkeypatch.chdir(tmp_path)
    named = CliRunner().invoke(app, words[:5])
    assert named.stdout.startswith(f"report-{found['quarter']}-ckb.docx: ")
    assert (tmp_path / f"report-{found['quarter']}-ckb.docx").read_bytes().startswith(b"PK")
    bad = CliRunner().invoke(app, [*words[:5], "--out", str(tmp_path / "no" / "r.pdf")])
    assert isinstance(bad.exception, BadInput)


def test_the_report_is_put_together_in_each_language_with_every_word_translated(access, quarter):
    seen: dict[str, Report] = {one: tell_quarter(access, Asked(quarter, one)).report
                               for one in LANGUAGES}  # fmt: skip
    assert len({one.title for one in seen.values()}) == len(LANGUAGES)
    assert {one.is_rtl for one in seen.values()} == {True, False}
    keys = [one.key for one in seen["en"].lines]
    assert len(set(keys)) == len(keys)
    assert "money.paid.GBP" in keys
    for line, other in zip(seen["en"].lines, seen["ckb"].lines, strict=True):
        assert line.words != other.words
