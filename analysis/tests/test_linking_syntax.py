"""The words around a name tell whether it acts."""

import pytest

from analysis.linking.syntax import Mention, decide, is_verb
from analysis.word_forms import tokenise


def verdicts(text: str, *names: str) -> list[bool]:
    """Decide for names given as they are folded, clitics off."""
    tokens = tokenise(text)
    mentions = []
    for name in names:
        at, form = next(
            (at, form)
            for at, token in enumerate(tokens)
            for form in token.forms
            if form.text == name
        )
        mentions.append(Mention(at, at, form.preposition, form.conjunction))
    decided = decide(tokens, mentions)
    return [decided[mention.first] for mention in mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أعلنت تركيا الهدنة", ["تركيا"]),
        ("تركيا تتهم روسيا", ["تركيا"]),
        ("اتهمت تركيا روسيا", ["تركيا", "روسيا"]),
        ("هدنة بين روسيا وتركيا", ["روسيا", "تركيا"]),
        ("اتفاق بين الحركة (حماس) وإسرائيل", ["اسراييل"]),
        ("من قبل روسيا", ["روسيا"]),
        ("بدعم من إيران", ["ايران"]),
        ("الحرب ضد روسيا", ["روسيا"]),
        ("Turkey has agreed", ["turkey"]),
        ("Turkey, Russia and Iran met", ["turkey", "russia", "iran"]),
        ("accused Turkey of shelling", ["turkey"]),
        ("an army led by Turkey", ["turkey"]),
        ("Turkey-led talks", ["turkey"]),
    ],
)
def test_who_does_or_is_addressed_acts(text: str, names: list[str]) -> None:
    assert verdicts(text, *names) == [True] * len(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وصلوا إلى تركيا", ["تركيا"]),
        ("نزحوا بتركيا", ["تركيا"]),
        ("الحدود بين سوريا وتركيا", ["سوريا", "تركيا"]),
        ("داخل سوريا", ["سوريا"]),
        ("أغلقت الشرطة شوارع أنقرة", ["انقره"]),
        ("زار المدير القاهرة والتقى نظيره", ["القاهره"]),
        ("in Turkey and Iraq", ["turkey", "iraq"]),
        ("the border between Turkey and Syria", ["turkey", "syria"]),
        ("Turkey's border is shut", ["turkey"]),
        ("Turkey-backed fighters", ["turkey"]),
        ("left for Armenia, Yerevan said", ["armenia"]),
    ],
)
def test_where_something_happens_does_not_act(text: str, names: list[str]) -> None:
    assert verdicts(text, *names) == [False] * len(names)


def test_a_list_of_two_without_and_is_no_list() -> None:
    assert verdicts("left for Armenia, Yerevan said", "armenia", "yerevan") == [False, True]


@pytest.mark.parametrize("word", ["أعلنت", "وسيعلن", "خرقته", "accused", "says"])
def test_verbs_are_told_in_their_forms(word: str) -> None:
    assert is_verb(tokenise(word)[0])


@pytest.mark.parametrize("word", ["دعمه", "بيان", "بين", "state", "house"])
def test_nouns_are_no_verbs(word: str) -> None:
    assert not is_verb(tokenise(word)[0])
