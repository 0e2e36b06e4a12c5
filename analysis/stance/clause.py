"""A sentence as a clause: which names may act, where an object ends, what is negated."""

import re
from functools import cached_property

from analysis.records import Entity
from analysis.stance.tokens import Line
from analysis.stance.words import WORDS, word_set
from analysis.terms import ActorKind
from newsmon.lib.text import fold

Actors = tuple[Entity, ...]

ARTICLES = word_set("articles_en")
BE = word_set("be_en")
COMMAS = frozenset({",", "،"})
EVENTS = word_set("event_nouns")
TIMES = word_set("times")

_CARRIERS = word_set("carriers_en")
_OWN_COUNTRY = word_set("own_country_ar")
_NOT_CLITIC = word_set("not_clitic_ar")
_DENIALS = word_set("denials")
_DOUBTS = word_set("doubts_en")
_DOUBTS_AR = word_set("doubts_ar")
_REACH_DOUBT_AR = 4  # items back to a verb of doubt, with its subject between
# Of these the "t" is the verb's own: «توعد», he threatened.
_FIFTH_FORM = ("توعد", "تعهد", "تبني", "تضامن", "تصدي", "تحالف")
_FEMININE_VERB = re.compile(r"(?:ت(?:ه|ها|هم|هما|نا|ني)?|وا|وه|وها|وهم)$")
_MASCULINE_STATES = word_set("masculine_states_ar")
_REDUCED = "backed|supported|led|armed|funded|joined|helped|accompanied"
_REACH_BACK = 25  # words from an English verb back to its subject
_REACH_DENIAL = 8  # words that a denial governs


