"""The name tables are large, well-formed, and share no given name."""

import re
from random import Random

import pytest

from hawkari.engines.corridor.romanisation import STYLES, latin, wobbled
from hawkari.engines.corridor.tables import TABLES, load_json, name_table, places
from hawkari.errors import BadInput

ARABIC = re.compile(r"[ء-يپچژگڤئؤإأآة ]+")
SORANI = re.compile(r"[ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێ ]+")
LATIN_OR_TURKISH = re.compile(r"[A-Za-zçêîşûïëüÇÊÎŞÛÜ' ]+")
LATIN = re.compile(r"[A-Za-zçêîşûÇÊÎŞÛ' ]+")


def given(table: str):
    names = name_table(table)
    return [*names.men.names, *names.women.names]


def test_the_main_table_has_hundreds_of_given_and_family_names():
    names = name_table("main")
    assert len(names.men.names) >= 200
    assert len(names.women.names) >= 100
    assert len(names.families.names) >= 120


@pytest.mark.parametrize("field", ["arabic", "sorani", "kurmanji", "english"])
def test_the_tables_share_no_given_name_in_any_spelling(field: str):
    main, held_out = ({getattr(n, field).lower() for n in given(t)} for t in TABLES)
    assert main & held_out == set()


@pytest.mark.parametrize("table", TABLES)
def test_every_name_is_spelled_in_its_script(table: str):
    names = name_table(table)
    for name in (*given(table), *names.families.names):
        assert ARABIC.fullmatch(name.arabic), name
        assert SORANI.fullmatch(name.sorani), name
        assert LATIN.fullmatch(name.kurmanji), name
        assert all(LATIN.fullmatch(one) for one in (name.english, *name.variants)), name


@pytest.mark.parametrize("table", TABLES)
def test_no_name_stands_twice_in_a_table(table: str):
    names = name_table(table)
    for ranked in (names.men, names.women, names.families):
        arabic = [name.arabic for name in ranked.names]
        assert len(set(arabic)) == len(arabic)


@pytest.mark.parametrize(
    ("arabic", "sorani", "english"),
    [
        ("برزان", "بەرزان", "Barzan"),
        ("صالح", "ساڵح", "Salih"),
        ("طالباني", "تاڵەبانی", "Talabani"),
        ("محمد", "محەممەد", "Muhammad"),
        ("دلشاد", "دڵشاد", "Dilshad"),
        ("ريبوار", "ڕێبوار", "Rebwar"),
    ],
)
def test_names_that_partners_get_wrong_are_right_here(arabic: str, sorani: str, english: str):
    names = name_table("main")
    everyone = (*given("main"), *names.families.names)
    found = next(name for name in everyone if name.english == english)
    assert (found.arabic, found.sorani) == (arabic, sorani)


def test_shares_fall_with_rank_and_sum_to_one():
    for ranked in (name_table("main").men, name_table("main").families):
        shares = [ranked.shares[name.arabic] for name in ranked.names]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) == pytest.approx(1)
        assert 0.03 < shares[0] < 0.09


@pytest.mark.parametrize(
    ("english", "style", "written"),
    [
        ("Sherzad", "french", "Cherzad"),
        ("Sherzad", "german", "Schersad"),
        ("Sherzad", "kurmanji", "Şêrzad"),
        ("Sherzad", "turkish", "Şerzat"),
        ("Chia", "french", "Tchia"),
        ("Chia", "german", "Tschia"),
        ("Jamal", "french", "Djamal"),
        ("Jamal", "german", "Dschamal"),
        ("Khalid", "german", "Chalid"),
        ("Muhammad", "turkish", "Mehmet"),
        ("Abdulkarim", "french", "Abdelkarim"),
        ("Abdulkarim", "iranian", "Abdolkarim"),
        ("Nawzad", "french", "Naouzad"),
        ("Hiwa", "turkish", "Hiva"),
    ],
)
def test_each_country_romanises_in_its_own_way(english: str, style: str, written: str):
    name = name_table("main").find(english)
    assert name is not None
    assert written in {latin(name, style, Random(seed)) for seed in range(40)}


def test_every_name_can_be_written_in_every_style():
    for name in (*given("main"), *name_table("main").families.names):
        for style in STYLES:
            assert LATIN_OR_TURKISH.fullmatch(latin(name, style, Random(1))), (name, style)


def test_a_spelling_by_ear_stays_a_name():
    assert {wobbled("Karim", Random(seed)) for seed in range(30)} >= {"Kareem", "Kerim"}


def test_every_resource_states_source_date_and_licence():
    from importlib.resources import files

    folder = files("hawkari.engines.corridor").joinpath("resources")
    for entry in folder.iterdir():
        if entry.name.endswith(".json"):
            body = load_json(entry.name)
            assert all(body[key] for key in ("source", "date", "licence")), entry.name
        elif entry.name.endswith(".tsv"):
            head = entry.read_text("utf-8").split("\n")[:6]
            assert all(
                any(line.startswith(f"# {key}:") for line in head)
                for key in ("source", "date", "licence")
            ), entry.name


def test_every_place_has_a_part_of_the_route():
    assert {place.part for place in places()} == {"home", "tr", "balkans", "de", "fr", "gb"}


def test_an_unknown_table_is_refused():
    with pytest.raises(BadInput, match="held-out"):
        name_table("other")
