"""Dates, prepared records, blocking."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.linkage.blocking import RULES, block_pairs
from hawkari.engines.linkage.comparing import BIRTH, NAME, NICKNAME, compare_pairs, contradicts
from hawkari.engines.linkage.dates import (
    BIRTH_LEVELS,
    LUNAR,
    SOLAR,
    BirthDate,
    birth_level,
    read_birth_date,
)
from hawkari.engines.linkage.preparing import prepare
from tests.engines.linkage.people import corridor, record

DATES = st.builds(
    BirthDate,
    st.integers(1950, 1960),
    st.integers(0, 12),
    st.integers(0, 28),
    calendar=st.sampled_from((0, SOLAR, LUNAR)),
)


def level(a: str, b: str) -> str:
    left, right = read_birth_date(a), read_birth_date(b)
    assert left is not None
    assert right is not None
    return BIRTH_LEVELS[birth_level(left, right)]


def test_dates_agree_as_far_as_they_are_known():
    assert level("1984-09-16", "1984-09-16") == "same date"
    assert level("1984-09-06", "1984-06-09") == "day and month swapped"
    assert level("1984-09-16", "1985-09-16") == "same day, one or two years apart"
    assert level("1984-09-16", "1984") == "same year, day not known"
    assert level("1984-01-01", "1984-01-01") == "same year, day not known"
    assert level("1984-07-01", "1985-03-04") == "one or two years apart"
    assert level("1984-09-16", "1984-03-04") == "same year, day or month differs"
    assert level("1984-09-16", "1990-10-16") == "different"
    assert level("1984-09", "1984-09-16") == "same month, day not known"
    assert level("1984-01-01", "1984-01") == "same year, day not known"
    assert level("1984-09-16", "1984-09-18") == "one digit differs"
    assert level("1984-09-16", "1974-09-16") == "one digit differs"


@given(DATES, DATES)
def test_comparing_dates_is_symmetric(a, b):
    assert birth_level(a, b) == birth_level(b, a)


@given(DATES)
def test_a_date_agrees_with_itself(date):
    assert BIRTH_LEVELS[birth_level(date, date)].startswith("same")


def test_a_date_in_digits_of_another_script_is_read():
    assert read_birth_date("١٩٨٤-٠٩-١٦") == BirthDate(1984, 9, 16)
    assert read_birth_date("۱۹۸۴-۰۹") == BirthDate(1984, 9)


def test_what_is_no_iso_date_is_not_read():
    assert read_birth_date("16/09/1984") is None
    assert read_birth_date("") is None


def test_identifiers_agree_over_separators_and_letters_that_pass_for_digits():
    one, two = prepare([record("a-1", idNumber="A 12O-45"), record("b-1", idNumber="a12045")])
    assert one.identifiers == two.identifiers


def test_phones_agree_over_their_writing_and_digits():
    one, two = prepare(
        [record("a-1", phone="+44 7700 900123"), record("b-1", phone="00٤٤7700900123")]
    )
    assert one.phones == two.phones


def test_blocking_proposes_most_true_pairs_across_scripts():
    records, truth = corridor(80)
    prepared = prepare(records)
    candidates = block_pairs(prepared)
    ids = [one.record.id for one in prepared]
    proposed = {(ids[a], ids[b]) for a, b in zip(candidates.left, candidates.right, strict=True)}
    true = {
        (a, b)
        for a in truth
        for b in truth
        if a.startswith("krg") and b.startswith("uk") and truth[a] == truth[b]
    }
    found = {(a, b) for a, b in true if (a, b) in proposed or (b, a) in proposed}
    assert len(found) >= 0.9 * len(true)


def test_the_plan_counts_every_pair_once():
    candidates = block_pairs(prepare(corridor(80)[0]))
    assert sum(rule.kept for rule in candidates.plan) == len(candidates.left)
    assert [rule.rule for rule in candidates.plan] == [rule.name for rule in RULES]
    assert all(rule.kept <= rule.added for rule in candidates.plan)
    assert all(rule.added <= rule.pairs for rule in candidates.plan)


def test_a_key_held_by_too_many_is_a_stop_value():
    crowd = [record(f"a-{number:03}", phone="+447700900999") for number in range(40)]
    candidates = block_pairs(prepare(crowd))
    assert len(candidates.left) == 0
    assert candidates.plan[0].stopped == 1


def test_a_date_that_far_too_many_hold_counts_as_a_year_only():
    crowd = [record(f"a-{number:03}", birthDate="1981-10-11") for number in range(12)]
    some = [record(f"b-{number:03}", birthDate=f"1981-03-{number + 2:02}") for number in range(12)]
    prepared = prepare(crowd + some)
    assert {str(date) for one in prepared for date in one.births if not date.is_full} == {
        "1981-10-11"
    }
    levels = compare_pairs(prepared, np.array([0]), np.array([1])).matrix
    assert BIRTH_LEVELS[levels[0, BIRTH]] == "same year, day not known"


def test_a_kunya_is_compared_as_a_nickname_and_not_as_a_name():
    few = [record("a-1", "Omar Jabouri", alias="Abu Kamal"), record("b-1", "Ali Saeed")]
    few.append(record("c-1", "عەباس عەلی", alias="ئەبو کەمال"))
    prepared = prepare(few)
    matrix = compare_pairs(prepared, np.array([0, 0]), np.array([2, 1])).matrix
    assert matrix[:, NICKNAME].tolist() == [1, -1]
    assert matrix[0, NAME] < 4


def test_pairs_that_contradict_are_kept_where_they_share_a_number():
    few = [
        record("a-1", "Goran Jaff", birthDate="1970-05-05", phone="+447700900200"),
        record("b-1", "Goran Jaff", birthDate="1991-08-05", phone="+447700900200"),
        record("c-1", "Goran Jaff", birthDate="1991-08-05"),
    ]
    matrix = compare_pairs(prepare(few), np.array([0, 0, 1]), np.array([1, 2, 2])).matrix
    assert contradicts(matrix).tolist() == [False, True, False]


def test_a_rare_name_says_more_than_a_common_one_and_brothers_gain_nothing():
    crowd = [record(f"a-{number:03}", "Ali Ahmad Hassan") for number in range(60)]
    rare = [record("b-1", "Zryan Pishtiwan Dizayi"), record("b-2", "Zryan Pishtiwan Dizayi")]
    brother = [record("b-3", "Hemin Pishtiwan Dizayi")]
    prepared = prepare(crowd + rare + brother)
    left, right = np.array([0, 60, 60]), np.array([1, 61, 62])
    common, seldom, kin = compare_pairs(prepared, left, right).matrix[:, NAME].tolist()
    assert common < seldom
    assert kin < seldom
