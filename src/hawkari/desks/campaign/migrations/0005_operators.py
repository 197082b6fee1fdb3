# The clusters of adverts between readings.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaign', '0004_referrals'),
        ('evidence', '0030_legal_advisers'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClusterKeep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.BinaryField(default=bytes)),
                ('at', models.DateTimeField(auto_now=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.agency')),
                ('operation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.operation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('operation', 'agency'), name='clusters_once')],
            },
        ),
    ]
