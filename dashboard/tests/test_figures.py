"""One figure, the reporters side by side, and where people left and went."""

import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from analysis.models import AnalysisRun, Correction, DisplacementFigure
from analysis.terms import PlaceFeature, PlaceRole
from analysis.tests.factories import make_actor, make_article, make_figure, make_place
from dashboard.tests.asking import assert_login_asked, page, queries, sent

pytestmark = pytest.mark.django_db

MAP, COMPARISON = "/displacement/map/", "/displacement/compare/"
OCTOBER = "since=2019-10-01&until=2019-10-31"


def fill(rows: int) -> None:
    town = make_place(slug=f"town-{rows}", country="SYR", latitude=36.0, longitude=38.0)
    for number in range(rows):
        make_figure(
            make_article(),
            reported=number + 5,
            reporters=(make_actor(),),
            places=((town, PlaceRole.ORIGIN), (make_place(), PlaceRole.DESTINATION)),
        )


def test_a_visitor_is_asked_to_log_in(outsider: Client) -> None:
    for address in (MAP, COMPARISON, "/displacement/figures/1-1/"):
        assert_login_asked(outsider.get(address))


# --- One figure ---------------------------------------------------------------------------------


def test_a_figure_page_has_all_quotes_and_the_reporters_of_its_place(reader: Client) -> None:
    ocha, sohr, idlib = make_actor("UN OCHA"), make_actor("SOHR"), make_place("Idlib")
    first = make_figure(
        make_article("T\nSome 300,000 people fled."),
        reporters=(ocha,),
        places=((idlib, PlaceRole.ORIGIN),),
    )
    make_figure(
        make_article("T\n300,000 people have fled.", published_on=date(2019, 10, 18)),
        reporters=(ocha,),
        places=((idlib, PlaceRole.ORIGIN),),
    )
    make_figure(make_article(), reported=7, reporters=(sohr,), places=((idlib, PlaceRole.ORIGIN),))
    text = page(reader, f"/displacement/figures/{first.article_id}-{first.figure_start}/")
    assert "2 sentences with this figure" in text
    assert "Some 300,000 people fled." in text and "300,000 people have fled." in text
    assert "2 independent reporters" in text and "no recommended figure" in text
    assert "7 to 300,000" in text


def test_households_are_estimated_as_persons_with_size_year_and_source(reader: Client) -> None:
    figure = make_figure(
        make_article(),
        reported=900,
        unit="HOUSEHOLD",
        places=((make_place(country="SYR"), PlaceRole.ORIGIN),),
    )
    text = page(reader, f"/displacement/figures/{figure.article_id}-{figure.figure_start}/")
    assert "900 households" in text and "900 persons" not in text
    assert "estimate: about 4,500 persons, at 5.0 to a household" in text
    assert "Household size of 2009: Family Health Survey 2009" in text


def test_households_without_a_known_size_stay_households(reader: Client) -> None:
    figure = make_figure(make_article(), reported=900, unit="HOUSEHOLD")
    text = page(reader, f"/displacement/figures/{figure.article_id}-{figure.figure_start}/")
    assert "households stay households" in text and "estimate: about" not in text


def test_a_corrected_figure_says_what_stood_there(reader: Client) -> None:
    article = make_article("T\nSome 500 families fled.")
    assert article.current is not None
    start = article.current.text.index("500")
    figure = make_figure(article, reported=500, figure_start=start, figure_end=start + 3)
    AnalysisRun.objects.create(
        version=article.current, figures_changed=True, changes={"was": ["300"], "now": ["500"]}
    )
    text = page(reader, f"/displacement/figures/{figure.article_id}-{start}/")
    assert "An earlier version of this article said:" in text and ">300</del>" in text
    assert "corrected" in page(reader, f"/displacement/?{OCTOBER}")


def test_a_figure_that_is_not_there_is_not_found(reader: Client) -> None:
    assert reader.get("/displacement/figures/1-1/").status_code == 404


# --- Reporters side by side ---------------------------------------------------------------------


def test_reporters_of_a_place_stand_in_columns(reader: Client) -> None:
    idlib = make_place("Idlib", slug="idlib")
    for name, reported in (("UN OCHA", 160_000), ("SOHR", 300_000)):
        make_figure(
            make_article(),
            reported=reported,
            reporters=(make_actor(name),),
            places=((idlib, PlaceRole.ORIGIN),),
        )
    text = page(reader, f"{COMPARISON}?place=idlib&{OCTOBER}")
    assert "<bdi>UN OCHA</bdi></th>" in text and "<bdi>SOHR</bdi></th>" in text
    assert "160,000 persons" in text and "300,000 persons" in text and "460,000" not in text


def test_a_place_is_asked_for_first(reader: Client) -> None:
    assert "Choose a place" in page(reader, COMPARISON)


