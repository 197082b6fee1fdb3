"""nomenklatura's `xref` as its command runs it, in an environment of its own.

Its matchers keep caches by entity id within a process, so each data set gets a process.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hawkari.engines.linkage import Record
from measures.processes import Spent, run

__all__ = [
    "ALGORITHMS",
    "AUTO_MERGE_AT",
    "ENVIRONMENT",
    "Found",
    "Unavailable",
    "python_of",
    "xref",
]

VERSION = "nomenklatura==4.17.4"
ENVIRONMENT = Path.home() / ".cache" / "hawkari-bench" / "nomenklatura"
AUTO_MERGE_AT = 0.9
ALGORITHMS = ("er-unstable", "logic-v2")
"""The default of `xref`, and the newest of the others."""
_RUN = "from nomenklatura.cli import cli; cli()"
# The split of a name that only Splink's blocking rules use.
_LEFT_OUT = frozenset({"firstName", "lastName"})


class Unavailable(Exception):
    """nomenklatura cannot be installed here; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs merged by itself, those suggested to a person with their scores, and what it took."""

    merged: list[tuple[str, str]]
    suggested: list[tuple[str, str, float]]
    spent: Spent


def python_of(folder: Path = ENVIRONMENT) -> Path:
    """The Python of its environment, made at the first call from the package index.

    Raises:
        Unavailable: if it cannot be made.
    """
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        there = subprocess.run(
            [python, "-c", "import nomenklatura"], check=False, capture_output=True
        )
        if there.returncode:
            pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, VERSION], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        words = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        raise Unavailable(
            f"{VERSION} cannot be installed in {folder} ({words[-1]}). "
            "It needs a package index and PyICU's headers; or give --nomenklatura-python."
        ) from error
    return python


def xref(
    records: Sequence[Record], python: Path, *, seconds: int, algorithm: str = ALGORITHMS[0]
) -> Found | Spent:
    """Run it; only what it took if it was not done after so many seconds.

    Suggestions are limited to 10 a record, and to no fewer than its default of 5,000.
    """
    with tempfile.TemporaryDirectory() as folder:
        entities = Path(folder) / "entities.json"
        entities.write_text("".join(map(_line, records)), encoding="utf-8")
        store = Path(folder) / "store.db"
        limit = str(max(5000, 10 * len(records)))
        command = [python, "-c", _RUN, "xref", entities, "--data-path", folder, "--limit", limit]
        command += ["--auto-threshold", AUTO_MERGE_AT, "--algorithm", algorithm]
        clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        clean["NOMENKLATURA_DB_URL"] = f"sqlite:///{store}"
        spent = run(list(map(str, command)), env=clean, seconds=seconds)
        return _read(store, spent) if spent.done else spent


def _line(record: Record) -> str:
    kept = {k: list(v) for k, v in record.properties.items() if k not in _LEFT_OUT}
    entity = {"id": record.id, "schema": record.schema, "properties": kept}
    return json.dumps(entity | {"datasets": [record.source.lower()]}, ensure_ascii=False) + "\n"


def _read(store: Path, spent: Spent) -> Found:
    database = sqlite3.connect(store)
    rows = database.execute(
        "SELECT target, source, judgement, score FROM resolver WHERE deleted_at IS NULL"
    ).fetchall()
    database.close()
    return Found(
        merged=[(a, b) for a, b, judgement, _ in rows if judgement == "positive"],
        suggested=[(a, b, s) for a, b, judgement, s in rows if judgement == "no_judgement"],
        spent=spent,
    )
