"""Words, figures and marks of a text, folded, with the way back to the original.

`tokenise` cuts a text into tokens whose `text` is folded (see newsmon.lib.text) and whose `start`
and `end` count code points of the original. Figures keep their separators in one token ("12,500",
"1.5"); what only looks like a number (a web address, a clock time, "F-16") is a token of its own
kind, so that nobody counts it.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from newsmon.lib.text import fold_text


class TokenKind(StrEnum):
    WORD = "WORD"
    FIGURE = "FIGURE"
    MARK = "MARK"
    BREAK = "BREAK"  # the end of a line
    LINK = "LINK"
    DATE = "DATE"
    TIME = "TIME"
    DECADE = "DECADE"
    ORDINAL = "ORDINAL"
    PHONE = "PHONE"
    CODE = "CODE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token: its folded text, its span in the original, and whether a blank stands before."""

    text: str
    start: int
    end: int
    kind: TokenKind
    spaced: bool


# A tatweel between blanks or figures is a dash; folding would drop it.
_TATWEEL_DASH = re.compile(r"(?<=[\s\d])\u0640+(?=[\s\d])")
_LETTER = r"[^\W\d_]"
_NOT_IN_WORD = r"(?<![a-z0-9])(?<![a-zа-я]-)"
_FIGURE = (
    r"(?:\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)"  # lakhs, as the press of South Asia groups
    r"|\d{1,3}(?:(?P<sep>[,.٬،' ])\d{3})(?:(?P=sep)\d{3}){0,5}(?!\d)(?:[.,٫]\d{1,2}(?![\d]))?"
    r"|\d+[.,٫]\d+(?![\d.,/]\d|-\d+(?![\d.,٫]))|\d+،\d{1,2}(?=\s*(?:مليون|ملايين|مليار|الف))|\d+[½¼¾]|\d+)"
)
_WORD_PARTS = rf"(?P<WORD>{_LETTER}+(?:[']{_LETTER}+)*)"
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<LINK>https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[#@]\w+)",
            r"(?P<PHONE>(?:\+|\b00)\d[\d ().-]{6,}\d|\b\d{2,4}-\d{3,4}-\d{3,4}\b"
            r"|\b8 \d{3} \d{3}-\d{2}-\d{2}\b|\b\d{10,}\b)",
            r"(?P<DATE>\b\d{4}(?P<a>[-/.])\d{1,2}(?P=a)\d{1,2}\b|\b\d{1,2}(?P<b>[-/.])\d{1,2}(?P=b)\d{2,4}\b"
            r"|\b\d{3,4}/\d{4}\b)",
            r"(?P<TIME>\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2} ?h ?[0-5]\d\b)",
            r"(?P<DECADE>\b(?:1[89]|20)\d0'?s\b|(?<!\w)'\d0s\b)",
            r"(?P<ORDINAL>\b\d+(?:st|nd|rd|th|er|e|eme|ere)\b)",
            r"(?P<CODE>isbn:? ?[\d-]{10,}|[a-z]+-?\d+[\w-]*"
            r"|(?<!\w)(?!ال-)[\u0621-\u064a]{2,6}-\d{1,3}(?![\d.,])"  # "إف-16"
            r"|\b\d{1,3}° ?\d{1,2}'|\b\d{1,2}:\d\b"
            r"|\b(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))\d+(?:\.\d+)+\.\d+\b|\b\d+/\d+\b|\d+x\d+)",
            rf"(?P<FIGURE>{_NOT_IN_WORD}{_FIGURE})",
            _WORD_PARTS,
            r"(?P<BREAK>\n)",
            r"(?P<MARK>[^\s])",
        )
    )
)
# Turkish writes the case after an apostrophe ("20 bin'den fazla"): there it parts two words.
_SPLIT_TOKEN = re.compile(_TOKEN.pattern.replace(_WORD_PARTS, rf"(?P<WORD>{_LETTER}+)"))
_SUFFIX_AFTER_APOSTROPHE = frozenset({"tr", "fr", "ku"})
_BLANK_GROUP_LANGUAGES = frozenset({"fr", "ru", "uk"})


def tokenise(text: str, lang: str | None = None) -> tuple[Token, ...]:
    """Cut a text into tokens. `lang` (ISO 639-1) only decides whether a blank may group digits."""
    folded = fold_text(_TATWEEL_DASH.sub(lambda m: "-" * len(m.group()), text))
    found: list[Token] = []
    position = 0
    pattern = _SPLIT_TOKEN if lang in _SUFFIX_AFTER_APOSTROPHE else _TOKEN
    while match := pattern.search(folded.text, position):
        start, end = match.start(), _end(match, folded.text, lang, text, folded.origins)
        origin_start, origin_end = folded.span(start, end)
        while origin_end < len(text) and unicodedata.category(text[origin_end]) == "Mn":
            origin_end += 1
        found.append(
            Token(
                text=folded.text[start:end],
                start=origin_start,
                end=origin_end,
                kind=TokenKind(match.lastgroup or "MARK"),
                spaced=start == 0 or folded.text[start - 1].isspace(),
            )
        )
        position = end
    return tuple(found)


def _end(
    match: re.Match[str], folded: str, lang: str | None, text: str, origins: tuple[int, ...]
) -> int:
    """Give where the token ends: a plain blank groups digits only where that is the custom."""
    if match.lastgroup != "FIGURE" or " " not in match.group():
        return match.end()
    groups = match.group().split(" ")
    plain = text[origins[match.start() + len(groups[0])]] == " "
    if not plain or lang in _BLANK_GROUP_LANGUAGES or len(groups) > 2 or groups[1] == "000":
        return match.end()
    return match.start() + len(groups[0])
