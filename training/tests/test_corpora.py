from pathlib import Path

import pytest

from training.corpora import (
    LONG_WORDS,
    TYPES,
    CorpusError,
    Source,
    bio,
    column_rows,
    cuts,
    gmb_rows,
    joined_letters,
    map_tag,
    name_runs,
    read_files,
    read_sources,
    retagged,
    trimmed,
    without_metonyms,
)

PLACES = frozenset({"Sudan", "Iran", "New York"})


def source(**changes: object) -> Source:
    values: dict[str, object] = {
        "name": "made",
        "language": "en",
        "genre": "news",
        "reader": "columns",
        "train": ("made.txt",),
        "labels": {"PERS": "PER", "ORG": "ORG", "GPE": "LOC"},
        "title": "Made",
        "source": "here",
        "licence": "ours",
        "mended": "nothing",
    }
    return Source(**(values | changes))  # type: ignore[arg-type]


def test_every_corpus_maps_to_our_types_and_names_its_licence() -> None:
    for entry in read_sources():
        assert set(entry.labels.values()) == set(TYPES)
        assert entry.licence and entry.source and entry.mended


def test_validation_is_either_blocks_or_files_of_its_own() -> None:
    for entry in read_sources():
        assert (entry.block is None) == (entry.held_back is None)
        assert not (entry.block and entry.held_out)


def test_columns_part_sentences_at_empty_lines_and_drop_lines_without_a_tag() -> None:
    rows = list(column_rows("زار O\nدمشق B-LOC \n\nمهجور\nBeirut\tB-GPE\n"))
    assert rows == [[("زار", "O"), ("دمشق", "B-LOC")], [("Beirut", "B-GPE")]]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-PERS", "B-PER"),
        ("I-OCC B-ORG", "B-ORG"),
        ("I-ORG B-GPE", "I-ORG"),
        ("I--ORG", "I-ORG"),
        ("B-MIS1", "O"),
        ("OO", "O"),
        ("O", "O"),
    ],
)
def test_a_tag_maps_to_the_outermost_of_our_types(tags: str, expected: str) -> None:
    assert map_tag(tags, {"PERS": "PER", "ORG": "ORG", "GPE": "LOC"}) == expected


def test_io_tags_and_stray_continuations_become_bio() -> None:
    assert bio(["I-PER", "I-PER", "O", "I-ORG", "I-LOC"]) == (
        "B-PER", "I-PER", "O", "B-ORG", "B-LOC",
    )  # fmt: skip


def test_names_side_by_side_stay_apart() -> None:
    assert bio(["B-LOC", "B-LOC", "I-LOC"]) == ("B-LOC", "B-LOC", "I-LOC")


def test_runs_end_where_the_type_changes() -> None:
    assert name_runs(["B-PER", "I-PER", "B-PER", "O", "B-ORG"]) == [(0, 2), (2, 3), (4, 5)]


def test_a_title_is_no_part_of_a_name() -> None:
    entry = source(trim_head=("Prime", "Minister"), trim_types=("PER",))
    words = ("Prime", "Minister", "Rana", "Odeh")
    assert trimmed(entry, words, ("B-PER", "I-PER", "I-PER", "I-PER")) == (
        "O", "O", "B-PER", "I-PER",
    )  # fmt: skip


def test_a_title_alone_is_no_name_and_an_organisation_keeps_its_words() -> None:
    entry = source(trim_head=("Prime", "Minister"), trim_types=("PER",))
    assert trimmed(entry, ("Prime", "Minister"), ("B-PER", "I-PER")) == ("O", "O")
    assert trimmed(entry, ("Prime", "Bank"), ("B-ORG", "I-ORG")) == ("B-ORG", "I-ORG")


def test_a_common_noun_before_a_name_goes_where_asked() -> None:
    words, tags = ("city", "of", "Homs"), ("B-LOC", "I-LOC", "I-LOC")
    assert trimmed(source(trim_lowercase=True), words, tags) == ("O", "O", "B-LOC")
    assert trimmed(source(), words, tags) == tags


def test_an_organisation_called_as_a_country_is_a_place() -> None:
    words, tags = ("Iran", "and", "Iran", "Air"), ("B-ORG", "O", "B-ORG", "I-ORG")
    assert without_metonyms(words, tags, PLACES) == ("B-LOC", "O", "B-ORG", "I-ORG")


def test_listed_names_take_their_type_and_others_keep_theirs() -> None:
    tags = ("B-LOC", "B-ORG", "B-LOC")
    assert retagged(("U.N.", "Muslim", "Oslo"), tags, {"U.N.": "ORG", "Muslim": "O"}) == (
        "B-ORG", "O", "B-LOC",
    )  # fmt: skip


def test_a_gpe_is_a_place_only_where_it_is_called_so() -> None:
    text = (
        "Sentence #,Word,POS,Tag\n"
        "Sentence: 1,Sudanese,JJ,B-gpe\n,troops,NNS,O\n,left,VBD,O\n,Sudan,NNP,B-gpe\n"
        'Sentence: 2,New,NNP,B-gpe\n,York,NNP,I-gpe\n,",",",",O\n'
    )
    assert list(gmb_rows(text, PLACES)) == [
        [("Sudanese", "B-gpe"), ("troops", "O"), ("left", "O"), ("Sudan", "B-geo")],
        [("New", "B-geo"), ("York", "I-geo"), (",", "O")],
    ]


def test_arabic_spelt_by_letters_is_joined_and_single_letters_stay() -> None:
    rows = [("(", "O"), ("د", "B-Location"), ("ا", "I-Location"), ("ر", "I-Location"), (")", "O")]
    assert joined_letters(rows) == [("(", "O"), ("دار", "B-Location"), (")", "O")]
    assert joined_letters([("و", "O"), ("دمشق", "O")]) == [("و", "O"), ("دمشق", "O")]


def test_a_long_sentence_is_cut_at_punctuation_but_never_in_a_name() -> None:
    words = ["w"] * 40 + ["،"] + ["w"] * 40
    assert list(cuts(words, ["O"] * 81)) == [(0, 41), (41, 81)]
    tags = ["O"] * 39 + ["B-ORG", "I-ORG", "I-ORG"] + ["O"] * 39
    assert list(cuts(words, tags)) == [(0, 81)]


def test_a_sentence_of_common_length_stays_whole() -> None:
    words = ["w", "،"] * (LONG_WORDS // 2)
    assert list(cuts(words, ["O"] * LONG_WORDS)) == [(0, LONG_WORDS)]


def test_a_file_is_read_without_its_end_marks(tmp_path: Path) -> None:
    (tmp_path / "made.txt").write_text("زارت O\nليلى I-PERS\n$#$ O\n\n", encoding="utf-8")
    entry = source(language="ar", skip_words=("$#$",))
    (sentence,) = read_files(entry, entry.train, tmp_path, PLACES)
    assert sentence.words == ("زارت", "ليلى")
    assert sentence.tags == ("O", "B-PER")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"made.*made\.txt"):
        read_files(source(), ("made.txt",), tmp_path, PLACES)