class Clause:
    """What the words of a line say about one another."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.items = line.items
        self.language = "ar" if line.is_arabic else "en"

    @cached_property
    def prepositions(self) -> frozenset[str]:
        return word_set(f"prepositions_{self.language}")

    @cached_property
    def boundaries(self) -> frozenset[str]:
        return word_set(f"boundaries_{self.language}")

    @cached_property
    def negations(self) -> frozenset[str]:
        return word_set(f"negations_{self.language}")

    def word(self, index: int) -> str:
        """Give the word at an index; "" for an actor and outside the sentence."""
        return self.items[index].text if 0 <= index < len(self.items) else ""

    def words(self, start: int, end: int) -> str:
        """Give the words between two indexes, without the actors."""
        return " ".join(item.text for item in self.items[max(0, start) : end] if item.text)

    def is_negated(self, at: int, reach: int = 3) -> bool:
        """Say whether a negation stands close before an item, with no actor between."""
        for item in reversed(self.items[max(0, at - reach) : at]):
            if item.is_group or item.text in COMMAS:
                return False
            if item.text in self.negations:
                return True
        return False

    def has_negation(self, first: int, last: int) -> bool:
        """Say whether a negation stands inside a stretch of items."""
        return any(item.text in self.negations for item in self.items[first : last + 1])

    def is_denied(self, at: int) -> bool:
        """ "Iran denied that it attacked": the denial governs what follows in its clause."""
        words = {item.text for item in self.items[max(0, at - _REACH_DENIAL) : at]}
        return bool(words & _DENIALS)

    def is_doubted(self, at: int) -> bool:
        """ "could attack", «تدرس فرض»: said to be possible; "said it would" is meant."""
        if self.language == "ar":
            before = {self.word(at - back) for back in range(1, _REACH_DOUBT_AR)}
            is_past = not self.word(at).startswith(("ي", "ت", "ن"))
            return bool(before & (_DOUBTS_AR - {"قد"})) or (not is_past and "قد" in before)
        if re.search(rf"\b{WORDS['reports_en']} (?:would|will)$", self.words(at - 5, at)):
            return False
        return bool({self.word(at - 1), self.word(at - 2)} & _DOUBTS)

    def has_doubt(self, first: int, last: int) -> bool:
        """Say whether "considering", «تدرس» stands inside a stretch of items."""
        doubts = _DOUBTS_AR - {"قد"} if self.language == "ar" else _DOUBTS - {"may"}
        return any(item.text in doubts for item in self.items[first : last + 1])

    def is_time(self, index: int) -> bool:
        """ "on Wednesday" says when, not where."""
        word = self.word(index)
        return word in TIMES or word.isdigit()

    def is_own_country(self, index: int) -> bool:
        """Say whether «بلاده», "his country", stands there."""
        return self.word(index) in _OWN_COUNTRY

    def clitic(self, word: str) -> str:
        """Give the preposition written onto a common noun («بقصف», «لسيادة»), "" for none."""
        if not self.line.is_arabic or len(word) < 4 or word in _NOT_CLITIC:
            return ""
        bare = word[1:] if word[0] in "وف" and len(word) > 5 else word
        return bare[0] if bare[0] in "بل" and bare not in _NOT_CLITIC else ""

    def may_act(self, index: int) -> bool:
        """A name in a place phrase («في سوريا», "in Syria") does not act."""
        item = self.items[index]
        if item.is_possessive or item.preposition or self.is_modifier(index):
            return False
        at = index - 1
        while at >= 0 and self.word(at) in ARTICLES | EVENTS:
            at -= 1
        if self.word(at) not in self.prepositions:
            return True
        return self.word(at) in {"of", "for"} and self.word(at - 1) in _CARRIERS

    def is_modifier(self, index: int) -> bool:
        """ "Iraq-based rebels", "US ally Georgia": the name only describes another."""
        if self.word(index + 1) in {"ally", "allies"}:
            return index + 2 < len(self.items) and self.items[index + 2].is_group
        return self.word(index + 1) == "-" and index + 2 < len(self.items)

    def first_actor(self, at: int) -> Actors:
        """Give the first actor before an item that may be a subject."""
        for index in self.line.groups():
            if index < at and self.may_act(index):
                return self.items[index].actors
        return ()

    def first_in_clause(self, at: int, nearest: int) -> int:
        """Give the first actor of the clause that ends at an item; `nearest` where there is one."""
        first = nearest
        for index in range(nearest - 1, -1, -1):
            if self.word(index) in self.boundaries:
                break
            if self.items[index].is_group and self.may_act(index):
                first = index
        return first

    def actor_after(self, start: int, reach: int) -> Actors:
        """Give the first actor among the next items of the clause."""
        for item in self.items[start : start + reach]:
            if item.is_group:
                return item.actors
            if item.text in self.boundaries or item.text in COMMAS:
                break
        return ()

    def group_before(self, at: int) -> int | None:
        """Give the index of the nearest actor before an item that may be its subject."""
        for index in range(at - 1, max(-1, at - _REACH_BACK), -1):
            if self.items[index].is_group:
                if self.may_act(index):
                    return index
            elif self.word(index) in self.boundaries - {"who", "which", ":"}:
                return None
        return None

    def is_transparent(self, gap: str, speech: re.Pattern[str]) -> bool:
        """Say whether the words between a subject and its verb let the two belong together."""
        if self._is_phrase(gap, speech):
            return True
        words = re.sub(r"^, .{1,120}? ,(?= |$)", "", gap).strip()
        words = re.sub(r"^(?:, )?(?:who|which)(?= |$)", "", words).strip()
        words = re.sub(rf"^(?:, )?(?:{_REDUCED}) by(?: \w+)?(?: ,)?(?= |$)", "", words).strip()
        words = re.sub(r"^(?:and|with) (?:its|his|their|her) \w+(?= |$)", "", words).strip()
        words = re.sub(rf"^{WORDS['reports_en']}(?: would| had)?(?= |$)", "", words).strip()
        return re.fullmatch(rf"(?:{WORDS['transparent_en']}(?: |$))*", words) is not None

    def _is_phrase(self, gap: str, speech: re.Pattern[str]) -> bool:
        """ "a strike | on a village in the hills | killed": place and time after the subject."""
        words = gap.split()
        if words and words[0] in EVENTS:
            words = words[1:]
        if len(words) < 2 or words[0] not in {"on", "in", "near", "at", "against", "from"}:
            return False
        if words[-1] in self.prepositions | ARTICLES | {"and", "or", "to"}:
            return False
        if any(word in COMMAS or word in self.boundaries for word in words):
            return False
        return len(words) <= _LONGEST_PHRASE and not speech.search(gap)

    def is_out_of_gender(self, verb: int, index: int) -> bool:
        """«وتوعد طهران»: a masculine verb has no state for its subject, for states are "she"."""
        item, word = self.items[index], self.word(verb)
        name = fold(item.actors[0].text)
        if item.has_head or item.actors[0].actor_kind is not ActorKind.STATE:
            return False
        if " " in name or name.startswith("ال") or name in _MASCULINE_STATES:
            return False
        bare = word.lstrip("وفس")
        is_she = bare.startswith("ت") and not bare.startswith(_FIFTH_FORM)
        return bare.startswith("ي") or not (is_she or _FEMININE_VERB.search(bare))


_LONGEST_PHRASE = 14  # words of a phrase between a subject and its verb
