"""Number words: one numeral read from tokens.

A numeral is figures, words or both ("1.2 million", "خمسة وعشرين ألفا", "300 ألف", "tens of
thousands"). Its value is a number of units; a numeral that names only an order of magnitude is
vague and its value is the smallest of that order.
"""

from dataclasses import dataclass, replace

from newsmon.lib.numeral_figures import figure_value
from newsmon.lib.numeral_lexicon import Lexicon, Word, WordKind, match_phrase
from newsmon.lib.tokens import Token, TokenKind

_TEENS = range(11, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A numeral over `tokens[first:last]`. `mantissa` is what stands before the multiplier and
    `scale` that multiplier (1: none), which a range may share."""

    first: int
    last: int
    value: float
    mantissa: float
    scale: float = 1
    is_vague: bool = False
    in_figures: bool = False
    is_round: bool = False
    is_dual_noun: bool = False
    definite: bool = False


def read(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read the longest numeral that begins at token `at`, None where none does."""
    return (
        _few(tokens, at, words)
        or _plural_phrase(tokens, at, words)
        or _plural(tokens, at, words)
        or _fraction(tokens, at, words)
        or _figures_or_words(tokens, at, words)
        or _dual_noun(tokens, at, words)
    )


def _few(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read "several thousand", "بضعة آلاف"."""
    size = match_phrase(tokens, at, words.few)
    if not size:
        return None
    position, value = at + size, 1.0
    while step := _order(tokens, position, words):
        value *= step
        position = _after_of(tokens, position + 1, words)
    position = _before_of(tokens, position, words)
    if value < 10:
        return None
    return Numeral(first=at, last=position, value=value, mantissa=1, scale=value, is_vague=True)


def _order(tokens: tuple[Token, ...], at: int, words: Lexicon) -> float:
    word = _word(tokens, at, words)
    if word is None:
        return 0
    kinds = (WordKind.PLURAL, WordKind.SCALE, WordKind.HUNDRED, WordKind.ROUND)
    return next((word.values[kind] for kind in kinds if kind in word.values), 0)


def _plural_phrase(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read what several words say as one order ("yüz binlerce")."""
    for phrase, value in words.plural_phrases:
        if tuple(t.text for t in tokens[at : at + len(phrase)]) == phrase:
            last = at + len(phrase)
            return Numeral(first=at, last=last, value=value, mantissa=1, scale=value, is_vague=True)
    for phrase, value in words.fixed_phrases:
        if tuple(t.text for t in tokens[at : at + len(phrase)]) == phrase:
            return Numeral(first=at, last=at + len(phrase), value=value, mantissa=1, scale=value)
    return None


def _plural(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read "thousands", "tens of thousands", "عشرات الآلاف", "بالمئات"."""
    word = _word(tokens, at, words)
    if word is None or WordKind.PLURAL not in word.values:
        return None
    value, position = word.values[WordKind.PLURAL], at + 1
    nxt = _after_of(tokens, position, words)
    while (order := _plural_order(tokens, nxt, words)) and order >= 1000:
        value, position = value * order, nxt + 1
        nxt = _after_of(tokens, position, words)
    if position == at + 1 and tokens[at].text in words.lists["plural_not_alone"]:
        return None
    value, position = _outdone(tokens, position, value, words)
    return Numeral(first=at, last=position, value=value, mantissa=1, scale=value, is_vague=True)


def _outdone(tokens: tuple[Token, ...], at: int, value: float, words: Lexicon) -> tuple[float, int]:
    """Read on over "hundreds, if not thousands", of which the smaller is said, and over "المئات بل
    الآلاف", which takes the first back."""
    flat = words.phrases["flat"]
    start = at + _is_comma(tokens, at)
    doubt = match_phrase(tokens, start, flat["or_more"])
    size = doubt or match_phrase(tokens, start, flat["outdone_by"])
    other = _plural(tokens, start + size, words) if size else None
    if other is None or other.value <= value:
        return value, at
    end = other.last + _is_comma(tokens, other.last) if doubt else other.last
    return (value if doubt else other.value), end


def _is_comma(tokens: tuple[Token, ...], at: int) -> bool:
    return at < len(tokens) and tokens[at].text in (",", "\u060c")


def _plural_order(tokens: tuple[Token, ...], at: int, words: Lexicon) -> float:
    word = _word(tokens, at, words)
    if word is None or word.joined:
        return 0
    return word.values.get(WordKind.PLURAL, word.values.get(WordKind.SCALE, 0))


def _fraction(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read "half a million", "ربع مليون", "three quarters of a million"."""
    position, part = at, 0.0
    if position < len(tokens) and tokens[position].text in words.lists["article"]:
        position += 1
    if match_three := match_phrase(tokens, position, words.phrases["flat"]["three_quarters"]):
        position, part = position + match_three, 0.75
    elif (word := _word(tokens, position, words)) and WordKind.HALF in word.values:
        position, part = position + 1, word.values[WordKind.HALF]
    if not part:
        return None
    position = _after_of(tokens, position, words) + _is_hyphen(tokens, position)
    if position < len(tokens) and tokens[position].text in words.lists["article"]:
        position += 1
    scale = _scale(tokens, position, words)
    if not scale:
        return None
    return Numeral(
        first=at, last=position + 1, value=round(part * scale), mantissa=part, scale=scale
    )


def _scale(tokens: tuple[Token, ...], at: int, words: Lexicon) -> float:
    word = _word(tokens, at, words)
    return 0 if word is None or word.joined else word.values.get(WordKind.SCALE, 0)


def _dual_noun(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    word = _word(tokens, at, words)
    if word is None or WordKind.DUAL_NOUN not in word.values:
        return None
    return Numeral(first=at, last=at + 1, value=2, mantissa=2, is_dual_noun=True)


def _figures_or_words(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read groups joined into one value: "مليون و200 ألف", "two hundred and fifty thousand"."""
    group = _group(tokens, at, words)
    if group is None:
        return None
    total, position, scale, first = group.value, group.last, group.scale, group
    lowest = scale
    while lowest >= 1000:
        part = _fraction_after(tokens, position, lowest, words)
        if part is not None:
            total, position = total + part[0], part[1]
            break
        joined = _joined_group(tokens, position, lowest, words)
        if joined is None:
            break
        total, position, lowest = total + joined.value, joined.last, joined.scale
    mantissa = first.mantissa if position == first.last else total / first.scale
    return Numeral(
        first=at, last=position, value=round(total) if total >= 100 else total,
        mantissa=mantissa, scale=scale, in_figures=first.in_figures, is_round=first.is_round,
        definite=first.definite,
    )  # fmt: skip


def _joined_group(
    tokens: tuple[Token, ...], at: int, lowest: float, words: Lexicon
) -> Numeral | None:
    """Read a smaller group after a multiplier, where the language joins it there."""
    position, word = at, _word(tokens, at, words)
    joined = word is not None and word.joined
    if position < len(tokens) and tokens[position].text in words.lists["joiner"]:
        position, joined = position + 1, True
    group = _group(tokens, position, words)
    if group is None or group.value >= lowest or group.is_round:
        return None
    if words.lists["joiner"] and not joined and (group.in_figures or "و" in words.lists["joiner"]):
        return None
    # "20 million and 300,000" are two numbers; "مليون و200 ألف" and "2 milyon 300 bin" are one.
    if group.in_figures and "and" in words.lists["joiner"]:
        return None
    return group


def _fraction_after(
    tokens: tuple[Token, ...], at: int, scale: float, words: Lexicon
) -> tuple[float, int] | None:
    """Read "ونصف المليون", "and a half" after a multiplier: what it adds, and where it ends."""
    position, word = at, _word(tokens, at, words)
    joined = word is not None and word.joined
    if position < len(tokens) and tokens[position].text in words.lists["joiner"]:
        position, joined = position + 1, True
    if position < len(tokens) and tokens[position].text in words.lists["article"]:
        position += 1
    word = _word(tokens, position, words)
    if word is None or not joined or WordKind.HALF not in word.values:
        return None
    position += 1
    repeated = _scale(tokens, position, words)
    return word.values[WordKind.HALF] * scale, position + (repeated == scale)


def _group(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read one value with its multiplier: "20 ألف", "two hundred thousand", "ألفي"."""
    if at >= len(tokens):
        return None
    word = _word(tokens, at, words)
    if word is not None and WordKind.DUAL in word.values:
        return _simple(at, word, WordKind.DUAL, 2)
    if word is not None and WordKind.ROUND in word.values:
        return _simple(at, word, WordKind.ROUND, 1)
    small = _figures(tokens, at, words) or _small(tokens, at, words)
    if small is None:
        return _bare_scale(tokens, at, words)
    small = _with_half(tokens, small, words)
    scale, position = 1.0, small.last
    while step := _multiplier(tokens, position, words):
        scale, position = scale * step, position + 1 + _is_hyphen(tokens, position)
    if scale == 1:
        return small
    return Numeral(
        first=at, last=position, value=round(small.value * scale), mantissa=small.value,
        scale=scale, in_figures=small.in_figures, definite=small.definite,
    )  # fmt: skip


def _with_half(tokens: tuple[Token, ...], small: Numeral, words: Lexicon) -> Numeral:
    """Read "one and a half" where a multiplier follows."""
    half = _fraction_after(tokens, small.last, 1, words)
    if small.last < len(tokens) and tokens[small.last].text in words.lists["and_a_half"]:
        half = 0.5, small.last + 1  # "bir buçuk milyon"
    if half is None or not _multiplier(tokens, half[1], words):
        return small
    value = small.value + half[0]
    return replace(small, value=value, mantissa=value, last=half[1])


def _multiplier(tokens: tuple[Token, ...], at: int, words: Lexicon) -> float:
    """Give the multiplier at `at`, the letter of "300k" included, 0 for none."""
    at += _is_hyphen(tokens, at)
    if at < len(tokens) and not tokens[at].spaced and tokens[at].text in words.suffixes:
        return words.suffixes[tokens[at].text]
    return _scale(tokens, at, words)


def _simple(at: int, word: Word, kind: WordKind, mantissa: float) -> Numeral:
    value = word.values[kind]
    return Numeral(
        first=at, last=at + 1, value=value, mantissa=mantissa, scale=value / mantissa,
        is_round=kind is WordKind.ROUND, definite=word.definite,
    )  # fmt: skip


def _bare_scale(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read "a million", "مليون", "ألفا شخص" (a dual, unless more of the number follows)."""
    position = at
    if tokens[at].text in words.lists["article"]:
        position += 1
    word = _word(tokens, position, words)
    if word is None:
        return None
    kind = WordKind.SCALE if WordKind.SCALE in word.values else WordKind.HUNDRED
    scale = word.values.get(kind, 0)
    if not scale:
        return None
    following = _multiplier(tokens, position + 1, words)
    last = position + 2 if following and kind is WordKind.HUNDRED else position + 1
    scale *= following if last == position + 2 else 1
    count = 2 if _is_bare_dual(tokens, position, words) else 1
    return Numeral(
        first=at, last=last, value=count * scale, mantissa=count, scale=scale,
        definite=word.definite,
    )  # fmt: skip


def _is_bare_dual(tokens: tuple[Token, ...], at: int, words: Lexicon) -> bool:
    """Tell "مليونا شخص" (two million) from "مليونًا ونصف", "ألفًا و200" and "عشرين ألفا"."""
    token = tokens[at]
    if token.text.lstrip("وفبلك") not in ("الفا", "مليونا", "مليارا"):
        return False
    if token.end - token.start > len(token.text):  # vowel marks: the accusative is written out
        return False
    nxt = _word(tokens, at + 1, words)
    joined = nxt is not None and nxt.joined
    return not joined and (at + 1 >= len(tokens) or tokens[at + 1].text != "و")


def _figures(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    token = tokens[at]
    if token.kind is not TokenKind.FIGURE:
        return None
    swapped = _swapped_groups(tokens, at, words)
    if swapped is not None:
        return swapped
    value = figure_value(token.text, multiplied=bool(_multiplier(tokens, at + 1, words)))
    return Numeral(first=at, last=at + 1, value=value, mantissa=value, in_figures=True)


def _swapped_groups(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read "000 29" and "724 11": right-to-left documents store the groups of 29,000 so."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind is not TokenKind.FIGURE or not words.lists["glued"]:
        return None
    low, high = tokens[at].text, following.text
    is_split = len(low) == 3 and low.isdigit() and high.isdigit() and len(high) <= 3
    if not is_split or not (low[0] == "0" or len(high) < 3):
        return None
    value = int(high) * 1000 + int(low)
    return Numeral(first=at, last=at + 2, value=value, mantissa=value, in_figures=True)


def _small(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Numeral | None:
    """Read words below a thousand: "مئة وخمسة وعشرين", "two hundred and fifty"."""
    value, position, definite = 0.0, at, False
    last_kind: WordKind | None = None
    if tokens[at].text in words.lists["article"] and _is_hundred(tokens, at + 1, words):
        value, position, last_kind = 1.0, at + 1, WordKind.UNIT
    while True:
        step = _small_step(tokens, position, value, last_kind, words)
        if step is None:
            break
        word, kind, position = step
        definite = definite or (value == 0 and word.definite)
        value = _add(value, word.values[kind], kind, last_kind)
        last_kind = kind
    if last_kind is None:
        return None
    return Numeral(first=at, last=position, value=value, mantissa=value, definite=definite)


def _is_hundred(tokens: tuple[Token, ...], at: int, words: Lexicon) -> bool:
    word = _word(tokens, at, words)
    return word is not None and word.values.get(WordKind.HUNDRED) == 100


def _add(value: float, amount: float, kind: WordKind, last: WordKind | None) -> float:
    if kind is WordKind.HUNDRED and amount == 100 and last in (WordKind.UNIT, WordKind.TEN):
        return value * 100
    return value + amount


def _small_step(
    tokens: tuple[Token, ...], at: int, value: float, last: WordKind | None, words: Lexicon
) -> tuple[Word, WordKind, int] | None:
    """Give the next word of a small number, its part in it and where reading goes on."""
    joined, position = False, at
    if last is not None and position < len(tokens):
        if tokens[position].text in words.lists["joiner"]:
            joined, position = True, position + 1
        position += _is_hyphen(tokens, position)
    compound = _compound(tokens, position, words)
    if compound is not None and last in (None, WordKind.HUNDRED):
        return compound[0], WordKind.TEN, position + compound[1]
    word = _word(tokens, position, words)
    if word is None:
        return None
    joined = joined or word.joined
    order = (WordKind.HUNDRED, WordKind.TEN, WordKind.UNIT)
    kind = next((k for k in order if k in word.values), None)
    if kind is None or not _may_follow(kind, word.values[kind], value, last, joined, words):
        return None
    return word, kind, position + 1


def _compound(tokens: tuple[Token, ...], at: int, words: Lexicon) -> tuple[Word, int] | None:
    """Read a ten of several words ("quatre-vingt-dix"): its value and how many tokens it takes."""
    first = tokens[at].text if at < len(tokens) else ""
    for phrase, value in words.compounds:
        if phrase[0] == first and tuple(t.text for t in tokens[at : at + len(phrase)]) == phrase:
            return Word(values={WordKind.TEN: value}), len(phrase)
    return None


def _may_follow(
    kind: WordKind, amount: float, value: float, last: WordKind | None, joined: bool, words: Lexicon
) -> bool:
    if last is None:
        return not (kind is WordKind.HUNDRED and amount == 100 and "a" in words.lists["article"])
    arabic = bool(words.lists["glued"])
    if kind is WordKind.HUNDRED:
        # "twelve hundred" is said in English alone.
        is_teens = last is WordKind.TEN and value in _TEENS and "a" in words.lists["article"]
        return amount == 100 and (last is WordKind.UNIT or is_teens) and not joined
    if last is WordKind.HUNDRED:
        return joined or not words.lists["joiner"] or not arabic
    if kind is WordKind.TEN and last is WordKind.UNIT:
        units = value % 100
        teen = amount == 10 and not joined and arabic
        return teen or (arabic and joined and amount >= 20 and units < 10)
    return kind is WordKind.UNIT and last is WordKind.TEN and amount < 10 and not arabic


def _word(tokens: tuple[Token, ...], at: int, words: Lexicon) -> Word | None:
    return words.words.get(tokens[at].text) if at < len(tokens) else None


def _is_hyphen(tokens: tuple[Token, ...], at: int) -> bool:
    return at < len(tokens) and tokens[at].text == "-" and not tokens[at].spaced


def _after_of(tokens: tuple[Token, ...], at: int, words: Lexicon) -> int:
    return at + (at < len(tokens) and tokens[at].text in words.lists["of"])


def _before_of(tokens: tuple[Token, ...], at: int, words: Lexicon) -> int:
    return at - (tokens[at - 1].text in words.lists["of"])
