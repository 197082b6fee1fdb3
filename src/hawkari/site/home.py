"""Where an installation keeps its data and secret: `HAWKARI_HOME`, or the user's data folder."""

import os
import secrets
from pathlib import Path

from hawkari.errors import BadInput

__all__ = ["INVENTED", "compiled_cache", "fresh_home", "hawkari_home", "secret_key"]

INVENTED = "invented"
"""Name of the file that marks an installation whose data is all invented."""


def hawkari_home() -> Path:
    """The folder that holds this installation's database, secrets and caches.

    `HAWKARI_HOME` where set, else `XDG_DATA_HOME`/hawkari, else ``~/.local/share/hawkari``.
    Only doors call this. The folder is not made here.
    """
    chosen = os.environ.get("HAWKARI_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME")
    base = Path(data) if data else Path.home() / ".local" / "share"
    return base.absolute() / "hawkari"


def secret_key(home: Path, key_file: str | None) -> str:
    """Django's secret key, from `key_file` or the installation's own file, made on first use.

    The file is readable by its owner only.
    """
    path = Path(key_file) if key_file else home / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def compiled_cache() -> Path:
    """Folder of compiled functions, which all of a user's installations share. Not made here."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "hawkari" / "numba"


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
    home.mkdir(parents=True, exist_ok=True)
    return home.absolute()
