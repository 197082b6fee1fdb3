"""Values that say nothing, and values that say one thing in several ways."""

import io

import numpy as np
import pytest

from hawkari.engines.linkage import Record
from hawkari.engines.linkage.blocking.keys import key_table
from hawkari.engines.linkage.blocking.packing import HEAD, YEAR_BITS, pack
from hawkari.engines.linkage.clustering import Scored, cluster
from hawkari.engines.linkage.comparing import compare_pairs, contradicts
from hawkari.engines.linkage.comparisons import (
    BIRTH,
    COUNTRY,
    FATHER,
    GENDER,
    MISSING,
    NAME,
    PLACE,
)
from hawkari.engines.linkage.dates import read_birth_dates
from hawkari.engines.linkage.numbers import Number, read_account, read_document, read_phone
from hawkari.engines.linkage.preparing import prepare
from hawkari.engines.linkage.stated import read_gender, says_nothing
from hawkari.engines.linkage.tables import read_records
from hawkari.engines.linkage.training import evenly
from tests.engines.linkage.people import record

UNKNOWN = ["Unknown", "N/A", "n.a.", "NULL", "nan", "-", "???", "unbekannt", "غير معروف", "نامعلوم"]


def levels(one, other):
    """Levels of two records of one name and of other properties."""
    prepared = prepare([record("a", "Hiwa Karim", **one), record("b", "Hiwa Karim", **other)])
    return compare_pairs(prepared, np.array([0]), np.array([1])).matrix[0]


@pytest.mark.parametrize("text", UNKNOWN)
def test_two_unknowns_do_not_agree_and_one_contradicts_nobody(text):
    stated = dict.fromkeys(("gender", "birthPlace", "nationality", "fatherName"), text)
    known = {
        "gender": "male", "birthPlace": "Erbil", "nationality": "iq", "fatherName": "Ali",
    }  # fmt: skip
    for other in (stated, known):
        found = levels(stated, other)
        assert (found[[GENDER, PLACE, COUNTRY, FATHER]] == MISSING).all()


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_says_that_nothing_is_known_is_listed_and_is_no_name(text):
    one = prepare([Record("a", "Person", "x", {"name": (text,), "phone": (text,)})])
    assert one[0].names == ()
    assert {unread.prop for unread in one.unread} == {"name", "phone"}


def test_a_name_without_letters_is_missing_and_not_a_little_alike():
    others = [Record("b", "Person", "x", {"name": ("Hiwa Karim",)})]
    prepared = prepare([Record("a", "Person", "x", {"name": ("1234 5678",)}), *others])
    assert compare_pairs(prepared, np.array([0]), np.array([1])).matrix[0, NAME] == MISSING
    assert [unread.why for unread in prepared.unread] == ["no letters"]


def test_an_alias_without_letters_hides_no_disagreement():
    sherko = Record("a", "Person", "x", {"name": ("Sherko Rauf",)})
    masked = Record("b", "Person", "x", {"name": ("Hiwa Karim",), "alias": ("77 88 99",)})
    plain = Record("c", "Person", "x", {"name": ("Hiwa Karim",)})
    matrix = compare_pairs(
        prepare([sherko, masked, plain]), np.array([0, 0]), np.array([1, 2])
    ).matrix
    assert matrix[0, NAME] == matrix[1, NAME]


@pytest.mark.parametrize("text", ["Nil", "Hama", "X Æ", "Null Karim", "12 Main Street", "K"])
def test_a_word_that_is_a_name_says_something(text):
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("M", "male"), ("Male", "male"), ("männlich", "male"), ("ذكر", "male"), ("نێر", "male"),
        ("f", "female"), ("Weiblich", "female"), ("أنثى", "female"), ("مێ", "female"),
        ("U", ""), ("not specified", ""), ("Divers", "divers"),
    ],
)  # fmt: skip
def test_gender_is_read_as_registers_write_it(text, gender):
    assert read_gender(text) == gender


def test_a_letter_for_a_gender_does_not_contradict_the_word():
    matrix = levels({"gender": "M"}, {"gender": "male"})[None]
    assert matrix[0, GENDER] == 1
    assert not contradicts(matrix)[0]


@pytest.mark.parametrize("text", ["0000-00-00", "0001-01-01", "9999-12-31", "2600"])
def test_what_stands_where_no_year_is_known_is_no_date(text):
    assert read_birth_dates(text) == ()
    assert levels({"birthDate": text}, {"birthDate": text})[BIRTH] == MISSING


@pytest.mark.parametrize("slip", ["1972-13-45", "1972-06-31", "1972-00-13", "1974-02-30"])
def test_a_day_that_no_calendar_has_parts_nobody(slip):
    given = [
        record(one, "Hiwa Karim", birthDate=d) for one, d in (("a", "1972-05-13"), ("b", slip))
    ]
    pair = np.array([0]), np.array([1])
    found = cluster(prepare(given), Scored(*pair, np.array([20.0])), join_at=0.5)
    assert not found.cuts


def test_a_month_that_does_not_exist_does_not_change_the_year_that_blocking_sees():
    packed = pack(key_table(prepare([record("a", "Hiwa", birthDate="1972-90-70")])))
    births = packed.numbers[HEAD + packed.numbers[0] :][: packed.numbers[1]]
    assert (births >> YEAR_BITS).tolist() == [1972]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("+44 (0)7700 900123", "447700900123"),
        ("0044 (0) 7700 900123", "447700900123"),
        ("(0770) 090 0123", "07700900123"),
        ("7700900123.0", "7700900123"),
        ("7.7009E+11", ""),
        ("0000000000", ""),
        ("07700900123, 07700900124", ""),
        ("٠٧٧٠٠٩٠٠١٢٣", "07700900123"),
    ],
)
def test_telephone_numbers_are_read_as_people_and_programs_write_them(text, digits):
    assert read_phone(text) == digits


def test_a_number_that_a_spreadsheet_touched_is_the_number_or_none():
    assert read_document("idNumber", "19720513.0") == Number("id", "19720513")
    assert read_document("idNumber", "1.97205E+13") is None
    assert read_account("accountNumber", "19720513.0") == Number("account", "19720513")


def test_a_handle_of_several_platforms_is_of_none_whatever_their_order():
    found = {read_account("handle", "@hiwa_84", platforms=p) for p in (["X", "vk"], ["vk", "X"])}
    assert found == {Number("handle", "hiwa_84")}


def test_numbers_in_json_are_their_digits_and_what_is_no_number_is_left_out():
    line = '{"id": "a", "schema": "Person", "properties": {"phone": [7700900123.0, NaN, 5e999]}}\n'
    found, refused = read_records(io.StringIO(line), "x")
    assert found.properties["phone"] == ("7700900123",)
    assert "phone" in refused.problem


@pytest.mark.parametrize(("count", "most"), [(10, 3), (3, 3), (0, 3), (1_000_001, 40_000)])
def test_a_part_of_the_pairs_is_spread_over_all_of_them(count, most):
    rows = evenly(count, most)
    assert len(rows) == min(count, most) == len(set(rows.tolist()))
    steps = np.diff(rows)
    assert count <= most or (steps.max() - steps.min() <= 1 and rows[-1] + steps.max() >= count - 1)
