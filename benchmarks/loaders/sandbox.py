"""What reading in a worker costs: the same file read here, read in a worker, and loaded.

    python benchmarks/loaders/sandbox.py [--rows 100000] [--runs 3] [--data FOLDER]

The file is that of `throughput.py`. *here* is bytes to cleaned statements in this process; *worker*
the same through the sandbox, checks of what it hands back included; *load* the whole load, always
sandboxed, into a fresh SQLite store. Medians of the runs. Processor time is this process's alone:
the worker's runs beside it. `--data` is accepted and unused.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


def cpu_seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def measured(step: Callable[[Path], int], path: Path) -> tuple[float, float]:
    """Statements a second by the clock, and microseconds of this process's processor for each."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    count = step(path)
    return count / (time.perf_counter() - wall), 1e6 * (cpu_seconds() - cpu) / count


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--data")
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="hawkari-bench-"))
    os.environ["HAWKARI_HOME"] = str(folder / "home")
    from hawkari.cli.installation import open_installation

    open_installation()
    import throughput

    from hawkari.evidence.access import open_access
    from hawkari.evidence.loaders import Context, parse_layout
    from hawkari.evidence.loaders import loader_for as here_for
    from hawkari.evidence.loading.files import Terms, load_file
    from hawkari.evidence.local import ensure_local_user
    from hawkari.evidence.sandbox import loader_for as worker_for

    path = folder / "people.csv"
    throughput.write_csv(path, chosen.rows)
    layout = parse_layout(throughput.MAPPING)
    user, operation = ensure_local_user()
    access = open_access(user, operation.slug)

    def read(find: Callable[[Path], object]) -> Callable[[Path], int]:
        def step(file: Path) -> int:
            context = Context("bench", country="GB")
            return sum(len(row.statements) for row in find(file).rows(file, layout, context))

        return step

    def load(file: Path) -> int:
        slot = f"{time.monotonic_ns()}.csv"
        terms = Terms("bench", "bench", mapping=throughput.MAPPING, country="GB", slot=slot)
        return load_file(file, terms, access=access).statements_added

    steps = {"here": read(here_for), "worker": read(worker_for), "load": load}
    worker_for(path)  # starting the first worker is not measured
    for name, step in steps.items():
        runs = [measured(step, path) for _ in range(chosen.runs)]
        rate, cost = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"{name:<8}{rate:>12,.0f} statements a second{cost:>9.1f} µs of this process each")


if __name__ == "__main__":
    main()
