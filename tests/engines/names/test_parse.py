"""Reading a full name: parts, compounds, particles, and honest doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import Role, fold, parse
from tests.engines.names.test_compare import NAMES


def first(name: str) -> dict[str, str]:
    return {part.role.name: part.text for part in parse(name).readings[0].parts}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Karwan Aziz Rashid", {"GIVEN": "Karwan", "FATHER": "Aziz", "GRANDFATHER": "Rashid"}),
        ("Karwan Aziz al-Zubaydi",
         {"GIVEN": "Karwan", "FATHER": "Aziz", "FAMILY": "al-Zubaydi"}),
        ("Kak Azad Barzani", {"TITLE": "Kak", "GIVEN": "Azad", "FAMILY": "Barzani"}),
        ("Sherko Jaff", {"GIVEN": "Sherko", "FAMILY": "Jaff"}),
        ("Azad bin Karim", {"GIVEN": "Azad", "PARTICLE": "bin", "FATHER": "Karim"}),
        ("عبد الكريم قاسم الجاف", {"GIVEN": "عبد الكريم", "FATHER": "قاسم", "FAMILY": "الجاف"}),
        ("Abu Omar Karim Aziz", {"KUNYA": "Abu Omar", "GIVEN": "Karim", "FATHER": "Aziz"}),
        ("Abu Bakr Karim", {"GIVEN": "Abu Bakr", "FATHER": "Karim"}),
        ("Reza Hosseinzadeh", {"GIVEN": "Reza", "FAMILY": "Hosseinzadeh"}),
        ("BARZANI, Azad Mustafa", {"FAMILY": "BARZANI", "GIVEN": "Azad", "FATHER": "Mustafa"}),
        ("Abd al-Rahman Nur al-Din", {"GIVEN": "Abd al-Rahman", "FATHER": "Nur al-Din"}),
        ("Azad", {"GIVEN": "Azad"}),
    ],
)  # fmt: skip
def test_the_likeliest_reading(name: str, parts: dict[str, str]):
    assert first(name) == parts


def test_a_last_name_that_nothing_marks_is_read_in_two_ways():
    readings = parse("Karwan Aziz Rashid").readings
    assert [reading.of(Role.FAMILY) for reading in readings] == ["", "Rashid"]
    assert not parse("Karwan Aziz Rashid").is_sure
    assert parse("Karwan Aziz al-Zubaydi").is_sure


def test_two_names_that_are_often_one_are_read_in_both_ways():
    givens = {reading.of(Role.GIVEN) for reading in parse("محمد علي حسن").readings}
    assert givens == {"محمد", "محمد علي"}


def test_ali_at_the_end_is_no_family_name():
    assert first("Karwan Ali") == {"GIVEN": "Karwan", "FATHER": "Ali"}


@given(NAMES)
def test_every_reading_holds_every_token_in_order(name: str):
    for reading in parse(name).readings:
        assert tuple(t for part in reading.parts for t in part.tokens) == fold(name).tokens


@given(st.text(max_size=40))
def test_any_text_can_be_read_and_the_shares_add_up(name: str):
    readings = parse(name).readings
    assert bool(readings) or not fold(name).tokens
    shares = [reading.share for reading in readings]
    assert shares == sorted(shares, reverse=True)
    assert not shares or 0.9 <= sum(shares) <= 1.01
