"""The search page, what it says of a query that cannot be read, and saved searches."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

from analysis.models import StoryPoint
from analysis.tests.factories import (
    FETCHED_AT,
    make_actor,
    make_article,
    make_claim,
    make_mention,
    make_place,
    make_reprint,
    make_source,
)
from dashboard.models import SavedSearch
from dashboard.search.language import parse
from dashboard.tests.asking import assert_login_asked, page, queries
from ingest import search_entries
from ingest.models import Article

pytestmark = pytest.mark.django_db


def put(text: str, **fields: Any) -> Article:
    article = make_article(text, **fields)
    search_entries.keep(article)
    return article


def put_point(article: Article, *vector: float, **fields: Any) -> None:
    values = {"model": "m", "seen_at": FETCHED_AT, **fields}
    StoryPoint.objects.create(article=article, vector=list(vector), **values)


def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    for address in ("/search/", "/search/saved/x/", f"/articles/{make_article().pk}/alike/"):
        assert_login_asked(outsider.get(address))
    assert_login_asked(outsider.post("/search/save/"))
    assert_login_asked(outsider.post("/search/saved/x/delete/"))


def test_results_show_the_words_marked_in_the_texts_own_direction(reader: Client) -> None:
    put("هدنة في حمص\nصمدت الهُدنة يومين.", language="ar")
    text = page(reader, "/search/?q=الهدنة")
    assert '<mark class="hit">هدنة</mark> في حمص</a>' in text
    assert 'class="passage" lang="ar" dir="rtl">صمدت <mark class="hit">الهُدنة</mark>' in text
    assert "1 report" in text


def test_a_text_with_markup_is_shown_as_it_is(reader: Client) -> None:
    put("<b>Truce</b>\nThe <script>alert(1)</script> truce & more.")
    text = page(reader, "/search/?q=truce")
    assert "<script>alert" not in text and "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert '&lt;b&gt;<mark class="hit">Truce</mark>&lt;/b&gt;' in text


def test_a_query_with_markup_is_shown_as_it_is(reader: Client) -> None:
    text = page(reader, '/search/?q="><script>alert(1)</script>')
    assert "<script>alert" not in text


def test_an_empty_search_lists_the_newest_of_all_days(reader: Client) -> None:
    put("Old\nText.", published_on=date(1999, 1, 1))
    put("New\nText.")
    text = page(reader, "/search/")
    assert text.index(">New</a>") < text.index(">Old</a>")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('"truce', "The quotation mark is not closed"),
        ("-truce", "Say what to find, too"),
        ("acter:turkey", "There is no field “acter”"),
        ("actor:turkye", "No actor is called “turkye”"),
        ("date:soon", "“soon” is no date here"),
        ("claim:x", "“x” is no kind of claim"),
        ("(truce", "The bracket is not closed"),
        ("story:77", "There is no story of the number 77"),
    ],
)
def test_a_query_that_cannot_be_read_is_explained(reader: Client, query: str, said: str) -> None:
    text = page(reader, f"/search/?q={query}")
    assert said in text and 'role="alert"' in text and 'class="found-title"' not in text


def test_it_is_explained_in_arabic_too(reader: Client) -> None:
    text = page(reader, "/search/?q=فاعل:تركيه", language="ar")
    assert "لا يوجد فاعل اسمه «تركيه»" in text


def test_a_name_that_was_mistyped_is_mended_by_a_link_that_keeps_the_rest(reader: Client) -> None:
    make_actor("Turkey", slug="turkey")
    text = page(reader, '/search/?q=truce actor:"Turkye" x&language=en')
    assert "truce actor:<mark>&quot;Turkye&quot;</mark> x" in text
    assert "q=truce+actor%3A%22Turkey%22+x&amp;language=en" in text


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_examples_of_the_help_are_queries_in_every_language(language: str) -> None:
    help_text = get_template("dashboard/partials/_search_help.html")
    with translation.override(language):
        examples = re.findall(r'<kbd dir="auto">(.*?)</kbd>', help_text.render())
    assert len(examples) > 8
    for example in examples:
        parse(unescape(example), today=date(2024, 3, 8), is_narrowed=True)


@pytest.mark.parametrize(
    "query",
    ["since=x", "page=x", "order=worst", "claim=LIE", "country=x1", f"q={'a' * 501}", "language=x"],
)
def test_a_filter_that_cannot_be_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"/search/?{query}").status_code == 400


def test_a_filter_of_the_address_that_nobody_has_is_explained(reader: Client) -> None:
    assert "No actor is called “gone”" in page(reader, "/search/?actor=gone")


def test_facets_narrow_and_their_chips_widen(reader: Client) -> None:
    turkey = make_actor("Turkey", "تركيا", slug="turkey")
    article = put("A\nTruce, says Turkey.")
    make_mention(article, turkey, "Turkey")
    make_claim(article)
    put("B\nTruce.")
    text = page(reader, "/search/?q=truce")
    assert 'href="?q=truce&amp;actor=turkey"' in text
    assert 'href="?q=truce&amp;claim=CEASEFIRE.AGREED"' in text
    assert 'href="?q=truce&amp;since=2019-10-01&amp;until=2019-10-31"' in text
    narrowed = page(reader, "/search/?q=truce&actor=turkey", language="ar")
    assert ">A</a>" in narrowed and ">B</a>" not in narrowed
    chip = re.search(r'<ul class="chips".*?</ul>', narrowed, re.DOTALL)
    assert chip and 'href="?q=truce"' in chip[0] and "<bdi>تركيا</bdi>" in chip[0]
    assert 'name="actor" value="turkey"' in narrowed


def test_the_form_keeps_what_is_asked(reader: Client) -> None:
    text = page(reader, "/search/?q=truce&since=2019-10-01&order=date&page=2")
    assert 'value="truce"' in text and 'value="2019-10-01"' in text
    assert '<option value="date" selected>' in text
    assert 'name="page"' not in text


def test_a_filter_may_stand_beside_words_to_leave_out(reader: Client) -> None:
    put("A\nRain.", language="ar")
    assert ">A</a>" in page(reader, "/search/?q=-truce&language=ar")


def test_where_nothing_is_found_it_is_said_what_to_do(reader: Client) -> None:
    put("Fighting in Hasakah\nText.")
    text = page(reader, "/search/?q=Hasaka")
    assert "No report fits" in text and ">Fighting in Hasakah</a>" in text


def test_a_text_of_the_feed_is_called_so(reader: Client) -> None:
    article = put("A\nTruce.")
    assert article.current is not None
    assert "feed's text" not in page(reader, "/search/?q=truce")
    article.current.extractor = "feed"
    article.current.save()
    assert "feed's text" in page(reader, "/search/?q=truce")


def test_words_for_the_list_of_articles_are_searched(reader: Client) -> None:
    make_article(source=make_source(country="JOR"))
    answer = reader.get("/articles/?q=truce&outlet_country=JOR&since=2019-10-01")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/search/?q=truce&since=2019-10-01&country=JOR"


def test_as_many_queries_for_20_results_as_for_one(reader: Client) -> None:
    actor, place = make_actor(), make_place()

    def fill(rows: int) -> None:
        for _ in range(rows):
            article = put("A\nTruce, they say.", source=make_source(country="JOR"))
            make_mention(article, actor, "they")
            make_mention(article, None, "Truce", type="LOC", place=place)
            make_claim(article)
            make_reprint(article)

    fill(1)
    page(reader, "/search/?q=truce")
    few = queries(reader, '/search/?q="they say" truce')
    fill(19)
    assert queries(reader, '/search/?q="they say" truce') == few


# --- Alike ---------------------------------------------------------------------------------------


def test_articles_alike_are_listed_nearest_first(reader: Client) -> None:
    one, near, nearer, far = (put(f"{name}\nText.") for name in ("one", "near", "nearer", "far"))
    for article, vector in ((one, (1, 0)), (near, (0.8, 0.6)), (nearer, (0.9, 0.1)), (far, (0, 1))):
        put_point(article, *vector)
    put_point(put("other model\nText."), 1, 0, 0, model="other")
    text = page(reader, f"/articles/{one.pk}/alike/").partition("Reports like this one")[2]
    assert text.index(">nearer</a>") < text.index(">near</a>")
    assert ">far</a>" not in text and "other model" not in text
    assert f'href="/articles/{one.pk}/alike/"' in page(reader, f"/articles/{one.pk}/")


def test_an_older_article_is_compared_where_it_names_the_same(reader: Client) -> None:
    actor = make_actor()
    old, new = put("old\nThey met."), put("new\nThey met.")
    unnamed = put("unnamed\nThey met.")
    for article in (old, new):
        make_mention(article, actor, "They")
    put_point(old, 1, 0)
    for article in (new, unnamed):
        put_point(article, 1, 0, seen_at=FETCHED_AT.replace(year=2024))
    text = page(reader, f"/articles/{old.pk}/alike/")
    assert ">new</a>" in text and ">unnamed</a>" not in text


def test_an_article_without_a_vector_says_so(reader: Client) -> None:
    article = put("A\nText.")
    assert "cannot be compared" in page(reader, f"/articles/{article.pk}/alike/")
    assert "/alike/" not in page(reader, f"/articles/{article.pk}/")
    assert reader.get("/articles/999999/alike/").status_code == 404


# --- Saved searches ------------------------------------------------------------------------------


def save(client: Client, name: str, query: str) -> SavedSearch:
    assert client.post("/search/save/", {"name": name, "query": query}).status_code == 302
    return SavedSearch.objects.get(name=name)


def test_a_saved_search_opens_by_its_link_for_whoever_signs_in(
    reader: Client, curator: Client
) -> None:
    put("A\nTruce.")
    saved = save(reader, "Truces", "q=truce&page=3&evil=1&language=en")
    assert saved.query == "q=truce&language=en"
    for client in (reader, curator):
        answer = client.get(f"/search/saved/{saved.key}/", follow=True)
        text = answer.content.decode()
        assert answer.redirect_chain[-1][0] == f"/search/?q=truce&language=en&saved={saved.key}"
        assert '<mark class="hit">Truce</mark>' in text and "<bdi>Truces</bdi>" in text
        assert f"http://testserver/search/saved/{saved.key}/" in text
        assert ("Delete this saved search" in text) is (client is reader)


def test_a_name_saved_again_means_the_later_search(reader: Client) -> None:
    save(reader, "Mine", "q=a")
    assert save(reader, "Mine", "q=b").query == "q=b"


def test_my_searches_are_listed_and_nobody_elses(reader: Client, curator: Client) -> None:
    save(reader, "My truces", "q=truce")
    assert "My truces" in page(reader, "/search/")
    assert "My truces" not in page(curator, "/search/")


def test_a_saved_search_is_deleted_by_its_owner_alone(reader: Client, curator: Client) -> None:
    saved = save(reader, "Mine", "q=a")
    assert curator.post(f"/search/saved/{saved.key}/delete/").status_code == 404
    assert reader.get(f"/search/saved/{saved.key}/delete/").status_code == 405
    assert reader.post(f"/search/saved/{saved.key}/delete/").status_code == 302
    assert not SavedSearch.objects.exists()
    assert reader.get(f"/search/saved/{saved.key}/").status_code == 404


@pytest.mark.parametrize("name", ["", "  ", "n" * 121])
def test_a_search_without_a_fitting_name_is_not_saved(reader: Client, name: str) -> None:
    reader.post("/search/save/", {"name": name, "query": "q=a"})
    assert not SavedSearch.objects.exists()


def test_what_is_no_search_is_not_saved(reader: Client) -> None:
    assert reader.post("/search/save/", {"name": "x", "query": "since=x"}).status_code == 400


def test_a_key_of_a_saved_search_is_not_guessed() -> None:
    owner = User.objects.create_user("owner")
    keys = {SavedSearch.objects.create(owner=owner, name=str(n), query="").key for n in range(5)}
    assert len(keys) == 5 and all(len(key) >= 12 for key in keys)
