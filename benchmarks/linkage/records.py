"""Records, truth and scores that every method of `peers.py` shares."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hawkari.engines.linkage import Record
from hawkari.engines.linkage.tables import read_records

__all__ = ["DataSet", "Score", "corridor", "partners", "sanctions", "score", "unite"]


@dataclass(frozen=True, slots=True)
class DataSet:
    """Records with what is known of them.

    Attributes:
        truth: record id to person; records that are not in it are not scored.
        negatives: pairs that reviewers judged different.
        ceiling: F1 that the fields allow at best, in words; empty where nobody measured it.
    """

    name: str
    records: tuple[Record, ...]
    truth: Mapping[str, str]
    negatives: tuple[tuple[str, str], ...] = ()
    ceiling: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Pairwise precision, recall and F1 (0-1), and reviewed negatives that were merged."""

    precision: float
    recall: float
    f1: float
    merged: int


def score(data: DataSet, clusters: Mapping[str, str]) -> Score:
    """Score clusters (record id to cluster; records left out stand alone)."""
    found = {one: clusters.get(one, f"alone {one}") for one in data.truth}
    right = _pairs(Counter((found[one], person) for one, person in data.truth.items()).values())
    proposed = _pairs(Counter(found.values()).values())
    true = _pairs(Counter(data.truth.values()).values())
    return Score(
        precision=right / proposed if proposed else 1.0,
        recall=right / true,
        f1=2 * right / (proposed + true),
        merged=sum(found[left] == found[right] for left, right in data.negatives),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def unite(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Connected components: each id that stands in a pair to one id of its component."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = one = above[above[one]]
        return one

    for left, right in pairs:
        above[top(left)] = top(right)
    return {one: top(one) for one in list(above)}


def partners(folder: Path) -> DataSet:
    """Synthetic records of five sources in three scripts."""
    path = folder / "partners_records.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        parts = {row["id"]: (row["given"], row["rest"]) for row in csv.DictReader(stream)}
    # Ours does not look at these two; Splink's blocking rules do.
    records = (
        replace(
            one,
            properties={
                **one.properties,
                "firstName": (parts[one.id][0],),
                "lastName": (parts[one.id][1],),
            },
        )
        for one in _read(path)
    )
    return DataSet("partners", tuple(records), _table(folder / "partners_truth.tsv"))


def sanctions(folder: Path, view: str) -> DataSet:
    """Listed persons: `full`, `primary` (one name) or `script` (original script where known)."""
    negatives = _table(folder / "sanctions_reviewed_negatives.tsv", pairs=True)
    return DataSet(
        f"sanctions {view}",
        tuple(_read(folder / f"sanctions_{view}.jsonl")),
        _table(folder / "sanctions_truth.tsv"),
        tuple(negatives),
    )


def corridor(sample: Path) -> DataSet:
    """Person records of a folder made by `hawkari sample`, as the loaders state them."""
    with tempfile.TemporaryDirectory() as home:
        command = [Path(sys.executable).with_name("hawkari"), "load", "--manifest"]
        subprocess.run(
            [*command, sample / "manifest.json"],
            env=os.environ | {"HAWKARI_HOME": home},
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        database = sqlite3.connect(Path(home) / "hawkari.sqlite3")
        for entity, prop, value in database.execute(
            "SELECT entity_id, prop, value FROM evidence_statement WHERE schema = 'Person'"
        ):
            stated[entity][prop].append(value)
        database.close()
    records = (
        Record(
            id=entity,
            schema="Person",
            source=entity.split(":")[0],
            properties={prop: tuple(values) for prop, values in properties.items()},
        )
        for entity, properties in stated.items()
    )
    limit = json.loads((sample / "ceiling.json").read_text(encoding="utf-8"))
    words = f"P {limit['precision']:.3f}, R {limit['recall']:.3f}, F1 {limit['f1']:.3f}"
    return DataSet("corridor", tuple(records), _table(sample / "truth.tsv"), ceiling=words)


def _read(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [one for one in read_records(stream, path.name) if isinstance(one, Record)]


def _table(path: Path, *, pairs: bool = False) -> dict[str, str] | list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [(row[0], row[1]) for row in list(csv.reader(stream, delimiter="\t"))[1:] if row]
    return rows if pairs else dict(rows)
