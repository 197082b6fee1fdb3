"""The door `match`, for databases whose row-level security is older."""

from django.db import migrations

DOORS = "'load', 'regrade', 'dispose', 'correct', 'identities', 'match', 'migrate'"


def let_match(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION hawkari_engine() RETURNS boolean LANGUAGE sql STABLE AS $$ "
            f"SELECT coalesce(current_setting('hawkari.door', true), '') IN ({DOORS}) $$"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0025_exchange_act'),
    ]

    operations = [migrations.RunPython(let_match, migrations.RunPython.noop, elidable=False)]
