"""What the pages read."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysis import timelines
from analysis.models import Actor, AnalysisRun
from analysis.terms import CeasefireKind, Measure, PartyRole, PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_ceasefire,
    make_claim,
    make_feed,
    make_figure,
    make_mention,
    make_place,
    make_reprint,
    make_source,
    make_stance,
    make_version,
)
from analysis.timelines.period import LONGEST_DAYS
from analysis.timelines.records import DateBasis, Filters, PeriodNote, SourceState
from ingest.models import Article, ArticleVersion, FetchLog

pytestmark = pytest.mark.django_db

TODAY = date(2019, 10, 25)
NOW = datetime(2019, 10, 25, 12, tzinfo=UTC)


def asked(**fields: Any) -> Filters:
    return Filters(today=TODAY, **fields)


def current_of(article: Article) -> ArticleVersion:
    assert article.current is not None
    return article.current


def queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


# --- The period ---------------------------------------------------------------------------------


def test_the_usual_period_is_the_last_30_days() -> None:
    make_article(published_on=date(2019, 10, 20))
    period = timelines.overview(asked(), now=NOW).period
    assert (period.since, period.until) == (date(2019, 9, 26), TODAY)
    assert period.note is PeriodNote.LAST_DAYS
    assert len(period.days()) == 30


def test_without_articles_in_the_last_30_days_the_latest_ones_are_shown_and_said_so() -> None:
    make_article(published_on=date(2018, 3, 10))
    period = timelines.overview(asked(), now=NOW).period
    assert (period.since, period.until) == (date(2018, 2, 9), date(2018, 3, 10))
    assert period.note is PeriodNote.LATEST_DATA


def test_an_article_dated_in_the_future_does_not_move_the_period() -> None:
    make_article(published_on=date(2030, 1, 1))
    make_article(published_on=date(2018, 3, 10))
    assert timelines.overview(asked(), now=NOW).period.until == date(2018, 3, 10)


def test_without_any_article_the_period_says_that_there_is_no_data() -> None:
    assert timelines.overview(asked(), now=NOW).period.note is PeriodNote.NO_DATA


def test_a_given_period_is_kept_as_given() -> None:
    make_article(published_on=date(2019, 10, 20))
    wanted = asked(since=date(2019, 10, 1), until=date(2019, 10, 3))
    period = timelines.overview(wanted, now=NOW).period
    assert (period.since, period.until) == (date(2019, 10, 1), date(2019, 10, 3))
    assert period.note is PeriodNote.GIVEN


def test_a_period_with_only_a_last_day_begins_with_the_oldest_article() -> None:
    make_article(published_on=date(2019, 9, 1))
    assert timelines.overview(asked(until=TODAY), now=NOW).period.since == date(2019, 9, 1)


def test_a_very_long_period_is_cut_to_what_can_be_drawn() -> None:
    period = timelines.overview(asked(since=date(1990, 1, 1), until=TODAY), now=NOW).period
    assert (period.until - period.since).days == LONGEST_DAYS - 1


def test_the_archive_runs_from_the_oldest_article_to_the_newest_and_not_into_the_future() -> None:
    assert timelines.archive(TODAY) is None
    for on in (date(2019, 9, 1), date(2019, 9, 30), TODAY + timedelta(days=9)):
        make_article(published_on=on)
    found = timelines.archive(TODAY)
    assert found and (found.since, found.until) == (date(2019, 9, 1), date(2019, 9, 30))


def test_an_archive_longer_than_a_page_shows_ends_with_the_newest_article() -> None:
    for on in (date(1999, 9, 1), date(2019, 9, 30)):
        make_article(published_on=on)
    found = timelines.archive(TODAY)
    assert found and found.until == date(2019, 9, 30) and len(found.days()) == LONGEST_DAYS


# --- Overview -----------------------------------------------------------------------------------


def test_overview_counts_reports_and_not_reprints() -> None:
    article = make_article(published_on=date(2019, 10, 20))
    make_reprint(article)
    record = timelines.overview(asked(), now=NOW)
    assert (record.totals.reports, record.totals.reprints, record.totals.outlets) == (1, 1, 2)
    assert [(item.on, item.series, item.count) for item in record.volume] == [
        (date(2019, 10, 20), "en", 1)
    ]


def test_overview_leaves_out_what_lies_outside_the_period() -> None:
    article = make_article(published_on=date(2019, 10, 20))
    make_claim(article)
    record = timelines.overview(asked(since=date(2019, 10, 21)), now=NOW)
    assert record.articles == () and record.ceasefires == () and record.totals.reports == 0


def test_overview_filters_by_source_and_language() -> None:
    wanted = make_source("Wanted")
    make_figure(make_article(source=wanted, language="ar", published_on=date(2019, 10, 20)))
    make_figure(make_article(language="en", published_on=date(2019, 10, 20)))
    for filters in (asked(source=wanted.slug), asked(language="ar")):
        record = timelines.overview(filters, now=NOW)
        assert [row.evidence.source.en for row in record.figures] == ["Wanted"]


def test_actors_are_ranked_by_reports_and_not_by_mentions() -> None:
    often, twice = make_actor("Named Often"), make_actor("Named Twice")
    text = "Title\nNamed Often met Named Often and Named Often; Named Twice too."
    first = make_article(text, published_on=date(2019, 10, 20))
    for _ in range(3):
        make_mention(first, often, "Named Often")
    make_mention(first, twice, "Named Twice")
    make_mention(make_article(text, published_on=date(2019, 10, 21)), twice, "Named Twice")
    found = timelines.overview(asked(), now=NOW).actors
    assert [(row.name.en, row.reports) for row in found] == [("Named Twice", 2), ("Named Often", 1)]
    assert sum(found[0].by_day) == 2


def test_overview_lists_a_failing_source_and_not_a_working_or_switched_off_one() -> None:
    make_feed(make_source("Failing"), state="FORBIDDEN", state_reason="HTTP 403")
    make_feed(make_source("Working"), state="OK")
    make_feed(make_source("Unhealed"), state="NOT_MODIFIED", failure_score=1.0)
    make_feed(make_source("Off", is_enabled=False), state="FORBIDDEN")
    found = timelines.overview(asked(), now=NOW).troubled
    assert [row.name.en for row in found] == ["Failing", "Unhealed"]
    assert found[0].feeds[0].reason == "HTTP 403"


# --- Evidence -----------------------------------------------------------------------------------


def test_every_row_leads_to_its_sentence() -> None:
    text = "عنوان\nنزح نحو 300 ألف شخص. واتفق الطرفان على هدنة."
    article = make_article(text, language="ar", published_on=date(2019, 10, 20))
    make_figure(article, "نزح نحو 300 ألف شخص.")
    evidence = timelines.overview(asked(), now=NOW).figures[0].evidence
    assert text[evidence.start : evidence.end] == evidence.quote == "نزح نحو 300 ألف شخص."
    assert (evidence.language, evidence.direction, evidence.version) == ("ar", "rtl", 1)
    assert evidence.is_current


def test_a_row_of_an_older_version_says_so() -> None:
    article = make_article(published_on=date(2019, 10, 20))
    make_claim(article)
    article.current = make_version(article, "Headline\nAnother text.", 2)
    article.save()
    evidence = timelines.overview(asked(), now=NOW).ceasefires[0].evidence
    assert (evidence.version, evidence.is_current) == (1, False)


def test_reprints_name_each_other_outlet_once_and_never_the_first() -> None:
    article = make_article(published_on=date(2019, 10, 20), source=make_source("First"))
    copier = make_source("Copier")
    make_reprint(article, copier)
    make_reprint(article, copier)
    make_reprint(article, article.source)
    make_claim(article)
    evidence = timelines.overview(asked(), now=NOW).ceasefires[0].evidence
    assert [name.en for name in evidence.reprinted_by] == ["Copier"]


def test_a_sample_source_marks_its_rows() -> None:
    article = make_article(source=make_source(is_sample=True), published_on=date(2019, 10, 20))
    make_claim(article)
    assert timelines.overview(asked(), now=NOW).ceasefires[0].evidence.is_sample


# --- Ceasefires ---------------------------------------------------------------------------------


def test_marks_of_one_kind_and_day_are_one_mark_with_all_sentences() -> None:
    ceasefire = make_ceasefire()
    for _ in range(2):
        make_claim(make_article(), kind="VIOLATED", ceasefire=ceasefire)
    (mark,) = timelines.ceasefire_timeline(asked()).bars[0].marks
    assert (mark.kind, len(mark.rows), mark.outlets) == (CeasefireKind.VIOLATED, 2, 2)


def test_a_stated_date_stands_before_the_day_of_publication() -> None:
    ceasefire = make_ceasefire()
    article = make_article(published_on=date(2019, 10, 19))
    make_claim(
        article, kind="ENTERED_INTO_FORCE", effective_on=date(2019, 10, 17), ceasefire=ceasefire
    )
    make_claim(article, kind="VIOLATED", effective_on=date(2019, 10, 17), ceasefire=ceasefire)
    found = timelines.ceasefire_timeline(asked()).bars[0].marks
    assert [(mark.kind, mark.on, mark.basis) for mark in found] == [
        (CeasefireKind.ENTERED_INTO_FORCE, date(2019, 10, 17), DateBasis.STATED),
        (CeasefireKind.VIOLATED, date(2019, 10, 19), DateBasis.PUBLISHED),
    ]


def test_a_claim_of_an_undated_article_keeps_an_unknown_date_and_comes_last() -> None:
    ceasefire = make_ceasefire()
    make_claim(make_article(published_on=None), kind="VIOLATED", ceasefire=ceasefire)
    make_claim(make_article(), kind="VIOLATED", ceasefire=ceasefire)
    found = timelines.ceasefire_timeline(asked()).bars[0].marks
    assert [mark.on for mark in found] == [date(2019, 10, 17), None]
    assert found[-1].basis is DateBasis.UNKNOWN


def test_a_denied_violation_is_not_joined_with_an_asserted_one() -> None:
    ceasefire = make_ceasefire()
    for factuality in ("ASSERTED", "DENIED"):
        make_claim(make_article(), kind="VIOLATED", factuality=factuality, ceasefire=ceasefire)
    assert len(timelines.ceasefire_timeline(asked()).bars[0].marks) == 2


def test_claims_without_a_ceasefire_stand_apart() -> None:
    make_claim(make_article(), kind="REJECTED")
    record = timelines.ceasefire_timeline(asked())
    assert record.bars == () and [row.kind for row in record.loose] == [CeasefireKind.REJECTED]


def test_names_of_parties_mediators_and_places_are_bilingual_where_the_registry_has_them() -> None:
    party = make_actor("Turkey", "تركيا")
    make_actor("Qatar", "قطر")
    make_place("Idlib", "إدلب", population=9)
    ceasefire = make_ceasefire(
        parties=(party,), places=("Idlib", "Nowhere"), mediator_names=["Qatar", "An elder"]
    )
    make_claim(make_article(), ceasefire=ceasefire)
    bar = timelines.ceasefire_timeline(asked()).bars[0]
    assert [name.ar for name in (*bar.parties, *bar.mediators, *bar.places)] == [
        "تركيا", "قطر", "", "إدلب", "",
    ]  # fmt: skip
    assert bar.mediators[1].slug is None


def test_ceasefires_are_filtered_by_party_status_and_wider_place() -> None:
    party = make_actor("Turkey")
    country = make_place("Syria", feature="COUNTRY", country="SYR")
    town = make_place("Ras al-Ayn", country="SYR", admin_path="Syria / Al-Hasakah")
    wanted = make_ceasefire(parties=(party,), status="IN_EFFECT")
    other = make_ceasefire(parties=(make_actor("Russia"),), status="LAPSED")
    make_claim(make_article(), ceasefire=wanted, places=(town,))
    make_claim(make_article(), ceasefire=other, places=(make_place("Aden", country="YEM"),))
    for filters in (
        asked(actor=party.slug),
        asked(kind="IN_EFFECT"),
        asked(place=town.slug),
        asked(place=country.slug),
    ):
        found = timelines.ceasefire_timeline(filters).bars
        assert [bar.key for bar in found] == [wanted.key]
    assert len(timelines.ceasefire_timeline(asked()).bars) == 2


def test_an_empty_period_names_the_latest_ceasefire() -> None:
    make_claim(make_article(), ceasefire=make_ceasefire(first_reported_on=date(2019, 10, 17)))
    record = timelines.ceasefire_timeline(asked(since=date(2019, 10, 20)))
    assert record.bars == () and record.last_before is not None


def test_ceasefire_detail_holds_the_roles_of_a_violation() -> None:
    doer, teller = make_actor("Doer"), make_actor("Teller")
    ceasefire = make_ceasefire()
    parts = {PartyRole.PERPETRATOR: (doer,), PartyRole.ALLEGED_BY: (teller,)}
    make_claim(make_article(), kind="VIOLATED", ceasefire=ceasefire, parts=parts)
    bar = timelines.ceasefire_detail(ceasefire.key)
    assert bar is not None
    assert [name.en for name in bar.rows[0].perpetrators] == ["Doer"]
    assert [name.en for name in bar.rows[0].alleged_by] == ["Teller"]
    assert bar.rows[0].denied_by == () == bar.rows[0].parties


def test_an_unknown_ceasefire_is_none() -> None:
    assert timelines.ceasefire_detail("nothing") is None


# --- Displacement -------------------------------------------------------------------------------


def test_the_same_figure_of_the_same_reporter_is_one_group() -> None:
    ocha, place = make_actor("UN OCHA"), make_place("Idlib")
    for day in (17, 18):
        make_figure(
            make_article(published_on=date(2019, 10, day)),
            reporters=(ocha,),
            places=((place, PlaceRole.ORIGIN),),
        )
    (group,) = timelines.displacement_timeline(asked()).groups
    assert group.first.evidence.published_on == date(2019, 10, 17)
    assert (len(group.rows), group.outlets) == (2, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"reported": 300_001},
        {"unit": "HOUSEHOLD"},
        {"measure": "STOCK"},
        {"category": "RETURN"},
        {"is_cumulative": True},
        {"factuality": "DENIED"},
    ],
)
def test_a_figure_that_differs_is_a_group_of_its_own(other: dict[str, Any]) -> None:
    ocha = make_actor("UN OCHA")
    make_figure(make_article(), reporters=(ocha,))
    make_figure(make_article(), reporters=(ocha,), **other)
    assert len(timelines.displacement_timeline(asked()).groups) == 2


def test_figures_without_a_reporter_are_not_joined() -> None:
    make_figure(make_article())
    make_figure(make_article())
    assert len(timelines.displacement_timeline(asked()).groups) == 2


def test_vague_figures_are_not_joined() -> None:
    ocha = make_actor("UN OCHA")
    for _ in range(2):
        make_figure(make_article(), reporters=(ocha,), quantifier="VAGUE", reported=10_000)
    assert len(timelines.displacement_timeline(asked()).groups) == 2


def test_a_band_spans_persons_of_one_measure_and_window() -> None:
    article, idlib = make_article(), make_place("Idlib")
    for fields in (
        {"reported": 160_000},
        {"reported": 200_000, "reported_high": 300_000, "quantifier": "RANGE"},
        {"reported": 900_000, "unit": "HOUSEHOLD"},
        {"reported": 10_000, "quantifier": "VAGUE"},
        {"reported": 5_000_000, "factuality": "DENIED"},
        {"reported": 50, "measure": "STOCK"},
        {"reported": 7, "category": "RETURN", "term": "RETURNS"},
    ):
        make_figure(article, places=((idlib, PlaceRole.ORIGIN),), **fields)
    (band,) = timelines.displacement_timeline(asked(place=idlib.slug, window="DAY")).bands
    assert (band.since, band.until) == (date(2019, 10, 17), date(2019, 10, 17))
    assert (band.kind.measure, band.kind.is_return) == (Measure.FLOW, False)
    assert (band.low, band.best, band.high) == (160_000, None, 300_000)


def test_figures_of_all_places_have_no_band() -> None:
    for reported in (5, 9):
        make_figure(make_article(), reported=reported)
    assert timelines.displacement_timeline(asked()).bands == ()


def test_a_window_with_one_figure_has_no_band() -> None:
    idlib = make_place("Idlib")
    make_figure(make_article(), places=((idlib, PlaceRole.ORIGIN),))
    assert timelines.displacement_timeline(asked(place=idlib.slug)).bands == ()


def test_an_undated_figure_is_in_the_table_last_and_in_no_band() -> None:
    make_figure(make_article(published_on=None), reported=1)
    make_figure(make_article(), reported=2)
    record = timelines.displacement_timeline(asked())
    assert [group.first.reported for group in record.groups] == [2, 1]
    assert record.bands == ()


def test_displacement_filters_by_kind_reporter_and_place() -> None:
    ocha = make_actor("UN OCHA")
    idlib = make_place("Idlib", country="SYR")
    town = make_place("Saraqib", country="SYR", admin_path="Syria / Idlib")
    make_figure(make_article(), reported=1, reporters=(ocha,), places=((town, PlaceRole.ORIGIN),))
    make_figure(make_article(), reported=2, measure="STOCK", category="IDPS")
    make_figure(make_article(), reported=3, category="RETURN", term="RETURNS")

    def numbers(**fields: str) -> list[int | None]:
        groups = timelines.displacement_timeline(asked(**fields)).groups
        return [group.first.reported for group in groups]

    assert numbers(actor=ocha.slug) == [1]
    assert numbers(place=idlib.slug) == [1]
    assert numbers(kind="FLOW") == [1]
    assert numbers(kind="STOCK") == [2]
    assert numbers(kind="RETURN") == [3]


def test_households_stay_households() -> None:
    make_figure(make_article(), reported=900, unit="HOUSEHOLD")
    row = timelines.displacement_timeline(asked()).groups[0].first
    assert (row.reported, row.unit) == (900, "HOUSEHOLD")


# --- Actors -------------------------------------------------------------------------------------


def test_actor_list_finds_an_alias_in_arabic() -> None:
    actor = make_actor("Turkey", "تركيا")
    actor.aliases.create(text="أنقرة", language="ar")
    make_actor("Russia", "روسيا")
    found = timelines.actor_list(asked(query="أنقرة")).page.rows
    assert [row.name.en for row in found] == ["Turkey"]


def test_actor_list_without_a_search_shows_only_actors_of_the_period() -> None:
    named = make_actor("Named")
    make_actor("Unnamed")
    make_mention(make_article("T\nNamed spoke."), named, "Named")
    page = timelines.actor_list(asked()).page
    assert [(row.name.en, row.reports) for row in page.rows] == [("Named", 1)]
    assert page.total == 1


def test_actor_list_filters_by_kind() -> None:
    for kind in ("STATE", "NGO"):
        actor = make_actor(kind, kind=kind)
        make_mention(make_article(f"T\n{kind} spoke."), actor, kind)
    assert [row.name.en for row in timelines.actor_list(asked(kind="NGO")).page.rows] == ["NGO"]


def test_actor_timeline_joins_mentions_stances_ceasefires_and_figures() -> None:
    actor, other = make_actor("Turkey"), make_actor("Russia")
    article = make_article("T\nTurkey and Russia spoke.")
    make_mention(article, actor, "Turkey")
    make_mention(article, other, "Russia")
    make_stance(article, other, actor)
    make_stance(article, actor, other, polarity="SUPPORT")
    make_claim(article, ceasefire=make_ceasefire(parties=(actor, other)))
    make_figure(article, reporters=(actor,))
    record = timelines.actor_timeline(actor.slug, asked())
    assert record is not None
    assert [row.holder.en for row in record.received] == ["Russia"]
    assert [row.target.en for row in record.given] == ["Russia"]
    assert len(record.ceasefires) == len(record.figures) == len(record.articles) == 1
    assert [row.name.en for row in record.together_with] == ["Russia"]
    assert [(item.on, item.count) for item in record.mentions] == [(date(2019, 10, 17), 1)]


def test_stances_of_one_holder_in_one_report_count_once_a_day() -> None:
    actor, other = make_actor("Turkey"), make_actor("Russia")
    article = make_article()
    for _ in range(3):
        make_stance(article, other, actor)
    record = timelines.actor_timeline(actor.slug, asked())
    assert record is not None
    assert [(item.series, item.count) for item in record.received_by_day] == [("OPPOSE", 1)]
    assert len(record.received) == 3


def test_a_stance_with_too_little_said_is_not_shown() -> None:
    actor, other = make_actor("Turkey"), make_actor("Russia")
    make_stance(make_article(), other, actor, polarity="INSUFFICIENT")
    record = timelines.actor_timeline(actor.slug, asked())
    assert record is not None and record.received == ()


def test_an_unknown_actor_is_none() -> None:
    assert timelines.actor_timeline("nobody", asked()) is None


# --- Articles -----------------------------------------------------------------------------------


def test_article_list_shows_the_undated_last_and_leaves_out_what_has_no_text() -> None:
    make_article("Undated\nText.", published_on=None)
    make_article("Dated\nText.")
    make_article("Failed\nText.", outcome="NO_TEXT")
    page = timelines.article_list(asked()).page
    assert [row.title for row in page.rows] == ["Dated", "Undated"]
    assert page.rows[1].published_on is None


def test_article_list_counts_claims_of_each_kind_apart() -> None:
    article = make_article()
    actor = make_actor()
    make_claim(article)
    make_claim(article)
    make_figure(article)
    make_stance(article, actor, actor)
    (row,) = timelines.article_list(asked()).page.rows
    assert (row.ceasefires, row.figures, row.stances) == (2, 1, 1)


def test_article_list_pages_go_on_and_an_impossible_page_is_the_last() -> None:
    source = make_source()
    for _ in range(51):
        make_article(source=source)
    assert len(timelines.article_list(asked()).page.rows) == 50
    assert len(timelines.article_list(asked(page=99)).page.rows) == 1


def test_the_reader_gives_a_version_with_its_own_claims_only() -> None:
    article = make_article()
    make_claim(article)
    article.current = make_version(article, "Headline\nAnother text.", 2)
    article.save()
    current = timelines.article_reader(article.pk)
    first = timelines.article_reader(article.pk, version=1)
    assert current is not None and first is not None
    assert (current.version, current.ceasefires, current.versions) == (2, (), (1, 2))
    assert (first.version, len(first.ceasefires)) == (1, 1)
    assert timelines.article_reader(article.pk, version=3) is None


def test_a_reprint_is_read_in_the_words_of_the_first_printing() -> None:
    article = make_article(source=make_source("First"))
    make_claim(article)
    reprint = make_reprint(article, make_source("Second"))
    record = timelines.article_reader(reprint.pk)
    assert record is not None and article.current is not None
    assert (record.text, record.duplicate_of) == (article.current.text, article.pk)
    assert (record.source.en, [name.en for name in record.reprinted_by]) == ("Second", ["First"])
    assert len(record.ceasefires) == 1


def test_the_reader_shows_what_was_refused_and_why() -> None:
    article = make_article()
    refused = {"kind": "displacement", "start": 0, "end": 8, "quote": "Headline", "reason": "tents"}
    AnalysisRun.objects.create(version=current_of(article), state="OK", declined=[refused])
    record = timelines.article_reader(article.pk)
    assert record is not None and record.declined == ((0, 8, "tents"),)


def test_an_article_without_a_text_is_not_readable() -> None:
    article = make_article()
    article.current = None
    article.save()
    assert timelines.article_reader(article.pk) is None
    assert timelines.article_reader(0) is None


# --- Status -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"state": "OK"}, SourceState.OK),
        ({"state": "EMPTY_FEED"}, SourceState.OK),
        ({"state": "NOT_MODIFIED", "failure_score": 0.0}, SourceState.OK),
        ({"state": "NOT_MODIFIED", "failure_score": 1.0}, SourceState.TROUBLE),
        ({"state": "TIMEOUT"}, SourceState.TROUBLE),
        ({"state": ""}, SourceState.NEVER_POLLED),
    ],
)
def test_a_source_is_as_well_as_its_worst_feed(
    fields: dict[str, object], state: SourceState
) -> None:
    source = make_source()
    make_feed(source, **fields)
    (row,) = timelines.status(NOW).sources
    assert row.state is state


def test_a_source_without_feed_or_switched_off_is_not_in_trouble() -> None:
    make_source("A")
    make_feed(make_source("B", is_enabled=False), state="TIMEOUT")
    found = {row.name.en: row.state for row in timelines.status(NOW).sources}
    assert found == {"A": SourceState.NO_FEED, "B": SourceState.DISABLED}


def test_status_shows_the_latest_30_fetches_oldest_first() -> None:
    source = make_source()
    for hours in range(40):
        outcome = "TIMEOUT" if hours == 0 else "OK"
        at = NOW - timedelta(hours=hours)
        FetchLog.objects.create(source=source, url="u", started_at=at, outcome=outcome)
    (row,) = timelines.status(NOW).sources
    assert len(row.fetches) == 30 and row.fetches[-1] == "TIMEOUT"


def test_status_counts_what_waits() -> None:
    make_feed(make_source(), next_attempt_at=NOW - timedelta(minutes=1))
    make_feed(make_source(), next_attempt_at=NOW + timedelta(minutes=1))
    AnalysisRun.objects.create(version=current_of(make_article()))
    AnalysisRun.objects.create(version=current_of(make_article()), state="FAILED")
    make_article(outcome="NO_TEXT")
    queues = timelines.status(NOW).queues
    assert (queues.feeds_due, queues.articles_due) == (1, 0)
    assert (queues.analyses_due, queues.analyses_failed) == (1, 1)
    assert queues.articles_without_text == 1


# --- The number of queries ----------------------------------------------------------------------


def fill(rows: int) -> str:
    """Store `rows` articles that hold one of everything, all about one actor; give its slug."""
    actor = Actor.objects.filter(name_en="Turkey").first() or make_actor("Turkey")
    for number in range(rows):
        other, place = make_actor(), make_place()
        article = make_article("T\nTurkey spoke.")
        make_reprint(article)
        make_mention(article, actor, "Turkey")
        make_mention(article, other, "Turkey")
        ceasefire = make_ceasefire(
            parties=(actor, other), places=(place.name_en,), mediator_names=[other.name_en]
        )
        make_claim(article, parties=(actor, other), places=(place,), ceasefire=ceasefire)
        make_claim(article, parties=(other,), kind="PROPOSED")
        make_figure(
            article,
            reported=number + 1,
            reporters=(actor, other),
            places=((place, PlaceRole.ORIGIN),),
        )
        make_stance(article, other, actor)
        make_stance(article, actor, other)
        feed = make_feed(article.source, state="TIMEOUT")
        FetchLog.objects.create(
            source=article.source, feed=feed, url="u", started_at=NOW, outcome="OK"
        )
    return actor.slug


SELECTORS: dict[str, Callable[[str], object]] = {
    "overview": lambda _slug: timelines.overview(asked(), now=NOW),
    "actor_list": lambda _slug: timelines.actor_list(asked()),
    "actor_timeline": lambda slug: timelines.actor_timeline(slug, asked()),
    "ceasefire_timeline": lambda _slug: timelines.ceasefire_timeline(asked()),
    "displacement_timeline": lambda _slug: timelines.displacement_timeline(asked()),
    "article_list": lambda _slug: timelines.article_list(asked()),
    "status": lambda _slug: timelines.status(NOW),
}


@pytest.mark.parametrize("name", SELECTORS)
def test_a_selector_asks_as_often_for_50_rows_as_for_one(name: str) -> None:
    slug = fill(1)
    few = queries(lambda: SELECTORS[name](slug))
    fill(49)
    assert queries(lambda: SELECTORS[name](slug)) == few
