"""Model rows to records: names, and the evidence of a row whose article was read with it.

Human decisions are laid over here: `Evidence.review` is where they show.
"""

from datetime import UTC, date, datetime

from analysis import models
from analysis.timelines.records import ClaimType, Evidence, Name
from ingest.models import Article, Source


def source_name(source: Source) -> Name:
    return Name(slug=source.slug, en=source.name, ar=source.name_ar)


def actor_name(actor: models.Actor | None, name: str = "") -> Name:
    """Name an actor as the registry does, or as the claim does where the registry lacks it."""
    if actor is None:
        return Name(slug=None, en=name)
    return Name(slug=actor.slug, en=actor.name_en, ar=actor.name_ar)


def place_name(place: models.Place | None, name: str = "") -> Name:
    if place is None:
        return Name(slug=None, en=name)
    return Name(slug=place.slug, en=place.name_en, ar=place.name_ar)


def published_on(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None


def reprinted_by(article: Article) -> tuple[Name, ...]:
    """Name the other outlets that printed the report, each once, in order of name."""
    others = {
        reprint.source.slug: source_name(reprint.source)
        for reprint in article.reprints.all()
        if reprint.source_id != article.source_id
    }
    return tuple(sorted(others.values(), key=lambda name: name.en))


def evidence(row: models.Quoted, claim_type: ClaimType) -> Evidence:
    article = row.article
    return Evidence(
        claim_type=claim_type,
        article_id=article.pk,
        version=row.version.number,
        is_current=row.version_id == article.current_id,
        start=row.start,
        end=row.end,
        quote=row.quote,
        title=article.title,
        source=source_name(article.source),
        published_on=published_on(article.published_at),
        language=article.language,
        direction=article.direction,
        is_sample=article.source.is_sample,
        reprinted_by=reprinted_by(article),
    )
