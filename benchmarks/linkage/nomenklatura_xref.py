"""nomenklatura's `xref` as its command runs it, in an environment of its own.

Its matchers keep caches by entity id within a process, so each data set gets a process.
"""

import json
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hawkari.engines.linkage import Record

__all__ = ["Found", "xref"]

AUTO_MERGE_AT = 0.9
_RUN = "from nomenklatura.cli import cli; cli()"
# The split of a name that only Splink's blocking rules use.
_LEFT_OUT = frozenset({"firstName", "lastName"})


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs merged by itself, and those suggested to a person with their scores."""

    merged: list[tuple[str, str]]
    suggested: list[tuple[str, str, float]]


def xref(records: Sequence[Record], python: Path, *, seconds: int) -> Found | None:
    """Run it; None if it was not done after so many seconds.

    Suggestions are limited to 10 a record, and to no fewer than its default of 5,000.
    """
    with tempfile.TemporaryDirectory() as folder:
        entities = Path(folder) / "entities.json"
        entities.write_text("".join(map(_line, records)), encoding="utf-8")
        store = Path(folder) / "store.db"
        limit = str(max(5000, 10 * len(records)))
        command = [python, "-c", _RUN, "xref", entities, "--data-path", folder, "--limit", limit]
        try:
            subprocess.run(
                [*command, "--auto-threshold", str(AUTO_MERGE_AT)],
                env=os.environ | {"NOMENKLATURA_DB_URL": f"sqlite:///{store}"},
                check=True,
                timeout=seconds,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            return None
        return _read(store)


def _line(record: Record) -> str:
    kept = {k: list(v) for k, v in record.properties.items() if k not in _LEFT_OUT}
    entity = {"id": record.id, "schema": record.schema, "properties": kept}
    return json.dumps(entity | {"datasets": [record.source.lower()]}, ensure_ascii=False) + "\n"


def _read(store: Path) -> Found:
    database = sqlite3.connect(store)
    rows = database.execute(
        "SELECT target, source, judgement, score FROM resolver WHERE deleted_at IS NULL"
    ).fetchall()
    database.close()
    return Found(
        merged=[(a, b) for a, b, judgement, _ in rows if judgement == "positive"],
        suggested=[(a, b, s) for a, b, judgement, s in rows if judgement == "no_judgement"],
    )
