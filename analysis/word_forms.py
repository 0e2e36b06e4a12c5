"""Words of a text as linking compares them: folded, with their clitics taken off in every way.

Arabic writes "and", "so", "in", "for", "as" onto the next word: «وأنقرة», «بسوريا», «لليمن».
`Token.forms` holds what may remain; only a form that is a known name is ever used, so «بيان»
never becomes «يان».
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.word_endings import nominatives, uninflected
from newsmon.lib.text import Folded, fold_text

# "u.s." is one word; an apostrophe inside a word belongs to it.
_WORD = re.compile(r"(?:[a-z]\.){2,}[a-z]?(?!\w)|[^\W_]+(?:'[^\W_]+)*")
_POSSESSIVE = re.compile(r"(?<=\w)'s?$")
# French: "l'Arménie", "L'armée"; a capital before another begins a name, as in "D'Souza".
_ELISION = re.compile(r"(?:qu|[ldnsjc])['’](?=\w)|(?:Qu|[LDNSJC])['’](?=[a-zà-ÿœ])|L['’](?=\w)")
_JOIN = re.compile(r"[\s\"'\-«»]*$")
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_SHORTEST_REST = 2  # letters: «وتل» holds the first word of a name
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
# What each Hebrew prefix is in Arabic, by which the rules of linking go.
_HEBREW_PREFIXES = {"ו": "", "ש": "", "ה": "", "ב": "ب", "מ": "ب", "ל": "ل", "כ": "ك"}
_MOST_PREFIXES = 3
_ARABIC = re.compile(r"[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class Form:
    """A word without `cut` leading letters: the conjunction and the preposition taken off."""

    text: str
    conjunction: str = ""
    preposition: str = ""
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `start..end` in the original text, `gap` the folded text before it.

    `is_joined`: nothing but blanks, hyphens or quotes stands between it and the word before.
    `end` leaves an English possessive out.
    """

    word: str
    surface: str
    start: int
    end: int
    gap: str
    is_joined: bool
    is_capital: bool
    is_upper: bool
    is_possessive: bool
    forms: tuple[Form, ...]
    starts: tuple[int, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Give what the word may be within a name: itself and, in inflecting languages, its
        dictionary form."""
        is_plain = "'" not in self.surface and self.surface.isascii()
        others = (form.text for form in self.forms[1:] if not form.cut)
        return (self.word, *(o for o in others if not (is_plain and _is_plural(o, self.word))))

    def start_of(self, form: Form) -> int:
        """Give the original offset where a form of the word begins."""
        return self.starts[form.cut] if form.cut < len(self.starts) else self.start


def tokenise(text: str, language: str | None = None) -> tuple[Token, ...]:
    """Give the words of a text in order; `language` (ISO 639-1) tells whose endings come off."""
    folded = fold_text(text)
    tokens: list[Token] = []
    last = 0
    for match in _WORD.finditer(folded.text):
        gap = folded.text[last : match.start()]
        elided = _ELISION.match(text, folded.origins[match.start()]) if match.end() else None
        skipped = len(elided.group()) if elided is not None else 0
        tokens.append(_token(text, folded, match, gap, skipped, language))
        last = match.end()
    return tuple(tokens)


def _is_plural(one: str, other: str) -> bool:
    """Tell "Aleppos", a plural or a lost apostrophe, from other endings."""
    return one + "s" == other or other + "s" == one


def forms_of(word: str) -> tuple[Form, ...]:
    """Give the readings of a word: whole first, then with clitics and endings taken off."""
    if _CYRILLIC.match(word):
        return (Form(word), *map(Form, nominatives(word)))
    if _HEBREW.match(word):
        return tuple(_without_prefixes(word))
    if not _ARABIC.match(word):
        plural = word[:-1] if len(word) > 4 and word.endswith("s") else ""
        return (Form(word), Form(plural)) if plural else (Form(word),)
    whole = Form(word)
    found = [whole, *_without_preposition(whole)]
    if word[0] in _CONJUNCTIONS and len(word) > _SHORTEST_REST:
        rest = Form(word[1:], conjunction=word[0], cut=1)
        found += [rest, *_without_preposition(rest)]
    return tuple(found)


def _without_prefixes(word: str) -> Iterator[Form]:
    """Take "and", "in", "from", "to", "that", "the" off a Hebrew word, one after the other."""
    yield Form(word)
    conjunction = preposition = ""
    for cut in range(1, min(_MOST_PREFIXES, len(word) - _SHORTEST_REST) + 1):
        letter = word[cut - 1]
        if letter not in _HEBREW_PREFIXES:
            return
        conjunction = "و" if letter == "ו" else conjunction
        preposition = _HEBREW_PREFIXES[letter] or preposition
        yield Form(word[cut:], conjunction, preposition, cut)


def _without_preposition(form: Form) -> list[Form]:
    word = form.text
    if len(word) <= _SHORTEST_REST or word[0] not in _PREPOSITIONS:
        return []
    if word.startswith("لل") and len(word) > _SHORTEST_REST + 1:
        # The article's alif is not written after "for", so the name cannot be cut out.
        with_article = Form("ال" + word[2:], form.conjunction, "ل", form.cut)
        return [with_article, Form(word[1:], form.conjunction, "ل", form.cut + 1)]
    return [Form(word[1:], form.conjunction, word[0], form.cut + 1)]


def _token(
    text: str,
    folded: Folded,
    match: re.Match[str],
    gap: str,
    skipped: int,
    language: str | None,
) -> Token:
    start, end = match.start() + skipped, match.end()
    possessive = _POSSESSIVE.search(match.group())
    if possessive:
        end = start + possessive.start()
    word = folded.text[start:end].replace("'", "").replace(".", "")
    first, last = folded.span(start, end)
    surface = text[first:last]
    stems = uninflected(folded.text[start:end], surface, language)
    bare = (Form(stem, preposition="ب" if is_place else "") for stem, is_place in stems)
    forms = (*forms_of(word), *bare)
    return Token(
        word=word,
        surface=surface,
        start=first,
        end=last,
        gap=gap,
        is_joined=_JOIN.match(gap) is not None and "\n" not in gap,
        is_capital=surface[:1].isupper(),
        is_upper=surface.isupper(),
        is_possessive=possessive is not None or folded.text[end : end + 2] in ("' ", "'"),
        forms=(*forms, Form(word + "s")) if possessive else forms,
        starts=tuple(folded.origins[start:end]),
    )
