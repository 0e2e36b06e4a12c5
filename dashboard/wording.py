"""Numbers, dates, names and claims in the reader's language.

A name stands isolated from the direction of the text around it, and no number parts from its unit.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from hijridate import Gregorian

from analysis.terms import (
    Cause,
    CeasefireKind,
    CeasefireStatus,
    Factuality,
    Hazard,
    Measure,
    PlaceRole,
    Quantifier,
    Unit,
)
from analysis.timelines.figure_records import Band, BandKind
from analysis.timelines.households import PersonEstimate
from analysis.timelines.records import (
    CeasefireBar,
    CeasefireRow,
    FigureRow,
    Name,
    Period,
    StanceRow,
)
from dashboard import preferences
from dashboard.labels import label

_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")

# Signs and ranges of numbers keep their order within right-to-left text.
LEFT_TO_RIGHT, END_OF_ISOLATE = "\u2066", "\u2069"

# Arabic months are the Levantine ones, as the region's press writes them, unless a reader wants
# those of Egypt.
MONTHS = (
    pgettext_lazy("month", "Jan"),
    pgettext_lazy("month", "Feb"),
    pgettext_lazy("month", "Mar"),
    pgettext_lazy("month", "Apr"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "Jun"),
    pgettext_lazy("month", "Jul"),
    pgettext_lazy("month", "Aug"),
    pgettext_lazy("month", "Sep"),
    pgettext_lazy("month", "Oct"),
    pgettext_lazy("month", "Nov"),
    pgettext_lazy("month", "Dec"),
)
EGYPTIAN_MONTHS = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
HIJRI_MONTHS = (
    pgettext_lazy("Hijri month", "Muharram"),
    pgettext_lazy("Hijri month", "Safar"),
    pgettext_lazy("Hijri month", "Rabi I"),
    pgettext_lazy("Hijri month", "Rabi II"),
    pgettext_lazy("Hijri month", "Jumada I"),
    pgettext_lazy("Hijri month", "Jumada II"),
    pgettext_lazy("Hijri month", "Rajab"),
    pgettext_lazy("Hijri month", "Shaban"),
    pgettext_lazy("Hijri month", "Ramadan"),
    pgettext_lazy("Hijri month", "Shawwal"),
    pgettext_lazy("Hijri month", "Dhu al-Qadah"),
    pgettext_lazy("Hijri month", "Dhu al-Hijjah"),
)
ARABIC_DIGITS = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
# What parts thousands. The narrow space of French is lost in small type; this one does not break.
THOUSANDS = {"fr": "\u00a0"}

# The size words of a vague figure, by its smallest order ("tens of thousands" is stored as 10000).
ORDERS = {
    10: _("tens"),
    100: _("hundreds"),
    1_000: _("thousands"),
    10_000: _("tens of thousands"),
    100_000: _("hundreds of thousands"),
    1_000_000: _("millions"),
}

QUANTIFIER_SIGNS = {
    Quantifier.APPROXIMATELY: "~",
    Quantifier.MORE_THAN: ">",
    Quantifier.LESS_THAN: "≤",
}


def day(value: date | datetime | None) -> str:
    """Write a day as "17 Oct 2019", with the Hijri one beside it for those who want it; None is
    "no date"."""
    if value is None:
        return gettext("no date")
    on = value.astimezone(UTC).date() if isinstance(value, datetime) else value
    hijri = _hijri(on) if preferences.active().has_hijri else ""
    return f"{short_day(on)} {_in_digits(str(on.year))}" + (f" / {hijri}" if hijri else "")


def short_day(on: date) -> str:
    return f"{_in_digits(str(on.day))} {months()[on.month - 1]}"


def month(on: date) -> str:
    return f"{months()[on.month - 1]} {_in_digits(str(on.year))}"


def months() -> Sequence[str]:
    """Give the names of the months, January first, in the reader's language."""
    wanted = preferences.active().months
    if get_language() == "ar" and wanted is preferences.Months.EGYPTIAN:
        return EGYPTIAN_MONTHS
    return _months_in(get_language())


