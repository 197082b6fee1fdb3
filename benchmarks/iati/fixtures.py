"""Pack the official fixtures for the tests: `python benchmarks/iati/fixtures.py --data FOLDER`.

FOLDER holds `ruleset-fixtures` (IATI/IATI-Rulesets, MIT) and `schema-fixtures` (IATI/IATI-Schemas,
CC BY 4.0, "IATI Standard (http://iatistandard.org/)").
"""

import argparse
import csv
import gzip
import json
from pathlib import Path

OUT = Path("tests/engines/iati/data")


def rulesets(folder: Path) -> dict[str, object]:
    """Rulesets of one rule, files, and whether each file passes."""
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as stream:
        cases = [[rules, file, passes == "True"] for rules, file, passes in csv.reader(stream)]
    return {
        "cases": cases,
        "rulesets": {p.name: json.loads(p.read_text()) for p in sorted(folder.glob("*.json"))},
        "files": {p.name: p.read_text() for p in sorted(folder.glob("*.xml"))},
    }


def schemas(folder: Path) -> dict[str, dict[str, str]]:
    """Files that the schema takes and does not take, of activities and of organisations."""
    return {
        f"{kind} {which}": {
            str(path.relative_to(base)): path.read_text()
            for base in [folder / f"{kind}-tests" / f"should-{which}"]
            for path in sorted(base.rglob("*.xml"))
        }
        for kind in ("activity", "organisation")
        for which in ("pass", "fail")
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Pack the official fixtures for the tests")
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    for name, packed in (
        ("ruleset", rulesets(data / "ruleset-fixtures")),
        ("schema", schemas(data / "schema-fixtures")),
    ):
        text = json.dumps(packed, ensure_ascii=False, indent=0)
        # No time in it, so that packing the same files again gives the same bytes.
        (OUT / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
