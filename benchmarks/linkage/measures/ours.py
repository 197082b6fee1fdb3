"""Our own engine, as the benchmarks call it."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "hawkari-bench-numba"))

from hawkari.engines.linkage import JOIN_AT, Linkage, Record, RulePlan, link
from hawkari.engines.linkage.blocking import block_pairs
from hawkari.engines.linkage.preparing import prepare

__all__ = ["Proposed", "linked", "proposed", "warm"]


def linked(records: Iterable[Record], *, join_at: float = JOIN_AT) -> Linkage:
    """One run at a joining threshold."""
    return link(records, join_at=join_at)


def warm() -> None:
    """Compile, so that no measured run does."""
    name = {"name": ("Rizgar Ahmed",)}
    link([Record("a", "Person", "x", name), Record("b", "Person", "y", name)])


@dataclass(frozen=True, slots=True)
class Proposed:
    """Candidate pairs, each in the order of its ids, to the first rule that proposed it."""

    rules: dict[tuple[str, str], str]
    plan: tuple[RulePlan, ...]


def proposed(records: Iterable[Record]) -> Proposed:
    """What our blocking proposes."""
    prepared = prepare(sorted(records, key=lambda record: record.id))
    found = block_pairs(prepared)
    ids = [one.record.id for one in prepared]
    columns = (column.tolist() for column in (found.left, found.right, found.rule))
    rules = {(ids[a], ids[b]): found.plan[rule].rule for a, b, rule in zip(*columns, strict=True)}
    return Proposed(rules, found.plan)
