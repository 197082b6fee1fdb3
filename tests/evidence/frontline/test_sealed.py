"""The sealed file answers alike in every script, tells nothing else, and ends."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pyrage import passphrase

from hawkari.errors import BadInput
from hawkari.evidence.frontline import sealed
from hawkari.evidence.frontline.sealed import (
    SealedTerms,
    TooManyChecks,
    open_sealed,
    read_log,
    seal,
)
from hawkari.evidence.frontline.tokens import tokens_of, tokens_of_name, tokens_of_number

SECRET, DESK = "six invented words in a row", "+964 700 000 0009"
NOW = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
TERMS = SealedTerms("ab" * 16, "Ibrahim Khalil", NOW.date(), date(2026, 6, 20), "cd" * 32, 2)
NAME, PHONE, PLATE = "Rebwar Hama Amin", "+447700900142", "22 م 1234"


@pytest.fixture(scope="module")
def made() -> bytes:
    tokens = [*tokens_of_name(NAME), *tokens_of_number(PHONE), *tokens_of_number(PLATE)]
    return seal({DESK: tokens}, TERMS, secret=SECRET)


@pytest.fixture
def file(tmp_path: Path, made: bytes) -> Path:
    path = tmp_path / "post.check"
    path.write_bytes(made)
    return path


def asked(file: Path, *texts: str) -> list[bool]:
    opened = open_sealed(file, SECRET, now=NOW)
    return [opened.check(text, now=NOW).is_hit for text in texts]


def test_it_answers_a_name_phone_or_plate_in_any_script_by_the_desk_alone(file: Path):
    hits = [NAME, "ڕێبوار حەمە ئەمین", "ريبوار حمه امين", "AMIN Rebwar Hama", "Rebwar Amin"]
    hits += ["07700 900142", "٠٧٧٠٠٩٠٠١٤٢", "۲۲ م ۱۲۳۴"]
    others = ["Sirwan Tahir Omer", "Rebwar Saleh", "07700 900143", "23 م 1234"]
    assert asked(file, *hits) == [True] * len(hits)
    assert asked(file, *others) == [False] * len(others)
    opened = open_sealed(file, SECRET, now=NOW)
    assert opened.check(NAME, now=NOW).call == (DESK,)


def test_it_holds_no_name_and_no_number_even_when_it_is_open(file: Path, made: bytes):
    inside = passphrase.decrypt(made[len(sealed.MAGIC) :], SECRET).decode()
    for told in (*NAME.split(), "rbr", "7700900142", "u0645", *tokens_of(NAME)):
        assert told not in inside
    assert not [told for told in (NAME, PHONE, DESK) if told.encode() in made]
    assert len(json.loads(inside)["held"]) == sealed.PADDED_TO


def test_another_passphrase_or_a_changed_byte_opens_nothing(file: Path, made: bytes):
    with pytest.raises(BadInput, match="does not open"):
        open_sealed(file, "another invented phrase", now=NOW)
    file.write_bytes(made[:-1] + bytes([made[-1] ^ 1]))
    with pytest.raises(BadInput, match="does not open"):
        open_sealed(file, SECRET, now=NOW)
    file.write_bytes(b"PK" + made)
    with pytest.raises(BadInput, match="no sealed file"):
        open_sealed(file, SECRET, now=NOW)


def test_it_answers_through_its_last_day_and_is_erased_behind_it(file: Path):
    last = datetime(2026, 6, 20, 23, 59, tzinfo=UTC)
    opened = open_sealed(file, SECRET, now=last)
    assert opened.check(PHONE, now=last).is_hit
    with pytest.raises(BadInput, match="expired"):
        opened.check(PHONE, now=last + timedelta(minutes=2))
    with pytest.raises(BadInput, match="expired and was erased"):
        open_sealed(file, SECRET, now=last + timedelta(minutes=2))
    assert not file.exists()


def test_a_clock_that_stands_back_is_not_believed(file: Path):
    with pytest.raises(BadInput, match="stands back"):
        open_sealed(file, SECRET, now=NOW - timedelta(days=1))
    open_sealed(file, SECRET, now=NOW).check(PHONE, now=NOW)
    with pytest.raises(BadInput, match="stands back"):
        open_sealed(file, SECRET, now=NOW - timedelta(hours=1))


def test_guessing_ends_after_twenty_checks_and_opening_again_does_not_help(file: Path):
    opened = open_sealed(file, SECRET, now=NOW)
    for number in range(sealed.MOST_IN_TEN_MINUTES):
        opened.check(f"+44770090{number:04d}", now=NOW)
    for one in (opened, open_sealed(file, SECRET, now=NOW)):
        with pytest.raises(TooManyChecks):
            one.check(PHONE, now=NOW)
    assert opened.check(PHONE, now=NOW + timedelta(minutes=11)).is_hit


@pytest.mark.parametrize("text", ["Rebwar", "7", "", "  "])
def test_a_lone_word_is_no_question(file: Path, text: str):
    with pytest.raises(BadInput, match="too little"):
        asked(file, text)
    assert not file.with_name("post.check.log").exists()


def test_each_check_is_logged_without_what_was_asked_and_a_changed_log_is_found(file: Path):
    asked(file, NAME, "07700 900143")
    log = file.with_name("post.check.log")
    text = log.read_text("ascii")
    assert "900143" not in text
    assert [one.hit for one in read_log(log, number=TERMS.number, key=TERMS.log_key)] == [
        True,
        False,
    ]
    head, first, second = text.splitlines()
    for changed in (
        (head, first.replace("true", "false"), second), (head, second), (head, second, first),
        ("ef" * 16, first, second), (head, first, second[:-2]), (head, first, second[:-3] + "é"),
        (head, json.dumps({**json.loads(first), "proof": 5}), second), (head, "[" * 100_000),
        (head, json.dumps({**json.loads(first), "at": "0001-01-01T00:00:00+14:00"})),
    ):  # fmt: skip
        log.write_text("\n".join(changed) + "\n", "utf-8")
        with pytest.raises(BadInput, match="log was changed"):
            open_sealed(file, SECRET, now=NOW)


def test_two_windows_answer_from_one_file_and_keep_one_log(file: Path):
    windows = [open_sealed(file, SECRET, now=NOW) for _ in range(2)]
    for number in range(sealed.MOST_IN_TEN_MINUTES):
        windows[number % 2].check(PHONE, now=NOW)
    for one in windows:
        with pytest.raises(TooManyChecks):
            one.check(PHONE, now=NOW)
    log = file.with_name("post.check.log")
    assert len(read_log(log, number=TERMS.number, key=TERMS.log_key)) == sealed.MOST_IN_TEN_MINUTES


def test_a_line_torn_when_the_power_failed_is_written_anew(file: Path):
    asked(file, NAME, PHONE)
    log = file.with_name("post.check.log")
    for size in (-5, len(TERMS.number) - 5):
        log.write_bytes(log.read_bytes()[:size])
        assert asked(file, PHONE) == [True]
        assert [one.hit for one in read_log(log, number=TERMS.number, key=TERMS.log_key)][-1]


def test_a_clock_set_back_while_the_file_is_open_is_not_believed(file: Path):
    opened = open_sealed(file, SECRET, now=NOW)
    opened.check(PHONE, now=NOW + timedelta(hours=1))
    with pytest.raises(BadInput, match="stands back"):
        opened.check(PHONE, now=NOW)


def test_a_short_passphrase_seals_nothing():
    with pytest.raises(BadInput, match="passphrase"):
        seal({}, TERMS, secret="short")
