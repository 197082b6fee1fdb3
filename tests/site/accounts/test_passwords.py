"""What is refused as a password, and what is welcome."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.models import User
from hawkari.site.accounts.passwords import left_over


@pytest.mark.parametrize(
    "password",
    [
        "short words",
        "password1234",
        "qwertyuiop123",
        "shirin-larkspur",
        "Hawkari2026!!",
        "AgencyNorth.2026",
        "larkspur larkspur",
        "aaaaaaaaaaaaaaaa",
        "1234567890123",
    ],
)
def test_a_guessable_password_is_refused(team, password: str):
    with pytest.raises(ValidationError):
        validate_password(password, User.objects.get(username="shirin"))


@pytest.mark.parametrize(
    "password",
    [
        "quiet lantern orchard",
        "all small letters only",
        "فانۆسی ئارامی باخەکە",
        "مصباح هادئ في البستان",
        "x" * 3 + "correct-heron-battery" * 5,
    ],
)
def test_long_words_in_any_script_are_welcome(team, password: str):
    validate_password(password, User.objects.get(username="shirin"))


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=5))
def test_a_known_word_never_makes_a_password_better(password: str, words: list[str]):
    assert 0 <= left_over(password, words) <= left_over(password, [])


def test_pasting_and_managers_are_not_hindered(client, db):
    text = client.get("/login").content.decode()
    assert 'autocomplete="current-password"' in text
    assert 'autocomplete="username"' in text
    assert "onpaste" not in text
