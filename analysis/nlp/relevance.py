"""Raw scores of topics to probabilities and the topics over their thresholds."""

import numpy as np

from analysis.components import Relevance
from analysis.nlp.model import Scores
from analysis.nlp.tuning import TOPICS, Tuning


def relevances(scores: Scores, tuning: Tuning) -> list[Relevance]:
    """Return how far each row of raw scores speaks of either topic."""
    ordered = scores[:, list(tuning.topics)].astype(np.float64) / tuning.topics_temperature
    # With tanh no exponential overflows.
    shares = (1 + np.tanh(ordered / 2)) / 2
    return [_relevance(row.tolist(), tuning.topic_thresholds) for row in shares]


def _relevance(shares: list[float], thresholds: tuple[float, ...]) -> Relevance:
    over = zip(TOPICS, shares, thresholds, strict=True)
    return Relevance(
        ceasefire=shares[0],
        displacement=shares[1],
        topics=frozenset(topic for topic, share, threshold in over if share >= threshold),
    )
