from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0023_route_figures'),
    ]

    operations = [
        migrations.AddField(
            model_name='disposal',
            name='figures',
            field=models.BigIntegerField(default=0),
        ),
    ]
