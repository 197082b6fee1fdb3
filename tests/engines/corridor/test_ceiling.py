"""The stated ceiling is a score, falls with what is missing, and its reader reads as it says."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.corridor.births import Births
from hawkari.engines.corridor.ceiling import estimate
from hawkari.engines.corridor.numbers import PhoneBook
from hawkari.engines.corridor.odds import Odds, Readings
from hawkari.engines.corridor.people import World, make_cell
from hawkari.engines.corridor.records import Date, Record, Registers
from hawkari.engines.corridor.tables import name_table

BIRTHS = Births(dict.fromkeys(range(1965, 2005), 1 / 40))
DATES = st.builds(Date, st.integers(1965, 2004), st.integers(1, 12), st.integers(1, 28))
WRITTEN = st.one_of(st.none(), DATES, st.builds(Date, st.integers(1965, 2004)))


@pytest.fixture
def records() -> list[Record]:
    rng = Random("ceiling")
    world = World(name_table("main"), PhoneBook(rng), 240)
    people = [person for cell in range(8) for person in make_cell(world, cell, rng)]
    registers = Registers(rng)
    return [record for person in people for record in registers.observe(person, rng)]


def test_a_sample_states_its_ceiling(sample: Path):
    body = json.loads((sample / "ceiling.json").read_text(encoding="utf-8"))
    assert body["people"] <= 1_000
    for score in (body, body["pairs"], body["groups"], body["at_precision_0.97"]):
        assert 0 < score["precision"] <= 1
        assert 0 < score["recall"] <= 1
        harmonic = 2 * score["precision"] * score["recall"] / (score["precision"] + score["recall"])
        assert score["f1"] == pytest.approx(harmonic, abs=1e-3)
    assert body["f1"] >= max(body["pairs"]["f1"], body["groups"]["f1"]) - 1e-9
    assert body["at_precision_0.97"]["precision"] >= 0.97
    assert "one person" in body["how"]


def test_the_ceiling_falls_when_evidence_is_taken_away(records: list[Record]):
    full = estimate(records, name_table("main"))
    for record in records:
        record.born, record.phone, record.document, record.birthplace = None, "", "", None
    bare = estimate(records, name_table("main"))
    assert bare["f1"] < full["f1"] - 0.03
    assert bare["true_pairs"] == full["true_pairs"]


def test_the_ceiling_of_nothing_is_whole():
    assert estimate([], name_table("main"))["f1"] == 1.0


def test_odds_do_not_depend_on_the_order_of_a_pair(records: list[Record]):
    odds = Odds(records, name_table("main"))
    for left, right in pairwise(records):
        assert odds.of(left, right) == pytest.approx(odds.of(right, left))


def test_salim_in_latin_letters_may_be_either_name():
    men = {name.arabic: name for name in name_table("main").men.names}
    readings = Readings(name_table("main"))
    left, right = men["سالم"], men["سليم"]
    assert readings.same(left, right, latin=True)
    assert not readings.same(left, right, latin=False)
    assert readings.share(left, latin=True) > readings.share(left, latin=False)


@given(WRITTEN, WRITTEN)
def test_two_dates_weigh_alike_either_way(left: Date | None, right: Date | None):
    assert BIRTHS.ratio(left, right) == pytest.approx(BIRTHS.ratio(right, left))
    assert BIRTHS.ratio(left, right) >= 0


def test_better_agreement_of_dates_weighs_more():
    day = Date(1984, 3, 7)
    steps = [day, Date(1984, 7, 3), Date(1984, 1, 1), Date(1993, 10, 20)]
    ratios = [BIRTHS.ratio(day, other) for other in steps]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] > 1_000 > ratios[2] > 1 > ratios[3]
    assert BIRTHS.ratio(day, None) == 1.0
