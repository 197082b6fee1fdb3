"""Three people who see different things: each is shown what follows from what they may know."""

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evidence.three_people import ACTS, Bench, at_random, play
from tests.examples import examples

pytestmark = pytest.mark.django_db

acts = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(0, 2),
        st.tuples(st.integers(0, 19), st.integers(0, 19)),
    ),
    max_size=12,
)


def run(sequence) -> None:
    with transaction.atomic():
        play(Bench(), sequence)
        transaction.set_rollback(True)


@pytest.mark.contract
@settings(
    max_examples=examples(4, searching=10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sequence=acts)
def test_nobody_is_shown_more_or_less_than_follows_from_what_they_may_know(db, sequence):
    run(sequence)


def many(sequences: int, *, seed: int, acts: int) -> None:
    dice = random.Random(seed)
    for number in range(sequences):
        sequence = list(at_random(dice, acts=acts))
        try:
            run(sequence)
        except AssertionError as error:
            raise AssertionError(f"sequence {number}: {sequence}") from error


@pytest.mark.parametrize("seed", range(1))
def test_long_sequences_of_three_people_s_acts_lose_invent_and_leak_nothing(db, seed):
    many(1, seed=seed, acts=20)


@pytest.mark.full
@pytest.mark.contract
@pytest.mark.parametrize("seed", range(100, 200))
def test_thousands_of_sequences_lose_invent_and_leak_nothing(db, seed):
    many(20, seed=seed, acts=25)
