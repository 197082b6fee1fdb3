"""The tables of a new SQLite database, written down so that nobody waits for ninety migrations.

`resources/schema.sql` is what all migrations together make, written by ``tools/schema.py``; a test
compares the two. It is of one set of migrations, which its first line names by a digest: with any
other set it is not used, and the migrations make the tables as ever.
"""

import hashlib
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from sys import modules

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.core.management import call_command
from django.db import connection as default_connection
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from hawkari.evidence.policy.in_force import keep_in_force
from hawkari.evidence.rowsecurity import unbind

__all__ = [
    "END",
    "HEAD",
    "bring_up_to_date",
    "digest_of_migrations",
    "lacks_migrations",
    "lay_schema",
    "shipped_schema",
    "statements_of",
]

HEAD = "-- migrations "
END = "\n--;\n"
"""Between two statements; a trigger holds semicolons of its own."""


def digest_of_migrations(loader: MigrationLoader) -> str:
    """SHA-256 of every migration's name and text, in hexadecimal.

    Args:
        loader: knows the migrations of all apps, whether applied or not.
    """
    digest = hashlib.sha256()
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        source = modules[type(migration).__module__].__file__
        text = Path(source).read_bytes() if source else b""
        digest.update(f"{app}.{name} {hashlib.sha256(text).hexdigest()}\n".encode())
    return digest.hexdigest()


def statements_of(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """What made each table, index and trigger of a database, in the order they were made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%%'"
            " ORDER BY rowid"
        )
        return tuple(row[0] for row in cursor.fetchall())


def shipped_schema() -> tuple[str, tuple[str, ...]]:
    """The digest of the migrations that the shipped tables are of, and their statements."""
    path = resources.files("hawkari.site") / "resources" / "schema.sql"
    head, _, text = path.read_text(encoding="utf-8").partition("\n")
    return head.removeprefix(HEAD).strip(), tuple(one for one in text.split(END) if one.strip())


def lay_schema(connection: BaseDatabaseWrapper) -> bool:
    """Give an empty SQLite database its tables, and say of every migration that it is applied.

    The names of models and of permissions, which Django keeps as rows, are written with them.

    Of two processes that find it empty, the second finds it filled.

    Returns:
        Whether it did. It does not where there is a table, on PostgreSQL, or where the shipped
        tables are of other migrations than those that are installed.
    """
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    of, statements = shipped_schema()
    if of != digest_of_migrations(executor.loader):
        return False
    # Tables name one another before they are there.
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        if connection.introspection.table_names():
            return False
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
            executor.recorder.record_applied(migration.app_label, migration.name)
        # Django does this after a migration, outside of its transaction; two that start at once
        # would both do it.
        for app in apps.get_app_configs():
            for make in (create_contenttypes, create_permissions):
                make(app, using=connection.alias, verbosity=0, interactive=False)
    return True


def bring_up_to_date() -> None:
    """Apply whatever migration the database lacks, and give it the policy that is shipped.

    Cost: a few milliseconds where nothing is lacking, as at nearly every start; Django's own
    ``migrate`` puts the models of every migration together before it finds that.
    """
    if lacks_migrations(default_connection):
        call_command("migrate", interactive=False, verbosity=0)
        return
    unbind()
    keep_in_force()


def lacks_migrations(connection: BaseDatabaseWrapper) -> bool:
    """Whether a migration that is installed is not applied; reads names only."""
    return not _installed_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def _installed_migrations() -> frozenset[tuple[str, str]]:
    """App and name of every migration, from the names of the files."""
    found: set[tuple[str, str]] = set()
    for app in apps.get_app_configs():
        name, _ = MigrationLoader.migrations_module(app.label)
        package = find_spec(name) if name else None
        places = package.submodule_search_locations if package else None
        found.update((app.label, one.name) for one in iter_modules(places or []) if not one.ispkg)
    return frozenset(one for one in found if one[1][0] not in "_~")
