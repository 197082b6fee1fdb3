"""Runs a command as a process of its own and says what it took."""

import os
import platform
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

__all__ = ["Failed", "Spent", "machine", "run", "timed"]

T = TypeVar("T")


class Failed(Exception):
    """A process ended otherwise than well; its last lines."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: wall and processor seconds, and its peak of resident memory in MB.

    `done` is false where it was stopped for its time.
    """

    wall: float
    cpu: float
    peak_mb: float
    done: bool = True


def run(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    seconds: float | None = None,
    out: Path | None = None,
) -> Spent:
    """Run a command to its end, or for so many seconds.

    Args:
        command: program and arguments.
        env: its environment; this process's, if None.
        seconds: after how many it is stopped.
        out: file for its standard output.

    Raises:
        Failed: if it ends with an error.
    """
    begun = perf_counter()
    with tempfile.TemporaryFile() as errors, Path(out or os.devnull).open("wb") as output:
        process = subprocess.Popen(
            command, env=env, stdout=output, stderr=errors, start_new_session=True
        )
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(seconds or 0, stop)
        if seconds is not None:
            timer.start()
        _, status, usage = os.wait4(process.pid, 0)  # of this child alone, unlike getrusage
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode and not stopped.is_set():
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().splitlines()[-3:]
            raise Failed(f"exit {process.returncode}: {' | '.join(last)}")
    cpu = usage.ru_utime + usage.ru_stime
    return Spent(perf_counter() - begun, cpu, usage.ru_maxrss / 1024, not stopped.is_set())


def timed(work: Callable[[], T]) -> tuple[T, Spent]:
    """Result of some work in this process, and its seconds; the peak is not told apart."""
    begun, used = perf_counter(), process_time()
    result = work()
    return result, Spent(perf_counter() - begun, process_time() - used, 0.0)


def machine() -> str:
    """Date, cores, load, and versions, for the head of a table."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    peers = f"splink {version('splink')}, duckdb {version('duckdb')}"
    cores = f"{os.cpu_count()} {platform.machine()} cores, load {load}"
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {cores}; {peers}; commit {_commit()}"


def _commit() -> str:
    asked = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
