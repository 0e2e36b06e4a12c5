"""What counts as a reprint, and what is a form filled in anew."""

from random import Random

import pytest

from ingest.reprints import BANDS, buckets, is_reprint, repeated, words_of

ENGLISH = (
    "Convoy reaches Talawdi\n"
    "A convoy of 40 trucks with flour and medicine reached the besieged town of Talawdi on "
    "Tuesday, the first in five months, aid workers said.\n"
    "The drivers had waited nine days at the river because the bridge was mined.\n"
    "Doctors in the town's only hospital said children were being treated for hunger.\n"
    "Both sides have promised not to fire on the road until the end of the week."
)
ARABIC = (
    "قافلة تصل إلى تلودي\n"
    "وصلت قافلة من 40 شاحنة محملة بالدقيق والدواء يوم الثلاثاء إلى مدينة تلودي المحاصرة، وهي "
    "الأولى منذ خمسة أشهر، بحسب عمال إغاثة.\n"
    "وانتظر السائقون تسعة أيام عند النهر لأن الجسر كان ملغوما.\n"
    "وقال أطباء في المستشفى الوحيد إن أطفالا يعالجون من الجوع.\n"
    "وتعهد الطرفان بعدم إطلاق النار على الطريق حتى نهاية الأسبوع."
)
BOTH = pytest.mark.parametrize("text", [ENGLISH, ARABIC])


def judge(text: str, original: str) -> bool:
    words, others = words_of(text), words_of(original)
    return bool(set(buckets(words)) & set(buckets(others))) and is_reprint(words, others)


def body(text: str) -> str:
    return text.partition("\n")[2]


@BOTH
def test_another_headline_makes_no_new_report(text: str) -> None:
    assert judge("Help at last — النجدة أخيرا\n" + body(text), text)


@BOTH
def test_an_agency_line_and_a_missing_end_make_no_new_report(text: str) -> None:
    cut = "\n".join(text.split("\n")[:-1])
    assert judge(cut.replace("\n", "\n(Nile Wire) ", 1), text)


def test_a_polished_sentence_makes_no_new_report() -> None:
    polished = ENGLISH.replace("aid workers said", "according to aid workers")
    assert judge(polished.replace("had waited", "waited"), ENGLISH)
    assert judge(ARABIC.replace("بحسب عمال", "وفق ما قال عمال"), ARABIC)


@pytest.mark.parametrize(
    ("text", "was", "now"),
    [
        (ENGLISH, "40 trucks", "25 trucks"),
        (ENGLISH, "nine days", "three days"),
        (ENGLISH, "on Tuesday", "on Friday"),
        (ARABIC, "40 شاحنة", "٢٥ شاحنة"),
        (ARABIC, "تسعة أيام", "ثلاثة أيام"),
        (ARABIC, "يوم الثلاثاء", "يوم الجمعة"),
    ],
)
def test_another_figure_or_day_is_another_report(text: str, was: str, now: str) -> None:
    assert was in text
    assert not judge(text.replace(was, now), text)


def test_a_form_with_other_names_is_another_report() -> None:
    other = ENGLISH
    for was, now in (
        ("Talawdi", "Dilling"),
        ("flour and medicine", "lentils and blankets"),
        ("at the river", "at the pass"),
        ("the bridge was", "the slope was"),
        ("children were", "mothers were"),
    ):
        other = other.replace(was, now)
    assert repeated(words_of(other), words_of(ENGLISH)) > 0.3
    assert not judge(other, ENGLISH)


@BOTH
def test_digits_of_another_script_and_marks_change_nothing(text: str) -> None:
    marked = text.replace("40", "٤٠").replace("ق", "قَـ").replace("'", "’")
    assert judge(marked, text)


def test_a_report_that_goes_on_says_more_than_the_flash_before_it() -> None:
    first = "\n".join(ENGLISH.split("\n")[:3])
    assert judge(first, ENGLISH)
    more = ENGLISH + (
        "\nIn the market a kilo of sugar was sold for the wage of a week, a teacher told us."
        "\nThe mayor asked for a second convoy before the rains close the last track."
        "\nNone of the trucks carried fuel, and the mill stands still, so the flour comes ground."
    )
    assert not judge(more, first)


def test_a_number_of_thousands_of_digits_is_a_word_like_another() -> None:
    assert judge(ENGLISH.replace("40", "4" * 5000), ENGLISH) is False


def test_flashes_have_no_buckets_and_repeat_nothing() -> None:
    flash = words_of("عاجل\nانفجار قرب المطار")
    assert buckets(flash) == []
    assert not is_reprint(flash, flash)
    assert buckets(words_of("")) == []


def test_buckets_are_signed_and_the_same_in_every_process() -> None:
    keys = buckets(words_of(ENGLISH))
    assert len(keys) == BANDS
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert keys[0] == KNOWN


# Stored rows were made with it: if it changes, all fingerprints have to be made anew.
KNOWN = 4645672876209104494


@pytest.mark.timeout(60)
def test_a_text_of_few_words_again_and_again_is_compared_in_time() -> None:
    random = Random(7)
    texts = [tuple(random.choices("abcde", k=8000)) for _ in range(2)]
    assert is_reprint(*texts)
