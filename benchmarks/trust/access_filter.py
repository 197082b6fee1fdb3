"""What the access filter costs on a large store: each query with the filter and without, paired.

    .venv/bin/python benchmarks/trust/access_filter.py [--statements 10000000] [--home DIR] [--json]

Builds a store of invented people in bulk (ten statements each, 400 loads of 20 agencies, a third
of them under handling C, one statement in fifty retracted), then times for 200 different people:
their statements as the entity page reads them, a search by keys of a name and a phone, and the
entity, a search for a phone and the whole page as the services give them. Counts by source go over
the whole store and are timed three times, in a small store thirty. "Without" is the same query or
service with the door taken out. Order within each pair alternates. What a reader reaches is worked
out once a request, as the site does: it is in the times of the services, and stands by itself
beside those of the single queries. With --home the store is kept, and used again by the next run.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
A_PERSON = 10
LOADS, AGENCIES, WORDS = 400, 20, 3000
PEOPLE_TIMED, COUNTS_TIMED, COUNTS_TIMED_IN_SMALL = 200, 3, 30
REPEATS = 3
SMALL = 1_000_000
AGENCY = "agency-0"
SEED = 11

STATED = """
    SELECT 0 AS n, 'name' AS prop, 'name' AS kind UNION ALL
    SELECT 1, 'alias', 'name' UNION ALL SELECT 2, 'birthDate', 'date' UNION ALL
    SELECT 3, 'nationality', 'country' UNION ALL SELECT 4, 'phone', 'phone' UNION ALL
    SELECT 5, 'idNumber', 'identifier' UNION ALL SELECT 6, 'address', 'address' UNION ALL
    SELECT 7, 'gender', 'gender' UNION ALL SELECT 8, 'notes', 'text' UNION ALL
    SELECT 9, 'position', 'string'
"""
STATEMENTS = """
INSERT INTO evidence_statement (
    id, key, source_id, load_id, part_id, entity_id, schema, prop, prop_type, value,
    original_value, lang, row, seen, recorded_at)
WITH RECURSIVE person(e) AS (SELECT {first} UNION ALL SELECT e + 1 FROM person WHERE e < {last}),
stated AS ({stated})
SELECT {before} + e * 10 + stated.n + 1, 'k' || (e * 10 + stated.n), {source}, {load}, {part},
    'bench:' || e, 'Person', prop, kind,
    CASE stated.n
        WHEN 0 THEN one.word || ' ' || two.word
        WHEN 1 THEN two.word || ' ' || one.word
        WHEN 2 THEN (1950 + e % 55) || '-01-' || (10 + e % 18)
        WHEN 3 THEN 'iq'
        WHEN 4 THEN '+9647' || (100000000 + e)
        WHEN 5 THEN 'A' || (10000000 + e)
        WHEN 6 THEN e || ' Haven Street'
        WHEN 7 THEN 'male'
        WHEN 8 THEN 'seen on day ' || e
        ELSE 'driver'
    END, '', '', CAST(e AS text), '', '2026-11-01 00:00:00+00:00'
