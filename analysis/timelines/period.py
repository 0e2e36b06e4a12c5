"""Which days a page shows."""

from datetime import UTC, date, timedelta

from django.db.models import Max, Min, Q

from analysis.querysets import day_bounds, in_articles
from analysis.timelines.records import Filters, Period, PeriodNote
from ingest.models import Article

# A month is what an analyst's weekly or monthly note covers, and fits a screen at a bar a day.
USUAL_DAYS = 30
# A wider span would draw more bars than pixels and read the whole table.
LONGEST_DAYS = 1830


def resolve(filters: Filters) -> Period:
    """Give the period asked for; else the last 30 days; else, where those hold no article, the
    30 days that end with the newest article."""
    if filters.since or filters.until:
        return _given(filters)
    usual = _ending(filters.today, PeriodNote.LAST_DAYS)
    articles = Article.objects.readable()
    if filters.source:
        articles = articles.filter(source__slug=filters.source)
    if filters.language:
        articles = articles.filter(language=filters.language)
    latest = articles.filter(
        published_at__lt=day_bounds(filters.today, filters.today)[1]
    ).aggregate(latest=Max("published_at"))["latest"]
    if latest is None:
        return _ending(filters.today, PeriodNote.NO_DATA)
    newest = latest.astimezone(UTC).date()
    return usual if newest >= usual.since else _ending(newest, PeriodNote.LATEST_DATA)


def archive(today: date) -> Period | None:
    """Give the days from the oldest article to the newest, the latest of them where they are more
    than a page shows; None where nothing is stored."""
    ends = (
        Article.objects.readable()
        .filter(published_at__lt=day_bounds(today, today)[1])
        .aggregate(first=Min("published_at"), last=Max("published_at"))
    )
    if ends["last"] is None:
        return None
    first, last = (ends[end].astimezone(UTC).date() for end in ("first", "last"))
    since = max(first, last - timedelta(days=LONGEST_DAYS - 1))
    return Period(since=since, until=last, note=PeriodNote.GIVEN)


def of_claims(
    filters: Filters, period: Period, *, prefix: str = "", with_undated: bool = False
) -> Q:
    """Select the claims of ceasefires and figures that a period's articles make, of the source and
    language asked for; `prefix` leads to the claim ("" for claims themselves)."""
    return in_articles(
        f"{prefix}article__",
        dated=f"{prefix}printed_at",
        since=period.since,
        until=period.until,
        source=filters.source,
        language=filters.language,
        outlet_country=filters.outlet_country,
        with_undated=with_undated,
    )


def _ending(until: date, note: PeriodNote) -> Period:
    return Period(since=until - timedelta(days=USUAL_DAYS - 1), until=until, note=note)


def _given(filters: Filters) -> Period:
    until = filters.until or max(filters.today, filters.since or filters.today)
    since = filters.since or _first_day(filters, until)
    since = max(since, until - timedelta(days=LONGEST_DAYS - 1))
    return Period(since=since, until=until, note=PeriodNote.GIVEN)


def _first_day(filters: Filters, until: date) -> date:
    oldest = (
        Article.objects.readable()
        .filter(in_articles("", since=date(1900, 1, 1), until=until))
        .aggregate(oldest=Min("published_at"))["oldest"]
    )
    return oldest.astimezone(UTC).date() if oldest else until
