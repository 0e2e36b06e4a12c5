from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("analysis", "0012_dates_of_claims")]

    operations = [
        migrations.AddField(
            model_name="framing",
            name="words_start",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
