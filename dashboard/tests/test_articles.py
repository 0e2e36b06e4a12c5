"""The articles, and one article as published."""

import pytest
from django.test import Client

from analysis.models import AnalysisRun
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
    make_version,
)
from dashboard.tests.asking import assert_login_asked, page, queries
from ingest.models import ArticleVersion, Story

pytestmark = pytest.mark.django_db

TEXT = "عنوان\nاتفق الطرفان على هدنة. ونزح نحو 300 ألف شخص."


def fill(rows: int) -> None:
    for _ in range(rows):
        article = make_article()
        make_reprint(article)
        make_claim(article)
        make_figure(article)


def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    assert_login_asked(outsider.get("/articles/"))
    assert_login_asked(outsider.get(f"/articles/{make_article().pk}/"))


def test_the_list_shows_a_headline_in_its_own_direction(reader: Client) -> None:
    make_article(TEXT, language="ar")
    assert 'lang="ar" dir="rtl">عنوان</a>' in page(reader, "/articles/")


def test_the_list_shows_a_reprint_with_its_report(reader: Client) -> None:
    article = make_article("Headline\nText.")
    make_reprint(article, make_source("Harbour Daily"))
    text = page(reader, "/articles/")
    assert text.count(">Headline</a>") == 1
    assert "also printed by <bdi>Harbour Daily</bdi>" in text


def test_the_list_filters_by_actor(reader: Client) -> None:
    actor = make_actor("Turkey", slug="turkey")
    make_mention(make_article("Named\nTurkey spoke."), actor, "Turkey")
    make_article("Other\nText.")
    text = page(reader, "/articles/?actor=turkey")
    assert "Named" in text and ">Other</a>" not in text


@pytest.mark.parametrize("query", ["actor=nobody", "page=x", f"q={'a' * 201}", "until=x"])
def test_a_filter_that_cannot_be_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"/articles/?{query}").status_code == 400


def test_the_list_goes_on_to_the_next_page_with_its_filters(reader: Client) -> None:
    source = make_source()
    for _ in range(51):
        make_article(source=source)
    text = page(reader, "/articles/?language=en")
    assert 'href="?language=en&amp;page=2"' in text
    assert "page 2 of 2" in page(reader, "/articles/?language=en&page=2")


def test_the_reader_marks_claims_where_they_stand(reader: Client) -> None:
    article = make_article(TEXT, language="ar")
    make_claim(article, "اتفق الطرفان على هدنة.")
    make_figure(article, "ونزح نحو 300 ألف شخص.")
    text = page(reader, f"/articles/{article.pk}/")
    assert (
        '<mark class="hl hl-ceasefire" id="at-6" data-claims="6">اتفق الطرفان على هدنة.</mark>'
        in text
    )
    assert "ونزح نحو 300 ألف شخص.</mark>" in text
    assert '<article class="press" lang="ar" dir="rtl">' in text
    assert 'href="#at-6"' in text


def test_the_sentence_that_was_asked_for_stands_out(reader: Client) -> None:
    article = make_article(TEXT, language="ar")
    make_claim(article, "اتفق الطرفان على هدنة.")
    asked = page(reader, f"/articles/{article.pk}/?at=6")
    other = page(reader, f"/articles/{article.pk}/?at=7")
    assert 'class="hl hl-ceasefire is-target"' in asked
    assert "is-target" not in other


def test_the_actors_of_a_text_are_named_beside_it_with_their_counts(reader: Client) -> None:
    article = make_article("T\nTurkey and again Turkey.")
    turkey = make_actor("Turkey", slug="turkey")
    make_mention(article, turkey, "Turkey")
    make_mention(article, turkey, "Turkey")
    make_mention(article, None, "again")
    text = page(reader, f"/articles/{article.pk}/")
    assert '<bdi>Turkey</bdi></a> <span class="muted">2</span>' in text
    assert "Places named" not in text


def test_an_older_version_is_read_in_its_own_words(reader: Client) -> None:
    article = make_article("Headline\nFirst words.")
    article.current = make_version(article, "Headline\nSecond words.", 2)
    article.save()
    assert "Second words." in page(reader, f"/articles/{article.pk}/")
    old = page(reader, f"/articles/{article.pk}/?v=1")
    assert "First words." in old and "Second words." not in old


def test_a_claim_of_an_older_version_leads_to_that_version(reader: Client) -> None:
    article = make_article("Headline\nFirst words.")
    make_figure(article)
    article.current = make_version(article, "Headline\nSecond words.", 2)
    article.save()
    assert f"/articles/{article.pk}/?at=9&amp;v=1#at-9" in page(reader, "/displacement/")


def test_an_unknown_publication_date_is_not_made_up(reader: Client) -> None:
    article = make_article(published_on=None)
    text = page(reader, f"/articles/{article.pk}/")
    assert "no date" in text and "2020" not in text


def test_a_reprint_leads_to_the_first_printing(reader: Client) -> None:
    article = make_article()
    reprint = make_reprint(article)
    assert f'href="/articles/{article.pk}/"' in page(reader, f"/articles/{reprint.pk}/")


def test_a_sample_article_says_sample(reader: Client) -> None:
    article = make_article(source=make_source(is_sample=True))
    assert ">sample</span>" in page(reader, f"/articles/{article.pk}/")


