from analysis.records import Span
from analysis.terms import EntityType
from training.evaluate import scores, tags_of, word_starts

WORDS = ("زار", "وزير", "الخارجية", "دمشق", ".")


def span(start: int, end: int, kind: EntityType) -> Span:
    return Span(start=start, end=end, text="", type=kind, score=1.0)


def test_words_start_one_blank_after_the_last() -> None:
    assert word_starts(("ab", "c", "d")) == [0, 3, 5]


def test_a_span_tags_the_words_that_it_covers() -> None:
    text = " ".join(WORDS)
    start = text.index("الخارجية")
    spans = [
        span(start, start + len("الخارجية"), EntityType.ORG),
        span(text.index("دمشق"), text.index("دمشق") + 4, EntityType.LOC),
    ]
    assert tags_of(WORDS, spans) == ["O", "O", "B-ORG", "B-LOC", "O"]


def test_a_span_over_part_of_a_word_counts_for_the_word() -> None:
    assert tags_of(("(Hamas)", "said"), [span(1, 6, EntityType.ORG)]) == ["B-ORG", "O"]


def test_a_name_counts_only_with_its_exact_words_and_type() -> None:
    gold = [["B-PER", "I-PER", "O", "B-LOC"]]
    assert scores(gold, gold)["all"]["f1"] == 100
    found = [["B-PER", "O", "O", "B-LOC"]]
    assert scores(gold, found)["all"] == {"precision": 50, "recall": 50, "f1": 50, "names": 2}
    assert scores(gold, [["B-PER", "I-PER", "O", "B-ORG"]])["PER"]["f1"] == 100