FROM person CROSS JOIN stated
JOIN bench_word one ON one.n = (e * 7919) % 3000
JOIN bench_word two ON two.n = (e * 104729 + 17) % 3000
"""
KEYS = (
    "SELECT 'n' || one.word, {before} + e * 10 + 1 FROM person "
    "JOIN bench_word one ON one.n = (e * 7919) % 3000",
    "SELECT 'n' || two.word, {before} + e * 10 + 1 FROM person "
    "JOIN bench_word two ON two.n = (e * 104729 + 17) % 3000",
    "SELECT '=+9647' || (100000000 + e), {before} + e * 10 + 5 FROM person",
    "SELECT '=a' || (10000000 + e), {before} + e * 10 + 6 FROM person",
)
PEOPLE = (
    "WITH RECURSIVE person(e) AS (SELECT {first} UNION ALL "
    "SELECT e + 1 FROM person WHERE e < {last}) "
)


def build(statements: int) -> None:
    """A store of so many statements, in the local operation."""
    from django.db import connection
    from tests.evidence.factories import World

    from hawkari.evidence.local import ensure_local_user

    world = World(ensure_local_user()[1])
    for number in range(AGENCIES):
        world.agency(f"agency-{number}")
    parts = list(_parts(world))
    people = statements // A_PERSON
    with connection.cursor() as cursor, _without_indexes(cursor):
        _words(cursor)
        cursor.execute("SELECT coalesce(max(id), 0) FROM evidence_statement")
        before = cursor.fetchone()[0]
        for place, (source, load, part) in enumerate(parts):
            first = people * place // len(parts)
            last = people * (place + 1) // len(parts) - 1
            about = {"first": first, "last": last, "before": before, "stated": STATED}
            about |= {"source": source, "load": load, "part": part}
            cursor.execute(STATEMENTS.format(**about))
            for keys in KEYS:
                cursor.execute(
                    "INSERT INTO evidence_searchkey (key, statement_id) "
                    + (PEOPLE + keys).format(**about)
                )
        cursor.execute(
            "INSERT INTO evidence_retraction (statement_id, reason, retracted_at) "
            "SELECT id, 'bench', '2026-11-02 00:00:00+00:00' FROM evidence_statement "
            f"WHERE id > {before} AND id % 50 = 7"
        )
        cursor.execute(
            "UPDATE evidence_statement SET retracted = true "
            "WHERE id IN (SELECT statement_id FROM evidence_retraction)"
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _parts(world: Any) -> Iterator[tuple[int, int, int]]:
    """Loads of all agencies: of three, one under handling C, of these half for the reader."""
    from tests.evidence.factories import row

    from hawkari.evidence.models import Statement

    for number in range(LOADS):
        agency = f"agency-{number % AGENCIES}"
        how = {"slot": f"file-{number}.csv", "source": f"{agency}-source"}
        if number % 3 == 0:
            how["shared_with"] = [AGENCY] if number % 2 else []
        load = world.load(agency, [row(f"first:{number}", "name", f"First {number}")], **how)
        yield Statement.objects.filter(load=load).values_list("source", "load", "part").get()


def _words(cursor: Any) -> None:
    dice = random.Random(SEED)
    consonants, vowels = "bdfghjklmnrstwz", "aeiou"
    words = set[str]()
    while len(words) < WORDS:
        words.add("".join(dice.choice(consonants) + dice.choice(vowels) for _ in range(4)))
    cursor.execute("CREATE TEMPORARY TABLE bench_word (n integer PRIMARY KEY, word text)")
    cursor.executemany("INSERT INTO bench_word VALUES (%s, %s)", list(enumerate(sorted(words))))


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Secondary indexes are made at the end: row by row they would take hours. SQLite only."""
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        "AND tbl_name IN ('evidence_statement', 'evidence_searchkey')"
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, made_by in indexes:
        cursor.execute(made_by)


Timed = Callable[[], Any]


def paired(
    pairs: list[tuple[Timed, Timed]], around: Callable[[], Any] = nullcontext
) -> dict[str, float]:
    """Times of what is filtered and of what is not, in ms, and the ratio of the medians.

    `around` is entered, outside the timing, for what is not filtered. CPU time of this process,
    which holds the database too, so that what else the machine does hardly shows. What it does can
    only add to a time, so each is taken three times and the least goes into the medians; the 95th
    percentiles are of all times, that of what is filtered also in wall time.
    """
    times: tuple[list[float], list[float]] = ([], [])
    least: tuple[list[float], list[float]] = ([], [])
    waited: list[float] = []
    for place, pair in enumerate(pairs):
        pair[0]()  # what both read is in memory, for whichever comes first
        for which in (0, 1) if place % 2 else (1, 0):
            with around() if which else nullcontext():
                for _ in range(REPEATS):
                    began, used = time.perf_counter(), time.process_time()
                    pair[which]()
                    times[which].append((time.process_time() - used) * 1000)
                    if not which:
                        waited.append((time.perf_counter() - began) * 1000)
            least[which].append(min(times[which][-REPEATS:]))
    filtered, bare = map(statistics.median, least)
    return {
        "median_ms": round(filtered, 3),
        "median_without_ms": round(bare, 3),
        "p95_ms": round(_p95(times[0]), 3),
        "p95_without_ms": round(_p95(times[1]), 3),
        "p95_wall_ms": round(_p95(waited), 3),
        "ratio": round(filtered / bare, 3),
    }


def _used(work: Timed) -> float:
    used = time.process_time()
    work()
    return (time.process_time() - used) * 1000


def _p95(times: list[float]) -> float:
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


@contextmanager
def no_door() -> Iterator[None]:
    """Take the filter out of every service, wherever it was imported to."""
    from hawkari.evidence import access
    from hawkari.evidence.models import LoadPart, Statement

    everything = frozenset(LoadPart.objects.values_list("pk", flat=True))
    swaps = {
        access.visible_to: lambda _access: Statement.objects.all(),
        access.visible_parts: lambda _access: everything,
    }
    held = [
        (module, name, value)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("hawkari.")
        for name, value in list(vars(module).items())
        if isinstance(value, FunctionType) and value in swaps
    ]
    for module, name, value in held:
        setattr(module, name, swaps[value])
    try:
        yield
    finally:
        for module, name, value in held:
            setattr(module, name, value)


