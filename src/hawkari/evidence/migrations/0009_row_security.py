"""On PostgreSQL, row-level security on statements and their search keys.

The rules of `hawkari.evidence.grading.readable` and of the policy once more, in SQL and from the
tables alone, so that a query which forgot the filter shows nothing that it should not. Who asks is
in the session's settings, see `hawkari.evidence.rowsecurity`. Codes as given in other schemes are
not looked at here: only loaders write them, and they refuse unknown ones.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("row_security.sql")
UNDO = """
DROP POLICY hawkari_read ON evidence_statement;
DROP POLICY hawkari_write ON evidence_statement;
DROP POLICY hawkari_read ON evidence_searchkey;
DROP POLICY hawkari_write ON evidence_searchkey;
ALTER TABLE evidence_statement NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
ALTER TABLE evidence_searchkey NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
DROP FUNCTION hawkari_bind;
DROP FUNCTION hawkari_list;
DROP FUNCTION hawkari_fields;
DROP FUNCTION hawkari_parts;
DROP FUNCTION hawkari_asker;
DROP FUNCTION hawkari_engine;
"""


def make(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(SQL.read_text(encoding="utf-8"))


def drop(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(UNDO)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0008_break_glass")]
    operations = [migrations.RunPython(make, drop)]
