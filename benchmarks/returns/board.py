"""How fast the board of return cases answers, through the page itself.

    .venv/bin/python benchmarks/returns/board.py [--cases 100000] [--rounds 30]

Loads 2,000 invented cases of the sample into a fresh installation on SQLite (the default store),
copies how they stand, with their persons, until there are as many as asked for, and asks for each
list of the board as a browser does, also filtered. Prints the median and the 95th percentile of
each, and the processor time of one answer, which other work on the machine does not stretch; the
target is 200 ms for the lists idle, overdue and expiring at 100,000 cases.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

LISTS = {
    "all": {},
    "idle": {"view": "idle"},
    "overdue": {"view": "overdue"},
    "expiring": {"view": "expiring"},
    "look again": {"view": "look_again"},
    "unanswered": {"view": "unanswered"},
    "late": {"view": "late"},
    "untouched": {"view": "untouched"},
    "pool": {"view": "pool"},
    "idle, Erbil": {"view": "idle", "receiver": "erbil"},
    "overdue, enforced": {"view": "overdue", "route": "enforced"},
    "held, Baghdad": {"state": "held", "receiver": "baghdad"},
    "nobody's": {"worker": "nobody", "view": "expiring"},
    "look again, Erbil": {"view": "look_again", "receiver": "erbil"},
}
SAMPLE = 2000


def fill(cases: int, folder: Path) -> "object":
    """The sample's cases, loaded by the service, then copied by the database."""
    from django.db import connection

    from hawkari.desks.returns.services.case_files import lines_of
    from hawkari.desks.returns.services.loading import load_cases
    from hawkari.engines.corridor import generate_returns
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_returns

    today = datetime.now(UTC).date()
    generate_returns(cases=min(SAMPLE, cases), seed=1, out=folder, until=today)
    user, operation = ensure_local_returns()
    with (folder / "returns.jsonl").open("rb") as stream:
        load_cases(open_access(user, operation.slug), lines_of(stream), name="returns.jsonl")
    with connection.cursor() as cursor:
        for copy in range(1, cases // SAMPLE):
            _copy(cursor, copy)
        cursor.execute("ANALYZE")
    return user


def _copy(cursor: "object", copy: int) -> None:
    shift = copy * SAMPLE
    for table, key in (
        ("returns_case", "id"),
        ("returns_caseperson", "case_id"),
        ("returns_standing", "case_id"),
    ):
        columns = _columns(cursor, table)
        said = [
            f"{name} + {shift}" if name == key else f"{name} || '-{copy}'"
            if name == "reference" else name
            for name in columns
        ]  # fmt: skip
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {', '.join(said)} FROM {table} WHERE {key} <= {SAMPLE}"
        )


def _columns(cursor: "object", table: str) -> list[str]:
    cursor.execute(f"SELECT name FROM pragma_table_info('{table}')")
    return [name for (name,) in cursor.fetchall()]


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=30)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HAWKARI_HOME"] = home
        from hawkari.cli.installation import open_installation

        open_installation()
        from django.test import Client
        from django.urls import reverse

        user = fill(given.cases, Path(home))
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(user)
        client.post(reverse("operation"), {"operation": "returns"})
        print(f"{given.cases:,} cases, SQLite, {given.rounds} rounds each; milliseconds")
        print(f"{'list':20} {'median':>8} {'p95':>8} {'CPU':>8}")
        worst = 0.0
        for name, asked in LISTS.items():
            times, used = [], 0.0
            for number in range(given.rounds + 3):
                if number == 3:
                    used = time.process_time()
                start = time.perf_counter()
                answer = client.get(reverse("returns:board"), asked)
                times.append(1000 * (time.perf_counter() - start))
                if answer.status_code != 200:
                    sys.exit(f"{name}: the page answers {answer.status_code}")
            times = times[3:]
            cpu = 1000 * (time.process_time() - used) / given.rounds
            p95 = percentile(times, 0.95)
            worst = max(worst, p95)
            print(f"{name:20} {statistics.median(times):8.0f} {p95:8.0f} {cpu:8.0f}")
        print(f"board: worst p95 {worst:.0f} ms at {given.cases:,} cases")


if __name__ == "__main__":
    main()
