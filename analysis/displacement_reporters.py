"""Who says a figure, apart from who printed it.

The speaker is the name, or the common noun ("residents", "الشرطة"), beside a verb of saying or
after "according to". An outlet that only passes on what another says is not the reporter; a
pronoun or a quotation that runs on takes the speaker of the sentence beside it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from analysis.displacement_words import Frame, read_sentence
from analysis.records import ActorKind, Entity, EntityType, NamedActor, Sentence, TaggedDocument
from newsmon.lib.text import fold
from newsmon.lib.tokens import TokenKind

_DATA = Path(__file__).parent / "data" / "displacement_reporters.json"

# In words: how far from its verb a speaker may stand, before it and after it.
_BEFORE_VERB = 9
_AFTER_VERB = 6
_AFTER_ACCORDING = 8
# A quotation of a speaker runs over so many sentences at most before it names him.
_QUOTE_SENTENCES = 2
_CITATION = 8
_CITED = re.compile(r"\)\.?$|,? ?(?:19|20)\d\d\)")
_TITLE = 4
_BODY = 2
_STOPS = frozenset(".;:؛،,")
_QUOTES = frozenset('"“”«»')
# People spoken of, never speaking as one.
_NEVER = frozenset({ActorKind.COMMUNITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    said: re.Pattern[str]
    according: re.Pattern[str]
    continues: re.Pattern[str] | None
    speakers: tuple[tuple[str, re.Pattern[str]], ...]
    announcing: re.Pattern[str]
    participles: re.Pattern[str]
    pronouns: frozenset[str]
    content: frozenset[str]
    backward: frozenset[str]
    prepositions: frozenset[str]
    adjectives: frozenset[str]
    state_nouns: frozenset[str]
    is_verb_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speaker:
    """Someone who may speak: span in the sentence, and the entity or the common noun's name."""

    start: int
    end: int
    actor: NamedActor
    is_outlet: bool = False
    is_place: bool = False
    is_person: bool = False
    is_body: bool = False
    is_common: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """A verb of saying or "according to" in the sentence, with its speaker (None: a pronoun)."""

    start: int
    end: int
    speaker: _Speaker | None
    is_source: bool = False


def reporters_of(
    tagged: TaggedDocument,
    before: tuple[tuple[Sentence, Frame], ...],
    sentence: Sentence,
    frame: Frame,
    at: int,
) -> tuple[NamedActor, ...]:
    """Give who says the figure at offset `at` of the sentence; empty when nobody is named."""
    lexicon = _lexicon(frame.lang)
    if lexicon is None:
        return ()
    sayings = _sayings(tagged, sentence, frame, lexicon)
    named = [s for s in sayings if s.speaker is not None and _governs(frame, s, at, lexicon)]
    if named:
        return _nearest(named, at, frame)
    cited = _cited(tagged, sentence, frame, lexicon)
    if cited is not None:
        return (cited,)
    if any(s.speaker is None for s in sayings) or _is_quoted(sentence):
        return _quoted_after(tagged, sentence, frame, lexicon) or _carried(tagged, before, lexicon)
    return ()


def _governs(frame: Frame, saying: _Saying, at: int, lexicon: _Lexicon) -> bool:
    """Say whether a figure lies in what is said: in Arabic after the verb, unless the verb looks
    back ("كما أعلنت")."""
    if not lexicon.is_verb_first or saying.is_source or saying.start < at:
        return True
    before = [token.text for token in frame.tokens if token.end <= saying.start][-1:]
    return bool(before) and before[0] in lexicon.backward


def _nearest(sayings: list[_Saying], at: int, frame: Frame) -> tuple[NamedActor, ...]:
    """Give the speaker whose verb is nearest to the figure; a source before who passes it on."""
    sources = [s for s in sayings if s.speaker is not None and not s.speaker.is_outlet]
    ranked = sorted(sources or sayings, key=lambda s: _gap(frame, s, at))
    speaker = ranked[0].speaker
    return () if speaker is None else (speaker.actor,)


