"""Plain functions that store one row with whatever a test does not care about filled in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from analysis import models
from analysis.terms import PartyRole, PlaceRole
from ingest.models import Article, ArticleVersion, Feed, Source
from ingest.records import Outcome, PublishedOrigin

_numbers = count(1)

FETCHED_AT = datetime(2020, 1, 1, tzinfo=UTC)


def noon(on: date | None) -> datetime | None:
    return datetime.combine(on, time(12), UTC) if on else None


def make_source(name: str = "", **fields: Any) -> Source:
    number = next(_numbers)
    values = {"slug": f"source-{number}", "name": name or f"Outlet {number}", "is_enabled": True}
    return Source.objects.create(**{**values, **fields})


def make_feed(source: Source, **fields: Any) -> Feed:
    values = {"url": f"https://outlet.example/feed/{next(_numbers)}"}
    return Feed.objects.create(source=source, **{**values, **fields})


def make_article(
    text: str = "Headline\nThe two sides agreed on a truce.",
    *,
    source: Source | None = None,
    published_on: date | None = date(2019, 10, 17),
    language: str = "en",
    **fields: Any,
) -> Article:
    """Store an article with one version, as it is after its page was read."""
    values = {
        "canonical_url": f"https://outlet.example/article/{next(_numbers)}",
        "title": text.split("\n", 1)[0],
        "published_at": noon(published_on),
        "published_origin": PublishedOrigin.FEED if published_on else PublishedOrigin.NONE,
        "fetched_at": FETCHED_AT,
        "language": language,
        "direction": "rtl" if language in {"ar", "fa", "he"} else "ltr",
        "outcome": Outcome.OK,
    }
    article = Article.objects.create(source=source or make_source(), **{**values, **fields})
    article.current = make_version(article, text)
    article.save()
    return article


def make_version(article: Article, text: str, number: int = 1) -> ArticleVersion:
    return ArticleVersion.objects.create(
        article=article,
        number=number,
        title=text.split("\n", 1)[0],
        text=text,
        content_hash=f"hash-{next(_numbers)}",
        extractor="test",
        fetched_at=FETCHED_AT,
    )


def make_reprint(original: Article, source: Source | None = None) -> Article:
    """Store another outlet's printing of the same report, as it is after it was recognised."""
    return Article.objects.create(
        source=source or make_source(),
        canonical_url=f"https://outlet.example/article/{next(_numbers)}",
        title=original.title,
        published_at=original.published_at,
        language=original.language,
        direction=original.direction,
        outcome=Outcome.DUPLICATE,
        duplicate_of=original,
    )


def make_actor(name: str = "", name_ar: str = "", **fields: Any) -> models.Actor:
    number = next(_numbers)
    values = {"slug": f"actor-{number}", "kind": "STATE"}
    return models.Actor.objects.create(
        name_en=name or f"Actor {number}", name_ar=name_ar, **{**values, **fields}
    )


def make_place(name: str = "", name_ar: str = "", **fields: Any) -> models.Place:
    number = next(_numbers)
    values = {"slug": f"place-{number}", "feature": "SETTLEMENT"}
    return models.Place.objects.create(
        name_en=name or f"Place {number}", name_ar=name_ar, **{**values, **fields}
    )


def _span(article: Article, quote: str | None) -> dict[str, Any]:
    """Give what every extracted row carries, for a quote that stands in the article's text."""
    version = article.current
    assert version is not None
    said = quote if quote is not None else version.text.split("\n")[-1]
    start = version.text.index(said)
    return {
        "article": article,
        "version": version,
        "start": start,
        "end": start + len(said),
        "quote": said,
        "score": 0.9,
        "extractor": "test",
    }


def make_mention(
    article: Article, actor: models.Actor | None = None, quote: str | None = None, **fields: Any
) -> models.Mention:
    return models.Mention.objects.create(
        **{**_span(article, quote), "type": "ORG", "actor": actor, "acts": True, **fields}
    )


def make_claim(
    article: Article,
    quote: str | None = None,
    *,
    parties: tuple[models.Actor, ...] = (),
    places: tuple[models.Place, ...] = (),
    parts: Mapping[PartyRole, tuple[models.Actor, ...]] | None = None,
    **fields: Any,
) -> models.CeasefireClaim:
    values = {"kind": "AGREED", "date_accuracy": "UNCLEAR", "factuality": "ASSERTED"}
    claim = models.CeasefireClaim.objects.create(**{**_span(article, quote), **values, **fields})
    for role, actors in {PartyRole.PARTY: parties, **(parts or {})}.items():
        for actor in actors:
            claim.actors.create(actor=actor, name=actor.name_en, role=role)
    for place in places:
        claim.places.create(place=place, name=place.name_en)
    return claim


def make_ceasefire(
    *, parties: tuple[models.Actor, ...] = (), places: tuple[str, ...] = (), **fields: Any
) -> models.Ceasefire:
    values = {
        "key": f"ceasefire-{next(_numbers)}",
        "name": " – ".join(actor.name_en for actor in parties) or "unnamed",
        "status": "IN_EFFECT",
        "side": "BILATERAL",
        "party_names": [actor.name_en for actor in parties],
        "place_names": list(places),
        "first_reported_on": date(2019, 10, 17),
    }
    ceasefire = models.Ceasefire.objects.create(**{**values, **fields})
    ceasefire.parties.set(parties)
    return ceasefire


def make_figure(
    article: Article,
    quote: str | None = None,
    *,
    reporters: tuple[models.Actor, ...] = (),
    places: tuple[tuple[models.Place, PlaceRole], ...] = (),
    **fields: Any,
) -> models.DisplacementFigure:
    span = _span(article, quote)
    values = {
        "reported": 300_000,
        "quantifier": "EXACT",
        "unit": "PERSON",
        "term": "DISPLACED",
        "category": "NEW_DISPLACEMENT",
        "measure": "FLOW",
        "date_accuracy": "UNCLEAR",
        "factuality": "ASSERTED",
        "figure_start": span["start"],
        "figure_end": span["end"],
    }
    figure = models.DisplacementFigure.objects.create(**{**span, **values, **fields})
    for actor in reporters:
        figure.reporters.create(actor=actor, name=actor.name_en)
    for place, role in places:
        figure.places.create(place=place, name=place.name_en, role=role)
    return figure


def make_stance(
    article: Article,
    holder: models.Actor,
    target: models.Actor,
    quote: str | None = None,
    **fields: Any,
) -> models.Stance:
    values = {
        "holder": holder,
        "holder_name": holder.name_en,
        "target": target,
        "target_name": target.name_en,
        "polarity": "OPPOSE",
        "act": "ACCUSE",
    }
    return models.Stance.objects.create(**{**_span(article, quote), **values, **fields})
