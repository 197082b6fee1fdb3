"""Poisoned files: refused in words, or read in bounded time; none harms the reader or the store.

How long a file takes is bounded by the processor time of its reader, not by the clock of a machine
that may be busy: a file that hits that limit fails the test.
"""

import os
import stat
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.sandbox import Limits, loader_for
from tests.evidence.loaders.cases import LAYOUT
from tests.security.hostile import hostile_files

LIMITS = Limits(memory_bytes=2 << 30, cpu_seconds_at_least=30, cpu_seconds_a_mib=2)
FILES, PARTS = 500, 20


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return list(hostile_files(tmp_path_factory.mktemp("hostile")))


def read(path: Path) -> tuple[int, int, BaseException | None]:
    """Statements and refusals of a file, or why it was refused as a whole."""
    context = Context("list", country="GB")
    statements = refused = 0
    try:
        loader = loader_for(path, LIMITS)
        layouts: tuple[Layout, ...] = (LAYOUT,)
        layout = loader.sniff(path, context, layouts)
        for row in loader.rows(path, layout, context):
            statements += len(row.statements)
            refused += len(row.refused)
    except BadInput as error:
        return statements, refused, error
    return statements, refused, None


def test_there_are_many_poisoned_files(files: list[Path]):
    assert len(files) >= FILES


# In parts: a test that takes minutes counts as one that hangs.
@pytest.mark.parametrize("part", range(PARTS))
def test_every_poisoned_file_is_refused_in_words_or_read_in_bounded_time(
    files: list[Path], part: int
):
    for path in files[part::PARTS]:
        statements, refused, error = read(path)
        if isinstance(error, BadInput):
            assert error.problem, path.name
            assert error.remedy, path.name
            assert error.where, path.name
            # A reader that failed or was taken over is a bug of ours, not an answer.
            assert "the reader failed" not in error.problem, f"{path.name}: {error}"
            assert "no reader says" not in error.problem, f"{path.name}: {error}"
            assert "ended from outside" not in error.problem, f"{path.name}: {error}"
            assert "of processor time" not in error.problem, f"{path.name}: {error}"
            assert "nothing came of it" not in error.problem, f"{path.name}: {error}"
            assert "takes longer than" not in error.problem, f"{path.name}: {error}"
        else:
            assert statements or refused, f"{path.name} gave neither a value nor a refusal"


BOMBS = {
    "swells.xlsx", "ten-thousand-members.xlsx", "laughs-in-sheet.xlsx", "laughs-in-workbook.xlsx",
    "laughs-in-types.xlsx", "outside-entity.xlsx", "outside-dtd.xlsx", "encrypted.xlsx",
    "deep-lists.json", "deep-objects.json", "laughs.xml", "program.csv", "half.xlsx",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_what_is_built_to_harm_gives_no_value_at_all(files: list[Path], name: str):
    (path,) = [one for one in files if one.name == name]
    statements, _refused, _error = read(path)
    assert statements == 0


def test_nothing_is_written_beside_the_file(files: list[Path]):
    assert not Path("/tmp/owned").exists()
    assert not Path("/tmp/made-by-a-worker").exists()


def test_a_file_is_known_by_its_content_whatever_it_is_called(files: list[Path]):
    for path in files:
        if path.name.startswith("really-"):
            statements, _refused, error = read(path)
            assert statements, path.name
            assert error is None, path.name


def test_what_is_no_file_is_refused_without_being_opened(tmp_path: Path):
    fifo, line, loop = tmp_path / "fifo.csv", tmp_path / "socket.csv", tmp_path / "loop.csv"
    os.mkfifo(fifo)
    loop.symlink_to(loop)
    behind = [tmp_path / f"behind-{number}.csv" for number in range(4)]
    for link, target in zip(behind, (fifo, Path("/dev/zero"), tmp_path, "gone"), strict=True):
        link.symlink_to(target)
    os.mknod(line, stat.S_IFSOCK | 0o600)
    for path in (fifo, line, loop, tmp_path, Path("/dev/zero"), *behind):
        _statements, _refused, error = read(path)
        assert isinstance(error, BadInput), path.name
        assert error.remedy, path.name


def test_a_link_to_a_file_of_somebody_else_is_read_as_that_file_and_no_further(tmp_path: Path):
    target = tmp_path / "elsewhere" / "people.csv"
    target.parent.mkdir()
    target.write_text("Ref,Full name,Born,Phone\n1,Ali,1984,\n")
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    statements, refused, error = read(link)
    assert (statements, refused, error) == (2, 0, None)


def test_no_reader_outlives_its_file(files: list[Path]):
    from hawkari.evidence.sandbox import workers
    from tests.evidence.sandbox.test_reading import children

    read(files[0])
    assert not children(workers._running[0].process.pid)
