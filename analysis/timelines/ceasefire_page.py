"""One ceasefire with all that is known of it, every field down to its sentences."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count

from analysis import models
from analysis.ceasefires.rows import anchor_of
from analysis.ceasefires.terms import find_terms
from analysis.terms import CeasefireKind, Factuality, PlaceFeature, RulingKind
from analysis.timelines import countries
from analysis.timelines import period as periods
from analysis.timelines.ceasefire_marks import mark_date
from analysis.timelines.ceasefire_records import (
    Account,
    CeasefirePage,
    Coded,
    CodedCeasefire,
    Declaration,
    Dispute,
    HistoryEntry,
    MergeAdvice,
    Scope,
    Violation,
    ViolationStanding,
)
from analysis.timelines.ceasefires import asked_for, bars, told_bars
from analysis.timelines.places import place_row
from analysis.timelines.records import CeasefireBar, CeasefireRow, Filters, Name, PlaceRow
from ingest.models import Article

Kind = CeasefireKind
MAKES = (Kind.DECLARED, Kind.AGREED, Kind.ENTERED_INTO_FORCE)
_DECLARES = (Kind.DECLARED, Kind.AGREED, Kind.ACCEPTED)
_FORCED = frozenset({Factuality.ASSERTED, Factuality.FUTURE, Factuality.UNCLEAR})
# More sentences than these behind one field tell nothing new.
MOST_BEHIND = 6
# So many ceasefires at once go into a file.
PER_CHUNK = 10


class _Named(NamedTuple):
    """A place that so many sentences of a kind name."""

    place: models.Place
    kind: str
    sentences: int


def ceasefire_page(key: str) -> CeasefirePage | None:
    """Give one ceasefire by its key, or None if there is none."""
    row = models.Ceasefire.objects.filter(key=key).first()
    if row is None:
        return None
    ((bar, said),) = told_bars([row])
    named = _named_places([row])
    by_anchor = _by_anchor(said)
    return CeasefirePage(
        **_coded_fields(row, bar, said, named[row.pk]),
        country=countries.named([row.country]).get(row.country),
        disputes=_disputes(said),
        history=_history(row.history, by_anchor),
        places=_places(named[row.pk], row.country),
        may_be_one_with=_may_be_one(row.suggestions),
        may_be_two=tuple(
            by_anchor[anchor]
            for advice in row.suggestions
            if advice["kind"] == RulingKind.SPLIT
            for anchor in advice["anchors"]
            if anchor in by_anchor
        ),
    )


def ceasefire_export(filters: Filters) -> Iterator[CodedCeasefire]:
    """Give all ceasefires that the filters ask for, read as they are asked for."""
    keys = list(asked_for(filters, periods.resolve(filters)).values_list("pk", flat=True))
    for first in range(0, len(keys), PER_CHUNK):
        found = models.Ceasefire.objects.prefetch_related("parties").in_bulk(
            keys[first : first + PER_CHUNK]
        )
        read = [found[key] for key in keys[first : first + PER_CHUNK] if key in found]
        named = _named_places(read)
        lands = countries.named(row.country for row in read)
        for row, (bar, said) in zip(read, told_bars(read), strict=True):
            fields = _coded_fields(row, bar, said, named[row.pk])
            yield CodedCeasefire(**fields, country=lands.get(row.country))


def _coded_fields(
    row: models.Ceasefire, bar: CeasefireBar, said: Sequence[CeasefireRow], named: Sequence[_Named]
) -> dict[str, Any]:
    held = _places([each for each in named if each.kind != Kind.VIOLATED], row.country)
    return {
        "bar": bar,
        "behind": _behind(bar, said),
        "coded": _coded(said, held, is_placed=bool(row.place_names)),
        "declarations": _declarations(said),
        "violations": violations(said),
    }


def _by_anchor(said: Iterable[CeasefireRow]) -> dict[str, CeasefireRow]:
    """Give sentences by what names them in decisions and in the history."""
    found = list(said)
    articles = Article.objects.filter(pk__in={row.evidence.article_id for row in found})
    addresses = dict(articles.values_list("pk", "canonical_url"))
    return {anchor_of(addresses[row.evidence.article_id], row.evidence.quote): row for row in found}


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


def _named_places(found: Iterable[models.Ceasefire]) -> Mapping[int, Sequence[_Named]]:
    named: dict[int, list[_Named]] = defaultdict(list)
    parts = models.ClaimPlace.objects.filter(claim__ceasefire__in=[row.pk for row in found])
    counted = list(
        parts.exclude(place=None)
        .order_by()
        .values_list("claim__ceasefire", "place", "claim__kind")
        .annotate(Count("pk"))
    )
    places = models.Place.objects.in_bulk({place for _of, place, _kind, _count in counted})
    for of, place, kind, count in counted:
        named[of or 0].append(_Named(places[place], kind, count))
    return named


def _places(named: Iterable[_Named], country: str) -> tuple[PlaceRow, ...]:
    """Give the places that the claims name, with how many sentences name each; the venues of talks
    abroad are left out where the country of the ceasefire is known."""
    counted: Counter[models.Place] = Counter()
    for each in named:
        if not country or each.place.country in ("", country):
            counted[each.place] += each.sentences
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0].pk))
    return tuple(place_row(place, reports=count, ceasefires=count) for place, count in ranked)


def _may_be_one(suggestions: Iterable[Mapping[str, str]]) -> tuple[MergeAdvice, ...]:
    reasons = {s["other"]: s["reason"] for s in suggestions if s["kind"] == RulingKind.MERGE}
    found = bars(models.Ceasefire.objects.filter(key__in=reasons), most_claims=1)
    return tuple(MergeAdvice(bar=bar, reason=reasons[bar.key]) for bar in found)
