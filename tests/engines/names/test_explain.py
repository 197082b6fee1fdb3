"""Explanations: costs that add up, words as written, a table that keeps its order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import compare, explain, fold
from hawkari.engines.names.align import align, table_of
from hawkari.engines.names.assign import workspace
from hawkari.engines.names.costs import LETTERS, code_of, hand_set_tables
from hawkari.engines.names.explaining import Closeness
from hawkari.engines.names.lettering import letter_steps
from hawkari.engines.names.pieces import pieces_of
from hawkari.engines.names.table import as_table
from tests.engines.names.known import ONE_PERSON
from tests.engines.names.test_align import codes
from tests.engines.names.test_compare import NAMES

WORDS = st.text(alphabet=LETTERS, max_size=8)


@given(WORDS, WORDS, st.sampled_from([0, 1, 2]))
def test_the_steps_cost_what_the_alignment_does(a: str, b: str, table: int):
    costs = hand_set_tables()
    cost = align(codes(a), codes(b), table_of(costs, table), workspace().cells)
    steps = letter_steps(a, b, table)
    assert sum(step[2] for step in steps) == pytest.approx(float(cost), abs=1e-4)
    assert len("".join(step[0] for step in steps)) == len(a)
    assert len("".join(step[1] for step in steps)) == len(b)
    assert all(code_of(letter) for letter in a + b)


@given(NAMES, NAMES)
def test_an_explanation_holds_every_word_once(one: str, other: str):
    said = explain(one, other)
    words = [m.a for m in said.matches] + [w.text for w in said.missing_b] + list(said.left_out_a)
    assert sorted(" ".join(words).split()) == sorted(
        " ".join(p.text for p in pieces_of(one)).split()
    )
    assert said.comparison == compare(one, other)


@given(st.text(max_size=40))
def test_pieces_have_the_tokens_of_the_fold(name: str):
    assert tuple(piece.token for piece in pieces_of(name) if piece.token) == fold(name).tokens


def test_words_are_shown_as_written_with_what_counts_nothing():
    said = explain("Kak Rebwar Hama Salih", "ڕێبوار حەمەساڵح")
    assert [(match.a, match.b) for match in said.matches] == [
        ("Rebwar", "ڕێبوار"),
        ("Hama Salih", "حەمەساڵح"),
    ]
    assert said.matches[0].closeness is Closeness.SAME
    assert said.left_out_a == ("Kak",)


def test_what_is_missing_is_named_with_how_common_it_is():
    said = explain("Karwan Muhammad Aziz", "Karwan Aziz")
    assert [word.text for word in said.missing_b] == ["Muhammad"]
    assert said.missing_a == ()
    assert said.missing_b[0].commonness < said.matches[0].commonness


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_the_table_sets_words_apart_for_terminals_of_both_directions(one: str, other: str):
    text = as_table(explain(one, other))
    assert text.count("\u2068") == text.count("\u2069") > 0
    assert "bits" in text


def test_a_short_form_is_named_as_one():
    match = explain("Hama Karwan", "محمد کاروان").matches[0]
    assert match.closeness is Closeness.SHORT_FORM
    assert match.letters == ()


def test_a_pair_without_letters_is_explained_too():
    assert "could be one person's: 0.000" in as_table(explain("", "؟"))
