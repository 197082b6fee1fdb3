"""The phone's form scores as the office does, in every language, in ODK's own engine."""

import csv
import random
from io import BytesIO, StringIO
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook

from hawkari.engines.casework.instruments import (
    Known,
    demonstration,
    read_row,
    read_submission,
    read_table,
    workbook,
    xform,
)
from hawkari.errors import BadInput
from tests.engines.casework.instruments import by_hand, odk
from tests.engines.casework.instruments.answers import RAW, random_answers

DEMO = demonstration()
KNOWN = Known("A2B3C4D5E6", 3, "Soran", 5)


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "form.xml"
    path.write_text(xform(DEMO, KNOWN), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sent(form):
    """Some interviews as the engine sends them, for the tests of reading."""
    agreed, declined = {"agreed": "yes"}, {"agreed": "no"}
    answers = random_answers(random.Random(4))
    jobs = [{"language": "en", "answers": one} for one in (agreed | answers, declined)]
    return [done["xml"] for done in odk.fill(form, jobs)]


def differences(form, number: int, seed: int) -> tuple[int, int]:
    rng = random.Random(seed)
    sets = [random_answers(rng) for _ in range(number)]
    jobs = [
        {"language": language, "answers": {"agreed": "yes"} | answers}
        for language in DEMO.languages
        for answers in sets
    ]
    differing = 0
    for job, done in zip(jobs, odk.fill(form, jobs), strict=True):
        assert done["valid"], job
        answers = {name: text for name, text in job["answers"].items() if name != "agreed"}
        read = read_submission(DEMO, done["xml"].encode())  # refuses another score than its own
        for one in (read.scored.whole, *read.scored.dimensions):
            value, band = by_hand.scores(RAW, answers)[one.dim]
            same = one.value == (None if value is None else float(value)) and one.band == band
            differing += not same
    return len(jobs), differing


def test_a_few_interviews_in_each_language_score_alike_on_the_phone_and_in_the_office(form):
    assert differences(form, 12, seed=1) == (36, 0)


@pytest.mark.full
def test_a_thousand_interviews_in_each_language_score_alike(form):
    assert differences(form, 1_000, seed=2) == (3_000, 0)


def test_the_form_asks_each_question_in_the_language_chosen(form):
    jobs = [{"language": one, "answers": {"agreed": "yes"}} for one in DEMO.languages]
    for job, done in zip(jobs, odk.fill(form, jobs), strict=True):
        assert set(done["labels"]) >= {item.words[job["language"]] for item in DEMO.items}


def test_a_form_is_filled_with_what_is_known_and_no_scored_question_is(sent, form):
    read = read_submission(DEMO, sent[1].encode())
    assert (read.link, read.wave) == ("A2B3C4D5E6", 3)
    fresh = odk.fill(form, [{"language": "en", "answers": {"agreed": "yes"}}])[0]["xml"]
    known = read_submission(DEMO, fresh.encode())
    assert (known.place, known.household, dict(known.answers)) == ("Soran", 5, {})


def test_what_is_known_is_filled_in_as_it_was_typed_whatever_it_looks_like(tmp_path):
    path = tmp_path / "form.xml"
    for place in ("concat('a', ${link})", "<b>&amp;", "Deir - Qala", 'سۆران "ی" نوێ'):
        path.write_text(xform(DEMO, Known("A2B3C4D5E6", 0, place)), encoding="utf-8")
        done = odk.fill(path, [{"language": "ckb", "answers": {"agreed": "yes"}}])[0]
        assert read_submission(DEMO, done["xml"].encode()).place == place


def test_who_does_not_agree_is_asked_nothing_and_nothing_is_kept(sent):
    read = read_submission(DEMO, sent[1].encode())
    assert not read.agreed
    assert (read.answers, read.place, read.household) == ({}, "", None)
    assert read.scored.whole.value is None


def test_answers_out_of_range_do_not_pass_the_form(form):
    wrong = [{"nights_home": "9"}, {"home_has": "none water"}, {"household": "0"}, {"link": "x"}]
    jobs = [{"language": "en", "answers": {"agreed": "yes"} | one} for one in wrong]
    assert [done["valid"] for done in odk.fill(form, jobs)] == [False] * 4


def swap(xml: str, name: str, text: str) -> bytes:
    start, end = xml.index(f"<{name}>") + len(name) + 2, xml.index(f"</{name}>")
    return (xml[:start] + text + xml[end:]).encode()


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("score_home", "0.123", "score_home"),
        ("score_home", "much", "score_home"),
        ("band_home", "splendid", "band_home"),
        ("link", "SHORT", "link"),
        ("wave", "4", "wave"),
        ("agreed", "no", "agreed"),
        ("agreed", "", "agreed"),
        ("household", "many", "household"),
        ("today", "yesterday", "today"),
        ("nights_home", "900", "nights_home"),
        ("instanceID", "", "instanceID"),
        ("instanceID", "../etc", "instanceID"),
    ],
)
def test_an_altered_submission_is_refused_with_the_field(sent, name, text, where):
    with pytest.raises(BadInput) as refused:
        read_submission(DEMO, swap(sent[0], name, text))
    assert refused.value.where == (where,)


