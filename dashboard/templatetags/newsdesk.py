"""Filters and tags with which templates say records in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis import timelines
from analysis.terms import Cause, PlaceRole
from analysis.timelines.figure_records import Band, BandKind, FigureDecision, FlowSum
from analysis.timelines.households import PersonEstimate
from analysis.timelines.records import (
    CeasefireBar,
    CeasefireRow,
    Evidence,
    FigureGroup,
    FigureRow,
    Mark,
    Name,
    Period,
    PlaceRow,
    Precision,
    StanceRow,
)
from dashboard import labels, links, marks, wording
from dashboard.choices import offered, written
from ingest.wording import details

register = template.Library()

SPARK_WIDTH, SPARK_HEIGHT = 96, 20
# More points than this fall on the same pixels.
MOST_SPARK_POINTS = 48


@register.filter
def label(value: StrEnum | None) -> str:
    return labels.label(value) if value is not None else ""


@register.filter
def language_name(code: str) -> str:
    return labels.language_label(code)


@register.filter
def language_names(codes: str) -> SafeString:
    """Name the languages of a source, which are stored as "en,fr"."""
    return format_html_join(
        gettext(", "), "{}", ((labels.language_label(code),) for code in codes.split(",") if code)
    )


@register.filter
def fetch_details(value: str) -> SafeString:
    """Say what a fetch brought; what the pipeline noted in English stands apart."""
    return format_html_join(
        gettext("; "),
        "{}",
        (
            (format_html('<span lang="en" dir="ltr">{}</span>', text) if is_english else text,)
            for text, is_english in details(value)
        ),
    )


@register.filter
def day(value: date | datetime | None) -> str:
    return wording.day(value)


@register.filter
def stated_day(value: date | None) -> str:
    """Write a day that a text may or may not state."""
    return wording.day(value) if value else gettext("not known")


@register.filter
def moment(value: datetime | None) -> str:
    return wording.moment(value)


@register.filter
def number(value: int | None) -> str:
    return wording.number(value)


@register.filter
def mark(value: CeasefireRow | FigureRow | StanceRow) -> SafeString:
    return marks.mark(value)


@register.filter
def days(value: Mark) -> str:
    return wording.days_text(value.on, value.until)


@register.filter
def hours(value: int | None) -> str:
    return wording.duration(value)


@register.filter
def period_text(value: Period) -> str:
    return wording.period_text(value)


@register.filter
def name(value: Name) -> SafeString:
    return wording.isolated(wording.name_text(value))


@register.filter
def plain_name(value: Name) -> str:
    return wording.name_text(value)


@register.filter
def names(value: Iterable[Name]) -> SafeString:
    return wording.names(value)


@register.filter
def listed(value: Iterable[Name]) -> SafeString:
    return wording.names(value, gettext(", "))


@register.filter
def ceasefire_title(value: CeasefireBar) -> SafeString:
    return wording.ceasefire_title(value)


@register.filter
def status_reason(value: CeasefireBar) -> SafeString:
    return wording.status_reason(value)


@register.filter
def figure(value: FigureRow) -> str:
    return wording.figure_text(value)


@register.filter
def running_total(value: FigureRow) -> str:
    return wording.cumulative_text(value) if value.is_cumulative else ""


@register.filter
def claim_line(value: CeasefireRow | FigureRow | StanceRow) -> SafeString:
    return wording.claim_line(value)


@register.filter
def said_by(value: CeasefireRow | FigureRow | StanceRow) -> SafeString:
    return wording.said_by(value)


@register.filter
def sentence_url(value: Evidence) -> str:
    return links.sentence(value)


@register.filter
def places_in(value: FigureRow) -> list[SafeString]:
    """Give a figure's places, one text a role."""
    parts = (wording.place_part(value, role) for role in PlaceRole)
    return [part for part in parts if part]


@register.filter
def place_within(value: PlaceRow, countries: Mapping[str, Name]) -> SafeString | str:
    """Say in which country a place lies; "" for a country itself."""
    if value.precision is Precision.COUNTRY or not value.country:
        return ""
    return wording.isolated(wording.name_text(countries[value.country]))


