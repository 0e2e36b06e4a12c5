"""Wordings that stop the fire without naming a truce: "told its forces to hold fire", "the guns
fell silent", "يعلّق عملياته العسكرية".

Each is a cue and its object at once. Alone it makes the claim of its own family; governed by
another cue ("agreed to suspend its offensive") it makes what the two make together.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.ceasefires.cues import Spans, chain_before, distance, left_edge
from analysis.ceasefires.lexicon import COMPOSED, KINDS, Cue, Lexicon, Mention
from analysis.terms import CeasefireKind

_GOVERNS = 5  # words between a governing cue and the act
_INFINITIVE = re.compile(r"(?<!\w)(?:to|for|of|without|about|from)\s+(?:\w+ly\s+)?$")
_ASKING = frozenset({"PASSING", "CONDITION", "THREAT", "DENY"})
_CLAIMS = COMPOSED | {
    ("ACCEPT", "ANNOUNCE"): "ACCEPT",
    ("ANNOUNCE", "START"): "START",
    ("ANNOUNCE", "VIOLATE"): "VIOLATE",
}


def governed(
    text: str, mention: Mention, others: Sequence[Mention], words: Lexicon, free: Spans
) -> tuple[CeasefireKind | None, Cue | None, str]:
    """Give the kind that an act makes, the cue that governs it, and why it makes none."""
    act = mention.act
    if act is None:
        return None, None, "no act"
    start = min(act.start, mention.start)
    lead = replace(mention, start=start)
    left = left_edge(text, lead, [m for m in others if m is not mention], words)
    chain = [c for c in chain_before(text, left, lead, words, free) if c.end <= start]
    outer = chain[0] if chain and distance(text, chain[0].end, start, free) <= _GOVERNS else None
    if outer and outer.family in _ASKING and act.family != "VIOLATE":
        return None, None, "an act that is only a condition or feared"
    if outer and act.family != "VIOLATE" and (outer.family, act.family) in _CLAIMS:
        family = _CLAIMS[outer.family, act.family]
        return (KINDS[family], outer, "") if family else (None, None, "nothing has happened")
    if act.family == "ANNOUNCE" and _INFINITIVE.search(text[:start]):
        return None, None, "an act that is only intended"
    return KINDS[act.family], None, ""
