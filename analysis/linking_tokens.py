"""Words of a text as linking compares them: folded, with their clitics taken off in every way.

Arabic writes "and", "so", "in", "for", "as" onto the next word: «وأنقرة», «بسوريا», «لليمن».
`Token.forms` holds what may remain; only a form that is a known name is ever used, so «بيان»
never becomes «يان».
"""

import re
from dataclasses import dataclass

from newsmon.lib.text import Folded, fold_text

# "u.s." is one word; an apostrophe inside a word belongs to it.
_WORD = re.compile(r"(?:[a-z]\.){2,}[a-z]?(?!\w)|[^\W_]+(?:'[^\W_]+)*")
_POSSESSIVE = re.compile(r"(?<=\w)'s?$")
_JOIN = re.compile(r"[\s\"'\-«»]*$")
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_SHORTEST_REST = 2  # letters: «وتل» holds the first word of a name
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

    def start_of(self, form: Form) -> int:
        """Give the original offset where a form of the word begins."""
        return self.starts[form.cut] if form.cut < len(self.starts) else self.start


def tokenise(text: str) -> tuple[Token, ...]:
    """Give the words of a text in order."""
    folded = fold_text(text)
    tokens: list[Token] = []
    last = 0
    for match in _WORD.finditer(folded.text):
        tokens.append(_token(text, folded, match, folded.text[last : match.start()]))
        last = match.end()
    return tuple(tokens)


def forms_of(word: str) -> tuple[Form, ...]:
    """Give the readings of a word: whole first, then with clitics taken off."""
    if not _ARABIC.match(word):
        plural = word[:-1] if len(word) > 4 and word.endswith("s") else ""
        return (Form(word), Form(plural)) if plural else (Form(word),)
    whole = Form(word)
    found = [whole, *_without_preposition(whole)]
    if word[0] in _CONJUNCTIONS and len(word) > _SHORTEST_REST:
        rest = Form(word[1:], conjunction=word[0], cut=1)
        found += [rest, *_without_preposition(rest)]
    return tuple(found)


def _without_preposition(form: Form) -> list[Form]:
    word = form.text
    if len(word) <= _SHORTEST_REST or word[0] not in _PREPOSITIONS:
        return []
    if word.startswith("لل") and len(word) > _SHORTEST_REST + 1:
        # The article's alif is not written after "for", so the name cannot be cut out.
        with_article = Form("ال" + word[2:], form.conjunction, "ل", form.cut)
        return [with_article, Form(word[1:], form.conjunction, "ل", form.cut + 1)]
    return [Form(word[1:], form.conjunction, word[0], form.cut + 1)]


def _token(text: str, folded: Folded, match: re.Match[str], gap: str) -> Token:
    start, end = match.span()
    possessive = _POSSESSIVE.search(match.group())
    if possessive:
        end = start + possessive.start()
    word = folded.text[start:end].replace("'", "").replace(".", "")
    first, last = folded.span(start, end)
    surface = text[first:last]
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
        forms=(*forms_of(word), Form(word + "s")) if possessive else forms_of(word),
        starts=tuple(folded.origins[start:end]),
    )
