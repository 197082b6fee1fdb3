"""The shipped model: read whole, and computed as its definition says."""

import json
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from hawkari.engines.names.features import FEATURES
from hawkari.engines.names.model import BASE_RATE, Trees, bits, load, probabilities

RESOURCE = files("hawkari.engines.names").joinpath("resources", "model.json")
ROWS = hnp.arrays(
    np.float32,
    st.tuples(st.integers(1, 4), st.just(len(FEATURES))),
    elements=st.floats(0, 8, width=32),
)


def slow_sum(trees: Trees, row: np.ndarray) -> float:
    total = trees.start + sum(
        float(slope) * float(value) for slope, value in zip(trees.slopes, row, strict=True)
    )
    for root in trees.roots:
        node = int(root)
        while trees.feature[node] >= 0:
            goes_right = float(row[trees.feature[node]]) > trees.threshold[node]
            node = int(trees.left[node]) + int(goes_right)
        total += float(trees.value[node])
    points = [(float(x), float(y)) for x, y in trees.curve]
    pieces = list(pairwise(points))
    for (x, y), (to_x, to_y) in pieces[:-1]:
        if total <= to_x:
            return y + (total - x) * (to_y - y) / (to_x - x)
    (x, y), (to_x, to_y) = pieces[-1]
    return y + (total - x) * (to_y - y) / (to_x - x)


@given(ROWS)
def test_the_compiled_sum_is_the_slow_one(rows: np.ndarray):
    trees = load().probability
    expected = [1 / (1 + np.exp(-slow_sum(trees, row))) for row in rows]
    assert probabilities(rows).tolist() == pytest.approx(expected)


@given(ROWS)
def test_evidence_is_the_odds_over_the_base_rate_and_the_share(rows: np.ndarray):
    model = load()
    near = np.array([1 / (1 + np.exp(-slow_sum(model.near, row))) for row in rows])
    odds = np.array([slow_sum(model.probability, row) for row in rows]) / np.log(2)
    share = near * model.near_share + (1 - near) * model.random_share
    expected = odds - np.log2(BASE_RATE / (1 - BASE_RATE)) - np.log2(share)
    assert bits(rows).tolist() == pytest.approx(expected.tolist(), abs=1e-6)


@given(ROWS, st.sampled_from(["worst_cost", "mean_cost", "first_worse", "whole_cost"]))
def test_a_higher_cost_never_raises_the_probability(rows: np.ndarray, feature: str):
    worse = rows.copy()
    worse[:, FEATURES.index(feature)] += 0.5
    assert np.all(probabilities(worse) <= probabilities(rows) + 1e-12)


def test_the_resource_names_its_sources_date_and_licence():
    table = json.loads(RESOURCE.read_text("utf-8"))
    assert {"sources", "date", "licence", "made_by"} <= set(table)
    assert not any("copyleft" in source for source in table["sources"])
