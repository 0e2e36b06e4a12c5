"""One ceasefire with all that is known of it, every field down to its sentences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Count, Q

from analysis import models
from analysis.ceasefires.rows import anchor_of
from analysis.ceasefires.terms import find_terms
from analysis.querysets import ClaimQuerySet
from analysis.records import CeasefireKind, Factuality, PlaceFeature, RulingKind
from analysis.timelines import countries
from analysis.timelines.ceasefire_marks import mark_date
from analysis.timelines.ceasefire_records import (
    Account,
    CeasefirePage,
    Coded,
    Declaration,
    Dispute,
    HistoryEntry,
    MergeAdvice,
    Scope,
    Violation,
    ViolationStanding,
)
from analysis.timelines.ceasefires import bars
from analysis.timelines.claim_rows import ceasefire_rows
from analysis.timelines.places import place_row
from analysis.timelines.records import CeasefireBar, CeasefireRow, Name, PlaceRow

Kind = CeasefireKind
MAKES = (Kind.DECLARED, Kind.AGREED, Kind.ENTERED_INTO_FORCE)
_DECLARES = (Kind.DECLARED, Kind.AGREED, Kind.ACCEPTED)
_FORCED = frozenset({Factuality.ASSERTED, Factuality.FUTURE, Factuality.UNCLEAR})
# More sentences than these behind one field tell nothing new.
MOST_BEHIND = 6


def ceasefire_page(key: str) -> CeasefirePage | None:
    """Give one ceasefire by its key, or None if there is none."""
    row = models.Ceasefire.objects.filter(key=key).first()
    if row is None:
        return None
    bar = bars(models.Ceasefire.objects.filter(key=key))[0]
    claims = models.CeasefireClaim.objects.filter(ceasefire=row)
    told = claims.order_by("printed_at", "pk")
    said = ceasefire_rows(told)
    addresses = told.values_list("article__canonical_url", "quote")
    by_anchor = dict(zip((anchor_of(*told) for told in addresses), said, strict=True))
    places = _places(claims, row.country)
    held = _places(claims.exclude(kind=Kind.VIOLATED), row.country)
    return CeasefirePage(
        bar=bar,
        country=countries.named([row.country]).get(row.country),
        behind=_behind(bar, said),
        coded=_coded(said, held, is_placed=bool(row.place_names)),
        declarations=_declarations(said),
        violations=violations(said),
        disputes=_disputes(said),
        history=_history(row.history, by_anchor),
        places=places,
        may_be_one_with=_may_be_one(row.suggestions),
        may_be_two=tuple(
            by_anchor[anchor]
            for advice in row.suggestions
            if advice["kind"] == RulingKind.SPLIT
            for anchor in advice["anchors"]
            if anchor in by_anchor
        ),
    )


def _behind(bar: CeasefireBar, said: Sequence[CeasefireRow]) -> dict[str, tuple[CeasefireRow, ...]]:
    """Give the sentences that say what each field holds."""
    asserted = [row for row in said if row.factuality in _FORCED]
    made = [row for row in asserted if row.kind in MAKES]
    found = {
        "side": [row for row in made if row.parties],
        "parties": _one_each(bar.parties, asserted, "parties"),
        "mediators": _one_each(bar.mediators, asserted, "mediators"),
        "places": _one_each(bar.places, asserted, "places"),
        "first_reported_on": said[:1],
        "declared_on": [r for r in made if r.declared_on and r.declared_on == bar.declared_on],
        "effective_on": [
            r for r in asserted if r.effective_on and r.effective_on == bar.effective_on
        ],
        "duration_hours": [
            r
            for r in asserted
            if r.duration_hours == bar.duration_hours and r.kind is not Kind.EXTENDED
            and bar.duration_hours
        ],
        "planned_end_on": [
            r for r in asserted if r.kind is Kind.EXTENDED or (r.ends_on and bar.planned_end_on)
        ],
        "ended_on": [r for r in asserted if r.kind is Kind.ENDED],
    }  # fmt: skip
    found["status"] = found["ended_on"] or [r for r in asserted if r.kind is not Kind.VIOLATED]
    if bar.planned_end_on and not found["planned_end_on"]:
        found["planned_end_on"] = found["duration_hours"]
    return {field: tuple(rows_[:MOST_BEHIND]) for field, rows_ in found.items()}


def _one_each(names: Iterable[Name], said: Sequence[CeasefireRow], part: str) -> list[CeasefireRow]:
    """Give, for each name, the first sentence that has it in that part."""
    found: list[CeasefireRow] = []
    for name in names:
        first = next((row for row in said if name in getattr(row, part)), None)
        found += [first] if first is not None and first not in found else []
    return found


def _coded(said: Sequence[CeasefireRow], places: Sequence[PlaceRow], *, is_placed: bool) -> Coded:
    made = [r for r in said if r.factuality in _FORCED and r.kind is not Kind.VIOLATED]
    terms = [(row, find_terms(row.evidence.quote)) for row in made]
    written = (row for row, found in terms if found.is_written and row.kind in _DECLARES)
    return Coded(
        ceasefire_class=tuple({c: (c, row) for row, t in terms for c in t.classes}.values()),
        purposes=tuple({p: (p, row) for row, t in terms for p in t.purposes}.values()),
        provisions=tuple({p: (p, row) for row, t in terms for p in t.provisions}.values()),
        written=next(written, None),
        scope=_scope(places) if is_placed else Scope.UNCLEAR,
    )


def _scope(places: Sequence[PlaceRow]) -> Scope:
    """Tell from the widest place: a country, a region or province, or a spot."""
    features = {place.feature for place in places}
    if not features:
        return Scope.UNCLEAR
    if PlaceFeature.COUNTRY in features and len(features) == 1:
        return Scope.NATIONAL
    wide = {PlaceFeature.REGION, PlaceFeature.ADM1, PlaceFeature.COUNTRY}
    return Scope.REGIONAL if features & wide else Scope.LOCAL


def _declarations(said: Iterable[CeasefireRow]) -> tuple[Declaration, ...]:
    """Give each actor's first word for the ceasefire, in the order of days."""
    found: dict[Name, Declaration] = {}
    for row in said:
        if row.kind not in _DECLARES or row.factuality not in _FORCED:
            continue
        on = row.declared_on or row.evidence.published_on
        for actor in row.parties:
            found.setdefault(actor, Declaration(actor=actor, kind=row.kind, on=on, row=row))
    return tuple(sorted(found.values(), key=lambda d: (d.on is None, d.on or date.min)))


