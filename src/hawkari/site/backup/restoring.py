"""Restores a backup beside its place, proves it, and only then puts it there."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput
from hawkari.site.backup.archive import Manifest, unpack
from hawkari.site.backup.databases import POSTGRES_FILE, SQLITE_FILE, restore_postgres
from hawkari.site.backup.sealing import BadBackup, Key, unsealed
from hawkari.site.database import database_settings

__all__ = ["RestoreReport", "restore_backup"]

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was restored: where, from when, how many files, and the audit log's proved head."""

    home: str
    made_at: str
    files: int
    audit_size: int
    audit_root: str


def restore_backup(
    file: Path,
    key: Key,
    *,
    into: Path,
    database_url: str = "",
    by: str,
    progress: Progress | None = None,
) -> RestoreReport:
    """Restore a backup into a folder that is empty or not there.

    Everything is checked first: each file against the manifest, the audit log against its tree,
    its head against the manifest. Whatever fails leaves nothing behind.

    Args:
        file: the backup.
        key: what opens it.
        into: the new home.
        database_url: an empty PostgreSQL database, for a backup of one; else empty.
        by: who restores it, for the audit log.
        progress: told how far it is.

    Raises:
        BadInput: if the file cannot be read, the folder or the database is not empty, or the
            database does not fit the backup.
        BadBackup: if the backup is not whole, not for this key, or its audit log is not whole.
    """
    _check_empty(into)
    tell = progress or (lambda _step, _done, _total: None)
    into.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".restoring-", dir=into.parent))
    try:
        manifest = _unpacked(file, key, staged, tell=tell)
        _place_database(manifest, staged, database_url)
        tell("verify the audit log", 0, 0)
        _prove(manifest, staged, database_url, by=by)
        if into.exists():
            into.rmdir()
        staged.rename(into)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return RestoreReport(
        str(into),
        manifest.made_at,
        len(manifest.files),
        manifest.audit_size,
        manifest.audit_root,
    )


def _check_empty(into: Path) -> None:
    if into.is_symlink() or (into.exists() and (not into.is_dir() or any(into.iterdir()))):
        raise BadInput(
            f"{into} is not empty",
            "Restore into a new folder; nothing is ever written over.",
        )


def _unpacked(file: Path, key: Key, folder: Path, *, tell: Progress) -> Manifest:
    try:
        source = file.open("rb")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise BadInput(
            f"the backup cannot be opened: {reason}", "Check the path.", where=(str(file),)
        ) from error
    with source:
        total, done = file.stat().st_size, 0

        def told(count: int) -> None:
            nonlocal done
            done += count
            tell("decrypt", min(done, total), total)

        with unsealed(source, key) as stream:
            return unpack(stream, folder, told)


def _place_database(manifest: Manifest, staged: Path, url: str) -> None:
    """Put a dump into the database it is for; a SQLite file is where it belongs already."""
    if manifest.database == "sqlite":
        if url or not (staged / SQLITE_FILE).is_file():
            raise BadInput(
                "the backup is of a SQLite database, which lies in the folder itself",
                "Unset HAWKARI_DATABASE_URL.",
            )
        return
    if not url:
        raise BadInput(
            "the backup is of a PostgreSQL database",
            "Make an empty one, and name it in HAWKARI_DATABASE_URL.",
        )
    dump = staged / POSTGRES_FILE
    restore_postgres(dump, database_settings(url, staged))
    dump.unlink()


def _prove(manifest: Manifest, staged: Path, url: str, *, by: str) -> None:
    """Verify the restored audit log in a process that works in the restored installation."""
    environment = {**os.environ, "HAWKARI_HOME": str(staged), "HAWKARI_DATABASE_URL": url}
    environment["DJANGO_SETTINGS_MODULE"] = "hawkari.site.settings"
    environment.pop("HAWKARI_SECRET_KEY_FILE", None)
    about = {"size": manifest.audit_size, "root": manifest.audit_root, "by": by}
    done = subprocess.run(
        [sys.executable, "-m", "hawkari.site.backup.proving"],
        input=json.dumps({**about, "made_at": manifest.made_at}),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        told: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError) as error:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise BadBackup(
            f"the restored installation cannot be opened ({last[0]})",
            "Restore it with the version of Hawkari that made it.",
        ) from error
    if told["problems"]:
        raise BadBackup(
            f"the backup's audit log is not whole: {told['problems'][0]}",
            "Keep it as evidence, and take an older one.",
        )
