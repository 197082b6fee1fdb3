"""Work that is measured in a process of its own: `python -m measures.children STEP ARGUMENTS`.

Each step prints one JSON object as its last line. What it took is counted from the start of the
process, so reading the records is in it, as it is in `hawkari link`.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

__all__ = ["THRESHOLDS"]

THRESHOLDS = (0.01, 0.1, 0.5, 0.9)
_CLUSTERED_AT = 0.5


def spent() -> dict[str, float]:
    """Seconds and peak memory of this process up to now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "wall": time.time() - float(os.environ["BENCH_STARTED"]),
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }


def splink(records: str, clusters: str) -> dict[str, Any]:
    """Stock Splink: read, train, predict, cluster once, write; then its scores beside."""
    from measures.records import lines
    from measures.scores import score
    from measures.stock_splink import linker_of, train

    data = lines(Path(records), "growth")
    api, linker, _ = linker_of(data.records)
    trouble = train(linker)
    found = linker.inference.predict(warning_mode="never")

    def at(threshold: float) -> list[tuple[str, str]]:
        made = linker.clustering.cluster_pairwise_predictions_at_threshold(
            found, threshold_match_probability=threshold
        )
        rows: list[tuple[str, str]] = api._con.execute(
            f"SELECT unique_id, cluster_id FROM {made.physical_name}"
        ).fetchall()
        return rows

    with Path(clusters).open("w", encoding="utf-8") as out:
        out.writelines(f"{one}\t{name}\n" for one, name in at(_CLUSTERED_AT))
    taken = spent()
    ((pairs,),) = api._con.execute(f"SELECT count(*) FROM {found.physical_name}").fetchall()
    scores = {threshold: score(data, dict(at(threshold))) for threshold in THRESHOLDS}
    best = max(scores, key=lambda threshold: scores[threshold].f1)
    return taken | {
        "pairs": pairs,
        "trouble": trouble,
        "join_at": best,
        "precision": scores[best].precision,
        "recall": scores[best].recall,
        "f1": scores[best].f1,
        "cubed": scores[best].cubed,
    }


def ours(records: str, clusters: str) -> dict[str, Any]:
    """`hawkari link` in this process; the scores beside."""
    import io
    from contextlib import redirect_stdout

    from hawkari.cli import main

    said = io.StringIO()
    sys.argv = ["hawkari", "link", records, "--out", clusters, "--json"]
    try:
        with redirect_stdout(said):
            main()
    except SystemExit as end:
        if end.code:
            raise
    taken = spent()
    from measures.records import lines, table
    from measures.scores import score

    told = json.loads(said.getvalue().splitlines()[-1])
    one = score(lines(Path(records), "growth"), dict(table(Path(clusters))))
    return taken | {
        "pairs": sum(rule["added"] for rule in told["plan"]),
        "join_at": told["join_at"],
        "precision": one.precision,
        "recall": one.recall,
        "f1": one.f1,
        "cubed": one.cubed,
        "trouble": (),
    }


STEPS = {"ours": ours, "splink": splink}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
