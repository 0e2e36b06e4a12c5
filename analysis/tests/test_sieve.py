"""What the sentence classifier refuses is declined with its reason; what it confirms stays."""

from analysis import sieve
from analysis.components import Reading, Relevance
from analysis.records import CeasefireClaim, Sentence
from analysis.terms import CeasefireKind

TEXT = "اتفق الطرفان على هدنة. The trade truce held."
FIRST = Sentence(start=0, end=22, text=TEXT[:22], paragraph=0, is_body=True)
SECOND = Sentence(start=23, end=44, text=TEXT[23:], paragraph=0, is_body=True)


def claim(sentence: Sentence) -> CeasefireClaim:
    return CeasefireClaim(
        kind=CeasefireKind.AGREED,
        score=0.9,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
    )


def reading(*, ceasefire: float) -> Reading:
    return Reading(relevance=Relevance(ceasefire=ceasefire, displacement=0.9, topics=frozenset()))


def test_a_claim_stays_where_its_sentence_may_speak_of_the_topic() -> None:
    claims = (claim(FIRST),)
    kept, declined = sieve.confirmed(claims, "ceasefire", [FIRST], [reading(ceasefire=0.02)])
    assert (kept, declined) == (claims, ())


def test_a_claim_is_declined_where_its_sentence_speaks_of_something_else() -> None:
    kept, declined = sieve.confirmed(
        (claim(FIRST), claim(SECOND)),
        "ceasefire",
        [FIRST, SECOND],
        [reading(ceasefire=0.9), reading(ceasefire=0.001)],
    )
    assert kept == (claim(FIRST),)
    assert [(d.kind, d.quote, d.reason) for d in declined] == [
        ("ceasefire", SECOND.text, "the sentence classifier sees no ceasefire here")
    ]


def test_without_a_classifier_the_rules_have_the_word() -> None:
    claims = (claim(FIRST), claim(SECOND))
    kept, declined = sieve.confirmed(claims, "ceasefire", [FIRST, SECOND], [None, Reading()])
    assert (kept, declined) == (claims, ())


def test_sure_are_the_sentences_that_almost_certainly_speak_of_the_topic() -> None:
    readings = [reading(ceasefire=0.95), reading(ceasefire=0.5)]
    assert sieve.sure_of("ceasefire", [FIRST, SECOND], readings) == {FIRST.start}
    assert sieve.sure_of("displacement", [FIRST, SECOND], readings) == {FIRST.start, SECOND.start}


def test_without_a_classifier_nothing_is_sure() -> None:
    assert sieve.sure_of("ceasefire", [FIRST, SECOND], [None, Reading()]) == frozenset()
