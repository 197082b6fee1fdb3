"""What the access filter costs, measured on a store of invented people made in bulk."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.conftest import TrustLine

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "trust" / "access_filter.py"
MOST_TIMES, MOST_MS = 1.3, 150


def hold(statements: int, trust_line: TrustLine) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--statements", str(statements), "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=3600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    page, search = found["entity page"], found["search"]
    times = {name: f"× {found[name]['ratio']:.2f}" for name in ("entity query", "search query")}
    assert page["ratio"] <= MOST_TIMES
    assert page["p95_ms"] <= MOST_MS
    trust_line(
        f"access filter on {found['statements']:,} statements",
        f"entity page × {page['ratio']:.2f}, search × {search['ratio']:.2f} the unfiltered "
        f"(single queries {', '.join(times.values())}; a count over the whole store "
        f"× {found['counts by source']['ratio']:.2f}); 95th percentile of the page "
        f"{page['p95_ms']:.0f} ms of CPU",
    )


def test_the_filter_costs_little(trust_line: TrustLine):
    hold(200_000, trust_line)


@pytest.mark.full
def test_the_filter_costs_little_on_ten_million_statements(trust_line: TrustLine):
    hold(10_000_000, trust_line)
