from random import Random

import pytest

from training.augment import Rates, as_read, joined, vary, with_clitic
from training.corpora import Sentence
from training.names import Pool, pool, read_pools

NEVER = Rates(other_name=0, clitic=0)
ALWAYS = Rates(other_name=1, clitic=0)


def sentence(language: str, words: str, tags: str) -> Sentence:
    return Sentence(
        corpus="made", language=language, words=tuple(words.split()), tags=tuple(tags.split())
    )


@pytest.mark.parametrize(
    ("clitic", "word", "written"),
    [
        ("و", "أنقرة", "وأنقرة"),
        ("ل", "الأردن", "للأردن"),
        ("ول", "العراق", "وللعراق"),
        ("ب", "العراق", "بالعراق"),
        ("ب", "«دمشق", "«دمشق"),
    ],
)
def test_a_clitic_is_written_onto_the_name(clitic: str, word: str, written: str) -> None:
    assert with_clitic(clitic, word) == written


def test_another_name_takes_the_place_and_the_tags_of_a_name() -> None:
    pools = {("en", "PER"): pool({"Lina al-Haddad": 1.0})}
    before = sentence("en", "Samir met Omar Saleh today", "B-PER O B-PER I-PER O")
    after = vary(before, pools, ALWAYS, Random(1))
    assert after.words == ("Lina", "al-Haddad", "met", "Lina", "al-Haddad", "today")
    assert after.tags == ("B-PER", "I-PER", "O", "B-PER", "I-PER", "O")


def test_names_without_a_pool_and_other_words_stay() -> None:
    before = sentence("tr", "Ankara sustu", "B-LOC O")
    assert vary(before, {("ar", "LOC"): pool({"دمشق": 1.0})}, ALWAYS, Random(1)) == before


def test_nothing_changes_at_rates_of_zero() -> None:
    before = sentence("ar", "قال أحمد في دمشق", "O B-PER O B-LOC")
    assert vary(before, read_pools(), NEVER, Random(1)) == before


def test_only_arabic_takes_clitics() -> None:
    rates = Rates(other_name=0, clitic=1)
    assert vary(sentence("en", "Homs", "B-LOC"), {}, rates, Random(1)).words == ("Homs",)
    assert vary(sentence("ar", "حمص", "B-LOC"), {}, rates, Random(1)).words[0].endswith("حمص")
    assert vary(sentence("ar", "حمص", "B-LOC"), {}, rates, Random(1)).words != ("حمص",)


def test_a_possessive_is_written_onto_its_word() -> None:
    after = joined(sentence("en", "Iraq 's army of Doha", "B-LOC O O O B-LOC"))
    assert after.words == ("Iraq's", "army", "of", "Doha")
    assert after.tags == ("B-LOC", "O", "O", "B-LOC")


def test_a_quote_after_punctuation_and_other_languages_stay() -> None:
    for before in (sentence("en", ". 's", "O O"), sentence("tr", "Urfa 's", "B-LOC O")):
        assert joined(before) == before


def test_words_become_those_that_the_name_finder_sees() -> None:
    after = as_read(sentence("ar", "(حماس) وقعت", "B-ORG O"))
    assert after.words == ("(", "حماس", ")", "وقعت")
    assert after.tags == ("B-ORG", "I-ORG", "I-ORG", "O")


def test_a_pool_draws_by_weight() -> None:
    names: Pool = pool({"often": 99.0, "never": 0.0})
    assert {names.draw(Random(seed)) for seed in range(50)} == {"often"}


def test_the_registry_gives_names_of_each_type_in_arabic_and_english() -> None:
    pools = read_pools()
    assert set(pools) == {(lang, kind) for lang in ("ar", "en") for kind in ("PER", "ORG", "LOC")}
    assert all(len(names.names) > 100 for names in pools.values())
