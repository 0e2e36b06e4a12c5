"""Stores a few new articles again and again, as ingestion does, until it is stopped.

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

from analysis.management import made_corpus  # noqa: E402

SEED = 5
UNTIL = datetime(2025, 12, 31, tzinfo=UTC)
# As many new articles as a few hundred busy outlets print.
A_BATCH = 5
PAUSE_SECONDS = 1.0
ENDLESS = 10**6


def main() -> None:
    for _ in made_corpus.make(ENDLESS, seed=SEED, until=UNTIL, batch_size=A_BATCH):
        time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main()
