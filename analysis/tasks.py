"""Tasks of the nlp worker. Rows are the queue: a lost task is due again when its lease ends."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.conf import settings

from analysis import candidates_store, ceasefire_store, pipeline, resources, rollup_store, store
from analysis.nlp import opening
from analysis.nlp.model import ModelError

QUEUE = "nlp"
# Batches leased at one tick: enough work until the next one.
BATCHES_A_TICK = 4


@shared_task
def analyse_due_articles() -> int:
    """Lease what waits for analysis and hand it out in batches; the number leased."""
    size = settings.ANALYSIS_BATCH
    ids = store.lease_due(datetime.now(UTC), size * BATCHES_A_TICK)
    for first in range(0, len(ids), size):
        analyse_versions.delay(ids[first : first + size])
    ceasefire_store.drop_empty()
    return len(ids)


@shared_task
def analyse_versions(version_ids: list[int]) -> dict[str, int]:
    """Analyse leased versions; what was done meanwhile is passed over."""
    known = resources.from_database(resources.chosen_models(), threads=settings.NLP_THREADS)
    return pipeline.analyse_versions(version_ids, known)


@shared_task
def refresh_candidates() -> dict[str, int]:
    """Bring the queue of unknown names up to date; its counts."""
    return asdict(candidates_store.refresh(datetime.now(UTC)))


@shared_task
def refresh_counts() -> int:
    """Count the days anew whose reports changed; how many those were."""
    return rollup_store.refresh()


@worker_init.connect
def check_models(sender: Any, **_kwargs: Any) -> None:
    """End a worker of our queue before it takes any work, if a model cannot be opened."""
    if QUEUE not in sender.app.amqp.queues.consume_from:
        return
    try:
        opening.check(resources.chosen_models(), threads=settings.NLP_THREADS)
    except ModelError as error:
        sys.exit(f"newsmon: {error}")
