"""Prove the targets of trust, one line each; fail when a line is missing or its test has failed.

python tools/trust.py            the sizes of `make test`, on SQLite and on PostgreSQL
python tools/trust.py --full     the long sizes too

Each target is a test in ``tests/trust`` that states a figure; this prints them as
``trust: <what> … <figure> … ok``. `EXPECTED` says which lines there must be.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = "tests/trust"


@dataclass(frozen=True, slots=True)
class Target:
    """A line that must be there.

    Attributes:
        what: its name when it is missing.
        pattern: what the line's own words match, in any case.
    """

    what: str
    pattern: str

    def covers(self, line: dict[str, str]) -> bool:
        """Whether a line is this target's."""
        return re.search(self.pattern, line["what"], re.IGNORECASE) is not None


EXPECTED = (
    Target("kill -9 on SQLite", r"kill -9.*sqlite"),
    Target("kill -9 on PostgreSQL", r"kill -9.*postgresql"),
    Target("8 processes write while 4 read, on SQLite", r"8 processes.*sqlite"),
    Target("8 processes write while 4 read, on PostgreSQL", r"8 processes.*postgresql"),
    Target("1,000,000 audit entries verified", r"audit entries"),
    Target("mutations of the audit log detected", r"mutation.*(log|audit)|(log|audit).*mutation"),
    Target("cost of the access filter", r"access filter"),
    Target("every route checks access and audits", r"^routes"),
    Target("every API operation checks access and audits", r"^API operations"),
    Target("every command checks access and audits", r"^commands"),
    Target("schemathesis", r"schemathesis"),
    Target("broken rules that the suite notices", r"broken rules"),
)


def run_tests(results: Path, *, chosen: str, options: tuple[str, ...] = ()) -> int:
    """Run a selection of the trust tests; their lines are added to `results`."""
    command = [sys.executable, "-m", "pytest", "-q", TESTS, "-m", chosen, *options]
    environment = {**os.environ, "TRUST_RESULTS": str(results)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603  ours
    return done.returncode


def lines_of(results: Path) -> list[dict[str, str]]:
    """The lines stated by tests that passed, in the order in which they ran."""
    if not results.exists():
        return []
    return [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]


def report(lines: list[dict[str, str]]) -> bool:
    """Print every line in the order of `EXPECTED`, the others after them; false if one lacks."""
    whole = True
    for target in EXPECTED:
        found = [line for line in lines if target.covers(line)]
        for line in found:
            say(line["what"], line["figure"], "ok")
        if not found:
            whole = False
            say(target.what, "no such line, or its test failed", "FAILED")
    for line in lines:
        if not any(target.covers(line) for target in EXPECTED):
            say(line["what"], line["figure"], "ok")
    return whole


def say(what: str, figure: str, outcome: str) -> None:
    """One line of the outcome."""
    sys.stdout.write(f"trust: {what} … {figure} … {outcome}\n")
    sys.stdout.flush()


def main() -> int:
    """Run the tests on both databases, then print the lines; exit status 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="the long sizes too")
    full = parser.parse_args().full
    with tempfile.TemporaryDirectory(prefix="hawkari-trust-") as folder:
        results = Path(folder) / "lines.jsonl"
        failed = run_tests(results, chosen="not browser" if full else "not full and not browser")
        failed |= run_tests(
            results,
            chosen="contract" if full else "contract and not full",
            options=("--database", "postgres"),
        )
        whole = report(lines_of(results))
    if failed:
        sys.stdout.write("trust: a test failed; see above\n")
    return int(bool(failed) or not whole)


if __name__ == "__main__":
    sys.exit(main())
