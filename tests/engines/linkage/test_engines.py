"""The contract of every engine: the same pairs, weights and clusters, wherever the work is done."""

import json
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from pyarrow import parquet

from hawkari.engines.linkage import Judged, Watcher, link, link_and_keep
from hawkari.engines.linkage.backends import ENGINES
from hawkari.engines.linkage.weighing import in_order, weigh
from tests.engines.linkage.people import corridor, record

PEOPLE, _ = corridor(110)
CROWD = [
    record(f"zz-{n:03}", f"Xawer{'abc'[n % 3]} Baran", phone="+447700900999") for n in range(40)
]
RECORDS = [
    *PEOPLE,
    *CROWD,
    record("no-name", idNumber="A1234567"),
    record("no-name-2", idNumber="A-1234567"),
    record("odd\t'id\"\n", 'Rebwar \\ "Hama" Salih\n', birthDate="1984-09-16"),
    record("odd-2", "Rebwar Hama Salih", birthDate="1984-09-16"),
]
JUDGED = [Judged("no-name", "no-name-2", same=False), Judged("zz-000", "zz-001", same=True)]


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """One small Spark in this process for all tests of the module, on loopback alone."""
    from pyspark.sql import SparkSession

    # Workers take python3 from PATH unless told, and Spark an address of the network.
    told = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.default.parallelism", "2")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield
        session.stop()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "spark":
        request.getfixturevalue("spark")
    return str(request.param)


@pytest.fixture(scope="module")
def weighed(engine):
    return weigh(RECORDS, engine=engine, watcher=Watcher())


@pytest.fixture(scope="module")
def linked(engine):
    return link(RECORDS, engine=engine, judged=JUDGED)


@pytest.fixture(scope="module")
def expected():
    return weigh(RECORDS, engine="duckdb", watcher=Watcher())


def test_the_pairs_are_the_same_and_so_are_the_rules(weighed, expected):
    assert np.array_equal(weighed.candidates.left, expected.candidates.left)
    assert np.array_equal(weighed.candidates.right, expected.candidates.right)
    assert np.array_equal(weighed.candidates.rules, expected.candidates.rules)
    assert len(expected.candidates.left) > 300


def test_the_plan_is_the_same(weighed, expected):
    assert weighed.candidates.plan == expected.candidates.plan
    assert any(rule.stopped for rule in expected.candidates.plan)


def test_the_levels_are_the_same(weighed, expected):
    assert np.array_equal(weighed.levels.matrix, expected.levels.matrix)
    assert np.array_equal(weighed.levels.best_names, expected.levels.best_names)


def test_the_weights_are_the_same_but_for_noise(weighed, expected):
    for ours, theirs in zip(weighed.scores, expected.scores, strict=True):
        assert np.abs(ours - theirs).max() < 1e-9


def test_the_model_is_the_same(weighed, expected):
    assert weighed.model.as_data() == expected.model.as_data()


def test_the_clusters_and_what_was_refused_are_the_same(linked):
    here = link(RECORDS, judged=JUDGED)
    assert linked.clusters == here.clusters
    assert linked.cuts == here.cuts
    assert [(p.left, p.right, p.rule) for p in linked.pairs] == [
        (p.left, p.right, p.rule) for p in here.pairs
    ]


def test_judgements_bind_on_every_engine(linked):
    assert linked.clusters["no-name"] != linked.clusters["no-name-2"]
    assert linked.clusters["zz-000"] == linked.clusters["zz-001"]


def test_every_record_stands_in_a_cluster(linked):
    assert list(linked.clusters) == [one.id for one in in_order(RECORDS)]


def test_a_spark_job_gives_the_pairs_and_clusters_of_a_run(spark, tmp_path):
    from hawkari.engines.linkage.spark_job import predict_files

    plain = [one for one in RECORDS if "\t" not in one.id]
    linkage, state = link_and_keep(plain)
    path = tmp_path / "records.jsonl"
    lines = [
        json.dumps(
            {
                "id": one.id,
                "schema": one.schema,
                "source": one.source,
                "properties": {name: list(v) for name, v in one.properties.items()},
            }
        )
        for one in reversed(plain)
    ]
    path.write_text("\n".join([*lines, "not JSON"]), encoding="utf-8")
    predict_files([str(path)], state, str(tmp_path / "out"))
    pairs = parquet.read_table(tmp_path / "out" / "pairs").to_pylist()
    found = {(row["id_a"], row["id_b"]): row["weight"] for row in pairs}
    expected = {(pair.left, pair.right): pair.weight for pair in linkage.pairs}
    assert found.keys() == expected.keys()
    assert all(abs(found[pair] - weight) < 1e-9 for pair, weight in expected.items())
    clusters = parquet.read_table(tmp_path / "out" / "clusters").to_pylist()
    alone = {one: one for one in linkage.clusters}
    assert alone | {row["id"]: row["cluster"] for row in clusters} == linkage.clusters
