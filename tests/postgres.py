"""A real PostgreSQL server for one test run: own folder, Unix socket only, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")


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

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        data = str(self.folder / "d")
        initdb = [str(self.programs / "initdb"), "-D", data, "-A", "trust", "-U", "hawkari"]
        self._run([*initdb, "--locale=C.UTF-8", "-E", "UTF8", "--no-sync"])
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        control = [str(self.programs / "pg_ctl"), "-D", data, "-w", "-l", f"{self.folder}/log"]
        self._run([*control, "-o", options, "start"])

    def stop(self) -> None:
        self._run(
            [str(self.programs / "pg_ctl"), "-D", str(self.folder / "d"), "-m", "fast", "stop"]
        )
        shutil.rmtree(self.folder, ignore_errors=True)
