"""Installations for processes that are killed: made once, copied for every run."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.postgres import MIGRATED

ROOT = Path(__file__).parents[2]
GONE_S = 600.0


@dataclass(frozen=True)
class Installation:
    """One installation's folder and, where it has one, its PostgreSQL database."""

    home: Path
    server: str = ""
    name: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """The environment of its processes."""
        found = {**os.environ, "HAWKARI_HOME": str(self.home)}
        found["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        found.pop("HAWKARI_DATABASE_URL", None)
        if self.server:
            found["HAWKARI_DATABASE_URL"] = self.server.replace("/postgres?", f"/{self.name}?")
        return found

    def start(self, *words: str, die_at: int = 0) -> subprocess.Popen[str]:
        """Start a job of `tests.trust.jobs`; with `die_at` it kills itself at that point."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.trust.jobs", *words],
            env={**self.variables, "TRUST_DIE_AT": str(die_at)},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )

    def run(self, *words: str) -> list[str]:
        """Run a job to its end; what it said."""
        said, errors = self.start(*words).communicate(timeout=600)
        assert said.endswith("done\n"), (words, said[-300:], errors[-3000:])
        return said.splitlines()

    def check(self) -> dict[str, Any]:
        """What the store is like now: `torn`, `seen`, `standing`, `dump`."""
        self.wait_until_left()
        target = self.home / "check.json"
        self.run("check", str(target))
        found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
        return found

    def wait_until_left(self) -> None:
        """Wait until the server has noticed that a killed process is gone."""
        if not self.server:
            return
        import psycopg

        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        with psycopg.connect(self.server, autocommit=True) as server:
            end = time.monotonic() + GONE_S
            while time.monotonic() < end:
                row = server.execute(asked, [self.name]).fetchone()
                if row is not None and row[0] == 0:
                    return
                time.sleep(0.02)
        raise AssertionError("a killed process still works on its database")

    def copy(self, folder: Path) -> "Installation":
        """The same installation once more, in a folder of its own."""
        home = folder / uuid.uuid4().hex[:12]
        shutil.copytree(self.home, home)
        made = Installation(home, self.server, f"hk{uuid.uuid4().hex[:12]}" if self.name else "")
        if self.server:
            self.wait_until_left()
            made._on_server(f"CREATE DATABASE {made.name} TEMPLATE {self.name}")
        return made

    def make(self) -> None:
        """Make the folder and the database."""
        self.home.mkdir(parents=True)
        if self.server:
            self._on_server(f"CREATE DATABASE {self.name} TEMPLATE {MIGRATED}")

    def drop(self) -> None:
        """Delete everything."""
        shutil.rmtree(self.home)
        if self.server:
            self._on_server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _on_server(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(statement)


@dataclass(frozen=True)
class Job:
    """Something that is killed.

    Attributes:
        name: in words.
        words: the job of `tests.trust.jobs` and its arguments; ``{home}`` is the folder.
        stage: the stage of the installation that it starts from.
        in_steps: whether a reader may see it half done, each step by itself being whole.
    """

    name: str
    words: tuple[str, ...]
    stage: str
    in_steps: bool = False

    def on(self, installation: Installation) -> list[str]:
        return [word.replace("{home}", str(installation.home)) for word in self.words]


@dataclass
class Undisturbed:
    """A job's run that nobody killed."""

    base: Installation
    before: dict[str, Any]
    after: dict[str, Any]
    points: int
    seconds: float


@dataclass
class Killed:
    """What a kill did: how far the process came, and what was wrong afterwards."""

    job: str
    moment: str
    acknowledged: int = 0
    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    was_killed: bool = True

    @property
    def wrong(self) -> str:
        found = [*self.torn, *self.lost, *self.twice]
        return f"{self.job}, killed {self.moment}: {'; '.join(found)}" if found else ""


def undisturbed(job: Job, base: Installation, folder: Path) -> Undisturbed:
    """Run a job to its end on a copy, and keep how the store was before and after."""
    own = base.copy(folder)
    before = own.check()
    started = time.monotonic()
    process = own.start(*job.on(own))
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    started = time.monotonic()
    said, errors = process.communicate(timeout=600)
    seconds = time.monotonic() - started
    assert said.endswith("done\n"), (said[-300:], errors[-3000:])
    points = next(line for line in said.splitlines() if line.startswith("points "))
    after = own.check()
    own.drop()
    return Undisturbed(base, before, after, int(points.split()[1]), seconds)


def kill_at_point(installation: Installation, job: Job, point: int) -> tuple[list[str], bool]:
    """Let a job kill itself at a point; what it had said, and whether it died of it."""
    process = installation.start(*job.on(installation), die_at=point)
    said, _ = process.communicate(timeout=600)
    return said.splitlines(), process.returncode == -signal.SIGKILL


def kill_after(
    installation: Installation, job: Job, seconds: float
) -> tuple[list[str], float | None]:
    """Kill a job some time after its work has begun.

    Returns:
        What it had said, and None; or, if it had ended before, how long it had worked (s).
    """
    process = installation.start(*job.on(installation))
    assert process.stdout is not None
    begun = process.stdout.readline()
    started = time.monotonic()
    try:
        rest, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=600)
    lasted = time.monotonic() - started
    was_killed = process.returncode == -signal.SIGKILL
    return [begun.strip(), *rest.splitlines()], None if was_killed else lasted


def judge_kill(
    found: Killed, installation: Installation, job: Job, reference: Undisturbed, said: Sequence[str]
) -> Killed:
    """Look at what a kill left, take the job up again, and compare the end with the undisturbed."""
    left = installation.check()
    found.torn += left["torn"]
    if not job.in_steps and left["seen"] not in (reference.before["seen"], reference.after["seen"]):
        found.torn.append("a reader sees half of the change")
    acknowledged = [line for line in said if line.startswith("decided ")]
    erased = [int(line.split()[1]) for line in said if line.startswith("erased ")]
    found.acknowledged = len(acknowledged) + len(erased)
    if erased and erased[-1] > left["erased"]:
        found.lost.append(f"lost: {erased[-1]} said to be erased, {left['erased']} are")
    found.lost += [f"lost: {line}" for line in acknowledged if line not in left["standing"]]
    if "done" in said and left["dump"] != reference.after["dump"]:
        found.lost.append("lost: the job had said that it was done")
    installation.run(*job.on(installation))
    end = installation.check()
    found.torn += end["torn"]
    found.twice += differences(end["dump"], reference.after["dump"])
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Tables in which two dumps differ, with how many rows are over or missing."""
    found = []
    for table in sorted({*one, *other}):
        here, there = one.get(table, {}), other.get(table, {})
        over = sum(max(0, count - there.get(key, 0)) for key, count in here.items())
        missing = sum(max(0, count - here.get(key, 0)) for key, count in there.items())
        if over or missing:
            found.append(f"{table}: {over} over, {missing} missing, against an undisturbed run")
    return found
