"""Whether what a cue says happened, was denied, is to come or is only possible."""

import re

from analysis.ceasefires.lexicon import Cue, Lexicon
from analysis.terms import Factuality

NEGATED = "negated"
NOT_YET = frozenset({"START", "EXTEND", "END", "VIOLATE", "SUSPEND"})
_POSSIBLE = NOT_YET | {"AGREE", "ACCEPT", "ANNOUNCE"}
_UNDONE = ("END", "SUSPEND", "VIOLATE")  # what has not happened yet is no news of these
_STOP = re.compile(r"[,،;:.؛]")
_UNLESS = re.compile(r"(?<!\w)(?:unless|ما لم|الا اذا)(?!\w)")
_AUXILIARIES = 40  # characters before a cue in which its auxiliaries stand, three words at most
_CLAUSE = 70  # characters before a verb in which an "if" makes it a hypothesis


def find_factuality(text: str, cue: Cue, words: Lexicon) -> tuple[Factuality, str]:
    """Read the auxiliaries before a cue; a reason means that the cue makes no claim."""
    before = " ".join(_clause(text, cue, _AUXILIARIES).split()[-3:])
    said = f"{before} {text[cue.start : cue.end]}"
    if words.negation.search(before):
        return Factuality.DENIED, NEGATED
    unless = _UNLESS.search(text, cue.end)
    if cue.family in _UNDONE and (unless or words.hypothesis.search(_clause(text, cue, _CLAUSE))):
        return Factuality.HYPOTHETICAL, "only possible"
    if cue.family in _POSSIBLE and words.modal.search(said):
        return Factuality.HYPOTHETICAL, "only possible"
    if cue.family in NOT_YET and words.future.search(said):
        return Factuality.FUTURE, "not yet happened" if cue.family in _UNDONE else ""
    return Factuality.ASSERTED, ""


def _clause(text: str, cue: Cue, length: int) -> str:
    return _STOP.split(text[max(0, cue.start - length) : cue.start])[-1]