@register.filter
def sparkline(counts: Sequence[int]) -> str:
    """Give the path of small bars over daily counts, for an SVG of 96 by 20."""
    width = -(-len(counts) // MOST_SPARK_POINTS) or 1
    counts = [sum(counts[first : first + width]) for first in range(0, len(counts), width)]
    top = max(counts, default=0) or 1
    step = SPARK_WIDTH / max(len(counts), 1)
    return "".join(
        f"M{(place + 0.5) * step:.1f},{SPARK_HEIGHT}v-{SPARK_HEIGHT * count / top:.1f}"
        for place, count in enumerate(counts)
        if count
    )


# The heading of a page says its days already.
SAID_IN_THE_HEADING = ("since", "until")


@register.filter
def options(choices: Iterable[tuple[str, str]]) -> SafeString:
    """Write the choices of a drop-down."""
    return written(choices)


@register.filter
def chosen(form: forms.Form) -> list[tuple[str, str]]:
    """Give each filter that is set with what it is set to, in words, for a page on paper."""
    data = getattr(form, "cleaned_data", {})
    return [
        (str(field.label), _in_words(field.field, data[field.name]))
        for field in form.visible_fields()
        if data.get(field.name) and field.name not in SAID_IN_THE_HEADING
    ]


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return gettext(", ").join(map(field.label_from_instance, value))
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)


@register.simple_tag(takes_context=True)
def kept(context: template.Context) -> str:
    """Give the query string of the filters that go along from page to page, with its "?"."""
    request: HttpRequest | None = context.get("request")
    return links.kept(request.GET) if request else ""


@register.simple_tag(takes_context=True)
def place_url(context: template.Context, value: Name, period: Period) -> str:
    """Give a place's address with the page's period and filters."""
    query = links.narrowing(context["request"].GET)
    return links.place(value, **query, since=period.since, until=period.until)


@register.simple_tag(takes_context=True)
def moved_period(context: template.Context, period: Period, steps: int) -> str:
    """Give this page's own query string with the period moved by its own length, `steps` times."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    span = period.until - period.since + timedelta(days=1)
    query["since"] = (period.since + span * steps).isoformat()
    query["until"] = (period.until + span * steps).isoformat()
    return f"?{query.urlencode()}"


@register.inclusion_tag("dashboard/partials/_all_days.html", takes_context=True)
def all_days(context: template.Context, period: Period) -> dict[str, object]:
    """Lead to the same page over all days of the archive, where the page shows fewer."""
    whole = offered("archive", lambda: timelines.archive(datetime.now(UTC).date()))
    if whole is None or (period.since <= whole.since and whole.until <= period.until):
        return {}
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["since"], query["until"] = whole.since.isoformat(), whole.until.isoformat()
    return {"address": f"?{query.urlencode()}", "whole": whole}


@register.simple_tag(takes_context=True)
def sorted_query(context: template.Context, name: str, order: str, first: str) -> str:
    """Give this page's own query string sorted by `name`: in the order `first` ("" or "-"), or
    turned where it is sorted so already."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    turned = "" if first else "-"
    query["order"] = (turned if order == first + name else first) + name
    return f"?{query.urlencode()}"


@register.simple_tag
def aria_sort(name: str, order: str) -> str:
    """Give what a screen reader says of a column's order."""
    return {name: "ascending", f"-{name}": "descending"}.get(order, "none")


@register.filter
def figure_url(value: FigureRow) -> str:
    return links.figure(value)


@register.filter
def band_kind(value: BandKind) -> str:
    return wording.kind_text(value)


@register.filter
def band(value: Band) -> str:
    return wording.band_text(value)


@register.filter
def best(value: Band) -> str:
    return wording.best_text(value)


@register.filter
def cause(value: FigureRow | FigureGroup | FigureDecision) -> str:
    return wording.cause_text(value.cause or Cause.UNCLEAR, value.hazard)


@register.filter
def estimate(value: PersonEstimate) -> str:
    return wording.estimate_text(value)


@register.filter
def span_of(value: FlowSum) -> str:
    """Write a sum: one number, or both ends where a part of it is a range."""
    return wording.span_text(value.low, value.high, value.kind.unit)


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, page: int) -> str:
    """Give this page's own query string with another page number."""
    query = context["request"].GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"
