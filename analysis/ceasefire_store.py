"""Keeps the table of ceasefires true to the claims: built anew from all of them, at one stroke.

Sample claims and real ones never meet in one ceasefire.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from analysis.ceasefires import advice, events
from analysis.ceasefires.rows import (
    CeasefireEvent,
    ClaimRow,
    PlaceRef,
    Ruling,
    Suggestion,
    anchor_of,
)
from analysis.ceasefires.standing import Side, Standing, Tie, folded, home_of, standing
from analysis.models import (
    Actor,
    ActorAffiliation,
    Ceasefire,
    CeasefireClaim,
    CeasefireDecision,
    ClaimActor,
    ClaimPlace,
    Mention,
    Place,
)
from analysis.records import NamedActor
from analysis.terms import (
    ActorKind,
    AffiliationKind,
    CeasefireKind,
    Factuality,
    PartyRole,
    PlaceFeature,
    RulingKind,
)

# One number for all workers: ceasefires are rebuilt by one at a time.
REBUILD_LOCK = 7_301_001
# The longest name of a ceasefire: the column's width.
NAME_LENGTH = 300
# Whoever fights at home tells where the truce is.
FIGHTER_KINDS = (ActorKind.ARMED_GROUP, ActorKind.ORGANIZATION)
STATE_KINDS = (ActorKind.STATE, ActorKind.STATE_FORCE)
_STATE_FIELDS = ("article_id", "actor__slug", "actor__country")
_COUNTRY = PlaceFeature.COUNTRY


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
    stands_for = _standing()
    by_row = {row.key: folded(row, stands_for) for row in rows}
    built = events.build_ceasefires(rows, today, stands_for=stands_for, rulings=_rulings())
    hints = advice.suggestions(built, by_row)
    return [
        _save(
            event,
            [by_key[key] for key in event.claims],
            {
                "is_sample": is_sample,
                "history": _history([by_row[key] for key in event.claims], by_key),
                "suggestions": [_suggestion(s, by_key) for s in hints[event.key]],
            },
        )
        for event in built
    ]


def _rulings() -> list[Ruling]:
    """Give what people decided and did not undo, in the order in which they did."""
    return [
        Ruling(kind=RulingKind(row.kind), anchors=frozenset(row.anchors))
        for row in CeasefireDecision.objects.filter(undone_at=None)
    ]


def _history(
    rows: Sequence[ClaimRow], by_key: Mapping[str, CeasefireClaim]
) -> list[dict[str, Any]]:
    return [
        {**asdict(change), "on": change.on.isoformat(), "claim": _anchor(by_key[change.claim])}
        for change in advice.history(rows)
    ]


def _suggestion(
    suggestion: Suggestion, by_key: Mapping[str, CeasefireClaim]
) -> dict[str, str | list[str]]:
    anchors = [_anchor(by_key[key]) for key in suggestion.claims]
    reason, other = suggestion.reason, suggestion.other
    return {"kind": suggestion.kind.value, "reason": reason, "other": other, "anchors": anchors}


def _anchor(claim: CeasefireClaim) -> str:
    return anchor_of(claim.article.canonical_url, claim.quote)


def _rows(claims: Iterable[CeasefireClaim]) -> tuple[list[ClaimRow], dict[str, CeasefireClaim]]:
    """Give each claim a key that is the same after its article is analysed again, and whenever
    the article came in."""
    claims = list(claims)
    seen: Counter[tuple[int, str, int]] = Counter()
    by_key: dict[str, CeasefireClaim] = {}
    for claim in claims:
        place = (claim.article_id, claim.kind, claim.start)
        address = claim.article.canonical_url
        by_key[f"{address}:{claim.start:06}:{claim.kind}:{seen[place]}"] = claim
        seen[place] += 1
    homes = _homes(claims)
    rows = [_row(key, claim, homes.get(claim.article_id)) for key, claim in by_key.items()]
    return rows, by_key


def _standing() -> Standing:
    """Read the registry for who leads, speaks for and belongs to whom."""
    sides = (
        Side(
            slug=a.slug,
            name=a.name_en,
            kind=ActorKind(a.kind),
            country=a.country,
            parent=a.parent.slug if a.parent else "",
        )
        for a in Actor.objects.select_related("parent")
    )
    ties = (
        Tie(
            actor=t.actor.slug,
            kind=AffiliationKind(t.kind),
            related=t.related.slug,
            valid_from=t.valid_from,
            valid_to=t.valid_to,
        )
        for t in ActorAffiliation.objects.select_related("actor", "related")
    )
    return standing(sides, ties)


def _homes(claims: Sequence[CeasefireClaim]) -> dict[int, PlaceRef]:
    """Give the country that each article is about."""
    parties: dict[int, set[str]] = defaultdict(set)
    own: dict[int, set[str]] = defaultdict(set)
    told: dict[int, list[str]] = defaultdict(list)
    for claim in claims:
        actors = [part.actor for part in claim.actors.all() if part.actor]
        parties[claim.article_id] |= {actor.slug for actor in actors}
        own[claim.article_id] |= {
            part.actor.country
            for part in claim.actors.all()
            if part.actor and part.role == PartyRole.PARTY and part.actor.kind in STATE_KINDS
        }
        told[claim.article_id] += [p.place.country for p in claim.places.all() if p.place]
    mentions = Mention.objects.filter(article_id__in=parties.keys())
    fighters = _countries(mentions.filter(actor__kind__in=FIGHTER_KINDS), "actor__country")
    places = _countries(mentions.filter(acts=False), "place__country")
    states: dict[int, list[str]] = defaultdict(list)
    named = mentions.filter(actor__kind=ActorKind.STATE)
    for article, slug, country in named.values_list(*_STATE_FIELDS):
        if slug not in parties[article]:
            states[article].append(country)
    armed = Actor.objects.filter(kind=ActorKind.ARMED_GROUP).order_by()
    at_war = set(armed.values_list("country", flat=True).distinct())
    found = {
        a: home_of(fighters[a], places[a], states[a], own=own[a], told=told[a], at_war=at_war)
        for a in list(parties)
    }
    refs = {p.country: _place_ref(p) for p in Place.objects.filter(feature=_COUNTRY)}
    return {article: refs[country] for article, country in found.items() if country in refs}


def _countries(mentions: QuerySet[Mention], field: str) -> dict[int, list[str]]:
    named: dict[int, list[str]] = defaultdict(list)
    for article, country in mentions.values_list("article_id", field):
        named[article].append(country or "")
    return named


def _row(key: str, claim: CeasefireClaim, home: PlaceRef | None) -> ClaimRow:
    article = claim.article
    parts = list(claim.actors.all())
    return ClaimRow(
        key=key,
        article=str(article.pk),
        # Reprints share it; other reports of the same story are voices of their own.
        story=f"article {article.duplicate_of_id or article.pk}",
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
        home=home,
        anchor=_anchor(claim),
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


def _place_ref(place: Place) -> PlaceRef:
    return PlaceRef(key=place.slug, name=place.name_en, country=place.country, is_country=True)


def _save(
    event: CeasefireEvent, claims: Sequence[CeasefireClaim], beside: Mapping[str, Any]
) -> int:
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
            **beside,
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


# --- What people decide --------------------------------------------------------------------------


class CeasefireError(ValueError):
    """A decision cannot be taken or undone; the message says why, for the person who tries."""


def merge(
    keys: Iterable[str], *, user: AbstractBaseUser, now: datetime, note: str = ""
) -> CeasefireDecision:
    """Put ceasefires together for good and build anew."""
    rows = list(Ceasefire.objects.filter(key__in=set(keys)))
    if len(rows) < 2:
        raise CeasefireError(_("Choose at least two ceasefires that are there."))
    if len({row.is_sample for row in rows}) > 1:
        raise CeasefireError(_("A sample and a real ceasefire cannot be one."))
    claims = CeasefireClaim.objects.filter(ceasefire__in=rows).select_related("article")
    title = " + ".join(row.name for row in rows)
    return _decide(RulingKind.MERGE, map(_anchor, claims), title, user, now, note)


def split(
    key: str, claim_ids: Iterable[int], *, user: AbstractBaseUser, now: datetime, note: str = ""
) -> CeasefireDecision:
    """Take claims out of a ceasefire into one of their own and build anew."""
    claims = CeasefireClaim.objects.filter(ceasefire__key=key).select_related("article")
    chosen = claims.filter(pk__in=list(claim_ids))
    anchors, every = set(map(_anchor, chosen)), set(map(_anchor, claims))
    if not anchors or anchors == every:
        raise CeasefireError(_("Choose some of the sentences, and not all of them."))
    title = Ceasefire.objects.get(key=key).name
    return _decide(RulingKind.SPLIT, anchors, title, user, now, note)


def undo(decision_id: int, *, user: AbstractBaseUser, now: datetime) -> None:
    """Undo a decision and build anew."""
    decision = CeasefireDecision.objects.filter(pk=decision_id, undone_at=None).first()
    if decision is None:
        raise CeasefireError(_("This decision was undone before."))
    with transaction.atomic():
        decision.undone_by_id, decision.undone_at = user.pk, now
        decision.save()
        rebuild(now.date())


def decisions_on(ceasefire: Ceasefire) -> list[CeasefireDecision]:
    """Give the decisions that stand and name a sentence of a ceasefire."""
    claims = ceasefire.claims.select_related("article")
    anchors = set(map(_anchor, claims))
    stand = CeasefireDecision.objects.filter(undone_at=None).select_related("decided_by")
    return [row for row in stand if anchors & set(row.anchors)]


def _decide(
    kind: RulingKind,
    anchors: Iterable[str],
    title: str,
    user: AbstractBaseUser,
    now: datetime,
    note: str,
) -> CeasefireDecision:
    with transaction.atomic():
        decision = CeasefireDecision.objects.create(
            kind=kind,
            anchors=sorted(set(anchors)),
            title=title[:NAME_LENGTH],
            note=note,
            decided_by_id=user.pk,
            decided_at=now,
        )
        rebuild(now.date())
    return decision
