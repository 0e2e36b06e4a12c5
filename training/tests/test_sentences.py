import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
import torch

from training import sentences
from training.heads import NewsModel
from training.names import pool
from training.sentences import (
    MARKED_REPEAT,
    MAX_PIECES,
    QuadTask,
    RelevanceTask,
    StanceTask,
    encode,
    newsmtsc,
    quads,
    unscon,
)
from training.tasks import Batch
from training.tests.tiny import tokenizer
from training.written import Labelled, Marked, Template, is_held_back

WORDS = tuple(f"word{number}" for number in range(60))
POOLS = {("en", kind): pool({"word1": 1.0, "word2": 1.0}) for kind in ("LOC", "ORG", "PER")}
SPEECH = "UNSC_2014_SPV.7219_spch015_Russian_Federation_neg_03.txt"


class Fixed(NewsModel):
    """Answers with the same scores whatever it is asked."""

    def __init__(self, scores: torch.Tensor) -> None:
        torch.nn.Module.__init__(self)
        self.scores = scores

    def forward(self, task: str, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.scores


def clauses(folder: Path, rows: Iterable[tuple[str, str, str, str]]) -> Path:
    (folder / "stance/unscon").mkdir(parents=True)
    path = folder / "stance/unscon/conflict_annotations.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file_id", "EDU_text", "A0", "A4"])
        writer.writerows(rows)
    return folder


def targets(folder: Path, rows: Iterable[tuple[str, str, int]]) -> Path:
    (folder / "stance/newsmtsc").mkdir(parents=True)
    lines = []
    for text, target, polarity in rows:
        start = text.index(target)
        row = {"sentence": text, "from": start, "to": start + len(target), "polarity": polarity}
        lines.append(json.dumps(row))
    path = folder / "stance/newsmtsc/hf_mt_train.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return folder


def parallel(folder: Path, classes: Iterable[str]) -> Path:
    (folder / "stance/un_quadclass").mkdir(parents=True)
    rows = "".join(f"word{n} word{n + 1}\t{quad}\n" for n, quad in enumerate(classes))
    for language in ("ar", "en"):
        path = folder / f"stance/un_quadclass/{language}.tsv"
        path.write_text(f"text\tquad\n{rows}", encoding="utf-8")
    return folder


def read_ids(batches: Iterable[Batch]) -> list[tuple[int, ...]]:
    """Return the pieces of every row of the batches, without padding."""
    return sorted(
        tuple(ids[mask == 1].tolist())
        for batch in batches
        for ids, mask in zip(batch.ids, batch.mask, strict=True)
    )


def test_a_long_text_is_cut_and_a_word_is_a_piece() -> None:
    short, long = encode(tokenizer(WORDS), [("word1", "word2"), ("word1",) * 400])
    assert len(short) == 4
    assert len(long) == MAX_PIECES


@pytest.mark.parametrize(("polarity", "label"), [(-1, "oppose"), (0, "neutral"), (1, "support")])
def test_a_target_of_the_news_is_marked_where_it_stands(
    tmp_path: Path, polarity: int, label: str
) -> None:
    folder = targets(tmp_path, [("Few praised Mayor Orr's plan.", "Mayor Orr", polarity)])
    (row,) = newsmtsc(folder)
    assert " ".join(row.words).startswith("Few praised [ Mayor Orr ]")
    assert row.label == label
    assert "{" not in row.words


def test_a_speaker_who_criticises_a_country_opposes_it(tmp_path: Path) -> None:
    text = "Those who rule Ukraine chose force"
    folder = clauses(tmp_path, [(SPEECH, text, "Direct_NegEval", "ukraine")])
    (row,) = unscon(folder)
    assert " ".join(row.words) == "{ Russian Federation } : Those who rule [ Ukraine ] chose force"
    assert row.label == "oppose"


def test_a_country_named_without_criticism_is_met_neutrally(tmp_path: Path) -> None:
    folder = clauses(tmp_path, [(SPEECH, "We met in Ukraine", "-NONE-", "_")])
    assert [row.label for row in unscon(folder)] == ["neutral"]


@pytest.mark.parametrize(
    ("speech", "text", "kind", "criticised"),
    [
        (SPEECH, "Israel and others looked on", "Direct_NegEval", "ukraine"),
        (SPEECH, "Russia has always helped", "-NONE-", "_"),
        (SPEECH, "We regret the delay", "Direct_NegEval", "ukraine"),
        ("minutes.txt", "Ukraine was discussed", "-NONE-", "_"),
    ],
)
def test_clauses_that_tell_no_stance_of_the_speaker_are_left_out(
    tmp_path: Path, speech: str, text: str, kind: str, criticised: str
) -> None:
    assert not list(unscon(clauses(tmp_path, [(speech, text, kind, criticised)])))


