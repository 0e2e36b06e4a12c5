"""Tasks of the nlp worker. Rows are the queue: a lost task is due again when its lease ends."""

from datetime import UTC, datetime

from celery import shared_task
from django.conf import settings

from analysis import ceasefire_store, pipeline, resources, store

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
    known = resources.from_database(settings.NER_MODEL, threads=settings.NLP_THREADS)
    return pipeline.analyse_versions(version_ids, known)
