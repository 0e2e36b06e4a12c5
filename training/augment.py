"""Varies training sentences: other names in the place of names, Arabic clitics before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from analysis.nlp.words import WORD
from training.corpora import Sentence, name_runs
from training.names import Pool

# Clitics that Arabic writes onto the name, about as often as newswire does.
CLITICS = ("و", "و", "ب", "ب", "ل", "ل", "ف", "ك", "وب", "ول")
ARTICLE = "ال"
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Chances between 0 and 1 for a name: another name in its place, a clitic before it."""

    other_name: float
    clitic: float


# The first copy of a sentence stays close to what was written, a repeated one goes further.
FIRST = Rates(other_name=0.08, clitic=0.06)
REPEATED = Rates(other_name=0.45, clitic=0.15)


def vary(
    sentence: Sentence, pools: Mapping[tuple[str, str], Pool], rates: Rates, random: Random
) -> Sentence:
    """Return the sentence with some names replaced and some prefixed."""
    words: list[str] = []
    tags: list[str] = []
    position = 0
    for start, end in name_runs(sentence.tags):
        words.extend(sentence.words[position:start])
        tags.extend(sentence.tags[position:start])
        kind = sentence.tags[start][2:]
        name = _name(sentence, (start, end), pools, rates, random)
        words.extend(name)
        tags.extend([f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)])
        position = end
    words.extend(sentence.words[position:])
    tags.extend(sentence.tags[position:])
    return replace(sentence, words=tuple(words), tags=tuple(tags))


def _name(
    sentence: Sentence,
    run: tuple[int, int],
    pools: Mapping[tuple[str, str], Pool],
    rates: Rates,
    random: Random,
) -> list[str]:
    name = list(sentence.words[run[0] : run[1]])
    pool = pools.get((sentence.language, sentence.tags[run[0]][2:]))
    if pool and random.random() < rates.other_name:
        name = [match.group() for match in WORD.finditer(pool.draw(random))] or name
    if sentence.language == "ar" and random.random() < rates.clitic:
        name[0] = with_clitic(random.choice(CLITICS), name[0])
    return name


def with_clitic(clitic: str, word: str) -> str:
    """Write a clitic onto a word: ل and the article become لل; only letters take one."""
    if not word[0].isalpha():
        return word
    if clitic.endswith("ل") and word.startswith(ARTICLE):
        return clitic + word[1:]
    return clitic + word


def joined(sentence: Sentence) -> Sentence:
    """Return the sentence with each English 's written onto its word, as in running text."""
    if sentence.language != "en":
        return sentence
    words: list[str] = []
    tags: list[str] = []
    for word, tag in zip(sentence.words, sentence.tags, strict=True):
        if word in POSSESSIVES and words and words[-1][-1].isalnum():
            words[-1] += word
        else:
            words.append(word)
            tags.append(tag)
    return replace(sentence, words=tuple(words), tags=continued(tags))


def continued(tags: Sequence[str]) -> tuple[str, ...]:
    """Return tags in which an I- without its B- before it becomes a B-."""
    result: list[str] = []
    for tag in tags:
        starts = tag.startswith("I-") and (not result or result[-1][2:] != tag[2:])
        result.append("B" + tag[1:] if starts else tag)
    return tuple(result)


def as_read(sentence: Sentence) -> Sentence:
    """Return the sentence in the words that newsmon's name finder cuts text into."""
    words: list[str] = []
    tags: list[str] = []
    for word, tag in zip(sentence.words, sentence.tags, strict=True):
        parts = [match.group() for match in WORD.finditer(word)]
        words.extend(parts)
        tags.extend([tag, *["O" if tag == "O" else f"I{tag[1:]}"] * (len(parts) - 1)][: len(parts)])
    return replace(sentence, words=tuple(words), tags=continued(tags))
