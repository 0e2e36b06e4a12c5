"""Claims as records, each with the sentence behind it: read in a few queries, however many.

Columns are read, not model objects: a page of sentences would spend most of its time on making
those. Human decisions are laid over here: `Evidence.review` is where they show.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from django.db.models import Manager

from analysis import models
from analysis.querysets import ClaimQuerySet, FigureQuerySet, StanceQuerySet
from analysis.registry_rows import PATH_SEPARATOR
from analysis.terms import (
    Act,
    Category,
    Cause,
    CauseBasis,
    CeasefireKind,
    DateAccuracy,
    Factuality,
    Hazard,
    Measure,
    PartyRole,
    PlaceFeature,
    PlaceRole,
    Polarity,
    Quantifier,
    Term,
    Unit,
)
from analysis.timelines.decisions import Standing, laid_over, standing
from analysis.timelines.households import PersonEstimate, persons_of
from analysis.timelines.records import (
    CeasefireRow,
    ClaimType,
    Evidence,
    FigureRow,
    Name,
    PlacePart,
    Review,
    StanceRow,
)
from analysis.timelines.rows import published_on
from ingest.models import Article

RETURN_CATEGORIES = frozenset({Category.RETURN, Category.CROSS_BORDER_RETURN, Category.RETURNEES})

_EVIDENCE = (
    "pk", "article_id", "version__number", "version_id", "article__current_id", "start", "end",
    "quote", "article__title", "article__published_at", "article__language",
    "article__direction", "article__source__slug", "article__source__name",
    "article__source__name_ar", "article__source__is_sample",
)  # fmt: skip
_CEASEFIRE = (
    "kind", "factuality", "duration_hours", "declared_on", "effective_on", "ends_on",
    "date_accuracy", "ceasefire__key",
)  # fmt: skip
_FIGURE = (
    "reported", "reported_high", "quantifier", "unit", "term", "category", "measure",
    "cause", "hazard", "cause_basis", "cause_words",
    "is_cumulative", "since_on", "start_on", "end_on", "date_accuracy", "factuality",
    "figure_start", "figure_end",
)  # fmt: skip
_KINDS: dict[str, type[StrEnum]] = {
    "quantifier": Quantifier, "unit": Unit, "term": Term, "category": Category,
    "measure": Measure, "date_accuracy": DateAccuracy, "factuality": Factuality,
    "cause": Cause, "hazard": Hazard, "cause_basis": CauseBasis,
}  # fmt: skip
_STANCE = (
    "holder__slug", "holder__name_en", "holder__name_ar", "holder_name",
    "target__slug", "target__name_en", "target__name_ar", "target_name", "polarity", "act",
)  # fmt: skip
_ACTOR = ("actor__slug", "actor__name_en", "actor__name_ar", "name")
_PLACE = ("place__slug", "place__name_en", "place__name_ar", "name")
_WITHIN = ("place__country", "place__admin_path", "place__pcode", "place__feature")

Columns = tuple[Any, ...]


def ceasefires_by_key(keys: Sequence[int]) -> list[CeasefireRow]:
    """Read ceasefire claims by their keys, in the order of these."""
    read = models.CeasefireClaim.objects.filter(pk__in=keys).order_by()
    found = {row[0]: row for row in read.values_list(*_EVIDENCE, *_CEASEFIRE)}
    return _ceasefires([found[key] for key in keys if key in found])


def ceasefire_rows(found: ClaimQuerySet) -> list[CeasefireRow]:
    """Read ceasefire claims in the order of the query."""
    return _ceasefires(list(found.values_list(*_EVIDENCE, *_CEASEFIRE)))


def _ceasefires(read: Sequence[Columns]) -> list[CeasefireRow]:
    parts = _parts(models.ClaimActor.objects, "claim", read, ("role", *_ACTOR))
    places = _parts(models.ClaimPlace.objects, "claim", read, _PLACE)
    printed = _reprints(read)
    return [_ceasefire(row, parts.get(row[0], ()), places.get(row[0], ()), printed) for row in read]


def figures_by_key(keys: Sequence[int]) -> list[FigureRow]:
    """Read figures by their keys, in the order of these."""
    read = models.DisplacementFigure.objects.filter(pk__in=keys).order_by()
    found = {row[0]: row for row in read.values_list(*_EVIDENCE, *_FIGURE)}
    return _figures([found[key] for key in keys if key in found])


def figure_rows(found: FigureQuerySet) -> list[FigureRow]:
    """Read figures in the order of the query."""
    return _figures(list(found.values_list(*_EVIDENCE, *_FIGURE)))


def _figures(read: Sequence[Columns]) -> list[FigureRow]:
    places = _parts(models.FigurePlace.objects, "figure", read, ("role", *_PLACE, *_WITHIN))
    reporters = _parts(models.FigureReporter.objects, "figure", read, _ACTOR)
    printed, decided = _reprints(read), standing({row[1] for row in read})
    return [
        _figure(row, places.get(row[0], ()), reporters.get(row[0], ()), printed, decided)
        for row in read
    ]


def stance_rows(found: StanceQuerySet) -> list[StanceRow]:
    """Read stances in the order of the query."""
    read = list(found.values_list(*_EVIDENCE, *_STANCE))
    printed = _reprints(read)
    return [_stance(row, printed) for row in read]


# Of each article that was printed again: the other outlets, by slug.
_Reprints = Mapping[int, Mapping[str, Name]]


def _reprints(read: Iterable[Columns]) -> _Reprints:
    found: dict[int, dict[str, Name]] = defaultdict(dict)
    again = Article.objects.filter(duplicate_of__in={row[1] for row in read}).order_by()
    columns = ("duplicate_of", "source__slug", "source__name", "source__name_ar")
    for article, slug, english, arabic in again.values_list(*columns):
        found[article][slug] = Name(slug=slug, en=english, ar=arabic)
    return found


def _parts(
    parts: Manager[Any], of: str, read: Iterable[Columns], columns: Iterable[str]
) -> Mapping[int, Sequence[Columns]]:
    """Read what belongs to the claims, in the order of its storing, by the claim's key."""
    found: dict[int, list[Columns]] = defaultdict(list)
    asked = parts.filter(**{f"{of}__in": [row[0] for row in read]}).order_by("pk")
    for claim, *values in asked.values_list(of, *columns):
        found[claim].append(tuple(values))
    return found


