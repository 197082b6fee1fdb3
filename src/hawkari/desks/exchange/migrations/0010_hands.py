"""Who had a hand in a draft; and a reference of its own for each further recipient."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0009_taxii_loaded")]

    operations = [
        migrations.AddField("package", "hands", models.JSONField(default=list)),
        migrations.AddField(
            "packagerecipient",
            "reference",
            models.CharField(blank=True, db_index=True, max_length=32),
        ),
    ]
