"""Claims keep the date of their article, whoever writes either."""

from datetime import UTC, date, datetime

import pytest

from analysis.models import CeasefireClaim, DisplacementFigure, Framing, Stance
from analysis.tests.factories import (
    make_actor,
    make_article,
    make_claim,
    make_figure,
    make_stance,
)
from ingest.models import Article

pytestmark = pytest.mark.django_db

LATER = datetime(2019, 11, 2, 23, 30, tzinfo=UTC)


def dates() -> list[datetime | None]:
    return [
        row.printed_at
        for model in (CeasefireClaim, DisplacementFigure, Stance, Framing)
        for row in model._default_manager.order_by("pk")
    ]


def make_all(article: Article) -> None:
    claim = make_claim(article)
    make_figure(article)
    make_stance(article, make_actor(), make_actor())
    span = {name: getattr(claim, name) for name in ("start", "end", "quote", "score", "version")}
    Framing.objects.create(article=article, term="martyrs", words="martyrs", **span)


def test_a_new_claim_has_the_date_of_its_article() -> None:
    dated, undated = make_article(), make_article(published_on=None)
    make_all(dated)
    make_all(undated)
    assert dates() == [dated.published_at, None] * 4


def test_a_date_that_is_found_or_corrected_goes_to_the_claims() -> None:
    changed, other = make_article(published_on=None), make_article(published_on=date(2019, 10, 5))
    make_all(changed)
    make_all(other)
    Article.objects.filter(pk=changed.pk).update(published_at=LATER)
    assert dates() == [LATER, other.published_at] * 4
    Article.objects.filter(pk=changed.pk).update(published_at=None)
    assert dates() == [None, other.published_at] * 4


def test_a_claim_that_is_saved_again_or_moved_keeps_to_its_article() -> None:
    article, other = make_article(), make_article(published_on=date(2019, 10, 5))
    make_claim(article)
    claim = CeasefireClaim.objects.get()
    claim.printed_at = LATER
    claim.save()
    assert dates() == [article.published_at]
    CeasefireClaim.objects.update(article=other)
    assert dates() == [other.published_at]
