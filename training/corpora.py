"""Reads each corpus into sentences tagged with our three types, its faults mended.

What a corpus is, where its files lie under the corpora folder, how its labels map to ours, its
licence and its faults stand in corpora.json. CoNLL-2003 is not among them: its text is not free.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.nlp.words import WORD

TYPES = ("PER", "ORG", "LOC")
SOURCES = Path(__file__).with_name("corpora.json")
# Longer sentences are lists or unsplit paragraphs: they are cut where punctuation allows it.
LONG_WORDS = 60
# Sentences written for newsmon lie in the repository, not among the corpora.
WRITTEN = Path(__file__).with_name("written")
MARK = re.compile(r"\[(?P<kind>PER|ORG|LOC) (?P<name>[^\[\]]+)\]")
STOPS = frozenset(".؟?!؛;:،,)»")

Row = tuple[str, str]


class CorpusError(ValueError):
    """A corpus cannot be read; the message names file and reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`tags` are O, B-PER, I-ORG and so on, one a word, with each I- after its own kind."""

    corpus: str
    language: str
    words: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry of corpora.json.

    Of every `held_back` blocks of `block` sentences the last is for validation; None where the
    corpus has held-out files of its own or is for training only. `limit` is the most sentences
    taken in one pass, None for all. Words of `trim_head`, and with `trim_lowercase` words without
    a capital, are no part of a name of `trim_types` at its head. With `metonyms` an ORG that is
    called as a place is a LOC, as in the other corpora. `retag` maps names that a corpus often
    mistakes to their type, or to O.
    """

    name: str
    language: str
    genre: str
    reader: str
    train: tuple[str, ...]
    labels: Mapping[str, str]
    title: str
    source: str
    licence: str
    mended: str
    held_out: tuple[str, ...] = ()
    block: int | None = None
    held_back: int | None = None
    repeat: int = 1
    limit: int | None = None
    skip_words: tuple[str, ...] = ()
    trim_head: tuple[str, ...] = ()
    trim_types: tuple[str, ...] = TYPES
    trim_lowercase: bool = False
    metonyms: bool = False
    retag: Mapping[str, str] = field(default_factory=dict)


def read_sources(path: Path = SOURCES) -> list[Source]:
    """Return the corpora in order of corpora.json."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [Source(name=name, **_tuples(entry)) for name, entry in entries.items()]


def _tuples(entry: dict[str, object]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def read_files(
    source: Source, files: Iterable[str], folder: Path, places: frozenset[str]
) -> list[Sentence]:
    """Return the sentences of these files of a corpus; raise CorpusError when one is missing.

    `places` are names of countries and cities: they tell a place from a people's adjective.
    """
    sentences = []
    for name in files:
        path = (WRITTEN if source.reader == "marked" else folder) / name
        if not path.is_file():
            raise CorpusError(f"{source.name}: {path} is missing")
        rows = _rows(source.reader, path.read_text(encoding="utf-8"), places)
        sentences.extend(_mended(source, rows, places))
    return sentences


def _rows(reader: str, text: str, places: frozenset[str]) -> Iterator[list[Row]]:
    if reader == "gmb":
        return gmb_rows(text, places)
    return marked_rows(text) if reader == "marked" else column_rows(text)


def marked_rows(text: str) -> Iterator[list[Row]]:
    """Yield sentences of `{"marked": "… [LOC Damascus] …"}` lines; a word that holds part of a
    name, such as one with an Arabic clitic before it, belongs to the name."""
    for line in filter(str.strip, text.splitlines()):
        plain = ""
        names: list[tuple[int, int, str]] = []
        position = 0
        marked = json.loads(line)["marked"]
        for match in MARK.finditer(marked):
            plain += marked[position : match.start()]
            names.append((len(plain), len(plain) + len(match["name"]), match["kind"]))
            plain += match["name"]
            position = match.end()
        plain += marked[position:]
        yield [(word.group(), _tag(word.span(), names)) for word in WORD.finditer(plain)]


def _tag(word: tuple[int, int], names: Iterable[tuple[int, int, str]]) -> str:
    for start, end, kind in names:
        if word[0] < end and word[1] > start:
            return f"B-{kind}" if word[0] <= start else f"I-{kind}"
    return "O"


def column_rows(text: str) -> Iterator[list[Row]]:
    """Yield sentences of `word tags` lines parted by empty lines; all tags of a word are kept."""
    rows: list[Row] = []
    for line in [*text.splitlines(), ""]:
        fields = line.split()
        if not fields and rows:
            yield rows
            rows = []
        elif len(fields) > 1:
            rows.append((fields[0], " ".join(fields[1:])))


def gmb_rows(text: str, places: frozenset[str]) -> Iterator[list[Row]]:
    """Yield sentences of the CSV edition; a gpe that is a place's name becomes a geo."""
    rows: list[Row] = []
    for number, word, _part_of_speech, tag in csv.reader(text.splitlines()):
        if number.startswith("Sentence:") and rows:
            yield list(_with_places(rows, places))
            rows = []
        if tag != "Tag" and word.strip():
            rows.append((word.strip(), tag))
    if rows:
        yield list(_with_places(rows, places))