def test_quad_classes_leave_out_held_rows_and_rows_without_a_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "HELD_ROWS", 1)
    folder = parallel(tmp_path, ["4", "2", "?", "0"])
    assert list(quads(folder)) == 2 * [("word1 word2", 2), ("word3 word4", 0)]


@pytest.fixture
def relevance(monkeypatch: pytest.MonkeyPatch) -> RelevanceTask:
    rows = [
        Labelled(language="en", text=f"word{n} word{n + 1}", labels=frozenset({"ceasefire"}))
        for n in range(50)
    ]
    shape = Template(language="en", text="word3 {place} {place2}", labels=frozenset())
    monkeypatch.setattr(sentences, "read_labelled", lambda: rows)
    monkeypatch.setattr(sentences, "read_templates", lambda: [shape])
    monkeypatch.setattr(sentences, "read_pools", lambda: POOLS)
    return RelevanceTask(tokenizer(WORDS), seed=1, pieces=60)


def test_what_is_held_back_is_never_trained_on(relevance: RelevanceTask) -> None:
    made = tokenizer(WORDS)
    texts = [("word" + str(n), "word" + str(n + 1)) for n in range(50)]
    held = {tuple(encode(made, [text])[0]) for text in texts if is_held_back(" ".join(text))}
    read = set(read_ids(relevance.batches(0)))
    assert held
    assert not held & read
    assert len(read & {tuple(ids) for ids in encode(made, texts)}) == len(texts) - len(held)


def test_a_pass_is_the_same_again_and_fills_templates_anew_in_the_next(
    relevance: RelevanceTask,
) -> None:
    passes = [read_ids(relevance.batches(turn)) for turn in (0, 0, 1, 2, 3)]
    assert passes[0] == passes[1]
    assert len({tuple(one) for one in passes}) > 1


def test_both_topics_are_judged_by_themselves(relevance: RelevanceTask) -> None:
    batch = Batch(
        task="relevance",
        ids=torch.zeros(1, 3, dtype=torch.long),
        mask=torch.ones(1, 3, dtype=torch.long),
        targets=torch.tensor([[1, 0, -100]]),
    )
    right, half, wrong = (
        relevance.loss(Fixed(torch.tensor([scores])), batch).item()
        for scores in ([3.0, -3.0], [3.0, 3.0], [-3.0, 3.0])
    )
    assert right < half < wrong


def test_stances_are_learnt_from_what_was_written_and_a_share_of_each_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = [
        Marked(language="en", words=("{", f"word{n}", "}", "[", "word9", "]"), label="support")
        for n in range(30)
    ]
    monkeypatch.setattr(sentences, "read_marked", lambda _files: written)
    monkeypatch.setattr(sentences, "read_pools", lambda: POOLS)
    monkeypatch.setattr(sentences, "NEWSMTSC_SHARE", 2)
    folder = targets(tmp_path, [(f"word{n} won", "won", 1) for n in range(5)])
    clauses(tmp_path, [(SPEECH, "We met in Ukraine", "-NONE-", "_")])
    task = StanceTask(folder, tokenizer(WORDS), seed=1, pieces=60)
    held = sum(is_held_back(" ".join(row.words)) for row in written)
    counted = [len(read_ids(task.batches(turn))) for turn in range(2)]
    assert held
    assert counted == [MARKED_REPEAT * (30 - held) + 2 + 1] * 2


def test_the_right_stance_costs_least(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "read_marked", lambda _files: [])
    folder = clauses(targets(tmp_path, [("word1 won", "won", 1)]), [])
    task = StanceTask(folder, tokenizer(WORDS), seed=1, pieces=60)
    (batch,) = task.batches(0)
    losses = [task.loss(Fixed(torch.eye(3)[[one]] * 5), batch).item() for one in range(3)]
    assert min(losses) == losses[2]


def test_quad_batches_take_a_share_and_score_the_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "HELD_ROWS", 0)
    monkeypatch.setattr(sentences, "QUAD_SHARE", 3)
    task = QuadTask(parallel(tmp_path, ["3"] * 6), tokenizer(WORDS), seed=1, pieces=200)
    (batch,) = task.batches(0)
    assert batch.targets[:, 0].tolist() == [3, 3, 3]
    right, wrong = (torch.eye(5)[[one] * 3] * 4 for one in (3, 1))
    assert task.loss(Fixed(right), batch) < task.loss(Fixed(wrong), batch)
