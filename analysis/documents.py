"""Cuts a text into sentences with exact offsets and marks what is not the article's own body.

A newline ends a paragraph. Within a paragraph a sentence ends at . ! ? ؟ or an ellipsis (with the
quotes and brackets that close after it), but not after an abbreviation, an initial, in a number,
or where a small Latin letter follows. Nothing is cut by length.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from analysis.records import Sentence
from newsmon.lib.text import alternation, fold

_DATA = Path(__file__).parent / "data" / "documents.json"
_WORDS: dict[str, list[str]] = json.loads(_DATA.read_text(encoding="utf-8"))

_LINE = re.compile(r"[^\n\r\u2028\u2029\u0085]+")
_STOP = re.compile(r"(?:\.{2,}|[.!?؟…。])+[\"'”’»)\]\u200e\u200f\u202c\u2069]*")
_WORD_BEFORE = re.compile(r"(?:^|[\s(\[\"'“‘«/–—-])([^\s(\[\"“«]+)$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NEXT_WORD = re.compile(r"[\s\"'“‘«(\[\u200e\u200f\u202a-\u202e\u2066-\u2069]*([^\W\d_]+|\d)")

# Before these a full stop is part of the word whatever follows.
_TITLES = frozenset(_WORDS["abbreviations_before_any_word"])
# Before these it is where a number follows.
_NUMBERED = frozenset(_WORDS["abbreviations_before_a_number"])
# Before these it is, unless a sentence plainly starts after it.
_SHORTENED = frozenset(_WORDS["abbreviations_inside_a_sentence"])
_STARTERS = frozenset(_WORDS["words_that_start_a_sentence"])

_BULLET = re.compile(r"^[\s\u200e\u200f]*(?:[-–—*•·▪●◦◾■♦►▶»→]|>{1,2})\s*(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.!?؟…][\"'”’»)\]\u200e\u200f]*\s*$")
_ENDS_OPEN = re.compile(r"[:：]\s*$")
_HEADLINE_WORDS = 22  # longer bullets are paragraphs, not links to other stories

_LINK_CUE = re.compile(rf"^\W*{alternation(_WORDS['link_cues'])}\s*(?P<mark>[:|»>←-]|\.{{2,}}|…|$)")
# These open a link line even without a colon after them.
_PLAIN_LINK_CUE = re.compile(
    r"^\W*(?:اقرا (?:ايضا|المزيد|كذلك)|طالع (?:ايضا|المزيد)|شاهد ايضا|read (?:more|also|next)\b"
    r"|also read\b|see also\b|sign up (?:for|to)\b|subscribe to\b|follow us\b|click here\b|تابعونا)"
)

_NAME_OF_CREDIT = alternation(_WORDS["photo_credits"])
_CREDIT = rf"{_NAME_OF_CREDIT}(?:[\s/,،:-]+[\w\s./،,'-]{{0,60}})?"
_CAPTION_END = re.compile(
    rf"(?:[(\[]\s*(?:[\w\s./،,'-]{{0,40}}[\s/،-])?{_CREDIT}\s*[)\]]|[/|©]\s*{_NAME_OF_CREDIT})\s*$"
)
_CAPTION_START = re.compile(
    r"^\W*(?:(?:file |handout )?(?:photo|image|picture|credit|caption|source image)s?"
    r"(?: (?:by|credit|courtesy)\b|\s*[:|])"
    r"|(?:ال)?صوره?(?: (?:ارشيفيه?|من الارشيف))?\s*:|تصوير\s*[:/]|©)"
)
# Datelines are told by capitals, so these are matched as written.
_AGENCY = "(?:" + "|".join(map(re.escape, _WORDS["agencies"])) + ")"
_DATELINE = re.compile(
    r"^[\s\u200e\u200f]*(?:"
    # BEIRUT (Reuters) - | GAZA CITY, May 5 (Xinhua) --
    rf"[A-Z][\w .,'’/-]{{1,60}}\([\w .&/-]{{0,30}}{_AGENCY}[\w .&/-]{{0,20}}\)\s*[-–—:]{{1,2}}\s"
    # BEIRUT - | GAZA CITY, Gaza Strip —
    r"|[A-Z]{3}[A-Z .'’-]{0,30}(?:, [A-Z][\w .'’-]{2,30})?\s(?:[–—]|--?)\s(?=[\"“‘']?[A-Z0-9])"
    # دمشق - سانا: | غزة (رويترز) - | أنقرة/ الأناضول
    rf"|[\u0621-\u064a][\u0621-\u064a ]{{1,25}}\s*"
    rf"(?:[(«]\s*{_AGENCY}\s*[)»]\s*[-–—:/]|[-–—/]\s*«?{_AGENCY}»?\s*[-–—:/])\s"
    r")"
)
_BYLINE = re.compile(
    r"^\W*(?:\(?(?:additional )?(?:reporting|writing|editing) by\b|by [a-z'. -]{3,40}$"
    r"|(?:كتب|كتبت|اعداد|تحرير|ترجمه|المصدر)\s*[:/]|copyright\b|all rights reserved|جميع الحقوق)"
)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a text into sentences, in order; blank lines give none."""
    lines = [match for match in _LINE.finditer(text) if match.group().strip()]
    bodies = _body_lines([line.group() for line in lines])
    found: list[Sentence] = []
    for paragraph, (line, is_body) in enumerate(zip(lines, bodies, strict=True)):
        begin = _dateline_end(line.group())
        for start, end in _cut(line.group(), begin):
            quote = line.group()[start:end]
            found.append(
                Sentence(
                    start=line.start() + start,
                    end=line.start() + end,
                    text=quote,
                    paragraph=paragraph,
                    is_body=is_body and start >= begin and not _is_link_cue(quote),
                )
            )
    return tuple(found)


