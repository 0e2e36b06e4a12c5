"""What a truce is about: armed conflict, or sport, trade, party politics and family feuds."""

import re

from analysis.ceasefires.lexicon import Lexicon, Mention

_BESIDE = 60  # characters after a term in which a word may make a figure of speech of it


def is_figurative(text: str, mention: Mention, words: Lexicon, *, has_fighters: bool) -> bool:
    """Say whether a folded sentence speaks of a truce in a figurative sense: a word beside the
    term says so, or the sentence is of another field and has nothing of armed conflict."""
    before = re.search(r"\w+(?:\s+\w+)?\s*$", text[: mention.start])
    if words.figurative_after.match(text, mention.start):
        return True
    after = text[mention.end : mention.end + _BESIDE]
    after = re.split(r"[,،;]|(?<!\b\w)\.|(?<!\w)(?:as|after|amid|while|بعد|وسط)(?!\w)", after)[0]
    beside = (before.group() if before else "", after)
    if any(words.figurative.search(part) for part in beside):
        return True
    if has_fighters or words.armed.search(text):
        return False
    return bool(words.domain.search(text))
