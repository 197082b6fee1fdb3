"""A score is exact, says how much it rests on, and never gains by silence."""

import copy
import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.casework.instruments import (
    ItemType,
    Scored,
    demonstration,
    parse_instrument,
    read_answers,
    score,
)
from hawkari.errors import BadInput
from tests.engines.casework.instruments import by_hand
from tests.engines.casework.instruments.answers import RAW, random_answer, random_answers

DEMO = demonstration()


def values(scored: Scored) -> dict[str, tuple[float | None, str]]:
    return {one.dim: (one.value, one.band) for one in (scored.whole, *scored.dimensions)}


def assert_same(answers: dict[str, str], raw=RAW, instrument=DEMO):
    ours = values(score(instrument, read_answers(instrument, answers)))
    for dim, (value, band) in by_hand.scores(raw, answers).items():
        if value is None:
            assert ours[dim] == (None, ""), (dim, answers)
        else:
            assert ours[dim][0] is not None, (dim, answers)
            assert abs(ours[dim][0] - float(value)) <= 1e-9, (dim, answers)
            assert ours[dim][1] == band, (dim, answers)


def test_ten_thousand_random_interviews_score_as_fractions_worked_out_apart():
    rng = random.Random(20261127)
    for _ in range(10_000):
        assert_same(random_answers(rng))


def test_an_instrument_with_awkward_weights_scores_as_the_fractions_too():
    rng = random.Random(7)
    raw = copy.deepcopy(RAW)
    for item in raw["items"]:
        item["w_dim"], item["w_comp"] = f"{rng.randint(1, 999)}.{rng.randint(0, 99)}", "0.0003"
    instrument = parse_instrument(raw)
    for _ in range(500):
        assert_same(random_answers(rng), raw, instrument)


def test_a_score_on_the_edge_of_a_band_is_in_the_higher_band():
    raw = copy.deepcopy(RAW)
    raw["items"] = [
        {**raw["items"][0], "id": f"nights_{n}", "highest": 10, "w_dim": "0.1", "w_comp": "0.1"}
        for n in range(10)
    ]
    raw["dimensions"], raw["bands"][1]["least"] = raw["dimensions"][:1], "0.3"
    instrument = parse_instrument(raw)
    answers = {f"nights_{n}": "3" for n in range(10)}
    whole = score(instrument, read_answers(instrument, answers)).whole
    assert (whole.value, whole.band) == (0.3, "middle")


def test_every_better_answer_raises_the_score():
    rng = random.Random(3)
    for _ in range(12):
        answers = {item["id"]: random_answer(item, rng) for item in RAW["items"]}
        given = read_answers(DEMO, answers)
        for item in DEMO.items:
            ordered = _ladder(item)
            seen = [score(DEMO, {**given, item.id: step}) for step in ordered]
            for lower, higher in pairwise(seen):
                assert lower.whole.value < higher.whole.value, item.id
                at = [one.id for one in DEMO.dimensions].index(item.dim)
                assert lower.dimensions[at].value < higher.dimensions[at].value, item.id


def _ladder(item):
    """Answers of an item from worst to best, each worth more."""
    if item.type is ItemType.NUMBER:
        steps = range(item.lowest, item.highest + 1)
        return list(reversed(steps)) if item.falling else list(steps)
    if item.type is ItemType.CHOICE:
        scored = [one for one in item.choices if one.score is not None]
        return [one.id for one in sorted(scored, key=lambda one: one.score)]
    free = [one.id for one in item.choices if not one.alone]
    return [("none",), *(tuple(free[:n]) for n in range(1, len(free) + 1))]


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), picks=st.lists(st.integers(0, 99), max_size=16))
def test_no_answer_left_out_raises_a_score(seed, picks):
    answers = random_answers(random.Random(seed))
    before = values(score(DEMO, read_answers(DEMO, answers)))
    for pick in picks:
        if not answers:
            break
        dropped = sorted(answers)[pick % len(answers)]
        item = next(one for one in DEMO.items if one.id == dropped)
        waived = item.worth(read_answers(DEMO, {dropped: answers[dropped]})[dropped]) is None
        del answers[dropped]
        after = values(score(DEMO, read_answers(DEMO, answers)))
        for dim, (value, _) in after.items():
            if value is not None and before[dim][0] is not None:
                assert value <= before[dim][0], (dropped, waived)
        before = after


def test_below_four_fifths_answered_there_is_no_score():
    whole = {item["id"]: random_answer(item, random.Random(1)) for item in RAW["items"]}
    for name in ("children_school", "turned_away", "family_talk"):
        whole[name] = next(c["id"] for i in RAW["items"] if i["id"] == name for c in i["choices"])
    names = sorted(whole)
    three_left_out = {name: whole[name] for name in names[3:]}
    four_left_out = {name: whole[name] for name in names[4:]}
    enough = score(DEMO, read_answers(DEMO, three_left_out)).whole
    short = score(DEMO, read_answers(DEMO, four_left_out)).whole
    assert (enough.answered, enough.asked) == (13, 16)
    assert enough.value is not None
    assert (short.value, short.band, short.highest) == (None, "", None)


def test_nothing_answered_is_no_score_and_no_error():
    assert score(DEMO, {}).whole.value is None


def test_a_score_says_how_high_it_could_have_been():
    rng = random.Random(5)
    answers = {item["id"]: random_answer(item, rng) for item in RAW["items"]}
    del answers["slept_nights"]
    given = read_answers(DEMO, answers)
    found = score(DEMO, given).whole
    assert found.highest == score(DEMO, {**given, "slept_nights": 7}).whole.value
    assert found.value == score(DEMO, {**given, "slept_nights": 0}).whole.value


def test_an_item_that_does_not_apply_weighs_nothing():
    answers = {item["id"]: random_answer(item, random.Random(9)) for item in RAW["items"]}
    answers["children_school"] = "does_not_apply"
    raw = copy.deepcopy(RAW)
    raw["items"] = [item for item in raw["items"] if item["id"] != "children_school"]
    without = parse_instrument(raw)
    rest = {name: text for name, text in answers.items() if name != "children_school"}
    ours = score(DEMO, read_answers(DEMO, answers)).whole
    theirs = score(without, read_answers(without, rest)).whole
    assert ours.value == theirs.value


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"nights_home": "8"}, "nights_home"),
        ({"nights_home": "-1"}, "nights_home"),
        ({"nights_home": "2.5"}, "nights_home"),
        ({"nights_home": "٣"}, "nights_home"),
        ({"stay_months": "for ever"}, "stay_months"),
        ({"home_has": "water water"}, "home_has"),
        ({"home_has": "none water"}, "home_has"),
        ({"home_has": "gold"}, "home_has"),
        ({"shoe_size": "42"}, "shoe_size"),
    ],
)
def test_what_is_no_answer_is_refused_with_the_item(answers, where):
    with pytest.raises(BadInput) as refused:
        score(DEMO, read_answers(DEMO, answers))
    assert refused.value.where == (where,)
    assert refused.value.remedy


def test_worths_are_fractions_from_zero_to_one():
    for item in DEMO.items:
        assert item.worth(_ladder(item)[0]) == Fraction(0)
        assert item.worth(_ladder(item)[-1]) == Fraction(1)
