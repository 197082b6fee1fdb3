"""Steps of `increment.py`: `python -m measures.increments STEP FILE NEW VERSIONS FOLDER`.

Each runs in a process of its own, with how many records are new and how many of them new versions.
Each prints one JSON object as its last line.
"""

import json
import resource
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from hawkari.engines.linkage import Record
from measures.ours import warm
from measures.processes import Spent, timed
from measures.records import lines, table

__all__ = ["STEPS"]


def _parted(path: str, new: int) -> tuple[list[Record], list[Record]]:
    """The old records, and `new` new ones, evenly over the file."""
    records = lines(Path(path), "increment").records
    fresh = set(range(0, len(records), len(records) // new)[:new])
    return (
        [one for row, one in enumerate(records) if row not in fresh],
        [records[row] for row in sorted(fresh)],
    )


def _versions(fresh: list[Record], count: int) -> list[Record]:
    """What so many of the new records, evenly over them, said before: no date of birth."""
    chosen = fresh[:: len(fresh) // count][:count] if count else []
    return [
        replace(one, properties={k: v for k, v in one.properties.items() if k != "birthDate"})
        for one in chosen
    ]


def _told(old: int, new: int, *, opened: Spent, spent: Spent) -> dict[str, Any]:
    return {
        "old": old,
        "new": new,
        "open_cpu": opened.cpu,
        "open_wall": opened.wall,
        "cpu": spent.cpu,
        "wall": spent.wall,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _pairs(names: Mapping[str, str], fresh: set[str]) -> set[frozenset[str]]:
    """Pairs of one name that have a new record in them."""
    members: dict[str, list[str]] = defaultdict(list)
    wanted = {names[one] for one in fresh}
    for one, name in names.items():
        if name in wanted:
            members[name].append(one)
    return {
        frozenset(pair)
        for group in members.values()
        for pair in combinations(group, 2)
        if not fresh.isdisjoint(pair)
    }


def keep(path: str, counts: tuple[int, int], folder: str) -> dict[str, Any]:
    """Link the old records, leave the state in a folder, and the new records beside it.

    Of some of the new records an older version is among the old.

    Args:
        path: of all records.
        counts: how many are new, and how many of these are new versions.
        folder: for what comes of it.
    """
    from hawkari.engines.linkage import link_and_keep, save_state

    new, versions = counts
    old, fresh = _parted(path, new)
    old += _versions(fresh, versions)
    _, state = link_and_keep(old)
    save_state(state, Path(folder) / "state")
    wanted = {one.id for one in fresh}
    with Path(path).open(encoding="utf-8") as stream:
        kept = [line for line in stream if json.loads(line)["id"] in wanted]
    (Path(folder) / "new.jsonl").write_text("".join(kept), encoding="utf-8")
    return {"old": len(old)}


def increment(path: str, _counts: tuple[int, int], folder: str) -> dict[str, Any]:
    """Read the state and link the new records; reading those is not counted."""
    from hawkari.engines.linkage import link_increment, load_state
    from hawkari.engines.linkage.tables import read_records

    with (Path(folder) / "new.jsonl").open(encoding="utf-8") as stream:
        fresh = [one for one in read_records(stream, "new.jsonl") if isinstance(one, Record)]
    warm()
    state, opened = timed(lambda: load_state(Path(folder) / "state"))
    outdated = state.rows(one.id for one in fresh)
    (linkage, _), spent = timed(lambda: link_increment(state, fresh, outdated=outdated))
    told = _told(len(state), len(fresh), opened=opened, spent=spent)
    ids = {one.id for one in fresh}
    found = _pairs(linkage.clusters, ids)
    true = _pairs(dict(table(Path(path).with_suffix(".truth.tsv"))), ids)
    f1 = 2 * len(found & true) / (len(found) + len(true))
    return told | {"pairs": len(linkage.pairs), "f1": f"{f1:.3f}"}


def between(path: str, counts: tuple[int, int], _folder: str) -> dict[str, Any]:
    """Splink: train on the old records, then predict new against old and within new."""
    from measures.stock_splink import linker_of, registered, train

    old, fresh = _parted(path, counts[0])
    (api, linker, frame), opened = timed(lambda: linker_of(old))
    train(linker)

    def predict() -> int:
        added = registered(api, fresh)
        found = (
            linker.inference.predict_between(frame, added, warning_mode="never"),
            linker.inference.predict_within(added, warning_mode="never"),
        )
        counts = (f"SELECT count(*) FROM {one.physical_name}" for one in found)
        return sum(api._con.execute(count).fetchall()[0][0] for count in counts)

    pairs, spent = timed(predict)
    told = _told(len(old), len(fresh), opened=opened, spent=spent)
    return told | {"pairs": pairs, "f1": "-"}


STEPS = {"keep": keep, "increment": increment, "between": between}

if __name__ == "__main__":
    step, file, count, older, place = sys.argv[1:]
    print(json.dumps(STEPS[step](file, (int(count), int(older)), place)))
