"""Counts by day, stacked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from analysis.records import Polarity
from analysis.timelines.records import DayCount, Period
from dashboard import wording
from dashboard.charts.base import Chart, Option, TableRow, count_axis, day_axis, ground
from dashboard.labels import label, language_label

# Languages keep their colour from chart to chart; others share the last.
LANGUAGE_COLOURS = {
    "ar": "--series-1",
    "en": "--series-2",
    "tr": "--series-3",
    "fa": "--series-4",
    "he": "--series-5",
    "ku": "--series-6",
    "fr": "--series-7",
    "ru": "--series-8",
}
OTHER_COLOUR = "--series-other"

POLARITY_COLOURS = {
    Polarity.SUPPORT: "--support",
    Polarity.OPPOSE: "--oppose",
    Polarity.NEUTRAL: "--neutral",
}

BAR_HEIGHT = 220


def volume(counts: Sequence[DayCount], period: Period) -> Chart:
    """Stack reports by day and language."""
    codes = sorted({item.series for item in counts}, key=lambda code: (_rank(code), code))
    series = [
        (code, language_label(code), LANGUAGE_COLOURS.get(code, OTHER_COLOUR)) for code in codes
    ]
    return _stacked("volume", counts, period, series, gettext("reports"))


def _rank(code: str) -> int:
    known = list(LANGUAGE_COLOURS)
    return known.index(code) if code in known else len(known)


def stances(counts: Sequence[DayCount], period: Period) -> Chart:
    """Stack stances by day and polarity, counted by report and holder."""
    shown = [(item.value, label(item), colour) for item, colour in POLARITY_COLOURS.items()]
    present = {item.series for item in counts}
    series = [item for item in shown if item[0] in present]
    return _stacked("stances", counts, period, series, gettext("stances"), links_days=False)


def _stacked(
    name: str,
    counts: Sequence[DayCount],
    period: Period,
    series: Sequence[tuple[str, str, str]],
    noun: str,
    *,
    links_days: bool = True,
) -> Chart:
    days = period.days()
    found: dict[tuple[date, str], int] = defaultdict(int)
    for item in counts:
        found[item.on, item.series] += item.count
    option = ground()
    option["xAxis"] = day_axis(days)
    option["yAxis"] = count_axis()
    option["series"] = [
        {
            "type": "bar",
            "stack": "all",
            "name": title,
            "barMaxWidth": 22,
            "itemStyle": {"color": colour},
            "data": [_bar_item(day, found[day, key], title, links_days) for day in days],
        }
        for key, title, colour in series
    ]
    return Chart(
        name=name,
        option=option,
        summary=_counts_summary(counts, period, noun),
        height=BAR_HEIGHT,
        is_empty=not counts,
        headings=(gettext("day"), *(title for _key, title, _colour in series)),
        table=_counts_table(days, series, found, links_days=links_days),
    )


def _bar_item(day: date, count: int, title: str, links_days: bool) -> Option:
    tip = {"title": wording.day(day), "lines": [f"{title}: {wording.number(count)}"]}
    item: Option = {"value": count, "tip": tip}
    if links_days:
        item["url"] = _day_url(day)
    return item


def _day_url(day: date) -> str:
    return f"{reverse('dashboard:articles')}?since={day}&until={day}"


def _counts_table(
    days: Iterable[date],
    series: Sequence[tuple[str, str, str]],
    found: dict[tuple[date, str], int],
    *,
    links_days: bool,
) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            url=_day_url(day) if links_days else "",
            cells=(wording.day(day), *(wording.number(found[day, key]) for key, _t, _c in series)),
        )
        for day in days
        if any(found[day, key] for key, _t, _c in series)
    )


def _counts_summary(counts: Sequence[DayCount], period: Period, noun: str) -> str:
    total = sum(item.count for item in counts)
    if not total:
        return gettext("%(period)s: nothing to count.") % {"period": wording.period_text(period)}
    by_day: dict[date, int] = defaultdict(int)
    for item in counts:
        by_day[item.on] += item.count
    top = max(by_day, key=lambda day: by_day[day])
    return gettext("%(period)s: %(total)s %(noun)s, most on %(day)s (%(most)s).") % {
        "total": wording.number(total),
        "noun": noun,
        "period": wording.period_text(period),
        "day": wording.day(top),
        "most": wording.number(by_day[top]),
    }
