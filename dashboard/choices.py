"""Choices among many: drop-downs of hundreds of places or actors, read and written at once.

Django makes a model object and renders a template for every choice, which takes longer than all
else on a page of figures. What there is to choose from is read once a minute.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any, TypeVar, cast

from django import forms
from django.core.cache import cache
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from analysis.models import Actor, Place
from analysis.timelines.records import Name
from dashboard.wording import name_text
from ingest.models import Source

# A new outlet, place or country is offered this much later.
OFFERED_SECONDS = 60

T = TypeVar("T")


def written(choices: Iterable[tuple[Any, Any]], chosen: Container[str] = ()) -> SafeString:
    """Write options as HTML; `chosen` are the values that are selected."""
    lines = (
        f'<option value="{escape(value)}"{" selected" if str(value) in chosen else ""}>'
        f"{escape(text)}</option>"
        for value, text in choices
    )
    return mark_safe("\n".join(lines))


class LongSelect(forms.Select):
    """A drop-down without groups, written in one go."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(each) for each in self.format_value(value)}
        more = {"multiple": True} if self.allow_multiple_selected else {}
        return format_html(
            "<select{}>{}</select>",
            flatatt({"name": name, **self.build_attrs(self.attrs, attrs), **more}),
            written(self.choices, chosen),
        )


class LongSelectMultiple(LongSelect, forms.SelectMultiple):
    """As LongSelect, for several choices at once."""


class ChoiceField(forms.ChoiceField):
    widget = LongSelect


class _Names(ModelChoiceIterator[Any]):
    """The choices of a field, without a model object for each."""

    field: "NamedChoiceField | NamedChoicesField"

    def __iter__(self) -> Iterator[tuple[str, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        for slug, english, arabic in offered(self.field.kept_as, self._read):
            yield slug, name_text(Name(slug=slug, en=english, ar=arabic))

    def _read(self) -> list[tuple[str, str, str]]:
        english = "name" if self.queryset.model is Source else "name_en"
        return list(self.queryset.values_list("slug", english, "name_ar"))


def offered(kept_as: str, read: Callable[[], T]) -> T:
    """Give what is offered under a name, read anew where it is older than OFFERED_SECONDS."""
    return cast(T, cache.get_or_set(f"offered:{kept_as}", read, OFFERED_SECONDS))


class NamedChoiceField(forms.ModelChoiceField[Any]):
    """A choice among sources, actors or places by slug, named in the reader's language. Fields of
    the same rows are `kept_as` the same."""

    widget = LongSelect
    iterator = _Names

    def __init__(
        self, queryset: QuerySet[Any], *, kept_as: str, label: Any, empty_label: Any
    ) -> None:
        self.kept_as = kept_as
        super().__init__(
            queryset, label=label, empty_label=empty_label, required=False, to_field_name="slug"
        )

    def label_from_instance(self, obj: Source | Actor | Place) -> str:
        return _label(obj)


class NamedChoicesField(forms.ModelMultipleChoiceField[Any]):
    """As NamedChoiceField, for several at once."""

    widget = LongSelectMultiple
    iterator = _Names

    def __init__(self, queryset: QuerySet[Any], *, kept_as: str, label: Any) -> None:
        self.kept_as = kept_as
        super().__init__(queryset, label=label, required=False, to_field_name="slug")

    def clean(self, value: Any) -> Any:
        """Clean a choice; an empty box adds nothing to it."""
        return super().clean([slug for slug in value or () if slug])

    def label_from_instance(self, obj: Source | Actor | Place) -> str:
        return _label(obj)


def _label(obj: Source | Actor | Place) -> str:
    english = obj.name if isinstance(obj, Source) else obj.name_en
    return name_text(Name(slug=obj.slug, en=english, ar=obj.name_ar))


def countries(
    kept_as: str, found: Callable[[], Iterable[Name]]
) -> Callable[[], list[tuple[str, Any]]]:
    """Give choices among countries, sorted by their names in the reader's language."""

    def choices() -> list[tuple[str, Any]]:
        names = offered(kept_as, lambda: tuple(found()))
        named = [(str(name.slug), name_text(name)) for name in names]
        return [("", _("all countries")), *sorted(named, key=lambda item: item[1])]

    return choices
