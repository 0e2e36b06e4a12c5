"""In which words other reports tell of an event."""

from collections.abc import Iterable, Sequence

from django.db.models import F

from analysis import models
from ingest.models import ArticleVersion

# So many sentences show how an outlet puts it; the report itself has the rest.
SENTENCES = 3
LEAD_LETTERS = 220

_CLAIMS: tuple[type[models.Quoted], ...] = (
    models.CeasefireClaim,
    models.DisplacementFigure,
    models.Stance,
)


def in_words(article_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Give for each article the sentences of its claims in the order of its text, the first ones
    only; its lead where it claims nothing."""
    said: dict[int, dict[str, int]] = {article: {} for article in article_ids}
    for model in _CLAIMS:
        claims = model._default_manager.filter(article__in=article_ids)
        for article, quote, start in claims.values_list("article", "quote", "start"):
            said[article].setdefault(quote, start)
    silent = [article for article, quotes in said.items() if not quotes]
    leads = _leads(silent)
    return {
        article: _first(quotes) or ((leads[article],) if leads.get(article) else ())
        for article, quotes in said.items()
    }


def _first(quotes: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(quotes, key=lambda quote: quotes[quote])[:SENTENCES])


def _leads(article_ids: Iterable[int]) -> dict[int, str]:
    versions = ArticleVersion.objects.filter(
        article__in=list(article_ids), article__current=F("pk")
    )
    return {
        article: _shortened(text.partition("\n")[2].strip().partition("\n")[0])
        for article, text in versions.values_list("article", "text")
    }


def _shortened(lead: str) -> str:
    if len(lead) <= LEAD_LETTERS:
        return lead
    return lead[:LEAD_LETTERS].rpartition(" ")[0] + " …"