def _gap(frame: Frame, saying: _Saying, at: int) -> int:
    """Count the words from a saying to the figure; what comes after the figure counts more."""
    start, end = sorted((saying.start, at))
    words = sum(start <= t.start < end and t.kind is TokenKind.WORD for t in frame.tokens)
    return words


def _carried(
    tagged: TaggedDocument, before: tuple[tuple[Sentence, Frame], ...], lexicon: _Lexicon
) -> tuple[NamedActor, ...]:
    """Give who spoke last in the sentences before."""
    for sentence, frame in reversed(before):
        sayings = _sayings(tagged, sentence, frame, lexicon)
        named = [saying for saying in sayings if saying.speaker is not None]
        if named:
            return _nearest(named[-1:], len(frame.text), frame)
    return ()


def _quoted_after(
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, lexicon: _Lexicon
) -> tuple[NamedActor, ...]:
    """Give who is named where a quotation that this sentence opens comes to its end."""
    if not _is_open(sentence.text):
        return ()
    following = (s for s in tagged.sentences if s.start >= sentence.end and s.is_body)
    for after in list(following)[:_QUOTE_SENTENCES]:
        read = read_sentence(after.text, frame.lang)
        sayings = _sayings(tagged, after, read, lexicon)
        named = [saying for saying in sayings if saying.speaker is not None]
        if named:
            return _nearest(named[-1:], 0, read)
        if any(mark in after.text for mark in _QUOTES):
            break
    return ()


def _is_quoted(sentence: Sentence) -> bool:
    """Say whether the sentence stands in a quotation with no word of who speaks."""
    return sentence.text.lstrip()[:1] in _QUOTES or _is_open(sentence.text)


def _is_open(text: str) -> bool:
    opened = sum(text.count(mark) for mark in "“«") - sum(text.count(mark) for mark in "”»")
    return opened > 0 or text.count('"') % 2 == 1


def _cited(
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, lexicon: _Lexicon
) -> NamedActor | None:
    """Read a citation in brackets: "(Hillview University, 2006)", "(OCHA)"."""
    for speaker in _speakers(tagged, sentence, frame, lexicon):
        opened = frame.text[max(0, speaker.start - 1) : speaker.start] == "("
        rest = frame.text[speaker.end : speaker.end + _CITATION]
        if opened and not speaker.is_place and _CITED.match(rest):
            return speaker.actor
    return None


def _sayings(
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, lexicon: _Lexicon
) -> list[_Saying]:
    speakers = sorted(_speakers(tagged, sentence, frame, lexicon), key=lambda s: s.start)
    found: list[_Saying] = []
    for start, end in _matches(frame, lexicon.according):
        speaker = _following(frame, speakers, end, _AFTER_ACCORDING)
        if speaker is not None:
            found.append(_Saying(start=start, end=end, speaker=speaker, is_source=True))
    for start, end in _matches(frame, lexicon.announcing):
        speaker = _following(frame, speakers, end, _AFTER_VERB)
        if speaker is not None and _leads_to_content(frame, speaker, lexicon):
            found.append(_Saying(start=start, end=end, speaker=speaker))
    for start, end in _matches(frame, lexicon.said):
        speaker = _subject(frame, speakers, start, end, lexicon)
        if speaker is not None or _has_pronoun(frame, start, lexicon):
            found.append(_Saying(start=start, end=end, speaker=speaker))
    for start, end in _matches(frame, lexicon.participles):
        found.append(_Saying(start=start, end=end, speaker=None))
    return sorted(found, key=lambda saying: saying.start)


def _leads_to_content(frame: Frame, speaker: _Speaker, lexicon: _Lexicon) -> bool:
    """Say whether "that" follows ("إعلان الوكالة أن ..."): else something else was announced."""
    following = [token.text for token in frame.tokens if token.start >= speaker.end][:2]
    return any(word in lexicon.content for word in following)


