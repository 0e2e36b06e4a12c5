"""Finds the articles that say most nearly what one article says, in any language, by the vectors of
their openings (analysis/stories.py)."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q
from pgvector.django import CosineDistance

from analysis import models
from analysis.timelines.article_search import found_articles
from analysis.timelines.articles import article_row, with_counts
from analysis.timelines.search_records import AlikePage
from ingest.models import Article

SHOWN = 20
# Vectors are compared one by one, so not with all there are: with those of these days around, and
# with the newest that name what the article names most.
DAYS_AROUND = timedelta(days=30)
NAMES = 6
NEWEST_OF_A_NAME = 500
# Of 2: openings farther apart speak of other things.
FARTHEST = 0.6


def more_like(article_id: int) -> AlikePage | None:
    """List articles that are like one, the nearest first; None where there is no such article."""
    article = with_counts(Article.objects.filter(pk=article_id)).first()
    if article is None:
        return None
    original = article.duplicate_of_id or article.pk
    point = models.StoryPoint.objects.filter(article=original).first()
    near = _near(point) if point else ()
    return AlikePage(
        article=article_row(article), has_vector=point is not None, rows=found_articles(near)
    )


def has_vector(article_id: int) -> bool:
    """Say whether others like an article can be looked for."""
    return models.StoryPoint.objects.filter(article=article_id).exists()


def _near(point: models.StoryPoint) -> list[int]:
    same_days = (point.seen_at - DAYS_AROUND, point.seen_at + DAYS_AROUND)
    candidates = models.StoryPoint.objects.filter(
        Q(seen_at__range=same_days) | Q(article__in=_of_the_same_names(point.article_id)),
        model=point.model,
    ).exclude(article=point.article_id)
    distance = CosineDistance("vector", point.vector)
    nearest = candidates.annotate(distance=distance).order_by("distance", "pk")[:SHOWN]
    return [other.article_id for other in nearest if other.distance <= FARTHEST]


def _of_the_same_names(article_id: int) -> Sequence[int]:
    """Give the newest articles that name one of the names that an article names most."""
    mentions = models.Mention.objects.filter(article=article_id)
    named = Counter(mentions.values_list("actor", "place").order_by())
    newest = []
    for (actor, place), _count in named.most_common(NAMES):
        if actor or place:
            of_name = Q(actor=actor) if actor else Q(place=place)
            same = models.Mention.objects.filter(of_name).order_by("-article")
            newest.append(same.values("article")[:NEWEST_OF_A_NAME])
    if not newest:
        return ()
    first, *others = newest
    return [row["article"] for row in (first.union(*others) if others else first)]
