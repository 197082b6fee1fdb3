"""Call records into a store by the command, in their millions: rate by the clock, and memory.

    python benchmarks/loaders/call_records.py [--rows 10000000] [--every 60] [--home FOLDER]

Invented records of numbers reserved for fiction, in a CSV of about 70 bytes a row. `hawkari load`
reads it in its sandbox, in a process of its own, and writes in another. Each line printed is one
look at the two: rows in the store so far, megabytes that are each one's own (what the system
cannot take back: the store's file mapped into memory is left out), and processor seconds. A run
that is stopped is gone on with when it is started again with the same `--home`; the rate is then
that of the last part. `--data` is accepted and unused: nothing here needs data that is not
invented.
"""

import argparse
import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CELLS = 900
TICK = os.sysconf("SC_CLK_TCK")


def write_calls(path: Path, rows: int) -> None:
    """A CSV of so many calls, one every few seconds; the same for the same number."""
    chance = random.Random(5)
    at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("Caller,Called,Start,Duration (s),Cell ID\n")
        for _ in range(rows):
            at += dt.timedelta(seconds=chance.randint(0, 4))
            one, two = chance.randint(0, 999), chance.randint(0, 999)
            out.write(
                f"+447700900{one:03},+447700900{two:03},{at:%Y-%m-%d %H:%M:%S},"
                f"{chance.randint(1, 900)},C{chance.randint(0, CELLS)}\n"
            )


def processes(root: int) -> list[int]:
    """A process and all that it started."""
    found = [root]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def own_megabytes(process: int) -> float:
    """Memory that is not shared with a file: what grows if reading does not forget."""
    fields = dict(
        line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines()
    )
    return int(fields["RssAnon"].split()[0]) / 1024


def processor_seconds(process: int) -> float:
    """Seconds of processor that a process used itself."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def look(root: int, home: Path, started: float) -> None:
    """Print one look at a running load."""
    try:
        each = [(own_megabytes(one), processor_seconds(one)) for one in processes(root)]
    except (FileNotFoundError, ProcessLookupError, KeyError):
        return
    stored = sum(path.stat().st_size for path in home.rglob("*.sqlite3*"))
    told = ", ".join(f"{memory:.0f} MiB {seconds:.0f} s" for memory, seconds in each)
    print(f"{time.monotonic() - started:7.0f} s  store {stored / 1e9:.2f} GB  {told}", flush=True)


def main() -> None:
    """Write the file unless it is there, load it, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--every", type=float, default=60)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--data", help=argparse.SUPPRESS)
    args = parser.parse_args()
    home = args.home or Path(tempfile.mkdtemp(prefix="calls-"))
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"calls-{args.rows}.csv"
    if not path.exists():
        partial = path.with_suffix(".part")
        write_calls(partial, args.rows)
        partial.rename(path)
    command = [sys.executable, "-m", "hawkari", "load", str(path), "--agency", "a"]
    command += ["--source", "calls", "--country", "GB", "--json"]
    command += ["--set", "Caller=callerNumber", "--set", "Called=receiverNumber"]
    started = time.monotonic()
    with (
        (home / "said.txt").open("w") as said,
        subprocess.Popen(
            command, env={**os.environ, "HAWKARI_HOME": str(home / "store")}, stdout=said
        ) as load,
    ):
        while load.poll() is None:
            look(load.pid, home, started)
            try:
                load.wait(args.every)
            except subprocess.TimeoutExpired:
                continue
    seconds = time.monotonic() - started
    report = json.loads((home / "said.txt").read_text().splitlines()[-1])
    statements = report["statements"]
    print(f"{report['rows']:,} rows, {statements:,} statements: {seconds:,.0f} s of the clock")
    print(f"{statements / seconds:,.0f} statements a second by the clock; exit {load.returncode}")


if __name__ == "__main__":
    main()
