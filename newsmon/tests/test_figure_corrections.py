"""A figure that its outlet corrects, from the new version to the pages; households on all pages."""

import json
import re

import pytest
from django.test import Client

from analysis import pipeline
from analysis.models import AnalysisRun, DisplacementFigure
from analysis.terms import PlaceRole
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_figure,
    make_mention,
    make_place,
    make_version,
)
from analysis.tests.test_pipeline import RESOURCES
from dashboard.tests.asking import page, sent
from ingest import search_entries
from ingest.models import Article

pytestmark = pytest.mark.django_db

OCTOBER = "since=2019-10-01&until=2019-10-31"


def analyse(article: Article) -> None:
    assert article.current is not None
    AnalysisRun.objects.create(version=article.current)
    assert pipeline.analyse_versions([article.current.pk], RESOURCES)["done"] == 1


def corrected(first: str, second: str, language: str = "en") -> Article:
    """Analyse an article, then what its outlet made of it."""
    article = make_article(f"T\n{first}", language=language)
    analyse(article)
    article.current = make_version(article, f"T\n{second}", number=2)
    article.save()
    analyse(article)
    return article


@pytest.mark.parametrize(
    ("language", "first", "second", "was", "now"),
    [
        (
            "en",
            "Some 3,000 families fled the town on Monday.",
            "Some 300 families fled the town on Monday.",
            "3,000",
            300,
        ),
        ("ar", "نزحت 3000 عائلة من البلدة.", "نزحت 300 عائلة من البلدة.", "3000", 300),
        ("fr", "Environ 3 000 familles ont fui.", "Environ 300 familles ont fui.", "3 000", 300),
    ],
)
def test_a_correction_takes_the_place_of_the_figure_and_says_so(
    reader: Client, language: str, first: str, second: str, was: str, now: int
) -> None:
    article = corrected(first, second, language)
    (figure,) = DisplacementFigure.objects.all()
    assert (figure.reported, figure.version_id) == (now, article.current_id)
    text = page(reader, f"/displacement/figures/{article.pk}-{figure.figure_start}/")
    assert "An earlier version of this article said:" in text and f">{was}</del>" in text
    listed = page(reader, f"/displacement/?{OCTOBER}")
    assert "corrected" in listed and "300 households" in listed and "3,000 households" not in listed
    (row,) = json.loads(sent(reader.get(f"/displacement/figures.json?{OCTOBER}")))["figures"]
    assert (row["households_reported"], row["replaces"]) == (now, was)


def test_an_edit_elsewhere_corrects_no_figure(reader: Client) -> None:
    first = "Some 300 families fled. The road was open."
    article = corrected(first, first.replace("open", "closed"))
    (figure,) = DisplacementFigure.objects.all()
    text = page(reader, f"/displacement/figures/{article.pk}-{figure.figure_start}/")
    assert "An earlier version of this article said:" not in text
    assert "corrected" not in page(reader, f"/displacement/?{OCTOBER}")


def test_a_figure_that_is_taken_back_is_gone(reader: Client) -> None:
    corrected("Some 300 families fled. The road was open.", "The road was open all day long.")
    assert not DisplacementFigure.objects.exists()
    assert "No displacement figure in this period" in page(reader, f"/displacement/?{OCTOBER}")


# --- Households ---------------------------------------------------------------------------------

# 917 is on no page but as the figure.
PERSONS = re.compile(
    r"917(?:</[a-z]+>|<[^>]*>|\s|\u2069|&nbsp;)*(?:persons?|people|أشخاص|شخص|personnes?)"
)
PLACES_OF_HOUSEHOLDS = (
    "/",
    "/timelines/?actors=counter&places=hama",
    "/actors/counter/",
    "/places/hama/",
    "/map/",
    "/displacement/",
    "/displacement/?place=hama&series=reporter",
    "/displacement/map/",
    "/displacement/compare/?place=hama",
    "/search/?q=917",
)


@pytest.fixture
def households() -> DisplacementFigure:
    hama = make_place("Hama", "حماة", slug="hama", country="SYR", latitude=35.1, longitude=36.7)
    counter = make_actor("Counter", "العدّاد", slug="counter")
    article = make_article("T\nThe Counter says 917 families fled Hama.")
    make_mention(article, counter, "Counter")
    search_entries.keep(article)
    start = "T\nThe Counter says 917 families fled Hama.".index("917")
    return make_figure(
        article,
        reported=917,
        unit="HOUSEHOLD",
        reporters=(counter,),
        places=((hama, PlaceRole.ORIGIN),),
        figure_start=start,
        figure_end=start + 3,
    )


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
@pytest.mark.parametrize("address", PLACES_OF_HOUSEHOLDS)
def test_no_page_shows_households_as_persons(
    reader: Client, households: DisplacementFigure, address: str, language: str
) -> None:
    joint = "&" if "?" in address else "?"
    text = page(reader, f"{address}{joint}{OCTOBER}", language=language)
    assert not PERSONS.search(text)


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_a_figure_and_its_article_keep_households(
    reader: Client, households: DisplacementFigure, language: str
) -> None:
    for address in (
        f"/displacement/figures/{households.article_id}-{households.figure_start}/",
        f"/articles/{households.article_id}/",
    ):
        text = page(reader, address, language=language)
        assert "917" in text and not PERSONS.search(text)


def test_no_file_holds_households_as_persons(
    reader: Client, households: DisplacementFigure
) -> None:
    (row,) = json.loads(sent(reader.get(f"/displacement/figures.json?{OCTOBER}")))["figures"]
    assert (row["unit"], row["households_reported"]) == ("HOUSEHOLD", 917)
    assert row["persons_reported"] is None and row["persons_reported_high"] is None
    assert row["persons_estimated"] != 917 and row["household_size_source"]


def test_what_looks_for_households_as_persons_finds_them() -> None:
    assert PERSONS.search("<strong>917</strong> persons") and PERSONS.search("917 شخصاً")
    assert not PERSONS.search("917 households; 12 persons")