def violations(said: Iterable[CeasefireRow]) -> tuple[Violation, ...]:
    """Gather breaches by day and by who is accused, in the order of days. Two voices that are
    neither accused nor of one report corroborate; a denial by name is shown beside."""
    grouped: dict[tuple[date | None, frozenset[Name]], list[CeasefireRow]] = defaultdict(list)
    for row in said:
        if row.kind is Kind.VIOLATED:
            grouped[mark_date(row)[0], frozenset(row.perpetrators)].append(row)
    made = (_violation(on, list(found)) for (on, _), found in grouped.items())
    return tuple(sorted(made, key=lambda v: (v.on is None, v.on or date.min)))


def _violation(on: date | None, found: Sequence[CeasefireRow]) -> Violation:
    accused = set(found[0].perpetrators)
    voices = {
        (name, row.evidence.article_id)
        for row in found
        for name in row.alleged_by
        if name not in accused
    }
    apart = len({v for v, _ in voices}) > 1 and len({a for _, a in voices}) > 1
    denied = _names(name for row in found for name in row.denied_by)
    only_denied = all(row.factuality is Factuality.DENIED for row in found)
    standing = ViolationStanding.CORROBORATED if apart else ViolationStanding.ALLEGED
    return Violation(
        on=on,
        perpetrators=_names(name for row in found for name in row.perpetrators),
        alleged_by=_names(name for row in found for name in row.alleged_by),
        denied_by=denied,
        standing=ViolationStanding.DENIED if only_denied else standing,
        rows=tuple(found),
    )


