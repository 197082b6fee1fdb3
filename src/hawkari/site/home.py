"""Where an installation keeps its data and secret: `HAWKARI_HOME`, or the user's data folder."""

import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path

from hawkari.errors import BadInput

__all__ = [
    "INVENTED",
    "default_home",
    "fresh_home",
    "hawkari_home",
    "keep_compiled",
    "private_file",
    "private_folder",
    "secret_key",
]

INVENTED = "invented"
"""Name of the file that marks an installation whose data is all invented."""


def hawkari_home() -> Path:
    """The folder that holds this installation's database, secrets and caches.

    `HAWKARI_HOME` where set, else `XDG_DATA_HOME`/hawkari, else ``~/.local/share/hawkari``.
    Only doors call this. The folder is not made here.
    """
    chosen = os.environ.get("HAWKARI_HOME")
    return Path(chosen).expanduser().absolute() if chosen else default_home()


def default_home() -> Path:
    """The folder of the user's own installation: where `HAWKARI_HOME` is not set."""
    data = os.environ.get("XDG_DATA_HOME")
    base = Path(data) if data else Path.home() / ".local" / "share"
    return base.absolute() / "hawkari"


def secret_key(home: Path, key_file: str | None) -> str:
    """Django's secret key, from `key_file` or the installation's own file, made on first use.

    The file is readable by its owner only.

    Raises:
        BadInput: if other users of this machine may read it: who has it can log in as anybody.
    """
    path = Path(key_file) if key_file else home / "secret-key"
    if not path.exists():
        private_folder(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48))
    if _open_to_others(path):
        raise BadInput(
            f"other users of this machine may read or change {path}",
            f"Run chmod 600 {path}; if they may have read it, delete it, and a new one is made: "
            "everybody then logs in again.",
        )
    return path.read_text(encoding="ascii").strip()


def private_folder(folder: Path) -> Path:
    """A folder for its owner only (0700): made so, or closed with a word on standard error."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    elif folder.stat().st_uid == os.geteuid():
        _close(folder, 0o700)
    return folder


def private_file(path: Path) -> Path:
    """A file for its owner only (0600): made so if missing, or closed with a word."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    elif path.stat().st_uid == os.geteuid():
        _close(path, 0o600)
    return path


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _close(path: Path, mode: int) -> None:
    if _open_to_others(path):
        path.chmod(mode)
        sys.stderr.write(
            f"hawkari: {path} was open to other users of this machine; closed it. If they may "
            "have read it, treat its content as seen.\n"
        )


def keep_compiled(home: Path) -> None:
    """Let numba keep compiled functions in an installation's folder, ``cache/numba``.

    They are loaded as code, so they lie where only the owner may write; they hold no data, and
    backups leave them out. `NUMBA_CACHE_DIR` wins where set. Call before numba is imported. Where
    the folder cannot be made, numba finds a place of its own.
    """
    if os.environ.get("NUMBA_CACHE_DIR"):
        return
    with suppress(OSError):
        for folder in (home, home / "cache"):
            private_folder(folder)
        os.environ["NUMBA_CACHE_DIR"] = str(private_folder(home / "cache" / "numba"))


def fresh_home(home: Path) -> Path:
    """The folder of a new installation, made if missing.

    Raises:
        BadInput: if something is in it already; invented and real data must never meet.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BadInput(
            f"{home} is not empty",
            "Point HAWKARI_HOME to a new folder, or leave it unset for a temporary one.",
        )
    return private_folder(home).absolute()
