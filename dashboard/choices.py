"""Choices among many: drop-downs of hundreds of places or actors, read and written at once.

Django makes a model object and renders a template for every choice, which takes longer than all
else on a page of figures.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from analysis.models import Actor, Place
from analysis.timelines.records import Name
from dashboard.wording import name_text
from ingest.models import Source


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
        return format_html(
            "<select{}>{}</select>",
            flatatt({"name": name, **self.build_attrs(self.attrs, attrs)}),
            written(self.choices, chosen),
        )


class _Names(ModelChoiceIterator[Any]):
    """The choices of a NamedChoiceField, without a model object for each."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        english = "name" if self.queryset.model is Source else "name_en"
        for slug, *name in self.queryset.values_list("slug", english, "name_ar"):
            yield slug, name_text(Name(slug=slug, en=name[0], ar=name[1]))


class NamedChoiceField(forms.ModelChoiceField[Any]):
    """A choice among sources, actors or places by slug, named in the reader's language."""

    widget = LongSelect
    iterator = _Names

    def __init__(self, queryset: QuerySet[Any], *, label: Any, empty_label: Any) -> None:
        super().__init__(
            queryset, label=label, empty_label=empty_label, required=False, to_field_name="slug"
        )

    def label_from_instance(self, obj: Source | Actor | Place) -> str:
        english = obj.name if isinstance(obj, Source) else obj.name_en
        return name_text(Name(slug=obj.slug, en=english, ar=obj.name_ar))