def test_a_text_with_markup_is_shown_as_it_is(reader: Client) -> None:
    article = make_article("Head\nThey <b>said</b> <script>alert(1)</script>.")
    text = page(reader, f"/articles/{article.pk}/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_an_unknown_article_or_version_is_not_found(reader: Client) -> None:
    assert reader.get("/articles/999999/").status_code == 404
    assert reader.get(f"/articles/{make_article().pk}/?v=9").status_code == 404


@pytest.mark.parametrize("query", ["at=-1", "at=x", "v=0", "v=99999"])
def test_a_place_in_a_text_that_cannot_be_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"/articles/{make_article().pk}/?{query}").status_code == 400


def test_as_many_queries_for_50_rows_as_for_one(reader: Client) -> None:
    fill(1)
    few = queries(reader, "/articles/")
    fill(49)
    assert queries(reader, "/articles/") == few


def test_as_many_queries_for_50_claims_of_an_article_as_for_one(reader: Client) -> None:
    article, actor = make_article(), make_actor()

    def claim(count: int) -> None:
        for _ in range(count):
            make_claim(article, parties=(actor,))
            make_figure(article, reporters=(actor,))
            make_stance(article, actor, actor)

    claim(1)
    few = queries(reader, f"/articles/{article.pk}/")
    claim(49)
    assert queries(reader, f"/articles/{article.pk}/") == few


EDITED = "Headline\nAbout 300 families left. The <army> was silent."


def edited_article(was: str, now: str) -> int:
    article = make_article(was, language="en")
    article.current = make_version(article, now, number=2)
    article.save()
    return article.pk


def test_an_edited_article_shows_what_was_changed(reader: Client) -> None:
    number = edited_article(EDITED, EDITED.replace("300", "500"))
    text = page(reader, f"/articles/{number}/")
    assert '<li class="figures-changed">About <del>300</del> <ins>500</ins> families left.' in text
    assert "silent" not in text.partition('class="edits"')[2].partition("</details>")[0]
    assert 'class="edits"' not in page(reader, f"/articles/{number}/?v=1")


def test_an_edit_with_markup_is_shown_as_it_is(reader: Client) -> None:
    number = edited_article(EDITED, EDITED.replace("<army>", "<script>x</script>"))
    text = page(reader, f"/articles/{number}/")
    assert "<ins>&lt;script&gt;x&lt;/script&gt;</ins>" in text
    assert "<script>x" not in text


def test_changed_claims_stand_on_top(reader: Client) -> None:
    number = edited_article(EDITED, EDITED.replace("300", "500"))
    changes = {"was": ["About 300 families"], "now": ["About 500 families"]}
    version = ArticleVersion.objects.get(article=number, number=2)
    AnalysisRun.objects.create(version=version, changes=changes, figures_changed=True)
    text = page(reader, f"/articles/{number}/")
    assert "<del>About 300 families</del>" in text and "<ins>About 500 families</ins>" in text


def test_other_reports_of_the_event_stand_beside_the_text(reader: Client) -> None:
    story = Story.objects.create()
    article = make_article("Truce in Homs\nIt holds.", story=story)
    other = make_article("هدنة في حمص\nصامدة.", story=story, language="ar")
    make_article("Rain\nIt rained.", story=Story.objects.create())
    text = page(reader, f"/articles/{article.pk}/").partition("Other reports of this event")[2]
    assert f'/articles/{other.pk}/" lang="ar" dir="rtl">هدنة في حمص</a>' in text
    assert "Rain" not in text
    alone = page(reader, f"/articles/{make_article().pk}/")
    assert "Other reports of this event" not in alone


def test_other_reports_tell_of_it_in_their_own_words(reader: Client) -> None:
    story = Story.objects.create()
    article = make_article("Truce in Homs\nIt holds.", story=story)
    claiming = make_article("هدنة في حمص\nبدأت الهدنة. وكان الجو صحواً.", story=story, language="ar")
    make_claim(claiming, "بدأت الهدنة.")
    make_article("Calm in Homs\nGuns are silent.\nMore text.", story=story)
    text = page(reader, f"/articles/{article.pk}/").partition("Other reports of this event")[2]
    assert '<blockquote lang="ar" dir="rtl">بدأت الهدنة.</blockquote>' in text
    assert '<blockquote lang="en" dir="ltr">Guns are silent.</blockquote>' in text


def test_names_lead_to_their_pages_and_say_who_is_meant(reader: Client) -> None:
    article = make_article("T\nAnkara spoke in Homs <again>.")
    make_mention(article, make_actor("Turkey", slug="turkey"), "Ankara")
    make_mention(article, None, "Homs", type="LOC", place=make_place("Homs", slug="homs"))
    make_claim(article, "Ankara spoke in Homs <again>.")
    text = page(reader, f"/articles/{article.pk}/")
    assert 'class="nm nm-actor" href="/actors/turkey/" title="Turkey">Ankara</a></mark>' in text
    assert 'class="nm nm-place" href="/places/homs/" title="Homs">Homs</a></mark>' in text
    assert text.count('id="at-2"') == 1 and "&lt;again&gt;" in text


def test_the_feeds_own_text_is_called_so(reader: Client) -> None:
    article = make_article()
    assert "This is what the feed tells" not in page(reader, f"/articles/{article.pk}/")
    assert article.current is not None
    article.current.extractor = "feed"
    article.current.save()
    assert "This is what the feed tells" in page(reader, f"/articles/{article.pk}/")


def test_versions_are_listed_with_their_times_and_lead_to_what_was_changed(reader: Client) -> None:
    number = edited_article(EDITED, EDITED.replace("300", "500"))
    text = page(reader, f"/articles/{number}/")
    assert '<a href="?v=1">1</a> <span class="muted nowrap">1 Jan 2020 00:00 UTC</span>' in text
    assert 'href="#edits"' in text
    assert 'href="#edits"' not in page(reader, f"/articles/{number}/?v=1")
