"""Model rows to records. Everything read here was prefetched by `with_evidence`.

Human decisions are laid over here: `Evidence.review` is where they show.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from analysis import models
from analysis.records import (
    Act,
    Category,
    CeasefireKind,
    DateAccuracy,
    Factuality,
    Measure,
    PartyRole,
    PlaceFeature,
    PlaceRole,
    Polarity,
    Quantifier,
    Term,
    Unit,
)
from analysis.registry_rows import PATH_SEPARATOR
from analysis.timelines.households import PersonEstimate, persons_of
from analysis.timelines.records import (
    CeasefireRow,
    ClaimType,
    Evidence,
    FigureRow,
    Name,
    PlacePart,
    StanceRow,
)
from ingest.models import Article, Source

RETURN_CATEGORIES = frozenset({Category.RETURN, Category.CROSS_BORDER_RETURN, Category.RETURNEES})


def source_name(source: Source) -> Name:
    return Name(slug=source.slug, en=source.name, ar=source.name_ar)


def actor_name(actor: models.Actor | None, name: str = "") -> Name:
    """Name an actor as the registry does, or as the claim does where the registry lacks it."""
    if actor is None:
        return Name(slug=None, en=name)
    return Name(slug=actor.slug, en=actor.name_en, ar=actor.name_ar)


def place_name(place: models.Place | None, name: str = "") -> Name:
    if place is None:
        return Name(slug=None, en=name)
    return Name(slug=place.slug, en=place.name_en, ar=place.name_ar)


def published_on(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None


def reprinted_by(article: Article) -> tuple[Name, ...]:
    """Name the other outlets that printed the report, each once, in order of name."""
    others = {
        reprint.source.slug: source_name(reprint.source)
        for reprint in article.reprints.all()
        if reprint.source_id != article.source_id
    }
    return tuple(sorted(others.values(), key=lambda name: name.en))


def evidence(row: models.Quoted, claim_type: ClaimType) -> Evidence:
    article = row.article
    return Evidence(
        claim_type=claim_type,
        article_id=article.pk,
        version=row.version.number,
        is_current=row.version_id == article.current_id,
        start=row.start,
        end=row.end,
        quote=row.quote,
        title=article.title,
        source=source_name(article.source),
        published_on=published_on(article.published_at),
        language=article.language,
        direction=article.direction,
        is_sample=article.source.is_sample,
        reprinted_by=reprinted_by(article),
    )


def _with_role(parts: Iterable[models.ClaimActor], role: PartyRole) -> tuple[Name, ...]:
    return tuple(actor_name(part.actor, part.name) for part in parts if part.role == role)


def ceasefire_row(claim: models.CeasefireClaim) -> CeasefireRow:
    parts = list(claim.actors.all())
    return CeasefireRow(
        evidence=evidence(claim, ClaimType.CEASEFIRE),
        kind=CeasefireKind(claim.kind),
        factuality=Factuality(claim.factuality),
        parties=_with_role(parts, PartyRole.PARTY),
        mediators=_with_role(parts, PartyRole.MEDIATOR),
        perpetrators=_with_role(parts, PartyRole.PERPETRATOR),
        alleged_by=_with_role(parts, PartyRole.ALLEGED_BY),
        denied_by=_with_role(parts, PartyRole.DENIED_BY),
        places=tuple(place_name(part.place, part.name) for part in claim.places.all()),
        duration_hours=claim.duration_hours,
        declared_on=claim.declared_on,
        effective_on=claim.effective_on,
        ends_on=claim.ends_on,
        date_accuracy=DateAccuracy(claim.date_accuracy),
        ceasefire=claim.ceasefire.key if claim.ceasefire else None,
    )


def figure_row(figure: models.DisplacementFigure) -> FigureRow:
    category, term, unit = Category(figure.category), Term(figure.term), Unit(figure.unit)
    places = tuple(map(_figure_place, figure.places.all()))
    return FigureRow(
        evidence=evidence(figure, ClaimType.DISPLACEMENT),
        reported=figure.reported,
        reported_high=figure.reported_high,
        quantifier=Quantifier(figure.quantifier),
        unit=unit,
        term=term,
        category=category,
        measure=Measure(figure.measure),
        is_return=category in RETURN_CATEGORIES or term is Term.RETURNS,
        is_cumulative=figure.is_cumulative,
        since_on=figure.since_on,
        start_on=figure.start_on,
        end_on=figure.end_on,
        date_accuracy=DateAccuracy(figure.date_accuracy),
        factuality=Factuality(figure.factuality),
        places=places,
        reporters=tuple(actor_name(part.actor, part.name) for part in figure.reporters.all()),
        figure_start=figure.figure_start,
        figure_end=figure.figure_end,
        estimate=_estimate(figure, unit, places),
    )


def _figure_place(part: models.FigurePlace) -> PlacePart:
    place, name = part.place, place_name(part.place, part.name)
    if place is None:
        return PlacePart(place=name, role=PlaceRole(part.role))
    return PlacePart(
        place=name,
        role=PlaceRole(part.role),
        country=place.country,
        within=tuple(name for name in place.admin_path.split(PATH_SEPARATOR) if name),
        pcode=place.pcode,
        feature=PlaceFeature(place.feature),
    )


def _estimate(
    figure: models.DisplacementFigure, unit: Unit, places: Iterable[PlacePart]
) -> PersonEstimate | None:
    """Estimate persons where a number of households was printed, and no vague one."""
    if unit is not Unit.HOUSEHOLD or not figure.reported or figure.quantifier == Quantifier.VAGUE:
        return None
    high = figure.reported_high or figure.reported
    return persons_of(figure.reported, high, (part.country for part in places))


def stance_row(stance: models.Stance) -> StanceRow:
    return StanceRow(
        evidence=evidence(stance, ClaimType.STANCE),
        holder=actor_name(stance.holder, stance.holder_name),
        target=actor_name(stance.target, stance.target_name),
        polarity=Polarity(stance.polarity),
        act=Act(stance.act),
    )
