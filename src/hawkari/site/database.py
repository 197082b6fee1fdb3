"""Database settings: SQLite (WAL) in the installation's folder, or PostgreSQL by one address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from hawkari.errors import BadInput
from hawkari.site.home import private_file, private_folder

__all__ = ["database_settings"]

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; "
    "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
)


def database_settings(url: str, home: Path) -> dict[str, Any]:
    """Django's settings for one database.

    Args:
        url: `postgresql://user:password@host:port/name`, with `?host=/socket/folder` for a Unix
            socket; empty for SQLite.
        home: folder of the SQLite file `hawkari.sqlite3`; made if missing.

    Raises:
        BadInput: if the address is of another database.
    """
    if not url:
        private_folder(home)
        # SQLite gives its side files the permissions of the file itself.
        file = private_file(home / "hawkari.sqlite3")
        return {
            "ENGINE": "hawkari.site.sqlite",
            "NAME": str(file),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadInput(
            f"HAWKARI_DATABASE_URL names the database {parts.scheme!r}",
            "Give a postgresql:// address, or leave it unset for SQLite.",
        )
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or parts.hostname or "",
        "PORT": str(parts.port or ""),
    }
