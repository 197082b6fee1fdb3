"""Spoilt files of every kind: refused in words or read, never a crash. Seeds are fixed."""

from pathlib import Path

import pytest

from tests.evidence.loaders.cases import CASES
from tests.evidence.loaders.fuzzing import Seeded, read_spoilt, seeded_cases, spoilt

FEW = 40
# In parts, so that none comes near the time after which a test counts as hanging.
PARTS, A_PART = 50, 2_000


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Seeded]:
    return list(seeded_cases(tmp_path_factory.mktemp("good")))


def read_all(seeds: list[Seeded], folder: Path, inputs: range) -> int:
    """Read so many inputs, the kinds in turn; how many there were."""
    path = folder / "spoilt"
    for number in inputs:
        seeded = seeds[number % len(seeds)]
        path.write_bytes(spoilt(seeded.whole, number))
        try:
            read_spoilt(path, seeded.case)
        except Exception as error:
            error.add_note(f"input {number} of the kind {seeded.case.file}")
            raise
    return len(inputs)


def test_a_few_spoilt_files_of_each_kind_are_no_crash(seeds: list[Seeded], tmp_path: Path):
    assert read_all(seeds, tmp_path, range(FEW * len(CASES))) == FEW * len(CASES)


@pytest.mark.full
@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_spoilt_files_are_no_crash(
    seeds: list[Seeded], tmp_path: Path, record_property, part: int
):
    inputs = range(part * A_PART, (part + 1) * A_PART)
    assert read_all(seeds, tmp_path, inputs) == A_PART
    if part == PARTS - 1:
        said = f"fuzz: {PARTS * A_PART:,} inputs over {len(seeds)} kinds of file, 0 crashes"
        record_property("line", said)


def test_the_same_seed_gives_the_same_fault(seeds: list[Seeded]):
    assert [spoilt(one.whole, 7) for one in seeds] == [spoilt(one.whole, 7) for one in seeds]
