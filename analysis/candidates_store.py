"""Keeps the queue of unknown names true to the mentions, and what people decided to the texts.

A mention without a link has an empty key until it was looked at here, so that each refresh looks
at what is new alone. When an article is analysed again its mentions are new, and what was decided
on a name is laid over them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, Substr

from analysis import registry_store
from analysis.candidates import (
    NO_NAME,
    UNKNOWN,
    Context,
    KnownName,
    KnownNames,
    Near,
    context_of,
    key_of,
    language_of,
    most_common,
)
from analysis.models import Candidate, CandidateState, Mention
from analysis.records import ActorEntry, PlaceEntry
from analysis.terms import LinkMethod
from ingest.models import Article

# One number for all workers: the queue is refreshed by one at a time.
REFRESH_LOCK = 7_301_002
BATCH = 2000
# Work of one refresh: a first one over years of articles is spread over several.
MENTIONS_A_TIME = 20_000
NEAREST_A_TIME = 200
NEAREST_SHOWN = 5
CONTEXT_WIDTH = 160  # characters on each side of a name
LIST_WIDTH = 80
_NAME_LENGTH = 200  # the column's width
_COUNTED = ("name", "type", "languages", "article_count", "first_seen_on", "last_seen_on")

_DECIDED = (CandidateState.ADDED, CandidateState.MERGED)
_LONGEST_AGO = F("nearest_at").asc(nulls_first=True)
UNLINKED = Q(actor=None, place=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh did: mentions looked at and linked by a decision, names queued and dropped."""

    looked_at: int = 0
    linked: int = 0
    queued: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An article that prints a name, and how."""

    article: Article
    context: Context


@dataclass(frozen=True, slots=True)
class _Count:
    articles: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class _Form:
    quote: str
    type: str
    language: str
    count: int


def refresh(now: datetime) -> Refreshed:
    """Bring the queue up to date with the mentions that came and went since the last time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REFRESH_LOCK])
        looked_at, keys = _look_at_new()
        _reopen_orphans()
        linked = _lay_decisions_over(keys)
        queued, dropped = _recount(keys)
    _find_nearest(now)
    return Refreshed(looked_at=looked_at, linked=linked, queued=queued, dropped=dropped)


def _look_at_new() -> tuple[int, set[str]]:
    """Give new mentions without a link their keys, and return those.

    Mentions of an article that is being analysed just now are left for the next time.
    """
    new = Mention.objects.filter(UNLINKED, key="").select_for_update(skip_locked=True)
    rows = list(new.order_by("pk").only("pk", "quote", "reason")[:MENTIONS_A_TIME])
    for row in rows:
        row.key = key_of(row.quote) if row.reason in UNKNOWN else NO_NAME
    Mention.objects.bulk_update(rows, ["key"], batch_size=BATCH)
    return len(rows), {row.key for row in rows} - {NO_NAME}


def _reopen_orphans() -> None:
    """Ask again about names whose actor or place was deleted from the registry."""
    Candidate.objects.filter(UNLINKED, state__in=_DECIDED).update(state=CandidateState.OPEN)


def _lay_decisions_over(keys: Collection[str]) -> int:
    decided = Candidate.objects.filter(key__in=keys, state__in=_DECIDED)
    return sum(link_mentions(candidate) for candidate in decided)


def link_mentions(candidate: Candidate) -> int:
    """Link the mentions of a name that still lack a link to what a person decided; count them."""
    return Mention.objects.filter(UNLINKED, key=candidate.key).update(
        actor=candidate.actor, place=candidate.place, method=LinkMethod.HUMAN, reason=""
    )


def _recount(keys: Collection[str]) -> tuple[int, int]:
    """Count the articles of new names and of those in the queue; return how many names were queued
    and how many dropped, as too few articles print them now."""
    rows = {row.key: row for row in Candidate.objects.exclude(state__in=_DECIDED)}
    decided = Candidate.objects.filter(key__in=keys, state__in=_DECIDED)
    asked = (set(keys) | rows.keys()) - set(decided.values_list("key", flat=True))
    counts = _counts(asked)
    moved = [k for k, count in counts.items() if k not in rows or _has_moved(rows[k], count)]
    forms = _forms(moved)
    told = [_filled(rows.get(key) or Candidate(key=key), counts[key], forms[key]) for key in moved]
    Candidate.objects.bulk_create([row for row in told if row.pk is None])
    Candidate.objects.bulk_update([row for row in told if row.pk], _COUNTED, batch_size=BATCH)
    gone = [row.pk for key, row in rows.items() if key not in counts]
    dropped = Candidate.objects.filter(pk__in=gone, state=CandidateState.OPEN, decisions=None)
    return len(counts.keys() - rows.keys()), dropped.delete()[0]


def _has_moved(row: Candidate, count: _Count) -> bool:
    before = (row.article_count, row.first_seen_on, row.last_seen_on)
    return before != (count.articles, count.first_on, count.last_on)