def test_denied_and_vague_figures_stand_apart(reader: Client) -> None:
    idlib = make_place("Idlib", slug="idlib")
    make_figure(make_article(), factuality="DENIED", places=((idlib, PlaceRole.ORIGIN),))
    assert "Figures that no table can hold" in page(reader, f"{COMPARISON}?place=idlib&{OCTOBER}")


# --- Map ----------------------------------------------------------------------------------------


def test_the_map_names_places_that_people_left_with_lowest_and_highest(reader: Client) -> None:
    idlib = make_place("Idlib", slug="idlib", country="SYR", feature=PlaceFeature.ADM1)
    for reported in (100, 200):
        make_figure(make_article(), reported=reported, places=((idlib, PlaceRole.ORIGIN),))
    text = page(reader, f"{MAP}?{OCTOBER}&level=ADM1")
    assert "<bdi>Idlib</bdi>" in text and "100 to 200" in text and "not on the map" in text
    assert "No figure names such a place" in page(reader, f"{MAP}?{OCTOBER}&role=DESTINATION")


@pytest.mark.parametrize(
    "address", [f"{MAP}?level=X", f"{MAP}?role=ORIGIN", f"{COMPARISON}?place=x", f"{MAP}?since=x"]
)
def test_a_filter_that_cannot_be_is_refused(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 400


def test_pages_in_arabic_speak_arabic(reader: Client) -> None:
    idlib = make_place("Idlib", "إدلب", slug="idlib", country="SYR")
    figure = make_figure(make_article(), places=((idlib, PlaceRole.ORIGIN),))
    assert "من أين وإلى أين" in page(reader, f"{MAP}?{OCTOBER}", language="ar")
    text = page(reader, f"{COMPARISON}?place=idlib&{OCTOBER}", language="ar")
    assert "مقارنة المصادر" in text and "إدلب" in text
    address = f"/displacement/figures/{figure.article_id}-{figure.figure_start}/"
    assert "الحساب" in page(reader, address, language="ar")


@pytest.mark.parametrize("address", [f"{MAP}?{OCTOBER}", f"{COMPARISON}?place=town-49&{OCTOBER}"])
def test_as_many_queries_for_50_rows_as_for_few(reader: Client, address: str) -> None:
    fill(2)
    few = queries(reader, address.replace("town-49", "town-2"))
    fill(49)
    assert queries(reader, address) == few


# --- Decisions ----------------------------------------------------------------------------------


def rivals() -> tuple[DisplacementFigure, DisplacementFigure]:
    """Store two figures of one place and week by two reporters."""
    idlib = make_place("Idlib", slug="idlib")
    first, second = (
        make_figure(
            make_article(),
            reported=reported,
            reporters=(make_actor(name),),
            places=((idlib, PlaceRole.ORIGIN),),
        )
        for name, reported in (("UN OCHA", 160_000), ("SOHR", 300_000))
    )
    return first, second


def address_of(figure: DisplacementFigure) -> str:
    return f"/displacement/figures/{figure.article_id}-{figure.figure_start}/"


def decide(client: Client, figure: DisplacementFigure, **data: object) -> int:
    return client.post(f"{address_of(figure)}decide/", data).status_code


def test_only_who_may_review_decides(outsider: Client, reader: Client) -> None:
    figure, _ = rivals()
    assert_login_asked(outsider.post(f"{address_of(figure)}decide/", {"decision": "recommend"}))
    User.objects.create_user("guest")
    guest = Client()
    guest.force_login(User.objects.get(username="guest"))
    assert decide(guest, figure, decision="recommend") == 403
    assert "Recommend this figure" not in page(guest, address_of(figure))
    assert not Correction.objects.exists()
    assert decide(reader, figure, decision="recommend") == 302
    assert Correction.objects.get().decided_by.get_username() == "reader"


@pytest.mark.parametrize("who", ["reader", "curator", "admin"])
def test_reviewers_are_offered_decisions(who: str, request: pytest.FixtureRequest) -> None:
    figure, _ = rivals()
    text = page(request.getfixturevalue(who), address_of(figure))
    assert "Recommend this figure" in text and "Set the cause" in text


def test_a_recommended_figure_is_the_best_of_its_band_everywhere(reader: Client) -> None:
    figure, other = rivals()
    decide(reader, figure, decision="recommend", note="two agencies agree")
    text = page(reader, address_of(figure))
    assert "two agencies agree" in text and "recommended 160,000" in text and "reader" in text
    assert "for comparison" in page(reader, address_of(other))
    text = page(reader, f"{COMPARISON}?place=idlib&{OCTOBER}")
    assert "<strong>160,000</strong>" in text and "<strong>300,000</strong>" not in text
    text = page(reader, f"/displacement/?place=idlib&{OCTOBER}")
    assert "recommended figure" in text and "no recommended figure" not in text
    roles = {row["persons_reported"]: row["figure_role"] for row in _files(reader)}
    assert roles == {160_000: "RECOMMENDED", 300_000: "TRIANGULATION"}


def _files(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = json.loads(sent(client.get(f"/displacement/figures.json?{OCTOBER}{query}")))
    figures: list[dict[str, Any]] = answer["figures"]
    return figures


def test_a_figure_for_comparison_stays_one_where_the_best_is_filtered_away(reader: Client) -> None:
    figure, other = rivals()
    decide(reader, figure, decision="recommend")
    reporter = other.reporters.get().actor
    assert reporter is not None
    (row,) = _files(reader, f"&actor={reporter.slug}")
    assert row["figure_role"] == "TRIANGULATION"


def test_another_recommendation_takes_the_place_of_the_first(reader: Client) -> None:
    figure, other = rivals()
    decide(reader, figure, decision="recommend")
    assert "It takes the place of 160,000." in page(reader, address_of(other))
    decide(reader, other, decision="recommend")
    assert {
        row["persons_reported"] for row in _files(reader) if row["figure_role"] == "RECOMMENDED"
    } == {300_000}
    text = page(reader, address_of(figure))
    assert "undone by" in text and "Recommend this figure" in text


def test_a_recommendation_is_undone_and_stays_in_the_history(reader: Client) -> None:
    figure, _ = rivals()
    decide(reader, figure, decision="recommend")
    assert decide(reader, figure, decision="undo", number=Correction.objects.get().pk) == 302
    assert {row["figure_role"] for row in _files(reader)} == {"UNASSESSED"}
    assert "undone by" in page(reader, address_of(figure))


@pytest.mark.parametrize("fields", [{"factuality": "DENIED"}, {"quantifier": "VAGUE"}])
def test_what_stands_in_no_band_is_not_recommended(reader: Client, fields: dict[str, Any]) -> None:
    place = ((make_place("Idlib"), PlaceRole.ORIGIN),)
    figure = make_figure(make_article(), places=place, **fields)
    assert "Recommend this figure" not in page(reader, address_of(figure))
    decide(reader, figure, decision="recommend")
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"decision": "delete"},
        {"decision": "cause"},
        {"decision": "cause", "cause": "WAR"},
        {"decision": "undo"},
        {"decision": "recommend", "note": "x" * 501},
    ],
)
def test_a_decision_that_cannot_be_is_refused(reader: Client, data: dict[str, str]) -> None:
    figure, _ = rivals()
    assert decide(reader, figure, **data) == 400
    assert not Correction.objects.exists()


