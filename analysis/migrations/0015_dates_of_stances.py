"""Keep beside stances and loaded words when their article was published, as beside claims."""

from django.db import migrations, models

_TABLES = ("analysis_stance", "analysis_framing")
_DATED = ("analysis_ceasefireclaim", "analysis_displacementfigure")
_ON_ROW = """
CREATE TRIGGER date_claim BEFORE INSERT OR UPDATE OF article_id, printed_at ON {table}
FOR EACH ROW EXECUTE FUNCTION date_claim();
UPDATE {table} said SET printed_at = article.published_at
FROM ingest_article article WHERE article.id = said.article_id;
"""


def _of_article(tables):
    updates = "".join(
        f"UPDATE {table} SET printed_at = NEW.published_at WHERE article_id = NEW.id;"
        for table in tables
    )
    return f"""
CREATE OR REPLACE FUNCTION date_claims_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {updates} RETURN NULL; END $$;
"""


def _field(model):
    return migrations.AddField(
        model_name=model,
        name="printed_at",
        field=models.DateTimeField(editable=False, null=True),
    )


def _index(model, fields, name):
    return migrations.AddIndex(model_name=model, index=models.Index(fields=fields, name=name))


class Migration(migrations.Migration):
    # An index cannot be made while rows of its table wait to be checked.
    atomic = False
    dependencies = [("analysis", "0014_counts_of_regions")]

    operations = [
        _field("stance"),
        _field("framing"),
        migrations.RunSQL(
            "".join(_ON_ROW.format(table=table) for table in _TABLES)
            + _of_article((*_DATED, *_TABLES)),
            "".join(f"DROP TRIGGER date_claim ON {table};" for table in _TABLES)
            + _of_article(_DATED),
        ),
        _index("stance", ["printed_at"], "stances_of_days"),
        _index("stance", ["holder", "printed_at"], "stances_of_holder"),
        _index("stance", ["target", "printed_at"], "stances_of_target"),
        _index("framing", ["printed_at"], "framings_of_days"),
        _index("framing", ["actor", "printed_at"], "framings_of_actor"),
    ]
