from collections.abc import Callable

import pytest
import torch
from torch import nn

from training.heads import (
    NewsModel,
    PairHead,
    SentenceHead,
    VectorHead,
    freeze,
    mean_state,
    new_heads,
)
from training.tests.tiny import HIDDEN, PAD, encoder

LABELS = {"names": 7, "relevance": 2, "stance": 3, "quad": 5}
HOLDER, TARGET = 4, 6
WORDS = ("Cairo", "blamed", "Doha")


def states(rows: int = 1, pieces: int = 6) -> torch.Tensor:
    return torch.randn(rows, pieces, HIDDEN, generator=torch.Generator().manual_seed(1))


def pair_head() -> PairHead:
    torch.manual_seed(0)
    return PairHead(HIDDEN, 3, (HOLDER, TARGET)).eval()


@pytest.mark.parametrize("make", [lambda: SentenceHead(HIDDEN, 2), lambda: VectorHead(HIDDEN)])
def test_padding_does_not_count_for_a_sentence(make: Callable[[], nn.Module]) -> None:
    head = make().eval()
    seen, mask = states(), torch.tensor([[1, 1, 1, 1, 0, 0]])
    assert torch.allclose(head(seen, mask), head(seen[:, :4], mask[:, :4]), atol=1e-6)
    assert not torch.allclose(head(seen, mask), head(seen[:, :3], mask[:, :3]), atol=1e-3)


def test_padding_does_not_count_for_a_pair() -> None:
    head, seen = pair_head(), states()
    ids, mask = torch.tensor([[HOLDER, 9, TARGET, 8, PAD, PAD]]), torch.tensor([[1] * 4 + [0] * 2])
    cut = head(seen[:, :4], mask[:, :4], ids[:, :4])
    assert torch.allclose(head(seen, mask, ids), cut, atol=1e-6)


def test_a_sentence_is_judged_by_its_peak_also() -> None:
    head, mask = SentenceHead(HIDDEN, 2).eval(), torch.ones(1, 4)
    flat, peaked = torch.zeros(1, 4, HIDDEN), torch.zeros(1, 4, HIDDEN)
    peaked[0, 0], peaked[0, 1] = 3.0, -3.0
    assert torch.equal(mean_state(flat, mask), mean_state(peaked, mask))
    assert not torch.allclose(head(flat, mask), head(peaked, mask), atol=1e-3)


def test_a_vector_begins_as_the_mean_of_the_states() -> None:
    seen, mask = states(2), torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 0, 0, 0, 0]])
    expected = torch.stack([seen[0].mean(0), seen[1, :2].mean(0)])
    assert torch.allclose(VectorHead(HIDDEN)(seen, mask), expected, atol=1e-6)


def test_who_is_holder_and_who_is_target_matters() -> None:
    head, seen, mask = pair_head(), states(), torch.ones(1, 6)
    one = head(seen, mask, torch.tensor([[HOLDER, 9, 8, TARGET, 9, 8]]))
    other = head(seen, mask, torch.tensor([[TARGET, 9, 8, HOLDER, 9, 8]]))
    assert not torch.allclose(one, other, atol=1e-3)


def test_a_mark_that_is_absent_reads_as_nothing() -> None:
    seen, mask = states(), torch.ones(1, 6)
    ids = torch.tensor([[TARGET, 9, 8, 9, 8, 9]])
    scores = pair_head()(seen, mask, ids)
    other = PairHead(HIDDEN, 3, (55, TARGET)).eval()
    other.load_state_dict(pair_head().state_dict())
    assert torch.isfinite(scores).all()
    assert torch.equal(scores, other(seen, mask, ids))


@pytest.mark.parametrize(
    ("task", "shape"),
    [
        ("names", (2, 4, 7)),
        ("relevance", (2, 2)),
        ("vector", (2, HIDDEN)),
        ("stance", (2, 3)),
        ("quad", (2, 5)),
    ],
)
def test_each_task_has_a_head_of_its_shape(task: str, shape: tuple[int, ...]) -> None:
    model = NewsModel(encoder(WORDS), new_heads(HIDDEN, LABELS, (HOLDER, TARGET))).eval()
    ids = torch.tensor([[0, 8, 9, 2], [0, 10, 2, PAD]])
    assert model(task, ids, (ids != PAD).long()).shape == shape


def test_only_layers_above_the_frozen_ones_learn() -> None:
    frozen = encoder(WORDS)
    freeze(frozen, 1)
    learning = {name for name, weight in frozen.named_parameters() if weight.requires_grad}
    assert learning
    assert all(name.startswith("encoder.layer.1.") for name in learning)
