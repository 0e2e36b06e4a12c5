from pathlib import Path
from random import Random
from typing import Any

import pytest
import torch

from training import vectors
from training.heads import NewsModel, load_encoder, new_heads
from training.tests.tiny import HIDDEN, base_folder, tokenizer
from training.vectors import (
    MAX_PIECES,
    TEMPERATURE,
    WEIGHT,
    VectorTask,
    base_vectors,
    encode,
    parallel_rows,
    sentences,
)

WORDS = ("query:", *(f"word{number}" for number in range(40)))
TEXTS = [f"word{n} word{(7 * n) % 40} word{(3 * n) % 40}" for n in range(12)]


def corpora(folder: Path, texts: list[str]) -> Path:
    (folder / "stance/un_quadclass").mkdir(parents=True)
    for language in ("ar", "en"):
        rows = "".join(f"{text} {language}\t{n % 5}\n" for n, text in enumerate(texts))
        path = folder / f"stance/un_quadclass/{language}.tsv"
        path.write_text(f"text\tquad\n{rows}", encoding="utf-8")
    return folder


@pytest.fixture
def task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VectorTask:
    monkeypatch.setattr(vectors, "read_sources", list)
    monkeypatch.setattr(vectors, "HELD_ROWS", 2)
    base = base_folder(tmp_path / "base", WORDS)
    made = corpora(tmp_path / "corpora", TEXTS)
    return VectorTask(base, made, tokenizer(WORDS), seed=1, pieces=40, share=8)


def test_rows_lose_the_heading_and_the_class_but_no_tab_of_their_own(tmp_path: Path) -> None:
    assert parallel_rows(corpora(tmp_path, ["one", "two\tparts"]), "en") == [
        "one en",
        "two\tparts en",
    ]


def test_rows_held_for_retrieval_are_not_trained_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "read_sources", list)
    monkeypatch.setattr(vectors, "HELD_ROWS", 1)
    made = corpora(tmp_path, ["held", "kept", "also kept"])
    assert [text for text, _ in sentences(made)] == [
        "kept ar",
        "also kept ar",
        "kept en",
        "also kept en",
    ]


def test_a_sentence_is_taught_together_with_its_translation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "read_sources", list)
    monkeypatch.setattr(vectors, "HELD_ROWS", 0)
    made = corpora(tmp_path, ["one"])
    assert list(sentences(made)) == [("one ar", "one en"), ("one en", "one ar")]


def test_a_long_text_is_cut() -> None:
    (ids,) = encode(tokenizer(WORDS), ["word1 " * 300])
    assert len(ids) == MAX_PIECES


def test_each_text_has_its_own_vector_of_length_one(tmp_path: Path) -> None:
    base = base_folder(tmp_path, WORDS)
    texts = ["word1 " * 30, "word2", "word3 word4 word5"]
    together = base_vectors(base, tokenizer(WORDS), texts)
    alone = torch.cat([base_vectors(base, tokenizer(WORDS), [text]) for text in texts])
    assert together.norm(dim=1).tolist() == pytest.approx([1, 1, 1], abs=1e-5)
    assert (together * alone).sum(1).min() > 0.999
    assert (together[0] * together[1]).sum() < 0.99


def test_the_base_model_reads_its_prefix(tmp_path: Path) -> None:
    base = base_folder(tmp_path, WORDS)
    cut = [word for word in WORDS if word != "query:"]
    known, unknown = (base_vectors(base, tokenizer(w), ["nothing"]) for w in (WORDS, cut))
    assert (known * unknown).sum() < 0.999


def test_a_pass_has_its_share_and_the_next_pass_other_sentences(task: VectorTask) -> None:
    turns = [
        {int(row) for batch in task.batches(turn) for row in batch.targets[:, 0]}
        for turn in range(2)
    ]
    assert [len(turn) for turn in turns] == [8, 8]
    assert not turns[0] & turns[1]


def test_the_loss_is_least_at_the_vectors_taught(task: VectorTask) -> None:
    (batch, *_) = task.batches(0)
    wanted = task._targets[batch.targets[:, 0]]

    class Fixed(NewsModel):
        def __init__(self, found: torch.Tensor) -> None:
            torch.nn.Module.__init__(self)
            self.found = found

        def forward(self, task: str, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            return self.found

    taught = task.loss(Fixed(3 * wanted), batch).item()
    # At the vectors themselves only the likeness of the sentences to one another is left.
    alike = wanted @ wanted.T / TEMPERATURE
    assert taught == pytest.approx((alike.logsumexp(1) - alike.diagonal()).mean().item(), abs=1e-4)
    assert task.loss(Fixed(-wanted), batch).item() > taught + 2 * WEIGHT - 1
    assert task.loss(Fixed(wanted.flip(0)), batch).item() > taught


def test_learning_brings_the_vectors_nearer(task: VectorTask, tmp_path: Path) -> None:
    torch.manual_seed(0)
    labels = {"names": 7, "relevance": 2, "stance": 3, "quad": 5}
    model = NewsModel(load_encoder(str(tmp_path / "base")), new_heads(HIDDEN, labels, (4, 6)))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    batches = task.batches(0)
    losses = []
    for turn in range(30):
        batch = Random(turn).choice(batches)
        loss: Any = task.loss(model.eval(), batch)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    assert sum(losses[-5:]) < sum(losses[:5])
