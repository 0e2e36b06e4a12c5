"""Names in texts, who stands where toward whom, and an outlet's own loaded words."""

from django.db import models

from analysis import terms
from analysis.models.quotes import Quoted, choices, printed_at_field
from analysis.models.registries import Actor, Place
from analysis.querysets import StanceQuerySet
from ingest.models import Article


class Mention(Quoted):
    """A name in a text, linked to an actor or a place, or to none with the reason."""

    # Its index is names_of_article.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    type = models.CharField(max_length=3, choices=choices(terms.EntityType))
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    acts = models.BooleanField(default=False)
    method = models.CharField(max_length=8, blank=True, choices=choices(terms.LinkMethod))
    reason = models.CharField(max_length=200, blank=True)
    # Of a name without a link, once it was looked at (analysis/candidates.py): its folded form.
    key = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ("article", "start")
        indexes = (
            models.Index(
                fields=("key",),
                condition=models.Q(actor=None, place=None),
                name="mention_of_unknown_name",
            ),
            # The pages count reports, not mentions: which articles name an actor or a place.
            models.Index(
                fields=("actor", "article"),
                condition=models.Q(actor__isnull=False),
                name="mention_of_actor",
            ),
            models.Index(
                fields=("place", "article"),
                condition=models.Q(place__isnull=False),
                name="mention_of_place",
            ),
            # Whom and what an article names is told by the index alone.
            models.Index(fields=("article",), include=("actor", "place"), name="names_of_article"),
        )


class Stance(Quoted):
    """A holder for or against a target, in one sentence."""

    holder = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="stances_held"
    )
    holder_name = models.CharField(max_length=200)
    target = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="stances_received"
    )
    target_name = models.CharField(max_length=200)
    polarity = models.CharField(max_length=12, choices=choices(terms.Polarity))
    act = models.CharField(max_length=10, choices=choices(terms.Act))
    printed_at = printed_at_field()

    objects = StanceQuerySet.as_manager()

    class Meta:
        ordering = ("article", "start")
        indexes = (
            models.Index(fields=("printed_at",), name="stances_of_days"),
            models.Index(fields=("holder", "printed_at"), name="stances_of_holder"),
            models.Index(fields=("target", "printed_at"), name="stances_of_target"),
        )


class Framing(Quoted):
    """An outlet's own loaded words in one sentence: how it frames, never a stance of an actor.

    `words_start` is where they stand in the text, None in rows of before that was kept."""

    term = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    words_start = models.PositiveIntegerField(null=True)
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="framings"
    )
    printed_at = printed_at_field()

    class Meta:
        ordering = ("article", "start")
        indexes = (
            models.Index(fields=("actor", "term"), name="framing_of_actor"),
            models.Index(fields=("printed_at",), name="framings_of_days"),
            models.Index(fields=("actor", "printed_at"), name="framings_of_actor"),
        )
