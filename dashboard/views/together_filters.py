"""What may stand in the address of the shared timeline: a choice of actors and places."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from analysis.models import Actor, Place
from analysis.timelines.records import Name
from analysis.timelines.regions import claimed_places, telling_actors
from analysis.timelines.together import MOST_LANES
from dashboard.choices import offered
from dashboard.forms import PeriodForm, region_field
from dashboard.wording import name_text

Option = tuple[str, str]


class ChosenField(forms.ModelMultipleChoiceField[Any]):
    """A few rows by their slugs, in the order of the address; an empty box adds none."""

    def __init__(self, queryset: QuerySet[Any], *, label: Any) -> None:
        super().__init__(queryset, label=label, required=False, to_field_name="slug")

    def label_from_instance(self, obj: Actor | Place) -> str:
        return name_text(Name(slug=obj.slug, en=obj.name_en, ar=obj.name_ar))

    def clean(self, value: Any) -> Any:
        slugs = list(dict.fromkeys(slug for slug in value or () if slug))
        if len(slugs) > MOST_LANES:
            raise forms.ValidationError(
                _("Choose at most %(count)s."), params={"count": MOST_LANES}
            )
        found = {row.slug: row for row in super().clean(slugs)}
        return [found[slug] for slug in slugs]


class TogetherForm(PeriodForm):
    actors = ChosenField(Actor.objects.all(), label=_("Actors"))
    places = ChosenField(Place.objects.all(), label=_("Places"))
    region = region_field()
    field_order = ("since", "until", "region")

    def plain_fields(self) -> Iterable[forms.BoundField]:
        """Give the fields that a page writes as any other form does."""
        return [item for item in self.visible_fields() if item.name not in ("actors", "places")]


def actor_options(chosen: Iterable[Actor]) -> list[Option]:
    """Give what may still be chosen, by name in the reader's language."""
    return _options("telling-actors", telling_actors, chosen)


def place_options(chosen: Iterable[Place]) -> list[Option]:
    return _options("claimed-places", claimed_places, chosen)


def _options(
    kept_as: str, rows: Callable[[], QuerySet[Any]], chosen: Iterable[Actor | Place]
) -> list[Option]:
    read = offered(
        kept_as, lambda: list(rows().order_by().values_list("slug", "name_en", "name_ar"))
    )
    taken = {row.slug for row in chosen}
    named = ((slug, name_text(Name(slug=slug, en=en, ar=ar))) for slug, en, ar in read)
    return sorted((each for each in named if each[0] not in taken), key=lambda item: item[1])
