"""Compare and search names with ours and with peers in one run: how well, and how fast.

    .venv/bin/python benchmarks/names/compare_peers.py --data PATH
    .venv/bin/python benchmarks/names/compare_peers.py --data PATH --parts large --brute 200

PATH is the folder of the evaluation sets (or the folder that holds it as `names/`); beside it,
`training/name_pairs.tsv` gives the tokens of large galleries. REAL are the pairs of real sources;
`un` rows of it calibrate our probability (five numbers, which change no order). Processor time,
one thread. `--parts` runs some of it; each part says what it took.
"""

import argparse
import itertools
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

# Before the engine is imported: its compiled functions are kept for the next run.
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "hawkari-bench-numba"))

import numpy as np
from measures import large, peers, pictures, recombined, searches
from measures.figures import auc, average_precision, calibration_error, recall_at
from numpy.typing import NDArray

from hawkari.engines.names import compare_many, fold, weigh_many
from hawkari.engines.names.assign import workspace
from hawkari.engines.names.fold import settled
from hawkari.engines.names.index import NameIndex
from hawkari.engines.names.model import load
from hawkari.engines.names.prepare import encode, prepare
from hawkari.engines.names.rarity import bits_of
from hawkari.engines.names.scoring import score
from hawkari.engines.names.words import fold_word

CACHES = (fold, fold_word, settled, encode, bits_of)
REAL = ("un", "rawi", "kurdnews")
PLOT = Path(tempfile.gettempdir()) / "names-precision-recall.svg"
SCRATCH = Path.home() / ".cache" / "hawkari-bench" / "nomenklatura"
WAYS = ("latn2arab", "arab2latn")
PARTS = ("ranking", "speed", "searches", "enlarged", "large")
Scores = NDArray[np.float64]


def main() -> None:
    options = arguments()
    names = options.data if (options.data / "dev_pairs.tsv").exists() else options.data / "names"
    tokens = names.parent / "training" / "name_pairs.tsv"
    pairs = Pairs(names / "dev_pairs.tsv")
    parts: dict[str, Callable[[], None]] = {
        "ranking": lambda: print_comparison(pairs, options),
        "speed": lambda: print_speed(pairs),
        "searches": lambda: print_searches(names, []),
        "enlarged": lambda: print_searches(
            names, list(recombined.people(tokens, options.enlarged))
        ),
        "large": lambda: print_large(
            names, recombined.people(tokens, options.large), options.brute
        ),
    }
    for part in options.parts:
        begun = time.monotonic()
        parts[part]()
        load = os.getloadavg()[0]
        print(f"({part}: {time.monotonic() - begun:.0f} s, load {load:.1f})", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--plot", type=Path, default=PLOT)
    parser.add_argument("--scratch", type=Path, default=SCRATCH, help="environment of nomenklatura")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="all by default")
    parser.add_argument("--enlarged", type=int, default=100_000, help="names of its gallery")
    parser.add_argument("--large", type=int, default=1_000_000, help="names added for it")
    parser.add_argument("--brute", type=int, default=20, help="queries compared with every name")
    return parser.parse_args()


class Pairs:
    """The pairs of the evaluation sets, as columns."""

    def __init__(self, path: Path) -> None:
        rows = searches.read_queries(path)
        self.a, self.b = ([row[side] for row in rows] for side in ("name_a", "name_b"))
        self.label = np.array([row["label"] == "1" for row in rows])
        self.source = np.array([row["source"] for row in rows])
        self.kind = np.array([row["negative_kind"] for row in rows])
        self.scripts = np.array([f"{row['lang_a']}-{row['lang_b']}" for row in rows])
        self.real = np.isin(self.source, REAL)


def print_comparison(pairs: Pairs, options: argparse.Namespace) -> None:
    """How well each method ranks the pairs, and what our probability is worth."""
    scores = all_scores(pairs, options.scratch)
    print_ranking(pairs, scores)
    print_scripts(pairs, scores)
    print_kinds(pairs, scores)
    print_calibration(pairs, scores["ours, probability"])
    pictures.draw(pairs.label[pairs.real], {k: v[pairs.real] for k, v in scores.items()},
                  options.plot)  # fmt: skip
    print(f"\nprecision by recall: {options.plot}")


