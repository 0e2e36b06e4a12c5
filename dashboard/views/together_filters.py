"""What may stand in the address of the shared timeline: a choice of actors and places."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from analysis.models import Actor, Place
from analysis.timelines.records import Name
from analysis.timelines.regions import claimed_places, telling_actors
from analysis.timelines.together import MOST_LANES
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
    return _options(telling_actors().exclude(pk__in=[actor.pk for actor in chosen]))


def place_options(chosen: Iterable[Place]) -> list[Option]:
    return _options(claimed_places().exclude(pk__in=[place.pk for place in chosen]))


def _options(left: QuerySet[Any]) -> list[Option]:
    read = left.order_by().values_list("slug", "name_en", "name_ar")
    named = ((slug, name_text(Name(slug=slug, en=en, ar=ar))) for slug, en, ar in read)
    return sorted(named, key=lambda item: item[1])
