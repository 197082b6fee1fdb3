"""Keep beside each statement whether it was retracted, so that a read need not look it up.

Written by hand for SQLite: Django would write the whole table anew there, which takes minutes for
millions of statements, where a column with a constant default is added at once.
"""

from django.db import migrations, models

COLUMN = "ALTER TABLE evidence_statement ADD COLUMN retracted bool DEFAULT false NOT NULL"
FILL = (
    "UPDATE evidence_statement SET retracted = true "
    "WHERE id IN (SELECT statement_id FROM evidence_retraction)"
)
READ = """
ALTER POLICY hawkari_read ON evidence_statement USING (
    (SELECT hawkari_engine())
    OR (part_id IN (SELECT unnest(hawkari_list('parts'))::bigint)
        AND ((SELECT coalesce(current_setting('hawkari.every', true), '') = 'true')
             OR prop = ANY ((SELECT hawkari_list('props'))::text[])
             OR (prop_type = ANY ((SELECT hawkari_list('types'))::text[])
                 AND prop <> ALL ((SELECT hawkari_list('named'))::text[])))
        AND {standing}))
"""
BY_COLUMN = READ.format(standing="NOT retracted")
BY_TABLE = READ.format(
    standing="NOT EXISTS (SELECT 1 FROM evidence_retraction r "
    "WHERE r.statement_id = evidence_statement.id)"
)


def lock_by_column(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BY_COLUMN)


def lock_by_table(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BY_TABLE)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0009_row_security")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(COLUMN, "ALTER TABLE evidence_statement DROP COLUMN retracted"),
                migrations.RunSQL(FILL, migrations.RunSQL.noop),
                migrations.RunPython(lock_by_column, lock_by_table),
            ],
            state_operations=[
                migrations.AddField(
                    "statement", "retracted", models.BooleanField(db_default=False)
                ),
            ],
        ),
    ]
