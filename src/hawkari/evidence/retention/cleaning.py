"""After the values are gone: caches, sessions, link states, free pages, statistics, the log ahead.

SQLite: `secure_delete` overwrites what is deleted, `VACUUM` writes the file afresh, a truncating
checkpoint empties the ``-wal`` file. PostgreSQL: `VACUUM FULL` writes each table and its indexes
afresh, `ANALYZE` the column statistics, which hold common values. What a PostgreSQL server keeps
in its write-ahead log, its archive, its replicas and its base backups is beyond this database's
reach; so is what other processes hold in memory until their cache entries lapse.
"""

from contextlib import suppress

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, ProgrammingError, connection, models
from django.utils import timezone

from hawkari.evidence.linking.states import forget_states

__all__ = ["clean", "erase_in_place"]

# What a session needs to stay logged in under the same operation and language; the rest goes.
SESSION_KEPT = ("_auth", "_session", "_language", "account", "mfa", "socialaccount", "operation")

LOG = "evidence_audit"
OURS = ("hawkari.evidence", "hawkari.desks.")
OWNERS_COMMANDS = ("VACUUM (FULL) pg_catalog.pg_statistic", "CHECKPOINT")


def erase_in_place() -> None:
    """Let SQLite overwrite what this connection deletes from now on."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON").fetchall()


def clean() -> str:
    """Clear what disposed values left outside their tables. Idempotent.

    Cost: writes the whole SQLite file, or every table of evidence on PostgreSQL, afresh; other
    users wait meanwhile.

    Returns:
        Empty when all is clean; else why it could not be done yet, in words.
    """
    cache.clear()
    strip_sessions()
    try:
        forget_states()
    except OSError as error:
        return (
            f"what runs of linkage left under {error.filename or 'link-states'} could not be "
            f"deleted ({error.strerror or type(error).__name__}): it holds values of records"
        )
    if connection.in_atomic_block:
        return "a transaction is open; free pages and logs are cleaned outside of it"
    try:
        return _clean_sqlite() if connection.vendor == "sqlite" else _clean_postgresql()
    except DatabaseError as error:
        return f"the database could not be compacted ({type(error).__name__}): it may be in use"


def strip_sessions() -> None:
    """Take everything out of the sessions but what keeps people logged in; drop lapsed ones."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    encode = SessionStore().encode
    for session in Session.objects.all():
        data = session.get_decoded()
        kept = {key: value for key, value in data.items() if key.startswith(SESSION_KEPT)}
        if kept != data:
            session.session_data = encode(kept)
            session.save(update_fields=["session_data"])


def _clean_sqlite() -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit=400").fetchall()
        cursor.execute("ANALYZE")
        cursor.execute("VACUUM")
        busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return "others are reading, so the write-ahead log could not be emptied" if busy else ""


def _clean_postgresql() -> str:
    with connection.cursor() as cursor:
        for model in _written_tables():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
        for command in OWNERS_COMMANDS:
            # Where the application's role may not, the server's owner runs them now and then.
            with suppress(ProgrammingError):
                cursor.execute(command)
    return ""


def _written_tables() -> list[type[models.Model]]:
    """Every table that values can have been in: evidence's, the desks', and the sessions."""
    ours = [one for one in apps.get_app_configs() if one.name.startswith(OURS)]
    tables = [each for one in ours for each in one.get_models(include_auto_created=True)]
    # The log holds no value, is never updated, and may be the largest table of all.
    return [*(one for one in tables if not one._meta.db_table.startswith(LOG)), Session]
