"""The countries that a report opens with, and places by name."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analysis', '0005_edits'),
    ]

    operations = [
        migrations.AddField(
            model_name='storypoint',
            name='countries',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), default=list, size=None),
        ),
        migrations.AlterField(
            model_name='storypoint',
            name='places',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None),
        ),
    ]
