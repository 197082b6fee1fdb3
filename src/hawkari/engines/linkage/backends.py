"""Where Splink's SQL runs: DuckDB in this process, or Spark.

The same settings are built for both and only integers are compared, so the weights are the same.
Blocking, comparing and scoring run on either (`spark_frames`); clustering stays in this process;
training always runs on DuckDB, since a model trained on Spark comes out a little different.
"""

import atexit
import os
import shutil
import sys
import tempfile
from importlib.util import find_spec
from typing import Any

from hawkari.errors import BadInput

__all__ = ["ENGINES", "check_engine", "open_backend", "open_session"]

ENGINES = ("duckdb", "spark")


def check_engine(engine: str) -> None:
    """Refuse an engine that is not known or not installed, before any work is done.

    Raises:
        BadInput: with what to install.
    """
    if engine not in ENGINES:
        raise BadInput(f"the engine {engine!r} is not known", "Use --engine duckdb or spark.")
    if engine == "spark" and find_spec("pyspark") is None:
        remedy = "Install it with: pip install 'hawkari[spark]' (it needs Java 17 or later)."
        raise BadInput("Spark is not installed", remedy)


def open_backend(engine: str, *, adds_up: bool = False) -> Any:
    """Splink's door to an engine of `ENGINES`; Spark runs locally unless told by `spark-submit`.

    Args:
        engine: one of `ENGINES`.
        adds_up: whether numbers will be summed over rows. DuckDB then works with one thread:
            several add in whatever order they finish, and the same records would give a model that
            differs in its last digits from one run to the next.
    """
    if engine == "spark":
        return _spark()
    from splink import DuckDBAPI  # noqa: PLC0415  slow to import

    if not adds_up:
        return DuckDBAPI()
    import duckdb  # noqa: PLC0415  slow to import

    return DuckDBAPI(connection=duckdb.connect(config={"threads": 1}))


def open_session() -> Any:
    """The Spark session: that of `spark-submit`, or one in this process on all its cores."""
    from pyspark.sql import SparkSession  # noqa: PLC0415  optional, and slow to import

    # Else workers take python3 from PATH, which may be another.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.appName("hawkari link")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    if session.sparkContext.getCheckpointDir() is None:
        folder = tempfile.mkdtemp(prefix="hawkari-spark-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        session.sparkContext.setCheckpointDir(folder)
    return session


def _spark() -> Any:
    from splink.backends.spark import SparkAPI  # noqa: PLC0415  optional

    build: Any = SparkAPI
    # The functions that Splink would load into Spark are string distances, and none is used.
    return build(spark_session=open_session(), register_udfs_automatically=False)