def _with_places(rows: Sequence[Row], places: frozenset[str]) -> Iterator[Row]:
    """Turn a run of gpe into geo where the whole run names a place («Sudan», not «Sudanese»)."""
    index = 0
    while index < len(rows):
        end = index + 1
        if rows[index][1].endswith("-gpe"):
            while end < len(rows) and rows[end][1] == "I-gpe":
                end += 1
            name = " ".join(word for word, _tag in rows[index:end])
            kind = "geo" if name in places else "gpe"
            yield from ((word, tag[:2] + kind) for word, tag in rows[index:end])
        else:
            yield rows[index]
        index = end


def _mended(
    source: Source, sentences: Iterable[list[Row]], places: frozenset[str]
) -> Iterator[Sentence]:
    for rows in sentences:
        kept = [row for row in joined_letters(rows) if row[0] not in source.skip_words]
        words = tuple(word for word, _tags in kept)
        tags = bio([map_tag(tags, source.labels) for _word, tags in kept])
        tags = trimmed(source, words, tags)
        tags = without_metonyms(words, tags, places) if source.metonyms else tags
        tags = retagged(words, tags, source.retag)
        for start, end in cuts(words, tags):
            yield Sentence(
                corpus=source.name,
                language=source.language,
                words=words[start:end],
                tags=tags[start:end],
            )


def map_tag(tags: str, labels: Mapping[str, str]) -> str:
    """Return the first tag, outermost where they nest, that maps to one of our types, else O."""
    for tag in tags.split():
        prefix, _, name = tag.partition("-")
        kind = labels.get(name.lstrip("-"))
        if kind and prefix in ("B", "I"):
            return f"{prefix}-{kind}"
    return "O"


def bio(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the tags with B- at the head of each name: mends IO tagging and stray I-."""
    mended = []
    previous = "O"
    for tag in tags:
        starts = tag.startswith("I-") and previous[2:] != tag[2:]
        mended.append("B" + tag[1:] if starts else tag)
        previous = tag
    return tuple(mended)


def trimmed(source: Source, words: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """Move the start of names past titles, articles and pronouns; names of these alone go."""
    result = list(tags)
    for start, end in name_runs(tags):
        if tags[start][2:] not in source.trim_types:
            continue
        first = start
        while first < end and _is_trimmed(source, words[first]):
            first += 1
        result[start:first] = ["O"] * (first - start)
        if first < end:
            result[first] = "B" + tags[first][1:]
    return tuple(result)


def _is_trimmed(source: Source, word: str) -> bool:
    return word in source.trim_head or (source.trim_lowercase and word[0].islower())


def without_metonyms(
    words: Sequence[str], tags: Sequence[str], places: frozenset[str]
) -> tuple[str, ...]:
    """Return the tags with LOC for each ORG whose whole name is a place's («Iran said»)."""
    result = list(tags)
    for start, end in name_runs(tags):
        if tags[start] == "B-ORG" and " ".join(words[start:end]) in places:
            result[start:end] = [tag[:2] + "LOC" for tag in tags[start:end]]
    return tuple(result)


def retagged(
    words: Sequence[str], tags: Sequence[str], types: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the tags with the given type, or O, for each name that is listed."""
    result = list(tags)
    for start, end in name_runs(tags):
        kind = types.get(" ".join(words[start:end]))
        if kind:
            result[start:end] = ["O" if kind == "O" else tag[:2] + kind for tag in tags[start:end]]
    return tuple(result)


def name_runs(tags: Sequence[str]) -> list[tuple[int, int]]:
    """Return (start, end) of each name in BIO tags, end exclusive."""
    starts = [index for index, tag in enumerate(tags) if tag.startswith("B-")]
    runs = []
    for start in starts:
        end = start + 1
        while end < len(tags) and tags[end] == "I" + tags[start][1:]:
            end += 1
        runs.append((start, end))
    return runs


def joined_letters(rows: Sequence[Row]) -> list[Row]:
    """Join Arabic that was spelt one letter a row, which some extractions leave behind."""
    result: list[Row] = []
    run: list[Row] = []
    for row in [*rows, ("", "O")]:
        if len(row[0]) == 1 and "\u0621" <= row[0] <= "\u064a":
            run.append(row)
            continue
        joined = ("".join(word for word, _tag in run), run[0][1]) if len(run) > 2 else None
        result.extend([joined] if joined else run)
        run = []
        result.append(row)
    return result[:-1]


def cuts(words: Sequence[str], tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a sentence, cut at punctuation outside names once it is long."""
    start = 0
    for index, word in enumerate(words):
        inside = index + 1 < len(tags) and tags[index + 1].startswith("I-")
        enough = index + 1 - start >= LONG_WORDS // 2 and len(words) - start > LONG_WORDS
        if enough and word[-1] in STOPS and not inside:
            yield start, index + 1
            start = index + 1
    if start < len(words):
        yield start, len(words)
