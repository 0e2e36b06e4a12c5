"""Reads over the registries and the extracted rows."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ingest.models import Source

if TYPE_CHECKING:
    from analysis.models import Actor, CeasefireClaim, DisplacementFigure, Stance
else:  # a queryset is imported by the models that it is typed over
    Actor = CeasefireClaim = DisplacementFigure = Stance = models.Model

# What every row's evidence needs: the article, its outlet, the version, and who reprinted it.
EVIDENCE = ("article__source", "version")
REPRINTS = "article__reprints__source"
# Nothing lies within these places.
SPOTS = ("SETTLEMENT", "CAMP", "SITE")
# Whole texts would come once for every sentence quoted from them.
UNREAD = ("article__feed_text", "version__text", "version__note")


def day_bounds(since: date, until: date) -> tuple[datetime, datetime]:
    """Give the moments between which (the second excluded) lie the days, both included, in UTC."""
    start = datetime.combine(since, time.min, UTC)
    return start, datetime.combine(until + timedelta(days=1), time.min, UTC)


def in_articles(
    prefix: str,
    *,
    since: date,
    until: date,
    source: str = "",
    language: str = "",
    outlet_country: str = "",
    with_undated: bool = False,
    dated: str = "",
) -> Q:
    """Select rows by the article that `prefix` leads to ("" for articles themselves). `dated` names
    the column that has the article's date where the rows keep it, too."""
    start, end = day_bounds(since, until)
    dated = dated or f"{prefix}published_at"
    days = Q(**{f"{dated}__gte": start, f"{dated}__lt": end})
    if with_undated:
        days |= Q(**{f"{dated}__isnull": True})
    return days & printed_by(
        prefix, source=source, language=language, outlet_country=outlet_country
    )


def source_keys(slug: str) -> list[int]:
    """Give the key of a source, none where there is none of this slug. By its key a database knows
    how much of all there is its own, and plans for that; by its slug it does not."""
    return list(Source.objects.filter(slug=slug).values_list("pk", flat=True))


def printed_by(prefix: str, *, source: str, language: str, outlet_country: str) -> Q:
    """Select rows by the outlet and language of the article that `prefix` leads to; "" is any."""
    found = Q()
    if source:
        found &= Q(**{f"{prefix}source__in": source_keys(source)})
    if language:
        found &= Q(**{f"{prefix}language": language})
    if outlet_country:
        found &= Q(**{f"{prefix}source__country": outlet_country})
    return found


def in_place(prefix: str, *, slug: str, name_en: str, country: str, is_country: bool) -> Q:
    """Select rows whose place is this one or lies within it."""
    inside = Q(**{f"{prefix}admin_path__contains": name_en})
    if country:
        inside &= Q(**{f"{prefix}country": country})
    if is_country:
        inside = Q(**{f"{prefix}country": country})
    return Q(**{f"{prefix}slug": slug}) | inside


class ActorQuerySet(models.QuerySet["Actor"]):
    def named(self, pattern: str) -> Self:
        """Return actors with a name or alias in which the regular expression is found."""
        found = Q(name_en__iregex=pattern) | Q(name_ar__iregex=pattern)
        alias = self.model._default_manager.filter(aliases__text__iregex=pattern).values("pk")
        return self.filter(found | Q(pk__in=alias))

    def parties(self) -> Self:
        """Return actors that some ceasefire has as a party."""
        return self._told_of_in("ceasefires")

    def with_stances(self) -> Self:
        """Return actors that take a stance or receive one."""
        return self._told_of_in("stances_held", "stances_received")

    def reporters(self) -> Self:
        """Return actors to whom some displacement figure is attributed."""
        return self._told_of_in("figure_parts")

    def framed(self) -> Self:
        """Return actors that some outlet uses loaded words for."""
        return self._told_of_in("framings")

    def _told_of_in(self, *relations: str) -> Self:
        """Return actors that have a row of one of these relations. A row of each is looked for:
        a join would read all of them."""
        told = Q()
        for relation in relations:
            me = self.model._default_manager.filter(pk=OuterRef("pk"))
            told |= Q(Exists(me.filter(**{f"{relation}__isnull": False})))
        return self.filter(told)


class ClaimQuerySet(models.QuerySet["CeasefireClaim"]):
    """Ceasefire claims."""


class FigureQuerySet(models.QuerySet["DisplacementFigure"]):
    """Figures of displacement."""


class StanceQuerySet(models.QuerySet["Stance"]):
    def telling(self) -> Self:
        """Return stances that take a side or stay neutral, and so say something."""
        return self.exclude(polarity="INSUFFICIENT")