def test_a_submission_of_another_version_is_refused(sent):
    with pytest.raises(BadInput, match="version"):
        read_submission(DEMO, sent[0].replace('version="1-', 'version="2-').encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"<data", b"\x00", b"<data id='a'/>",
        b'<!DOCTYPE d [<!ENTITY a "aaaa">]><data>&a;</data>',
        b"<data>" + b"<a>" * 50_000,
    ],
)  # fmt: skip
def test_what_is_no_submission_is_refused(raw):
    with pytest.raises(BadInput):
        read_submission(DEMO, raw)


def table(xml: str, glue: str = "-", **more: str) -> bytes:
    """A submission as a server exports it: groups in the columns' names."""
    root = fromstring(xml)
    cells = {"FormVersion": root.get("version"), "d_home-home_has/water": "1"}
    for child in root:
        for leaf in child.iter():
            if len(leaf) == 0:
                name = leaf.tag if leaf is child else f"{child.tag}{glue}{leaf.tag}"
                cells[name] = leaf.text or ""
    asked = {item.id for item in DEMO.items} - {name.split(glue)[-1] for name in cells}
    cells |= dict.fromkeys(asked, "")  # a server has a column for each, whoever answered
    text = StringIO()
    writer = csv.DictWriter(text, list(cells | more))
    writer.writeheader()
    writer.writerow(cells | more)
    return text.getvalue().encode()


@pytest.mark.parametrize("glue", ["-", "/"])
def test_a_table_from_a_server_reads_as_its_submissions_do(sent, glue):
    for xml in sent:
        ((place, fields),) = read_table(DEMO, table(xml, glue))
        assert place == "row 2"
        assert read_row(DEMO, fields) == read_submission(DEMO, xml.encode())


def test_a_row_of_another_version_and_a_table_of_something_else_are_refused(sent):
    ((_, fields),) = read_table(DEMO, table(sent[0], FormVersion="2"))
    with pytest.raises(BadInput, match="version"):
        read_row(DEMO, fields)
    for raw in (b"", b"a,b\n1,2\n", b"\xff\xfe", b'a,"b\n'):
        with pytest.raises(BadInput):
            read_table(DEMO, raw)


def test_a_field_sent_twice_is_refused(sent):
    twice = sent[0].replace("<agreed>yes</agreed>", "<agreed>no</agreed><agreed>yes</agreed>")
    with pytest.raises(BadInput) as refused:
        read_submission(DEMO, twice.encode())
    assert refused.value.where == ("agreed",)


def test_the_xlsform_is_a_workbook_that_pyxform_reads_to_the_same_form():
    from pyxform.xls2xform import convert

    raw = workbook(DEMO)
    names = load_workbook(BytesIO(raw)).sheetnames
    assert names == ["survey", "choices", "settings"]
    assert convert(BytesIO(raw), form_name="data", file_type=".xlsx").xform == xform(DEMO)
