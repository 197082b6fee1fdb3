"""Makes a backup: snapshot, manifest, encryption; under its final name only when it is whole."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pyrage import EncryptError  # type: ignore[import-untyped]

import hawkari
from hawkari.errors import BadInput
from hawkari.site.backup.archive import Entry, Manifest, TarStream, digest
from hawkari.site.backup.databases import SQLITE_FILE, Snapshot, kind_of, snapshot
from hawkari.site.backup.sealing import Key, seal

__all__ = ["KEY_NAME", "BackupReport", "Installation", "make_backup"]

Progress = Callable[[str, int, int], None]
"""Told the step, bytes done and bytes in all."""

LEFT_OUT = ("numba", "cache", "caches", "tmp", "__pycache__")
NEVER = "blind-keys"
"""Keys of blind matching, destroyed when their epoch ends: a copy would bring them back."""
DATABASE_FILES = tuple(f"{SQLITE_FILE}{end}" for end in ("", "-wal", "-shm", "-journal"))
KEY_NAME = "secret-key"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was backed up: the file, its size, how many files, and the audit log's tree head."""

    file: str
    size: int
    files: int
    audit_size: int
    audit_root: str


@dataclass(frozen=True, slots=True)
class Installation:
    """What there is to back up.

    Attributes:
        home: the installation's folder.
        database: Django's settings of its database.
        key_file: the file of Django's secret key, wherever it lies.
    """

    home: Path
    database: Mapping[str, Any]
    key_file: Path


def make_backup(
    here: Installation,
    to: Path,
    *,
    recipients: Sequence[str] = (),
    key: Key | None = None,
    by: str,
    progress: Progress | None = None,
) -> BackupReport:
    """Write an encrypted backup of a running installation; nobody is held up.

    The audit log is told before the file gets its name: a backup that cannot be logged is not
    made.

    Args:
        here: the installation.
        to: the file to write; it must not be there.
        recipients: age recipients who can open it, or
        key: a passphrase that opens it.
        by: who makes it.
        progress: told how far it is.

    Raises:
        BadInput: if the file is there, a recipient is none, the disk is full, or PostgreSQL's
            programs are missing.
        AuditUnavailable: if the audit log cannot be written.
    """
    if to.exists():
        raise BadInput("the file is there already", "Give a new one.", where=(str(to),))
    if not recipients and not (key and key.passphrase):
        raise BadInput("nobody could open the backup", "Give --recipient or --passphrase-file.")
    tell = progress or (lambda _step, _done, _total: None)
    with _scratch(here.home) as folder, _writing(to) as part:
        copy = snapshot(here.database, folder, lambda: tell("copy the database", 0, 0))
        manifest, paths = _listed(here, copy, tell)
        total, done = sum(entry.size for entry in manifest.files), 0

        def told(count: int) -> None:
            nonlocal done
            done += count
            tell("encrypt", done, total)

        with part.open("r+b") as target:
            try:
                stream = TarStream(manifest, paths, told)
                seal(stream, target, recipients=recipients, key=key or Key())
            except EncryptError as error:
                raise _unwritten(to, str(error)) from error
            target.flush()
            os.fsync(target.fileno())
        _logged(manifest, recipients, by)
    return BackupReport(
        str(to),
        to.stat().st_size,
        len(manifest.files),
        manifest.audit_size,
        manifest.audit_root,
    )


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """A folder beside the data, as private as it, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tmp-backup-", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _writing(to: Path) -> Iterator[Path]:
    """A file for its owner only, beside `to`, that becomes `to` if all goes well."""
    part = to.with_name(f"{to.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise _unwritten(to, (error.strerror or "unknown reason").lower()) from error
    try:
        yield part
        # A link fails where a rename would replace what has come there meanwhile.
        os.link(part, to)
    except FileExistsError as error:
        raise BadInput("the file is there already", "Give a new one.", where=(str(to),)) from error
    finally:
        part.unlink(missing_ok=True)


def _unwritten(to: Path, reason: str) -> BadInput:
    return BadInput(
        f"the backup cannot be written: {reason}",
        "Give a file in a folder that you may write to, on a disk with room.",
        where=(str(to),),
    )


def _listed(here: Installation, copy: Snapshot, tell: Progress) -> tuple[Manifest, Sequence[Path]]:
    """The manifest, and where each of its files is."""
    found = {copy.path.name: copy.path, **dict(_kept(here))}
    total = sum(path.stat().st_size for path in found.values())
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        tell("read the files", done, total)

    entries = tuple(Entry(name, *digest(path, told)) for name, path in found.items())
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    about = (hawkari.__version__, made_at, kind_of(here.database))
    return Manifest(*about, copy.head.size, copy.head.root, entries), tuple(found.values())


def _kept(here: Installation) -> Iterator[tuple[str, Path]]:
    """The folder's files by name, without the database, what can be made again, and links."""
    if here.key_file.is_file():
        yield KEY_NAME, here.key_file
    for path in sorted(here.home.rglob("*")):
        name = path.relative_to(here.home)
        made_again = name.parts[0] in LEFT_OUT or name.parts[0].startswith("tmp-")
        made_again |= NEVER in name.parts
        if path.is_symlink() or not path.is_file() or made_again:
            continue
        if name.as_posix() not in (*DATABASE_FILES, KEY_NAME):
            yield name.as_posix(), path


def _logged(manifest: Manifest, recipients: Sequence[str], by: str) -> None:
    from hawkari.evidence import audit  # noqa: PLC0415  restoring has no settings yet

    audit.record(
        audit.Act.DISCLOSE,
        actor=by,
        objects=["backup"],
        count=len(manifest.files),
        justification="backup of the whole installation",
        recipient=", ".join(recipients) or "holders of the passphrase",
        detail={"audit_size": manifest.audit_size, "audit_root": manifest.audit_root},
    )
