"""Tells whether a name acts: whether it stands for who does or says something, or for a place.

«اتهمت تركيا», "Turkey said", "between Moscow and Kyiv", "talks with Iran" act or are acted upon;
«في تركيا», "inside Turkey", "the border with Iran" are places. The nearest words decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.linking_tokens import Token
from analysis.linking_words import words

_VERBS = words("act_verbs_ar", "act_verbs_en")
_AUXILIARIES = words("auxiliaries_ar", "auxiliaries_en")
_PLACE_BEFORE = words("place_before_ar", "place_before_en") - words("between")
_ACTOR_BEFORE = words("actor_before_ar", "actor_before_en")
_BETWEEN = words("between")
_WITH = words("with")
_ROADS = words("road_words")
_SUBJECT_NOUNS = frozenset({"دوله", "كل", "كلا", "من", "the", "جمهوريه", "مملكه", "سلطنه", "كيان"})
_PLACE_POSSESSIONS = frozenset(
    [
        "border",
        "borders",
        "south",
        "north",
        "east",
        "west",
        "capital",
        "city",
        "cities",
        "coast",
        "territory",
        "airspace",
        "northern",
        "southern",
        "eastern",
        "western",
        "province",
        "region",
        "second",
        "largest",
        "waters",
        "soil",
    ]
)
_DYAD_REACH = 9  # words between "between" and the second of two names
_REACH = 3  # words between a verb and its subject, or a subject and its verb


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as words `first..last` (inclusive) and the preposition written onto it."""

    first: int
    last: int
    preposition: str = ""
    conjunction: str = ""


def acts(tokens: Sequence[Token], mention: Mention, *, mentions: Sequence[Mention] = ()) -> bool:
    """Say whether the name acts; `mentions` are the other names, to reach over a dyad."""
    if mention.preposition == "ب":
        return False
    verdict = _by_dyad(tokens, mention)
    if verdict is None:
        verdict = _by_word_before(tokens, mention)
    if verdict is None:
        verdict = _by_words_after(tokens, mention)
    if verdict is None:
        verdict = _by_coordination(tokens, mention, mentions)
    if verdict is None:
        verdict = _by_verb_before(tokens, mention)
    return bool(verdict)


def _by_dyad(tokens: Sequence[Token], mention: Mention) -> bool | None:
    """ "between X and Y", "talks with X": the acts of two, unless a border or a road is meant."""
    for at in range(mention.first - 1, max(-1, mention.first - _DYAD_REACH), -1):
        if tokens[at + 1].gap.strip() not in _DYAD_GAPS:
            return None
        word = _bare(tokens[at])
        if word in _BETWEEN or (word in _WITH and at == mention.first - 1):
            return not _mentions_road(tokens, at)
        if word in _PLACE_BEFORE or word in _VERBS:
            return None
    return None


def _mentions_road(tokens: Sequence[Token], at: int) -> bool:
    return any(_bare(token) in _ROADS for token in tokens[max(0, at - 3) : at])


def _by_word_before(tokens: Sequence[Token], mention: Mention) -> bool | None:
    if mention.first == 0 or tokens[mention.first].gap.strip() not in _SOFT_GAPS:
        return None
    at = mention.first - 1
    if tokens[at].word in ("the", "دوله", "al") and at > 0:
        at -= 1
    word = _bare(tokens[at])
    if word in ("من", "from") and at > 0 and _bare(tokens[at - 1]) in _ACTOR_BEFORE | {"كل"}:
        return True
    if word == "of" and at > 0 and _bare(tokens[at - 1]) in _ACTOR_BEFORE:
        return True
    if word in ("قبل", "جانب") and at > 0 and _bare(tokens[at - 1]) != "من":
        return None
    if word in _ACTOR_BEFORE:
        return True
    if word in _PLACE_BEFORE:
        return False
    return None


def _by_words_after(tokens: Sequence[Token], mention: Mention) -> bool | None:
    following = tokens[mention.last + 1 : mention.last + 1 + _REACH]
    if tokens[mention.last].is_possessive:
        return not (following and following[0].word in _PLACE_POSSESSIONS)
    if following and ":" in following[0].gap and mention.first == 0:
        return True
    for step, token in enumerate(following):
        gap = token.gap.strip()
        if gap not in _SOFT_GAPS and not (step == 0 and gap in ("،", ",")):
            return None
        if step == 0 and token.gap.startswith("-") and token.word in ("led", "backed", "brokered"):
            return True
        if is_verb(token):
            return True
        if token.word not in _AUXILIARIES:
            return None
    return None


def _by_coordination(
    tokens: Sequence[Token], mention: Mention, mentions: Sequence[Mention]
) -> bool | None:
    """ "Washington and Ankara agreed": the second of two shares the verb of the first."""
    for other in mentions:
        if other.last + 1 == mention.first and mention.conjunction == "و":
            return acts(tokens, other) or None
        if other.last + 2 == mention.first and tokens[mention.first - 1].word == "and":
            return acts(tokens, other) or None
        if mention.last + 2 == other.first and tokens[mention.last + 1].word == "and":
            return _by_words_after(tokens, other)
    return None


def _by_verb_before(tokens: Sequence[Token], mention: Mention) -> bool | None:
    """Arabic puts the verb first: «اتهمت روسيا أوكرانيا»."""
    for back in range(1, _REACH + 1):
        at = mention.first - back
        if at < 0 or tokens[at + 1].gap.strip() not in _SOFT_GAPS:
            return None
        token = tokens[at]
        if token.word.isascii():
            return None
        if is_verb(token):
            return True
        if _bare(token) in _PLACE_BEFORE and token.word not in _SUBJECT_NOUNS:
            return None
    return None


def is_verb(token: Token) -> bool:
    """Say whether a word is a verb of saying or doing, in either language."""
    return any(form.text in _VERBS for form in token.forms if not form.preposition)


def _bare(token: Token) -> str:
    """Give the word without "and": «وبين» is "between" too."""
    for form in token.forms:
        if not form.preposition and form.text in _KNOWN:
            return form.text
    return token.word


_SOFT_GAPS = frozenset({"", '"', "'", "-", "«", "»"})
_DYAD_GAPS = _SOFT_GAPS | {"(", ")", ",", "،", '"(', ')"'}
_KNOWN = _PLACE_BEFORE | _ACTOR_BEFORE | _BETWEEN | _WITH | _ROADS | _VERBS
