"""Who does what to whom: the subject and the object of every verb of stance in a sentence.

English reads subject, verb, object; Arabic the verb first or the subject first, and lets it out
where the sentence has named it. A subject that is no linked actor gives nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.stance.clause import ARTICLES, BE, COMMAS, EVENTS, TIMES, Actors, Clause
from analysis.stance.objects import find_other, find_target, is_pronoun, is_turned
from analysis.stance.tokens import Line
from analysis.stance.words import WORDS, Cue, Sense, cues, pattern, word_set
from analysis.terms import Act, ActorKind, Polarity

_REACH_SUBJECT = 5  # words from an Arabic verb to its subject
_TAIL = 6  # items from a verb of speech to the end of a sentence that it closes
_TURNED_LOSS = 0.1  # a turned support is a longer inference
_PARTICIPLES = ("ed", "struck", "hit", "shot", "fought", "overrun")
_WORDS_AGAINST = frozenset({Act.ACCUSE, Act.REQUEST})
_CONTRASTS = frozenset({"بينما", "فيما", "لكن", "ولكن", "حين"})
_NEAR_CONTRAST = 3  # words from "while" to the subject of its clause
_RELATIVES = frozenset({"who", "which"})
_WRITINGS = word_set("writings_en")
_NOUN_BEFORE = ARTICLES | {"of", "by", "in", "after"}
# «الأمين العام للأمم المتحدة»: what follows belongs to the office.
_OFFICE_ADJECTIVES = frozenset({"العام", "الاعلي", "الرسمي", "الخاص", "السامي"})
_NOBODY = frozenset({"neither", "nobody", "none"})
_MEMBERS = word_set("members_ar")
_TRANSPARENT_AR = word_set("transparent_ar")
_OBLIQUE = re.compile(r"(?<=.{4})ين$")
_OWN_SUFFIX = re.compile(r"(?<=.{3})(?:ه|ها|هم|هما|نا)$")
_FEMININE_NOUN = re.compile(r"(?:ادانه|مسانده|اشاده|مناصره|موازره)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One stance before it is written down. `is_national`: a person says it of "my country"."""

    holders: Actors
    targets: Actors
    sense: Sense
    is_national: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who a verb at item `at` has for its subject."""

    at: int
    actors: Actors


@dataclass(frozen=True, slots=True)
class _Match:
    first: int
    last: int
    cue: Cue
    text: str


class Reader(Clause):
    """Reads the verbs of one sentence.

    `carried` is who spoke in the sentence before, `before` all who were named in it.
    """

    def __init__(self, line: Line, carried: Actors = (), before: Actors = ()) -> None:
        super().__init__(line)
        self.before = before
        self.subjects: list[Subject] = []
        self._carried = carried
        self._speech = pattern(f"speech_{self.language}", self.language)
        self._matches = self._find()
        self._verbs = frozenset(match.first for match in self._matches)
        self._used: set[int] = set()
        self._found: dict[tuple[int, int], tuple[Actors, int]] = {}

    def read(self) -> list[Finding]:
        """Give what the verbs say, and fill `subjects` on the way."""
        speech = [self._item_span(m) for m in self._speech.finditer(self.line.text)]
        self._note_headline()
        steps: list[tuple[int, int, _Match | None]] = [(a, b, None) for a, b in speech]
        steps += [(match.first, match.last, match) for match in self._matches]
        found: list[Finding] = []
        for first, last, match in sorted(steps, key=lambda step: (step[0], step[2] is None)):
            if match is not None:
                found.extend(self._read_cue(match))
            elif not any(subject.at == first for subject in self.subjects):
                self._note(first, self._subject(first, last)[0])
        return found

    def _note_headline(self) -> None:
        """ "Hamas: Israel broke the truce": before a colon stands who says the rest."""
        for at in (1, 2):
            if self.word(at) == ":" and self.items[at - 1].is_group:
                self._note(at - 1, self.items[at - 1].actors)

    def governor(self, at: int) -> Actors:
        """Give whose words or deeds an item belongs to: the last subject before it."""
        before = self._last_subject(at)
        if before:
            return before
        if self.subjects and len(self.items) - self.subjects[0].at <= _TAIL:
            return self.subjects[0].actors
        return self._carried if not self.subjects else ()

    def _last_subject(self, at: int) -> Actors:
        return next((s.actors for s in reversed(self.subjects) if s.at < at), ())

    def _note(self, at: int, actors: Actors) -> None:
        if actors:
            self.subjects.append(Subject(at=at, actors=actors))

    def _item_span(self, match: re.Match[str]) -> tuple[int, int]:
        return self.line.at(match.start()), self.line.at(match.end() - 1)

    def _find(self) -> list[_Match]:
        found = [
            _Match(*self._item_span(match), cue, match.group())
            for cue in cues(self.language)
            for match in cue.pattern.finditer(self.line.text)
        ]
        found.sort(key=lambda m: (m.first, -m.last, -m.cue.sense.score))
        kept: list[_Match] = []
        for match in found:
            if not any(other.first < match.first <= other.last for other in kept):
                kept.append(match)
        return kept

    def _read_cue(self, match: _Match) -> Iterator[Finding]:
        if self.is_denied(match.first):
            return
        if self.language == "en":
            yield from self._read_english(match)
        elif match.cue.form == "verb":
            yield from self._read_arabic_verb(match)
        else:
            yield from self._read_arabic_noun(match)

    def _subject(self, first: int, last: int) -> tuple[Actors, int]:
        """Give a verb's subject and where its object may begin."""
        if self.language == "en":
            index = self._english_subject(first)
            index = self._inverted(first, last) if index is None else index
            return (self.items[index].actors if index is not None else ()), last + 1
        if (first, last) not in self._found:
            index, start = self._arabic_subject(first, last)
            self._used |= {index} if index is not None else set()
            actors = self.items[index].actors if index is not None else ()
            self._found[first, last] = actors, start
        return self._found[first, last]

    def _target(self, match: _Match, start: int, holders: Actors = ()) -> Actors:
        if match.cue.has_object:
            return find_other(self, match.first, holders, self.before)
        targets = find_target(self, match.cue, start, self._verbs)
        if targets or not is_pronoun(self, match.cue, start):
            return targets
        return find_other(self, match.first, holders, self.before, self.word(start))

    def _finding(self, match: _Match, holders: Actors, targets: Actors) -> Iterator[Finding]:
        if not holders or not targets:
            return
        sense = match.cue.sense
        if match.cue.is_flipped and is_turned(self, match.last + 1, targets):
            if match.cue.is_dropped:
                return
            score = sense.score - _TURNED_LOSS
            sense = Sense(act=sense.act, polarity=Polarity.OPPOSE, score=score)
        yield Finding(
            holders=holders, targets=targets, sense=sense, is_national=self._is_national(match)
        )

    def _is_national(self, match: _Match) -> bool:
        """«دعم بلاده», "his country's support": the speaker's state is meant."""
        if self.is_own_country(match.last + 1):
            return True
        return re.search(r"\b(?:his|her|their) country\b", match.text) is not None

    # English

    def _read_english(self, match: _Match) -> Iterator[Finding]:
        if self.is_negated(match.first, 4) or self._is_event(match.first):
            return
        if self.word(match.last + 1) in _NOBODY:
            return
        if self._is_passive(match):
            yield from self._read_passive(match)
            return
        actors, start = self._subject(match.first, match.last)
        if not actors or self.is_doubted(match.first):
            return
        targets = self._target(match, start, actors)
        if targets or self.word(match.first - 1) not in _NOUN_BEFORE:
            self._note(match.first, actors)
        yield from self._finding(match, actors, targets)

    def _is_event(self, at: int) -> bool:
        """ "the Israeli strikes", "an Iran attack": a noun, where "Israel strikes" is a verb."""
        if not self.word(at) or self.word(at) not in EVENTS or not at:
            return False
        before = self.items[at - 1]
        if not before.is_group:
            return False
        is_base = not self.word(at).endswith("s")
        return self.word(at - 2) in ARTICLES or (is_base and not before.has_head)

    def _is_passive(self, match: _Match) -> bool:
        if not match.text.endswith(_PARTICIPLES):
            return False
        before = {self.word(match.first - back) for back in (1, 2, 3)}
        return self._agent(match) is not None or bool(BE & before)

    def _agent(self, match: _Match) -> int | None:
        at = match.last + 1
        at += self.word(at).endswith("ly")
        return at if self.word(at) == "by" else None

    def _read_passive(self, match: _Match) -> Iterator[Finding]:
        by, target = self._agent(match), self.group_before(match.first)
        if by is None or target is None:
            return
        gap = self.words(target + 1, match.first)
        if gap in {"", ","} or self.is_transparent(gap, self._speech):
            yield from self._finding(match, self.actor_after(by + 1, 4), self.items[target].actors)

    def _english_subject(self, at: int) -> int | None:
        before = self.word(at - 1)
        if before == "to" and (self._is_asked(at - 1) or not self._is_meant(at - 1)):
            return None
        nearest = self.group_before(at)
        if nearest is None:
            return None
        gap = self.words(nearest + 1, at)
        if self.word(at) != "to" and self.is_transparent(gap, self._speech):
            return nearest
        if gap in _WRITINGS:
            return nearest  # "a Council resolution backing": the Council's
        if _RELATIVES & set(gap.split()) or not self._is_joined(at, before):
            return None
        subject = self._main_subject(at, nearest)
        is_relative = _RELATIVES & {*self.words(subject + 1, at).split(), self._opening(subject)}
        return None if is_relative else subject

    def _opening(self, index: int) -> str:
        """Give the word that opens the clause of an item ("who", "that"), "" for none."""
        before = (self.word(i) for i in range(index - 1, -1, -1))
        return next((word for word in before if word in self.boundaries), "")

    def _is_joined(self, at: int, before: str) -> bool:
        """ "and attacked", ", attacking", "to attack": the clause before lends its subject."""
        if self.word(at).endswith("ing"):
            return before in COMMAS | TIMES | _WRITINGS
        if self.word(at) == "to":
            return True
        return before in {"and", "then", "to"} or (before in COMMAS and bool(self.subjects))

    def _main_subject(self, at: int, nearest: int) -> int:
        known = [subject.actors for subject in self.subjects if subject.at < at]
        if not known:
            return self.first_in_clause(at, nearest)
        return next(i for i in self.line.groups() if self.items[i].actors == known[-1])

    def _is_asked(self, at: int) -> bool:
        """ "called on Turkey to attack": the attacker is not the one who calls, nor is it done."""
        text = " ".join(item.text or "§" for item in self.items[max(0, at - 8) : at])
        return re.search(rf"\b{WORDS['asked_en']}(?: \S+){{1,5}}$", text) is not None

    def _is_meant(self, at: int) -> bool:
        """ "vowed to attack": somebody means to; "threats to peace" is no verb."""
        return re.fullmatch(WORDS["intent_en"], self.word(at - 1)) is not None

    def _inverted(self, first: int, last: int) -> int | None:
        """ "...," said Putin: a verb of speech after a comma with its subject behind it."""
        if self.word(first - 1) not in COMMAS or self.word(first) != "said":
            return None
        has_group = last + 1 < len(self.items) and self.items[last + 1].is_group
        return last + 1 if has_group else None

    # Arabic

    def _read_arabic_verb(self, match: _Match) -> Iterator[Finding]:
        if self.is_negated(match.first, 2) or self._is_governed(match):
            return
        if self.is_doubted(match.first):
            return
        actors, start = self._subject(match.first, match.last)
        targets = self._target(match, start, actors)
        governor = self.governor(match.first)
        is_other = bool(actors) and governor not in ((), actors) and start > match.last + 1
        if not targets and is_other and self._takes_object(match, start):
            targets, actors = self._target(match, match.last + 1), governor
        if not actors and self._may_drop(match):
            own = self._last_subject(match.first) or self.first_actor(match.first)
            actors = self._contrasted(match.first) or own or governor
            targets = targets or self._target(match, start, actors)
        self._note(match.first, actors)
        yield from self._finding(match, actors, targets)

    def _is_governed(self, match: _Match) -> bool:
        """«تدين قصف …», «دعم بلاده»: the word is a noun, not the verb spelled like it."""
        if self.is_own_country(match.last + 1):
            return True
        if match.text[:1] in "وفيت":
            return False
        return any(
            other.cue.is_agentive
            and other.cue.form == "verb"
            and 0 < match.first - other.last <= _REACH_SUBJECT
            and not self.boundaries & {self.word(i) for i in range(other.last, match.first)}
            for other in self._matches
        )

    def _takes_object(self, match: _Match, start: int) -> bool:
        """«واتهمت إسرائيل بقصف»: what follows says that the one actor is the accused."""
        if match.text[:1] not in "وف" or match.cue.sense.act not in _WORDS_AGAINST:
            return False
        return bool(match.cue.after) or self.clitic(self.word(start)) == "ب"

    def _contrasted(self, at: int) -> Actors:
        """«بينما شككت أنقرة … واتهمت»: the clause after "while" has its own subject."""
        opened = [i for i in range(at) if self.word(i) in _CONTRASTS]
        if not opened:
            return ()
        groups = [i for i in self.line.groups() if opened[-1] < i < at]
        is_near = bool(groups) and groups[0] - opened[-1] <= _NEAR_CONTRAST
        return self.items[groups[0]].actors if is_near and self.may_act(groups[0]) else ()

    def _may_drop(self, match: _Match) -> bool:
        """Arabic leaves a subject out after "and" or at the head of a clause."""
        return match.text[:1] in "وف" or match.first == 0 or bool(self.subjects)

    def _read_arabic_noun(self, match: _Match) -> Iterator[Finding]:
        if self.is_negated(match.first, 4) or self.is_doubted(match.first):
            return
        if match.cue.form == "noun" and not self._is_own(match):
            return
        following = self.items[match.last + 1 : match.last + 2]
        if match.cue.form == "noun" and any(
            item.is_group and not item.preposition for item in following
        ):
            return  # "the condemnation of X": X holds it, and a pattern of pairs reads it
        actors = self.governor(match.first)
        yield from self._finding(match, actors, self._target(match, match.last + 1, actors))

    def _is_own(self, match: _Match) -> bool:
        """ "his support", "his country's support", "voiced support": the speaker's own."""
        if self.is_own_country(match.last + 1) or self.word(match.first - 1) == "عن":
            return True
        if _FEMININE_NOUN.search(match.text):
            return False
        return _OWN_SUFFIX.search(match.text) is not None

    def _arabic_subject(self, first: int, last: int) -> tuple[int | None, int]:
        within = [i for i in range(first + 1, last + 1) if self.items[i].is_group]
        if within:
            return within[0], last + 1
        before = self._subject_before(first)
        if before is not None:
            return before, last + 1
        for index in range(last + 1, min(last + 1 + _REACH_SUBJECT, len(self.items))):
            item = self.items[index]
            if item.is_group:
                is_object = item.preposition or self._is_oblique(index)
                is_object = is_object or self.is_out_of_gender(first, index)
                return (None, last + 1) if is_object else (index, index + 1)
            if re.fullmatch(WORDS["deeds_ar"], item.text):
                break
            if item.text in self.prepositions and self.word(index - 1) in _MEMBERS:
                continue  # «مصدر في المعارضة» speaks for it
            if item.text in self.prepositions | self.boundaries | COMMAS:
                break
            if self.clitic(item.text) and self.word(index - 1) not in _OFFICE_ADJECTIVES:
                break
        return None, last + 1

    def _is_oblique(self, index: int) -> bool:
        """«الحوثيين» is no subject: the case of «الحوثيون» would be."""
        actor = self.items[index].actors[0]
        if self.items[index].has_head:
            return False
        return actor.actor_kind is not ActorKind.STATE and _OBLIQUE.search(actor.text) is not None

    def _subject_before(self, first: int) -> int | None:
        at = first - 1
        while at >= 0 and first - at <= 4 and self.word(at) in _TRANSPARENT_AR:
            at -= 1
        if at < 0 or not self.items[at].is_group or at in self._used or not self.may_act(at):
            return None
        return None if self._has_conjunction(first) else at

    def _has_conjunction(self, first: int) -> bool:
        """Say whether a verb is joined to what stands before it («واتهمت»; not «وصفت»)."""
        word = self.word(first)
        if word[:1] not in ("و", "ف"):
            return False
        known = (self._speech, *(cue.pattern for cue in cues(self.language)))
        return any(form.fullmatch(word[1:]) for form in known)
