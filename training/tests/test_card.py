from training.card import card
from training.corpora import read_sources

RUN = {
    "frozen": 4,
    "steps": 10,
    "pieces": 1000,
    "minutes": 1.0,
    "rate": 2e-4,
    "seed": 1,
    "turns": 1,
}
ROW = {"f1": 81.5, "precision": 80.0, "recall": 83.0, "names": 9}


def test_a_card_names_the_data_that_was_used_with_its_licence_and_figures() -> None:
    row = {"all": ROW, "PER": ROW, "sentences": 520}
    figures = {"fp32": {"anercorp": row}, "int8": {"anercorp": row | {"all": ROW | {"f1": 80.9}}}}
    text = card(RUN | {"without": ["wnut17"]}, figures, read_sources(), 58.7)
    assert "| 520 | 81.5 / 80.9 | 81.5 / 81.5 | – | – |" in text
    assert "CLEANANERCorp" in text and "CC BY-SA 4.0" in text
    assert "WNUT" not in text
