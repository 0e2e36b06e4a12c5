"""Stores a few new articles of the last day again and again, and takes its counts anew, as
ingestion does, until it is stopped.

A part of run.py: pages have to open while news comes in.
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsmon.settings")

import django  # noqa: E402

django.setup()

from analysis import rollup_store  # noqa: E402
from analysis.management import made_corpus  # noqa: E402

SEED = 5
UNTIL = datetime(2025, 12, 31, tzinfo=UTC)
# As many new articles as a few hundred busy outlets print.
A_BATCH = 5
PAUSE_SECONDS = 1.0
ENDLESS = 10**6
# As often as the worker counts (NEWSMON_POLL_SECONDS).
BATCHES_A_COUNT = 5


def main() -> None:
    made = made_corpus.make(ENDLESS, seed=SEED, until=UNTIL, days=1, batch_size=A_BATCH)
    for number, _count in enumerate(made):
        if number % BATCHES_A_COUNT == 0:
            rollup_store.refresh()
        time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main()
