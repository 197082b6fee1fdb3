"""What somebody has typed so far begins names in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import beginning_keys, begins, blocking_keys
from tests.engines.names.known import ONE_PERSON


@pytest.mark.parametrize("typed", ["Barz", "berz", "بەرز", "برز", "Majid Barza", "BARZAN"])
@pytest.mark.parametrize("name", ["Barzan Majid", "بەرزان مەجید", "برزان مجيد", "Mecîd Berzan"])
def test_a_beginning_is_known_in_every_script(typed: str, name: str):
    assert begins(typed, name)
    keys = blocking_keys(name)
    assert any(key.startswith(start) for key in keys for start in beginning_keys(typed))


@pytest.mark.parametrize("typed", ["Karz", "burs", "کەر", "Barzan Maj"])
def test_other_words_do_not_begin_so(typed: str):
    assert not begins(typed, "Barzan Ahmed")


@given(st.sampled_from(ONE_PERSON), st.integers(2, 12))
def test_a_name_begins_with_each_of_its_beginnings(pair: tuple[str, str], letters: int):
    # In Arabic script, where no two letters stand for one.
    word = pair[1].split()[0][:letters]
    assert not beginning_keys(word) or begins(word, pair[1])


@pytest.mark.parametrize("typed", ["Abd", "abdu", "Abdul", "abdel", "Abdulka", "abd al-ka", "عبد",
                                   "عبدال", "عبد الكر"])  # fmt: skip
@pytest.mark.parametrize("name", ["Hasan Abdulkarim", "Abd al-Karim", "عبد الكريم", "عەبدولکەریم"])
def test_the_first_half_of_a_compound_begins_it(typed: str, name: str):
    assert begins(typed, name)


def test_few_consonants_propose_nobody():
    assert beginning_keys("Aza") == ()
    assert beginning_keys("") == ()
    assert not begins("!", "Barzan")
    assert not begins("Barzan", "")


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_can_be_typed(typed: str, name: str):
    assert begins(typed, name) in {True, False}
    assert len(beginning_keys(typed)) <= 4
