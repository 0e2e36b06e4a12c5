"""Curators are told of a breakage that lasts, once, and of nothing else."""

import smtplib
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client, override_settings
from django.utils import translation

from ingest import store, tasks
from ingest.health_mail import addresses, tell_of_broken_feeds
from ingest.models import Feed
from ingest.records import FetchResult, Outcome
from ingest.tests.factories import NOW, make_feed, make_source

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def people(curator: Client, reader: Client, admin: Client) -> None:
    """Give everybody an address, and let one curator be gone."""
    for user in User.objects.all():
        user.email = f"{user.username}@desk.example"
        user.save()
    gone = User.objects.create_user("gone", "gone@desk.example", is_active=False)
    gone.groups.set(User.objects.get(username="curator").groups.all())


def broken(slug: str = "wire", *, days: float = 1.0, url: str = "", **fields: object) -> Feed:
    source = make_source(slug, name=f"Outlet {slug}")
    values = {"state": Outcome.NOT_FOUND, "state_reason": "the server says 404", **fields}
    since = NOW - timedelta(days=days)
    return make_feed(
        url or f"http://{slug}.example/feed", source=source, failing_since=since, **values
    )


def test_curators_are_told_after_a_day_with_the_reason_and_the_way_to_the_source() -> None:
    feed = broken()
    assert tell_of_broken_feeds(NOW) == 1
    (message,) = mail.outbox
    assert message.recipients() == ["chief@desk.example", "curator@desk.example"]
    assert message.subject == "newsmon: a source has failed for a day"
    for words in (
        "Outlet wire",
        "http://wire.example/feed",
        "page not found: the server says 404",
        f"/admin/ingest/source/{feed.source_id}/change/",
    ):
        assert words in message.body


def test_a_breakage_is_told_once() -> None:
    broken()
    assert tell_of_broken_feeds(NOW) == 1
    assert tell_of_broken_feeds(NOW + DAY) == 0
    assert len(mail.outbox) == 1


def test_a_new_breakage_is_told_again() -> None:
    feed = broken()
    tell_of_broken_feeds(NOW)
    for outcome, moment in ((Outcome.OK, NOW + DAY), (Outcome.GONE, NOW + 2 * DAY)):
        fetched = FetchResult(outcome=outcome, reason="r", url=feed.url, final_url=feed.url)
        store.save_poll(feed.pk, fetched, None, outcome=outcome, reason="r", now=moment, jitter=0.0)
    assert tell_of_broken_feeds(NOW + 2.9 * DAY) == 0
    assert tell_of_broken_feeds(NOW + 3 * DAY) == 1
    assert len(mail.outbox) == 2


def test_many_breakages_are_one_message() -> None:
    for slug in ("one", "two"):
        broken(slug)
    assert tell_of_broken_feeds(NOW) == 2
    (message,) = mail.outbox
    assert message.subject == "newsmon: 2 sources have failed for a day"


def test_what_fails_for_less_than_a_day_is_not_told() -> None:
    broken(days=0.9)
    assert tell_of_broken_feeds(NOW) == 0
    assert mail.outbox == []


def test_sources_that_are_switched_off_are_not_told() -> None:
    feed = broken()
    feed.source.is_enabled = False
    feed.source.save()
    assert tell_of_broken_feeds(NOW) == 0


def test_without_anybody_to_tell_nothing_counts_as_told() -> None:
    User.objects.update(email="")
    feed = broken()
    assert (addresses(), tell_of_broken_feeds(NOW)) == ([], 0)
    feed.refresh_from_db()
    assert feed.told_at is None


class Refusing(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise smtplib.SMTPServerDisconnected("no server")


def test_a_message_that_could_not_be_sent_is_sent_later() -> None:
    feed = broken()
    with (
        override_settings(EMAIL_BACKEND=f"{__name__}.Refusing"),
        pytest.raises(smtplib.SMTPServerDisconnected),
    ):
        tell_of_broken_feeds(NOW)
    feed.refresh_from_db()
    assert feed.told_at is None
    assert tell_of_broken_feeds(NOW) == 1


def test_the_clock_tells_in_the_language_of_the_site() -> None:
    broken()
    with translation.override("ar"):
        assert tasks.tell_of_broken_feeds() == 1
    assert "تعذّرت" in mail.outbox[0].body
