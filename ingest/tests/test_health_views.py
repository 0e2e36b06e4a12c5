"""Curators see how each source fares, in words, and what needs a look first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ingest.health_reads import healths
from ingest.models import Article, Source
from ingest.records import Outcome
from ingest.tests.factories import make_article, make_feed, make_source

pytestmark = pytest.mark.django_db
PAGE = "/admin/ingest/source/health/"
LIST = "/admin/ingest/source/"


def printing(
    slug: str, *, a_day: int, until: int = 0, state: str = Outcome.OK, **feed: object
) -> Source:
    """Make a source that printed so many articles on each of forty days, until so long ago."""
    source, now = make_source(slug), timezone.now()
    last = now - timedelta(days=until, hours=1)
    make_feed(f"http://{slug}.example/", source=source, state=state, last_new_at=last, **feed)
    Source.objects.filter(pk=source.pk).update(created_at=now - timedelta(days=90))
    rows = [(day, n) for day in range(until, 40) for n in range(a_day)]
    for day, number in rows:
        article = make_article(f"http://{slug}.example/{day}/{number}", source=source)
        Article.objects.filter(pk=article.pk).update(
            discovered_at=now - timedelta(days=day, hours=1)
        )
    return source


def test_silent_and_odd_sources_stand_on_top(curator: Client) -> None:
    printing("well", a_day=2)
    printing("silent", a_day=2, until=9)
    since = timezone.now() - timedelta(days=3)
    broken = {"state": Outcome.GONE, "state_reason": "410", "failing_since": since}
    printing("zbroken", a_day=1, **broken)  # type: ignore[arg-type]
    printing("off", a_day=1)
    Source.objects.filter(slug="off").update(is_enabled=False)
    html = curator.get(PAGE).content.decode()
    places = [html.index(f"Outlet {slug}<") for slug in ("zbroken", "silent", "well")]
    assert places == sorted(places)
    assert "Outlet off" not in html
    for words in ("page withdrawn · since", "nothing new since", "2 new articles in 24 hours"):
        assert words in html


def test_the_list_of_sources_has_on_top_what_needs_a_look_with_the_reason(curator: Client) -> None:
    printing("a-well", a_day=2)
    make_source("b-by-hand")
    make_source("c-off", is_enabled=False)
    make_feed("http://d.example/", source=make_source("d-empty"), state=Outcome.EMPTY_FEED)
    printing("e-odd", a_day=2)
    for number in range(30):
        make_article(f"http://e.example/{number}", source=Source.objects.get(slug="e-odd"))
    printing("f-silent", a_day=2, until=9)
    for slug, days in (("g-broken-since-yesterday", 1), ("h-broken-for-long", 20)):
        since = timezone.now() - timedelta(days=days)
        broken = {"state": Outcome.GONE, "state_reason": "it said 410", "failing_since": since}
        printing(slug, a_day=1, **broken)  # type: ignore[arg-type]
    html = curator.get(LIST).content.decode()
    slugs = ["h-broken-for-long", "g-broken-since-yesterday", "f-silent", "e-odd", "d-empty"]
    slugs += ["a-well", "b-by-hand", "c-off"]
    places = [html.index(f">Outlet {slug}<") for slug in slugs]
    assert places == sorted(places)
    for words in ("broken</strong>", "page withdrawn · since", "it said 410", "nothing new since"):
        assert words in html
    assert "unusual volume</strong>" in html and "a valid feed without items" in html
    assert "2 new articles in 24 hours; usual: 0 to 5" in html


def test_the_list_of_sources_can_be_sorted_and_searched_all_the_same(curator: Client) -> None:
    make_source("a-well")
    make_feed("http://z.example/", source=make_source("z-broken"), state=Outcome.GONE)
    by_name = curator.get(f"{LIST}?o=1").content.decode()
    assert by_name.index(">Outlet a-well<") < by_name.index(">Outlet z-broken<")
    found = curator.get(f"{LIST}?q=z.example").content.decode()
    assert ">Outlet z-broken<" in found and ">Outlet a-well<" not in found
    broken = curator.get(f"{LIST}?concern=BROKEN").content.decode()
    assert ">Outlet z-broken<" in broken and ">Outlet a-well<" not in broken


def test_a_sources_page_tells_its_volume_against_what_is_usual(curator: Client) -> None:
    source = printing("steady", a_day=3)
    html = curator.get(f"/admin/ingest/source/{source.pk}/change/").content.decode()
    assert "3 new articles in 24 hours; usual: 0 to 6" in html
    assert "█" * 29 in html


def test_days_are_counted_from_now_and_by_source() -> None:
    steady, quiet = printing("steady", a_day=2), printing("quiet", a_day=1, until=5)
    judged = {
        health.facts.source_id: health for health in healths(Source.objects.all(), timezone.now())
    }
    assert judged[steady.pk].facts.days == (2,) * 29
    assert judged[quiet.pk].facts.days == (0,) * 5 + (1,) * 24


def test_the_page_asks_the_database_as_often_for_one_source_as_for_many(curator: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert curator.get(PAGE).status_code == 200
        return len(captured)

    make_feed("http://127.0.0.1:9/0")
    first = queries()
    for number in range(1, 20):
        make_feed(f"http://127.0.0.1:9/{number}", source=make_source(f"s{number}"))
    assert queries() == first


def test_the_page_speaks_arabic(curator: Client) -> None:
    printing("silent", a_day=2, until=9)
    html = curator.get(PAGE, headers={"accept-language": "ar"}).content.decode()
    assert "صامت" in html and "لا جديد منذ" in html


@pytest.mark.parametrize(("cast", "status"), [("outsider", 302), ("reader", 302), ("admin", 200)])
def test_only_those_who_keep_sources_see_it(
    cast: str, status: int, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(cast)
    assert client.get(PAGE).status_code == status


def test_a_list_without_sources_says_so(curator: Client) -> None:
    assert "No source is switched on." in curator.get(PAGE).content.decode()
