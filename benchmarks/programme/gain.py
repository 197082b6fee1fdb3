"""How often the interval of the mean gain, and of the gain of the means, covers the truth.

    python benchmarks/programme/gain.py [--cohorts 2000] [--seed 7]

Cohorts are simulated: what each person knows before, and learns of the rest, is drawn from beta
distributions; right answers are binomial. The truth is the figure of 2 million such people. Beside
ours stand the plain percentile bootstrap, and Student's interval of the mean, on the same cohorts.
"""

import argparse
import time
from functools import cache

import numpy as np
from scipy.stats import t as student

from hawkari.desks.programme.learning import Estimate, Pair, drawn, gain_of

SIZES = (17, 30, 60, 110)
# Questions, and the shapes of what is known before and of what is learnt.
WORLDS = ((20, (4, 6), (3, 3)), (40, (3, 3), (4, 4)), (20, (6, 3), (2, 2)), (30, (2, 5), (2, 4)))
World = tuple[int, tuple[int, int], tuple[int, int]]


def cohort(rng: np.random.Generator, persons: int, world: World) -> tuple[np.ndarray, np.ndarray]:
    most, known, learnt = world
    before = rng.beta(*known, persons)
    after = before + (1 - before) * rng.beta(*learnt, persons)
    return rng.binomial(most, before), rng.binomial(most, after)


@cache
def truth(world: World) -> tuple[float, float]:
    most = world[0]
    pre, post = cohort(np.random.default_rng(1), 2_000_000, world)
    open_ = pre < most
    mean = ((post[open_] - pre[open_]) / (most - pre[open_])).mean()
    return float(mean), float((post.mean() - pre.mean()) / (most - pre.mean()))


def holds(estimate: Estimate | None, value: float) -> bool | None:
    if estimate is None or estimate.lo is None or estimate.hi is None:
        return None
    return estimate.lo <= value <= estimate.hi


def peers(gains: np.ndarray) -> dict[str, tuple[float, float]]:
    middle, error = gains.mean(), gains.std(ddof=1) / np.sqrt(len(gains))
    means = gains[drawn(len(gains))].mean(axis=1)
    half = student.ppf(0.975, len(gains) - 1) * error
    low, high = np.quantile(means, [0.025, 0.975])
    return {"percentile": (low, high), "student": (middle - half, middle + half)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cohorts", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    print("people  world  mean of gains  gain of means  percentile  student  no interval")
    began, worst = time.perf_counter(), []
    for persons in SIZES:
        for number, world in enumerate(WORLDS, 1):
            found = measured(rng, persons, world, cohorts=asked.cohorts)
            worst += found[:2]
            shown = "  ".join(f"{one * 100:11.1f}" for one in found[:4])
            print(f"{persons:6}  {number:5}  {shown}  {found[4]:11.0f}", flush=True)
    took = (time.perf_counter() - began) * 1000 / (len(SIZES) * len(WORLDS) * asked.cohorts)
    print(f"ours covers {min(worst) * 100:.1f} to {max(worst) * 100:.1f} %; {took:.1f} ms a cohort")


def measured(
    rng: np.random.Generator, persons: int, world: World, *, cohorts: int
) -> tuple[float, float, float, float, float]:
    true_mean, true_of_means = truth(world)
    hits = dict.fromkeys(("mean", "of_means", "percentile", "student"), 0)
    without = 0
    for _ in range(cohorts):
        pre, post = cohort(rng, persons, world)
        pairs = [Pair(int(a), world[0], int(b), world[0]) for a, b in zip(pre, post, strict=True)]
        gain = gain_of(pairs)
        inside, of_means = holds(gain.mean, true_mean), holds(gain.of_means, true_of_means)
        if inside is None or of_means is None:
            without += 1
            continue
        hits["mean"] += inside
        hits["of_means"] += of_means
        gains = np.array([one for one in gain.each if one is not None])
        for name, (low, high) in peers(gains).items():
            hits[name] += bool(low <= true_mean <= high)
    told = max(cohorts - without, 1)
    mean, of_means, percentile, plain = (one / told for one in hits.values())
    return mean, of_means, percentile, plain, float(without)


if __name__ == "__main__":
    main()