def _cut(line: str, start: int) -> Iterator[tuple[int, int]]:
    yield from _trimmed(line, 0, start)
    for stop in _STOP.finditer(line, start):
        if _ends_sentence(line, stop):
            yield from _trimmed(line, start, stop.end())
            start = stop.end()
    yield from _trimmed(line, start, len(line))


def _dateline_end(line: str) -> int:
    """Give where the text begins after "BEIRUT (Reuters) -" or «دمشق - سانا:», else 0."""
    match = _DATELINE.match(line)
    return match.end() if match else 0


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    bare = piece.strip()
    if any(character.isalnum() for character in bare):
        offset = start + piece.index(bare)
        yield offset, offset + len(bare)


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(line, stop.end())
    if following is None:
        return line[stop.end() :].strip() == ""
    word = following.group(1)
    if word[0].islower():  # only scripts with letter case: Arabic letters are neither
        return False
    glued = following.start(1) == stop.end()
    mark = stop.group()
    if mark.startswith(("..", "…")):  # a pause in Arabic headlines and speech
        return word[0].isupper() and not glued
    if glued and mark.startswith("."):
        return _is_missing_blank(line, stop.start(), following)
    return not (mark.startswith(".") and _is_abbreviation(line[: stop.start()], word))


def _is_missing_blank(line: str, at: int, following: re.Match[str]) -> bool:
    """Tell "انتهى.وقال" and "ended.The" from decimals, addresses and initials."""
    before = _WORD_BEFORE.search(line[:at])
    word = following.group(1)
    if before is None or word.isdigit() or len(word) < 3:
        return False
    last = before.group(1)
    if len(last) < 3 or not last[-1].isalpha() or "." in last or "@" in last or "/" in last:
        return False
    rest = line[following.end(1) : following.end(1) + 1]
    if rest == ".":
        return False
    return not word[0].isascii() or (word[0].isupper() and last[-1].islower() and rest in (" ", ""))


def _is_abbreviation(before: str, following: str) -> bool:
    match = _WORD_BEFORE.search(before)
    if match is None:
        return False
    word = fold(match.group(1))
    if word in _TITLES:
        return True
    if word in _NUMBERED:
        return following.isdigit()
    if word in _SHORTENED or ("." in word and _INITIALS.fullmatch(word)):
        return fold(following) not in _STARTERS
    return len(word) == 1 and word.isalpha()


def _body_lines(lines: list[str]) -> list[bool]:
    bullets = [bool(_BULLET.match(line)) for line in lines]
    is_list = sum(bullets) * 2 > len(lines)
    verdicts: list[bool] = []
    in_links = False
    listed = is_list
    for line, bullet in zip(lines, bullets, strict=True):
        if _is_link_cue(line):
            in_links = True
            verdicts.append(False)
            continue
        in_links = in_links and not _ENDS_SENTENCE.search(line)
        if not bullet:
            listed = is_list or bool(_ENDS_OPEN.search(line))
        headline = bullet and not listed and _is_headline(line)
        verdicts.append(not (in_links or headline or _is_apparatus(line)))
    return verdicts


def _is_headline(line: str) -> bool:
    return not _ENDS_SENTENCE.search(line) and len(line.split()) <= _HEADLINE_WORDS


def _is_link_cue(line: str) -> bool:
    folded = fold(line.strip())
    if _PLAIN_LINK_CUE.match(folded):
        return len(folded.split()) <= _HEADLINE_WORDS
    match = _LINK_CUE.match(folded)
    return match is not None and len(folded.split()) <= _HEADLINE_WORDS


def _is_apparatus(line: str) -> bool:
    """Tell captions, credits and bylines; a full stop before the credit makes it a sentence."""
    folded = fold(line.strip())
    if _BYLINE.match(folded) or _CAPTION_START.match(folded):
        return True
    credit = _CAPTION_END.search(folded)
    return credit is not None and not _ENDS_SENTENCE.search(folded[: credit.start()])
