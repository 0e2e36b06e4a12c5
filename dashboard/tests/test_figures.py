"""One figure, the reporters side by side, and where people left and went."""

from datetime import date

import pytest
from django.test import Client

from analysis.models import AnalysisRun
from analysis.records import PlaceFeature, PlaceRole
from analysis.tests.factories import make_actor, make_article, make_figure, make_place
from dashboard.tests.asking import assert_login_asked, page, queries

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
