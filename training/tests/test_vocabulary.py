import pytest

from training.vocabulary import cut_tokenizer, kept_ids, scripts

PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁Syria",
    "▁سوريا",
    "北京",
    "▁мир",
    "שלום",
    "1948",
    "aм",
    "α",
]


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("▁Damascus", {"LATIN"}),
        ("دمشق", {"ARABIC"}),
        ("هُدنة", {"ARABIC"}),
        ("▁2019,", set()),
        ("Ａ", set()),
        ("Ωmega", {"GREEK", "LATIN"}),
    ],
)
def test_scripts_are_those_of_letters_and_marks(piece: str, expected: set[str]) -> None:
    assert scripts(piece) == expected


def test_pieces_of_our_scripts_and_without_letters_stay() -> None:
    kept = [PIECES[index] for index in kept_ids([*PIECES, "<mask>"])[:-1]]
    assert kept == [piece for piece in PIECES if piece not in ("北京", "α")]


def test_special_pieces_stay_whatever_their_letters() -> None:
    assert kept_ids(["<mask>", "ไทย"]) == [0]


def test_a_cut_tokenizer_keeps_scores_and_renumbers_special_pieces() -> None:
    spec = {
        "model": {
            "type": "Unigram",
            "unk_id": 1,
            "vocab": [["世", -1.0], ["<unk>", 0.0], ["a", -2.0]],
        },
        "added_tokens": [{"id": 1, "content": "<unk>"}],
        "normalizer": {"type": "NFC"},
    }
    cut = cut_tokenizer(spec, [1, 2])
    assert cut["model"] == {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["a", -2.0]]}
    assert cut["added_tokens"] == [{"id": 0, "content": "<unk>"}]
    assert cut["normalizer"] == spec["normalizer"]
