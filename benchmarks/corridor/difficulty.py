"""How hard a sample is: stock Splink on it and, beside it, on other partners' records of that form.

    python benchmarks/corridor/difficulty.py [--people 9675] [--seed 9] [--data FOLDER]

Stock Splink: names to Latin letters by ICU, Jaro-Winkler, exact phone and document, EM; clusters
at the threshold that suits the truth best, so the figure flatters it, for both files alike.
`--data` is a folder with `partners_records.csv` and `partners_truth.tsv` (id, cluster). Prints one
JSON object.
"""

import argparse
import csv
import json
import logging
import re
from collections import Counter
from pathlib import Path
from random import Random

import icu
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from hawkari.engines.corridor.numbers import PhoneBook
from hawkari.engines.corridor.people import CELL_SIZE, World, make_cell
from hawkari.engines.corridor.records import Record, Registers
from hawkari.engines.corridor.tables import name_table

Row = dict[str, str]
SPELLINGS = {
    "uk": "english", "france": "french", "germany": "german", "iraq": "arabic", "krg": "sorani",
}  # fmt: skip
THRESHOLDS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)
to_latin = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower").transliterate


def sample_rows(people: int, seed: int) -> tuple[list[Row], dict[str, str]]:
    """The five registers' records of a sample, without files."""
    rng = Random(f"difficulty-{seed}")
    world = World(name_table("main"), PhoneBook(rng), people)
    registers = Registers(rng)
    rows, truth = [], {}
    for cell in range(-(-people // CELL_SIZE)):
        for person in make_cell(world, cell, rng):
            for record in registers.observe(person, rng):
                if record.register.name in SPELLINGS:
                    rows.append(row(record))
                    truth[record.id] = person.id
    rng.shuffle(rows)
    return rows, truth


def row(record: Record) -> Row:
    words, born = record.name.words, record.born
    dob = "" if born is None else f"{born.year:04d}"
    if born is not None and born.day:
        dob += f"-{born.month:02d}-{born.day:02d}"
    place = record.birthplace
    return {
        "id": record.id, "given": words[0], "rest": " ".join(words[1:]), "dob": dob,
        "phone": record.phone, "document": record.document,
        "birth_place": getattr(place, SPELLINGS[record.register.name]) if place else "",
    }  # fmt: skip


def read(folder: Path) -> tuple[list[Row], dict[str, str]]:
    with (folder / "partners_records.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    lines = (folder / "partners_truth.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return rows, dict(line.split("\t")[:2] for line in lines)


def latin(text: str) -> str | None:
    return re.sub("[^a-z ]", "", to_latin(text)) or None


def stock(rows: list[Row], truth: dict[str, str]) -> dict[str, float]:
    """Stock Splink's pairwise score at its best threshold."""
    columns = {"unique_id": [r["id"] for r in rows]}
    columns |= {name: [latin(r[name]) for r in rows] for name in ("given", "rest", "birth_place")}
    columns |= {name: [r[name] or None for r in rows] for name in ("dob", "phone", "document")}
    columns["year"] = [r["dob"][:4] or None for r in rows]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("given", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("rest", [0.92, 0.8]),
            cl.LevenshteinAtThresholds("dob", [1, 2]),
            cl.ExactMatch("phone"),
            cl.ExactMatch("document"),
            cl.JaroWinklerAtThresholds("birth_place", [0.9]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("phone"), block_on("document"), block_on("dob", "substr(given,1,1)"),
            block_on("given", "rest", "year"), block_on("year", "substr(given,1,3)"),
        ],
    )  # fmt: skip
    database = DuckDBAPI()
    linker = Linker(database.register(pa.table(columns)), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("dob"), block_on("given", "year"), block_on("phone")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    best = {"f1": 0.0}
    for bar in THRESHOLDS:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=bar
        )
        clusters = {one["unique_id"]: one["cluster_id"] for one in found.as_record_list()}
        best = max(best, score(clusters, truth), key=lambda one: one["f1"])
    return best


def score(clusters: dict[str, str], truth: dict[str, str]) -> dict[str, float]:
    def pairs(counts: Counter) -> int:
        return sum(count * (count - 1) // 2 for count in counts.values())

    right = pairs(Counter((clusters[one], truth[one]) for one in truth))
    joined, true = pairs(Counter(clusters[one] for one in truth)), pairs(Counter(truth.values()))
    figures = {"precision": right / joined, "recall": right / true}
    figures["f1"] = 2 * right / (joined + true)
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=9_675, help="as many as in the shared file")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    rows, truth = sample_rows(asked.people, asked.seed)
    told = {
        "sample": {"people": asked.people, "records": len(rows), "stock_splink": stock(rows, truth)}
    }
    if asked.data is not None:
        rows, truth = read(asked.data)
        people = len(set(truth.values()))
        told["data"] = {"people": people, "records": len(rows), "stock_splink": stock(rows, truth)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
