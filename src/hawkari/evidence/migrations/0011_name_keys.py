"""Find names stated before the engine knew short forms: *Hama* finds Muhammad, in any script."""

from django.db import migrations

from hawkari.evidence.search_keys import name_keys

BATCH = 5000


def add(apps, schema_editor):
    """Add the keys that names have by now; those they had stay."""
    names = (
        apps.get_model("evidence", "Statement")
        .objects.filter(prop_type="name")
        .exclude(value="")
        .order_by("pk")
        .values_list("pk", "value")
    )
    last = 0
    while rows := list(names.filter(pk__gt=last)[:BATCH]):
        last = rows[-1][0]
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO evidence_searchkey (key, statement_id) VALUES (%s, %s) "
                "ON CONFLICT DO NOTHING",
                [(key, pk) for pk, value in rows for key in name_keys(value)],
            )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0010_retracted")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=True)]
