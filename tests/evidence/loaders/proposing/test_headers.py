"""Headers in eight languages: words, roles, numbers and units; doubt where their parts differ."""

import pytest

from hawkari.evidence.loaders.proposing.headers import HeaderReading, Unit, read_header


def top(header: str) -> tuple[str, str, int]:
    best = read_header(header).meanings[0]
    return best.concept, best.role, best.number


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        ("Date of Birth", "birthDate"),
        ("dateofbirth", "birthDate"),
        ("DateNaissance", "birthDate"),
        ("تأريخ التولد", "birthDate"),
        ("ڕێکەوتی لەدایکبوون", "birthDate"),
        ("تاریخ تولد", "birthDate"),
        ("Doğum Tarihi", "birthDate"),
        ("Geb.-Datum", "birthDate"),
        ("Roja Jidayikbûnê", "birthDate"),
        ("Telefonnr.", "phone"),
        ("telefoon", "phone"),
        ("Kfz-Kennzeichen", "plate"),
    ],
)
def test_a_header_is_known_in_any_language_spelling_and_case(header: str, concept: str):
    assert top(header) == (concept, "", 0)
    assert top(header.upper())[0] == concept


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        ("ڕۆژی لەدایکبوون", "birthDate"),
        ("يوم الولادة", "birthDate"),
        ("روز تولد", "birthDate"),
        ("jour de naissance", "birthDate"),
        ("Tag der Geburt", "birthDate"),
        ("roja jidayikbûna wî", "birthDate"),
        ("Day date of death", "deathDate"),
        ("Day", "date"),
        ("ڕۆژ", "date"),
        ("Date of the quarrel", "otherDate"),
    ],
)
def test_a_word_for_a_date_says_less_than_what_it_is_the_date_of(header: str, concept: str):
    assert top(header)[0] == concept


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Father's phone", ("phone", "father", 0)),
        ("Passenger 2: DOB", ("birthDate", "passenger", 2)),
        ("ژ. مۆبایلی باوک", ("phone", "father", 0)),
        ("اسم الراكب ٣", ("name", "passenger", 3)),
        ("Sender", ("", "payer", 0)),
        ("Name of the father", ("fatherName", "", 0)),
        ("Phone 2", ("phone", "", 2)),
    ],
)
def test_whose_a_column_is_and_which_of_several(header: str, meaning: tuple[str, str, int]):
    assert top(header) == meaning


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Amount (USD)", Unit(currency="USD")),
        ("مبلغ (ألف دينار)", Unit(currency="IQD", factor=1000)),
        ("Duration (min)", Unit(factor=60)),
        ("DOB [dd/mm/yyyy]", Unit(order="dmy")),
        ("Date (yyyy-mm-dd)", Unit(order="ymd")),
        ("تاريخ الولادة (هجري)", Unit(calendar="hijri")),
        ("Height cm", Unit()),
    ],
)
def test_units_orders_and_calendars_are_read_off_the_header(header: str, unit: Unit):
    found = read_header(header)
    assert found.unit == unit
    assert found.meanings[0].likeness == 1.0


def test_a_bilingual_header_says_one_thing_in_two_languages():
    assert read_header("الاسم / Name") == read_header("الاسم / Name")
    assert not read_header("الاسم / Name").conflict
    assert top("الاسم (Full name)") == ("name", "", 0)


def test_parts_that_mean_different_things_are_a_conflict():
    assert read_header("Name / Phone").conflict


@pytest.mark.parametrize("header", ["", "?", "xqzw", "7", "..."])
def test_what_no_word_is_known_of_has_no_meaning(header: str):
    found = read_header(header)
    assert isinstance(found, HeaderReading)
    assert found.meanings == ()


def test_a_header_without_end_costs_no_time_without_end():
    long = "Date of Birth " + "x y z " * 100_000
    assert read_header(long) == read_header(long[:120])


def test_the_lower_of_two_merged_headers_speaks_where_the_upper_names_nobody():
    assert top("Detainee: Date of Birth") == ("birthDate", "", 0)
    assert top("Passenger 2: Date of Birth") == ("birthDate", "passenger", 2)
