"""Tells whether a name acts: whether it stands for who does or says something, or for a place.

«اتهمت تركيا», "Turkey said", "between Moscow and Kyiv", "talks with Iran" act or are acted upon;
«في تركيا», "inside Turkey", "the border with Iran" are places. The nearest words decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.linking.words import words
from analysis.word_forms import Token

_VERBS = words("act_verbs_ar", "act_verbs_en")
_AUXILIARIES = words("auxiliaries_ar", "auxiliaries_en")
_PLACE_BEFORE = words("place_before_ar", "place_before_en") - words("between")
_ACTOR_BEFORE = words("actor_before_ar", "actor_before_en")
_BETWEEN = words("between")
_WITH = words("with")
_ROADS = words("road_words")
_ADVERBS = words("adverbs_ar")
_TARGETING = words("targeting_verbs_ar")
_PRESSURE = words("pressure_words")
_CALLS_ON = words("calls_on")
_STRIKES = words("strike_nouns_en")
_SUPPORT = words("support_nouns_ar")
_SCENE_VERBS = words("scene_verbs_en")
_NOT_PAST = words("not_past_verbs_ar")
_UPON = frozenset({"علي", "عن", "on"})
_SEATED = words("seated_en")
_POINTING = frozenset({"pointed", "points", "pointing", "angry", "furious", "anger", "directed"})
_PLACE_POSSESSIONS = words("place_possessions_en")
_PRONOUNS = ("هما", "هم", "ها", "نا", "ه")
# "US-brokered" acts, "US-backed" names whom somebody else's fighters look to.
_LEADING = frozenset({"led", "brokered", "mediated", "sponsored", "imposed"})
_DYAD_REACH = 9  # words between "between" and the second of two names
_REACH = 3  # words after a name in which its verb stands
_VERB_REACH = 7  # words before a name in which its verb stands
_SHORTEST_VERB = 4  # letters, with the ending
_PRESSURE_REACH = 5  # words between sanctions and the one that they are laid on
_SUBJECT_REACH = 9  # words between "Norway and ..." and their verb


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as words `first..last` (inclusive) and the preposition written onto it."""

    first: int
    last: int
    preposition: str = ""
    conjunction: str = ""


def decide(tokens: Sequence[Token], mentions: Sequence[Mention]) -> dict[int, bool]:
    """Say of each name, by its first word, whether it acts.

    Names in a row («روسيا وتركيا وإيران») share what is known of any of them.
    """
    named = frozenset(at for m in mentions for at in range(m.first, m.last + 1))
    own = [_own_verdict(tokens, mention, named) for mention in mentions]
    verdicts: dict[int, bool] = {}
    for row in _rows(tokens, mentions):
        known = [own[index] for index in row if own[index] is not None]
        shared = any(known) if known else _opens_sentence(tokens, [mentions[i] for i in row])
        for index in row:
            verdict = own[index]
            verdicts[mentions[index].first] = shared if verdict is None else verdict
    return verdicts


def _opens_sentence(tokens: Sequence[Token], row: Sequence[Mention]) -> bool:
    """Two names that open a sentence, or one with a comma after it, are its subject."""
    first, last = row[0].first, row[-1].last
    opens = first == 0 or any(mark in tokens[first].gap for mark in ".!?؟\n")
    if row[0].preposition or not opens:
        return False
    following = tokens[last + 1 : last + 2]
    if len(row) > 1 or any(token.gap.startswith((",", "،")) for token in following):
        return True
    return any(token.word == "and" for token in following) and _verb_follows(tokens, last + 2)


def _verb_follows(tokens: Sequence[Token], at: int) -> bool:
    """ "Norway and four other states urged"."""
    for token in tokens[at : at + _SUBJECT_REACH]:
        if token.gap.strip() not in _SOFT_GAPS:
            return False
        if is_verb(token, bare=True):
            return True
    return False


def _own_verdict(tokens: Sequence[Token], mention: Mention, named: frozenset[int]) -> bool | None:
    if mention.preposition == "ب":
        return False
    if mention.preposition == "ل" and mention.first:
        return True if _bare_of(tokens[mention.first - 1], _SUPPORT) else None
    for rule in (_by_dyad, _by_pressure, _by_word_before, _by_words_after):
        verdict = rule(tokens, mention)
        if verdict is not None:
            return verdict
    return _by_verb_before(tokens, mention, named)


