"""A border post's statement becomes its self-assessment: "statement" is a word of the evidence."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0010_publication_loosened'),
    ]

    operations = [
        migrations.RenameModel(
            old_name='PostStatement',
            new_name='SelfAssessment',
        ),
        migrations.AlterField(
            model_name='selfassessment',
            name='activity',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='self_assessments', to='programme.registeritem'),
        ),
        migrations.AlterField(
            model_name='selfassessment',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='self_assessments', to='programme.borderpost'),
        ),
    ]