def _name(slug: str | None, english: str | None, arabic: str | None, told: str) -> Name:
    """Name an actor or a place as the registry does, or as the claim does where that lacks it."""
    if slug is None:
        return Name(slug=None, en=told)
    return Name(slug=slug, en=english or "", ar=arabic or "")


def _evidence(row: Columns, claim_type: ClaimType, reprints: _Reprints) -> Evidence:
    (_pk, article, number, version, current, start, end, quote, title, at, language, direction,
     slug, english, arabic, is_sample) = row[: len(_EVIDENCE)]  # fmt: skip
    others = reprints.get(article, {}).values()
    return Evidence(
        claim_type=claim_type,
        article_id=article,
        version=number,
        is_current=version == current,
        start=start,
        end=end,
        quote=quote,
        title=title,
        source=Name(slug=slug, en=english, ar=arabic),
        published_on=published_on(at),
        language=language,
        direction=direction,
        is_sample=is_sample,
        reprinted_by=tuple(
            sorted((name for name in others if name.slug != slug), key=lambda name: name.en)
        ),
    )


def _ceasefire(
    row: Columns, parts: Sequence[Columns], places: Sequence[Columns], reprints: _Reprints
) -> CeasefireRow:
    kind, factuality, hours, declared, effective, ends, accuracy, key = row[len(_EVIDENCE) :]
    by_role: dict[str, list[Name]] = defaultdict(list)
    for role, *name in parts:
        by_role[role].append(_name(*name))
    return CeasefireRow(
        evidence=_evidence(row, ClaimType.CEASEFIRE, reprints),
        kind=CeasefireKind(kind),
        factuality=Factuality(factuality),
        parties=tuple(by_role[PartyRole.PARTY]),
        mediators=tuple(by_role[PartyRole.MEDIATOR]),
        perpetrators=tuple(by_role[PartyRole.PERPETRATOR]),
        alleged_by=tuple(by_role[PartyRole.ALLEGED_BY]),
        denied_by=tuple(by_role[PartyRole.DENIED_BY]),
        places=tuple(_name(*name) for name in places),
        duration_hours=hours,
        declared_on=declared,
        effective_on=effective,
        ends_on=ends,
        date_accuracy=DateAccuracy(accuracy),
        ceasefire=key,
    )


def _figure(
    row: Columns,
    places: Sequence[Columns],
    reporters: Sequence[Columns],
    reprints: _Reprints,
    decided: Standing,
) -> FigureRow:
    told = dict(zip(_FIGURE, row[len(_EVIDENCE) :], strict=True))
    told |= {name: kind(told[name]) for name, kind in _KINDS.items()}
    parts = tuple(_place_part(*place) for place in places)
    evidence = _evidence(row, ClaimType.DISPLACEMENT, reprints)
    offset = told["figure_start"] - evidence.start
    said = laid_over(decided, evidence.article_id, evidence.quote, offset)
    if "recommended" in said:
        evidence = replace(evidence, review=Review.APPROVED)
    return FigureRow(
        **{**told, **said},
        evidence=evidence,
        is_return=told["category"] in RETURN_CATEGORIES or told["term"] is Term.RETURNS,
        places=parts,
        reporters=tuple(_name(*name) for name in reporters),
        estimate=_estimate(told, parts),
    )


def _place_part(
    role: str,
    slug: str | None,
    english: str,
    arabic: str,
    told: str,
    country: str,
    path: str,
    pcode: str,
    feature: str,
) -> PlacePart:
    place = _name(slug, english, arabic, told)
    if slug is None:
        return PlacePart(place=place, role=PlaceRole(role))
    return PlacePart(
        place=place,
        role=PlaceRole(role),
        country=country,
        within=tuple(name for name in path.split(PATH_SEPARATOR) if name),
        pcode=pcode,
        feature=PlaceFeature(feature),
    )


def _estimate(told: Mapping[str, Any], places: Iterable[PlacePart]) -> PersonEstimate | None:
    """Estimate persons where a number of households was printed, and no vague one."""
    low = told["reported"]
    if told["unit"] is not Unit.HOUSEHOLD or not low or told["quantifier"] is Quantifier.VAGUE:
        return None
    return persons_of(low, told["reported_high"] or low, (part.country for part in places))


def _stance(row: Columns, reprints: _Reprints) -> StanceRow:
    *ends, polarity, act = row[len(_EVIDENCE) :]
    return StanceRow(
        evidence=_evidence(row, ClaimType.STANCE, reprints),
        holder=_name(*ends[:4]),
        target=_name(*ends[4:]),
        polarity=Polarity(polarity),
        act=Act(act),
    )
