"""Filters and tags with which the home page and the timelines say what is new."""

from datetime import timedelta

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from analysis.timelines.home_records import ActorJump, CeasefireChange, ChangeKind, OutOfBand
from analysis.timelines.period import LONGEST_DAYS
from analysis.timelines.records import Period
from dashboard import wording
from dashboard.labels import label

register = template.Library()

DOT = mark_safe(' <span class="dot" aria-hidden="true">·</span> ')
# Below this a mean is told with a digit behind the point: 2.4 reports a week are not 2.
SMALL = 10


@register.filter
def change(value: CeasefireChange) -> SafeString:
    """Say what became of a ceasefire: that it is new, what it was and is, or who broke it."""
    if value.kind is ChangeKind.VIOLATED:
        return wording.ceasefire_line(value.row)
    said = {
        ChangeKind.NEW: gettext("new: %(after)s"),
        ChangeKind.STATUS: gettext("was %(before)s, now %(after)s"),
        ChangeKind.LAPSED: gettext("its term ran out on %(day)s without further word"),
    }[value.kind] % {
        "before": label(value.before) if value.before else "",
        "after": label(value.after),
        "day": wording.day(value.bar.ended_on),
    }
    title = wording.ceasefire_title(value.bar)
    where = wording.names(value.bar.places, gettext(", ")) if value.bar.parties else ""
    parts = (format_html("<strong>{}</strong>", said), title, where)
    return format_html_join(DOT, "{}", ((part,) for part in parts if part))


@register.filter
def out_of_band(value: OutOfBand) -> str:
    """Say beside which numbers a figure stands out, and how many of them there are."""
    band = value.band
    span = wording.span_text(band.low, band.high, band.kind.unit)
    said = (
        gettext("above the %(span)s known before")
        if value.is_above
        else gettext("below the %(span)s known before")
    )
    return said % {"span": span}


@register.filter
def times(value: ActorJump) -> str:
    """Write a jump as "3.1×"; an actor that is usually not named at all is new."""
    if value.times is None:
        return gettext("new")
    return f"{wording.LEFT_TO_RIGHT}{value.times:.1f}×{wording.END_OF_ISOLATE}"


@register.filter
def mean(value: float) -> str:
    return wording.number(round(value)) if value >= SMALL else f"{value:.1f}"


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changed: str) -> str:
    """Give this page's own query string with some of it changed; "" takes a part out."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def without(context: template.Context, name: str, value: str) -> str:
    """Give this page's own query string without one of the values of a name."""
    query = context["request"].GET.copy()
    query.setlist(name, [kept for kept in query.getlist(name) if kept not in (value, "")])
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def zoomed_period(context: template.Context, period: Period, share: float) -> str:
    """Give this page's own query string with the days around the period's middle: a `share` below
    1 zooms in, one above 1 out. A day is the least."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    days = (period.until - period.since).days + 1
    wanted = min(max(round(days * share), 1), LONGEST_DAYS)
    since = period.since + timedelta(days=(days - wanted) // 2)
    query["since"] = since.isoformat()
    query["until"] = (since + timedelta(days=wanted - 1)).isoformat()
    return f"?{query.urlencode()}"
