"""On PostgreSQL, an index that serves searches by a key's beginning in any collation."""

from django.db import migrations


def make(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX evidence_searchkey_beginning "
            "ON evidence_searchkey (key varchar_pattern_ops)"
        )


def drop(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX evidence_searchkey_beginning")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
