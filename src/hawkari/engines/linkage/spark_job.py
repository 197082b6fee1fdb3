"""Link records that one machine cannot hold: a program for `spark-submit`.

    spark-submit --master MASTER spark_job.py --state DIR --out FOLDER RECORDS...

The model is that of a link state, trained before by `hawkari link --state DIR` on a sample of the
records. RECORDS are JSON lines as `hawkari link` takes them, wherever Spark can read; each id once.
FOLDER gets `pairs` (Parquet: `id_a, id_b, weight, probability`, of at least .001) and `clusters`
(Parquet: `id, cluster`; records that are joined with none are left out).
"""

import argparse
import io
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from hawkari.engines.linkage.backends import open_session
from hawkari.engines.linkage.clustering import Scored, cluster
from hawkari.engines.linkage.comparing import contradicts
from hawkari.engines.linkage.distinct import rows_of_codes
from hawkari.engines.linkage.folders import load_state
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.model import bits_of, score_levels
from hawkari.engines.linkage.pairs import LEAST_PROBABILITY
from hawkari.engines.linkage.population import prepare_among
from hawkari.engines.linkage.spark_frames import levels_frame
from hawkari.engines.linkage.spark_parts import Told
from hawkari.engines.linkage.stores import record_of, text_of
from hawkari.engines.linkage.tables import read_records
from hawkari.engines.linkage.values import Record
from hawkari.errors import BadInput

__all__ = ["main", "predict_files"]


def predict_files(paths: list[str], state: LinkState, out: str) -> None:
    """Weigh the pairs of the records of some files by the model of a state, and cluster them.

    Args:
        paths: JSON lines, where Spark can read them.
        state: whose model and threshold count; its records do not.
        out: a folder where Spark can write; must not be there.

    Raises:
        BadInput: if an id stands twice.
    """
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    session = open_session()
    lines = reduce(lambda a, b: a.union(b), (session.read.text(path) for path in paths))
    named = lines.mapInArrow(_read, "id string, text string").persist()
    twice = named.groupBy("id").count().where("count > 1").limit(1).toArrow()["id"].to_pylist()
    if twice:
        raise BadInput(f"the id {twice[0]!r} stands twice", "Give each record its own id.")
    # Rows need only rise with the ids; Spark compares texts byte by byte, as Python does by letter.
    rows = named.sort("id").withColumn("row", f.monotonically_increasing_id()).persist()
    on_spark = levels_frame(rows.select("row", "text"), rows.count())
    levels = on_spark.levels.persist()
    pairs = levels.join(f.broadcast(_weights(levels, state)), "code").persist()
    ids = rows.select("row", "id")
    shown = pairs.where(f"probability >= {LEAST_PROBABILITY}")
    for side, name in (("left", "id_a"), ("right", "id_b")):
        shown = shown.join(ids.withColumnRenamed("row", side).withColumnRenamed("id", name), side)
    shown.select("id_a", "id_b", "weight", "probability").write.parquet(f"{out}/pairs")
    session.createDataFrame(
        _clusters(pairs, rows, on_spark.told, join_at=state.join_at)
    ).write.parquet(f"{out}/clusters")


def _read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From lines of files: `id, text` of each record; rows that cannot be read are left out."""
    for batch in batches:
        lines = [line for line in batch["value"].to_pylist() if line and line.strip()]
        items = read_records(io.StringIO("\n".join(lines)), "records") if lines else ()
        records = [item for item in items if isinstance(item, Record)]
        yield pa.RecordBatch.from_pydict(
            {
                "id": pa.array([one.id for one in records], pa.string()),
                "text": pa.array([text_of(one) for one in records], pa.string()),
            }
        )


def _weights(levels: Any, state: LinkState) -> Any:
    """Weight and probability of each row of levels that does not contradict, by its code."""
    codes = np.sort(levels.select("code").distinct().toArrow()["code"].to_numpy())
    matrix = rows_of_codes(codes)
    hopeful = ~contradicts(matrix)
    weights, probabilities = score_levels(matrix[hopeful], state.model, engine="spark")
    table = {"code": codes[hopeful], "weight": weights, "probability": probabilities}
    return open_session().createDataFrame(pa.table(table))


def _clusters(pairs: Any, rows: Any, told: Told, *, join_at: float) -> pa.Table:
    """Clusters of the records that some pair may join; with all weights between them."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    strong = pairs.where(f"weight >= {bits_of(join_at)!r}").select("left", "right")
    met = strong.select(f.explode(f.array("left", "right")).alias("row")).distinct()
    records = rows.join(met, "row").sort("row").select("row", "text").toArrow()
    numbers = records["row"].to_numpy()
    between = (
        pairs.join(met.withColumnRenamed("row", "left"), "left")
        .join(met.withColumnRenamed("row", "right"), "right")
        .select("left", "right", "weight")
        .toArrow()
    )
    left, right = (np.searchsorted(numbers, between[side].to_numpy()) for side in ("left", "right"))
    order = np.lexsort((right, left))
    scored = Scored(left[order], right[order], between["weight"].to_numpy()[order])
    texts = records["text"].to_pylist()
    prepared = prepare_among([record_of(text) for text in texts], told.population)
    made = cluster(prepared, scored, join_at=join_at).clusters
    return pa.table(
        {
            "id": pa.array(list(made), pa.string()),
            "cluster": pa.array(list(made.values()), pa.string()),
        }
    )


def main() -> None:
    """Run from `spark-submit`."""
    parser = argparse.ArgumentParser(prog="spark_job", description=__doc__)
    parser.add_argument("records", nargs="+", help="JSON lines")
    parser.add_argument("--state", required=True, type=Path, help="a link state with a model")
    parser.add_argument("--out", required=True, help="a folder for pairs and clusters")
    given = parser.parse_args()
    predict_files(given.records, load_state(given.state), given.out)


if __name__ == "__main__":
    main()
