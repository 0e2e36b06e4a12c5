"""The sample newsroom answers how one state's stance toward another changed."""

import pytest

from analysis.resources import chosen_models, from_files
from analysis.terms import Polarity
from analysis.tests import sample_newsroom

pytestmark = pytest.mark.weights


def test_russias_stance_toward_turkey_changes_from_month_to_month() -> None:
    articles = sample_newsroom.first_printed()
    found = sample_newsroom.analysed(articles, from_files(chosen_models(), threads=1))
    days: dict[str, set[Polarity]] = {}
    for article in articles:
        for tag in found[article.id].stances:
            if (tag.holder.actor, tag.target.actor) == ("russia", "turkey"):
                day = article.published_at.date().isoformat()
                days.setdefault(day, set()).add(tag.polarity)
    assert days == {
        "2019-10-15": {Polarity.OPPOSE},
        "2019-10-24": {Polarity.SUPPORT},
        "2020-02-27": {Polarity.OPPOSE},
        "2020-03-24": {Polarity.SUPPORT},
    }
