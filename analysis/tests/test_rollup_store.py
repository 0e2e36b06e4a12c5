"""Counts are what counting the articles gives, whatever was done to them and by whom."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from analysis import models, rollup_store
from analysis.management import made_corpus
from analysis.querysets import SPOTS, in_articles, in_place
from analysis.timelines import counts
from analysis.timelines.pages import Totals
from analysis.timelines.records import Filters, Period, PeriodNote
from ingest.models import Article, Source

pytestmark = pytest.mark.django_db

LAST = date(2025, 12, 31)
UNTIL = datetime(2025, 12, 31, 12, tzinfo=UTC)
YEAR = Period(since=date(2025, 1, 1), until=LAST, note=PeriodNote.GIVEN)
PART = Period(since=date(2025, 3, 17), until=date(2025, 11, 2), note=PeriodNote.GIVEN)
ASKED = (
    Filters(today=LAST),
    Filters(today=LAST, language="ar"),
    Filters(today=LAST, outlet_country="LBN"),
    Filters(today=LAST, language="en", outlet_country="SYR"),
    Filters(today=LAST, source="made-0"),
)


@pytest.fixture(autouse=True)
def corpus() -> None:
    models.Actor.objects.bulk_create(
        models.Actor(slug=f"a-{n}", name_en=f"Actor {n}", kind="STATE") for n in range(12)
    )
    models.Place.objects.bulk_create(map(_place, range(14)))
    # A small batch is written as news is: checked, and with all triggers.
    list(made_corpus.make(250, seed=3, until=UNTIL, batch_size=100))


def _place(number: int) -> models.Place:
    """A tree: two countries, a region and a district in each, a region of the sea, and towns."""
    features = ("COUNTRY", "COUNTRY", "ADM1", "ADM1", "ADM2", "ADM2", "REGION")
    feature = features[number] if number < len(features) else "SETTLEMENT"
    country = ("AAA", "BBB")[number % 2] if number != 6 and number != 13 else ""
    above = {"ADM2": "Place {0}", "SETTLEMENT": "Place {0}|Place {1}"}.get(feature, "")
    path = above.format(number % 2 + 2, number % 2 + 4) if country else "Place 6"
    return models.Place(
        slug=f"p-{number}",
        name_en=f"Place {number}",
        feature=feature,
        country=country,
        admin_path="" if number == 6 else path,
    )


def assert_exact(periods: tuple[Period, ...] = (PART,)) -> None:
    read = Article.objects.filter(outcome="OK").order_by().values_list("source")
    assert counts.reports_by_source() == dict(read.annotate(Count("pk")))
    regions = models.Place.objects.exclude(feature__in=SPOTS).order_by("pk")
    for turn, filters in enumerate(ASKED):
        for period in periods:
            assert counts.reports_by_actor(filters, period) == _named("actor", filters, period)
            assert counts.reports_by_place(filters, period) == _named("place", filters, period)
            # All of them at first and at last, one of them after each change.
            for place in regions if len(periods) > 1 else regions[turn : turn + 1]:
                found = {
                    (c.on, c.series): c.count
                    for c in counts.volume_of_region(place, filters, period)
                }
                assert found == _volume_within(place, filters, period), place
            _assert_series(filters, period)
            found = {(c.on, c.series): c.count for c in counts.volume(filters, period)}
            assert found == _volume(filters, period)
            assert counts.totals(filters, period) == _totals(filters, period)
            actors = list(models.Actor.objects.values_list("pk", flat=True)[:5])
            daily = counts.daily_reports(actors, filters, period)
            totals = _named("actor", filters, period)
            assert {pk: sum(days.values()) for pk, days in daily.items() if days} == {
                pk: totals[pk] for pk in actors if totals[pk]
            }


def _assert_series(filters: Filters, period: Period) -> None:
    """Of each actor and place the series add up to its reports."""
    for kind, volume in (("actor", counts.volume_of_actor), ("place", counts.volume_of_place)):
        totals = _named(kind, filters, period)
        for key in list(totals)[:4]:
            assert sum(c.count for c in volume(key, filters, period)) == totals[key]
            assert models.EVERY not in {c.series for c in volume(key, filters, period)}


def _volume_within(
    place: models.Place, filters: Filters, period: Period
) -> dict[tuple[date, str], int]:
    inside = in_place(
        "mentions__place__",
        slug=place.slug,
        name_en=place.name_en,
        country=place.country,
        is_country=place.feature == "COUNTRY",
    )
    found = Article.objects.readable().filter(_in("", filters, period), inside).order_by()
    rows = found.values_list(TruncDate("published_at", tzinfo=UTC), "language")
    return {(day, language): n for day, language, n in rows.annotate(Count("pk", distinct=True))}


def _in(prefix: str, filters: Filters, period: Period) -> Q:
    return in_articles(
        prefix,
        since=period.since,
        until=period.until,
        source=filters.source,
        language=filters.language,
        outlet_country=filters.outlet_country,
    )


def _named(kind: str, filters: Filters, period: Period) -> Counter[int]:
    found = models.Mention.objects.filter(
        _in("article__", filters, period),
        article__in=Article.objects.readable(),
        **{f"{kind}__isnull": False},
    )
    pairs = found.order_by().values_list(kind, "article").distinct()
    return Counter(key for key, _article in pairs)


def _volume(filters: Filters, period: Period) -> dict[tuple[date, str], int]:
    found = Article.objects.readable().filter(_in("", filters, period)).order_by()
    rows = found.values_list(TruncDate("published_at", tzinfo=UTC), "language")
    return {(day, language): n for day, language, n in rows.annotate(Count("pk"))}


def _totals(filters: Filters, period: Period) -> Totals:
    printed, in_text = _in("", filters, period), _in("article__", filters, period)
    return Totals(
        reports=Article.objects.readable().filter(printed).count(),
        reprints=Article.objects.filter(printed, outcome="DUPLICATE").count(),
        outlets=Article.objects.filter(printed).order_by().values("source").distinct().count(),
        ceasefire_claims=models.CeasefireClaim.objects.filter(in_text).count(),
        figures=models.DisplacementFigure.objects.filter(in_text).count(),
        stances=models.Stance.objects.telling().filter(in_text).count(),
    )


def test_counts_are_exact_before_any_refresh_and_after_it() -> None:
    assert models.StaleDay.objects.exists()
    assert_exact((YEAR, PART))
    assert rollup_store.refresh() > 50
    assert not models.StaleDay.objects.exists()
    assert models.ActorDay.objects.exists()
    assert_exact((YEAR, PART))


def test_counts_stay_exact_under_every_kind_of_change() -> None:
    rollup_store.refresh()
    random = Random(5)
    kinds = [
        _moved,
        _removed,
        _reprinted,
        _relinked,
        _renamed_language,
        _merged,
        _moved_source,
        _unclear,
        _unclaimed,
        _undated,
        _moved_place,
        _new_region,
    ]
    for change in (*kinds, *kinds):
        change(random)
        assert_exact()
        if random.random() < 0.4:
            rollup_store.refresh()
    rollup_store.refresh()
    assert_exact()


def _any(random: Random) -> Article:
    return Article.objects.get(pk=random.choice(Article.objects.values_list("pk", flat=True)))


def _moved(random: Random) -> None:
    article = _any(random)
    article.published_at = UNTIL - timedelta(days=random.randrange(300))
    article.save()


def _undated(random: Random) -> None:
    Article.objects.filter(pk=_any(random).pk).update(published_at=None)


def _removed(random: Random) -> None:
    _any(random).delete()


def _reprinted(random: Random) -> None:
    article = _any(random)
    article.outcome = "DUPLICATE"
    article.save()


def _relinked(random: Random) -> None:
    mention = random.choice(models.Mention.objects.filter(actor__isnull=False))
    mention.actor = random.choice(models.Actor.objects.all())
    mention.save()


def _renamed_language(random: Random) -> None:
    Article.objects.filter(pk=_any(random).pk).update(language=random.choice(["tr", "fa"]))


def _merged(random: Random) -> None:
    one, other = random.sample(list(models.Actor.objects.all()), 2)
    models.Mention.objects.filter(actor=one).update(actor=other)


def _unclear(random: Random) -> None:
    stance = random.choice(models.Stance.objects.all())
    stance.polarity = "INSUFFICIENT"
    stance.save()


def _unclaimed(random: Random) -> None:
    random.choice(models.DisplacementFigure.objects.all()).delete()
    random.choice(models.CeasefireClaim.objects.all()).delete()


def _moved_source(random: Random) -> None:
    source = random.choice(Source.objects.filter(articles__isnull=False))
    source.country = random.choice(["LBN", "SYR"])
    source.save()


def _moved_place(random: Random) -> None:
    place = random.choice(models.Place.objects.all())
    place.admin_path = f"Place {random.randrange(7)}"
    place.country = random.choice(["AAA", "BBB", ""])
    place.save()


def _new_region(random: Random) -> None:
    count = models.Place.objects.count()
    country = random.choice(["AAA", "BBB"])
    name = f"Place {random.randrange(7)}"
    models.Place.objects.create(slug=f"p-{count}", name_en=name, feature="REGION", country=country)


def test_a_change_that_counts_nothing_marks_no_day() -> None:
    rollup_store.refresh()
    Article.objects.update(author="Somebody")
    models.Mention.objects.update(key="x")
    Source.objects.update(reliability="LOW")
    models.Place.objects.update(population=7)
    models.Place.objects.create(slug="p-x", name_en="X", feature="CAMP", country="AAA")
    assert not models.StaleDay.objects.exists()


def test_deleting_an_actor_takes_its_counts_with_it() -> None:
    rollup_store.refresh()
    actor = models.Actor.objects.get(slug="a-0")
    key = actor.pk
    actor.delete()
    assert_exact()
    assert not models.ActorDay.objects.filter(actor=key).exists()


def test_rebuilding_counts_all_days_from_nothing() -> None:
    rollup_store.refresh()
    before = sorted(models.ActorDay.objects.values_list("day", "actor", "language", "reports"))
    models.ActorDay.objects.all().delete()
    models.PlaceMonth.objects.all().delete()
    rollup_store.rebuild()
    after = sorted(models.ActorDay.objects.values_list("day", "actor", "language", "reports"))
    assert after == before
    assert_exact()


def test_counting_reads_no_article_once_all_days_are_counted() -> None:
    rollup_store.refresh()
    Article.objects.all().delete()
    models.StaleDay.objects.all().delete()
    # The counts still stand: they cannot have come from articles.
    assert counts.reports_by_actor(Filters(today=LAST), YEAR)
    assert counts.volume(Filters(today=LAST), YEAR)
    country = models.Place.objects.get(slug="p-0")
    assert counts.volume_of_region(country, Filters(today=LAST), YEAR)