def all_scores(pairs: Pairs, scratch: Path | None) -> dict[str, Scores]:
    scores: dict[str, Scores] = {
        "ours, probability": compare_many(pairs.a, pairs.b),
        "ours, evidence in bits": weigh_many(pairs.a, pairs.b),
    }
    for name, likeness in peers.STRINGS.items():
        scores[name] = peers.string_scores(likeness, pairs.a, pairs.b)
    real, both = pairs.real, list(zip(pairs.a, pairs.b, strict=True))
    kept = [pair for pair, held in zip(both, real, strict=True) if held]
    trained = np.zeros(len(real))
    trained[real] = peers.control(kept, pairs.label[real], pairs.source[real])
    scores["CONTROL, leave one out"] = trained
    for algorithm in ("logic-v2", "name-based") if scratch else ():
        try:
            scores[f"nomenklatura {algorithm}"] = peers.nomenklatura(algorithm, both, scratch)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"nomenklatura {algorithm} left out: {error}")
    return scores


def print_ranking(pairs: Pairs, scores: Mapping[str, Scores]) -> None:
    print(f"{len(pairs.label)} pairs, {int(pairs.real.sum())} of them REAL\n")
    columns = ("REAL AP", "R@P99", "R@P95", "un AP", "rawi", "kurdnews")
    print(" " * 26 + "".join(f"{column:>10}" for column in columns))
    label, real = pairs.label[pairs.real], pairs.real
    for name, values in scores.items():
        kept = values[real]
        figures = [average_precision(label, kept), recall_at(label, kept, 0.99),
                   recall_at(label, kept, 0.95)]  # fmt: skip
        for source in REAL:
            held = pairs.source == source
            figures.append(average_precision(pairs.label[held], values[held]))
        print(f"{name:26}" + "".join(f"{value:>10.3f}" for value in figures))


def print_scripts(pairs: Pairs, scores: Mapping[str, Scores]) -> None:
    kinds = sorted(set(pairs.scripts[pairs.real]))
    print(f"\n{'AP by scripts, REAL':28}" + "".join(f"{kind:>12}" for kind in kinds))
    for name, values in scores.items():
        cells = [
            average_precision(pairs.label[held], values[held])
            for kind in kinds
            for held in [pairs.real & (pairs.scripts == kind)]
        ]
        print(f"{name:28}" + "".join(f"{cell:>12.3f}" for cell in cells))


def print_kinds(pairs: Pairs, scores: Mapping[str, Scores]) -> None:
    kinds = ("nn", "random", "sibling", "child")
    print(f"\n{'AUC by negative, REAL':28}" + "".join(f"{kind:>12}" for kind in kinds))
    for name, values in scores.items():
        cells = [
            auc(pairs.label[held], values[held])
            for kind in kinds
            for held in [pairs.real & (pairs.label | (pairs.kind == kind))]
        ]
        print(f"{name:28}" + "".join(f"{cell:>12.3f}" for cell in cells))


def print_calibration(pairs: Pairs, probability: Scores) -> None:
    """As shipped, and leave one source out: each source with the bent line of the others."""
    left_out = probability.copy()
    for source in REAL:
        held = pairs.source == source
        left_out[held] = refitted(probability, pairs.label, pairs.real & ~held)[held]
    groups = {"REAL": pairs.real}
    groups |= {s: pairs.real & (pairs.scripts == s) for s in sorted(set(pairs.scripts[pairs.real]))}
    groups |= {s: pairs.source == s for s in REAL}
    print(f"\n{'calibration error, ours':26}{'shipped':>10}{'leave one source out':>24}")
    for name, held in groups.items():
        errors = [calibration_error(pairs.label[held], p[held]) for p in (probability, left_out)]
        print(f"  {name:24}{errors[0]:>10.4f}{errors[1]:>24.4f}")


def refitted(probability: Scores, label: NDArray[np.bool_], rows: NDArray[np.bool_]) -> Scores:
    """The probability with its calibration fitted on other rows: the same kind of bent line."""
    logit = np.log(probability / (1 - probability))
    knots = load().probability.curve[1:-1, 1]
    bent = [np.maximum(0, logit - knot) for knot in knots]
    design = np.stack([np.ones_like(logit), logit, *bent], axis=1)
    theta = np.zeros(design.shape[1])
    x, y = design[rows], label[rows]
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ theta))
        slope = x.T @ (p - y) + 0.01 * theta
        theta -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 0.01 * np.eye(len(theta)),
                                 slope)  # fmt: skip
    return 1 / (1 + np.exp(-design @ theta))


