"""How do time and memory grow? Ours and stock Splink over sizes, each run a process of its own.

    python benchmarks/linkage/growth.py [--sizes 10000 30000 100000] [--million] [--only METHOD]
        [--files FILE.jsonl…] [--stop-after 3600]

Records are invented here: rows of the corridor's six registers in three scripts, made once and kept
(`measures/samples.py`). `--data` is accepted and not used. About 10 minutes on two idle cores;
`--million` adds some 40. `--files` takes records made elsewhere, `.truth.tsv` beside each.

What is measured: from the start of a process to clusters written, reading the records included:
`hawkari link FILE --out CLUSTERS`; for Splink reading, training, predicting, and clustering once.
Processor seconds are of all threads; wall seconds say little on a machine that does other work.
Peak MB is of resident memory. Growth is the exponent b of seconds = a n^b between one size and the
next.

F1 is over pairs: ours at its default; Splink at the best of .01, .1, .5 and .9. It falls with size
for both: names come from one table of a few hundred, so at a million records strangers who share
names and year of birth are many more than in life. Splink's blocking rules are tightened from a
quarter of a million records, as its users do; so its growth to a million is not one curve.
"""

import argparse
import json
import math
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measures.processes import Failed, machine, run
from measures.samples import registers

METHODS = ("ours", "splink")
MILLION = 1_000_000


def measure(method: str, path: Path, seconds: float) -> dict[str, Any] | None:
    """What the child says of one run; None if it was stopped."""
    here = str(Path(__file__).parent)
    env = os.environ | {"BENCH_STARTED": str(time.time())}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (here, env.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        clusters = str(Path(folder) / "clusters.tsv")
        command = [sys.executable, "-m", "measures.children", method, str(path), clusters]
        spent = run(command, env=env | {"HAWKARI_HOME": folder}, seconds=seconds, out=told)
        if not spent.done:
            return None
        said: dict[str, Any] = json.loads(told.read_text(encoding="utf-8").splitlines()[-1])
        return said


def row(method: str, count: int, told: dict[str, Any], *, before: tuple[int, float] | None) -> str:
    growth = "-"
    if before is not None:
        growth = f"{math.log(told['cpu'] / before[1]) / math.log(count / before[0]):.2f}"
    return (
        f"| {method} | {count} | {told['cpu']:.0f} | {told['wall']:.0f} | {told['peak_mb']:.0f} "
        f"| {told['pairs']} | {told['precision']:.3f} | {told['recall']:.3f} | {told['f1']:.3f} "
        f"| {told['cubed']:.3f} | {growth} |"
    )


def show(paths: list[Path], methods: list[str], seconds: float) -> None:
    print("| method | records | s CPU | s wall | peak MB | pairs | P | R | F1 | B3 | growth |")
    print("|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    last: dict[str, tuple[int, float]] = {}
    cpu: dict[tuple[int, str], float] = {}
    for path in paths:
        with path.open("rb") as stream:
            count = sum(1 for _ in stream)
        for method in methods:
            try:
                told = measure(method, path, seconds)
            except Failed as error:
                print(f"| {method} | {count} | failed: {error} |", flush=True)
                continue
            if told is None:
                print(f"| {method} | {count} | stopped after {seconds:.0f} s |", flush=True)
                continue
            print(row(method, count, told, before=last.get(method)), flush=True)
            last[method] = (count, told["cpu"])
            cpu[count, method] = told["cpu"]
    for count in sorted({count for count, _ in cpu}):
        if all((count, method) in cpu for method in METHODS):
            ratio = cpu[count, "ours"] / cpu[count, "splink"]
            print(f"\nOurs takes {ratio:.2f} times Splink's processor time at {count} records.")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    options.add_argument("--million", action="store_true")
    options.add_argument("--files", type=Path, nargs="+", default=[])
    options.add_argument("--only", choices=METHODS)
    options.add_argument("--stop-after", type=float, default=3600, help="seconds for one run")
    chosen = options.parse_args()
    sizes = [*chosen.sizes, *([MILLION] if chosen.million else [])]
    paths = chosen.files or [registers(size, seed=7) for size in sizes]
    print(f"{machine()}\n")
    show(paths, [chosen.only] if chosen.only else list(METHODS), chosen.stop_after)


if __name__ == "__main__":
    main()