def _matches(frame: Frame, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(frame.folded.text):
        yield frame.folded.span(match.start(), match.end())


def _subject(
    frame: Frame, speakers: list[_Speaker], start: int, end: int, lexicon: _Lexicon
) -> _Speaker | None:
    """Find the subject of a verb: after it in Arabic; in English before it, or after a quote."""
    after = _following(frame, speakers, end, _AFTER_VERB)
    if lexicon.is_verb_first:
        return after or _headline_subject(frame, speakers, start)
    before = _preceding(frame, speakers, start, lexicon)
    if before is not None:
        return before
    mark = next((t.text for t in reversed(frame.tokens) if t.end <= start), "")
    return after if mark in _QUOTES | {","} else None


def _following(frame: Frame, speakers: list[_Speaker], end: int, reach: int) -> _Speaker | None:
    for speaker in speakers:
        if speaker.start < end:
            continue
        between = _between(frame, end, speaker.start)
        blocked = any(text in _STOPS or text in _CLAUSE for text in between)
        return None if blocked or len(between) > reach else _titled(frame, speakers, speaker)
    return None


def _titled(frame: Frame, speakers: list[_Speaker], speaker: _Speaker) -> _Speaker:
    """Take the person of "Assam Chief Minister Tarun Gogoi" and the body of "an official at the
    agency", not the place or the common noun before them."""
    if not (speaker.is_place or speaker.is_common):
        return speaker
    for other in speakers:
        if other.start < speaker.end:
            continue
        between = _between(frame, speaker.end, other.start)
        if len(between) > _TITLE or any(text in _STOPS for text in between):
            break
        is_body = speaker.is_common and other.is_body and len(between) <= _BODY
        if other.is_person or is_body:
            return other
    return speaker


def _between(frame: Frame, start: int, end: int) -> list[str]:
    return [token.text for token in frame.tokens if start <= token.start and token.end <= end]


def _preceding(
    frame: Frame, speakers: list[_Speaker], start: int, lexicon: _Lexicon
) -> _Speaker | None:
    last = [t for t in frame.tokens if t.end <= start][-1:]
    if last and last[0].text in lexicon.pronouns:
        return None
    for speaker in reversed(speakers):
        if speaker.end > start:
            continue
        between = _between(frame, speaker.end, start)
        if len(between) > _BEFORE_VERB or any(t in _QUOTES or t in ".;:" for t in between):
            return None
        if speaker.is_common and between and between[0] in lexicon.prepositions:
            written = frame.text[speaker.start : start].strip()
            return replace(speaker, actor=NamedActor(actor=None, name=written))
        return speaker
    return None


def _headline_subject(frame: Frame, speakers: list[_Speaker], start: int) -> _Speaker | None:
    """Find the subject that stands right before its verb ("الأمم المتحدة تعلن ...")."""
    for speaker in speakers:
        between = [t for t in frame.tokens if speaker.end <= t.start and t.end <= start]
        if speaker.end <= start and not between and speaker.start <= 2:
            return speaker
    return None


def _has_pronoun(frame: Frame, start: int, lexicon: _Lexicon) -> bool:
    """Say whether the verb's subject is one named before ("he said", "وأضاف")."""
    last = [t for t in frame.tokens if t.end <= start][-1:]
    if lexicon.continues is not None:
        opening = start <= 2 and lexicon.continues.match(frame.folded.text) is not None
        return opening
    return bool(last) and last[0].text in lexicon.pronouns


def _speakers(
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, lexicon: _Lexicon
) -> Iterator[_Speaker]:
    taken: list[tuple[int, int]] = []
    for entity in tagged.entities:
        if not (sentence.start <= entity.start and entity.end <= sentence.end):
            continue
        start, end = entity.start - sentence.start, entity.end - sentence.start
        actor = _actor(entity)
        if actor is None or (not entity.actor and _is_location(frame, entity, start, lexicon)):
            continue
        taken.append((start, end))
        is_outlet = entity.actor_kind is ActorKind.MEDIA
        yield _Speaker(
            start=start,
            end=end,
            actor=actor,
            is_outlet=is_outlet,
            is_place=entity.type is EntityType.LOC,
            is_person=entity.type is EntityType.PER,
            is_body=entity.type is EntityType.ORG and entity.actor is not None,
        )
    for name, pattern in lexicon.speakers:
        for start, end in _matches(frame, pattern):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield _common(tagged, frame, name, start, end, lexicon)


def _is_location(frame: Frame, entity: Entity, start: int, lexicon: _Lexicon) -> bool:
    """Say whether a place only tells where the speaker is ("an official in Suruc said")."""
    if entity.type is not EntityType.LOC:
        return False
    before = [token.text for token in frame.tokens if token.end <= start][-3:]
    return any(word in lexicon.prepositions for word in before)


def _common(
    tagged: TaggedDocument, frame: Frame, name: str, start: int, end: int, lexicon: _Lexicon
) -> _Speaker:
    """Name a speaker that is a common noun: a government by its country, others as written."""
    state = _state(tagged) if name in lexicon.state_nouns else None
    if state is not None:
        return _Speaker(start=start, end=end, actor=state)
    if lexicon.is_verb_first:
        actor = NamedActor(actor=None, name=name)
        return _Speaker(start=start, end=end, actor=actor, is_common=True)
    last = [token for token in frame.tokens if token.end <= start][-1:]
    first = last[0].start if last and last[0].text in lexicon.adjectives else start
    written = frame.text[first:end]
    actor = NamedActor(actor=None, name=written)
    return _Speaker(start=first, end=end, actor=actor, is_common=True)


def _state(tagged: TaggedDocument) -> NamedActor | None:
    """Give the one state that the document names, whose government then speaks."""
    states = {
        (e.actor, e.actor_name)
        for e in tagged.entities
        if e.actor_kind is ActorKind.STATE and e.actor_name
    }
    if len(states) != 1:
        return None
    actor, name = states.pop()
    return NamedActor(actor=actor, name=name or "")


def _actor(entity: Entity) -> NamedActor | None:
    """Give who an entity is when it can speak; a place speaks for its authorities."""
    if entity.actor_kind in _NEVER or entity.reason == "demonym":
        return None
    if entity.actor_name:
        return NamedActor(actor=entity.actor, name=entity.actor_name)
    if entity.place_name and entity.type is EntityType.LOC:
        return NamedActor(actor=None, name=entity.place_name)
    if entity.type in (EntityType.PER, EntityType.ORG):
        return NamedActor(actor=None, name=entity.text)
    return None


# Words that open another clause: what follows is said, not who says it.
_CLAUSE = frozenset({"ان", "that", "بان"})


@cache
def _lexicon(lang: str) -> _Lexicon | None:
    table = json.loads(_DATA.read_text(encoding="utf-8")).get(lang)
    if table is None:
        return None
    prefix = r"(?:[وف])?(?:ب|ل|ك)?" if lang == "ar" else ""
    return _Lexicon(
        said=_pattern(table["said"], prefix),
        according=_pattern(table["according"], prefix),
        announcing=_pattern(table["announcing"], prefix),
        participles=_pattern(table["participles"], prefix),
        content=_words(table["content"]),
        backward=_words(table["backward"]),
        prepositions=_words(table["prepositions"]),
        adjectives=_words(table.get("adjectives", [])),
        state_nouns=frozenset(table["state_nouns"]),
        continues=_pattern(table["continues"], prefix) if table["continues"] else None,
        speakers=tuple(
            (name, _pattern(forms, prefix)) for name, forms in table["speakers"].items()
        ),
        pronouns=_words(table["pronouns"]),
        is_verb_first=lang == "ar",
    )


def _words(forms: list[str]) -> frozenset[str]:
    return frozenset(fold(form) for form in forms)


def _pattern(forms: list[Any], prefix: str) -> re.Pattern[str]:
    if not forms:
        return re.compile(r"(?!)")
    body = "|".join(fold(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w){prefix}(?:{body})(?!\w)")
