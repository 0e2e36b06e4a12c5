"""Takes words back to their dictionary form: «Пальмире» may be «Пальмира», "Minbicê" "Minbic"."""

import re
from collections.abc import Iterator

# A case ending and what stands in its place in the nominative, the longest endings first.
_ENDINGS = (
    ("ского", ("ский",)),
    ("скому", ("ский",)),
    ("ским", ("ский",)),
    ("ском", ("ский",)),
    ("скую", ("ская",)),
    ("ской", ("ская", "ский")),
    ("ого", ("ый", "ий", "ой")),
    ("ому", ("ый", "ий", "ой")),
    ("ией", ("ия",)),
    ("ами", ("ы", "а", "и")),
    ("ыми", ("ые",)),
    ("ими", ("ие",)),
    ("ями", ("и", "я")),
    ("ых", ("ые",)),
    ("их", ("ие",)),
    ("ым", ("", "ый")),
    ("им", ("ий",)),
    ("ую", ("ая",)),
    ("юю", ("яя",)),
    ("ой", ("а", "ая")),
    ("ей", ("я", "ь")),
    ("ом", ("", "о")),
    ("ем", ("й", "ь", "")),
    ("ов", ("ы", "и")),
    ("ев", ("и", "ы")),
    ("ах", ("ы", "а", "и")),
    ("ях", ("и", "я")),
    ("ам", ("ы", "а", "и")),
    ("ям", ("и", "я")),
    ("ью", ("ь",)),
    ("ии", ("ия", "ий")),
    ("ию", ("ия", "ий")),
    ("ия", ("ий",)),
    ("ая", ("ай",)),
    ("ае", ("ай",)),
    ("а", ("", "о")),
    ("я", ("ь", "й")),
    ("у", ("", "а")),
    ("ю", ("ь", "й", "я")),
    ("е", ("", "а", "я", "ь", "й", "о")),
    ("ы", ("а", "")),
    ("и", ("я", "ь", "а", "")),
)
_SHORTEST_STEM = 3  # letters

# Turkish and Kurdish write the endings of names behind an apostrophe.
_APOSTROPHE = re.compile(
    r"'(?:[dt][ae]n?|[yn]?[aei]|[yns]?[iu]n?|n[dt][ae]n?|n?[iu]n|l[ae]|yl[ae]|l[ae]r\w*|k[i]|"
    r"n?[dt][ae]ki\w*|y[dt]\w+|[dt][iu]r?|y?an)$"
)
# Of bodies Turkish writes them onto the noun, which is possessive («ordusu») or a plural.
_TURKISH = re.compile(
    r"(?<=[iu])(?:n[iu]n|n[aeiu]|nd[ae]n?|yl[ae])$|(?<=l[ae]r)(?:in?|[ae]|d[ae]n?)$"
)
_TURKISH_PLACE = re.compile(r"(?:na|ne|nd[ae]n?|d[ae]n?|[ae])$")
# Endings of Kurdish that no other language has, and those that are read in Kurdish texts alone.
_KURMANJI_SURE = re.compile(r"(?:y?[êî]|yan|yê)$")
_KURMANJI = re.compile(r"y?(?:a|an|ên)$|(?<=[aeêiîoû])y[aêî]$")
_SORANI = re.compile(
    r"ي?دا$|ي?هوه$|(?<=ا)وه$|ي?هكاني?$|(?<=..[^ي])اني?$|يش$|(?<=[اوه])ش$|(?<=[اوهي])ي$"
)
_PERSIAN = re.compile(r"هاي?$|(?<=[اوه])ي$")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_WITHIN = "دا"


def nominatives(word: str) -> tuple[str, ...]:
    """Give the dictionary forms that a word, folded to small letters, may be a case of."""
    for ending, others in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            found = [stem + other for other in others]
            if len(ending) > 1:
                found += nominatives_of_vowel(word)
            return tuple(dict.fromkeys(found))
    return ()


def nominatives_of_vowel(word: str) -> tuple[str, ...]:
    """Give the forms for the last letter alone: «России» by «и», not only by «ии»."""
    return tuple(
        word[:-1] + other
        for ending, others in _ENDINGS
        if ending == word[-1] and len(word) > _SHORTEST_STEM
        for other in others
    )


def uninflected(folded: str, surface: str, language: str | None) -> Iterator[tuple[str, bool]]:
    """Give what a name of a Turkish, Kurdish or Persian text may be without its ending, folded,
    and whether that ending says where.

    `folded` is the word with its apostrophes, `surface` the same as it is written.
    """
    behind = _APOSTROPHE.search(folded)
    if behind is not None and surface[:1].isupper():
        yield folded[: behind.start()], behind.group()[1:].strip("yn")[:1] in ("d", "t", "a", "e")
    if _ARABIC.match(folded):
        ending = {"ku": _SORANI, "fa": _PERSIAN}.get(language or "")
        found = ending.search(folded) if ending is not None else None
        if found is not None and found.start() >= _SHORTEST_STEM:
            yield folded[: found.start()], found.group().endswith(_WITHIN)
        return
    if language == "tr" and (case := _TURKISH.search(folded)) is not None:
        yield folded[: case.start()], _TURKISH_PLACE.fullmatch(case.group()) is not None
    if surface[:1].isupper():
        yield from ((stem, False) for stem in _kurmanji(folded, surface, language))


def _kurmanji(folded: str, surface: str, language: str | None) -> Iterator[str]:
    patterns = (_KURMANJI_SURE, _KURMANJI) if language == "ku" else (_KURMANJI_SURE,)
    for pattern in patterns:
        found = pattern.search(surface)
        if found is not None and found.start() >= _SHORTEST_STEM:
            yield folded[: found.start() - len(surface)]
