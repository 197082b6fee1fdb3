"""Which proposals a decision answered, and which withdrawals were an undo, stand in columns."""

from django.db import migrations, models
from django.db.models import F

UNDONE = "undone by its maker"


def tell_undos(apps, _schema_editor):
    """Mark the withdrawals that were known as an undo by their reason alone."""
    apps.get_model("evidence", "JudgementEvent").objects.filter(
        reason=UNDONE, gives_way_to__isnull=True, withdraws__made_by=F("made_by")
    ).update(is_undo=True)


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0014_load_counts'),
    ]

    operations = [
        migrations.AddField(
            model_name='judgementevent',
            name='answers',
            field=models.ManyToManyField(related_name='answered_by', to='evidence.judgementevent'),
        ),
        migrations.AddField(
            model_name='judgementevent',
            name='is_undo',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(tell_undos, migrations.RunPython.noop),
    ]
