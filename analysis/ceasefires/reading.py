"""What a sentence says of one truce that it names, as the stages of reading hand it on."""

from dataclasses import dataclass

from analysis.ceasefires.lexicon import Cue, Mention
from analysis.terms import CeasefireKind, Factuality

Kind = CeasefireKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is said of one mention: a kind with its cue, or the reason why nothing is."""

    mention: Mention
    kind: CeasefireKind | None = None
    cue: Cue | None = None
    outer: Cue | None = None
    factuality: Factuality = Factuality.ASSERTED
    score: float = 0.9
    reason: str = ""
    is_concessive: bool = False
    is_welcomed: bool = False
    is_aside: bool = False
