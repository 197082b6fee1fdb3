"""Processor seconds of reading hostile files, at three sizes each twice the one before.

    python benchmarks/loaders/growth.py [--size 250000] [--most 60] [--only NAME]

Each file is built to make a reader's work grow with the square of its size. `growth` is the
exponent between the two largest sizes that took long enough to tell: 1 is linear, 2 is the square.
A size that takes more than `--most` seconds ends its line with ``stopped``. Each file is read in a
process of its own, without the sandbox, so that nothing but the reader itself bounds it. The files
are those of the hostile corpus of the tests.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

# The tests are no installed package.
from tests.evidence.loaders.cases import LAYOUT
from tests.security.hostile_growth import GROWING

NOTICEABLE_SECONDS = 0.05


def child(path: Path) -> None:
    """One measurement, in this process; prints one JSON line."""
    from hawkari.errors import BadInput
    from hawkari.evidence.loaders import Context, loader_for

    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    given, problem = 0, ""
    try:
        context = Context("bench", country="GB")
        loader = loader_for(path)
        for row in loader.rows(path, loader.sniff(path, context, (LAYOUT,)), context):
            given += sum(len(one.value) for one in row.statements)
    except BadInput as error:
        problem = error.problem
    seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    print(json.dumps({"seconds": seconds, "given": given, "problem": problem}))


def measured(path: Path, most: float) -> float | None:
    """Processor seconds of reading a file; None where they are more than `most`."""
    limit = resource.RLIMIT_CPU
    done = subprocess.run(
        [sys.executable, __file__, "--file", str(path)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(limit, (int(most), int(most) + 1)),
    )
    if done.returncode < 0:
        return None
    if done.returncode:
        raise SystemExit(done.stderr)
    seconds: float = json.loads(done.stdout.splitlines()[-1])["seconds"]
    return seconds


def growth(found: list[float]) -> str:
    """The exponent by which the last doubling made the time grow; ``-`` where it is too short."""
    if len(found) < 2 or found[-2] < NOTICEABLE_SECONDS:
        return "-"
    return f"{math.log2(found[-1] / found[-2]):.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=250_000)
    parser.add_argument("--most", type=float, default=60)
    parser.add_argument("--only")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--data", type=Path, help="accepted and unused: every file is built here")
    options = parser.parse_args()
    if options.file is not None:
        child(options.file)
        return
    sizes = [options.size, 2 * options.size, 4 * options.size]
    heads = "".join(f"{f'{size:,} B':>14}" for size in sizes)
    print(f"{'processor seconds':38}{heads}{'growth':>9}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile"
        for name, make in GROWING.items():
            if options.only not in (None, name):
                continue
            found: list[float] = []
            for size in sizes:
                whole = make(size)
                path.write_bytes(whole if isinstance(whole, bytes) else whole.encode())
                seconds = measured(path, options.most)
                if seconds is None:
                    break
                found.append(seconds)
            shown = "".join(f"{seconds:14.2f}" for seconds in found)
            stopped = "" if len(found) == len(sizes) else f"{'stopped':>14}"
            print(f"{name:38}{shown + stopped:42}{growth(found):>9}", flush=True)


if __name__ == "__main__":
    main()
