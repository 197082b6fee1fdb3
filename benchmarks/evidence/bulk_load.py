"""How fast statements go in, and how fast a name is found among them.

    .venv/bin/python benchmarks/evidence/bulk_load.py [--names 200000] [--database sqlite|postgres]
        [--synchronous FULL|NORMAL]

Loads invented people (six statements each, two of them names) into a fresh installation, loads a
newer version of the file that changes one in ten, and searches names in two scripts. Prints
statements a second with and without the reading of the file, peak memory at a tenth of the file
and at its end, the newer version's rate, and search latencies. The peer is SQLite itself: the same
rows through `executemany` into a bare table with no index, which is what any store could reach.

With --synchronous NORMAL a commit on SQLite does not wait for the disk, as it does in Hawkari: what
the waiting costs.

Rows are invented from syllables with a seed; no file is read.
"""

import argparse
import json
import os
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
BATCH_PEOPLE = 800
ROUNDS = 15
ARABIC = ("بەر", "محم", "سام", "كري", "حسن", "ڕێب", "عبد", "جمال")


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def words(dice: random.Random, count: int) -> list[str]:
    consonants, vowels = "bdfghjklmnrstwz", "aeiou"
    made = {
        "".join(dice.choice(consonants) + dice.choice(vowels) for _ in range(dice.randint(2, 3)))
        + dice.choice(consonants)
        for _ in range(count)
    }
    return sorted(made)


def weights(count: int) -> list[float]:
    """Names are as uneven as in life: the n-th is 1/n as common as the first."""
    return [1 / (place + 1) for place in range(count)]


def people(count: int, *, changed: bool) -> Iterator[list]:
    from hawkari.evidence.rows import StatementRow

    dice = random.Random(7)
    table = words(dice, 3000)
    share = weights(len(table))
    for number in range(count):
        entity, row = f"bench:{number}", f"Persons!{number + 2}"
        chain = dice.choices(table, share, k=4)
        born = f"{dice.randint(1950, 2005)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        if changed and number % 10 == 0:
            born = "1900" + born[4:]
        given = (
            ("name", "name", " ".join(chain[:3]).title()),
            ("alias", "name", f"{chain[0]} {chain[3]}".title()),
            ("birthDate", "date", born),
            ("nationality", "country", "iq"),
            ("phone", "phone", f"+9647000{number:06}"),
            ("idNumber", "identifier", f"A{number:08}"),
        )
        yield [StatementRow(entity, "Person", *one, row=row) for one in given]


def batches(count: int, *, changed: bool = False) -> Iterator[list]:
    batch = []
    for number, rows in enumerate(people(count, changed=changed), 1):
        batch += rows
        if number % BATCH_PEOPLE == 0:
            yield batch
            batch = []
    if batch:
        yield batch


