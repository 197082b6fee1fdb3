"""Grade, handling and condition stand in the marking only."""

import django.db.models.deletion
from django.db import migrations, models

PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    # Apart from 0003: PostgreSQL alters no table that the same transaction has just filled.
    dependencies = [("evidence", "0003_markings")]

    operations = [
        migrations.AlterField(
            "loadrun",
            "marking",
            models.ForeignKey(on_delete=PROTECT, related_name="+", to="evidence.marking"),
        ),
        migrations.AlterField(
            "statement",
            "part",
            models.ForeignKey(on_delete=PROTECT, related_name="+", to="evidence.loadpart", db_index=False),
        ),
        *(migrations.RemoveField("loadrun", name) for name in ("grade", "handling", "condition")),
        *(
            migrations.RemoveField("statement", name)
            for name in ("source_evaluation", "intelligence_assessment", "handling", "condition")
        ),
        migrations.RenameField("linkrun", "loads", "parts"),
    ]