def _names(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(names))


def _disputes(said: Sequence[CeasefireRow]) -> tuple[Dispute, ...]:
    """Give the questions to which reports give different answers."""
    asserted = [r for r in said if r.factuality in _FORCED]
    made = [r for r in asserted if r.kind in MAKES]
    starts = [r for r in made if r.effective_on and r.effective_on != r.declared_on]
    terms = [r for r in made if r.duration_hours]
    found = [
        _dispute("effective_on", {r.effective_on: [] for r in starts}, starts, "effective_on"),
        _dispute("duration_hours", {r.duration_hours: [] for r in terms}, terms, "duration_hours"),
        _accusations(said),
        _word_against_word(said),
    ]
    return tuple(dispute for dispute in found if dispute)


def _dispute(
    field: str,
    answers: Mapping[date | int | None, list[CeasefireRow]],
    told: Iterable[CeasefireRow],
    part: str,
) -> Dispute | None:
    if len(answers) < 2:
        return None
    for row in told:
        answers[getattr(row, part)].append(row)
    accounts = (Account(value=v, rows=tuple(found)) for v, found in answers.items() if v)
    return Dispute(field=field, accounts=tuple(accounts))


def _accusations(said: Iterable[CeasefireRow]) -> Dispute | None:
    """Set side by side whom the press has accused of breaches, where it is more than one side."""
    by_side: dict[str, list[CeasefireRow]] = defaultdict(list)
    for row in said:
        if row.kind is Kind.VIOLATED:
            for name in row.perpetrators:
                by_side[name.en].append(row)
    if len(by_side) < 2:
        return None
    accounts = (Account(value=name, rows=tuple(found)) for name, found in by_side.items())
    return Dispute(field="accusations", accounts=tuple(accounts))


def _word_against_word(said: Iterable[CeasefireRow]) -> Dispute | None:
    """Set denials beside what they deny."""
    said = list(said)
    denials = [row for row in said if row.factuality is Factuality.DENIED]
    kinds = {row.kind for row in denials}
    told = [r for r in said if r.kind in kinds and r.factuality in _FORCED]
    if not denials or not told:
        return None
    accounts = Account(value="told", rows=tuple(told)), Account(value="denied", rows=tuple(denials))
    return Dispute(field="denials", accounts=accounts)


def _history(
    entries: Iterable[Mapping[str, str]], by_anchor: Mapping[str, CeasefireRow]
) -> tuple[HistoryEntry, ...]:
    return tuple(
        HistoryEntry(
            on=date.fromisoformat(entry["on"]),
            field=entry["field"],
            before=entry["before"],
            after=entry["after"],
            row=by_anchor.get(entry["claim"]),
        )
        for entry in entries
    )


def _places(claims: ClaimQuerySet, country: str) -> tuple[PlaceRow, ...]:
    """Give the places that the claims name, with how many sentences name each; the venues of talks
    abroad are left out where the country of the ceasefire is known."""
    near = Q(place__country__in=("", country)) if country else Q(place__isnull=False)
    named = models.ClaimPlace.objects.filter(near, claim__in=claims.order_by().values("pk"))
    counted = dict(named.order_by().values_list("place").annotate(Count("pk")))
    found = models.Place.objects.in_bulk(list(counted))
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(place_row(found[pk], reports=count, ceasefires=count) for pk, count in ranked)


def _may_be_one(suggestions: Iterable[Mapping[str, str]]) -> tuple[MergeAdvice, ...]:
    reasons = {s["other"]: s["reason"] for s in suggestions if s["kind"] == RulingKind.MERGE}
    found = bars(models.Ceasefire.objects.filter(key__in=reasons), most_claims=1)
    return tuple(MergeAdvice(bar=bar, reason=reasons[bar.key]) for bar in found)
