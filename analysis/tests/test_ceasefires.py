"""The claims of a document: each kind, what is refused, odd texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ceasefires.extraction import extract
from analysis.documents import split_sentences
from analysis.records import Document, TaggedDocument
from analysis.terms import CeasefireKind
from analysis.tests.ceasefire_cases import THURSDAY, claims_in, names, only_claim


@pytest.mark.parametrize(
    ("lang", "text", "kind", "parties"),
    [
        (
            "en",
            "Sudan's army and the RSF agreed on a truce in Khartoum.",
            "AGREED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
        (
            "en",
            "Ethiopia and Tigrayan forces signed a cessation of hostilities.",
            "AGREED",
            {"Ethiopia", "TPLF"},
        ),
        (
            "en",
            "India and Pakistan reach full and immediate ceasefire",
            "AGREED",
            {"India", "Pakistan"},
        ),
        ("en", "Ethiopia declared a unilateral ceasefire on Monday.", "DECLARED", {"Ethiopia"}),
        ("en", "The Taliban announced a three-day truce for Eid.", "DECLARED", {"Taliban"}),
        ("en", "Hezbollah accepts cease-fire proposal, official says", "ACCEPTED", {"Hezbollah"}),
        ("en", "Ukraine dismisses Easter truce as a ploy", "REJECTED", {"Ukraine"}),
        (
            "en",
            "Hamas says it won't accept a truce that leaves troops in place",
            "REJECTED",
            {"Hamas"},
        ),
        ("en", "The Houthis said they would not renew a two-month truce.", "REJECTED", {"Houthis"}),
        ("en", "Hamas proposes five-year truce with Israel", "PROPOSED", {"Hamas", "Israel"}),
        ("en", "U.N. urges immediate humanitarian ceasefire in Gaza", "PROPOSED", set()),
        (
            "en",
            "Truce between Israel and Hezbollah takes effect",
            "ENTERED_INTO_FORCE",
            {"Israel", "Hezbollah"},
        ),
        (
            "en",
            "Israel and Hamas agree to extend cease-fire for two more days",
            "EXTENDED",
            {"Israel", "Hamas"},
        ),
        (
            "en",
            "Armenia accused Azerbaijan of violating the ceasefire.",
            "VIOLATED",
            {"Azerbaijan"},
        ),
        ("en", "Israeli airstrikes kill 12 in Lebanon despite cease-fire", "VIOLATED", {"Israel"}),
        (
            "en",
            "Colombia suspended its ceasefire with the ELN after an attack.",
            "SUSPENDED",
            {"Colombia", "ELN"},
        ),
        (
            "en",
            "Israel resumed strikes, shattering the ceasefire with Hamas.",
            "ENDED",
            {"Israel", "Hamas"},
        ),
        ("en", "Fighting resumes in Gaza after truce expires", "ENDED", set()),
        (
            "ar",
            "اتفق الجيش السوداني وقوات الدعم السريع، السبت، على هدنة في الخرطوم.",
            "AGREED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
        (
            "ar",
            "وقعت الحكومة الإثيوبية وجبهة تحرير تيغراي اتفاقا لوقف الأعمال العدائية.",
            "AGREED",
            {"Ethiopia", "TPLF"},
        ),
        ("ar", "أعلنت حركة طالبان وقفا لإطلاق النار لثلاثة أيام.", "DECLARED", {"Taliban"}),
        ("ar", "وافقت حركة حماس على مقترح مصري لهدنة جديدة.", "ACCEPTED", {"Hamas"}),
        ("ar", "كييف ترفض هدنة عيد الفصح", "REJECTED", {"Ukraine"}),
        ("ar", "أعلنت جماعة الحوثي رفضها تمديد الهدنة.", "REJECTED", {"Houthis"}),
        ("ar", "دعا مجلس الأمن الدولي إلى وقف فوري لإطلاق النار في السودان.", "PROPOSED", set()),
        (
            "ar",
            "دخل وقف إطلاق النار بين إسرائيل وحزب الله حيز التنفيذ.",
            "ENTERED_INTO_FORCE",
            {"Israel", "Hezbollah"},
        ),
        ("ar", "مددت إسرائيل وحماس التهدئة في غزة يوما واحدا.", "EXTENDED", {"Israel", "Hamas"}),
        ("ar", "اتهمت أرمينيا أذربيجان بخرق الهدنة.", "VIOLATED", {"Azerbaijan"}),
        (
            "ar",
            "استأنفت إسرائيل غاراتها في خرق جديد لاتفاق وقف إطلاق النار.",
            "VIOLATED",
            {"Israel"},
        ),
        (
            "ar",
            "علقت الحكومة الكولومبية وقف إطلاق النار مع جيش التحرير الوطني.",
            "SUSPENDED",
            {"Colombia", "ELN"},
        ),
        (
            "ar",
            "انهارت الهدنة بين الجيش السوداني وقوات الدعم السريع.",
            "ENDED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
        (
            "ar",
            "الجيش السوداني يعلن انتهاء الهدنة مع قوات الدعم السريع",
            "ENDED",
            {"Sudanese Armed Forces", "Rapid Support Forces"},
        ),
    ],
)
def test_each_kind_is_read_with_its_parties(
    lang: str, text: str, kind: str, parties: set[str]
) -> None:
    claim = only_claim(text, lang)
    assert claim.kind == CeasefireKind(kind)
    assert names(claim.parties) == parties


def test_refused_candidate_is_declined_with_a_reason() -> None:
    text = "Since the truce took effect, families have gone home."
    document = Document(id="1", text=text, lang="en", published_on=THURSDAY)
    tagged = TaggedDocument(document=document, sentences=split_sentences(text), entities=())
    _, (declined,) = extract(tagged)
    assert (declined.kind, declined.quote) == ("ceasefire", text)
    assert declined.reason


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "After fire in Idlib, Russia and Turkey agreed on Monday on a truce in Aleppo.",
            {"Aleppo"},
        ),
        ("Israel's war with Hamas resumes after Gaza truce ends", {"Gaza"}),
        ("Russian strikes hit Idlib and Aleppo despite a truce.", {"Idlib", "Aleppo"}),
    ],
)
def test_place_is_the_truce_s_and_a_breach_has_the_places_of_the_fire(
    text: str, places: set[str]
) -> None:
    assert names(only_claim(text, "en").places) == places


def test_link_line_is_not_read() -> None:
    text = "اقرأ أيضا: إسرائيل وحماس تتفقان على هدنة\nعقد الوزراء اجتماعا في القاهرة."
    assert claims_in(text, "ar") == ()


def test_marks_and_tatweel_change_nothing() -> None:
    plain = only_claim("أعلنت إسرائيل هدنة في غزة.", "ar")
    marked = only_claim("أعلنَت إسرائيل هُـدْنَةً\u200f في غزة.", "ar")
    assert (marked.kind, names(marked.parties)) == (plain.kind, names(plain.parties))


def test_sentence_without_full_stops_is_read_in_parts_with_exact_quotes() -> None:
    text = "The market was open, " * 100 + "Ethiopia declared a ceasefire on Monday."
    claim = only_claim(text, "en")
    assert claim.kind is CeasefireKind.DECLARED
    assert len(claim.quote) < len(text)


@settings(deadline=None)  # a machine that does much else is slow
@given(st.text(max_size=120))
def test_odd_text_before_a_claim_neither_hides_it_nor_moves_its_quote(odd: str) -> None:
    told = "Ethiopia declared a ceasefire on Monday."
    text = f"{odd}\n\n{told}"
    quotes = [text[c.start : c.end] for c in claims_in(text, "en")]
    assert any(quote.endswith(told) for quote in quotes)


@given(st.text(max_size=120), st.sampled_from(["xx", "und"]))
def test_language_without_words_for_truces_gives_no_claims(text: str, lang: str) -> None:
    assert claims_in(f"{text} truce هدنة ateşkes", lang) == ()


def test_a_state_that_is_called_on_is_not_where_the_fire_is_to_stop() -> None:
    told = only_claim("دعت روسيا تركيا إلى وقف عمليتها العسكرية ضد حزب الله.", "ar")
    assert told.kind is CeasefireKind.PROPOSED and told.places == ()
    told = only_claim("دعت روسيا تركيا إلى وقف إطلاق النار في حلب.", "ar")
    assert [place.name for place in told.places] == ["Aleppo"]
