"""The trained sentence classifier's word on what the rules of language found.

The rules are the more careful of the two: a claim falls only where the classifier is all but sure
that its sentence speaks of something else. It is kept as declined then, with its reason.
"""

from collections.abc import Sequence
from typing import TypeVar

from analysis.components import Reading, Relevance
from analysis.records import CeasefireClaim, Declined, DisplacementClaim, Sentence

CEASEFIRE = "ceasefire"
DISPLACEMENT = "displacement"
# Low by caution. With the weights that ship, no claim of the tuned passages in benchmarks/gold
# falls at any value up to 0.05: the rules leave little that the classifier is so sure of.
REFUSED = 0.01
# From here the classifier is taken to be sure: of the numbers of people that no rule knows, in
# sentences without a word of orders, plans or harm, it is then wrong once in fourteen.
SURE = 0.9
REASONS = {
    CEASEFIRE: "the sentence classifier sees no ceasefire here",
    DISPLACEMENT: "the sentence classifier sees no figure of people on the move here",
}

_Claim = TypeVar("_Claim", CeasefireClaim, DisplacementClaim)


def confirmed(
    claims: Sequence[_Claim],
    topic: str,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading | None],
) -> tuple[tuple[_Claim, ...], tuple[Declined, ...]]:
    """Part claims into those whose sentence speaks of the topic and those declined.

    `readings` stand in the order of `sentences`; a sentence without a reading, or a reading
    without relevance, leaves the rules' word.
    """
    silent = [
        (sentence.start, sentence.end)
        for sentence, reading in zip(sentences, readings, strict=True)
        if reading and reading.relevance and _share(reading.relevance, topic) < REFUSED
    ]
    kept: list[_Claim] = []
    declined: list[Declined] = []
    for claim in claims:
        if any(start <= claim.start < end for start, end in silent):
            declined.append(_declined(claim, topic))
        else:
            kept.append(claim)
    return tuple(kept), tuple(declined)


def sure_of(
    topic: str, sentences: Sequence[Sentence], readings: Sequence[Reading | None]
) -> frozenset[int]:
    """Give the starts of the sentences of which the classifier is sure that they speak of a
    topic; none where the model in use does not tell."""
    return frozenset(
        sentence.start
        for sentence, reading in zip(sentences, readings, strict=True)
        if reading and reading.relevance and _share(reading.relevance, topic) >= SURE
    )


def _share(relevance: Relevance, topic: str) -> float:
    return relevance.ceasefire if topic == CEASEFIRE else relevance.displacement


def _declined(claim: CeasefireClaim | DisplacementClaim, topic: str) -> Declined:
    return Declined(
        kind=topic, start=claim.start, end=claim.end, quote=claim.quote, reason=REASONS[topic]
    )
