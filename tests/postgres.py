"""A real PostgreSQL server for one test run: own folder, Unix socket only, gone afterwards.

What every run starts from is made once for one set of migrations, by Hawkari's own first command on
an empty database, and kept beside the temporary files: walking through a hundred migrations takes
longer than all tests of a room. ``python -m tests.postgres`` makes it ahead of the first run.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
INSTALLED = Path("/usr/lib/postgresql")
MIGRATED = "hawkari_migrated"
"""The database with all tables and no rows of ours, to be named as the template of new ones."""

MOST_KEPT = 4
TOLD = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off "
    "-c wal_level=minimal -c max_wal_senders=0"
)
"""Nobody's work is lost when the machine fails in the middle of a test."""


class PostgresMissing(RuntimeError):
    """No PostgreSQL server is installed."""


class Postgres:
    """Starts on `start()`, answers on `url`, is deleted on `stop()`."""

    def __init__(self) -> None:
        versions = sorted(INSTALLED.glob("*/bin/initdb"), reverse=True)
        if not versions:
            raise PostgresMissing("no PostgreSQL server found; run: apt-get install postgresql")
        self.programs = versions[0].parent
        # Socket paths are limited to about 100 characters, so the folder stays near the root.
        self.folder = Path(tempfile.mkdtemp(prefix="hkpg", dir="/tmp"))

    @property
    def url(self) -> str:
        return f"postgresql://hawkari@/postgres?host={self.folder}"

    def _run(self, command: Sequence[str]) -> None:
        # PostgreSQL refuses to run as root.
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*prefix, *command], check=True, capture_output=True, cwd="/")

    def start(self, *, with_tables: bool = False) -> None:
        """Start a server that holds nothing, or only the database `MIGRATED`."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = str(self.folder / "d")
        if with_tables:
            with migrated() as like:
                self._run(["cp", "--recursive", "--reflink=auto", str(like), data])
        else:
            initdb = [str(self.programs / "initdb"), "-D", data, "-A", "trust", "-U", "hawkari"]
            self._run([*initdb, "--locale=C.UTF-8", "-E", "UTF8", "--no-sync"])
        control = [str(self.programs / "pg_ctl"), "-D", data, "-w", "-l", f"{self.folder}/log"]
        self._run([*control, "-o", f"-k {self.folder} {TOLD}", "start"])

    def end(self) -> Path:
        """End the server; the folder that holds what it held."""
        data = self.folder / "d"
        self._run([str(self.programs / "pg_ctl"), "-D", str(data), "-m", "fast", "stop"])
        return data

    def stop(self) -> None:
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def migrated() -> Iterator[Path]:
    """The folder of a server with the database `MIGRATED`, for copying; made if it is not there.

    Of several processes that need it at once, one makes it and the others wait.
    """
    kept = Path(tempfile.gettempdir()) / f"hawkari-test-postgres-{os.geteuid()}"
    kept.mkdir(exist_ok=True)
    kept.chmod(0o755)  # the server's own user reads it
    wanted = kept / _digest()
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            _make(wanted)
            _forget(kept)
        yield wanted


def _digest() -> str:
    """Of everything that a migrated database follows from."""
    folders = ROOT.glob("src/hawkari/**/migrations/*")
    texts = sorted(one for one in folders if one.suffix in (".py", ".sql"))
    digest = hashlib.sha256("".join(map(str, INSTALLED.glob("*/bin/initdb"))).encode())
    for path in (*texts, ROOT / "requirements" / "base.lock"):
        digest.update(f"{path.relative_to(ROOT)} ".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _make(wanted: Path) -> None:
    """Let the first command on an empty database make its tables, and keep the server's folder."""
    import psycopg

    server = Postgres()
    server.start()
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {MIGRATED}")
    with tempfile.TemporaryDirectory() as home:
        told = {
            **os.environ,
            "HAWKARI_HOME": home,
            "HAWKARI_DATABASE_URL": server.url.replace("/postgres?", f"/{MIGRATED}?"),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
        }
        first = "from hawkari.cli.installation import open_installation; open_installation()"
        subprocess.run([sys.executable, "-c", first], env=told, check=True)
    shutil.move(server.end(), wanted)
    shutil.rmtree(server.folder, ignore_errors=True)


def _forget(kept: Path) -> None:
    """Delete all but the newest few: each set of migrations has one."""
    folders = [one for one in kept.iterdir() if one.is_dir()]
    for older in sorted(folders, key=lambda one: one.stat().st_mtime)[:-MOST_KEPT]:
        shutil.rmtree(older, ignore_errors=True)


if __name__ == "__main__":
    with migrated():
        pass
