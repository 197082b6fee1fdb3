"""Statements a second and peak memory of loading one CSV, beside FollowTheMoney's own mapper.

    python benchmarks/loaders/throughput.py [--rows 200000] [--runs 3] [--data FOLDER]

Both read the same invented file: 5 columns, 20,000 different names. *read* is bytes to cleaned
statements; *load* is bytes to committed statements with search keys in a fresh SQLite store. Each
figure is the median of the runs, each run in a process of its own. `--data` is accepted and
unused: nothing here needs data that is not invented.
"""

import argparse
import csv
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEADER = ["Ref", "Full name", "Born", "Phone", "Address"]
GIVEN = ["Barzan", "Rebwar", "Omar", "Sara", "Huda", "بەرزان", "ڕێبوار", "علي", "حسين", "زينب"]
MAPPING = {
    "name": "benchmark",
    "tables": [
        {
            "entities": {
                "person": {
                    "schema": "Person",
                    "id": "Ref",
                    "properties": {
                        "name": "Full name",
                        "birthDate": {"column": "Born", "order": "dmy"},
                        "phone": "Phone",
                        "address": "Address",
                    },
                }
            }
        }
    ],
}
PEER_MAPPING = {
    "csv_url": "file:///unused",
    "entities": {
        "person": {
            "schema": "Person",
            "key": "Ref",
            "properties": {
                "name": {"column": "Full name"},
                "birthDate": {"column": "Born", "format": "%d/%m/%Y"},
                "phone": {"column": "Phone"},
                "address": {"column": "Address"},
            },
        }
    },
}


def write_csv(path: Path, rows: int) -> None:
    chance = random.Random(7)
    names = [f"{chance.choice(GIVEN)} {chance.choice(GIVEN)} {number}" for number in range(20_000)]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for number in range(rows):
            day, month, year = (chance.randint(*span) for span in ((1, 28), (1, 12), (1960, 2005)))
            born = f"{day:02}/{month:02}/{year}"
            phone = f"+44770090{chance.randint(0, 9999):04}"
            writer.writerow(
                [number, chance.choice(names), born, phone, f"{number % 900} High Street"]
            )


def run_read(path: Path) -> int:
    from hawkari.evidence.loaders import Context, loader_for, parse_layout

    context, loader = Context("bench", country="GB"), loader_for(path)
    layout = parse_layout(MAPPING)
    return sum(len(row.statements) for row in loader.rows(path, layout, context))


def run_load(path: Path) -> int:
    from hawkari.evidence.access import open_access
    from hawkari.evidence.loading.files import Terms, load_file
    from hawkari.evidence.local import ensure_local_user

    user, operation = ensure_local_user()
    terms = Terms("bench", "bench", mapping=MAPPING, country="GB")
    return load_file(path, terms, access=open_access(user, operation.slug)).statements_added


def run_peer(path: Path) -> int:
    from followthemoney import model

    mapping = model.make_mapping(PEER_MAPPING, key_prefix="bench")
    statements = 0
    with path.open(encoding="utf-8", newline="") as stream:
        for record in csv.DictReader(stream):
            for entity in mapping.map(record).values():
                statements += sum(1 for _ in entity.itervalues())
    return statements


STEPS = {"read": run_read, "load": run_load, "followthemoney": run_peer}


def child(step: str, path: Path) -> None:
    """One measurement, in this process; prints one JSON line."""
    from hawkari.cli.installation import open_installation

    open_installation()
    from followthemoney.types import registry

    import hawkari.evidence.loading.files  # noqa: F401  importing is not measured

    registry.country.clean("iq")
    started, cpu = time.perf_counter(), time.process_time()
    statements = STEPS[step](path)
    result = {
        "statements": statements,
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(result))


def measured(step: str, path: Path, home: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--step", step, "--file", str(path)],
        env={**os.environ, "HAWKARI_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.step is not None:
        child(options.step, options.file)
        return
    columns = ("statements/s", "/CPU s", "seconds", "peak MB")
    print(f"{'step':16} {'rows':>8} " + " ".join(f"{column:>12}" for column in columns))
    with tempfile.TemporaryDirectory() as folder:
        for step in STEPS:
            for rows in (options.rows // 10, options.rows):
                path = Path(folder) / f"{rows}.csv"
                if not path.exists():
                    write_csv(path, rows)
                runs = [
                    measured(step, path, Path(folder) / f"home-{step}-{rows}-{run}")
                    for run in range(options.runs)
                ]
                figures = (
                    statistics.median(run["statements"] / run["seconds"] for run in runs),
                    statistics.median(run["statements"] / run["cpu_seconds"] for run in runs),
                    statistics.median(run["seconds"] for run in runs),
                    statistics.median(run["peak_mb"] for run in runs),
                )
                print(
                    f"{step:16} {rows:>8,} " + " ".join(f"{figure:>12,.1f}" for figure in figures)
                )


if __name__ == "__main__":
    main()
