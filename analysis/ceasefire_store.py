"""Keeps the table of ceasefires true to the claims: built anew from all of them, at one stroke.

Sample claims and real ones never meet in one ceasefire.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, transaction

from analysis import events
from analysis.ceasefire_rows import CeasefireEvent, ClaimRow, PlaceRef
from analysis.models import Actor, Ceasefire, CeasefireClaim, ClaimActor, ClaimPlace
from analysis.records import CeasefireKind, Factuality, NamedActor, PartyRole, PlaceFeature

# One number for all workers: ceasefires are rebuilt by one at a time.
REBUILD_LOCK = 7_301_001
# The longest name of a ceasefire: the column's width.
NAME_LENGTH = 300


def rebuild(today: date) -> int:
    """Build all ceasefires from all claims as they stand on `today` and count them."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REBUILD_LOCK])
        claims = list(
            CeasefireClaim.objects.select_related("article__source").prefetch_related(
                "actors__actor", "places__place"
            )
        )
        kept = [
            row
            for is_sample in (False, True)
            for row in _rebuild_part(
                [c for c in claims if c.article.source.is_sample is is_sample], is_sample, today
            )
        ]
        Ceasefire.objects.exclude(pk__in=kept).delete()
    return len(kept)


def drop_empty() -> int:
    """Delete ceasefires whose last claim went away with its article; count them."""
    return Ceasefire.objects.filter(claims=None).delete()[0]


def _rebuild_part(claims: Sequence[CeasefireClaim], is_sample: bool, today: date) -> list[int]:
    rows, by_key = _rows(claims)
    return [
        _save(event, [by_key[key] for key in event.claims], is_sample)
        for event in events.build_ceasefires(rows, today)
    ]


def _rows(claims: Iterable[CeasefireClaim]) -> tuple[list[ClaimRow], dict[str, CeasefireClaim]]:
    """Give each claim a key that is the same after its article is analysed again."""
    seen: Counter[tuple[int, str, int]] = Counter()
    by_key: dict[str, CeasefireClaim] = {}
    for claim in claims:
        place = (claim.article_id, claim.kind, claim.start)
        by_key[f"{claim.article_id}:{claim.start}:{claim.kind}:{seen[place]}"] = claim
        seen[place] += 1
    return [_row(key, claim) for key, claim in by_key.items()], by_key


def _row(key: str, claim: CeasefireClaim) -> ClaimRow:
    article = claim.article
    parts = list(claim.actors.all())
    return ClaimRow(
        key=key,
        article=str(article.pk),
        story=f"story {article.story_id}" if article.story_id else f"article {article.pk}",
        kind=CeasefireKind(claim.kind),
        published_on=article.published_at.date() if article.published_at else None,
        parties=_named(parts, PartyRole.PARTY),
        mediators=_named(parts, PartyRole.MEDIATOR),
        perpetrators=_named(parts, PartyRole.PERPETRATOR),
        alleged_by=_named(parts, PartyRole.ALLEGED_BY),
        places=tuple(map(_place, claim.places.all())),
        duration_hours=claim.duration_hours,
        declared_on=claim.declared_on,
        effective_on=claim.effective_on,
        ends_on=claim.ends_on,
        factuality=Factuality(claim.factuality),
    )


def _named(parts: Iterable[ClaimActor], role: PartyRole) -> tuple[NamedActor, ...]:
    return tuple(
        NamedActor(actor=part.actor.slug if part.actor else None, name=part.name)
        for part in parts
        if part.role == role
    )


def _place(part: ClaimPlace) -> PlaceRef:
    if part.place is None:
        return PlaceRef(key=part.name.casefold(), name=part.name)
    return PlaceRef(
        key=part.place.slug,
        name=part.name,
        country=part.place.country,
        is_country=part.place.feature == PlaceFeature.COUNTRY,
    )


def _save(event: CeasefireEvent, claims: Sequence[CeasefireClaim], is_sample: bool) -> int:
    row, _ = Ceasefire.objects.update_or_create(
        key=event.key,
        defaults={
            "name": name_of(event),
            "status": event.status,
            "status_reason": event.status_reason,
            "side": event.side,
            "party_names": [party.name for party in event.parties],
            "mediator_names": [mediator.name for mediator in event.mediators],
            "place_names": [place.name for place in event.places],
            "country": event.country,
            "first_reported_on": event.first_reported_on,
            "declared_on": event.declared_on,
            "effective_on": event.effective_on,
            "planned_end_on": event.planned_end_on,
            "ended_on": event.ended_on,
            "duration_hours": event.fixed_term_hours,
            "is_sample": is_sample,
        },
    )
    slugs = [party.actor for party in event.parties if party.actor]
    row.parties.set(Actor.objects.filter(slug__in=slugs))
    CeasefireClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(ceasefire=row)
    return row.pk


def name_of(event: CeasefireEvent) -> str:
    """Name a ceasefire by its place and parties, as far as they are known."""
    places = ", ".join(place.name for place in event.places[:2])
    parties = " – ".join(party.name for party in event.parties[:4])
    return ": ".join(part for part in (places, parties) if part)[:NAME_LENGTH] or "Unnamed"
