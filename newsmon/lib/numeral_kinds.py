"""What kind of number a number is: a count, a year, a price, a resolution's number.

The kind is told by the words beside the number (data/numerals.json) and by its form; what nothing
marks is a count.
"""

from enum import StrEnum

from newsmon.lib.numeral_lexicon import Lexicon, match_phrase, match_phrase_before
from newsmon.lib.numeral_words import Numeral, read
from newsmon.lib.tokens import Token, TokenKind


class NumberKind(StrEnum):
    COUNT = "COUNT"
    YEAR = "YEAR"
    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    AGE = "AGE"
    MONEY = "MONEY"
    PERCENT = "PERCENT"
    DISTANCE = "DISTANCE"
    MEASURE = "MEASURE"
    ORDINAL = "ORDINAL"
    SCORE = "SCORE"
    PHONE = "PHONE"
    LABEL = "LABEL"
    OTHER = "OTHER"


_CURRENCY = frozenset("$€£₪₺¥﷼₽") | {"usd", "eur", "gbp", "sar"}
_OPENING = frozenset("(«\"'[")
_CLOSING = frozenset(")»\"']")
_SIGNS = dict.fromkeys(_CURRENCY, NumberKind.MONEY) | {
    "%": NumberKind.PERCENT,
    "٪": NumberKind.PERCENT,
    "°": NumberKind.MEASURE,
}
_YEARS_OLD = (("year", "old"), ("years", "old"), ("year", "-", "old"))
_BEFORE_YEAR = frozenset({"(", ",", "،", "/", "-", "of", "and", "to"})
_LONGEST_MONTH = 31
# "on a single day 11,000 fled": days of a war are not counted so far.
_LONGEST_SIEGE = 2000
_YEARS = range(1800, 2100)
# Years of the hijra, by the sun (Iran) and by the moon.
_SOLAR_YEARS = range(1340, 1480)
# "3,000-odd people" counts; any other word after a hyphen makes a name ("F-16").
_ROUNDINGS = frozenset({"odd", "plus", "some", "strong"})
# Both sides of a score stay small; a larger "48-16" is a vote.
_SCORE_LIMIT = 20


def kind_of(
    tokens: tuple[Token, ...], low: Numeral, high: Numeral | None, words: Lexicon
) -> NumberKind:
    last = high.last if high else low.last
    if low.is_vague or low.is_dual_noun:
        kind = _kind_after(tokens, last, words)
        return kind if kind in _VAGUE_KINDS else NumberKind.COUNT
    if _is_phone(tokens, low.first):
        return NumberKind.PHONE
    for rule in (_money_before, _kind_of_year, _kind_of_label, _kind_of_score):
        found = rule(tokens, low, high, words)
        if found is not None:
            return found
    kind = _kind_after(tokens, last, words)
    if kind is NumberKind.DATE and (low.scale != 1 or low.value > _LONGEST_MONTH):
        kind = None  # "half a million may leave"
    if kind is not None:
        return kind
    return _kind_of_rest(tokens, low, last)


_VAGUE_KINDS = frozenset(
    {NumberKind.MONEY, NumberKind.DISTANCE, NumberKind.MEASURE, NumberKind.DURATION}
)


def _is_phone(tokens: tuple[Token, ...], at: int) -> bool:
    """Find "0212 555 44 33": groups of figures in a row, the first of which begins with 0."""
    first = at
    while first > 0 and tokens[first - 1].kind is TokenKind.FIGURE:
        first -= 1
    text = tokens[first].text
    return text.isdigit() and text[:1] == "0" and text[1:2] not in ("", "0")


def _money_before(
    tokens: tuple[Token, ...], low: Numeral, high: Numeral | None, words: Lexicon
) -> NumberKind | None:
    del high
    if low.first == 0:
        return None
    before = tokens[low.first - 1].text
    if before in _CURRENCY:
        return NumberKind.MONEY
    if before in ("%", "\u066a") and not tokens[low.first].spaced:
        return NumberKind.PERCENT
    percent = words.phrases["kind_before"].get("PERCENT", ())
    return NumberKind.PERCENT if match_phrase_before(tokens, low.first, percent) else None


