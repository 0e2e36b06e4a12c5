"""Who says a figure, apart from who printed it.

The speaker is the name, or the common noun ("residents", "الشرطة"), beside a verb of saying or
after "according to". An outlet that only passes on what another says is not the reporter; a
pronoun or a quotation that runs on takes the speaker of the sentence beside it.
"""

import re
from dataclasses import dataclass, replace

from analysis.displacement.speakers import (
    Lexicon,
    Speaker,
    lexicon_of,
    matches,
    speakers_of,
)
from analysis.displacement.words import Frame, read_sentence
from analysis.records import NamedActor, Sentence, TaggedDocument
from newsmon.lib.tokens import TokenKind

# In words: how far from its verb a speaker may stand, before it and after it.
_BEFORE_VERB = 9
_AFTER_VERB = 6
_AFTER_ACCORDING = 8
# A quotation of a speaker runs over so many sentences at most before it names him.
_QUOTE_SENTENCES = 2
_CITATION = 8
_CITED = re.compile(r"\)\.?$|,? ?(?:19|20)\d\d\)")
# A speaker with a colon ("UN: ...") opens the sentence, but for a quote or "و".
_OPENING = 1
_TITLE = 6
_BODY = 3
# Where a language has its speaker: beside the verb, or at the opening of the sentence, where so
# many words may stand before him.
_BESIDE, _OPENS = "beside", "opening"
_OPENING_WORDS = 2
# "BM'ye göre": an apostrophe, an ending and a title at most.
_ENDINGS = 4
# "said UNRWA": a name right after its verb; "an official in Suruc" keeps its place this short.
_RIGHT_AFTER = 1
_SHORT_PLACE = 6
_PHRASE = 7
_STOPS = frozenset(".;:؛،,")
_QUOTES = frozenset('"“”«»')
# "كانت المنظمة قد أحصت".
_ALREADY = frozenset({"قد"})
# "Nazeli B., the prime minister's spokeswoman, told": how long what stands beside a name may be.
_APPOSITION = 6
_SPEECH_ENDS = _QUOTES | {","}
# What may stand between a name and the colon before his words, in tokens.
_INTRODUCTION = 14
# ", the security region said": an article, and no name, pronoun or clause in it.
_NOUN_PHRASE = re.compile(
    r"(?:^|[,;\u201d\"] )(?:[Tt]he|[Aa]n?) (?P<name>(?:[a-z][a-z'\u2019-]+ ){0,2}"
    r"(?!study|report|survey|paper|figures?|data|number|map)[a-z][a-z-]{2,}) $"
)
# «وفق مطرانية السريان،»: two to four words, none of them a verb's "what" or a number.
_SOURCE = re.compile(
    r" (?P<name>(?!ما |أن |إن |ذلك|هذا|هذه|تقدير|بيان|آخر|أحدث)[\u0621-\u064a]{3,}"
    r"(?: (?:في )?[\u0621-\u064a]{3,}){1,3})(?=[،.]|$)"
)
# "OCHA's Situation Report 83: ...", "IOM DTM: ...".
_REPORT = re.compile(
    r"(?:['\u2019]s)? (?:[A-Za-z.]+ ){0,3}(?:report|update|bulletin|snapshot|DTM|briefing|sitrep)"
    r"[^:.]{0,24}:",
    re.IGNORECASE,
)
_DASHES = ("-", "\u2013", "\u2014")
# Words that open another clause: what follows is said, not who says it.
_CLAUSE = frozenset({"ان", "that", "بان", "que", "что", "كه", "كي", "כי"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """A verb of saying or "according to" in the sentence, with its speaker (None: a pronoun)."""

    start: int
    end: int
    speaker: Speaker | None
    is_source: bool = False


def reporters_of(
    tagged: TaggedDocument,
    before: tuple[tuple[Sentence, Frame], ...],
    sentence: Sentence,
    frame: Frame,
    at: int,
    *,
    goes_on: bool = False,
) -> tuple[NamedActor, ...]:
    """Give who says the figure at offset `at` of the sentence; empty when nobody is named.

    `goes_on`: the figure only goes on telling what the sentence before told ("of whom 500 ...").
    """
    lexicon = lexicon_of(frame.lang)
    if lexicon is None:
        return ()
    sayings = _sayings(tagged, sentence, frame, lexicon)
    named = [s for s in sayings if s.speaker is not None and _governs(frame, s, at, lexicon)]
    if named:
        return _nearest(named, at, frame)
    cited = _cited(tagged, sentence, frame, lexicon)
    if cited is not None:
        return (cited,)
    if goes_on and not sayings:
        return _carried(tagged, before[-1:], lexicon)
    if any(s.speaker is None for s in sayings) or _is_quoted(sentence):
        return _quoted_after(tagged, sentence, frame, lexicon) or _carried(tagged, before, lexicon)
    return ()


def _governs(frame: Frame, saying: _Saying, at: int, lexicon: Lexicon) -> bool:
    """Say whether a figure lies in what is said: in Arabic after the verb, unless the verb looks
    back ("كما أعلنت")."""
    if not lexicon.is_verb_first or saying.is_source or saying.start < at:
        return True
    before = [token.text for token in frame.tokens if token.end <= saying.start][-1:]
    return bool(before) and (before[0] in lexicon.backward or before[0] in "،,")


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
    tagged: TaggedDocument, before: tuple[tuple[Sentence, Frame], ...], lexicon: Lexicon
) -> tuple[NamedActor, ...]:
    """Give who spoke last in the sentences before."""
    for sentence, frame in reversed(before):
        sayings = _sayings(tagged, sentence, frame, lexicon)
        named = [saying for saying in sayings if saying.speaker is not None]
        if named:
            return _nearest(named[-1:], len(frame.text), frame)
    return ()


def _quoted_after(
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, lexicon: Lexicon
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
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, lexicon: Lexicon
) -> NamedActor | None:
    """Read a citation in brackets: "(Hillview University, 2006)", "(OCHA)"."""
    for speaker in speakers_of(tagged, sentence, frame, lexicon):
        opened = frame.text[max(0, speaker.start - 1) : speaker.start] == "("
        rest = frame.text[speaker.end : speaker.end + _CITATION]
        if opened and not speaker.is_place and _CITED.match(rest):
            return speaker.actor
    return None


def _sayings(
    tagged: TaggedDocument, sentence: Sentence, frame: Frame, lexicon: Lexicon
) -> list[_Saying]:
    speakers = sorted(speakers_of(tagged, sentence, frame, lexicon), key=lambda s: s.start)
    found: list[_Saying] = []
    for start, end in matches(frame, lexicon.according):
        speaker = _following(frame, speakers, end, _AFTER_ACCORDING)
        if speaker is None and lexicon.is_verb_first:
            speaker = _written(frame, end)
        if speaker is not None:
            found.append(_Saying(start=start, end=end, speaker=speaker, is_source=True))
    for start, end in matches(frame, lexicon.according_after):
        speaker = _followed(frame, speakers, start)
        if speaker is not None:
            found.append(_Saying(start=start, end=end, speaker=speaker, is_source=True))
    for start, end in matches(frame, lexicon.announcing):
        speaker = _following(frame, speakers, end, _AFTER_VERB)
        if speaker is not None and _leads_to_content(frame, speaker, lexicon):
            found.append(_Saying(start=start, end=end, speaker=speaker))
    for start, end in matches(frame, lexicon.said):
        speaker = _subject(frame, speakers, start, end, lexicon)
        if speaker is None and not lexicon.is_verb_first:
            speaker = _opener(frame, speakers, start, lexicon) or _unnamed(frame, start)
        if speaker is not None or _has_pronoun(frame, start, lexicon):
            found.append(_Saying(start=start, end=end, speaker=speaker))
    for speaker in speakers:
        if (
            speaker.start <= _OPENING
            and not speaker.is_place
            and frame.text[speaker.end :].lstrip()[:1] == ":"
        ):
            found.append(_Saying(start=0, end=speaker.end, speaker=speaker, is_source=True))
    found.extend(_introduced(frame, speakers))
    for start, end in matches(frame, lexicon.participles):
        found.append(_Saying(start=start, end=end, speaker=None))
    return sorted(found, key=lambda saying: saying.start)


def _introduced(frame: Frame, speakers: list[Speaker]) -> list[_Saying]:
    """Find who stands before a quotation ('A. B., a spokesman for C: "Since ..."') or at the end
    of a headline ("... displaced - UN")."""
    found = []
    for speaker in speakers:
        after = _between(frame, speaker.end, len(frame.text))
        opens = speaker.start <= _OPENING and speaker.is_person and ":" in after[:_INTRODUCTION]
        quote = after[after.index(":") + 1 :][:1] if opens else []
        if speaker.start <= _OPENING and _REPORT.match(frame.text[speaker.end :]):
            found.append(_Saying(start=0, end=speaker.end, speaker=speaker, is_source=True))
        before = frame.text[: speaker.start].rstrip()
        closes = not after and before.endswith(_DASHES) and not speaker.is_place
        if closes or (quote and quote[0] in _QUOTES):
            span = (speaker.start, speaker.end)
            found.append(_Saying(start=span[0], end=span[1], speaker=speaker, is_source=True))
    return found


def _opener(frame: Frame, speakers: list[Speaker], start: int, lexicon: Lexicon) -> Speaker | None:
    """Give who opens the sentence that "it said" closes ("The ministry opened ..., it said")."""
    last = [t for t in frame.tokens if t.end <= start][-2:]
    if len(last) < 2 or last[1].text not in lexicon.pronouns or last[0].text != ",":
        return None
    first = [s for s in speakers if s.start <= _OPENING and not s.is_place]
    return first[0] if first else None


def _written(frame: Frame, end: int) -> Speaker | None:
    """Take the words after "according to" for a speaker whom no registry knows («وفق مطرانية
    السريان»), where they are a short phrase that a mark closes."""
    match = _SOURCE.match(frame.text[end:])
    if match is None:
        return None
    actor = NamedActor(actor=None, name=match["name"])
    at = end + match.start("name")
    return Speaker(start=at, end=at + len(match["name"]), actor=actor, is_common=True)


def _unnamed(frame: Frame, start: int) -> Speaker | None:
    """Take the words between the last comma and its verb for an unnamed speaker (", the security
    region said"), where they are a short noun phrase."""
    match = _NOUN_PHRASE.search(frame.text[:start])
    if match is None:
        return None
    actor = NamedActor(actor=None, name=match["name"])
    return Speaker(start=match.start("name"), end=match.end("name"), actor=actor, is_common=True)


def _leads_to_content(frame: Frame, speaker: Speaker, lexicon: Lexicon) -> bool:
    """Say whether "that" follows ("إعلان الوكالة أن ..."): else something else was announced."""
    following = [token.text for token in frame.tokens if token.start >= speaker.end][:2]
    return any(word in lexicon.content for word in following)


def _subject(
    frame: Frame, speakers: list[Speaker], start: int, end: int, lexicon: Lexicon
) -> Speaker | None:
    """Find the subject of a verb: after it in Arabic; in English before it, or after a quote."""
    after = _following(frame, speakers, end, _AFTER_VERB)
    if lexicon.is_verb_first:
        opening = _opening_subject(frame, speakers, start, lexicon)
        return opening or after or _headline_subject(frame, speakers, start)
    if lexicon.order == _OPENS:
        return _opening(frame, speakers) or _named_before(frame, speakers, start)
    mark = next((t.text for t in reversed(frame.tokens) if t.end <= start), "")
    if after and mark in _SPEECH_ENDS and len(_between(frame, end, after.start)) <= _RIGHT_AFTER:
        return after
    before = _preceding(frame, speakers, start, lexicon)
    if before is not None:
        return before
    return after if mark in _SPEECH_ENDS or lexicon.order == _BESIDE else None


def _opening(frame: Frame, speakers: list[Speaker]) -> Speaker | None:
    """Give who opens a sentence whose verb comes last ("OCHA, ... kaçtığını açıkladı")."""
    for speaker in speakers:
        before = [token for token in frame.tokens if token.end <= speaker.start]
        if len(before) <= _OPENING_WORDS and not (speaker.is_place and before):
            return speaker
    return None


def _named_before(frame: Frame, speakers: list[Speaker], start: int) -> Speaker | None:
    """Give the nearest speaker before a verb who is no place."""
    for speaker in reversed(speakers):
        if speaker.end <= start and not speaker.is_place:
            between = _between(frame, speaker.end, start)
            is_near = len(between) <= _BEFORE_VERB and not any(t in ".;:" for t in between)
            return speaker if is_near else None
    return None


def _followed(frame: Frame, speakers: list[Speaker], start: int) -> Speaker | None:
    """Give who stands right before a word that follows the speaker ("BM'ye göre")."""
    for speaker in reversed(speakers):
        if speaker.end <= start:
            between = _between(frame, speaker.end, start)
            is_near = len(between) <= _ENDINGS and not any(text in _STOPS for text in between)
            return speaker if is_near else None
    return None


def _following(frame: Frame, speakers: list[Speaker], end: int, reach: int) -> Speaker | None:
    for speaker in speakers:
        if speaker.start < end:
            continue
        between = _between(frame, end, speaker.start)
        blocked = any(text in _STOPS or text in _CLAUSE for text in between)
        return None if blocked or len(between) > reach else _titled(frame, speakers, speaker)
    return None


def _titled(frame: Frame, speakers: list[Speaker], speaker: Speaker) -> Speaker:
    """Take the person of "Assam Chief Minister Tarun Gogoi" and the body of "an official at the
    agency", not the place or the common noun before them."""
    is_known = speaker.is_person or speaker.actor.actor is not None
    if is_known and not (speaker.is_place or speaker.is_common):
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
    frame: Frame, speakers: list[Speaker], start: int, lexicon: Lexicon
) -> Speaker | None:
    last = [t for t in frame.tokens if t.end <= start][-1:]
    if last and last[0].text in lexicon.pronouns:
        return None
    for speaker in reversed(speakers):
        if speaker.end > start:
            continue
        between = _between(frame, speaker.end, start)
        if len(between) > _BEFORE_VERB or any(t in _QUOTES or t in ".;:" for t in between):
            return None
        if speaker.is_place and ("," in between or _is_led(frame, speaker, speakers, lexicon)):
            continue
        holder = _holder(frame, speakers, speaker, lexicon)
        if holder is not None:
            return holder
        if speaker.is_common and (person := _beside(frame, speakers, speaker)):
            return person
        if speaker.is_common and between and between[0] in lexicon.prepositions:
            return _seated(frame, speaker, start, between)
        return speaker
    return None


