"""No number in a sample can be anybody's."""

import re
from pathlib import Path
from random import Random

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.corridor.numbers import (
    PhoneBook,
    References,
    is_invented_number,
    phone_prefixes,
)
from hawkari.engines.corridor.tables import load_json
from tests.engines.corridor.samples import entities, rows, sheet

EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def e164(written: str, country: str) -> str:
    number = phonenumbers.parse(written.translate(EASTERN), country)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phones(folder: Path):
    for line in sheet(folder, "uk.xlsx", "Phones"):
        yield line["Telephone"], "GB"
    for line in sheet(folder, "krg.xlsx", "کەسەکان"):
        yield line["ژمارەی مۆبایل"], "IQ"
    for name, column, country in (
        ("iraq.csv", "رقم الهاتف", "IQ"), ("france.csv", "Téléphone", "FR"),
        ("germany.csv", "Telefon", "DE"), ("calls.csv", "caller", "IQ"),
        ("calls.csv", "called", "IQ"), ("payments.csv", "sender_phone", "IQ"),
        ("payments.csv", "receiver_phone", "IQ"),
    ):  # fmt: skip
        for line in rows(folder, name):
            yield line[column], country
    for entity in entities(folder):
        yield from ((phone, "IQ") for phone in entity["properties"].get("phone", []))


def test_every_number_in_every_file_is_invented(sample: Path):
    found = [e164(written, country) for written, country in phones(sample) if written]
    assert len(found) > 3_000
    assert [number for number in found if not is_invented_number(number)] == []


def test_every_number_in_an_advert_is_invented(sample: Path):
    text = (sample / "telegram" / "result.json").read_text(encoding="utf-8")
    found = re.findall(r"\+\d{7,15}", text)
    assert found
    assert all(map(is_invented_number, found))


def test_a_real_looking_number_is_not_invented():
    assert not is_invented_number("+9647504123456")
    assert not is_invented_number("+4477009001234")
    assert not is_invented_number("+447700900")


def test_unassignable_ranges_are_not_valid_numbers():
    for entry in load_json("phone-ranges.json")["ranges"]:
        if entry["why"].startswith("unassignable"):
            number = phonenumbers.parse(entry["prefix"] + "1" * entry["digits"])
            assert not phonenumbers.is_valid_number(number), entry


@pytest.mark.parametrize("country", sorted(phone_prefixes()))
def test_a_country_gives_each_number_once_and_fiction_first(country: str):
    book = PhoneBook(Random(3))
    found = [book.number(country) for _ in range(3_000)]
    assert len(set(found)) == len(found)
    assert all(map(is_invented_number, found))
    assert found[0].startswith(phone_prefixes()[country][0][0])


@given(st.integers(0, 10_000))
def test_file_numbers_are_given_once(seed: int):
    references = References("X", Random(seed))
    found = [references.next() for _ in range(500)]
    assert len(set(found)) == 500
    assert all(re.fullmatch(r"X\d{7}", one) for one in found)
    assert found != sorted(found)
