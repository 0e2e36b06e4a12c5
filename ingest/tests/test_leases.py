"""Who works on which row: nothing twice, nothing lost, and no host asked by two at once."""

from datetime import timedelta

import pytest
from django.conf import settings

from ingest import leases
from ingest.models import Article, Feed, Host
from ingest.records import Outcome
from ingest.tests.factories import NOW, make_article, make_feed, make_source, run_at_once

pytestmark = pytest.mark.django_db


def test_a_leased_feed_is_not_leased_again_before_its_lease_ends() -> None:
    feed = make_feed()
    assert leases.lease_due_feeds(NOW, limit=5) == [feed.pk]
    assert leases.lease_due_feeds(NOW, limit=5) == []
    assert leases.lease_due_feeds(NOW + settings.LEASE, limit=5) == [feed.pk]


def test_feeds_of_a_source_that_is_switched_off_are_not_leased() -> None:
    make_feed(source=make_source(is_enabled=False))
    assert leases.lease_due_feeds(NOW, limit=5) == []


def test_a_lease_takes_no_more_than_asked_the_longest_waiting_first() -> None:
    source = make_source()
    for number in range(3):
        waiting = NOW - timedelta(minutes=number)
        make_article(f"http://x{number}/", source=source, next_attempt_at=waiting)
    leased = leases.lease_due_articles(NOW, limit=2)
    urls = Article.objects.filter(pk__in=leased).values_list("canonical_url", flat=True)
    assert set(urls) == {"http://x1/", "http://x2/"}


def test_an_article_whose_worker_died_is_taken_up_again() -> None:
    article = make_article()
    assert leases.lease_due_articles(NOW, limit=5) == [article.pk]
    assert leases.begin_attempt(article.pk, NOW) is not None  # and the worker is killed here
    assert leases.lease_due_articles(NOW + settings.LEASE, limit=5) == [article.pk]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_lease_the_same_article() -> None:
    source = make_source()
    for number in range(20):
        make_article(f"http://x{number}/", source=source)
    leased: list[int] = []
    run_at_once(*[(lambda: leased.extend(leases.lease_due_articles(NOW, limit=20)),)] * 4)
    assert sorted(leased) == sorted(Article.objects.values_list("pk", flat=True))


# --- Hosts ---------------------------------------------------------------------------------------


def test_of_each_host_one_article_is_leased_at_a_time() -> None:
    source = make_source()
    for host in ("one.example", "two.example", "TWO.example:8080", "user@two.example"):
        for number in range(3):
            make_article(f"http://{host}/{number}", source=source)
    leased = leases.lease_due_articles(NOW, limit=20)
    urls = Article.objects.filter(pk__in=leased).values_list("canonical_url", flat=True)
    assert set(urls) == {"http://one.example/0", "http://two.example/0"}


def test_a_host_rests_between_two_requests() -> None:
    article = make_article("http://one.example/a")
    gap = timedelta(seconds=settings.HOST_GAP_SECONDS)
    host = Host.objects.create(name="one.example", asked_at=NOW - gap / 2)
    assert leases.lease_due_articles(NOW, limit=20) == []
    host.asked_at = NOW - gap + timedelta(seconds=leases.LONGEST_WAIT_SECONDS)
    host.save()
    assert leases.lease_due_articles(NOW, limit=20) == [article.pk]


def test_a_resting_host_holds_no_other_up() -> None:
    source = make_source()
    for number in range(30):
        waiting = NOW - timedelta(hours=1)
        make_article(f"http://one.example/{number}", source=source, next_attempt_at=waiting)
    other = make_article("http://two.example/a", source=source)
    Host.objects.create(name="one.example", asked_at=NOW)
    assert leases.lease_due_articles(NOW, limit=20) == [other.pk]


def test_our_own_origin_is_not_spared() -> None:
    source = make_source()
    for number in range(3):
        make_article(f"{settings.SAMPLE_SITE_ORIGIN}/{number}", source=source)
    assert len(leases.lease_due_articles(NOW, limit=20)) == 3


def test_feeds_of_one_host_are_leased_one_at_a_time() -> None:
    source = make_source()
    for number in range(3):
        make_feed(f"http://feeds.example/{number}", source=source, next_attempt_at=NOW)
    assert len(leases.lease_due_feeds(NOW, limit=20)) == 1
    assert len(leases.lease_due_feeds(NOW, limit=20)) == 1


def test_waiting_for_a_host_is_no_attempt() -> None:
    article, later = make_article(), NOW + timedelta(seconds=5)
    leases.put_off_article(article.pk, later)
    article.refresh_from_db()
    assert (article.attempts, article.next_attempt_at) == (0, later)


def test_an_article_that_is_done_is_not_put_off() -> None:
    article = make_article(outcome=Outcome.OK, next_attempt_at=None)
    leases.put_off_article(article.pk, NOW)
    leases.give_back_articles([article.pk], NOW)
    article.refresh_from_db()
    assert (article.next_attempt_at, article.revisit_at) == (None, None)


def test_what_is_given_back_is_due_at_once() -> None:
    article = make_article()
    leased = leases.lease_due_articles(NOW, limit=5)
    leases.give_back_articles(leased, NOW)
    assert leases.lease_due_articles(NOW, limit=5) == [article.pk]


def test_a_feed_is_put_off() -> None:
    feed = make_feed()
    leases.put_off_feed(feed.pk, NOW + timedelta(seconds=5))
    assert leases.lease_due_feeds(NOW, limit=5) == []
    assert Feed.objects.get().failure_score == 0.0
