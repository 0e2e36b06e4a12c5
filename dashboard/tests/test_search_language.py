"""What a person may type into the search, and what is said of the rest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.timelines.search_records import (
    AllOf,
    AnyOf,
    Days,
    Narrow,
    Part,
    SearchField,
    Without,
    Words,
)
from dashboard.search.language import (
    CLAIM_KEYS,
    MOST_PARTS,
    Problem,
    QueryError,
    asks_for_something,
    parse,
    words_in,
)

TODAY = date(2024, 3, 8)


def read(text: str) -> Part | None:
    return parse(text, today=TODAY)


def say(*keys: str, **how: bool) -> Words:
    return Words(keys=keys, **how)


def both(*parts: Part) -> AllOf:
    return AllOf(parts=parts)


def either(*parts: Part) -> AnyOf:
    return AnyOf(parts=parts)


def only(field: SearchField, value: str) -> Narrow:
    return Narrow(field=field, value=value)


def no(part: Part) -> Without:
    return Without(part=part)


A, B, C = say("a"), say("b"), say("c")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", None),
        (" \u200f ", None),
        ("… ، -", None),
        ("truce Idlib", both(say("truce"), say("idlib"))),
        ("الهُدنة", say("هدنه")),
        ("هـدنة وإدلب", both(say("هدنه"), say("وادلب"))),
        ('"وقف إطلاق النار"', say("وقف", "اطلاق", "نار")),
        ("«وقف إطلاق النار»", say("وقف", "اطلاق", "نار")),
        ("“cease fire”", say("cease", "fire")),
        ("al-Bab", say("al", "bab")),
        ("U.N.", say("un")),
        ("300,000 ٣٠٠٬٠٠٠", both(say("300000"), say("300000"))),
        ("a OR b", either(A, B)),
        ("a | b|c", either(A, B, C)),
        ("هدنة أو اتفاق", either(say("هدنه"), say("اتفاق"))),
        ("a OR b c", both(either(A, B), C)),
        ("a AND b", both(A, B)),
        ("a or b", both(A, say("or"), B)),
        ("a -b", both(A, no(B))),
        ("a −b", both(A, no(B))),
        ("a NOT b", both(A, no(B))),
        ("truce holds - report", both(say("truce"), say("hold"), say("report"))),
        ('a -"b c"', both(A, no(say("b", "c")))),
        ("a -(b OR c)", both(A, no(either(B, C)))),
        ("(a OR b) (c)", both(either(A, B), C)),
        ("نازح*", say("نازح", is_prefix=True)),
        ("al-Hasak*", say("al", "hasak", is_prefix=True)),
        ("title:truce", say("truce", in_title=True)),
        ('عنوان:"وقف إطلاق"', say("وقف", "اطلاق", in_title=True)),
        ("actor:turkey", only(SearchField.ACTOR, "turkey")),
        ("Actor: Turkey", only(SearchField.ACTOR, "Turkey")),
        ("فاعل:تركيا", only(SearchField.ACTOR, "تركيا")),
        ("فاعل:\u200fتركيا", only(SearchField.ACTOR, "تركيا")),
        ('مكان:"رأس العين"', only(SearchField.PLACE, "رأس العين")),
        ("a -source:wire", both(A, no(only(SearchField.SOURCE, "wire")))),
        ("دولة:سوريا", only(SearchField.COUNTRY, "سوريا")),
        ("language:Arabic", only(SearchField.LANGUAGE, "ar")),
        ("لغة:الإنجليزية", only(SearchField.LANGUAGE, "en")),
        ("claim:violation", only(SearchField.CLAIM, "CEASEFIRE.VIOLATED")),
        ("titre:trêve OU cessez", either(say("treve", in_title=True), say("cessez"))),
        ("langue:français", only(SearchField.LANGUAGE, "fr")),
        ("claim:cessez-le-feu", only(SearchField.CLAIM, "CEASEFIRE")),
        ("ادعاء:خرق", only(SearchField.CLAIM, "CEASEFIRE.VIOLATED")),
        ("claim:DISPLACEMENT", only(SearchField.CLAIM, "DISPLACEMENT")),
        ("story:٤٢", only(SearchField.STORY, "42")),
        ("date:2019-10", Days(since=date(2019, 10, 1), until=date(2019, 10, 31))),
        ("date:2019-12", Days(since=date(2019, 12, 1), until=date(2019, 12, 31))),
        ("تاريخ:٢٠١٩", Days(since=date(2019, 1, 1), until=date(2019, 12, 31))),
        ("date:2024-02-29", Days(since=date(2024, 2, 29), until=date(2024, 2, 29))),
        ("date:2019-10-09..2019-10", Days(since=date(2019, 10, 9), until=date(2019, 10, 31))),
        ("date:2019..", Days(since=date(2019, 1, 1))),
        ("date:..2019", Days(until=date(2019, 12, 31))),
        ("date:7d", Days(since=date(2024, 3, 2), until=TODAY)),
        ('تاريخ:"7 أيام"', Days(since=date(2024, 3, 2), until=TODAY)),
        ("date:أمس", Days(since=date(2024, 3, 7), until=date(2024, 3, 7))),
        ("since:2019-10", Days(since=date(2019, 10, 1))),
        ("حتى:2019-10", Days(until=date(2019, 10, 31))),
        ("after:2019-10", Days(since=date(2019, 11, 1))),
        ("قبل:2019-10-17", Days(until=date(2019, 10, 16))),
        # A colon within running text is none of the language's.
        ("الجيش: لن ننسحب", both(say("جيش"), say("لن"), say("ننسحب"))),
        ("at 10:30", both(say("at"), say("10", "30"))),
        ("https://wire.example", say("http", "wire", "example")),
    ],
)
def test_a_query_is_read(text: str, part: Part | None) -> None:
    assert read(text) == part


@pytest.mark.parametrize(
    ("text", "problem", "at"),
    [
        ('truce "idlib', Problem.UNCLOSED_QUOTE, 6),
        ("هدنة «إدلب", Problem.UNCLOSED_QUOTE, 5),
        ('""', Problem.EMPTY_QUOTE, 0),
        ('a "…"', Problem.EMPTY_QUOTE, 2),
        ("(a", Problem.UNCLOSED_BRACKET, 0),
        ("a)", Problem.STRAY_BRACKET, 1),
        ("a ()", Problem.EMPTY_BRACKETS, 2),
        ("OR a", Problem.LOOSE_OR, 0),
        ("a OR", Problem.LOOSE_OR, 2),
        ("a أو", Problem.LOOSE_OR, 2),
        ("a OR OR b", Problem.LOOSE_OR, 2),
        ("(a OR) b", Problem.LOOSE_OR, 3),
        ("a NOT", Problem.LOOSE_MINUS, 2),
        ("-football", Problem.ONLY_MINUS, 0),
        ("-a -b", Problem.ONLY_MINUS, 0),
        ("a OR -b", Problem.ONLY_MINUS, 0),
        ("acter:turkey", Problem.UNKNOWN_FIELD, 0),
        ("a فاعلل:تركيا", Problem.UNKNOWN_FIELD, 2),
        ("actor:", Problem.EMPTY_FIELD, 0),
        ("actor:(a)", Problem.EMPTY_FIELD, 0),
        ('source:""', Problem.EMPTY_FIELD, 0),
        ("title:…", Problem.EMPTY_FIELD, 6),
        ("date:soon", Problem.BAD_DATE, 5),
        ("date:2019-13", Problem.BAD_DATE, 5),
        ("date:2019-02-30", Problem.BAD_DATE, 5),
        ("date:2019-00", Problem.BAD_DATE, 5),
        ("date:..", Problem.BAD_DATE, 5),
        ("date:17/10/2019", Problem.BAD_DATE, 5),
        ("date:2020..2019", Problem.TURNED_DATES, 5),
        ("claim:violted", Problem.UNKNOWN_CLAIM, 6),
        ("language:klingon", Problem.UNKNOWN_LANGUAGE, 9),
        ("story:x", Problem.BAD_STORY, 6),
        ("story:1234567890123456", Problem.BAD_STORY, 6),
        ("t*", Problem.SHORT_PREFIX, 0),
        ("*", Problem.SHORT_PREFIX, 0),
        ("*truce", Problem.STAR_NOT_LAST, 0),
        ("tr*ce", Problem.STAR_NOT_LAST, 0),
        ("a " * (MOST_PARTS + 1), Problem.TOO_MANY_PARTS, 2 * MOST_PARTS),
        ("(" * 20 + "a" + ")" * 20, Problem.TOO_DEEP, 8),
    ],
)
def test_what_is_no_query_says_what_is_wrong_and_where(
    text: str, problem: Problem, at: int
) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    assert (caught.value.problem, caught.value.start) == (problem, at)
    assert caught.value.start <= caught.value.end <= len(text)


def test_a_mistyped_name_comes_with_those_that_are_near() -> None:
    with pytest.raises(QueryError) as field:
        read("acter:turkey")
    assert "actor" in field.value.near
    with pytest.raises(QueryError) as claim:
        read("claim:violted")
    assert "violated" in claim.value.near


def test_other_filters_let_a_query_only_leave_out() -> None:
    assert parse("-football", today=TODAY, is_narrowed=True) == no(say("football"))


def test_a_field_asks_for_something_and_what_it_leaves_out_does_not() -> None:
    assert asks_for_something(both(no(A), only(SearchField.ACTOR, "x")))
    assert not asks_for_something(both(no(A), no(B)))


def test_words_to_be_left_out_are_not_what_is_looked_for() -> None:
    part = read("a (b OR c) -d actor:e")
    assert words_in(part) == (A, B, C)
    assert words_in(None) == ()


def test_every_kind_of_claim_has_a_key_that_reads_as_itself() -> None:
    for key in CLAIM_KEYS:
        assert read(f"claim:{key}") == only(SearchField.CLAIM, key)


@pytest.mark.fuzz
@given(st.text(alphabet="ab هدن\"«»()|-:*.0129'،OR\u200f\n", max_size=60))
def test_any_text_is_a_query_or_says_why_not(text: str) -> None:
    try:
        read(text)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(text)
