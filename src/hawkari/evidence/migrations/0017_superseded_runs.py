"""Which runs' candidates were dropped stands in a column, so that no request asks each run."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef


def tell_superseded(apps, _schema_editor):
    """Mark the runs that others went on from and took the candidates of; a run marks the rest."""
    runs = apps.get_model("evidence", "LinkRun").objects
    kept = apps.get_model("evidence", "Candidate").objects.filter(run=OuterRef("pk"))
    later = runs.filter(base=OuterRef("pk"))
    runs.filter(Exists(later), ~Exists(kept)).update(superseded=True)


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0016_watchlists'),
    ]

    operations = [
        migrations.AddField(
            model_name='linkrun',
            name='superseded',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(tell_superseded, migrations.RunPython.noop),
    ]