def print_speed(pairs: Pairs) -> None:
    """Pairs a second of processor time, one thread, median of five runs over all pairs."""
    batch, work = prepare(pairs.a, pairs.b), workspace()

    def cold() -> None:
        for cached in CACHES:
            cached.cache_clear()
        compare_many(pairs.a, pairs.b)

    jaro_winkler = peers.STRINGS["ICU + map + Jaro-Winkler"]
    runs: dict[str, Callable[[], object]] = {
        "ours, prepared": lambda: score(batch, work).probabilities(),
        "ours, folds kept": lambda: compare_many(pairs.a, pairs.b),
        "ours, every name folded anew": cold,
        "ICU + map + Jaro-Winkler": lambda: peers.string_scores(jaro_winkler, pairs.a, pairs.b),
    }
    print("\npairs a second")
    for name, run in runs.items():
        times = []
        for _ in range(5):
            begun = time.process_time()
            run()
            times.append(time.process_time() - begun)
        print(f"  {name:32}{len(pairs.a) / statistics.median(times):>12,.0f}")


def print_searches(names: Path, more: list[tuple[str, str]]) -> None:
    """Recall at 1 and at 10 both ways; with added names every fourth query, as peers are slow."""
    title = f"search, {len(more):,} names added" if more else "search"
    print(f"\n{title:36}{'r@1':>8}{'r@10':>8}{'ms, median':>12}")
    for way in WAYS:
        queries = searches.Queries(names, way)
        step = 4 if more else 1
        queries.texts, queries.gold = queries.texts[::step], queries.gold[::step]
        gallery = (queries.gallery + more)[: max(len(queries.gallery), len(more))]
        rows = {"ours": searches.ours(gallery, queries.texts)}
        rows |= {p: searches.peer(gallery, queries.texts, p) for p in searches.PEERS}
        for name, (found, times) in rows.items():
            first, ten = queries.recall(found)
            print(f"  {way + ', ' + name:34}{first:>8.3f}{ten:>8.3f}{np.median(times):>12.1f}")


def print_large(names: Path, more: Iterator[tuple[str, str]], brute: int) -> None:
    """The Arabic-script gallery and recombined people in one index, searched in Latin letters."""
    queries = searches.Queries(names, "latn2arab")
    built = large.build(itertools.chain(queries.gallery, more))
    index = built.index
    print(f"\nindex of {len(index):,} names: built in {built.seconds:.0f} s of processor time, "
          f"{built.megabytes:,.0f} MB at most")  # fmt: skip
    texts, queries.gold = queries.texts[::4], queries.gold[::4]
    index.search(texts[0])
    times, found = [], []
    for text in texts:
        begun = time.process_time()
        found.append([hit.person_id for hit in index.search(text)])
        times.append(1000 * (time.process_time() - begun))
    first, ten = queries.recall(found)
    print(f"  r@1 {first:.3f}, r@10 {ten:.3f}; ms median {np.median(times):.1f}, "
          f"p95 {np.percentile(times, 95):.1f}")  # fmt: skip
    if brute:
        print_against_brute_force(index, queries, texts=texts[:: len(texts) // brute], brute=brute)


def print_against_brute_force(
    index: NameIndex, queries: searches.Queries, *, texts: Sequence[str], brute: int
) -> None:
    """Recall at 10 of the index as a share of brute force's, on queries spread over all.

    Told every twenty queries, as each takes seconds: a run that is stopped has its figures so far.
    """
    gold = queries.gold[:: len(queries.gold) // brute]
    fast, slow = list[list[str]](), list[list[str]]()
    for number, text in enumerate(texts, start=1):
        slow += large.brute_force(index, [text])
        fast.append([hit.person_id for hit in index.search(text)])
        if number % 20 == 0 or number == len(texts):
            queries.gold = gold[:number]
            mine, all_names = queries.recall(fast)[1], queries.recall(slow)[1]
            kept = np.mean(
                [len(set(a) & set(b)) / max(1, len(b)) for a, b in zip(fast, slow, strict=True)]
            )
            print(f"  r@10 {mine:.3f}, brute force {all_names:.3f}, share {mine / all_names:.3f}; "
                  f"{kept:.3f} of brute force's first ten hits; {number} queries",
                  flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
