"""Three partners' files of unknown layouts to a resolved network, by two commands.

    python benchmarks/load/partner_files.py [--json]

37 invented records of 18 people, in Latin, Arabic and Sorani (`measures/partners`), whose columns
no layout knows: `hawkari load --manifest`, then `hawkari resolve`, in a fresh installation. The
manifest only says whose each file is. Prints the wall and processor seconds of each command, and
entities against people. `--data` is accepted and unused.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PARTNERS = Path(__file__).parent / "measures" / "partners"
COMMANDS = (("load", "--manifest", str(PARTNERS / "manifest.json")), ("resolve",))


def main() -> None:
    """Run both commands and print what they took and gave."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data", help=argparse.SUPPRESS)
    args = parser.parse_args()
    with (PARTNERS / "truth.csv").open(encoding="utf-8") as stream:
        people = len({row["person"] for row in csv.DictReader(stream)})
    with tempfile.TemporaryDirectory() as home:
        runs = [run(words, home) for words in COMMANDS]
    resolved = runs[1]["report"]
    found = {
        "people": people,
        "entities": resolved["entities"],
        "commands": len(runs),
        "seconds": round(sum(one["seconds"] for one in runs), 1),
        "cpu_seconds": round(sum(one["cpu_seconds"] for one in runs), 1),
        "load": os.getloadavg()[0],
    }
    if args.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:12} {value}")


def run(words: tuple[str, ...], home: str) -> dict[str, object]:
    """One command in a process of its own: its JSON report, wall and processor seconds."""
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", "from hawkari.cli import main; main()", *words, "--json"],
        env={**os.environ, "HAWKARI_HOME": home},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    report = json.loads(done.stdout.splitlines()[-1])
    return {"report": report, "seconds": time.monotonic() - started, "cpu_seconds": cpu}


if __name__ == "__main__":
    main()
