"""Rows a second and peak memory of reading each kind of file, beside FollowTheMoney's own readers.

    python benchmarks/load/formats.py [--rows 5000] [--runs 3] [--only pdf] [--json]

One invented file of each kind, as the loaders' contract suite writes it, is read to its end as
cleaned statements, without a store and outside the sandbox. Seconds are of the processor, so that
other work on the machine counts little; each run is a process of its own, the median is printed.
*memory* is the process's peak with this many rows; *grows* how much more it is than with a tenth
of them. The library itself takes about as much as the smallest *memory*. FollowTheMoney reads two
of these kinds: its own entities (`model.get_proxy`) and CSV by a mapping (`model.map_entities`).
`--data` is accepted and unused.
"""

import argparse
import json
import logging
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

SLOW = {"pdf": 10, "letters": 5}
"""Kinds of which fewer rows are read: so many times fewer."""

Reader = Callable[[Path, Any], tuple[int, int]]


def main() -> None:
    """Print a table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="one kind of file, by its loader's name")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data", help=argparse.SUPPRESS)
    # FollowTheMoney logs each value that it drops.
    logging.disable(logging.WARNING)
    print_all(parser.parse_args())


def print_all(options: argparse.Namespace) -> None:
    """Measure each kind and print as it is done."""
    cases = set_up()
    found = []
    if not options.json:
        print(f"{'kind':20} {'file':24} {'rows':>6} {'rows/s':>8} {'statements/s':>12} "
              f"{'memory':>8} {'grows':>8}  FollowTheMoney rows/s, memory")  # fmt: skip
    for case in cases:
        if options.only and case.loader != options.only:
            continue
        one = {"kind": case.loader, "file": case.file, **of_kind(case, options)}
        found.append(one)
        if not options.json:
            peer = f"{one['peer_rate']:,.0f}, {one['peer_mib']} MiB" if "peer_rate" in one else "-"
            print(f"{one['kind']:20} {one['file']:24} {one['rows']:6} {one['rate']:8,.0f} "
                  f"{one['statement_rate']:12,.0f} {one['mib']:4} MiB {one['grows']:4} MiB  {peer}",
                  flush=True)  # fmt: skip
    if options.json:
        print(json.dumps(found))


def of_kind(case: Any, options: argparse.Namespace) -> dict[str, float]:
    """What one kind of file takes."""
    rows = max(20, options.rows // SLOW.get(case.loader, 1))
    warm(case, read_here)
    whole = [run(case, rows, read_here) for _ in range(options.runs)]
    tenth = run(case, rows // 10, read_here)
    seconds = statistics.median(one["seconds"] for one in whole)
    mib = max(one["mib"] for one in whole)
    found = {
        "rows": whole[0]["rows"],
        "rate": whole[0]["rows"] / seconds,
        "statement_rate": whole[0]["statements"] / seconds,
        "mib": round(mib),
        "grows": round(mib - tenth["mib"]),
    }
    peer = PEERS.get(case.file)
    if peer is not None:
        warm(case, peer)
        runs = [run(case, rows, peer) for _ in range(options.runs)]
        found["peer_rate"] = runs[0]["rows"] / statistics.median(one["seconds"] for one in runs)
        found["peer_mib"] = round(max(one["mib"] for one in runs))
    return found


def run(case: Any, rows: int, reader: Reader) -> dict[str, float]:
    """One measurement in a process of its own, which this one has made warm."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.file
        # What writing takes must not count for reading.
        apart(lambda _: case.write(path, rows))
        return apart(lambda told: told.update(measured(reader, path, case)))


def apart(job: Callable[[Any], Any]) -> dict[str, float]:
    """What a job in a forked process tells."""
    with multiprocessing.Manager() as manager:
        told = manager.dict()
        process = multiprocessing.get_context("fork").Process(target=job, args=(told,))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(f"a measurement ended with {process.exitcode}")
        return dict(told)


def set_up() -> Sequence[Any]:
    """The cases, with as much of Django as loaders ask for."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    from tests.evidence.loaders.cases import CASES

    return CASES


def warm(case: Any, reader: Reader) -> None:
    """Have made what is made once: model, vocabulary, templates."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.file
        case.write(path, 3)
        reader(path, case)


def measured(reader: Reader, path: Path, case: Any) -> dict[str, float]:
    """Read one file."""
    started = time.process_time()
    rows, statements = reader(path, case)
    seconds = time.process_time() - started
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": rows, "statements": statements, "seconds": seconds, "mib": mib}


def read_here(path: Path, case: Any) -> tuple[int, int]:
    """Rows and statements by the loader of the file's kind."""
    from hawkari.evidence.loaders import Context, loader_for

    context = Context("list", country="GB")
    loader = loader_for(path)
    layout = loader.sniff(path, context, case.layouts)
    rows = statements = 0
    for outcome in loader.rows(path, layout, context):
        rows += 1
        statements += len(outcome.statements)
    return rows, statements


def entities_by_peer(path: Path, _case: Any) -> tuple[int, int]:
    from followthemoney import model

    rows = statements = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            proxy = model.get_proxy(json.loads(line), cleaned=False)
            rows += 1
            statements += sum(1 for _ in proxy.itervalues())
    return rows, statements


def csv_by_peer(path: Path, _case: Any) -> tuple[int, int]:
    from followthemoney import model

    properties = {
        "name": {"column": "Full name"},
        "birthDate": {"column": "Born", "format": "%d/%m/%Y"},
        "phone": {"column": "Phone"},
    }
    person = {"schema": "Person", "keys": ["Ref"], "properties": properties}
    rows = statements = 0
    for entity in model.map_entities({"csv_url": str(path), "entities": {"person": person}}):
        rows += 1
        statements += sum(1 for _ in entity.itervalues())
    return rows, statements


PEERS: dict[str, Reader] = {"people.json": entities_by_peer, "people.csv": csv_by_peer}
"""By the name of the file that the case writes."""


if __name__ == "__main__":
    main()
