"""The order of the stages: what goes in, what stays out, and that one bad text stops no other."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pytest

from analysis import pipeline
from analysis.components import Reading
from analysis.displacement import extraction as displacement
from analysis.gazetteer import Gazetteer
from analysis.linking.linker import Registry
from analysis.models import AnalysisRun, RunState, StoryPoint
from analysis.records import (
    ActorEntry,
    AliasEntry,
    Declined,
    DisplacementClaim,
    Document,
    Span,
    TaggedDocument,
)
from analysis.resources import Resources
from analysis.terms import ActorKind
from analysis.tests.test_store import make_version
from ingest.models import Article

SDF = ActorEntry(
    id="sdf",
    name_en="Syrian Democratic Forces",
    name_ar="قوات سوريا الديمقراطية",
    kind=ActorKind.ARMED_GROUP,
    aliases=(AliasEntry(text="قسد", language="ar"),),
)
IN_BODY = "قالت قسد إن مقاتليها انسحبوا."
LINK = "- قسد تعلن موقفها من الاتفاق"


class NoNames:
    """A name finder that finds nothing."""

    version = "none"
    has_relevance = has_vectors = False

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        return [[] for _ in texts]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        return [Reading() for _ in texts]


RESOURCES = Resources(reader=NoNames(), registry=Registry((SDF,), ()), gazetteer=Gazetteer(()))


def actors(text: str) -> list[tuple[int, str | None]]:
    (analysis,) = pipeline.analyse_documents([Document(id="1", text=text)], RESOURCES)
    return [(entity.start, entity.actor) for entity in analysis.entities]


def test_a_name_in_a_link_to_another_story_is_no_mention() -> None:
    assert actors(f"{IN_BODY}\n{LINK}\n{IN_BODY}") == [
        (IN_BODY.index("قسد"), "sdf"),
        (len(IN_BODY) + len(LINK) + 2 + IN_BODY.index("قسد"), "sdf"),
    ]


def test_the_language_is_found_where_it_is_not_given() -> None:
    documents = [Document(id="a", text=IN_BODY * 3), Document(id="b", text=IN_BODY, lang="fa")]
    analyses = pipeline.analyse_documents(documents, RESOURCES)
    assert [analysis.lang for analysis in analyses] == ["ar", "fa"]


def test_no_document_gives_no_answer() -> None:
    assert pipeline.analyse_documents([], RESOURCES) == []


@pytest.mark.django_db
def test_a_text_that_breaks_a_stage_is_set_aside_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good, bad = make_version("http://a.invalid/1"), make_version("http://a.invalid/2", text="BAD")
    AnalysisRun.objects.bulk_create([AnalysisRun(version=v) for v in (good, bad)])
    real = displacement.extract

    def extract(
        tagged: TaggedDocument, *, sure: Collection[int]
    ) -> tuple[tuple[DisplacementClaim, ...], tuple[Declined, ...]]:
        if tagged.document.text == "BAD":
            raise IndexError("broken rule")
        return real(tagged, sure=sure)

    monkeypatch.setattr(displacement, "extract", extract)
    counts = pipeline.analyse_versions([good.pk, bad.pk], RESOURCES)
    assert counts == {"done": 1, "failed": 1}
    runs = {run.version_id: run for run in AnalysisRun.objects.all()}
    assert runs[good.pk].state == RunState.OK
    assert (runs[bad.pk].state, runs[bad.pk].reason) == (RunState.FAILED, "IndexError: broken rule")


class TrucesApart(NoNames):
    """A reader to which truces mean one thing and all else another."""

    has_vectors = True

    def read(self, texts: Sequence[str]) -> list[Reading]:
        rows = [(1, 0) if "هدنة" in text or "Truce" in text else (0, 1) for text in texts]
        return [Reading(vector=np.array(row, dtype=np.float32)) for row in rows]


@pytest.mark.django_db
def test_reports_of_one_event_are_put_into_one_story_once_they_are_analysed() -> None:
    texts = {"http://x/1": "هدنة\nاتفق الطرفان على هدنة.", "http://x/2": "Truce\nTruce agreed."}
    versions = [make_version(url, text) for url, text in texts.items()]
    for version in versions:
        AnalysisRun.objects.create(version=version)
    resources = replace(RESOURCES, reader=TrucesApart())
    assert pipeline.analyse_versions([v.pk for v in versions], resources)["done"] == 2
    first, second = Article.objects.filter(versions__in=versions)
    assert first.story_id == second.story_id is not None


@pytest.mark.django_db
def test_without_vectors_a_report_stays_where_it_is() -> None:
    version = make_version()
    AnalysisRun.objects.create(version=version)
    assert pipeline.analyse_versions([version.pk], RESOURCES)["done"] == 1
    assert not StoryPoint.objects.exists()
