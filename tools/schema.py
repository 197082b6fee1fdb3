"""Writes the tables of a new SQLite database from all migrations; with --check, says if it is so.

.venv/bin/python tools/schema.py [--check]

Takes ten to forty seconds: it walks through every migration, as nobody else has to.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE = ROOT / "src" / "hawkari" / "site" / "resources" / "schema.sql"


def made() -> str:
    """The file's content: the migrations' digest, then each statement."""
    import django  # noqa: PLC0415  the installation is chosen first
    from django.core.management import call_command  # noqa: PLC0415
    from django.core.management.commands import migrate  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    django.setup()
    # Django's own command, not the site's, which would lay the very file that is being made.
    call_command(migrate.Command(), interactive=False, verbosity=0)
    from hawkari.site.schema import (  # noqa: PLC0415
        END,
        HEAD,
        digest_of_migrations,
        statements_of,
    )

    digest = digest_of_migrations(MigrationLoader(connection))
    return f"{HEAD}{digest}\n{END.join(statements_of(connection))}{END}"


def plain(text: str) -> str:
    """Without quotes and spaces: a table that is renamed has others in each version of SQLite."""
    return "".join(text.replace('"', "").split())


def main() -> int:
    """0 when the file is written or current, 1 when --check finds it is not."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HAWKARI_HOME"] = home
        os.environ.pop("HAWKARI_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "hawkari.site.settings"
        text = made()
    if "--check" in sys.argv:
        return 0 if FILE.exists() and plain(FILE.read_text(encoding="utf-8")) == plain(text) else 1
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
