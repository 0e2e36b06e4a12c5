"""Sentences are whole and exact; other stories' headlines are not the article's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import split_sentences


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


def body(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text) if sentence.is_body]


def test_english_sentences_end_at_stops_and_closing_quotes() -> None:
    text = 'The army left. "We saw them go." Nobody returned! Why?'
    assert sentences(text) == ["The army left.", '"We saw them go."', "Nobody returned!", "Why?"]


def test_arabic_sentences_end_at_arabic_and_latin_marks() -> None:
    text = "هل عاد الأهالي؟ لم يعد أحد. وبقيت القرية خالية!"
    assert sentences(text) == ["هل عاد الأهالي؟", "لم يعد أحد.", "وبقيت القرية خالية!"]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Mazloum met Dr. Ali and Mr. Smith in the U.S. Embassy.",
        "About 1.5 million fled, or 2.25 in all.",
        "قال د. سامي الخطيب إن 1.3 مليون شخص نزحوا.",
        "The U.N. Security Council met on Oct. 9 in New York.",
        "“Is it over?” asked the mayor of the town.",
        "J. R. Haddad signed for the town.",
        "التقى أ. د. كمال حسن الوفد.",
        "The site example.org had the list.",
        "قال: «لن نعود... حتى ينسحبوا» ثم خرج.",
    ],
)
def test_stops_inside_a_sentence_do_not_cut_it(text: str) -> None:
    assert sentences(text) == [text]


def test_an_abbreviation_ends_a_sentence_where_another_plainly_starts() -> None:
    assert sentences("They flew to the U.S. The talks go on.") == [
        "They flew to the U.S.",
        "The talks go on.",
    ]


def test_a_missing_blank_after_the_stop_still_cuts() -> None:
    assert sentences("انتهت الجلسة.وقال الوفد إنه سيعود") == [
        "انتهت الجلسة.",
        "وقال الوفد إنه سيعود",
    ]
    assert sentences("It ended.The army left.") == ["It ended.", "The army left."]


def test_a_newline_ends_a_paragraph() -> None:
    found = split_sentences("عنوان بلا نقطة\n\nنص الخبر. جملة ثانية.")
    assert [s.paragraph for s in found] == [0, 1, 1]


def test_headlines_listed_amid_an_article_are_not_body() -> None:
    text = (
        "نزح 300 شخص من البلدة.\n"
        "- مقتل 12 شخصا في هجوم آخر\n"
        '- "المعارضة": لن نلتزم بالهدنة\n'
        "وقال المجلس إن العدد مرشح للزيادة."
    )
    assert body(text) == ["نزح 300 شخص من البلدة.", "وقال المجلس إن العدد مرشح للزيادة."]


def test_bullets_that_carry_the_report_are_body() -> None:
    introduced = (
        "The office gave these figures:\n- 5,000 people fled Idlib\n- 300 families returned"
    )
    assert len(body(introduced)) == 3
    with_stops = "The office reported.\n- Some 5,000 people fled Idlib on Friday.\nIt gave no more."
    assert len(body(with_stops)) == 3
    briefing = "• 5,000 people displaced in Idlib\n• 300 families returned to Afrin"
    assert len(body(briefing)) == 2


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ أيضا: نزوح الآلاف من المدينة",
        "اقرأ أيضاً نزوح الآلاف من المدينة",
        "Read more: Thousands flee the town",
        "RELATED: Truce collapses",
        "See also: the war in numbers",
        "A family leaves the town on Friday (Reuters)",
        "عائلة تغادر البلدة يوم الجمعة (رويترز)",
        "Photo: a convoy leaves the town",
        "صورة أرشيفية: قافلة تغادر البلدة",
        "(Reporting by A. Writer; Editing by B. Editor)",
    ],
)
def test_links_captions_and_credits_are_not_body(line: str) -> None:
    assert body(f"The army left the town.\n{line}\nNobody returned.") == [
        "The army left the town.",
        "Nobody returned.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Related to this, the agency said that 5,000 people fled.",
        "Watch towers stand along the road to the camp.",
        "شاهد الأهالي القافلة وهي تغادر البلدة.",
        "BEIRUT (Reuters) - Some 5,000 people fled the town on Friday.",
        "بيروت (رويترز) - نزح خمسة آلاف شخص من البلدة يوم الجمعة.",
        "Some 5,000 people fled the town, the ministry said. (AFP)",
        "By nightfall, 5,000 people had fled.",
    ],
)
def test_sentences_that_resemble_links_and_credits_stay_body(line: str) -> None:
    assert body(line) != []


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("BEIRUT (Reuters) - Some fled.", "Some fled."),
        ("GAZA CITY, May 5 (Xinhua) -- Some fled.", "Some fled."),
        ("IDLIB, Syria (AP) — Thousands fled.", "Thousands fled."),
        ("BEIRUT — Fighters left.", "Fighters left."),
        ("دمشق - سانا: نزح كثيرون.", "نزح كثيرون."),
        ("غزة (رويترز) - نزح كثيرون.", "نزح كثيرون."),
        ("أنقرة/ الأناضول/ نزح كثيرون", "نزح كثيرون"),
        ("القاهرة - «الشرق الأوسط» - نزح كثيرون", "نزح كثيرون"),
    ],
)
def test_a_dateline_stands_apart_from_its_sentence(line: str, text: str) -> None:
    dateline, sentence = split_sentences(line)
    assert (dateline.is_body, sentence.is_body) == (False, True)
    assert sentence.text == text
    assert dateline.paragraph == sentence.paragraph


@pytest.mark.parametrize(
    "line",
    [
        "موسكو: مسؤولون بحثوا التهدئة",
        "SDF - the main force - left the town.",
        "Reuters said on Friday - a day late - that many fled.",
        "واشنطن - كما قال مسؤول - باقية.",
    ],
)
def test_what_resembles_a_dateline_stays_in_the_sentence(line: str) -> None:
    assert body(line) == [line]


def test_headlines_under_a_related_heading_are_not_body() -> None:
    text = "The army left.\nRelated:\nThousands flee the north\nTruce collapses\nNobody returned."
    assert body(text) == ["The army left.", "Nobody returned."]


def test_text_without_letters_gives_no_sentence() -> None:
    assert split_sentences("") == ()
    assert split_sentences(" \n * * * \n\t") == ()


@given(st.text(alphabet="abA .!?؟\n\"'«»()-اب1٣\u200f،:…", max_size=80))
def test_offsets_always_give_the_sentence(text: str) -> None:
    last = 0
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= last
        assert "\n" not in sentence.text
        last = sentence.end