def _rows(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[list[int]]:
    """Group names that only "and", a comma, a hyphen or nothing at all parts."""
    rows: list[list[int]] = []
    for index, mention in enumerate(mentions):
        before = mentions[index - 1] if index else None
        if before is not None and _are_in_a_row(tokens, before, mention):
            rows[-1].append(index)
        else:
            rows.append([index])
    return [part for row in rows for part in _split_lists(tokens, [mentions[i] for i in row], row)]


def _split_lists(
    tokens: Sequence[Token], mentions: Sequence[Mention], row: list[int]
) -> list[list[int]]:
    """Part "for Armenia, Yerevan said": a list of two has an "and"."""
    if len(row) < 2:
        return [row]
    last = mentions[-1]
    has_and = last.conjunction == "و" or tokens[last.first - 1].word in ("and", "or", "the", "او")
    is_dyad = tokens[last.first].gap == "-"
    return [row] if has_and or is_dyad else [[index] for index in row]


def _are_in_a_row(tokens: Sequence[Token], one: Mention, other: Mention) -> bool:
    if other.preposition:
        return False
    between = tokens[one.last + 1 : other.first]
    if any(token.word not in ("and", "or", "the", "او") for token in between) or len(between) > 2:
        return False
    return all(t.gap.strip() in _ROW_GAPS for t in tokens[one.last + 1 : other.first + 1])


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


def _by_pressure(tokens: Sequence[Token], mention: Mention) -> bool | None:
    """ "Sanctions on Ankara", "called on Iran" weigh on a state; a strike on Kyiv hits a place."""
    at = mention.first - 1
    if at < 1 or tokens[at].word not in _UPON or not tokens[mention.first].is_joined:
        return None
    for before in range(at - 1, max(-1, at - 1 - _PRESSURE_REACH), -1):
        if tokens[before + 1].gap.strip() not in _SOFT_GAPS:
            return None
        if tokens[before].word in _PRESSURE:
            return True
        if tokens[at].word == "on" and before == at - 1:
            if tokens[before].word in _CALLS_ON:
                return True
            if tokens[before].word in _STRIKES:
                return False
    return None


def _by_word_before(tokens: Sequence[Token], mention: Mention) -> bool | None:
    if mention.first == 0 or tokens[mention.first].gap.strip() not in _SOFT_GAPS:
        return None
    at = mention.first - 1
    if tokens[at].word in ("the", "دوله", "al") and at > 0:
        at -= 1
    word = _bare(tokens[at])
    if word == "as" and at > 0 and tokens[at - 1].word == "far":
        return False  # "as far as Jerusalem"
    if word == "at" and at > 0 and tokens[at - 1].word in _POINTING:
        return True
    if word in ("من", "from") and at > 0 and _bare(tokens[at - 1]) in _ACTOR_BEFORE | {"كل"}:
        return True
    if word == "to" and at > 0 and tokens[at - 1].word == "according":
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
    if following and following[0].gap == "-" and following[0].is_capital:
        return following[-1].word not in _ROADS and following[1:2] != []
    if tokens[mention.last].is_possessive:
        return not (following and following[0].word in _PLACE_POSSESSIONS)
    if following and following[0].is_joined and following[0].word in _SEATED:
        return True  # "the Kinshasa government"
    if following and ":" in following[0].gap and mention.first == 0:
        return True
    for step, token in enumerate(following):
        gap = token.gap.strip()
        if token.word in _SCENE_VERBS:
            return False
        if gap not in _SOFT_GAPS and not (step == 0 and gap in ("،", ",")):
            return None
        if step == 0 and token.gap.startswith("-"):
            return token.word in _LEADING
        if is_verb(token, bare=True) or (
            token.word.endswith("ed") and not token.gap.startswith("-")
        ):
            return True
        if token.word == "to" and (step == 0 or following[step - 1].word in _AUXILIARIES):
            continue  # "prompting Ankara to launch", "are to meet"
        if token.word not in _AUXILIARIES:
            return None
    return None


def _by_verb_before(
    tokens: Sequence[Token], mention: Mention, named: frozenset[int]
) -> bool | None:
    """Arabic puts the verb first: «اتهمت روسيا أوكرانيا», «دعا المبعوث الأممي إيران».

    Between the verb and the name stand other names, adverbs, or the subject of a verb that takes
    an actor; any other noun takes the name to itself («أغلقت الشرطة شوارع تل أبيب»). Behind
    "and" it joins the subject («رحبت المنظمة وتركيا»).
    """
    nouns = False
    joins = mention.conjunction == "و"
    for at in range(mention.first - 1, max(-1, mention.first - _VERB_REACH), -1):
        token = tokens[at]
        if token.word.isascii() or tokens[at + 1].gap.strip() not in _SOFT_GAPS:
            return None
        if is_verb(token) or (at == mention.first - 1 and _is_past_feminine(token)):
            return True if not nouns or joins or _is_targeting(token) else None
        if at in named:
            joins = False
            continue
        if token.word in _ADVERBS:
            continue
        if not token.word.startswith("ال"):
            return None
        nouns = True
    return None


def _is_targeting(token: Token) -> bool:
    return any(form.text in _TARGETING for form in token.forms)


def is_verb(token: Token, *, bare: bool = False) -> bool:
    """Say whether a word is a verb of saying or doing, in either language; `bare`: one without
    "and", which would begin another clause."""
    return any(
        form.text in _VERBS or _with_object(form.text)
        for form in token.forms
        if not form.preposition and not (bare and form.conjunction)
    )


def _with_object(word: str) -> bool:
    """Tell a verb with its object: «خرقته», «تقودها»; three letters may be a noun («دعمه»)."""
    for pronoun in _PRONOUNS:
        stem = word.removesuffix(pronoun)
        if stem != word and len(stem) > 3 and stem in _VERBS:
            return True
    return False


def _is_past_feminine(token: Token) -> bool:
    """Take an unknown «أبقت» before a name for a verb: few nouns end so, and states are "she"."""
    word = token.word
    if len(word) < _SHORTEST_VERB or not word.endswith("ت") or word.endswith("ات"):
        return False
    return not word.startswith("ال") and word not in _NOT_PAST


def _bare_of(token: Token, among: frozenset[str]) -> bool:
    return any(form.text in among for form in token.forms)


def _bare(token: Token) -> str:
    """Give the word without "and": «وبين» is "between" too."""
    for form in token.forms:
        if not form.preposition and form.text in _KNOWN:
            return form.text
    return token.word


_SOFT_GAPS = frozenset({"", '"', "'", "-", "«", "»"})
_ROW_GAPS = frozenset({"", ",", "،", "-"})
_DYAD_GAPS = _SOFT_GAPS | {"(", ")", ",", "،", '"(', ')"'}
_KNOWN = _PLACE_BEFORE | _ACTOR_BEFORE | _BETWEEN | _WITH | _ROADS | _VERBS
