"""Opens a partner's file, says what is wrong with the path, and tells its kind by its content."""

import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from hawkari.errors import BadInput
from hawkari.evidence.loaders.zips import member_names

__all__ = ["HEAD_BYTES", "FileHead", "Meter", "open_binary", "read_head"]

HEAD_BYTES = 64 * 1024
_OTHER_KINDS = (
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
    (b"SQLite format 3\x00", "a SQLite database", "Export its tables as .csv."),
    (b"\x89PNG", "a picture", "Export the table as .xlsx or .csv."),
    (b"\xff\xd8\xff", "a picture", "Export the table as .xlsx or .csv."),
    (b"PAR1", "a Parquet file", "Export it as .csv."),
)
_SPECIAL = (
    (stat.S_ISDIR, "is a directory", "Give the files in it."),
    (stat.S_ISFIFO, "is a pipe, not a file", "Save it to a file first."),
    (stat.S_ISSOCK, "is a socket, not a file", "Save it to a file first."),
    (stat.S_ISCHR, "is a device, not a file", "Save it to a file first."),
    (stat.S_ISBLK, "is a device, not a file", "Save it to a file first."),
)


@dataclass(frozen=True, slots=True)
class FileHead:
    """The first 64 KiB of a file, by which loaders recognise what it is; `size` in bytes.

    `members` are the names of what is in a zip archive; empty for any other file.
    """

    path: Path
    data: bytes
    size: int
    members: frozenset[str] = frozenset()


@dataclass(slots=True)
class Meter:
    """How many bytes of a file have been read so far, for progress; not more than its size."""

    bytes_read: int = 0


class _MeteredFile(io.FileIO):
    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter = meter

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        self._meter.bytes_read += count or 0
        return count


@contextmanager
def open_binary(path: Path, meter: Meter | None = None) -> Iterator[BinaryIO]:
    """A file's bytes; a path that cannot be read says why and what to do.

    Raises:
        BadInput: if it is missing, a directory, no regular file, or not readable.
    """
    try:
        mode = path.stat().st_mode
        for is_kind, problem, remedy in _SPECIAL:
            if is_kind(mode):
                raise BadInput(problem, remedy, where=(path.name or str(path),))
        raw = _MeteredFile(path, meter or Meter())
    except OSError as error:
        raise _unreadable(path, error) from error
    with io.BufferedReader(raw, buffer_size=64 * 1024) as stream:
        yield stream


def read_head(path: Path) -> FileHead:
    """The beginning of a file.

    Raises:
        BadInput: as `open_binary`; also if it is empty or of a kind that no loader reads.
    """
    with open_binary(path) as stream:
        try:
            data = stream.read(HEAD_BYTES)
            members = member_names(stream) if data.startswith(b"PK\x03\x04") else frozenset()
        except OSError as error:
            raise _unreadable(path, error) from error
    if not data:
        raise BadInput("the file is empty", "Export it again.", where=(path.name,))
    for magic, kind, remedy in _OTHER_KINDS:
        if data.startswith(magic):
            raise BadInput(f"the file is {kind}", remedy, where=(path.name,))
    return FileHead(path, data, path.stat().st_size, members)


def _unreadable(path: Path, error: OSError) -> BadInput:
    name = path.name or str(path)
    if isinstance(error, FileNotFoundError):
        return BadInput("there is no such file", "Check the path.", where=(str(path),))
    if isinstance(error, PermissionError):
        return BadInput(
            "the file may not be read", "Ask its owner, or change its permissions.", where=(name,)
        )
    reason = (error.strerror or type(error).__name__).lower()
    return BadInput(f"the file cannot be read ({reason})", "Copy it again.", where=(name,))
