"""Eight processes load a file each, one resolves, four read; all on one store.

Nothing is lost, nobody is shown part of a file, and no process is told of a lock.
"""

import json
import time
from pathlib import Path

import pytest

from tests.trust.conftest import TrustLine, database_name
from tests.trust.harness import Installation

pytestmark = [pytest.mark.contract, pytest.mark.usefixtures("no_hurry")]

WRITERS, READERS = 8, 4
SAID_OF_EACH = 5


def write_vehicles(folder: Path, number: int, *, vehicles: int) -> Path:
    path = folder / f"vehicles-{number}.ftm.json"
    with path.open("w", encoding="utf-8") as stream:
        for one in range(vehicles):
            properties = {
                "name": [f"Invented lorry {number}-{one}"],
                "registrationNumber": [f"INV{number}{one:05}"],
                "model": [f"Model {one % 17}"],
                "type": ["lorry" if one % 3 else "van"],
                "notes": [f"seen in place {one}"],
            }
            record = {"id": f"v{one}", "schema": "Vehicle", "properties": properties}
            stream.write(json.dumps(record) + "\n")
    return path


@pytest.fixture
def crowded(stages: dict[str, Installation], tmp_path: Path):
    own = stages["resolved"].copy(tmp_path)
    yield own
    own.drop()


@pytest.mark.parametrize("vehicles", [250, pytest.param(2000, marks=pytest.mark.full)])
def test_eight_processes_write_while_four_read(
    crowded, request, trust_line: TrustLine, vehicles: int
):
    statements = vehicles * SAID_OF_EACH
    stop = crowded.home / "stop"
    loads = [
        crowded.start(
            *("command", "load", str(write_vehicles(crowded.home, number, vehicles=vehicles))),
            *("--agency", f"agency-{number}", "--source", f"cars-{number}"),
        )
        for number in range(WRITERS)
    ]
    readers = [crowded.start("read_until", str(stop), str(statements)) for _ in range(READERS)]
    resolver = crowded.start("resolve_until", str(stop))
    started = time.monotonic()
    told = [process.communicate(timeout=3000) for process in loads]
    seconds = time.monotonic() - started
    stop.touch()
    told += [process.communicate(timeout=3000) for process in (*readers, resolver)]
    said = "".join(out for out, _ in told)
    for process, (out, errors) in zip((*loads, *readers, resolver), told, strict=True):
        assert process.returncode == 0, (out[-500:], errors[-3000:])
        assert "locked" not in errors.lower()
    assert "half a file" not in said
    reads = [line.split() for line in said.splitlines() if line.startswith("reads ")]
    assert len(reads) == READERS
    lines = crowded.run("shown")
    assert [line for line in lines if line.startswith("source ")] == [
        f"source cars-{number} {statements}" for number in range(WRITERS)
    ]
    assert f"audited {WRITERS}" in lines
    assert crowded.check()["torn"] == []
    slowest = max(float(one[2]) for one in reads)
    trust_line(
        f"8 processes × {statements:,} statements while 4 read and 1 resolves, "
        f"on {database_name(request.config)}",
        f"{WRITERS * statements:,} of {WRITERS * statements:,} kept, 0 lock errors, "
        f"{sum(int(one[1]) for one in reads)} rounds of reading, the slowest {slowest:.1f} s; "
        f"{seconds:.0f} s",
    )
