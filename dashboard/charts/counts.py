"""Counts by day, stacked."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext

from analysis.terms import Polarity
from analysis.timelines.records import DayCount, Name, Period
from dashboard import links, wording
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
COUNTRY_COLOURS = tuple(LANGUAGE_COLOURS.values())
# The series of all countries without a colour of their own: no code of a country.
OTHER = "-"

POLARITY_COLOURS = {
    Polarity.SUPPORT: "--support",
    Polarity.OPPOSE: "--oppose",
    Polarity.NEUTRAL: "--neutral",
}

BAR_HEIGHT = 196
# More bars than this are thinner than what a hand can point at.
MOST_DAYS = 120


# Where a bar, or a row of the table, leads: from its first day, last day and series ("" for all).
Target = Callable[[date, date, str], str]


def bins(period: Period) -> tuple[tuple[date, date], ...]:
    """Cut a period into days or, where those are many, into weeks; the last may be shorter."""
    days = period.days()
    step = 1 if len(days) <= MOST_DAYS else 7
    return tuple(
        (days[at], days[min(at + step, len(days)) - 1]) for at in range(0, len(days), step)
    )


def volume(counts: Sequence[DayCount], period: Period, *, place: Name | None = None) -> Chart:
    """Stack reports by day and language; a bar leads to the articles of its days, or to those of
    a place."""
    codes = sorted({item.series for item in counts}, key=lambda code: (_rank(code), code))
    series = [
        (code, language_label(code), LANGUAGE_COLOURS.get(code, OTHER_COLOUR)) for code in codes
    ]

    base = links.place(place) if place else links.listed("articles")

    def target(first: date, last: date, _code: str) -> str:
        return links.between(base, first, last)

    return _stacked("volume", counts, period, series, gettext("reports"), target)


def _rank(code: str) -> int:
    known = list(LANGUAGE_COLOURS)
    return known.index(code) if code in known else len(known)


def reports_by_country(
    counts: Sequence[DayCount],
    countries: Mapping[str, Name],
    period: Period,
    query: Mapping[str, str],
) -> Chart:
    """Stack reports by day and country of the outlet; countries beyond the first few are one.

    A bar leads to its articles: those of `query`, of its days and of its country."""
    totals: Counter[str] = Counter()
    for item in counts:
        totals[item.series] += item.count
    ranked = sorted(totals, key=lambda code: (code == "", -totals[code], code))
    own, others = ranked[: len(COUNTRY_COLOURS)], set(ranked[len(COUNTRY_COLOURS) :])
    series = [
        (code, _country(code, countries), colour)
        for code, colour in zip(own, COUNTRY_COLOURS, strict=False)
    ]
    if others:
        series.append((OTHER, gettext("other countries"), OTHER_COLOUR))
    joined = [
        replace(item, series=OTHER if item.series in others else item.series) for item in counts
    ]

    every = links.listed("articles", **query)
    bases = {code: links.listed("articles", **{**query, "outlet_country": code}) for code in own}

    def target(first: date, last: date, code: str) -> str:
        return links.between(bases.get(code, every) if code else every, first, last)

    return _stacked("mentions", joined, period, series, gettext("reports"), target)


def _country(code: str, countries: Mapping[str, Name]) -> str:
    if not code:
        return gettext("country unknown")
    return wording.name_text(countries[code]) if code in countries else code


def stances(
    counts: Sequence[DayCount],
    period: Period,
    *,
    name: str = "stances",
    query: Mapping[str, str] | None = None,
) -> Chart:
    """Stack stances by day and polarity, counted by report and holder or target.

    With a `query` a bar leads to the sentences of that query, of its days and polarity."""
    shown = [(item.value, label(item), colour) for item, colour in POLARITY_COLOURS.items()]
    present = {item.series for item in counts}
    series = [item for item in shown if item[0] in present]

    bases = {
        key: links.listed("quotes", **(query or {}), polarity=key)
        for key in ("", *(key for key, _title, _colour in series))
    }

    def target(first: date, last: date, polarity: str) -> str:
        return links.between(bases[polarity], first, last)

    leads = target if query is not None else None
    return _stacked(name, counts, period, series, gettext("stances"), leads)


def _stacked(
    name: str,
    counts: Sequence[DayCount],
    period: Period,
    series: Sequence[tuple[str, str, str]],
    noun: str,
    target: Target | None,
) -> Chart:
    spans = bins(period)
    titles = [_span_text(*span) for span in spans]
    found = _binned(counts, spans)
    option = ground()
    option["xAxis"] = day_axis([first for first, _last in spans])
    option["yAxis"] = count_axis()
    option["series"] = [
        {
            "type": "bar",
            "stack": "all",
            "name": title,
            "barMaxWidth": 22,
            "itemStyle": {"color": colour},
            "data": [
                _bar_item(span, when, found[span[0], key], title, key, target)
                for span, when in zip(spans, titles, strict=True)
            ],
        }
        for key, title, colour in series
    ]
    return Chart(
        name=name,
        option=option,
        summary=_counts_summary(counts, period, noun),
        height=BAR_HEIGHT,
        is_empty=not counts,
        headings=(_span_heading(spans), *(title for _key, title, _colour in series)),
        table=_counts_table(spans, titles, series, found, target),
    )


def _binned(
    counts: Iterable[DayCount], spans: Sequence[tuple[date, date]]
) -> dict[tuple[date, str], int]:
    """Add up counts by the first day of their span and by series."""
    firsts = [first for first, _last in spans]
    found: dict[tuple[date, str], int] = defaultdict(int)
    for item in counts:
        at = bisect_right(firsts, item.on) - 1
        if at >= 0 and item.on <= spans[at][1]:
            found[firsts[at], item.series] += item.count
    return found


def _span_heading(spans: Sequence[tuple[date, date]]) -> str:
    return gettext("day") if spans[0][0] == spans[0][1] else gettext("week")


def _span_text(first: date, last: date) -> str:
    return wording.day(first) if first == last else f"{wording.day(first)} – {wording.day(last)}"


def _bar_item(
    span: tuple[date, date], when: str, count: int, title: str, key: str, target: Target | None
) -> Option:
    if not count:  # no bar: nothing to point at
        return {"value": 0}
    lines = [f"{title}: {wording.number(count)}"]
    item: Option = {"value": count, "tip": {"title": when, "lines": lines}}
    if target:
        item["url"] = target(*span, key)
    return item


def _counts_table(
    spans: Sequence[tuple[date, date]],
    titles: Sequence[str],
    series: Sequence[tuple[str, str, str]],
    found: Mapping[tuple[date, str], int],
    target: Target | None,
) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            url=target(first, last, "") if target else "",
            cells=(
                when,
                *(wording.number(found.get((first, key), 0)) for key, _title, _colour in series),
            ),
        )
        for (first, last), when in zip(spans, titles, strict=True)
        if any(found.get((first, key)) for key, _title, _colour in series)
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
