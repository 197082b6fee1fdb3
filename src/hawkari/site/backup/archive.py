"""The tar archive inside a backup: its manifest, and files one by one with their digests."""

import hashlib
import json
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from hawkari.site.backup.sealing import BadBackup

__all__ = ["MANIFEST", "Entry", "Manifest", "TarStream", "digest", "unpack"]

MANIFEST = "manifest.json"
FORM = "hawkari-backup/1"
MOST_MANIFEST = 64 << 20
CHUNK = 1 << 20
Told = Callable[[int], None]
"""Told how many bytes more are done."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its name in the archive, size in bytes and SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        version: of Hawkari.
        made_at: ISO 8601, UTC.
        database: ``sqlite`` or ``postgresql``.
        audit_size, audit_root: the audit log's tree head in the database that is backed up.
        files: every file, the database first.
    """

    version: str
    made_at: str
    database: str
    audit_size: int
    audit_root: str
    files: tuple[Entry, ...] = field(default=())

    def as_json(self) -> bytes:
        """The manifest as it lies in the archive."""
        return json.dumps({"form": FORM, **asdict(self)}, indent=1).encode("utf-8")

    @classmethod
    def from_json(cls, data: bytes) -> "Manifest":
        """The manifest that `as_json` wrote.

        Raises:
            BadBackup: if it is none, or names a file outside the folder.
        """
        try:
            stated: Mapping[str, Any] = json.loads(data)
            if stated["form"] != FORM:
                raise BadBackup(
                    f"the backup is of the form {stated['form']!r}",
                    "Restore it with the version of Hawkari that made it.",
                )
            entries = tuple(Entry(**entry) for entry in stated["files"])
            kept = {name: stated[name] for name in cls.__slots__ if name != "files"}
            manifest = cls(**kept, files=entries)
        except (ValueError, KeyError, TypeError) as error:
            raise BadBackup("the backup has no manifest", "Take another backup.") from error
        for entry in entries:
            _check_name(entry.name)
        return manifest


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    if not name or path.is_absolute() or ".." in path.parts or "\x00" in name or "\\" in name:
        raise BadBackup("the backup names a file outside the folder", "Do not use it.")


def digest(path: Path, told: Told) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    found = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            found.update(chunk)
            size += len(chunk)
            told(len(chunk))
    return size, found.hexdigest()


class TarStream:
    """The archive, made while it is read; nothing of it is ever on the disk."""

    def __init__(
        self, manifest: Manifest, paths: Sequence[Path], told: Callable[[int], None]
    ) -> None:
        self._parts = self._made(manifest, paths)
        self._told = told
        self._left = b""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; all that are left for a negative size."""
        parts = [self._left]
        have = len(self._left)
        while size < 0 or have < size:
            part = next(self._parts, b"")
            if not part:
                break
            parts.append(part)
            have += len(part)
        whole = b"".join(parts)
        cut = len(whole) if size < 0 else size
        self._left = whole[cut:]
        return whole[:cut]

    def _made(self, manifest: Manifest, paths: Sequence[Path]) -> Iterator[bytes]:
        text = manifest.as_json()
        yield _header(MANIFEST, len(text)) + text + _padding(len(text))
        for entry, path in zip(manifest.files, paths, strict=True):
            yield _header(f"files/{entry.name}", entry.size)
            left = entry.size
            with path.open("rb") as stream:
                while left and (chunk := stream.read(min(CHUNK, left))):
                    left -= len(chunk)
                    self._told(len(chunk))
                    yield chunk
            if left:
                raise OSError(f"{entry.name} shrank while it was backed up")
            # A part of nothing would read as the end.
            if padding := _padding(entry.size):
                yield padding
        yield b"\0" * tarfile.BLOCKSIZE * 2


def _header(name: str, size: int) -> bytes:
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    return about.tobuf(tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return b"\0" * (-size % tarfile.BLOCKSIZE)


def unpack(stream: IO[bytes], folder: Path, told: Told) -> Manifest:
    """Write the files of an archive into an empty folder, each checked against the manifest.

    Raises:
        BadBackup: if anything is missing, surplus, of another size or of other bytes.
    """
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            manifest = _manifest(archive)
            expected = {f"files/{entry.name}": entry for entry in manifest.files}
            while (member := archive.next()) is not None:
                entry = expected.pop(member.name, None)
                source = archive.extractfile(member) if member.isreg() else None
                if entry is None or source is None:
                    raise BadBackup("the backup holds what its manifest does not name", _OTHER)
                _write(source, folder / entry.name, entry, told=told)
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup("the backup is cut off or was changed", _OTHER) from error
    if expected:
        raise BadBackup(f"{len(expected)} files are missing from the backup", _OTHER)
    return manifest


_OTHER = "Copy it again, or take an older one."


def _manifest(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    if first is None or first.name != MANIFEST or first.size > MOST_MANIFEST:
        raise BadBackup("the backup has no manifest", _OTHER)
    stream = archive.extractfile(first)
    return Manifest.from_json(stream.read() if stream is not None else b"")


def _write(source: IO[bytes], target: Path, entry: Entry, *, told: Told) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = hashlib.sha256()
    size = 0
    with target.open("xb") as out:
        target.chmod(0o600)
        while chunk := source.read(CHUNK):
            found.update(chunk)
            size += len(chunk)
            out.write(chunk)
            told(len(chunk))
    if (size, found.hexdigest()) != (entry.size, entry.sha256):
        raise BadBackup(f"{entry.name} is not as it was backed up", _OTHER)
