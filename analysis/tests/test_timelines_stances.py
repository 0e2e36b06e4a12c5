"""Who stands how toward whom."""

from datetime import date
from typing import Any

import pytest

from analysis import timelines
from analysis.models import Actor
from analysis.tests.factories import make_actor, make_article, make_source, make_stance
from analysis.timelines.pages import StanceMatrix
from analysis.timelines.records import Filters, StanceCell

pytestmark = pytest.mark.django_db


def asked(**fields: Any) -> Filters:
    return Filters(today=date(2019, 10, 25), **fields)


@pytest.fixture
def pair() -> tuple[Actor, Actor]:
    return make_actor("Holder", slug="holder"), make_actor("Target", slug="target")


def cell(record: StanceMatrix) -> StanceCell:
    return record.cells["holder", "target"]


def test_a_cell_counts_reports_and_not_sentences(pair: tuple[Actor, Actor]) -> None:
    first = make_article()
    for polarity in ("OPPOSE", "OPPOSE", "SUPPORT"):
        make_stance(first, *pair, polarity=polarity)
    make_stance(make_article(), *pair)
    make_stance(make_article(), *pair, polarity="INSUFFICIENT")
    found = cell(timelines.stance_matrix(asked()))
    assert (found.support, found.oppose, found.neutral) == (1, 2, 0)


def test_a_stance_goes_one_way(pair: tuple[Actor, Actor]) -> None:
    make_stance(make_article(), *pair)
    record = timelines.stance_matrix(asked())
    assert [name.en for name in record.holders] == ["Holder"]
    assert [name.en for name in record.targets] == ["Target"]
    assert ("target", "holder") not in record.cells


def test_an_actor_on_itself_is_no_pair(pair: tuple[Actor, Actor]) -> None:
    make_stance(make_article(), pair[0], pair[0])
    assert timelines.stance_matrix(asked()).cells == {}


def test_stances_of_the_unknown_are_counted_apart(pair: tuple[Actor, Actor]) -> None:
    stance = make_stance(make_article(), *pair)
    stance.holder, stance.holder_name = None, "a villager"
    stance.save()
    record = timelines.stance_matrix(asked())
    assert (record.cells, record.pairs, record.unnamed) == ({}, 0, 1)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"outlet_country": "LBN"}, 1),
        ({"language": "ar"}, 1),
        ({"since": date(2019, 10, 18), "until": date(2019, 10, 25)}, 1),
        ({"since": date(2019, 10, 1), "until": date(2019, 10, 25)}, 2),
    ],
)
def test_filters_narrow_a_cell(
    pair: tuple[Actor, Actor], fields: dict[str, Any], count: int
) -> None:
    make_stance(make_article(source=make_source(country="TUR")), *pair)
    article = make_article(
        language="ar", source=make_source(country="LBN"), published_on=date(2019, 10, 18)
    )
    make_stance(article, *pair)
    assert cell(timelines.stance_matrix(asked(**fields))).oppose == count


def test_a_kind_keeps_pairs_of_that_kind_at_both_ends(pair: tuple[Actor, Actor]) -> None:
    make_stance(make_article(), *pair)
    make_stance(make_article(), pair[0], make_actor(kind="NGO"))
    record = timelines.stance_matrix(asked(kind="STATE"))
    assert record.pairs == 1 and cell(record).oppose == 1
    assert timelines.stance_matrix(asked(kind="NGO")).cells == {}


def test_the_most_active_are_shown_first_and_the_rest_left_out(pair: tuple[Actor, Actor]) -> None:
    for _ in range(3):
        make_stance(make_article(), *pair)
    make_stance(make_article(), make_actor(), make_actor())
    record = timelines.stance_matrix(asked(most=2))
    assert list(record.cells) == [("holder", "target")] and record.pairs == 2


def test_chosen_actors_are_set_against_each_other_alone(pair: tuple[Actor, Actor]) -> None:
    third = make_actor(slug="third")
    make_stance(make_article(), *pair)
    make_stance(make_article(), third, pair[1])
    record = timelines.stance_matrix(asked(actors=("holder", "target")))
    assert list(record.cells) == [("holder", "target")]


def test_one_chosen_actor_brings_those_it_has_to_do_with(pair: tuple[Actor, Actor]) -> None:
    make_stance(make_article(), *pair)
    make_stance(make_article(), make_actor(), make_actor())
    record = timelines.stance_matrix(asked(actors=("holder",)))
    assert list(record.cells) == [("holder", "target")]


def test_quotes_are_those_of_the_pair_and_polarity(pair: tuple[Actor, Actor]) -> None:
    article = make_article()
    make_stance(article, *pair)
    make_stance(article, *pair, polarity="SUPPORT")
    make_stance(article, pair[1], pair[0])
    make_stance(article, *pair, polarity="INSUFFICIENT")
    record = timelines.stance_quotes(asked(holder="holder", target="target"))
    assert [row.polarity for row in record.page.rows] == ["OPPOSE", "SUPPORT"]
    assert record.holder is not None and record.holder.en == "Holder"
    record = timelines.stance_quotes(asked(target="target", polarity="SUPPORT"))
    assert (record.page.total, record.holder) == (1, None)


def test_quotes_go_on_over_pages(pair: tuple[Actor, Actor]) -> None:
    article = make_article()
    for _ in range(26):
        make_stance(article, *pair)
    record = timelines.stance_quotes(asked(holder="holder", page=2))
    assert (len(record.page.rows), record.page.pages) == (1, 2)


def test_an_undated_report_is_in_the_matrix_and_among_the_quotes(
    pair: tuple[Actor, Actor],
) -> None:
    make_stance(make_article(published_on=None), *pair)
    assert cell(timelines.stance_matrix(asked())).oppose == 1
    assert timelines.stance_quotes(asked(holder="holder")).page.total == 1
