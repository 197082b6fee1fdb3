import django.db.models.deletion
from django.db import migrations, models

import hawkari.evidence.models.audit
from hawkari.engines.merkle import Frontier, grow

BLOCK = 4096


def keep_nodes(apps, schema_editor):  # noqa: ARG001  Django's form
    """Put each entry's node in the place of the tree head that was kept beside it until now.

    Leaf hashes and the log's head stay as they are, so that whatever was changed before is found
    after. At a leaf hash that is none, this stops: the rest is then named by a verification.
    """
    # SQL, because a model with a field called `objects` has no manager while migrating.
    table = schema_editor.quote_name("evidence_auditentry")
    select = f"SELECT seq, leaf_hash FROM {table} WHERE seq >= %s ORDER BY seq LIMIT {BLOCK}"  # noqa: S608
    update = f"UPDATE {table} SET node_hash = %s WHERE seq = %s"  # noqa: S608
    frontier, start = Frontier(), 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(select, [start])
            rows = cursor.fetchall()
            if not rows:
                return
            try:
                leaves = [bytes.fromhex(leaf) for _, leaf in rows]
            except ValueError:
                return
            frontier, nodes = grow(frontier, leaves)
            found = [(node.hex(), seq) for (seq, _), node in zip(rows, nodes, strict=True)]
            cursor.executemany(update, found)
            start = rows[-1][0] + 1


class Migration(migrations.Migration):
    """Entries of version 2: role, purpose, basis; marks of verification; working hours."""

    dependencies = [("evidence", "0005_retention")]

    operations = [
        migrations.CreateModel(
            name="AuditMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("verified", "Verified"),
                            ("signed", "Signed"),
                            ("shipped", "Shipped"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("size", models.BigIntegerField()),
                ("root_hash", models.CharField(max_length=64)),
                ("place", models.CharField(blank=True, max_length=500)),
                ("whole", models.BooleanField(default=True)),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="WorkingHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("time_zone", models.CharField(max_length=60)),
                ("first_hour", models.PositiveSmallIntegerField()),
                ("last_hour", models.PositiveSmallIntegerField()),
                ("days", models.CharField(max_length=7)),
                (
                    "operation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_hours",
                        to="evidence.operation",
                    ),
                ),
            ],
        ),
        # First: SQLite cannot make a table again that has a column called `objects`.
        migrations.RenameField(model_name="auditentry", old_name="objects", new_name="object_ids"),
        migrations.RenameField(model_name="auditentry", old_name="root_hash", new_name="node_hash"),
        migrations.RunPython(keep_nodes, migrations.RunPython.noop),
        migrations.AddField(
            model_name="auditentry", name="version", field=models.SmallIntegerField(default=1)
        ),
        migrations.AddField(
            model_name="auditentry",
            name="role",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="purpose",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="auditentry", name="basis", field=models.TextField(blank=True, default="")
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="detail",
            field=hawkari.evidence.models.audit.JsonText(default=dict),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="object_ids",
            field=hawkari.evidence.models.audit.JsonText(default=list),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["actor", "at"], name="audit_by_actor"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["operation", "at"], name="audit_by_operation"),
        ),
    ]
