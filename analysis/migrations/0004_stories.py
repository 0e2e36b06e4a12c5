"""Stories across outlets and languages: the openings of reports, and what people decide."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgvector.django
import pgvector.django.vector
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analysis', '0003_page_indexes'),
        ('ingest', '0003_sources_of_all_kinds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgvector.django.VectorExtension(),
        migrations.CreateModel(
            name='StoryDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('MERGE', 'put together'), ('SPLIT', 'taken apart')], max_length=5)),
                ('note', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-decided_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='StoryMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_story', models.BigIntegerField(db_index=True)),
                ('to_story', models.BigIntegerField(db_index=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story_moves', to='ingest.article')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='analysis.storydecision')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='StoryPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vector', pgvector.django.vector.VectorField()),
                ('model', models.CharField(max_length=64)),
                ('seen_at', models.DateTimeField(db_index=True)),
                ('actors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('figures', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='story_point', to='ingest.article')),
            ],
        ),
    ]
