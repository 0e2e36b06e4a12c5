"""Finds an outlet's own loaded words: «الكيان», "regime forces", "martyrs".

They tell how an outlet frames what it reports and are never a stance of an actor. The words come
from a reviewed list, data/framing.csv, each with the plain word for the same thing. Words that the
outlet quotes, or lets somebody say, are not its own and are left out.
"""

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.records import Entity, FramingTag, Sentence, TaggedDocument
from analysis.stance.words import pattern
from analysis.word_forms import Token, tokenise
from newsmon.lib.text import fold_text

FRAMING_FILE = Path(__file__).parents[1] / "data" / "framing.csv"
_REACH = 2  # words between a loaded word and the name of whom it is about
_LONGEST_SENTENCE = 4000  # characters; longer ones are lists or attacks
_OPENS, _CLOSES = frozenset("«“"), frozenset("»”")
_STOPS = frozenset(",،.؛;:")
_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTerm:
    """Loaded words with their plain equal. `actor`: whom they are about, "" for whoever is named
    beside them. `needs_link`: they are loaded only where they are linked to that actor."""

    key: str
    words: tuple[str, ...]
    actor: str
    needs_link: bool
    plain_en: str
    plain_ar: str


@cache
def terms() -> tuple[LoadedTerm, ...]:
    """Read the list of loaded words, one entry for each spelling."""
    with FRAMING_FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            LoadedTerm(
                key=row["key"],
                words=tuple(token.word for token in tokenise(spelling)),
                actor=row["actor"],
                needs_link=bool(row["needs_link"]),
                plain_en=row["plain_en"],
                plain_ar=row["plain_ar"],
            )
            for row in csv.DictReader(lines)
            for spelling in row["words"].split("|")
        )


@cache
def _by_first_word() -> dict[str, tuple[LoadedTerm, ...]]:
    found: dict[str, list[LoadedTerm]] = {}
    for term in sorted(terms(), key=lambda term: -len(term.words)):
        found.setdefault(term.words[0], []).append(term)
    return {word: tuple(group) for word, group in found.items()}


def find(tagged: TaggedDocument) -> tuple[FramingTag, ...]:
    """Give the loaded words that an outlet uses of its own, in the order of the text."""
    entities = sorted(tagged.entities, key=lambda entity: entity.start)
    return tuple(
        tag
        for sentence in tagged.sentences
        if sentence.is_body and len(sentence.text) <= _LONGEST_SENTENCE
        for tag in _in_sentence(sentence, entities)
    )


def _in_sentence(sentence: Sentence, entities: Sequence[Entity]) -> Iterator[FramingTag]:
    tokens = tokenise(sentence.text)
    if not any(True for token in tokens for _term in _terms_at(token)):
        return
    own = _end_of_own_words(sentence.text)
    first = bisect_left(entities, sentence.start, key=lambda entity: entity.start)
    last = bisect_left(entities, sentence.end, key=lambda entity: entity.start)
    inside = [entity for entity in entities[first:last] if entity.end <= sentence.end]
    at = 0
    while at < len(tokens) and tokens[at].start < own:
        found = _longest(tokens, at, sentence, inside)
        if found is not None and not _is_quoted(sentence.text, tokens[at].start):
            yield found[1]
        at += len(found[0].words) if found is not None else 1


def _longest(
    tokens: Sequence[Token], at: int, sentence: Sentence, entities: Sequence[Entity]
) -> tuple[LoadedTerm, FramingTag] | None:
    for term in _terms_at(tokens[at]):
        if _stands_at(term, tokens, at):
            tag = _tag(term, tokens[at : at + len(term.words)], sentence, entities)
            if tag is not None:
                return term, tag
    return None


def _terms_at(token: Token) -> Iterator[LoadedTerm]:
    known = _by_first_word()
    for form in token.forms:
        yield from known.get(form.text, ())


def _stands_at(term: LoadedTerm, tokens: Sequence[Token], at: int) -> bool:
    span = tokens[at : at + len(term.words)]
    if len(span) < len(term.words) or not all(token.is_joined for token in span[1:]):
        return False
    return all(token.word == word for token, word in zip(span[1:], term.words[1:], strict=True))


def _tag(
    term: LoadedTerm, span: Sequence[Token], sentence: Sentence, entities: Sequence[Entity]
) -> FramingTag | None:
    start, end = sentence.start + span[0].start, sentence.start + span[-1].end
    over = {e.actor for e in entities if e.start < end and start < e.end and e.actor}
    if term.needs_link and term.actor not in over:
        return None
    return FramingTag(
        term=term.key,
        actor=term.actor or _actor_beside(sentence, start, end, entities),
        words=sentence.text[span[0].start : span[-1].end],
        words_start=start,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
    )


def _actor_beside(
    sentence: Sentence, start: int, end: int, entities: Sequence[Entity]
) -> str | None:
    """Give whom «العدوان الإسرائيلي», "Turkish aggression" are about."""
    text, base = sentence.text, sentence.start
    for entity in (entity for entity in entities if entity.actor):
        after = text[end - base : max(0, entity.start - base)]
        before = text[entity.end - base : max(0, start - base)]
        is_over = entity.start < end and start < entity.end
        is_next = entity.start >= end and len(after.split()) <= _REACH
        is_right_before = entity.end <= start and not before.strip()
        if is_over or is_right_before or (is_next and not _STOPS & set(after)):
            return entity.actor
    return None


def _end_of_own_words(text: str) -> int:
    """Give where somebody else begins to speak: behind "said", «قال»; the whole length if none
    does."""
    folded = fold_text(text)
    language = "en" if _LATIN.search(folded.text) else "ar"
    said = pattern("quoting", language).search(folded.text)
    return len(text) if said is None else folded.origins[said.start()]


def _is_quoted(text: str, at: int) -> bool:
    before = text[:at]
    straight = before.count('"') % 2 == 1
    opened = sum(before.count(mark) for mark in _OPENS)
    return straight or opened > sum(before.count(mark) for mark in _CLOSES)
