"""All writes of analysis: an article's machine rows are replaced as a whole, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from analysis.models import (
    Actor,
    AnalysisRun,
    CeasefireClaim,
    ClaimActor,
    ClaimPlace,
    DisplacementFigure,
    FigurePlace,
    FigureReporter,
    Framing,
    Mention,
    Place,
    RunState,
    Stance,
)
from analysis.records import Analysis, Document, NamedActor
from analysis.records import CeasefireClaim as ClaimRecord
from analysis.records import DisplacementClaim as FigureRecord
from analysis.terms import PartyRole
from ingest.models import Article, ArticleVersion

# A text that stopped the worker this often is set aside.
MAX_ATTEMPTS = 5

# Claims that are alike in these say the same, wherever and in whatever words.
_FIGURE_IDENTITY = ("reported", "reported_high", "quantifier", "unit", "category", "factuality")
_CLAIM_IDENTITY = ("kind", "factuality", "duration_hours", "declared_on", "effective_on", "ends_on")

MACHINE_ROWS = (Mention, Stance, Framing, CeasefireClaim, DisplacementFigure)


def lease_due(now: datetime, limit: int) -> list[int]:
    """Take up to `limit` versions that are due, none of which another worker holds; their ids."""
    _queue_new_versions(limit)
    with transaction.atomic():
        due = AnalysisRun.objects.select_for_update(skip_locked=True).filter(
            Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now), state=RunState.DUE
        )
        runs = list(due.order_by("pk")[:limit])
        for run in runs:
            run.attempts += 1
            run.next_attempt_at = now + settings.LEASE
            if run.attempts > MAX_ATTEMPTS:
                run.state = RunState.FAILED
                run.reason = f"the worker stopped {MAX_ATTEMPTS} times over this text"
        AnalysisRun.objects.bulk_update(runs, ["attempts", "next_attempt_at", "state", "reason"])
    return [run.version_id for run in runs if run.state == RunState.DUE]


def _queue_new_versions(limit: int) -> None:
    waiting = Article.objects.readable().filter(current__analysis_run=None).order_by("pk")
    AnalysisRun.objects.bulk_create(
        [AnalysisRun(version_id=pk) for pk in waiting.values_list("current_id", flat=True)[:limit]],
        ignore_conflicts=True,
    )


def requeue(article_ids: Iterable[int] | None = None) -> int:
    """Make analysed articles due again (all of them for None) and count them."""
    runs = AnalysisRun.objects.all()
    if article_ids is not None:
        runs = runs.filter(version__article_id__in=article_ids)
    return runs.update(state=RunState.DUE, attempts=0, next_attempt_at=None, reason="")


def due_documents(version_ids: Sequence[int]) -> list[tuple[int, Document]]:
    """Return the texts of those versions that still wait for analysis."""
    versions = ArticleVersion.objects.filter(
        pk__in=version_ids, analysis_run__state=RunState.DUE
    ).select_related("article")
    return [(version.pk, _document(version)) for version in versions]


def _document(version: ArticleVersion) -> Document:
    article = version.article
    return Document(
        id=str(article.pk),
        text=version.text,
        title=version.title or None,
        lang=None if article.language == "und" else article.language,
        published_on=article.published_at.date() if article.published_at else None,
        url=article.canonical_url,
    )


def mark_failed(version_id: int, reason: str) -> None:
    """Set a version aside with the reason."""
    AnalysisRun.objects.filter(version_id=version_id).update(state=RunState.FAILED, reason=reason)


class _Names:
    """Registry ids to row keys, for the names that one analysis uses."""

    def __init__(self, analysis: Analysis) -> None:
        self._actors = dict(
            Actor.objects.filter(slug__in=_actor_ids(analysis)).values_list("slug", "pk")
        )
        self._places = dict(
            Place.objects.filter(slug__in=_place_ids(analysis)).values_list("slug", "pk")
        )

    def actor(self, slug: str | None) -> int | None:
        return self._actors.get(slug or "")

    def place(self, slug: str | None) -> int | None:
        return self._places.get(slug or "")


def _actor_ids(analysis: Analysis) -> set[str]:
    named: list[NamedActor] = []
    for tag in analysis.stances:
        named += (tag.holder, tag.target)
    for claim in analysis.ceasefires:
        named += [actor for _, actor in _parts(claim)]
    for figure in analysis.displacements:
        named += figure.reported_by
    ids = {actor.actor for actor in named} | {entity.actor for entity in analysis.entities}
    ids |= {tag.actor for tag in analysis.framings}
    return {slug for slug in ids if slug}


def _place_ids(analysis: Analysis) -> set[str]:
    ids = {entity.place for entity in analysis.entities}
    ids |= {place.place for claim in analysis.ceasefires for place in claim.places}
    ids |= {place.place for figure in analysis.displacements for place in figure.places}
    return {slug for slug in ids if slug}


def _parts(claim: ClaimRecord) -> list[tuple[PartyRole, NamedActor]]:
    roles = (
        (PartyRole.PARTY, claim.parties),
        (PartyRole.MEDIATOR, claim.mediators),
        (PartyRole.PERPETRATOR, claim.perpetrators),
        (PartyRole.ALLEGED_BY, claim.alleged_by),
        (PartyRole.DENIED_BY, claim.denied_by),
    )
    return [(role, actor) for role, actors in roles for actor in actors]


def replace_analysis(version_id: int, analysis: Analysis, *, now: datetime) -> None:
    """Put one analysis in the place of whatever the machine had said of its article."""
    names = _Names(analysis)
    with transaction.atomic():
        version = ArticleVersion.objects.get(pk=version_id)
        Article.objects.select_for_update().get(pk=version.article_id)
        before = _claimed(version.article_id) if _is_edit(version) else None
        for model in MACHINE_ROWS:
            model._default_manager.filter(article_id=version.article_id).delete()
        _create_mentions(version, analysis, names)
        _create_stances(version, analysis, names)
        _create_framings(version, analysis, names)
        for claim in analysis.ceasefires:
            _create_claim(version, analysis, claim, names)
        for figure in analysis.displacements:
            _create_figure(version, analysis, figure, names)
        edit = {} if before is None else _edit(before, _claimed(version.article_id))
        AnalysisRun.objects.filter(version_id=version_id).update(
            **edit,
            state=RunState.OK,
            reason="",
            finished_at=now,
            extractors=analysis.versions,
            declined=[
                {
                    "kind": d.kind,
                    "start": d.start,
                    "end": d.end,
                    "quote": d.quote,
                    "reason": d.reason,
                }
                for d in analysis.declined
            ],
        )


_Claims = dict[tuple[object, ...], str]


def _is_edit(version: ArticleVersion) -> bool:
    """Say whether an earlier version was analysed, and this one never before."""
    runs = AnalysisRun.objects.filter(version__article=version.article_id)
    known = runs.filter(version=version, finished_at__isnull=False).exists()
    return not known and runs.filter(finished_at__isnull=False).exists()


def _claimed(article_id: int) -> _Claims:
    """Return what the article's figures and truces come to, with the words for each."""
    said: _Claims = {}
    for figure in DisplacementFigure.objects.filter(article=article_id).select_related("version"):
        words = figure.version.text[figure.figure_start : figure.figure_end]
        said[tuple(getattr(figure, name) for name in _FIGURE_IDENTITY)] = words
    for claim in CeasefireClaim.objects.filter(article=article_id):
        said[tuple(getattr(claim, name) for name in _CLAIM_IDENTITY)] = claim.quote
    return said


