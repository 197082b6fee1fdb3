"""nomenklatura's `xref` beside ours on the 20,000 records of partners: how long, and how right?

    python benchmarks/linkage/xref.py --data PATH [--seconds 240] [--to-the-end]

PATH holds `linkage/partners_records.csv` and its truth. nomenklatura runs in an environment of its
own, made at the first run. By default it is stopped after `--seconds` of wall time, and what is
then known is a lower bound of its time; `--to-the-end` lets it finish (one to two hours), and gives
its F1. Ours takes about a minute on two idle cores.

It compares at most 10 pairs a record. Above .9 it merges by itself; *best* joins what it suggests
too, at the threshold that is best for it on this data. Processor seconds are compared: wall seconds
depend on what else the machine does.
"""

import argparse
from pathlib import Path

from measures import nomenklatura
from measures.ours import linked, warm
from measures.processes import Spent, machine, timed
from measures.records import partners
from measures.scores import Score, best, difference, interval, score, unite


def line(method: str, one: Score, spent: Spent) -> None:
    low, high = interval(one)
    print(
        f"| {method} | {one.precision:.3f} | {one.recall:.3f} "
        f"| {one.f1:.3f} [{low:.3f}, {high:.3f}] | {spent.cpu:.0f} ({spent.wall:.0f}) |",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--seconds", type=int, default=240)
    options.add_argument("--to-the-end", action="store_true", help="four hours at most")
    options.add_argument("--nomenklatura-python", type=Path)
    chosen = options.parse_args()
    try:
        python = chosen.nomenklatura_python or nomenklatura.python_of()
    except nomenklatura.Unavailable as error:
        print(f"left out: {error}")
        return
    warm()
    print(f"{machine()}\n")
    data = partners(chosen.data / "linkage")
    found, ours = timed(lambda: linked(data.records))
    mine = score(data, found.clusters)
    print("| method | P | R | F1 | s CPU (wall) |\n|---|---|---|---|---|")
    line("ours", mine, ours)
    seconds = 4 * 3600 if chosen.to_the_end else chosen.seconds
    theirs = nomenklatura.xref(data.records, python, seconds=seconds)
    if isinstance(theirs, Spent):
        print(f"| nomenklatura | - | - | - | stopped at {theirs.cpu:.0f} ({theirs.wall:.0f}) |")
        print(f"\nOurs is at least {theirs.cpu / ours.cpu:.1f} times as fast.")
        return
    line("nomenklatura (0.9)", score(data, unite(theirs.merged)), theirs.spent)
    at, highest = best(theirs.suggested, data, base=theirs.merged)
    line(f"nomenklatura, best ({at:.3g})", highest, theirs.spent)
    low, high = difference(mine, highest)
    print(
        f"\nOurs is {theirs.spent.cpu / ours.cpu:.1f} times as fast; F1 ours less its best ", end=""
    )
    print(f"{mine.f1 - highest.f1:+.3f} [{low:+.3f}, {high:+.3f}].")


if __name__ == "__main__":
    main()
