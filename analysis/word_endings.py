"""Takes Russian words back to their dictionary form: «Пальмире» may be «Пальмира»."""

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
    ("ами", ("ы", "а")),
    ("ыми", ("ые",)),
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
    ("ов", ("ы",)),
    ("ах", ("ы", "а")),
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
