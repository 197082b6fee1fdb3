"""Search keys: the same identifier written otherwise has the same key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.search_keys import address_key, entity_key, identifier_key, keys_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+44 7700 900123", "+447700900123"),
        ("A-123 456", "a123456"),
        ("@Barzan.Boat", "barzanboat"),
        ("٠١٢٣", "0123"),
        ("Saman@Example.org", "saman@example.org"),
    ],
)
def test_writing_does_not_matter_to_an_identifier(one, other):
    assert identifier_key(one) == identifier_key(other) != ""


def test_a_plus_matters_because_it_says_which_country():
    assert identifier_key("+7700900123") != identifier_key("7700900123")


def test_a_town_alone_is_no_address_to_share():
    assert address_key("Erbil") == ""
    assert address_key("12 Haven Street, Dover") == address_key("12, haven street DOVER")


def test_text_and_dates_have_no_key():
    assert keys_of("notes", "text", "Saman") == ()
    assert keys_of("birthDate", "date", "1984") == ()


@given(st.text(max_size=300))
def test_keys_fit_their_column_whatever_the_value(value):
    for prop, kind in (("name", "name"), ("phone", "phone"), ("address", "address")):
        assert all(1 < len(key) <= 48 for key in keys_of(prop, kind, value))


@given(st.text(max_size=300), st.text(max_size=300))
def test_different_entities_have_different_keys(one, other):
    one, other = (text.encode("utf-8", "replace").decode() for text in (one, other))
    assert (entity_key(one) == entity_key(other)) == (one == other)