def _kind_of_year(
    tokens: tuple[Token, ...], low: Numeral, high: Numeral | None, words: Lexicon
) -> NumberKind | None:
    """Tell a year by the word before it, the month beside it, or its partner in a span."""
    before = words.phrases["kind_before"]
    first = before_opening(tokens, low.first)
    while first and tokens[first - 1].text in _CLOSING:
        first -= 1
    if match_phrase_before(tokens, first, before.get("MONTH", ())) and low.scale == 1:
        if _looks_like_year(tokens, low):
            return NumberKind.YEAR
        return NumberKind.DATE if low.value <= _LONGEST_MONTH else None
    if low.scale != 1 or low.value != int(low.value) or not _looks_like_year(tokens, low):
        return None
    if high is not None and high.scale == 1 and high.value < 2100:
        return NumberKind.YEAR
    last = high.last if high else low.last
    if match_phrase(tokens, last, words.phrases["kind_after"].get("YEAR", ())):
        return NumberKind.YEAR
    if match_phrase_before(tokens, first, before.get("YEAR", ())):
        return NumberKind.YEAR
    if _has_year_before(tokens, first, before.get("YEAR", ())):
        return NumberKind.YEAR
    return _lone_year(tokens, low)


def _looks_like_year(tokens: tuple[Token, ...], numeral: Numeral) -> bool:
    bare = tokens[numeral.first].text.isdigit() and numeral.last == numeral.first + 1
    return bare and (numeral.value in _YEARS or numeral.value in _SOLAR_YEARS)


def _has_year_before(
    tokens: tuple[Token, ...], first: int, year_words: tuple[tuple[str, ...], ...]
) -> bool:
    """Read the second year of "عامي 2009 و2014", and "of the year 2014"."""
    if first < 3 or tokens[first - 1].text not in ("و", "الي", "and", "to", "-", "/"):
        return False
    year = tokens[first - 2]
    if year.kind is not TokenKind.FIGURE or not year.text.isdigit():
        return False
    return int(year.text) in _YEARS or bool(match_phrase_before(tokens, first - 2, year_words))


def _lone_year(tokens: tuple[Token, ...], low: Numeral) -> NumberKind | None:
    """Take "(2006)", "half of 2010." and "the 1951 Convention" for years."""
    if low.value not in range(1900, 2100):
        return None
    before = tokens[low.first - 1].text if low.first else ""
    after = tokens[low.last] if low.last < len(tokens) else None
    is_closed = after is None or after.kind is not TokenKind.WORD
    if before == "the" or (is_closed and before in _BEFORE_YEAR):
        return NumberKind.YEAR
    return None


def _kind_of_label(
    tokens: tuple[Token, ...], low: Numeral, high: Numeral | None, words: Lexicon
) -> NumberKind | None:
    """Tell a resolution's number, a clock time, an age and an ordinal by the word before."""
    del high
    before, first = words.phrases["kind_before"], before_opening(tokens, low.first)
    first = _label_start(tokens, first, before.get("LABEL", ()))
    for name in ("ORDINAL", "LABEL", "TIME", "AGE"):
        if match_phrase_before(tokens, first, before.get(name, ())):
            if name == "ORDINAL" and not (low.definite or _has_article(tokens, low)):
                continue
            if low.scale == 1 and not (name == "ORDINAL" and low.value >= _LONGEST_SIEGE):
                return NumberKind(name)
    if low.first and tokens[low.first - 1].text in ("#", "/") and not tokens[low.first].spaced:
        return NumberKind.LABEL
    return None


def _label_start(tokens: tuple[Token, ...], first: int, labels: tuple[tuple[str, ...], ...]) -> int:
    """Give where to look for the label of the second of "resolutions 242 and 338"."""
    if first < 3 or tokens[first - 1].text not in ("and", "\u0648"):
        return first
    is_pair = tokens[first - 2].kind is TokenKind.FIGURE
    return first - 2 if is_pair and match_phrase_before(tokens, first - 2, labels) else first


def _has_article(tokens: tuple[Token, ...], low: Numeral) -> bool:
    before = tokens[low.first - 1].text if low.first else ""
    return before in ("ال", "وال", "day")


