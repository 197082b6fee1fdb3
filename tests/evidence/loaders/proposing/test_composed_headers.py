"""Headers that no list holds as a whole: a role, a thing or an event, and what is told of it."""

import pytest

from hawkari.evidence.loaders.proposing import SURE, UNSURE, ColumnProposal
from hawkari.evidence.loaders.proposing.headers import read_header
from hawkari.evidence.loaders.proposing.likeness import WordIndex, alike, near_in
from tests.evidence.loaders.proposing.proposed import codes, proposed


def of(header: str, *values: str, beside: str = "Full name") -> ColumnProposal:
    names = ["Ali Hassan", "Sara Omar", "Omar Aziz", "Huda Amin", "Azad Karim"]
    rows = "".join(f"{name},{value}\n" for name, value in zip(names, values, strict=False))
    (table,) = proposed(f"{beside},{header}\n{rows}").tables
    return table.columns[1]


@pytest.mark.parametrize(
    ("header", "role", "concept"),
    [
        ("Beneficiary passport no", "payee", "passportNumber"),
        ("guarantor_date_of_birth", "sponsor", "birthDate"),
        ("رقم هاتف الكفيل", "sponsor", "phone"),
        ("تاريخ ميلاد الزوجة", "spouse", "birthDate"),
        ("ژمارەی مۆبایلی کەفیل", "sponsor", "phone"),
        ("Hejmara telefona kefîlê", "sponsor", "phone"),
        ("شماره تلفن ضامن", "sponsor", "phone"),
        ("Téléphone du garant", "sponsor", "phone"),
        ("Telefon des Bürgen", "sponsor", "phone"),
        ("Kefilin telefonu", "sponsor", "phone"),
        ("Halteranschrift", "owner", "address"),
    ],
)
def test_a_role_and_what_is_told_of_it_are_understood_in_any_order(header, role, concept):
    best = read_header(header).meanings[0]
    assert (best.role, best.concept) == (role, concept)


@pytest.mark.parametrize(
    "header",
    [
        "Date of the boarding", "Verladetermin", "Date du débarquement", "Sevkiyat tarihi",
        "تاريخ التفتيش", "ڕێکەوتی پشکنین", "Dîroka lêgerînê", "تاریخ بازرسی",
    ],
)  # fmt: skip
def test_the_date_of_what_happens_is_kept_as_a_note(header: str):
    found = of(header, "2024-05-01", "2024-05-02")
    assert (found.target, found.state) == ("notes", SURE)


def test_the_name_of_whom_rows_are_about_is_a_name_and_that_of_a_thing_is_none():
    assert read_header("Pilgrim's name").meanings[0].concept == "name"
    assert of("Ferry name", "Azadi", "Newroz").target == "notes"


def test_the_name_of_who_knows_whom_is_asked():
    assert of("Name of the zzyx", "Ali Hassan", "Sara Omar").state == UNSURE


SENTENCES = ("came over the hill", "would not say", "had two bags", "asked for water", "was ill")


def test_sentences_under_a_header_that_nobody_knows_are_kept_as_a_note_and_it_says_so():
    found = of("Zzyx", *SENTENCES)
    assert (found.target, found.state, codes(found)) == ("notes", SURE, {"unknown_kept"})


@pytest.mark.parametrize(
    "cell",
    ["Karwan Ali Hassan", "with +447700900101", "at 12/03/1984", "K1234567", "ali@mail.example",
     "his name is Omar", "AB12 CDE", "lives at ali_h", "10.0.0.1 was used"],
)  # fmt: skip
def test_one_cell_that_may_be_a_name_number_or_date_is_enough_to_ask(cell: str):
    assert of("Zzyx", *SENTENCES[:4], cell).state == UNSURE


def test_a_word_is_found_inflected_shortened_misspelt_and_in_a_compound():
    index = WordIndex(dict.fromkeys(("plaka", "telefon", "kennzeichen", "passport"), 0))
    assert alike(index, "plaka") == {"plaka": 1.0}
    assert alike(index, "plakasi") == {"plaka": 0.9}
    assert alike(index, "pass") == {"passport": 0.85}
    assert near_in(index, "passprot") == {"passport": True}
    assert alike(index, "kfzkennzeichen") == {"kennzeichen": 0.8}
    assert alike(index, "xqzw") == {}


def test_a_role_of_one_language_is_none_in_another():
    found = read_header("Mîqdara pere").meanings[0]
    assert (found.concept, found.role) == ("amount", "")
