"""One identifier has one normal form, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.blindmatch import (
    IdentifierType,
    Person,
    Scope,
    asked_keys,
    normalize,
    published_vectors,
)

VECTORS = [
    (kind, text, form) for kind, pairs in published_vectors().items() for text, form in pairs
]
READ = [kind for kind in IdentifierType if kind is not IdentifierType.NAME]


@pytest.mark.parametrize(("kind", "text", "form"), VECTORS)
def test_every_published_vector_comes_out(kind: IdentifierType, text: str, form: str | None):
    assert normalize(kind, text) == form


def test_every_type_has_vectors_that_are_read_and_that_are_refused():
    for kind in READ:
        forms = [form for _, form in published_vectors()[kind]]
        assert None in forms
        assert any(forms)


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_every_number_of_e164_shape_is_kept_as_it_is(number: str):
    assert normalize(IdentifierType.PHONE, number) == number


@pytest.mark.parametrize("kind", READ)
@given(text=st.text(max_size=40))
def test_a_normal_form_is_its_own_normal_form(kind: IdentifierType, text: str):
    form = normalize(kind, text)
    if form is not None:
        assert normalize(kind, form) == form


def test_a_national_number_is_read_in_the_country_given():
    assert normalize(IdentifierType.PHONE, "07700 900123", country="GB") == "+447700900123"
    assert normalize(IdentifierType.PHONE, "07700 900123") is None


def test_a_number_too_long_for_the_country_given_is_of_another_country():
    read = [normalize(IdentifierType.PHONE, "447700900123", country=code) for code in ("GB", "IQ")]
    assert read == ["+447700900123"] * 2


def test_two_numbered_profiles_are_two_people():
    ids = [f"https://m.facebook.com/profile.php?v=info&id=10000{n}" for n in (1, 2)]
    assert [normalize(IdentifierType.HANDLE, text) for text in ids] == [
        "facebook:100001",
        "facebook:100002",
    ]


def test_a_name_alone_is_nothing_that_can_be_matched():
    person = Person(("ئارام عەلی",), "1984-03-12", father="Omar", birth_place="Ranya")
    for key in asked_keys(person):
        assert normalize(IdentifierType.NAME, key) == key
    for name in ("Aram", "Aram Ali", "2d|aram", "2d@1|aram+ali|"):
        assert normalize(IdentifierType.NAME, name) is None


def test_no_two_scopes_or_values_give_the_same_input():
    scopes = [
        Scope(holder, partner, kind, epoch)
        for holder in ("a", "ab")
        for partner in ("bc", "c")
        for kind in (IdentifierType.PHONE, IdentifierType.HANDLE)
        for epoch in (1, 11)
    ]
    inputs = [made for scope in scopes for made in scope.inputs(["x", "xx", "1x"])]
    assert len(set(inputs)) == 3 * len(scopes)