def _kind_of_score(
    tokens: tuple[Token, ...], low: Numeral, high: Numeral | None, words: Lexicon
) -> NumberKind | None:
    """Take "3-1" and "2-0" for scores: the pair of a range rises and counts something."""
    at = low.last
    if high is not None or at >= len(tokens) or tokens[at].text != "-" or low.scale != 1:
        return _second_of_score(tokens, low)
    other = read(tokens, at + 1, words)
    if other is not None and _kind_after(tokens, other.last, words) is NumberKind.OTHER:
        return NumberKind.OTHER  # "a 120-85 vote"
    if other is None or tokens[at].spaced != (at + 1 < len(tokens) and tokens[at + 1].spaced):
        return None
    return NumberKind.SCORE if max(low.value, other.value) <= _SCORE_LIMIT * 5 else None


def _second_of_score(tokens: tuple[Token, ...], low: Numeral) -> NumberKind | None:
    if low.first < 2 or tokens[low.first - 1].text != "-" or tokens[low.first].spaced:
        return None
    glued = not tokens[low.first - 1].spaced
    is_pair = tokens[low.first - 2].kind is TokenKind.FIGURE and glued
    return NumberKind.SCORE if is_pair and low.value <= _SCORE_LIMIT * 5 else None


def _kind_after(tokens: tuple[Token, ...], last: int, words: Lexicon) -> NumberKind | None:
    """Tell the kind by the unit after the number, over a closing bracket and an adjective."""
    at = last
    while at < len(tokens) and (
        tokens[at].text in _CLOSING or tokens[at].text in words.lists["of"]
    ):
        at += 1
    is_hyphened = at < len(tokens) and tokens[at].text == "-" and not tokens[at].spaced
    at += is_hyphened
    if at < len(tokens) and tokens[at].text in _SIGNS:
        return _SIGNS[tokens[at].text]
    found = _unit(tokens, at, words, is_hyphened=is_hyphened)
    if found is NumberKind.DURATION and match_phrase(tokens, at, _YEARS_OLD):
        return NumberKind.AGE
    is_named = at < len(tokens) and tokens[at].kind is TokenKind.WORD
    if found is None and is_hyphened and is_named and tokens[at].text not in _ROUNDINGS:
        return NumberKind.LABEL
    return found


def _unit(
    tokens: tuple[Token, ...], at: int, words: Lexicon, *, is_hyphened: bool
) -> NumberKind | None:
    best, found = 0, None
    for name, phrases in words.phrases["kind_after"].items():
        size = match_phrase(tokens, at, phrases) or _with_article(tokens, at, phrases)
        if size > best and not (name in ("YEAR", "DATE") and is_hyphened):
            best, found = size, NumberKind(name)
    return found


def _with_article(tokens: tuple[Token, ...], at: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """Match an Arabic unit with its article ("مئات الكيلومترات")."""
    text = tokens[at].text if at < len(tokens) else ""
    return int(text.startswith("ال") and (text[2:],) in phrases)


def _kind_of_rest(tokens: tuple[Token, ...], low: Numeral, last: int) -> NumberKind:
    if low.value != int(low.value):
        return NumberKind.OTHER
    if low.definite and low.scale == 1 and low.value < 100:
        return NumberKind.OTHER
    before = tokens[low.first - 1] if low.first else None
    after = tokens[last] if last < len(tokens) else None
    in_commas = before is not None and before.text == "," and after is not None
    if in_commas and after is not None and after.text == "," and low.in_figures:
        return NumberKind.AGE if 5 <= low.value <= 99 and low.scale == 1 else NumberKind.COUNT
    if not low.in_figures and low.value == 1 and low.scale == 1:
        return NumberKind.OTHER
    return NumberKind.COUNT


def before_opening(tokens: tuple[Token, ...], first: int) -> int:
    """Step over a quotation mark, a bracket and an Arabic clitic before figures."""
    start = first
    while start > 0 and tokens[start - 1].text in _OPENING:
        start -= 1
    if start > 1 and tokens[start - 1].text == "-" and len(tokens[start - 2].text) == 1:
        return start - 1  # Hebrew writes "מ-20"
    if start > 0 and tokens[start - 1].text in ("ال", "ب", "ل") and start == first:
        clitic = tokens[start - 1]
        start -= not tokens[start].spaced and clitic.kind is TokenKind.WORD
    return start
