"""A path that cannot be read says what it is and what to do."""

import os
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import loader_for
from hawkari.evidence.loaders.partner_files import open_binary


class Locked(type(Path())):
    """A path whose owner lets nobody look; root is not hindered by real permissions."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(self))


def test_a_missing_file_a_directory_and_a_locked_file_are_told_apart(tmp_path: Path):
    for path, problem in (
        (tmp_path / "none.csv", "no such file"),
        (tmp_path, "directory"),
        (Locked(tmp_path / "a.csv"), "may not be read"),
    ):
        with pytest.raises(BadInput, match=problem) as error:
            loader_for(path)
        assert error.value.where
        assert error.value.remedy


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(BadInput, match="is a pipe"):
        loader_for(path)


def test_a_device_is_refused():
    with pytest.raises(BadInput, match="is a device"):
        loader_for(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
)
def test_a_kind_of_file_that_is_not_read_is_named(tmp_path: Path, data: bytes, problem: str):
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=problem):
        loader_for(path)


def test_a_file_that_vanishes_between_looks_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="no such file"), open_binary(tmp_path / "gone"):
        pass
