"""Three partners' files of unknown layouts to a resolved network, by two commands.

    python benchmarks/load/partner_files.py [--json]

37 invented records of 18 people, in Latin, Arabic and Sorani (`measures/partners`), whose columns
no layout knows: `hawkari load --manifest`, then `hawkari resolve`, in a fresh installation. The
manifest only says whose each file is. Prints the wall and processor seconds of both commands, and
the entities that these people became beside how many they are; *wrong* are pairs of two people who
were joined. Vehicles and accounts are entities of their own, counted apart. `--data` is accepted
and unused.
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
COUNTED = """
import csv, json, sys
import django
django.setup()
from hawkari.evidence.models import ClusterMember, Statement
from hawkari.site.scoring import score_clusters

with open(sys.argv[1], encoding="utf-8") as stream:
    truth = {(one["file"], one["row"]): one["person"] for one in csv.DictReader(stream)}
named = Statement.objects.filter(schema="Person", prop="name")
rows = named.values_list("entity_id", "load__file_name", "row").distinct()
people = {entity: truth[file, row] for entity, file, row in rows if (file, row) in truth}
clusters = dict(ClusterMember.objects.values_list("entity_id", "canonical_id"))
score = score_clusters(clusters, people)
print(json.dumps({
    "records": len(people),
    "people_as_entities": len({clusters.get(one, one) for one in people}),
    "wrong": score.joined_pairs - score.right_pairs,
}))
"""
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
        counted = count(home)
    resolved = runs[1]["report"]
    found = {
        "people": people,
        **counted,
        "entities_in_all": resolved["entities"],
        "commands": len(runs),
        "seconds": round(sum(one["seconds"] for one in runs), 1),
        "cpu_seconds": round(sum(one["cpu_seconds"] for one in runs), 1),
        "load": os.getloadavg()[0],
    }
    if args.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:18} {value}")


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


def count(home: str) -> dict[str, int]:
    """What the people of the truth became in a store."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, str(PARTNERS / "truth.csv")],
        env={
            **os.environ,
            "HAWKARI_HOME": home,
            "DJANGO_SETTINGS_MODULE": "hawkari.site.settings",
        },
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


if __name__ == "__main__":
    main()
