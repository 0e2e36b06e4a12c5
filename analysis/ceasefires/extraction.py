"""Claims about truces: what a document says of ceasefires, and what was looked at and refused.

A sentence is read term by term (`ceasefire_sense`), then given its parties (`ceasefire_parties`)
and times (`ceasefire_dates`); `ceasefire_merging` makes one of what is said twice.
"""

from collections.abc import Iterator
from dataclasses import replace

from analysis.ceasefires.actors import Party
from analysis.ceasefires.lexicon import LANGUAGES
from analysis.ceasefires.merging import Draft, completed, merged
from analysis.ceasefires.sentence import Context, read_sentence
from analysis.records import CeasefireClaim, Declined, Sentence, TaggedDocument

_LONGEST = 1200  # characters: longer sentences are lists or text that lost its full stops
_REMEMBERED = 8  # actors of the sentences before who may be "both sides"


def extract(
    tagged: TaggedDocument,
) -> tuple[tuple[CeasefireClaim, ...], tuple[Declined, ...]]:
    """Read every claim about a truce in the body of a document."""
    drafts: list[Draft] = []
    declined: list[Declined] = []
    earlier: tuple[Party, ...] = ()
    lang = tagged.document.lang or "en"
    if lang not in LANGUAGES:
        return (), ()
    body = (part for s in tagged.sentences if s.is_body for part in _parts(s))
    for number, sentence in enumerate(body):
        context = Context(
            tagged=tagged,
            number=number,
            lang=lang,
            earlier=earlier,
            is_known=bool(drafts),
            follows=bool(drafts) and drafts[-1].sentence == number - 1,
        )
        found, refused, actors = read_sentence(sentence, context)
        drafts += found
        declined += refused
        earlier = (earlier + actors)[-_REMEMBERED:]
    return tuple(d.claim for d in merged(completed(drafts))), tuple(declined)


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    """Cut a sentence of monstrous length at commas or blanks; any other is left whole."""
    start, text = 0, sentence.text
    while len(text) - start > _LONGEST:
        window = text[start : start + _LONGEST]
        cut = max(window.rfind("،"), window.rfind(","), window.rfind(";")) + 1
        cut = start + (cut or window.rfind(" ") + 1 or _LONGEST)
        yield _part(sentence, start, cut)
        start = cut
    yield _part(sentence, start, len(text))


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    at, stop = sentence.start + start, sentence.start + end
    return replace(sentence, start=at, end=stop, text=sentence.text[start:end])
