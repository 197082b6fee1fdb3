"""Train what turns a comparison of names into a probability and into evidence in bits.

    .venv/bin/python benchmarks/names/training/train.py --data PATH

PATH holds `training/name_pairs.tsv` (only its permissive token rows are read) and
`names/dev_pairs.tsv` (only its `un` rows are read, and only to calibrate the probability: five
numbers, which change no order). Writes `src/hawkari/engines/names/resources/model.json`, the same
each time, and prints how it does on composed people it has not seen.
"""

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import boosting
import compose
import numpy as np

from hawkari.engines.names import compare_many, weigh_many
from hawkari.engines.names.features import FEATURES

OUT = Path(__file__).parents[3] / "src/hawkari/engines/names/resources/model.json"
DATE = "2026-11-26"
PEOPLE = 20_000
CHECK_PEOPLE = 4000
SEEDS, CHECK_SEED = (1, 3), 2
RIDGE = 0.01
RISING = {"explained_shorter", "explained_longer", "bits_met", "rarest_met", "exact",
          "fewer_words", "longest_share"}  # fmt: skip
FREE = {"table"}
FALLING = set(FEATURES) - RISING - FREE
LINE = ("explained_shorter", "mean_cost", "worst_cost", "first_worse", "whole_cost", "bits_met")
SETTINGS = boosting.Settings(
    rule=np.array([(f in RISING) - (f in FALLING) for f in FEATURES]),
    rounds=60,  # more fits composed people better, and real ones (`un`) worse
    least_hessian=100.0,
)
# how typical of near misses a pair is must not come in steps: search ranks by it
NEAR = replace(SETTINGS, rounds=120, least_hessian=8.0, line=tuple(FEATURES.index(f) for f in LINE))
RECORD = {
    "made_by": "benchmarks/names/training/train.py",
    "date": DATE,
    "licence": "MIT; learnt from data under CC0-1.0, MIT and Apache-2.0, none of it contained",
    "sources": [
        "Wikidata labels of name items (CC0-1.0), as listed in rigour 2.6.1 (MIT)",
        "steveash/NETransliteration-COLING2018 5d5f59e, English-Arabic (MIT)",
        "google/transliteration b2265a6, ar2en (Apache-2.0)",
        "calibration of the probability only, five numbers: names of the UN Security Council "
        "consolidated list, 2026-02-27",
    ],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    begun = time.perf_counter()
    items = compose.read_items(options.data / "training" / "name_pairs.tsv")
    composed = [compose.compose(items, people=PEOPLE, seed=seed) for seed in SEEDS]
    features = np.concatenate([compose.features_of(pairs.a, pairs.b) for pairs in composed])
    label = np.concatenate([pairs.label for pairs in composed])
    kinds = np.concatenate([pairs.kind for pairs in composed])
    print(f"{len(items)} names, {len(label)} composed pairs, {time.perf_counter() - begun:.0f} s")
    chance = boosting.fit(features, label, SETTINGS)
    curve = calibration(chance, read_calibration(options.data / "names" / "dev_pairs.tsv"))
    negative = label == 0
    kind = kinds[negative]
    near = boosting.fit(features[negative], (kind != "random").astype(int), NEAR)
    share = population_shares(kind)
    model = {
        **RECORD,
        "features": list(FEATURES),
        "probability": as_lists(chance) | {"curve": curve},
        "near": as_lists(near) | {"curve": [[0.0, 0.0], [1.0, 1.0]]},
        "near_share": rounded(share[0]),
        "random_share": rounded(share[1]),
    }
    options.out.parent.mkdir(exist_ok=True)
    options.out.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"wrote {options.out}, {options.out.stat().st_size // 1024} KiB")
    check(items)


def population_shares(kind: np.ndarray) -> tuple[float, float]:
    """For how many pairs of two people one near and one random negative stands, on average 1.

    A near one was picked from the nearest six, one in two; a random one stands for the rest of
    the pairs of its script pair, some 0.4 of all people in each.
    """
    near, random = 2.0, PEOPLE * 0.4 - 6
    mean = np.where(kind == "random", random, near).mean()
    return near / mean, random / mean


def read_calibration(path: Path) -> tuple[np.ndarray, np.ndarray]:
    lines = path.read_text(encoding="utf-8").split("\n")
    header, rows = lines[0].split("\t"), [line.split("\t") for line in lines[1:] if line]
    column = {name: header.index(name) for name in header}
    kept = [row for row in rows if row[column["source"]] == "un"]
    names = ([row[column[side]] for row in kept] for side in ("name_a", "name_b"))
    return compose.features_of(*names), np.array([int(row[column["label"]]) for row in kept])


KNOTS = (0.0, 1.0, 2.0)  # where the line from sums to logits may bend


def calibration(model: boosting.Model, data: tuple[np.ndarray, np.ndarray]) -> list[list[float]]:
    """Points of a bent line from sums to logits, by maximum likelihood (Newton's method).

    As Platt (1999), but bent: the sums level off where a name can hardly be more alike, the odds
    do not. No piece may fall.
    """
    sums, label = boosting.predict(model, data[0]), data[1]
    design = hinges(sums)
    theta = np.zeros(design.shape[1])
    ridge = RIDGE * np.eye(len(theta))
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ theta))
        slope = design.T @ (p - label) + ridge @ theta
        theta -= np.linalg.solve((design * (p * (1 - p))[:, None]).T @ design + ridge, slope)
    if min(np.cumsum(theta[1:])) <= 0:
        raise SystemExit("the calibration falls somewhere: it would change the order of pairs")
    at = np.array([KNOTS[0] - 1, *KNOTS, KNOTS[-1] + 1])
    return [[rounded(x), rounded(y)] for x, y in zip(at, hinges(at) @ theta, strict=True)]


def hinges(sums: np.ndarray) -> np.ndarray:
    bent = [np.maximum(0, sums - knot) for knot in KNOTS]
    return np.stack([np.ones_like(sums), sums, *bent], axis=1)


def rounded(value: float) -> float:
    return float(f"{value:.6g}")


def as_lists(model: boosting.Model) -> dict[str, Any]:
    feature, threshold, left, value = zip(*model.nodes, strict=True)
    return {
        "start": rounded(model.start),
        "slopes": [rounded(v) for v in model.slopes],
        "roots": model.roots,
        "feature": [int(v) for v in feature],
        "threshold": [rounded(v) for v in threshold],
        "left": [int(v) for v in left],
        "value": [rounded(v) for v in value],
    }


def check(items: list[compose.Item]) -> None:
    """On new people, with the model just written: ranking, and whether evidence is inflated."""
    pairs = compose.compose(items, people=CHECK_PEOPLE, seed=CHECK_SEED)
    order = np.argsort(-compare_many(pairs.a, pairs.b), kind="stable")
    precision = np.cumsum(pairs.label[order]) / np.arange(1, len(order) + 1)
    print(f"new composed people: AP {precision[pairs.label[order] == 1].mean():.4f}")
    rng = np.random.default_rng(CHECK_SEED)
    i, j = rng.integers(CHECK_PEOPLE, size=(2, 400_000))
    i, j = i[i != j], j[i != j]
    ratio = 2 ** weigh_many([pairs.a[x] for x in i], [pairs.b[x] for x in j])
    print(f"mean likelihood ratio of two people at random: {ratio.mean():.3f}; above 1 is inflated")


if __name__ == "__main__":
    main()