def _is_led(frame: Frame, place: Speaker, speakers: list[Speaker], lexicon: Lexicon) -> bool:
    """Say whether a place only tells what a body before it looks at ("the agency's snapshot for
    Haiti shows")."""
    last = [t.text for t in frame.tokens if t.end <= place.start][-1:]
    is_led = bool(last) and last[0] in lexicon.prepositions
    return is_led and any(
        s.end <= place.start and len(_between(frame, s.end, place.start)) <= _PHRASE
        for s in speakers
        if s.is_common or s.is_body
    )


def _beside(frame: Frame, speakers: list[Speaker], common: Speaker) -> Speaker | None:
    """Give the person whom a common noun only describes ("A. B., the mayor, said")."""
    for speaker in speakers:
        between = _between(frame, speaker.end, common.start) if speaker.is_person else []
        if between[:1] == [","] and len(between) <= _APPOSITION and between.count(",") == 1:
            return speaker
    return None


def _seated(frame: Frame, speaker: Speaker, start: int, between: list[str]) -> Speaker:
    """Name an unnamed speaker with where he is ("an official in Suruc"), where that is short."""
    if len(between) > _SHORT_PLACE:
        return speaker
    written = frame.text[speaker.start : start].strip()
    return replace(speaker, actor=NamedActor(actor=None, name=written))


