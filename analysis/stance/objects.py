"""Whom a verb of stance is about: the first actor after it in the role that the verb demands."""

import re
from collections.abc import Sequence

from analysis.stance.clause import ARTICLES, COMMAS, Actors, Clause
from analysis.stance.words import WORDS, Cue, pattern, word_set
from analysis.terms import Act, ActorKind

_REACH = 14  # words from a verb to its object
_REACH_NEEDED = 5  # words from a verb to its noun, and from the noun to the target
_AGAINST = frozenset({"against", "on", "ضد", "علي"})
_THEM = frozenset({"them", "him", "her"})
_HIM_AR = word_set("objects_ar")
_SAID_TO = frozenset({Act.ACCUSE, Act.REQUEST, Act.THREATEN})
_PLACE_NOUNS = word_set("place_nouns_ar")
_RELATIVES = frozenset({"الذي", "التي"})


def find_target(clause: Clause, cue: Cue, start: int, verbs: frozenset[int]) -> Actors:
    """Find a cue's target from item `start` on; `verbs` are where other cues begin."""
    preposition = ""
    for index in range(start, min(start + _REACH, len(clause.items))):
        item = clause.items[index]
        if item.is_group:
            is_owner = item.preposition == "ل" and preposition and preposition in cue.via
            if item.preposition and not is_owner:  # «على مواقع للجماعة» is against the owner
                preposition = item.preposition
            if _is_target(clause, cue, index, start, preposition):
                return item.actors
            if cue.is_strict or not (cue.is_agentive or cue.needs or item.preposition):
                return ()
            preposition = ""
        elif _ends_object(clause, cue, index, start, verbs):
            return ()
        elif item.text in clause.prepositions:
            preposition = "" if clause.is_time(index + 1) else item.text
        elif clause.clitic(item.text):
            preposition = clause.clitic(item.text)
        if preposition and preposition in cue.stops:
            return ()
    return ()


def is_pronoun(clause: Clause, cue: Cue, start: int) -> bool:
    """ "accused it", "attacked them", «متهما إياه»; "rejected it" is about a thing."""
    word = clause.word(start)
    if word in _HIM_AR:
        return True
    if "" not in cue.via or cue.is_agentive:
        return False
    if word not in _THEM and not (word == "it" and cue.sense.act in _SAID_TO):
        return False
    return cue.after is None or bool(cue.after.match(clause.words(start + 1, start + _REACH)))


def find_other(
    clause: Clause, at: int, holders: Actors, before: Actors, pronoun: str = ""
) -> Actors:
    """Give whom a pronoun stands for: the only other one named before item `at`.

    `before` are those whom the sentence before names, asked where this one names no two.
    """
    named = {holder.actor for holder in holders}
    groups = [clause.items[i].actors for i in clause.line.groups() if i < at]
    groups += [(entity,) for entity in before] if not groups[1:] else []
    others = {
        entity.actor: entity
        for group in groups
        for entity in group
        if entity.actor not in named | {None}
        and entity.actor_kind is not ActorKind.MEDIA
        and _fits(entity.actor_kind, pronoun)
    }
    return tuple(others.values()) if holders and len(others) == 1 else ()


def _fits(kind: ActorKind | None, pronoun: str) -> bool:
    if pronoun in _THEM:
        return (kind is ActorKind.PERSON) == (pronoun != "them") and kind is not ActorKind.STATE
    return pronoun != "it" or kind is not ActorKind.PERSON


def is_turned(clause: Clause, start: int, targets: Actors) -> bool:
    """ "supports the withdrawal of Turkish forces" is against Turkey."""
    stop = next(i for i in clause.line.groups() if clause.items[i].actors == targets)
    flips = WORDS[f"flips_{clause.language}"]
    words = clause.words(start, stop)
    return re.search(rf"(?<!\S)[وفبل]?(?:ال)?ل?{flips}\b", words) is not None


def _ends_object(clause: Clause, cue: Cue, index: int, start: int, verbs: frozenset[int]) -> bool:
    word = clause.word(index)
    if word in clause.boundaries:
        return not (word in _RELATIVES and _is_deed(clause, cue, index))
    if word in COMMAS:
        return True
    if clause.line.is_arabic or index not in verbs or index == start:
        return False
    if clause.word(index - 1) in ARTICLES:
        return False  # "the storming of the mosque by …" is a noun
    return clause.word(index - 1) == "to" or word.endswith("ing")


def _is_deed(clause: Clause, cue: Cue, index: int) -> bool:
    """«الهجوم الذي شنته إسرائيل»: the relative clause names who did it."""
    if not (cue.is_agentive or cue.is_flipped):
        return False
    return re.fullmatch(WORDS["did_ar"], clause.word(index + 1)) is not None


def _is_target(clause: Clause, cue: Cue, index: int, start: int, preposition: str) -> bool:
    if clause.is_modifier(index) or clause.word(index - 1) in _PLACE_NOUNS:
        return False
    between = clause.words(start, index)
    if cue.is_flipped and preposition in _AGAINST:
        return _has_flip(clause, between)
    if preposition not in cue.via:
        return False
    if cue.needs and not _has_needed(cue.needs, between.split()):
        return False
    if cue.is_agentive and _is_patient(clause, between, preposition):
        return False
    if preposition == "of" and re.search(rf"\b{WORDS['agents_en']} of\b", between) is None:
        return cue.is_flipped and _has_flip(clause, between)
    return cue.after is None or cue.after.match(clause.words(index + 1, index + _REACH)) is not None


def _has_flip(clause: Clause, between: str) -> bool:
    return pattern(f"flips_{clause.language}", clause.language).search(between) is not None


def _has_needed(needs: re.Pattern[str], words: Sequence[str]) -> bool:
    near = words[max(0, len(words) - _REACH_NEEDED) : _REACH_NEEDED]
    return any(needs.fullmatch(word) or needs.fullmatch(word[1:]) for word in near)


def _is_patient(clause: Clause, between: str, preposition: str) -> bool:
    """ "the killing of", «استهداف»: what follows suffered it."""
    if clause.line.is_arabic:
        last = between.split()[-1:] or [""]
        return re.fullmatch(WORDS["patients_ar"], last[0]) is not None
    return preposition == "of" and re.search(WORDS["patients_en"], between) is not None
