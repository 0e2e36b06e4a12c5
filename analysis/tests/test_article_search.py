"""The search of articles on stored ones: what it finds, in which order, and how it counts."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysis.tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_figure,
    make_mention,
    make_place,
    make_reprint,
    make_source,
    make_stance,
)
from analysis.timelines import article_search
from analysis.timelines.article_search import search_articles
from analysis.timelines.search_records import (
    AllOf,
    AnyOf,
    Days,
    Narrow,
    Order,
    Part,
    SearchField,
    SearchPage,
    UnknownName,
    Without,
    Words,
)
from analysis.timelines.search_sql import condition
from ingest import search_entries
from ingest.models import Article, SearchEntry, Story
from newsmon.lib.search_words import asked_keys

pytestmark = pytest.mark.django_db


def put(text: str, **fields: Any) -> Article:
    article = make_article(text, **fields)
    search_entries.keep(article)
    return article


def say(text: str, **how: bool) -> Words:
    return Words(keys=asked_keys(text), **how)


def only(field: SearchField, value: str) -> Narrow:
    return Narrow(field=field, value=value)


def both(*parts: Part) -> AllOf:
    return AllOf(parts=parts)


def either(*parts: Part) -> AnyOf:
    return AnyOf(parts=parts)


def no(part: Part) -> Without:
    return Without(part=part)


def search(part: Part, *, order: Order = Order.DATE, page: int = 1) -> SearchPage:
    return search_articles(part, order=order, page=page)


def found(part: Part, *, order: Order = Order.DATE) -> list[str]:
    """Give the headlines that are found."""
    return [row.row.title for row in search(part, order=order).rows]


def facet(page: SearchPage, name: str) -> list[tuple[str, int]]:
    return [(value.key, value.count) for value in page.facets[name]]


# --- Words ---------------------------------------------------------------------------------------


def test_arabic_words_are_found_in_other_spellings_and_with_particles() -> None:
    put("أ\nاتفق الطرفان على الهُدنة في إدلب.", language="ar")
    put("ب\nخرقت القوات هدنتها، ولإدلب نصيب.", language="ar")
    put("ج\nسباق دراجات في أربيل.", language="ar")
    assert set(found(both(say("هدنه"), say("ادلب")))) == {"أ", "ب"}


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("قصفت رأس العين", "راس العين"),
        ("الهُدنةُ سارية", "الهدنه"),
        ("هدنـــة قصيرة", "هدنة"),
        ("نزح ٣٠٠ ألف", "300"),
        ("Türkiye ve Rusya", "turkiye"),
        ("Soudan : la trêve", "TREVE"),
        ("Ankara'dan açıklama", "ankara aciklama"),
    ],
)
def test_a_search_finds_every_spelling(written: str, asked: str) -> None:
    put(f"T\n{written}.")
    assert found(both(*(say(word) for word in asked.split()))) == ["T"]


def test_a_phrase_is_found_where_its_words_follow_one_another() -> None:
    put("A\nThe cease fire held.")
    put("B\nFire broke out; guns cease.")
    assert found(say("cease fire")) == ["A"]
    assert found(both(say("fire"), no(say("cease fire")))) == ["B"]


def test_a_phrase_within_a_choice_is_held_to_its_order() -> None:
    put("A\nThe cease fire held.")
    put("B\nFire broke out; guns cease.")
    put("C\nThe truce held.")
    assert set(found(either(say("cease fire"), say("truce")))) == {"A", "C"}


def test_a_word_of_the_headline_is_not_one_of_the_text() -> None:
    put("Truce in Homs\nIt holds.")
    put("Quiet in Homs\nThe truce holds.")
    assert found(say("truce", in_title=True)) == ["Truce in Homs"]


def test_the_beginning_of_a_word_is_enough_with_a_star() -> None:
    put("A\nالنازحون عادوا.", language="ar")
    put("B\nنزل المطر.", language="ar")
    assert found(say("النازح", is_prefix=True)) == ["A"]
    assert found(say("نازح", is_prefix=True)) == ["A"]


def test_words_to_leave_out_are_left_out() -> None:
    put("A\nTruce in the final, says the club.")
    put("B\nTruce in Idlib.")
    assert found(both(say("truce"), no(say("club")))) == ["B"]
    assert found(both(say("truce"), no(either(say("club"), say("idlib"))))) == []


def test_nothing_is_found_in_a_reprint_or_a_failure() -> None:
    article = put("A\nTruce.")
    search_entries.keep(make_reprint(article))
    assert found(say("truce")) == ["A"]


# --- Fields --------------------------------------------------------------------------------------


def test_a_field_narrows_to_what_is_named() -> None:
    turkey = make_actor("Turkey", "تركيا", slug="turkey")
    homs = make_place("Homs", "حمص", slug="homs", country="SYR")
    wire = make_source("Delta Wire", slug="delta", country="JOR")
    story = Story.objects.create()
    article = put("A\nTurkey speaks in Homs.", source=wire, story=story, language="tr")
    make_mention(article, turkey, "Turkey")
    make_mention(article, None, "Homs", type="LOC", place=homs)
    put("B\nNobody speaks.")
    for part in (
        only(SearchField.ACTOR, "turkey"),
        only(SearchField.ACTOR, "تُركيا"),
        only(SearchField.PLACE, "homs"),
        only(SearchField.PLACE, "Homs"),
        only(SearchField.PLACE, "حمص"),
        only(SearchField.SOURCE, "delta"),
        only(SearchField.SOURCE, "delta wire"),
        only(SearchField.COUNTRY, "jor"),
        only(SearchField.LANGUAGE, "tr"),
        only(SearchField.STORY, str(story.pk)),
    ):
        assert found(part) == ["A"], part
        assert found(no(part)) == ["B"], part
        assert set(found(either(part, say("nobody")))) == {"A", "B"}, part
        assert found(both(say("nobody"), part)) == [], part


def test_a_place_is_found_by_what_lies_within_it() -> None:
    syria = make_place("Syria", slug="sy", feature="COUNTRY", country="SYR")
    town = make_place("Tadmur", slug="tadmur", country="SYR", admin_path="Homs")
    make_mention(put("A\nIn Tadmur."), None, "Tadmur", type="LOC", place=town)
    assert found(only(SearchField.PLACE, syria.slug)) == ["A"]


def test_a_name_of_several_actors_finds_the_reports_of_each() -> None:
    for slug in ("army-1", "army-2"):
        article = put(f"{slug}\nThe army moved.")
        make_mention(article, make_actor("National Army", slug=slug), "army")
    assert set(found(only(SearchField.ACTOR, "National Army"))) == {"army-1", "army-2"}


def test_a_source_is_found_by_what_it_printed_again() -> None:
    article = put("A\nTruce.")
    make_reprint(article, make_source("Harbour Daily", slug="harbour"))
    assert found(only(SearchField.SOURCE, "harbour")) == ["A"]


@pytest.mark.parametrize(
    ("value", "headlines"),
    [
        ("CEASEFIRE", {"truce", "breach"}),
        ("CEASEFIRE.VIOLATED", {"breach"}),
        ("DISPLACEMENT", {"flight", "return"}),
        ("DISPLACEMENT.FLOW", {"flight"}),
        ("DISPLACEMENT.RETURN", {"return"}),
        ("STANCE", {"stance"}),
        ("STANCE.OPPOSE", {"stance"}),
        ("STANCE.SUPPORT", set()),
    ],
)
def test_a_kind_of_claim_finds_the_articles_that_make_it(value: str, headlines: set[str]) -> None:
    make_claim(put("truce\nThey agreed."))
    make_claim(put("breach\nThey shot."), kind="VIOLATED")
    make_figure(put("flight\nThey fled."))
    make_figure(put("return\nThey came back."), category="RETURN")
    actor = make_actor()
    make_stance(put("stance\nThey object."), actor, actor)
    make_stance(put("silence\nThey met."), actor, actor, polarity="INSUFFICIENT")
    assert set(found(only(SearchField.CLAIM, value))) == headlines


def test_days_hold_both_their_ends_and_leave_out_what_has_no_date() -> None:
    for day in (16, 17, 18, 19):
        put(f"{day}\nText.", published_on=date(2019, 10, day))
    put("undated\nText.", published_on=None)
    days = Days(since=date(2019, 10, 17), until=date(2019, 10, 18))
    assert found(days) == ["18", "17"]
    assert found(say("text"))[-1] == "undated"


@pytest.mark.parametrize(
    "field",
    [SearchField.ACTOR, SearchField.PLACE, SearchField.SOURCE, SearchField.COUNTRY],
)
def test_a_name_that_nobody_has_is_refused_with_those_that_are_near(field: SearchField) -> None:
    make_actor("Turkey", slug="turkey")
    make_place("Turkey", slug="tur", feature="COUNTRY", country="TUR")
    make_source("Turkey", slug="turkey")
    with pytest.raises(UnknownName) as caught:
        search(only(field, "Turkye"))
    assert caught.value.field is field and caught.value.near[0].en == "Turkey"


@pytest.mark.parametrize("value", ["…", "'", "%", "a(b", "\\"])
def test_a_name_of_signs_is_refused_like_any_other(value: str) -> None:
    for field in (SearchField.ACTOR, SearchField.PLACE, SearchField.SOURCE, SearchField.COUNTRY):
        with pytest.raises(UnknownName):
            search(only(field, value))


def test_an_unknown_story_is_refused() -> None:
    with pytest.raises(UnknownName):
        search(only(SearchField.STORY, "123456"))


# --- Order, pages and counts ---------------------------------------------------------------------


def test_the_best_fit_comes_first_and_by_date_the_newest() -> None:
    put("Truce\nTruce, truce and truce again.", published_on=date(2019, 1, 1))
    put("Rain\nIt rained; a truce was mentioned once.", published_on=date(2019, 2, 1))
    assert found(say("truce"), order=Order.RELEVANCE) == ["Truce", "Rain"]
    assert found(say("truce"), order=Order.DATE) == ["Rain", "Truce"]


def test_without_words_the_newest_comes_first_in_any_order() -> None:
    put("Old\nText.", published_on=date(2019, 1, 1))
    put("New\nText.", published_on=date(2019, 2, 1))
    assert found(Days(), order=Order.RELEVANCE) == ["New", "Old"]


def test_results_go_on_over_pages_and_a_page_too_many_is_the_last() -> None:
    source = make_source()
    for number in range(article_search.PER_PAGE + 1):
        put(f"{number}\nText.", source=source)
    first, last = search(say("text")), search(say("text"), page=99)
    assert (first.pages, len(first.rows), first.total) == (2, article_search.PER_PAGE, 21)
    assert (last.number, [row.row.title for row in last.rows]) == (2, ["0"])


def test_facets_count_reports() -> None:
    turkey, homs = make_actor("Turkey", slug="turkey"), make_place("Homs", slug="homs")
    wire = make_source(slug="wire", country="JOR")
    for number in range(3):
        article = put(f"{number}\nTruce, says Turkey in Homs.", source=wire)
        for _ in range(2):
            make_mention(article, turkey, "Turkey")
        make_mention(article, None, "Homs", type="LOC", place=homs)
    make_claim(article)
    make_claim(article)
    put("3\nTruce.", language="ar", source=make_source(slug="paper"))
    page = search(say("truce"))
    assert facet(page, "actor") == [("turkey", 3)]
    assert facet(page, "place") == [("homs", 3)]
    assert facet(page, "source") == [("wire", 3), ("paper", 1)]
    assert facet(page, "country") == [("JOR", 3)]
    assert facet(page, "language") == [("en", 3), ("ar", 1)]
    assert facet(page, "claim") == [("CEASEFIRE", 1), ("CEASEFIRE.AGREED", 1)]
    assert facet(page, "date") == [("2019-10", 4)]
    assert (page.total, page.counted, page.is_more) == (4, 4, False)


def test_months_that_are_too_many_are_counted_as_years() -> None:
    for number in range(14):
        put("A\nTruce.", published_on=date(2018 + number // 12, number % 12 + 1, 9))
    assert facet(search(say("truce")), "date") == [("2019", 2), ("2018", 12)]


def test_what_is_read_has_a_bound_that_the_page_can_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_search, "COUNTED", 3)
    monkeypatch.setattr(article_search, "RANKED", 2)
    monkeypatch.setattr(article_search, "FACETED", 2)
    for day in range(1, 6):
        put(f"{day}\nTruce.", published_on=date(2019, 1, day))
    page = search(say("truce"), order=Order.RELEVANCE)
    assert (page.total, page.is_more, page.counted) == (3, True, 2)
    assert page.is_ranked_in_part and page.looked_back_to is None


def test_words_that_the_last_year_has_too_few_of_are_looked_for_in_all_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(article_search, "COUNTED", 3)
    for year in (2010, 2011, 2019):
        put(f"{year}\nTruce.", published_on=date(year, 1, 1))
    put("undated\nTruce.", published_on=None)
    put("newest\nRain.", published_on=date(2019, 6, 1))
    assert found(say("truce")) == ["2019", "2011", "2010"]
    assert search(say("truce")).is_more
    assert found(say("rain")) == ["newest"]


def test_a_phrase_of_common_words_is_looked_for_in_the_newest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(article_search, "RUN", 2)
    monkeypatch.setattr(article_search, "LOOKED_INTO", 4)
    for day in range(1, 7):
        words = "cease fire" if day % 2 else "fire; cease"
        put(f"{day}\n{words}.", published_on=date(2019, 1, day))
    page = search(say("cease fire"))
    assert [row.row.title for row in page.rows] == ["5", "3"]
    assert page.is_more and page.looked_back_to is not None
    assert page.looked_back_to.date() == date(2019, 1, 3)


def test_where_nothing_is_found_headlines_with_words_alike_are_named() -> None:
    put("Fighting in Hasakah\nText.")
    page = search(say("Hasaka"))
    assert page.rows == () and [row.title for row in page.alike] == ["Fighting in Hasakah"]
    assert search(say("Zanzibar")).alike == ()


def test_a_result_says_when_its_text_is_the_feeds_own() -> None:
    article = put("A\nTruce.")
    assert not search(say("truce")).rows[0].is_feed_text
    assert article.current is not None
    article.current.extractor = "feed"
    article.current.save()
    assert search(say("truce")).rows[0].is_feed_text


def test_as_many_queries_for_20_results_as_for_one() -> None:
    actor = make_actor()

    def fill(rows: int) -> None:
        for _ in range(rows):
            article = put("A\nTruce, they say.", source=make_source(country="JOR"))
            make_mention(article, actor, "they")
            make_claim(article)
            make_reprint(article)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            search(both(say("truce"), say("they say")), order=Order.RELEVANCE)
        return len(captured)

    fill(1)
    few = count()
    fill(19)
    assert count() == few


def test_words_are_answered_by_their_index_and_what_narrows_them_too() -> None:
    for _ in range(30):
        put("A\nTruce.")
    article_search._by_index()
    asked = both(say("truce"), only(SearchField.LANGUAGE, "en"), no(say("rain")))
    plan = SearchEntry.objects.filter(condition(asked, is_loose=True)).explain()
    assert "search_by_words" in plan and "Seq Scan" not in plan


def test_all_articles_are_read_along_the_index_of_days() -> None:
    plan = SearchEntry.objects.newest()[:5].explain()
    assert "ingest_article" not in plan
