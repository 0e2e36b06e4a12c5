"""What an analyst follows: the regions, places and actors of which claims tell. A region is a
country or a part of one, with what lies within it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from analysis import models
from analysis.querysets import in_place
from analysis.terms import PlaceFeature

# What is wide enough to be followed, from the widest.
FEATURES = (PlaceFeature.COUNTRY, PlaceFeature.REGION, PlaceFeature.ADM1)


def regions() -> QuerySet[models.Place]:
    """Give the regions that claims speak of, and the countries of the places that they name."""
    named = claimed_places().order_by()
    countries = named.exclude(country="").values("country")
    return models.Place.objects.filter(
        Q(feature=PlaceFeature.COUNTRY, country__in=countries)
        | Q(feature__in=FEATURES, pk__in=named.values("pk"))
    )


def claimed_places() -> QuerySet[models.Place]:
    """Give the places that some claim of a ceasefire or figure of displacement names."""
    return places_of_truces() | places_of_figures()


def places_of_truces() -> QuerySet[models.Place]:
    return models.Place.objects.filter(
        Exists(models.ClaimPlace.objects.filter(place=OuterRef("pk")))
    )


def places_of_figures() -> QuerySet[models.Place]:
    return models.Place.objects.filter(
        Exists(models.FigurePlace.objects.filter(place=OuterRef("pk")))
    )


def telling_actors() -> QuerySet[models.Actor]:
    """Give the actors of which some claim tells: parties, mediators, reporters, and those who take
    a stance or receive one."""
    of_actor = {"actor": OuterRef("pk")}
    return models.Actor.objects.filter(
        Exists(models.ClaimActor.objects.filter(**of_actor))
        | Exists(models.FigureReporter.objects.filter(**of_actor))
        | Exists(models.Stance.objects.filter(holder=OuterRef("pk")))
        | Exists(models.Stance.objects.filter(target=OuterRef("pk")))
    )


def within(slug: str) -> QuerySet[models.Place] | None:
    """Give the places of a region, itself among them; None where no place has this slug."""
    place = models.Place.objects.filter(slug=slug).first() if slug else None
    return places_within(place) if place else None


def places_within(place: models.Place) -> QuerySet[models.Place]:
    """Give a place and what lies within it, as analysis.rollup_store counts it."""
    inside = in_place(
        "",
        slug=place.slug,
        name_en=place.name_en,
        country=place.country,
        is_country=place.feature == PlaceFeature.COUNTRY,
    )
    return models.Place.objects.filter(inside).order_by()


def keys_within(place: models.Place) -> list[int]:
    """Give the keys of a place and of all that lies within it. A database plans better for keys
    than for what selects them: it knows how often each is named."""
    return list(places_within(place).values_list("pk", flat=True))


def in_region(prefix: str, slug: str) -> Q:
    """Select rows by the article that `prefix` leads to ("" for articles themselves): those that
    name a place of the region. All, where no region is asked for."""
    places = within(slug)
    if places is None:
        return Q()
    article = OuterRef(f"{prefix}pk")
    keys = list(places.values_list("pk", flat=True))
    return Q(Exists(models.Mention.objects.filter(article=article, place__in=keys)))


def truces_in(slug: str) -> Q:
    """Select ceasefire claims that name a place of the region."""
    places = within(slug)
    if places is None:
        return Q()
    keys = list(places.values_list("pk", flat=True))
    return Q(Exists(models.ClaimPlace.objects.filter(claim=OuterRef("pk"), place__in=keys)))


def figures_in(slug: str) -> Q:
    """Select figures of people who left or reached a place of the region."""
    places = within(slug)
    if places is None:
        return Q()
    keys = list(places.values_list("pk", flat=True))
    return Q(Exists(models.FigurePlace.objects.filter(figure=OuterRef("pk"), place__in=keys)))
