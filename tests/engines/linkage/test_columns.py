"""Records as arrays: the compiled loops give what the slow, obvious way gives."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.engines.linkage import Record
from hawkari.engines.linkage.columns import build_columns
from hawkari.engines.linkage.comparing import compare_fields, compare_names, compare_pairs
from hawkari.engines.linkage.naming import Forms
from hawkari.engines.linkage.pairing import slices_of
from hawkari.engines.linkage.preparing import columns_of, prepare
from tests.engines.linkage.people import corridor, record
from tests.engines.linkage.slow import compare_slowly

NAMES = (
    "Rebwar Hama Salih", "REBWAR HAMA SALIH", "ڕێبوار حەمەساڵح", "Rebwar Salih", "Goran Jaff",
    "Goran Qadir Jaff", "گۆران قادر", "Zryan Pishtiwan Dizayi", "Abu Kamal", "Hama", "؟", "7",
)  # fmt: skip
DATES = (
    "1363-06-25",
    "1404-12-19",
    "1984-09",
    "1984-09-18",
    "1984-09-16",
    "1984-16-09",
    "1984-01-01",
    "1984-07-01",
    "1985-09-16",
    "1984",
    "1991-02-03",
)
VALUES = {
    "name": st.sampled_from(NAMES),
    "alias": st.sampled_from(NAMES),
    "birthDate": st.sampled_from(DATES),
    "phone": st.sampled_from(("+447700900123", "00447700900123", "+447700900124", "07700900123")),
    "idNumber": st.sampled_from(("A 12O45", "a12045", "B99999", "A120456", "A120465", "A12046")),
    "passportNumber": st.sampled_from(("A12045", "B99998")),
    "callSign": st.sampled_from(("YI-AB1", "YIAB2", "yiab1")),
    "birthPlace": st.sampled_from(("Erbil", "هەولێر", "Duhok, Iraq", "Akre, Duhok", "Iraq")),
    "fatherName": st.sampled_from(("Hama Salih", "حەمەساڵح", "Qadir", "Karim")),
    "motherName": st.sampled_from(("Amina", "ئامینە", "Nazdar")),
    "handle": st.sampled_from(("@rebwar_84", "t.me/Rebwar_84", "goran.jaff")),
    "email": st.sampled_from(("a@example.org", "A@example.org", "b@example.org")),
    "address": st.sampled_from(("12 Salim Street, Erbil", "Salim St. 12 Erbil", "Kirkuk", "99")),
    "legalForm": st.sampled_from(("Ltd", "GmbH", "PLC")),
    "nationality": st.sampled_from(("iq", "IQ", "gb")),
    "gender": st.sampled_from(("male", "female")),
}
RECORD = st.fixed_dictionaries(
    {}, optional={key: st.lists(value, max_size=3) for key, value in VALUES.items()}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(RECORD, min_size=2, max_size=9), st.sampled_from(("Person", "Company", "Vehicle")))
def test_compiled_loops_give_what_the_slow_way_gives(drawn, schema):
    records = [
        Record(f"r{number}", schema, "xy"[number % 2], {k: tuple(v) for k, v in one.items()})
        for number, one in enumerate(drawn)
    ]
    prepared = prepare(records)
    pairs = list(combinations(range(len(records)), 2))
    levels = compare_pairs(prepared, *np.array(pairs, np.int64).T)
    matrix, best = compare_slowly(prepared, pairs)
    assert levels.matrix.tolist() == matrix.tolist()
    assert levels.best_names.tolist() == best.tolist()


@pytest.fixture(scope="module")
def prepared():
    return prepare(corridor(60)[0])


def test_pairs_either_way_round_agree_alike(prepared):
    pairs = np.array(list(combinations(range(40), 2)), np.int64)
    there = compare_pairs(prepared, *pairs.T)
    back = compare_pairs(prepared, *pairs[:, ::-1].T)
    assert (there.matrix == back.matrix).all()
    assert (there.best_names == back.best_names[:, ::-1]).all()


def test_arrays_are_built_once_for_what_was_prepared_and_anew_for_a_list(prepared):
    assert columns_of(prepared) is columns_of(prepared)
    listed = list(prepared)
    assert columns_of(listed) is not columns_of(listed)
    pairs = np.array([[0, 1], [2, 3], [4, 5]]).T
    assert (compare_fields(listed, *pairs) == compare_fields(prepared, *pairs)).all()
    assert (compare_names(listed, *pairs)[0] == compare_names(prepared, *pairs)[0]).all()


def test_no_pairs_give_no_levels(prepared):
    none = np.zeros(0, np.int64)
    assert compare_pairs(prepared, none, none).matrix.shape[0] == 0
    assert compare_pairs([], none, none).best_names.shape == (0, 2)


def test_names_are_compared_alike_however_many_at_once(prepared, monkeypatch):
    pairs = np.array(list(combinations(range(40), 2)), np.int64).T
    whole = compare_names(prepared, *pairs)
    monkeypatch.setattr("hawkari.engines.linkage.pairing._CHUNK", 7)
    monkeypatch.setattr("hawkari.engines.linkage.pairing._A_TURN", 3)
    parts = compare_names(prepared, *pairs)
    assert all((one == other).all() for one, other in zip(whole, parts, strict=True))


def test_names_that_differ_in_case_are_folded_to_one_form():
    columns = columns_of(prepare([record("a-1", "Goran Jaff"), record("b-1", "GORAN JAFF")]))
    assert columns.names.of_record.numbers.tolist() == [0, 0]


def test_the_numbers_of_values_do_not_depend_on_the_order_of_the_records(prepared):
    turned = build_columns(list(prepared)[::-1], Forms())
    straight = columns_of(prepared)
    assert (
        np.diff(straight.phones.exact.starts) == np.diff(turned.phones.exact.starts)[::-1]
    ).all()
    assert straight.phones.exact.numbers.tolist() == turned.phones.exact.numbers.tolist()[::-1]
    assert (straight.names.rarity == turned.names.rarity).all()


def test_slices_cover_all_rows_in_order():
    assert [(s.start, s.stop) for s in slices_of(5, 2)] == [(0, 2), (2, 4), (4, 5)]
    assert slices_of(0, 2) == []
