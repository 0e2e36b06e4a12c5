"""How a model's raw scores become probabilities and decisions: the "newsmon" part of its config."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TOPICS = ("ceasefire", "displacement")
STANCES = ("oppose", "neutral", "support")
EVEN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """Raw scores are divided by a temperature before they become probabilities. `topics` and
    `stances` are the columns in which the model gives TOPICS and STANCES."""

    names_temperature: float = 1.0
    topics: tuple[int, ...] = (0, 1)
    topics_temperature: float = 1.0
    topic_thresholds: tuple[float, ...] = (EVEN, EVEN)
    stances: tuple[int, ...] = (0, 1, 2)
    stances_temperature: float = 1.0
    stance_threshold: float = EVEN


def read_tuning(config: Mapping[str, Any]) -> Tuning:
    """Read a config's "newsmon" part; what is not said there is 1 or even. Raise ValueError."""
    own = config.get("newsmon", {})
    relevance, stance = own.get("relevance", {}), own.get("stance", {})
    topics = columns(relevance.get("labels", TOPICS), TOPICS)
    thresholds = [_share(value) for value in relevance.get("thresholds", (EVEN, EVEN))]
    if len(thresholds) != len(TOPICS):
        raise ValueError(f"relevance has {len(thresholds)} thresholds for {len(TOPICS)} labels")
    return Tuning(
        names_temperature=_temperature(own.get("names", {})),
        topics=topics,
        topics_temperature=_temperature(relevance),
        topic_thresholds=tuple(thresholds[column] for column in topics),
        stances=columns(stance.get("labels", STANCES), STANCES),
        stances_temperature=_temperature(stance),
        stance_threshold=_share(stance.get("threshold", EVEN)),
    )


def columns(labels: Sequence[str], expected: Sequence[str]) -> tuple[int, ...]:
    """Return where each expected label stands; raise ValueError for other labels than these."""
    if sorted(labels) != sorted(expected):
        raise ValueError(f"expected the labels {', '.join(expected)}; found {', '.join(labels)}")
    return tuple(labels.index(label) for label in expected)


def _temperature(part: Mapping[str, Any]) -> float:
    value = float(part.get("temperature", 1.0))
    if not value > 0:
        raise ValueError(f"a temperature of {value} is not above 0")
    return value


def _share(value: Any) -> float:
    share = float(value)
    if not 0 <= share <= 1:
        raise ValueError(f"a threshold of {share} is not between 0 and 1")
    return share
