"""Writes of stories: where the machine puts a report, and where people do.

What a person put together or apart stays so: the machine leaves reports alone on which a decision
stands.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

import numpy as np
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from pgvector.django import CosineDistance

from analysis.models import StoryDecision, StoryKind, StoryMove, StoryPoint
from analysis.stories import WINDOW, Neighbour, Opening, story_for
from ingest.models import Article, ArticleVersion, Story

# Of a week's reports the most alike decide.
NEIGHBOURS_READ = 30
# One number for all workers: two reports of one event at the same moment would each stay alone.
_LOCK = 7_394_102


class StoryError(ValueError):
    """Reports cannot be moved, or not back; the message says why, for the person who tries."""


@transaction.atomic
def place(version_id: int, opening: Opening, *, model: str) -> int | None:
    """Keep a report's opening and put the report into the story that it tells, with its reprints.

    Return the story's id; None for a vector of zeros, which says nothing.
    """
    if not np.any(opening.vector):
        return None
    _lock()
    version = ArticleVersion.objects.select_related("article").get(pk=version_id)
    article = version.article
    seen_at = article.published_at or version.fetched_at
    point, _created = StoryPoint.objects.update_or_create(
        article=article,
        defaults={
            "vector": opening.vector.tolist(),
            "model": model[:64],
            "seen_at": seen_at,
            "actors": sorted(opening.actors),
            "places": sorted(opening.places),
            "countries": sorted(opening.countries),
            "figures": sorted(opening.figures),
        },
    )
    if not is_decided(article.pk):
        _move_by_machine(article, story_for(opening, neighbours_of(point)))
    return article.story_id


def neighbours_of(point: StoryPoint) -> list[Neighbour]:
    """Return the reports of the same days that are most alike, nearest first."""
    near = _near(point).select_related("article")[:NEIGHBOURS_READ]
    return [
        Neighbour(story=other.article.story_id, seen_at=other.seen_at, opening=_opening(other))
        for other in near
        if other.article.story_id is not None
    ]


def _near(point: StoryPoint) -> "QuerySet[StoryPoint]":
    # Days first, by the index; what they leave is few enough to be compared one by one.
    same_days = StoryPoint.objects.filter(
        model=point.model,
        seen_at__range=(point.seen_at - WINDOW, point.seen_at + WINDOW),
        article__story__isnull=False,
    )
    return same_days.exclude(pk=point.pk).order_by(CosineDistance("vector", point.vector), "pk")


def _opening(point: StoryPoint) -> Opening:
    return Opening(
        vector=np.asarray(point.vector, dtype=np.float32),
        actors=frozenset(point.actors),
        places=frozenset(point.places),
        countries=frozenset(point.countries),
        figures=frozenset(point.figures),
    )


def is_decided(article_id: int) -> bool:
    """Say whether a person's decision on this report stands."""
    return StoryMove.objects.filter(article=article_id, decision__undone_at=None).exists()


def _move_by_machine(article: Article, story_id: int | None) -> None:
    if story_id is None:
        shared = Article.objects.filter(story=article.story_id, duplicate_of=None)
        if article.story_id is not None and not shared.exclude(pk=article.pk).exists():
            return
        story_id = Story.objects.create().pk
    _move({article.pk: story_id})
    article.story_id = story_id


def _move(stories: Mapping[int, int]) -> None:
    """Put each report, with its reprints, into its story; stories left without any are deleted."""
    left = set(Article.objects.filter(pk__in=stories).values_list("story_id", flat=True))
    for article_id, story_id in stories.items():
        Article.objects.filter(pk=article_id).update(story=story_id)
        Article.objects.filter(duplicate_of=article_id).update(story=story_id)
    Story.objects.filter(pk__in=left - {None}, articles=None).delete()


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


# --- What people decide --------------------------------------------------------------------------


def reports_of(story_ids: Iterable[int]) -> "QuerySet[Article]":
    """Return the reports of stories without the reprints, which follow them."""
    found = Article.objects.filter(story__in=list(story_ids), duplicate_of=None)
    return found.order_by("published_at", "pk")


def near_stories(story_id: int, *, limit: int) -> list[Article]:
    """Return, for the stories that are most like this one, the report that is likest."""
    point = StoryPoint.objects.filter(article__story=story_id).order_by("seen_at", "pk").first()
    if point is None:
        return []
    near = _near(point).exclude(article__story=story_id).select_related("article__source")
    first: dict[int | None, Article] = {}
    for other in near[:NEIGHBOURS_READ]:
        first.setdefault(other.article.story_id, other.article)
    return list(first.values())[:limit]


def decisions_on(story_id: int) -> "QuerySet[StoryDecision]":
    """Return the decisions that put reports into a story or took them out, the latest first."""
    moves = StoryMove.objects.filter(Q(from_story=story_id) | Q(to_story=story_id))
    found = StoryDecision.objects.filter(pk__in=moves.values("decision"))
    return found.select_related("decided_by", "undone_by")


@transaction.atomic
def merge(
    story_ids: Iterable[int], *, user: AbstractBaseUser, now: datetime, note: str = ""
) -> int:
    """Make one story of several, the oldest one; return its id. Raises StoryError."""
    _lock()
    ids = sorted(Story.objects.filter(pk__in=list(story_ids)).values_list("pk", flat=True))
    if len(ids) < 2:
        raise StoryError(_("Choose two stories or more."))
    moves = {report.pk: ids[0] for report in reports_of(ids)}
    _decide(StoryKind.MERGE, moves, user, now, note)
    return ids[0]


@transaction.atomic
def split(
    story_id: int,
    article_ids: Iterable[int],
    *,
    user: AbstractBaseUser,
    now: datetime,
    note: str = "",
) -> int:
    """Take reports out of a story into one of their own; return its id. Raises StoryError."""
    _lock()
    reports = [report.pk for report in reports_of([story_id])]
    taken = set(article_ids) & set(reports)
    if not taken or len(taken) == len(reports):
        raise StoryError(_("Choose some of the story's reports, not all of them."))
    new = Story.objects.create().pk
    moves = {pk: new if pk in taken else story_id for pk in reports}
    _decide(StoryKind.SPLIT, moves, user, now, note)
    return new


@transaction.atomic
def undo(decision_id: int, *, user: AbstractBaseUser, now: datetime) -> None:
    """Put a decision's reports back where they were. Raises StoryError if they moved since."""
    _lock()
    decision = StoryDecision.objects.select_for_update().get(pk=decision_id)
    moves = list(decision.moves.select_related("article"))
    if decision.undone_at is not None:
        raise StoryError(_("This decision has been undone already."))
    if any(move.article.story_id != move.to_story for move in moves):
        raise StoryError(_("A later decision moved some of these reports: undo that one first."))
    decision.undone_by_id, decision.undone_at = user.pk, now
    decision.save()
    for story_id in {move.from_story for move in moves}:
        Story.objects.get_or_create(pk=story_id)
    _move({move.article_id: move.from_story for move in moves})


def _decide(
    kind: StoryKind, moves: Mapping[int, int], user: AbstractBaseUser, now: datetime, note: str
) -> None:
    decision = StoryDecision.objects.create(
        kind=kind, note=note, decided_by_id=user.pk, decided_at=now
    )
    was = dict(Article.objects.filter(pk__in=moves).values_list("pk", "story_id"))
    StoryMove.objects.bulk_create(
        StoryMove(decision=decision, article_id=pk, from_story=was[pk], to_story=story)
        for pk, story in moves.items()
    )
    _move(moves)
