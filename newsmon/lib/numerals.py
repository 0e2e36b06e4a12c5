"""Numbers in news text: what they count for, how exact they are, and what kind they are.

`find_numbers` reads figures of all scripts, number words, ranges and vague orders in Arabic and
English, and plainer forms in Turkish, Persian, French, Russian, Hebrew and Kurdish. A year, a
price, a percentage or a resolution's number is found too, with its kind, so that no one takes it
for a count.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from newsmon.lib.numeral_kinds import NumberKind, before_opening, kind_of
from newsmon.lib.numeral_lexicon import (
    Lexicon,
    languages,
    lexicon,
    match_phrase,
    match_phrase_before,
)
from newsmon.lib.numeral_words import Numeral, read
from newsmon.lib.tokens import Token, TokenKind, tokenise

__all__ = ["Number", "NumberKind", "Quantity", "find_in_tokens", "find_numbers"]


class Quantity(StrEnum):
    """How exactly a number is given. The names are those of analysis.records.Quantifier."""

    EXACT = "EXACT"
    APPROXIMATELY = "APPROXIMATELY"
    MORE_THAN = "MORE_THAN"
    LESS_THAN = "LESS_THAN"
    RANGE = "RANGE"
    VAGUE = "VAGUE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text. `start..end` spans its quantifier too, `number_start..number_end` the
    number alone. `value` is the smallest order of a vague one; `high` is None but for a range. A
    fraction without a multiplier is OTHER and its value is rounded down."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: int
    high: int | None
    quantity: Quantity
    kind: NumberKind
    in_figures: bool
    is_dual_noun: bool = False


_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC_SCRIPT = re.compile(r"[\u0400-\u04ff]")
_HEBREW_SCRIPT = re.compile(r"[\u0590-\u05ff]")

_ARABIC_CLITICS = frozenset("وفبل")
_DASHES = frozenset({"-", "\u2014"})
# How many words may stand between "exceeded the number of displaced ..." and its number.
_COUNT_PHRASE_WORDS = 10
_CHANGE_REACH = 12
# How far before "the number of" the verb of who estimates it may stand, in words.
_ESTIMATE_REACH = 6
_RATIO_LIMIT = 100
# "500 people at least", "500 عائلة نازحة على الأقل".
_WORDS_BEFORE_AT_LEAST = 2

_SPECIAL_KINDS = {
    TokenKind.DATE: NumberKind.DATE,
    TokenKind.TIME: NumberKind.TIME,
    TokenKind.DECADE: NumberKind.YEAR,
    TokenKind.ORDINAL: NumberKind.ORDINAL,
    TokenKind.PHONE: NumberKind.PHONE,
    TokenKind.CODE: NumberKind.LABEL,
}


def find_numbers(text: str, lang: str | None = None) -> list[Number]:
    """Find the numbers of a text in their order. `lang` is an ISO 639-1 code; None or a language
    without a table is guessed from the script. Offsets count code points of `text`."""
    language = _language(text, lang)
    return find_in_tokens(tokenise(text, language), language)


def find_in_tokens(tokens: tuple[Token, ...], lang: str) -> list[Number]:
    """Find the numbers of a text already cut into tokens."""
    words = lexicon(lang)
    found: list[Number] = []
    position = 0
    while position < len(tokens):
        special = _special(tokens, position)
        numeral = None if special else read(tokens, position, words)
        if special is not None:
            found.append(special)
            position += 1
        elif numeral is not None and not _is_weekday(tokens, numeral):
            numbers, position = _numbers(tokens, numeral, words)
            if _is_ratio(tokens, numeral, words):
                numbers = [replace(number, kind=NumberKind.OTHER) for number in numbers]
            found.extend(numbers)
            if numbers[-1].kind is NumberKind.PERCENT:
                position += match_phrase(tokens, position, words.phrases["kind_after"]["PERCENT"])
        else:
            position += 1
    return found


def _language(text: str, lang: str | None) -> str:
    code = (lang or "").split("-")[0]
    code = "ku" if code in ("ckb", "sdh") else code
    if code in languages():
        return code
    if _ARABIC_SCRIPT.search(text):
        return "ar"
    if _CYRILLIC_SCRIPT.search(text):
        return "ru"
    return "he" if _HEBREW_SCRIPT.search(text) else "en"


def _is_ratio(tokens: tuple[Token, ...], numeral: Numeral, words: Lexicon) -> bool:
    """Find either half of "nine in 10", "9 out of 10", "تسعة من كل عشرة"."""
    ratio = words.phrases["flat"]["ratio"]
    if not ratio or numeral.scale != 1:
        return False
    before = match_phrase_before(tokens, numeral.first, ratio)
    if before and numeral.value <= _RATIO_LIMIT:
        previous = tokens[numeral.first - before - 1] if numeral.first > before else None
        is_number = previous is not None and (
            previous.kind is TokenKind.FIGURE or previous.text in words.words
        )
        return is_number
    after = match_phrase(tokens, numeral.last, ratio)
    other = read(tokens, numeral.last + after, words) if after else None
    return other is not None and other.value <= _RATIO_LIMIT and numeral.value < other.value


def _special(tokens: tuple[Token, ...], at: int) -> Number | None:
    token = tokens[at]
    kind = _SPECIAL_KINDS.get(token.kind)
    if kind is None:
        return None
    digits = re.sub(r"\D", "", token.text)[:9]
    return Number(
        start=token.start, end=token.end, number_start=token.start, number_end=token.end,
        value=int(digits or 0), high=None, quantity=Quantity.EXACT, kind=kind, in_figures=True,
    )  # fmt: skip


def _is_weekday(tokens: tuple[Token, ...], numeral: Numeral) -> bool:
    """Tell Monday ("الاثنين") and "one of" ("أحد", "إحدى") from two and one."""
    if numeral.last - numeral.first > 1 or numeral.in_figures:
        return False
    text = tokens[numeral.first].text.lstrip("وفبلك")
    is_monday = numeral.definite and text in ("الاثنين", "اثنين")
    return is_monday or text in ("احد", "احدي", "الاحد")


def _numbers(
    tokens: tuple[Token, ...], numeral: Numeral, words: Lexicon
) -> tuple[list[Number], int]:
    """Make the number that begins with `numeral`, or the two of "rose from X to Y"."""
    second = _range_end(tokens, numeral, words)
    if second is None:
        return [_number(tokens, numeral, None, words)], numeral.last
    low = _shared(numeral, second)
    if _is_change(tokens, numeral, words):
        before = replace(_number(tokens, low, None, words), kind=NumberKind.OTHER)
        return [before, _number(tokens, second, None, words)], second.last
    if low.value < second.value:
        return [_number(tokens, low, second, words)], second.last
    return [_number(tokens, numeral, None, words)], numeral.last


def _range_end(tokens: tuple[Token, ...], low: Numeral, words: Lexicon) -> Numeral | None:
    """Read the second end of a range: "X-Y", "X to Y", "between X and Y", "بين X وY"."""
    if low.is_vague or low.is_dual_noun:
        return None
    between = match_phrase_before(tokens, low.first, words.phrases["flat"]["between"])
    at = low.last
    if at < len(tokens) and tokens[at].text in _DASHES:
        return _plain(read(tokens, at + 1, words))
    flat = words.phrases["flat"]
    linking = match_phrase(tokens, at, flat["range_and"] if between else flat["range_to"])
    if linking:
        return _plain(read(tokens, at + linking, words))
    return _plain(read(tokens, at, words)) if between and _is_joined(tokens, at, words) else None


def _plain(numeral: Numeral | None) -> Numeral | None:
    return None if numeral is None or numeral.is_vague or numeral.is_dual_noun else numeral


def _is_joined(tokens: tuple[Token, ...], at: int, words: Lexicon) -> bool:
    word = words.words.get(tokens[at].text) if at < len(tokens) else None
    return word is not None and word.joined


def _shared(low: Numeral, high: Numeral) -> Numeral:
    """Give the low end the multiplier of the high one: "20 to 30 thousand", "3-4 مليون"."""
    if low.scale == 1 and high.scale > 1 and low.value < 1000 and low.value < high.mantissa:
        return replace(low, value=low.value * high.scale, scale=high.scale)
    return low


def _is_change(tokens: tuple[Token, ...], low: Numeral, words: Lexicon) -> bool:
    """Tell "rose from X to Y" (two numbers) from "from X to Y people" (a range)."""
    if not match_phrase_before(tokens, low.first, words.phrases["flat"]["range_from"]):
        return False
    before = tokens[max(0, low.first - _CHANGE_REACH) : low.first]
    return any(token.text.lstrip("وف") in words.lists["change"] for token in before)


def _number(
    tokens: tuple[Token, ...], low: Numeral, high: Numeral | None, words: Lexicon
) -> Number:
    last = high.last if high else low.last
    kind = kind_of(tokens, low, high, words)
    quantity, first, end = _quantity(tokens, low.first, last, words)
    if high is not None:
        quantity = Quantity.RANGE
    elif low.is_vague:
        quantity = Quantity.VAGUE
    elif low.is_round and quantity is Quantity.EXACT:
        quantity = Quantity.APPROXIMATELY
    return Number(
        start=tokens[first].start, end=tokens[end - 1].end,
        number_start=tokens[low.first].start, number_end=tokens[last - 1].end,
        value=int(low.value), high=int(high.value) if high else None,
        quantity=quantity, kind=kind, in_figures=low.in_figures, is_dual_noun=low.is_dual_noun,
    )  # fmt: skip


def _quantity(
    tokens: tuple[Token, ...], first: int, last: int, words: Lexicon
) -> tuple[Quantity, int, int]:
    """Give how exactly the number is given and the tokens that say it."""
    quantity, start = _quantity_before(tokens, first, words)
    end = last
    after = words.phrases["quantifier_after"]
    for at in range(last, last + 1 + _WORDS_BEFORE_AT_LEAST):
        sizes = {name: match_phrase(tokens, at, phrases) for name, phrases in after.items()}
        name = max(sizes, key=lambda key: sizes[key], default="")
        if name and sizes[name] and quantity in (Quantity.EXACT, Quantity.APPROXIMATELY):
            return Quantity(name), start, at + sizes[name] if at == last else end
        if at >= len(tokens) or tokens[at].kind is not TokenKind.WORD:
            break
    if last < len(tokens) and tokens[last].text == "+" and not tokens[last].spaced:
        quantity, end = Quantity.MORE_THAN, last + 1
    return quantity, start, end


def _quantity_before(tokens: tuple[Token, ...], first: int, words: Lexicon) -> tuple[Quantity, int]:
    start = before_opening(tokens, first)
    start -= match_phrase_before(tokens, start, words.phrases["flat"]["between"])
    start -= match_phrase_before(tokens, start, words.phrases["flat"]["fillers"])
    before = words.phrases["quantifier_before"]
    sizes = {name: match_phrase_before(tokens, start, phrases) for name, phrases in before.items()}
    name = max(sizes, key=lambda key: sizes[key], default="")
    if name and sizes[name]:
        return Quantity(name), start - sizes[name]
    glued = _glued_before(tokens, start, words)
    if glued is not None:
        return glued, start - 1
    distant = _count_phrase(tokens, start, words)
    return (distant, first) if distant else (Quantity.EXACT, first)


def _glued_before(tokens: tuple[Token, ...], start: int, words: Lexicon) -> Quantity | None:
    """Read a one-word quantifier with "and" or a preposition glued to it ("ونحو", "لنحو")."""
    text = tokens[start - 1].text if start else ""
    if len(text) < 4 or text[0] not in _ARABIC_CLITICS:
        return None
    for name, phrases in words.phrases["quantifier_before"].items():
        if (text[1:],) in phrases:
            return Quantity(name)
    return None


def _count_verb(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Quantity | None:
    """Give what the verb right before "the number of" says, by its longest phrase, or that
    somebody estimates the number ("تقدر المنظمة عدد النازحين بـ")."""
    sizes = {
        name: match_phrase_before(
            tokens, at, tuple(p for p in phrases if name != "LESS_THAN" or len(p) > 1)
        )
        for name, phrases in words.phrases["quantifier_before"].items()
    }
    name = max(sizes, key=lambda key: sizes[key], default="")
    if name and sizes[name]:
        return Quantity(name)
    near = tokens[max(0, at - _ESTIMATE_REACH) : at]
    estimated = any(token.text.lstrip("وف") in words.lists["estimate"] for token in near)
    return Quantity.APPROXIMATELY if estimated else None


def _count_phrase(tokens: tuple[Token, ...], start: int, words: Lexicon) -> Quantity | None:
    """Read "تجاوز عدد النازحين المليون": the verb, then what is counted, then the number."""
    counts = words.phrases["flat"]["quantifier_count"]
    for at in range(start - 1, max(0, start - _COUNT_PHRASE_WORDS), -1):
        if tokens[at].kind is not TokenKind.WORD:
            return None
        if not match_phrase(tokens, at, counts):
            continue
        verb = _count_verb(tokens, at, words)
        if verb is not None:
            return verb
        glued = _glued_before(tokens, at, words)
        if glued is not None:
            return glued
    return None
