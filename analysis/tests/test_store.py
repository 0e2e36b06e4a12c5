"""Machine rows are replaced as a whole, and what is due is leased once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from analysis import store
from analysis.models import (
    Actor,
    AnalysisRun,
    CeasefireClaim,
    DisplacementFigure,
    Mention,
    Place,
    RunState,
)
from analysis.records import (
    Analysis,
    Declined,
    DisplacementClaim,
    Document,
    Entity,
    NamedActor,
    NamedPlace,
)
from analysis.records import CeasefireClaim as ClaimRecord
from analysis.terms import (
    Category,
    CeasefireKind,
    EntityType,
    Measure,
    PlaceRole,
    Quantifier,
    Term,
    Unit,
)
from ingest.models import Article, ArticleVersion, Source
from ingest.records import Outcome

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 10, 19, 12, tzinfo=UTC)
TEXT = "Ankara and Washington agreed on a truce. Some 300,000 people fled Ras al-Ain."


def make_version(url: str = "http://sample.invalid/1", text: str = TEXT) -> ArticleVersion:
    source, _ = Source.objects.get_or_create(
        slug="sample", defaults={"name": "Sample outlet", "is_enabled": True}
    )
    article = Article.objects.create(
        source=source, canonical_url=url, outcome=Outcome.OK, published_at=NOW, language="en"
    )
    article.current = ArticleVersion.objects.create(
        article=article, number=1, text=text, content_hash=url, extractor="t", fetched_at=NOW
    )
    article.save()
    return article.current


def make_analysis() -> Analysis:
    return Analysis(
        document=Document(id="1", text=TEXT),
        lang="en",
        versions={"ner": "model", "rules": "1"},
        entities=(
            Entity(start=0, end=6, text="Ankara", type=EntityType.LOC, score=0.9, actor="turkey"),
            Entity(
                start=66,
                end=76,
                text="Ras al-Ain",
                type=EntityType.LOC,
                score=0.9,
                reason="unknown",
            ),
        ),
        ceasefires=(
            ClaimRecord(
                kind=CeasefireKind.AGREED,
                parties=(
                    NamedActor(actor="turkey", name="Turkey"),
                    NamedActor(actor=None, name="local forces"),
                ),
                places=(NamedPlace(place="ras-al-ain", name="Ras al-Ain"),),
                score=1.0,
                start=0,
                end=40,
                quote=TEXT[:40],
            ),
        ),
        displacements=(
            DisplacementClaim(
                reported=300_000,
                quantifier=Quantifier.APPROXIMATELY,
                unit=Unit.PERSON,
                term=Term.FORCED_TO_FLEE,
                category=Category.NEW_DISPLACEMENT,
                measure=Measure.FLOW,
                places=(NamedPlace(place="ras-al-ain", name="Ras al-Ain", role=PlaceRole.ORIGIN),),
                reported_by=(NamedActor(actor="turkey", name="Turkey"),),
                score=1.0,
                figure_start=46,
                figure_end=53,
                start=41,
                end=len(TEXT),
                quote=TEXT[41:],
            ),
        ),
        declined=(Declined(kind="ceasefire", start=0, end=4, quote="Anka", reason="no truce"),),
    )


@pytest.fixture
def registries() -> None:
    Actor.objects.create(slug="turkey", name_en="Turkey", kind="STATE")
    Place.objects.create(slug="ras-al-ain", name_en="Ras al-Ain", feature="SETTLEMENT")


def stored() -> AnalysisRun:
    version = make_version()
    store.lease_due(NOW, 10)
    store.replace_analysis(version.pk, make_analysis(), now=NOW)
    return version.analysis_run


def test_every_row_quotes_its_version_exactly(registries: None) -> None:
    run = stored()
    run.refresh_from_db()
    assert run.state == RunState.OK
    assert run.declined[0]["reason"] == "no truce"
    for model in (Mention, CeasefireClaim, DisplacementFigure):
        rows = list(model._default_manager.all())
        assert rows
        assert all(row.version.text[row.start : row.end] == row.quote for row in rows)


def test_names_are_linked_where_the_registry_knows_them(registries: None) -> None:
    stored()
    claim = CeasefireClaim.objects.get()
    assert [(part.name, part.actor_id is None) for part in claim.actors.all()] == [
        ("Turkey", False),
        ("local forces", True),
    ]
    figure = DisplacementFigure.objects.get()
    assert figure.places.values_list("place__slug", flat=True).get() == "ras-al-ain"
    assert figure.reporters.values_list("actor__slug", flat=True).get() == "turkey"


def test_a_name_missing_from_the_tables_is_kept_without_a_link() -> None:
    stored()
    assert DisplacementFigure.objects.get().places.get().place is None
    assert Mention.objects.filter(actor=None).count() == 2


def test_analysing_again_replaces_and_never_doubles(registries: None) -> None:
    run = stored()
    store.replace_analysis(run.version_id, make_analysis(), now=NOW)
    assert Mention.objects.count() == 2
    assert CeasefireClaim.objects.count() == 1
    store.replace_analysis(run.version_id, replace(make_analysis(), ceasefires=()), now=NOW)
    assert CeasefireClaim.objects.count() == 0
    assert DisplacementFigure.objects.count() == 1


def test_a_failed_write_leaves_what_was_there(
    registries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = stored()
    monkeypatch.setattr(store, "_create_figure", _break)
    with pytest.raises(ValueError, match="broken"):
        store.replace_analysis(run.version_id, make_analysis(), now=NOW)
    assert Mention.objects.count() == 2
    assert DisplacementFigure.objects.count() == 1


def _break(*_args: object) -> None:
    raise ValueError("broken")


def test_what_is_leased_is_not_leased_twice() -> None:
    version = make_version()
    assert store.lease_due(NOW, 10) == [version.pk]
    assert store.lease_due(NOW, 10) == []


def test_a_lost_lease_is_due_again_and_then_set_aside() -> None:
    version = make_version()
    for attempt in range(store.MAX_ATTEMPTS):
        assert store.lease_due(NOW + attempt * settings.LEASE, 10) == [version.pk]
    assert store.lease_due(NOW + timedelta(days=1), 10) == []
    run = AnalysisRun.objects.get()
    assert run.state == RunState.FAILED
    assert "stopped" in run.reason


def test_a_reprint_or_an_unread_article_is_never_due() -> None:
    for outcome in (Outcome.DUPLICATE, Outcome.NO_TEXT, ""):
        version = make_version(url=f"http://sample.invalid/{outcome}")
        Article.objects.filter(pk=version.article_id).update(outcome=outcome)
    assert store.lease_due(NOW, 10) == []


def test_only_what_is_still_due_is_read_again() -> None:
    version = make_version()
    store.lease_due(NOW, 10)
    assert [pk for pk, _ in store.due_documents([version.pk])] == [version.pk]
    store.replace_analysis(version.pk, make_analysis(), now=NOW)
    assert store.due_documents([version.pk]) == []
    assert store.requeue([version.article_id]) == 1
    assert [d.published_on for _, d in store.due_documents([version.pk])] == [NOW.date()]


def test_a_new_version_of_an_article_is_due_and_takes_the_place_of_the_old(
    registries: None,
) -> None:
    run = stored()
    article = run.version.article
    article.current = ArticleVersion.objects.create(
        article=article, number=2, text=TEXT, content_hash="2", extractor="t", fetched_at=NOW
    )
    article.save()
    assert store.lease_due(timezone.now(), 10) == [article.current.pk]
    store.replace_analysis(article.current.pk, make_analysis(), now=NOW)
    assert set(Mention.objects.values_list("version__number", flat=True)) == {2}


def edited(number: int) -> AnalysisRun:
    """Store and analyse a first version, then a second with another number of people."""
    first = stored().version
    text = TEXT.replace("300,000", f"{number},000")
    article = first.article
    article.current = ArticleVersion.objects.create(
        article=article, number=2, text=text, content_hash="2", extractor="t", fetched_at=NOW
    )
    article.save()
    assert store.lease_due(NOW, 10) == [article.current.pk]
    analysis = make_analysis()
    (figure,) = analysis.displacements
    figure = replace(figure, reported=number * 1000, quote=text[41:])
    store.replace_analysis(article.current.pk, replace(analysis, displacements=(figure,)), now=NOW)
    return article.current.analysis_run


def test_a_figure_that_an_edit_changed_is_flagged_with_both_wordings() -> None:
    run = edited(500)
    assert run.figures_changed
    assert run.changes == {"was": ["300,000"], "now": ["500,000"]}


def test_an_edit_that_leaves_the_claims_alone_is_not_flagged() -> None:
    run = edited(300)
    assert not run.figures_changed
    assert run.changes == {}


def test_a_flag_outlives_a_new_analysis_of_the_same_version() -> None:
    run = edited(500)
    store.replace_analysis(run.version_id, make_analysis(), now=NOW)
    run.refresh_from_db()
    assert run.figures_changed
    assert not AnalysisRun.objects.get(version__number=1).figures_changed