def _counts(keys: Collection[str]) -> dict[str, _Count]:
    """Count the articles of each of these names that enough articles print."""
    named = Mention.objects.filter(UNLINKED, key__in=keys).order_by().values("key")
    rows = named.annotate(
        articles=Count("article", distinct=True),
        first=Min("article__published_at"),
        last=Max("article__published_at"),
    ).filter(articles__gte=settings.CANDIDATE_ARTICLES)
    return {
        row["key"]: _Count(row["articles"], _day(row["first"]), _day(row["last"])) for row in rows
    }


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _forms(keys: Collection[str]) -> dict[str, list[_Form]]:
    """Return how each name is written, in which language and as what, with how often."""
    found: dict[str, list[_Form]] = defaultdict(list)
    named = Mention.objects.filter(UNLINKED, key__in=keys).order_by()
    rows = named.values_list("key", "quote", "type", "article__language", Count("pk"))
    for key, quote, type_, language, count in rows:
        found[key].append(_Form(quote, type_, language, count))
    return found


def _filled(row: Candidate, count: _Count, forms: Sequence[_Form]) -> Candidate:
    row.name = most_common((form.quote, form.count) for form in forms)[0][:_NAME_LENGTH]
    row.type = most_common((form.type, form.count) for form in forms)[0]
    row.languages = most_common((form.language, form.count) for form in forms)
    row.article_count = count.articles
    row.first_seen_on, row.last_seen_on = count.first_on, count.last_on
    return row


def forms_by_language(key: str) -> dict[str, str]:
    """Return the usual spelling of an unknown name in each language of its articles."""
    counted: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for form in _forms([key])[key]:
        counted[language_of(form.quote, form.language)].append((form.quote, form.count))
    return {language: most_common(forms)[0] for language, forms in counted.items()}


def _find_nearest(now: datetime) -> None:
    """Find the known names nearest to those in the queue, again after the registries change."""
    changed = registry_store.stamp()
    last = max((moment for _, moment in changed if moment), default=None)
    stale = Q(nearest_at=None) | (Q(nearest_at__lt=last) if last else Q())
    waiting = Candidate.objects.filter(stale, state=CandidateState.OPEN)
    rows = list(waiting.order_by(_LONGEST_AGO, "-article_count")[:NEAREST_A_TIME])
    if rows:
        names = _known_names(changed)
        for row in rows:
            near = names.nearest(row.name, limit=NEAREST_SHOWN)
            row.nearest, row.nearest_at = [_told(one) for one in near], now
        Candidate.objects.bulk_update(rows, ["nearest", "nearest_at"], batch_size=BATCH)


def _told(near: Near) -> dict[str, object]:
    known = near.known
    return {
        "is_actor": known.is_actor,
        "id": known.id,
        "name_en": known.name_en,
        "name_ar": known.name_ar,
        "text": known.text,
        "score": near.score,
    }


@lru_cache(maxsize=1)
def _known_names(_stamp: registry_store.Stamp) -> KnownNames:
    return KnownNames(_names())


def _names() -> Iterator[KnownName]:
    for actor in registry_store.read_actors():
        texts = (actor.name_en, actor.name_ar, *(alias.text for alias in actor.aliases))
        yield from _names_of(actor, texts, is_actor=True)
    for place in registry_store.read_places():
        texts = (place.name_en, place.name_ar, *place.aliases)
        yield from _names_of(place, texts, is_actor=False)


def _names_of(
    entry: ActorEntry | PlaceEntry, texts: Iterable[str], *, is_actor: bool
) -> Iterator[KnownName]:
    for text in filter(None, dict.fromkeys(texts)):
        yield KnownName(
            is_actor=is_actor,
            id=entry.id,
            text=text,
            name_en=entry.name_en,
            name_ar=entry.name_ar,
        )


def sightings(candidate: Candidate, *, limit: int) -> list[Sighting]:
    """Return the latest articles that print a name, once each, with the name in its context."""
    named = mentions_of(candidate).order_by("article_id", "start").distinct("article_id")
    rows = (
        Mention.objects.filter(pk__in=named.values("pk"))
        .select_related("article__source", "version")
        .order_by(F("article__published_at").desc(nulls_last=True), "-pk")[:limit]
    )
    return [
        Sighting(
            article=row.article,
            context=context_of(row.version.text, row.start, row.end, width=CONTEXT_WIDTH),
        )
        for row in rows
    ]


def with_context(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Add `context` to names: the words around the latest mention that waits, None without one."""
    waiting = Mention.objects.filter(UNLINKED, key=OuterRef("key"))
    words = Substr("version__text", Greatest(F("start") + 1 - LIST_WIDTH, 1), 2 * LIST_WIDTH)
    latest = waiting.order_by(F("article__published_at").desc(nulls_last=True), "-pk")
    return rows.annotate(context=Subquery(latest.values_list(words)[:1]))


def mentions_of(candidate: Candidate) -> QuerySet[Mention]:
    """Return the mentions that wait for a decision on a name, or were linked by it."""
    linked = Mention.objects.filter(key=candidate.key)
    if candidate.actor_id:
        return linked.filter(actor_id=candidate.actor_id)
    if candidate.place_id:
        return linked.filter(place_id=candidate.place_id)
    return linked.filter(UNLINKED)