@cache
def _months_in(_language: str | None) -> Sequence[str]:
    """Give the months in the language of now, which stands for all later pages in it."""
    return tuple(str(month) for month in MONTHS)


def _hijri(on: date) -> str:
    """Write a day of the Umm al-Qura calendar; "" outside the years that it is known for."""
    try:
        found = Gregorian(on.year, on.month, on.day).to_hijri()
    except OverflowError:
        return ""
    return gettext("%(day)s %(month)s %(year)s AH") % {
        "day": _in_digits(str(found.day)),
        "month": HIJRI_MONTHS[found.month - 1],
        "year": _in_digits(str(found.year)),
    }


def moment(value: datetime | None) -> str:
    """Write a moment in UTC to the minute; None is "never"."""
    if value is None:
        return gettext("never")
    return f"{day(value)} {_in_digits(f'{value.astimezone(UTC):%H:%M}')} UTC"


def number(value: int | None) -> str:
    """Write a whole number with its thousands parted, in Latin digits unless the reader of an
    Arabic page wants the others; None is a dash."""
    if value is None:
        return "—"
    parted = f"{value:,}".replace(",", THOUSANDS.get(get_language() or "", ","))
    return _in_digits(parted)


def has_arabic_digits() -> bool:
    return get_language() == "ar" and preferences.active().digits is preferences.Digits.ARABIC


def _in_digits(text: str) -> str:
    return text.translate(ARABIC_DIGITS) if has_arabic_digits() else text


def number_locale() -> str:
    """Give the language tag with which a browser writes numbers as `number` does."""
    if has_arabic_digits():
        return "ar-u-nu-arab"
    return "fr" if get_language() == "fr" else "en-US"


def name_text(name: Name) -> str:
    """Give a name in the reader's language, else in the one that it has."""
    return (name.ar or name.en) if get_language() == "ar" else (name.en or name.ar)


def names_text(names: Iterable[Name]) -> str:
    return " – ".join(map(name_text, names))