def measure(people: int) -> dict[str, dict[str, float]]:
    """Every comparison by its name."""
    from django.db.models import Count

    from hawkari.desks.intelligence.services.profiles import profile
    from hawkari.evidence.access import open_access, visible_parts, visible_to
    from hawkari.evidence.bulk import in_list
    from hawkari.evidence.entities import get_entity, search
    from hawkari.evidence.local import ensure_agency, ensure_local_user
    from hawkari.evidence.models import SearchKey, Statement
    from hawkari.evidence.reach import remembering
    from hawkari.site.warming import settle

    user, operation = ensure_local_user()
    user.agency = ensure_agency(AGENCY)
    user.save()
    access = open_access(user, operation.slug)
    tried = [f"bench:{e}" for e in random.Random(SEED).sample(range(people), 5 * PEOPLE_TIMED)]
    seen = visible_to(access).filter(entity_id__in=in_list(tried)).values_list("entity_id")
    chosen = sorted({one for (one,) in seen})[:PEOPLE_TIMED]
    keys_of: dict[str, list[str]] = {one: [] for one in chosen}
    held = SearchKey.objects.filter(statement__entity_id__in=in_list(chosen))
    for entity, key in held.values_list("statement__entity_id", "key"):
        keys_of[entity].append(key)
    columns = ("pk", "entity_id", "prop", "prop_type", "value", "row", "seen", "source_id")
    about = ("entity_id", "schema", "prop", "value", "source__slug")

    def entity(statements: Any, one: str) -> None:
        list(statements.filter(entity_id__in=in_list([one])).values_list(*columns))

    def keys(statements: Any, one: str) -> None:
        keyed = statements.filter(search_keys__key__in=keys_of[one])
        list(keyed.values_list(*about).distinct()[:3000])

    def count(statements: Any, _one: str) -> None:
        list(statements.values("source").annotate(n=Count("pk")).values_list("source", "n"))

    def queries(query: Callable[[Any, str], None], ids: list[str]) -> dict[str, float]:
        with remembering():
            visible_parts(access)
            return _queries(query, ids)

    def _queries(query: Callable[[Any, str], None], ids: list[str]) -> dict[str, float]:
        return paired(
            [
                (
                    partial(lambda one: query(visible_to(access), one), one),
                    partial(lambda one: query(Statement.objects.all(), one), one),
                )
                for one in ids
            ]
        )

    def services(service: Callable[[Any, str], Any]) -> dict[str, float]:
        def served(one: str) -> None:
            with remembering():
                service(access, one)

        return paired([(partial(served, one),) * 2 for one in chosen], no_door)

    def search_for(access: Any, one: str) -> None:
        search(access, f"00964 7{100_000_000 + int(one.partition(':')[2])}")

    # As the server does before its first visitor.
    settle()
    counts = COUNTS_TIMED_IN_SMALL if people * A_PERSON <= SMALL else COUNTS_TIMED
    reached = [_used(lambda: visible_parts(access)) for _ in range(COUNTS_TIMED_IN_SMALL)]
    return {
        "what one reaches": {"median_ms": round(statistics.median(reached), 3)},
        "entity query": queries(entity, chosen),
        "search query": queries(keys, chosen),
        "counts by source": queries(count, chosen[:counts]),
        "entity": services(get_entity),
        "search": services(search_for),
        "entity page": services(profile),
    }


def main() -> None:
    """Build the store where there is none, measure, and print a table or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--statements", type=int, default=10_000_000)
    parser.add_argument("--home", type=Path, help="keep the store here, and use it again")
    parser.add_argument("--data", help="not used: the people are invented")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hawkari-bench-") as folder:
        home = options.home or Path(folder)
        os.environ["HAWKARI_HOME"] = str(home)
        os.environ.pop("HAWKARI_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "hawkari.site.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        from hawkari.evidence.models import Statement

        began = time.perf_counter()
        if not Statement.objects.exists():
            build(options.statements)
        built = time.perf_counter() - began
        held = Statement.objects.count()
        results = measure(options.statements // A_PERSON)
    report(held, built, results, as_json=options.json)


def report(held: int, built: float, results: dict[str, dict[str, float]], *, as_json: bool) -> None:
    """Print what was measured."""
    if as_json:
        print(json.dumps({"statements": held, "seconds_to_build": round(built, 1), **results}))
        return
    print(f"{held:,} statements, built in {built:.0f} s; CPU ms, median (95th percentile)")
    print(f"  what one reaches   {results.pop('what one reaches')['median_ms']:9.2f}")
    for name, one in results.items():
        print(
            f"  {name:<18} {one['median_ms']:9.2f} ({one['p95_ms']:.2f})   without the filter "
            f"{one['median_without_ms']:9.2f} ({one['p95_without_ms']:.2f})   "
            f"× {one['ratio']:.2f}   95th percentile in wall time {one['p95_wall_ms']:.1f}"
        )


if __name__ == "__main__":
    main()
