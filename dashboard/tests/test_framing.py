"""The outlets' own loaded words: by outlet, on an actor's page, and with their sentences."""

import pytest
from django.test import Client

from analysis.models import Actor, Framing
from analysis.tests.factories import make_actor, make_article
from dashboard.tests.asking import assert_login_asked, page, queries

pytestmark = pytest.mark.django_db

SENTENCE = "Regime forces shelled the town."
DAYS = "since=2019-10-01&until=2019-10-31"


def make_framing(actor: Actor | None, *, term: str = "regime-syria", words: str = "Regime") -> None:
    article = make_article(f"T\n{SENTENCE}")
    assert article.current is not None
    start = article.current.text.index(SENTENCE)
    Framing.objects.create(
        article=article,
        version=article.current,
        start=start,
        end=start + len(SENTENCE),
        quote=SENTENCE,
        score=1.0,
        extractor="rules test",
        term=term,
        words=words,
        words_start=start + SENTENCE.index(words) if words in SENTENCE else None,
        actor=actor,
    )


@pytest.fixture
def syria() -> Actor:
    actor = make_actor("Syria", "سوريا", slug="syria")
    make_framing(actor)
    return actor


def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    assert_login_asked(outsider.get("/framing/"))


def test_words_stand_with_their_plain_equal_and_their_outlets(reader: Client, syria: Actor) -> None:
    text = page(reader, f"/framing/?{DAYS}")
    assert "<bdi>Regime</bdi>" in text and "government" in text and "Syria" in text
    address = "/framing/?q=regime-syria&amp;actor=syria&amp;since=2019-10-01&amp;until=2019-10-31"
    assert f'href="{address}"' in text
    assert SENTENCE not in text


def test_a_word_leads_to_its_sentences(reader: Client, syria: Actor) -> None:
    assert SENTENCE in page(reader, f"/framing/?q=regime-syria&actor=syria&{DAYS}")
    assert SENTENCE not in page(reader, f"/framing/?q=martyrs&{DAYS}")
    assert SENTENCE not in page(
        reader, "/framing/?q=regime-syria&since=2018-01-01&until=2018-01-31"
    )


def test_words_about_nobody_say_so(reader: Client) -> None:
    make_framing(None, term="martyrs", words="martyrs")
    assert "nobody named" in page(reader, f"/framing/?{DAYS}")


def test_the_page_of_an_actor_shows_the_words_used_for_it(reader: Client, syria: Actor) -> None:
    other = make_actor("Iran", "إيران", slug="iran")
    assert "Loaded words that outlets use for it" in page(reader, f"/actors/syria/?{DAYS}")
    assert "Loaded words" not in page(reader, f"/actors/{other.slug}/?{DAYS}")


def test_the_page_speaks_arabic(reader: Client, syria: Actor) -> None:
    text = page(reader, f"/framing/?{DAYS}", language="ar")
    assert "كيف تؤطر وسائل الإعلام" in text and "الحكومة" in text


def test_an_empty_page_says_what_to_do(reader: Client) -> None:
    assert "Widen the days" in page(reader, "/framing/")


def test_queries_do_not_grow_with_the_words(reader: Client, syria: Actor) -> None:
    few = queries(reader, f"/framing/?q=regime-syria&{DAYS}")
    for _ in range(12):
        make_framing(syria)
    assert queries(reader, f"/framing/?q=regime-syria&{DAYS}") == few


def test_the_words_are_marked_in_the_article(reader: Client, syria: Actor) -> None:
    article = Framing.objects.get().article
    text = page(reader, f"/articles/{article.pk}/")
    assert "title=\"the outlet's own word; plainly: " in text.replace("&#x27;", "'")
    assert 'href="/framing/?q=regime-syria&amp;actor=syria" title="the outlet' in text
    assert 'id="show-framing"' in text


def test_words_whose_place_is_not_known_are_not_marked(reader: Client, syria: Actor) -> None:
    Framing.objects.update(words_start=None)
    text = page(reader, f"/articles/{Framing.objects.get().article_id}/")
    assert "framed" not in text and "show-framing" not in text
