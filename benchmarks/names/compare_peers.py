"""Compare names with ours and with peers in one run: how well they rank, and how fast.

    .venv/bin/python benchmarks/names/compare_peers.py --data PATH

PATH holds `names/dev_pairs.tsv`. REAL are the pairs of real sources; `un` rows of it calibrate
our probability (two numbers, which change no order). The peers get the six Sorani letters that
ICU leaves out. Speed is pairs a second of processor time, one thread, median of three runs over all
pairs: ours with every name to be folded anew, and then with the folds kept.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import icu
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import distance, fuzz

from hawkari.engines.names import compare_many, fold, weigh_many
from hawkari.engines.names.fold import settled
from hawkari.engines.names.prepare import encode
from hawkari.engines.names.rarity import bits_of
from hawkari.engines.names.words import fold_word

CACHES = (fold, fold_word, settled, encode, bits_of)
REAL = ("un", "rawi", "kurdnews")
SORANI = str.maketrans({"ە": "e", "ێ": "ê", "ۆ": "o", "ڕ": "r", "ڵ": "l", "ھ": "h"})
Scores = NDArray[np.float64]
Scorer = Callable[[list[str], list[str]], Scores]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    rows = read(parser.parse_args().data / "names" / "dev_pairs.tsv")
    a, b = ([row[side] for row in rows] for side in ("name_a", "name_b"))
    compare_many(a[:10], b[:10])
    scorers: dict[str, Scorer] = {
        "ours, probability": compare_many,
        "ours, evidence in bits": weigh_many,
        "ICU + map + Jaro-Winkler": romanised(distance.JaroWinkler.similarity),
        "ICU + map + WRatio": romanised(fuzz.WRatio),
        "ICU + map + token_sort": romanised(fuzz.token_sort_ratio),
    }
    print(f"{len(rows)} pairs; AP average precision, R@P99 recall at 99 % precision\n")
    print(f"{'':26}{'REAL AP':>9}{'R@P99':>8}{'R@P95':>8}{'un AP':>8}{'rawi':>8}{'kurdnews':>10}"
          f"{'pairs/s':>10}")  # fmt: skip
    for name, scorer in scorers.items():
        speed, scores = timed(scorer, a, b, ours=name.startswith("ours"))
        print(f"{name:26}{line(rows, scores)}{speed:>10,.0f}")
    warm = statistics.median(once(compare_many, a, b)[0] for _ in range(3))
    print(f"\nours, folds kept: {warm:,.0f} pairs/s")
    by_script(rows, scorers["ours, probability"](a, b), scorers["ICU + map + WRatio"](a, b))


def read(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def romanised(likeness: Callable[[str, str], float]) -> Scorer:
    """A string likeness on ICU's Latin, lower-cased, letters and blanks only."""
    latin = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII")

    def one(name: str) -> str:
        text = latin.transliterate(name.translate(SORANI)).lower()
        return " ".join("".join(c if c.isalpha() and c.isascii() else " " for c in text).split())

    def score(names_a: list[str], names_b: list[str]) -> Scores:
        pairs = zip(names_a, names_b, strict=True)
        return np.array([likeness(one(a), one(b)) for a, b in pairs])

    return score


def once(scorer: Scorer, a: list[str], b: list[str]) -> tuple[float, Scores]:
    begun = time.process_time()
    scores = scorer(a, b)
    return len(a) / (time.process_time() - begun), scores


def timed(scorer: Scorer, a: list[str], b: list[str], *, ours: bool) -> tuple[float, Scores]:
    """Median pairs a second of three runs, each from empty caches; and the scores."""
    speeds = []
    for _ in range(3):
        if ours:
            for cached in CACHES:
                cached.cache_clear()
        speed, scores = once(scorer, a, b)
        speeds.append(speed)
    return statistics.median(speeds), scores


def line(rows: list[dict[str, str]], scores: Scores) -> str:
    label = np.array([row["label"] == "1" for row in rows])
    source = np.array([row["source"] for row in rows])
    real = np.isin(source, REAL)
    kept, ranked = label[real], scores[real]
    head = (
        average_precision(kept, ranked),
        recall_at(kept, ranked, 0.99),
        recall_at(kept, ranked, 0.95),
    )
    each = [average_precision(label[source == s], scores[source == s]) for s in REAL]
    widths = (9, 8, 8, 8, 8, 10)
    return "".join(f"{v:>{w}.3f}" for v, w in zip((*head, *each), widths, strict=True))


def by_script(rows: list[dict[str, str]], ours: Scores, peer: Scores) -> None:
    """Average precision by pair of scripts, real sources only."""
    label = np.array([row["label"] == "1" for row in rows])
    real = np.array([row["source"] in REAL for row in rows])
    scripts = np.array([f"{row['lang_a']}-{row['lang_b']}" for row in rows])
    print(f"\n{'AP by script, REAL':26}{'ours':>9}{'WRatio':>9}{'ratio':>8}")
    for pair in sorted(set(scripts[real])):
        held = real & (scripts == pair)
        mine, other = (average_precision(label[held], s[held]) for s in (ours, peer))
        print(f"{pair:26}{mine:>9.3f}{other:>9.3f}{mine / other:>8.2f}")


def curve(label: NDArray[np.bool_], scores: Scores) -> tuple[Scores, Scores]:
    """Precision and recall at each distinct score, equal scores taken together."""
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    hits = np.cumsum(label[order])[last]
    return hits / (last + 1.0), hits / label.sum()


def average_precision(label: NDArray[np.bool_], scores: Scores) -> float:
    precision, recall = curve(label, scores)
    return float(np.sum(np.diff(np.concatenate([[0.0], recall])) * precision))


def recall_at(label: NDArray[np.bool_], scores: Scores, wanted: float) -> float:
    precision, recall = curve(label, scores)
    good = recall[precision >= wanted]
    return float(good.max()) if len(good) else 0.0


if __name__ == "__main__":
    main()