def load(count: int, version: str, *, changed: bool) -> dict:
    from tests.evidence.factories import World

    from hawkari.evidence.local import ensure_local_user

    _, operation = ensure_local_user()
    writer = World(operation).begin("nca", version=version)
    writing, early, done = 0.0, 0.0, 0
    started = time.perf_counter()
    cpu = 0.0
    for batch in batches(count, changed=changed):
        began, used = time.perf_counter(), time.process_time()
        writer.write_batch(batch, rows=len(batch) // 6)
        writing += time.perf_counter() - began
        cpu += time.process_time() - used
        done += len(batch)
        if not early and done >= count * 6 / 10:
            early = peak_mb()
    began = time.perf_counter()
    finished = writer.finish()
    took = time.perf_counter() - began
    total = time.perf_counter() - started
    return {
        "statements_read": done,
        "added": finished.statements_added,
        "retracted": finished.statements_retracted,
        "per_second": round(done / total),
        "per_second_writing": round(done / (writing + took)),
        "per_cpu_second_writing": round(done / cpu),
        "finish_seconds": round(took, 2),
        "peak_mb_at_a_tenth": round(early),
        "peak_mb": round(peak_mb()),
    }


def bare(count: int, home: Path) -> int:
    """The peer: the same values into one table without index, by `executemany`."""
    database = sqlite3.connect(home / "bare.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=NORMAL")
    columns = "entity, schema, prop, type, value, original, lang, row, seen"
    database.execute(f"CREATE TABLE s ({columns})")
    writing = 0.0
    done = 0
    for batch in batches(count):
        rows = [
            (r.entity_id, r.schema, r.prop, r.prop_type, r.value, r.original_value, r.lang, r.row,
             r.seen)
            for r in batch
        ]  # fmt: skip
        began = time.perf_counter()
        database.execute("BEGIN")
        database.executemany("INSERT INTO s VALUES (?,?,?,?,?,?,?,?,?)", rows)
        database.execute("COMMIT")
        writing += time.perf_counter() - began
        done += len(batch)
    database.close()
    return round(done / writing)


def searches(people: int) -> dict:
    from hawkari.evidence.access import open_access
    from hawkari.evidence.entities import get_entity, search
    from hawkari.evidence.local import ensure_local_user

    user, operation = ensure_local_user()
    access = open_access(user, operation.slug)
    dice = random.Random(11)
    table = words(random.Random(7), 3000)
    share = weights(len(table))
    queries = {
        "two words": lambda: " ".join(dice.choices(table, share, k=2)),
        "three words": lambda: " ".join(dice.choices(table, share, k=3)),
        "one word": lambda: dice.choices(table, share)[0],
        "one word, Arabic script": lambda: dice.choice(["بەرزان", "محمد", "سامان", "كريم", "حسن"]),
        "beginning": lambda: dice.choice(table)[:4],
        "phone": lambda: f"+9647000{dice.randint(0, 99999):06}",
    }
    search(access, "warm up")
    found = {
        kind: timed(lambda make=make: search(access, make())) for kind, make in queries.items()
    }

    def half() -> str:
        """A name as far as somebody has typed it, three letters at least."""
        name = " ".join(dice.choices(table, share, k=2))
        return name[: dice.randint(3, len(name))]

    for kind, make in (
        ("as typed", half),
        ("as typed, Arabic script", lambda: dice.choice(ARABIC)),
    ):
        found[kind] = timed(lambda make=make: search(access, make(), limit=8, as_typed=True))
    most = min(people, 10_000) - 1
    found["entity page"] = timed(lambda: get_entity(access, f"bench:{dice.randint(0, most)}"))
    return found


def timed(act: Callable[[], object]) -> dict[str, int]:
    """Median and longest wall time, and median processor time, in milliseconds."""
    wall, cpu = [], []
    for _ in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        act()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    return {
        "median_ms": round(statistics.median(wall)),
        "max_ms": round(max(wall)),
        "cpu_ms": round(statistics.median(cpu)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=200_000, help="names to load, two a person")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--synchronous", choices=("FULL", "NORMAL"), default="FULL")
    parser.add_argument("--data", default="", help="not used: the rows are invented")
    options = parser.parse_args()
    count = options.names // 2
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hawkari-bench-")))
        os.environ["HAWKARI_HOME"] = str(home)
        os.environ["DJANGO_SETTINGS_MODULE"] = "hawkari.site.settings"
        os.environ.pop("HAWKARI_DATABASE_URL", None)
        if options.database == "postgres":
            from tests.postgres import Postgres

            server = Postgres()
            server.start()
            stack.callback(server.stop)
            os.environ["HAWKARI_DATABASE_URL"] = server.url
        import django
        from django.core.management import call_command

        django.setup()
        from django.db import connection

        if connection.vendor == "sqlite":
            set_up = connection.settings_dict["OPTIONS"]
            asked = f"synchronous={options.synchronous}"
            set_up["init_command"] = set_up["init_command"].replace("synchronous=FULL", asked)
        call_command("migrate", verbosity=0, interactive=False)
        result = {
            "database": options.database,
            "synchronous": options.synchronous,
            "people": count,
            "first_version": load(count, "1", changed=False),
            "newer_version": load(count, "2", changed=True),
            "bare_sqlite_per_second": bare(min(count, 50_000), home),
            "search": searches(count),
        }
        connection.close()
    for name, value in result.items():
        print(f"{name}: {value}")
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
