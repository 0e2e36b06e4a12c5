"""Keep beside claims when their article was published; triggers write it."""

from django.db import migrations, models

_CLAIMS = ("analysis_ceasefireclaim", "analysis_displacementfigure")
_OF_CLAIM = """
CREATE FUNCTION date_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.printed_at := (SELECT published_at FROM ingest_article WHERE id = NEW.article_id);
  RETURN NEW;
END $$;
"""
_ON_CLAIM = """
CREATE TRIGGER date_claim BEFORE INSERT OR UPDATE OF article_id, printed_at ON {table}
FOR EACH ROW EXECUTE FUNCTION date_claim();
UPDATE {table} claim SET printed_at = article.published_at
FROM ingest_article article WHERE article.id = claim.article_id;
"""
_OF_ARTICLE = """
CREATE FUNCTION date_claims_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE analysis_ceasefireclaim SET printed_at = NEW.published_at WHERE article_id = NEW.id;
  UPDATE analysis_displacementfigure SET printed_at = NEW.published_at WHERE article_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER date_claims_anew AFTER UPDATE OF published_at ON ingest_article
FOR EACH ROW WHEN (OLD.published_at IS DISTINCT FROM NEW.published_at)
EXECUTE FUNCTION date_claims_anew();
"""
_DROPPED = (
    "DROP TRIGGER date_claims_anew ON ingest_article; DROP FUNCTION date_claims_anew();"
    + "".join(f"DROP TRIGGER date_claim ON {table};" for table in _CLAIMS)
    + "DROP FUNCTION date_claim();"
)


def _field(model):
    return migrations.AddField(
        model_name=model,
        name="printed_at",
        field=models.DateTimeField(editable=False, null=True),
    )


class Migration(migrations.Migration):
    # An index cannot be made while rows of its table wait to be checked.
    atomic = False
    dependencies = [("analysis", "0011_framing")]

    operations = [
        _field("ceasefireclaim"),
        _field("displacementfigure"),
        migrations.RunSQL(
            _OF_CLAIM + "".join(_ON_CLAIM.format(table=table) for table in _CLAIMS) + _OF_ARTICLE,
            _DROPPED,
        ),
        migrations.AddIndex(
            model_name="ceasefireclaim",
            index=models.Index(fields=["printed_at", "ceasefire"], name="claims_of_days"),
        ),
        migrations.AddIndex(
            model_name="displacementfigure",
            index=models.Index(fields=["printed_at"], name="figures_of_days"),
        ),
    ]
