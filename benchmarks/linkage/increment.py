"""What does a new file cost? 1,000 records into 100,000, ours and Splink's `predict_between`.

    python benchmarks/linkage/increment.py [--sizes 100000] [--million] [--new 1000] [--versions N]
        [--only METHOD]

Records are invented here, as for `growth.py`; `--data` is accepted and not used. Every so-manieth
record is held out as the new file; most of their people are among the others. The whole run over
the others comes first and is not counted; then a process of its own reads what that run left and
links the new file. About five minutes on two idle cores; `--million` adds some 40.

*open* is what it takes to read the state from its folder, once a process; *link* is the new file,
from its records to the clusters it touches. F1 is over pairs that have a new record in them, ours
at its default. With `--versions N` an older version of N of the new records is among the others,
and is taken back; Splink's prediction knows no versions, so it is left out. Splink holds its data
in its database: trained on the others, it predicts new against old and new within; training is not
counted, and *open* is what it takes to bring the others there. It gives pairs, no clusters. Peak MB
is of the process, in which for Splink the others lie too.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measures.processes import Failed, machine, run
from measures.samples import registers

METHODS = {"ours": ("keep", "increment"), "splink": ("between",)}


def step(name: str, *arguments: str) -> dict[str, Any]:
    """One step in a process of its own."""
    here = str(Path(__file__).parent)
    env = os.environ | {"BENCH_STARTED": str(time.time())}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (here, env.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        run([sys.executable, "-m", "measures.increments", name, *arguments], env=env, out=told)
        said: dict[str, Any] = json.loads(told.read_text(encoding="utf-8").splitlines()[-1])
        return said


def measure(method: str, path: Path, *, new: int, versions: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        for name in METHODS[method]:
            told = step(name, str(path), str(new), str(versions), folder)
    return (
        f"| {method} | {told['old']} | {told['new']} | {told['open_cpu']:.1f} "
        f"({told['open_wall']:.1f}) | {told['cpu']:.1f} ({told['wall']:.1f}) "
        f"| {told['peak_mb']:.0f} | {told['pairs']} | {told['f1']} |"
    )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path)
    options.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    options.add_argument("--million", action="store_true")
    options.add_argument("--new", type=int, default=1_000)
    options.add_argument("--versions", type=int, default=0)
    options.add_argument("--only", choices=METHODS)
    chosen = options.parse_args()
    print(f"{machine()}\n")
    print("| method | old | new | open, s CPU (wall) | link, s CPU (wall) | peak MB | pairs | F1 |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for size in [*chosen.sizes, *([1_000_000] if chosen.million else [])]:
        path = registers(size, seed=7)
        for method in METHODS:
            if chosen.only in (None, method) and not (chosen.versions and method == "splink"):
                try:
                    row = measure(method, path, new=chosen.new, versions=chosen.versions)
                    print(row, flush=True)
                except Failed as error:
                    print(f"| {method} | {size} | failed: {error} |", flush=True)


if __name__ == "__main__":
    main()