def _edit(before: _Claims, after: _Claims) -> dict[str, Any]:
    """Return the words of what an edited article claims no more, and of what it claims anew."""
    was = [words for key, words in before.items() if key not in after]
    now = [words for key, words in after.items() if key not in before]
    changes = {"was": was, "now": now} if was or now else {}
    return {"changes": changes, "figures_changed": bool(changes)}


def _quoted(
    version: ArticleVersion, start: int, end: int, score: float, extractor: str
) -> dict[str, object]:
    return {
        "article_id": version.article_id,
        "version": version,
        "start": start,
        "end": end,
        "quote": version.text[start:end],
        "score": score,
        "extractor": extractor,
    }


def _create_mentions(version: ArticleVersion, analysis: Analysis, names: _Names) -> None:
    extractor = f"names {analysis.versions.get('ner', '')}"
    Mention.objects.bulk_create(
        Mention(
            **_quoted(version, entity.start, entity.end, entity.score, extractor),
            type=entity.type,
            actor_id=names.actor(entity.actor),
            place_id=names.place(entity.place),
            acts=entity.acts,
            method=entity.method or "",
            reason=(entity.reason or "")[:200],
        )
        for entity in analysis.entities
    )


def _rules(analysis: Analysis) -> str:
    return f"rules {analysis.versions.get('rules', '')}"