def isolated(text: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", text)


def names(found: Iterable[Name], separator: str = " – ") -> SafeString:
    """Write names, each isolated from the others' direction."""
    return format_html_join(separator, "<bdi>{}</bdi>", ((name_text(name),) for name in found))


def ceasefire_title(bar: CeasefireBar) -> SafeString:
    """Name a ceasefire by its parties, else by its places, else by neither."""
    named = names(bar.parties) or names(bar.places, gettext(", "))
    return named or format_html("{}", gettext("parties not named"))


def status_reason(bar: CeasefireBar) -> SafeString:
    """Say why a ceasefire has its status: as it is stored, which is in English; in another
    language from its dates, and as stored only where those do not say."""
    told = _reason_by_dates(bar) if get_language() != "en" else ""
    if told or not bar.status_reason:
        return format_html("{}", told)
    stored = _ISO_DAY.sub(lambda found: day(date.fromisoformat(found[0])), bar.status_reason)
    return format_html('<span lang="en" dir="ltr">{}</span>', stored)


def _reason_by_dates(bar: CeasefireBar) -> str:
    extended = [mark.on for mark in bar.marks if mark.kind is CeasefireKind.EXTENDED and mark.on]
    if bar.status is CeasefireStatus.LAPSED:
        said, on = gettext("its term ran out on %(day)s without further word"), bar.ended_on
    elif bar.status is CeasefireStatus.EXTENDED:
        said, on = gettext("extended on %(day)s"), extended[-1] if extended else None
    elif bar.status is CeasefireStatus.IN_EFFECT:
        said, on = gettext("in force since %(day)s, no end reported"), bar.effective_on
    else:
        said, on = gettext("reported ended on %(day)s"), bar.ended_on
    return said % {"day": day(on)} if on else ""


def period_text(period: Period) -> str:
    return f"{day(period.since)} – {day(period.until)}"


def days_text(first: date | None, last: date | None) -> str:
    """Write a run of days, or the only one."""
    return day(first) if last in (None, first) else f"{day(first)} – {day(last)}"


def duration(hours: int | None) -> str:
    """Write a truce's length as it is spoken of: hours up to a week, whole days beyond."""
    if hours is None:
        return ""
    if hours > 168 and hours % 24 == 0:
        days = hours // 24
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": number(days)}
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": number(hours)}


def counted(amount: str, count: int, unit: Unit) -> str:
    """Write a number with its unit in the form that goes with it."""
    if unit is Unit.PERSON:
        said = ngettext("%(amount)s person", "%(amount)s persons", count)
    elif unit is Unit.HOUSEHOLD:
        said = ngettext("%(amount)s household", "%(amount)s households", count)
    else:
        said = gettext("%(amount)s (unit unclear)")
    return said % {"amount": amount}


def vague(order: int, unit: Unit) -> str:
    """Write a vague figure in words, as no number was said."""
    said = {
        Unit.PERSON: gettext("%(order)s of persons"),
        Unit.HOUSEHOLD: gettext("%(order)s of households"),
    }.get(unit, gettext("%(order)s (unit unclear)"))
    return said % {"order": ORDERS.get(order, gettext("an unknown number"))}


def figure_text(row: FigureRow) -> str:
    """Write a figure as printed, with quantifier and unit: "about 300,000 persons"."""
    if row.reported is None:
        return gettext("no number")
    if row.quantifier is Quantifier.VAGUE:
        return vague(row.reported, row.unit)
    high = row.reported_high or row.reported
    amount = counted(_range(row.reported, high), high, row.unit)
    if high == row.reported and row.quantifier in QUANTIFIER_SIGNS:
        return f"{label(row.quantifier)} {amount}"
    return amount


def figure_mark(row: FigureRow) -> str:
    """Write a figure for a point on a chart: "~300,000", households named as such."""
    if row.reported is None:
        return ""
    if row.quantifier is Quantifier.VAGUE:
        return vague(row.reported, row.unit)
    high = row.reported_high or row.reported
    sign = QUANTIFIER_SIGNS.get(row.quantifier, "") if high == row.reported else ""
    amount = f"{LEFT_TO_RIGHT}{sign}{_span(row.reported, high)}{END_OF_ISOLATE}"
    return amount if row.unit is Unit.PERSON else counted(amount, high, row.unit)


def kind_text(kind: BandKind) -> str:
    """Say what a band counts: "returns, running totals, households, conflict"."""
    counted_as = gettext("returns") if kind.is_return else label(kind.measure)
    if kind.measure is Measure.UNCLEAR and not kind.is_return:
        counted_as = gettext("measure unclear")
    total = [gettext("running totals")] if kind.is_cumulative else []
    return gettext(", ").join([counted_as, *total, label(kind.unit), label(kind.cause)])


def cause_text(cause: Cause, hazard: Hazard) -> str:
    """Write a cause with its hazard: "disaster (flood)"."""
    if hazard is Hazard.UNCLEAR:
        return label(cause)
    return gettext("%(cause)s (%(hazard)s)") % {"cause": label(cause), "hazard": label(hazard)}


def band_text(band: Band) -> str:
    """Write a band's lowest, recommended and highest number: "160,000 to 300,000"."""
    span = _range(band.low, band.high)
    if not band.recommended:
        return span
    return gettext("%(span)s, recommended %(best)s") % {"span": span, "best": best_text(band)}


def best_text(band: Band) -> str:
    """Write the recommended number of a band; all of them, where people recommend several."""
    numbers = dict.fromkeys(item.first.reported or 0 for item in band.recommended)
    return gettext(", ").join(map(number, sorted(numbers)))


def span_text(low: int, high: int, unit: Unit) -> str:
    """Write a number, or both ends of a range, with its unit."""
    return counted(_range(low, high), high, unit)


def estimate_text(estimate: PersonEstimate) -> str:
    """Write the persons that households may be, as an estimate with what it rests on."""
    return gettext("estimate: about %(persons)s persons, at %(size)s to a household") % {
        "persons": _range(estimate.low, estimate.high),
        "size": _in_digits(f"{estimate.by.size:.1f}"),
    }


def _range(low: int, high: int) -> str:
    if low == high:
        return number(low)
    return gettext("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}


def _span(low: int, high: int) -> str:
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def _joined(parts: Iterable[SafeString | str]) -> SafeString:
    return format_html_join(
        mark_safe(' <span class="dot" aria-hidden="true">·</span> '),
        "{}",
        ((part,) for part in parts if part),
    )


def ceasefire_line(row: CeasefireRow) -> SafeString:
    """Write a ceasefire claim in one line: kind, who, how long, where."""
    kind = label(row.kind)
    if row.factuality not in (Factuality.ASSERTED, Factuality.UNCLEAR):
        kind = f"{kind} ({label(row.factuality)})"
    return _joined(
        (
            format_html("<strong>{}</strong>", kind),
            names(row.parties) if row.kind is not CeasefireKind.VIOLATED else "",
            _violation(row),
            format_html('<span class="nowrap">{}</span>', duration(row.duration_hours))
            if row.duration_hours
            else "",
            names(row.places, gettext(", ")),
        )
    )


def _violation(row: CeasefireRow) -> SafeString:
    if row.kind is not CeasefireKind.VIOLATED:
        return mark_safe("")
    return _joined(
        (
            format_html(gettext("against {}"), names(row.perpetrators)) if row.perpetrators else "",
            format_html(gettext("alleged by {}"), names(row.alleged_by)) if row.alleged_by else "",
            format_html(gettext("denied by {}"), names(row.denied_by)) if row.denied_by else "",
        )
    )


def figure_line(row: FigureRow) -> SafeString:
    """Write a figure in one line: number and unit, term, from where to where, since when."""
    said = [format_html('<strong class="nowrap">{}</strong>', figure_text(row)), label(row.term)]
    if row.factuality not in (Factuality.ASSERTED, Factuality.UNCLEAR):
        said.append(label(row.factuality))
    said += [place_part(row, role) for role in PlaceRole]
    if row.is_cumulative:
        said.append(cumulative_text(row))
    return _joined(said)


def cumulative_text(row: FigureRow) -> str:
    if row.since_on:
        return gettext("running total since %(day)s") % {"day": day(row.since_on)}
    return gettext("running total")


def place_part(row: FigureRow, role: PlaceRole) -> SafeString:
    """Write the places of one role, led by the role's word; "" where there are none."""
    found = [part.place for part in row.places if part.role is role]
    if not found:
        return mark_safe("")
    if role is PlaceRole.UNCLEAR:
        return names(found, gettext(", "))
    return format_html("{} {}", label(role), names(found, gettext(", ")))


def stance_line(row: StanceRow) -> SafeString:
    """Write a stance in one line: holder, polarity, target, act."""
    return _joined(
        (
            format_html(
                gettext("{holder} on {target}: {polarity}"),
                holder=isolated(name_text(row.holder)),
                target=isolated(name_text(row.target)),
                polarity=format_html("<strong>{}</strong>", label(row.polarity)),
            ),
            label(row.act) if row.act != "NONE" else "",
        )
    )


def said_by(row: CeasefireRow | FigureRow | StanceRow) -> SafeString:
    """Say to whom a claim is attributed, apart from who printed it."""
    if isinstance(row, FigureRow):
        if row.reporters:
            return format_html(gettext("according to {}"), names(row.reporters, gettext(", ")))
        return format_html("{}", gettext("no reporter named"))
    if isinstance(row, CeasefireRow) and row.mediators:
        return format_html(gettext("mediated by {}"), names(row.mediators, gettext(", ")))
    return mark_safe("")


def claim_line(row: CeasefireRow | FigureRow | StanceRow) -> SafeString:
    if isinstance(row, CeasefireRow):
        return ceasefire_line(row)
    if isinstance(row, FigureRow):
        return figure_line(row)
    return stance_line(row)
