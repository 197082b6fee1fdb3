"""Memory stays flat in the size of a file: ten times the rows cost hardly more of it."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.evidence.loaders.cases import LAYOUT, write_csv

pytestmark = pytest.mark.full

ALLOWED_MB = 120  # the database's page cache and memory map fill up, to a limit


def peak_mb(path: Path, home: Path, mapping: Path) -> float:
    """Peak memory of all loads so far, this one included."""
    words = ["load", str(path), "--agency", "a", "--source", "s", "--country", "GB"]
    subprocess.run(
        [sys.executable, "-m", "hawkari", *words, "--mapping", str(mapping)],
        env={**os.environ, "HAWKARI_HOME": str(home)},
        check=True,
        capture_output=True,
        timeout=1200,
    )
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def test_ten_times_the_rows_cost_hardly_more_memory(tmp_path: Path):
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps(dict(LAYOUT.data)))
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    write_csv(small, 20_000)
    write_csv(large, 200_000)
    first = peak_mb(small, tmp_path / "one", mapping)
    assert peak_mb(large, tmp_path / "two", mapping) - first < ALLOWED_MB
