"""A surname means whom the text names in full, at the date of the text."""

import pytest

from analysis.tests.test_linking import Linker, gazetteer, linker, registry

__all__ = ["gazetteer", "linker", "registry"]


@pytest.mark.parametrize(
    ("text", "tagged", "actors"),
    [
        (
            "وصل عقيلة صالح إلى طبرق، وقال صالح إنه باق.",
            {"عقيلة صالح": "PER", "صالح إنه"[:4]: "PER"},
            ["aguila-saleh", "aguila-saleh"],
        ),
        (
            "Masrour Barzani spoke first, and Barzani spoke long.",
            {"Masrour Barzani": "PER"},
            ["masrour-barzani"],
        ),
    ],
)
def test_a_full_name_names_its_bearer(
    linker: Linker, text: str, tagged: dict[str, str], actors: list[str]
) -> None:
    found = [e.actor for e in linker(text, "2021-05-02", tagged) if e.actor]
    assert found[: len(actors)] == actors[: len(found)]
    assert found[0] == actors[0]


def test_a_surname_of_nobody_else_is_the_one_named_in_full(linker: Linker) -> None:
    text = "The deal was shown to Nechirvan Barzani. A week later Barzani signed it."
    entities = linker(text, "2019-11-28", {"Nechirvan Barzani": "PER"})
    assert [e.actor for e in entities if e.actor] == ["nechirvan-barzani"]
    last = text.rindex("Barzani")
    tagged = {"Nechirvan Barzani": "PER", "Barzani signed"[:7]: "PER"}
    spans = linker(text, "2019-11-28", tagged)
    assert all(e.start < last or e.actor in (None, "nechirvan-barzani") for e in spans)


def test_a_stranger_of_the_surname_is_nobody(linker: Linker) -> None:
    text = "Linda Clinton runs a bakery. Clinton opens at six."
    tagged = {"Linda Clinton": "PER"}
    assert linker.actors(text, "2010-01-02", **tagged) == []


@pytest.mark.parametrize(
    ("day", "actor"),
    [("1998-12-16", "bill-clinton"), ("2011-03-02", "hillary-clinton")],
)
def test_the_date_tells_the_bearers_of_a_surname_apart(
    linker: Linker, day: str, actor: str
) -> None:
    assert linker.actors("Clinton spoke in Geneva.", day, Clinton="PER") == [actor]
    assert linker.actors("قال كلينتون إنه مستعد.", day, كلينتون="PER") == [actor]


@pytest.mark.parametrize("calling", ["المخرج", "اللاعب"])
def test_another_calling_makes_a_namesake(linker: Linker, calling: str) -> None:
    assert linker.actors(f"ضحك {calling} كاميرون طويلا.", "2012-05-20", كاميرون="PER") == []
    assert linker.actors("قال كاميرون إنه سيعود.", "2012-05-20", كاميرون="PER") == ["david-cameron"]


def test_a_rank_before_a_surname_is_no_other_name(linker: Linker) -> None:
    tagged = {"General Aoun": "PER"}
    assert linker.actors("General Aoun left the palace.", "1990-10-13", **tagged) == ["michel-aoun"]
    tagged = {"Fadi Aoun": "PER"}
    assert linker.actors("Fadi Aoun left the palace.", "1990-10-13", **tagged) == []


def test_a_surname_that_is_a_word_needs_its_country(linker: Linker) -> None:
    assert linker.actors("اتهم هادي الحوثيين في صنعاء.", "2015-03-21")[:1] == [
        "abdrabbuh-mansur-hadi"
    ]
    assert "abdrabbuh-mansur-hadi" not in linker.actors("كان البحر هادي الموج.", "2015-03-21")


def test_two_people_in_a_row_are_no_title_and_its_holder(linker: Linker) -> None:
    text = "اجتمع الرئيس الأوكراني وبايدن في واشنطن."
    assert linker.actors(text, "2021-09-01", بايدن="PER")[:2] == ["volodymyr-zelensky", "joe-biden"]
