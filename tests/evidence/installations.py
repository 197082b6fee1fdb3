"""Installations of their own for tests that start processes: a database that commits for good.

Run as ``python -m tests.evidence.installations TASK …`` it is also what those processes run.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import MIGRATED

ROOT = Path(__file__).parents[2]
ROWS_A_PERSON = 4


@contextmanager
def installation(home: Path, server_url: str) -> Iterator[dict[str, str]]:
    """The environment of a fresh installation: SQLite, or a new database of the server's."""
    variables = {**os.environ, "HAWKARI_HOME": str(home), "PYTHONPATH": str(ROOT)}
    variables.pop("HAWKARI_DATABASE_URL", None)
    if not server_url:
        run(variables, "migrate")
        yield variables
        return
    import psycopg

    name = f"hk{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
        variables["HAWKARI_DATABASE_URL"] = server_url.replace("/postgres?", f"/{name}?")
        try:
            run(variables, "migrate")
            yield variables
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def command(*task: str) -> list[str]:
    return [sys.executable, "-m", "tests.evidence.installations", *task]


def run(variables: dict[str, str], *task: str) -> str:
    done = subprocess.run(
        command(*task), env=variables, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def start(variables: dict[str, str], *task: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*task),
        env=variables,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def main(task: str, *arguments: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "hawkari.site.settings"
    import django

    django.setup()
    from tests.evidence import tasks

    getattr(tasks, task)(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