def _create_stances(version: ArticleVersion, analysis: Analysis, names: _Names) -> None:
    Stance.objects.bulk_create(
        Stance(
            **_quoted(version, tag.start, tag.end, tag.score, _rules(analysis)),
            holder_id=names.actor(tag.holder.actor),
            holder_name=tag.holder.name,
            target_id=names.actor(tag.target.actor),
            target_name=tag.target.name,
            polarity=tag.polarity,
            act=tag.act,
        )
        for tag in analysis.stances
    )


def _create_framings(version: ArticleVersion, analysis: Analysis, names: _Names) -> None:
    Framing.objects.bulk_create(
        Framing(
            **_quoted(version, tag.start, tag.end, 1.0, _rules(analysis)),
            term=tag.term,
            words=tag.words[:200],
            words_start=tag.words_start,
            actor_id=names.actor(tag.actor),
        )
        for tag in analysis.framings
    )


def _create_claim(
    version: ArticleVersion, analysis: Analysis, claim: ClaimRecord, names: _Names
) -> None:
    row = CeasefireClaim.objects.create(
        **_quoted(version, claim.start, claim.end, claim.score, _rules(analysis)),
        kind=claim.kind,
        duration_hours=claim.duration_hours,
        declared_on=claim.declared_on,
        effective_on=claim.effective_on,
        ends_on=claim.ends_on,
        date_accuracy=claim.date_accuracy,
        factuality=claim.factuality,
    )
    ClaimActor.objects.bulk_create(
        ClaimActor(claim=row, role=role, actor_id=names.actor(actor.actor), name=actor.name)
        for role, actor in _parts(claim)
    )
    ClaimPlace.objects.bulk_create(
        ClaimPlace(claim=row, place_id=names.place(place.place), name=place.name)
        for place in claim.places
    )


def _create_figure(
    version: ArticleVersion, analysis: Analysis, figure: FigureRecord, names: _Names
) -> None:
    row = DisplacementFigure.objects.create(
        **_quoted(version, figure.start, figure.end, figure.score, _rules(analysis)),
        reported=figure.reported,
        reported_high=figure.reported_high,
        quantifier=figure.quantifier,
        unit=figure.unit,
        term=figure.term,
        category=figure.category,
        measure=figure.measure,
        cause=figure.cause,
        hazard=figure.hazard,
        cause_basis=figure.cause_basis,
        cause_words=figure.cause_words[:200],
        is_cumulative=figure.cumulative,
        since_on=figure.since_on,
        start_on=figure.start_on,
        end_on=figure.end_on,
        date_accuracy=figure.date_accuracy,
        factuality=figure.factuality,
        figure_start=figure.figure_start,
        figure_end=figure.figure_end,
    )
    FigurePlace.objects.bulk_create(
        FigurePlace(figure=row, place_id=names.place(place.place), name=place.name, role=place.role)
        for place in figure.places
    )
    FigureReporter.objects.bulk_create(
        FigureReporter(figure=row, actor_id=names.actor(actor.actor), name=actor.name)
        for actor in figure.reported_by
    )
