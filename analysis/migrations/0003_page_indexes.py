"""Indexes for the pages of actors and places: which articles name one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analysis', '0002_curation'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(condition=models.Q(('actor__isnull', False)), fields=['actor', 'article'], name='mention_of_actor'),
        ),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(condition=models.Q(('place__isnull', False)), fields=['place', 'article'], name='mention_of_place'),
        ),
    ]