def _holder(
    frame: Frame, speakers: list[Speaker], named: Speaker, lexicon: Lexicon
) -> Speaker | None:
    """Give the common noun that a name only tells the place of ("an officer at the X checkpoint"),
    None where the name speaks itself."""
    if named.is_person or named.is_body or named.is_common:
        return None
    for speaker in speakers:
        between = _between(frame, speaker.end, named.start) if speaker.end <= named.start else []
        if speaker.is_common and between and len(between) <= _PHRASE:
            clause_marks = any(text in _STOPS for text in between)
            if between[0] in lexicon.prepositions and not clause_marks:
                return speaker
    return None


def _opening_subject(
    frame: Frame, speakers: list[Speaker], start: int, lexicon: Lexicon
) -> Speaker | None:
    """Find an Arabic subject before its verb, after a word that asks for one ("كانت المنظمة
    أحصت", "غير أن السلطات تتحدث")."""
    for speaker in speakers:
        before = [t.text for t in frame.tokens if t.end <= speaker.start][-1:]
        is_next = speaker.end <= start and not set(_between(frame, speaker.end, start)) - _ALREADY
        if is_next and before and before[0].removeprefix("و") in lexicon.openers:
            return speaker
    return None


def _headline_subject(frame: Frame, speakers: list[Speaker], start: int) -> Speaker | None:
    """Find the subject that stands right before its verb ("الأمم المتحدة تعلن ...")."""
    for speaker in speakers:
        between = [t for t in frame.tokens if speaker.end <= t.start and t.end <= start]
        if speaker.end <= start and not between and speaker.start <= 2:
            return speaker
    return None


def _has_pronoun(frame: Frame, start: int, lexicon: Lexicon) -> bool:
    """Say whether the verb's subject is one named before ("he said", "وأضاف")."""
    last = [t for t in frame.tokens if t.end <= start][-1:]
    if lexicon.continues is not None:
        opening = start <= 2 and lexicon.continues.match(frame.folded.text) is not None
        return opening
    return bool(last) and last[0].text in lexicon.pronouns