def test_a_decision_is_posted_and_needs_its_figure(reader: Client) -> None:
    figure, _ = rivals()
    assert reader.get(f"{address_of(figure)}decide/").status_code == 405
    data = {"decision": "recommend"}
    assert reader.post("/displacement/figures/1-1/decide/", data).status_code == 404


def test_a_reviewer_sets_the_cause_with_its_hazard(reader: Client) -> None:
    figure, _ = rivals()
    decide(reader, figure, decision="cause", cause="DISASTER", hazard="FLOOD", note="see p. 2")
    text = page(reader, address_of(figure))
    assert "disaster (flood)" in text and "decided by a person" in text and "see p. 2" in text
    (row,) = _files(reader, "&cause=DISASTER")
    assert (row["cause"], row["hazard"], row["cause_basis"]) == ("DISASTER", "FLOOD", "HUMAN")


def test_a_hazard_of_a_conflict_is_refused_in_words(reader: Client) -> None:
    figure, _ = rivals()
    answer = reader.post(
        f"{address_of(figure)}decide/",
        {"decision": "cause", "cause": "CONFLICT", "hazard": "FLOOD"},
        follow=True,
    )
    assert "Only a disaster has a hazard." in answer.content.decode()


def test_figures_of_two_causes_stand_in_bands_of_their_own(reader: Client) -> None:
    idlib = make_place("Idlib", slug="idlib")
    for reported, cause in (
        (10, "CONFLICT"),
        (20, "CONFLICT"),
        (700, "DISASTER"),
        (900, "DISASTER"),
    ):
        make_figure(
            make_article(), reported=reported, cause=cause, places=((idlib, PlaceRole.ORIGIN),)
        )
    text = page(reader, f"{COMPARISON}?place=idlib&{OCTOBER}")
    assert "flow, persons, conflict" in text and "flow, persons, disaster" in text
    text = page(reader, f"/displacement/?place=idlib&{OCTOBER}&cause=DISASTER")
    assert "700 persons" in text and "20 persons" not in text


def test_pages_of_decisions_in_arabic_speak_arabic(reader: Client) -> None:
    figure, _ = rivals()
    decide(reader, figure, decision="cause", cause="CONFLICT")
    text = page(reader, address_of(figure), language="ar")
    assert "التوصية بهذا الرقم" in text and "نزاع" in text and "تراجع" in text
